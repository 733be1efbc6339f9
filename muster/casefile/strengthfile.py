"""Strength reports that come from outside a case folder: a CSV file, a workbook, or one typed line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from muster.casefile.cells import ABSURD_HEADCOUNT, Bad, day
from muster.casefile.columns import TABLES, read_rows
from muster.casefile.delimited import CsvTable
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.material import read_bytes, read_text
from muster.casefile.relations import check_reports
from muster.casefile.table import Table
from muster.casefile.workbook import open_workbook
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.strength import STRENGTH_KINDS, StrengthReport
from muster.errors import Problem

__all__ = ("TYPED", "read_strengths", "read_typed")

#: How a report is typed.
TYPED = "DAY SCOPE [about|nearly|up_to|at_least] NUMBER [status] [component] [kind] [source]"

_SPEC = TABLES["strength"]
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+\Z|\d{1,8}\Z", re.ASCII)
_RANGE = re.compile(r"([\d,]+)[-–]([\d,]+)\Z", re.ASCII)
_BOUNDS = {
    "about": "about",
    "around": "about",
    "nearly": "nearly",
    "almost": "nearly",
    "up_to": "up_to",
    "at_least": "at_least",
    "exactly": "exact",
    "exact": "exact",
}
_PAIRS = {("up", "to"): "up_to", ("at", "least"): "at_least"}
_STATUSES = {
    **{status.value.casefold(): status for status in DutyStatus},
    "title_10": DutyStatus.T10,
    "title10": DutyStatus.T10,
    "title_32": DutyStatus.T32,
    "title32": DutyStatus.T32,
    "state_active_duty": DutyStatus.SAD,
}
_TWO_WORDS = {("title", "10"): DutyStatus.T10, ("title", "32"): DutyStatus.T32}
_HAND_OVER = re.compile(r"hand_over=([\d,]+)\Z", re.ASCII)


def read_strengths(path: Path, case: Case) -> tuple[tuple[StrengthReport, ...], tuple[Problem, ...]]:
    """
    The reports of a CSV file or workbook with the columns of ``strength.csv``, and every fault of it.

    Of a workbook the sheet ``strength`` is read, or its only sheet. Scopes are names of ``case``. Where a
    problem is an error, no report is returned.
    """
    faults = Faults()
    table = _table(path, faults)
    reports: list[StrengthReport] = []
    if table is not None and table.header:
        reports, _ = read_rows(table, _SPEC, faults)
        check_reports(reports, table, case, faults)
    return (() if faults.failed else tuple(reports)), faults.problems()


def _table(path: Path, faults: Faults) -> Table | None:
    name = path.name or str(path)
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        data = read_bytes(path, name, faults)
        book = None if data is None else open_workbook(data, name, faults)
        if book is None:
            return None
        sheets = [_SPEC.name] if _SPEC.name in book.sheets else list(book.sheets)
        if len(sheets) == 1:
            return book.table(sheets[0])
        faults.add(
            "M102",
            f"{name} has no sheet {_SPEC.name}, and {len(sheets)} others: {one_of(sheets)}",
            help=f"name the sheet of the reports {_SPEC.name}",
            where=Where(name),
        )
        return None
    text = read_text(path, name, faults)
    return None if text is None else CsvTable(name, text, faults)


class _Fault(Exception):
    """A typed report cannot be read; where in it, and why."""

    def __init__(self, bad: Bad, start: int, end: int) -> None:
        super().__init__(bad.message)
        self.bad, self.start, self.end = bad, start, end


def read_typed(text: str, case: Case) -> tuple[StrengthReport | None, tuple[Problem, ...]]:
    """
    One report typed as :data:`TYPED` says, such as ``2025-04-01 JTF-SB about 8,700 title_10 briefing``.

    A range is written ``8,000-8,500``, people in hand-over ``hand_over=208``. What follows the words that
    are known is the source. The kind is ``on_duty`` unless it is named.
    """
    try:
        return _typed(text, case), ()
    except _Fault as fault:
        where = Where("--report", 1, fault.start + 1, text, max(1, fault.end - fault.start))
        faults = Faults()
        faults.add(fault.bad.code, fault.bad.message, help=fault.bad.help, where=where)
        return None, faults.problems()


def _typed(text: str, case: Case) -> StrengthReport:
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]
    end = len(text.rstrip())
    if len(words) < 3:
        raise _Fault(Bad("M201", "a report needs a day, a scope and a number", f"write {TYPED}"), end, end)
    when = day(words[0][0])
    if isinstance(when, Bad):
        raise _Fault(when, *words[0][1:])
    assert isinstance(when, date)
    scope, at = _scope(text, words, case)
    bound = "exact"
    if tuple(word.casefold() for word, _, _ in words[at : at + 2]) in _PAIRS:
        bound = _PAIRS[words[at][0].casefold(), words[at + 1][0].casefold()]
        at += 2
    elif at < len(words) and words[at][0].casefold() in _BOUNDS:
        bound = _BOUNDS[words[at][0].casefold()]
        at += 1
    if at >= len(words):
        raise _Fault(Bad("M201", "the report has no number", f"write {TYPED}"), end, end)
    low, high = _number(words[at], bound)
    said = _rest(words, at + 1)
    if said.hand_over is not None and said.hand_over > high:
        help_ = "hand_over counts those of the headcount who hand over"
        raise _Fault(Bad("M312", f"{said.hand_over:,} hand over, and only {high:,} are there", help_), 0, end)
    return StrengthReport(
        date=when,
        scope=scope,
        headcount=high,
        kind=said.kind or "on_duty",
        component=said.component,
        duty_status=said.duty_status,
        bound=bound if low is None else "range",
        low=low,
        high=None if low is None else high,
        source=text[said.end :].strip() or None,
        hand_over=said.hand_over,
    )


def _scope(text: str, words: list[tuple[str, int, int]], case: Case) -> tuple[str, int]:
    """The longest run of words after the day that names something of the case, and what comes after it."""
    known = {
        *(place.place for place in case.places),
        *(unit.unit for unit in case.units),
        *(row.command for row in case.commands),
        *(authority.id for authority in case.authorities),
        *(ceiling.id for authority in case.authorities for ceiling in authority.ceilings),
    }
    for last in range(len(words) - 1, 0, -1):
        name = text[words[1][1] : words[last][2]]
        if name in known:
            return name, last + 1
    near = did_you_mean(words[1][0], sorted(known))
    raise _Fault(
        Bad(
            "M311",
            f"the scope {shown(words[1][0])} is neither a ceiling, authority, place, unit nor command of the"
            " case",
            f"did you mean {near}?" if near else f"known: {one_of(sorted(known)) or 'none'}",
        ),
        *words[1][1:],
    )


def _number(word: tuple[str, int, int], bound: str) -> tuple[int | None, int]:
    """Low and headcount; low is ``None`` but for a range."""
    text, start, end = word
    if _NUMBER.match(text):
        value = int(text.replace(",", ""))
        if value > ABSURD_HEADCOUNT:
            help_ = f"write a whole number from 0 to {ABSURD_HEADCOUNT:,}"
            raise _Fault(Bad("M204", f"the headcount is {value:,}, out of range", help_), start, end)
        return None, value
    found = _RANGE.match(text)
    if found and _NUMBER.match(found[1]) and _NUMBER.match(found[2]):
        low, high = (int(part.replace(",", "")) for part in found.groups())
        if bound != "exact":
            help_ = "write the range alone, or one number with its bound"
            raise _Fault(Bad("M312", f"a range is not {bound.replace('_', ' ')}", help_), start, end)
        if low > high:
            raise _Fault(
                Bad("M312", f"low {low:,} is more than high {high:,}", "exchange the two"), start, end
            )
        return low, high
    help_ = "write the number of people, such as 8,700 or 8,000-8,500"
    raise _Fault(Bad("M203", f"{shown(text)} is not a whole number", help_), start, end)


@dataclass(slots=True)
class _Said:
    """What words after the number say; ``end`` is where they end and the source begins."""

    end: int
    duty_status: DutyStatus | None = None
    component: Component | None = None
    kind: str | None = None
    hand_over: int | None = None


def _rest(words: list[tuple[str, int, int]], at: int) -> _Said:
    """Status, component, kind and hand-over, each once, in any order, up to the first word that is none."""
    said = _Said(words[at - 1][2])
    while at < len(words):
        word = words[at][0]
        folded = word.casefold()
        pair = (folded, words[at + 1][0].casefold() if at + 1 < len(words) else "")
        hand_over = _HAND_OVER.match(word)
        if said.duty_status is None and pair in _TWO_WORDS:
            said.duty_status = _TWO_WORDS[pair]
            at += 1
        elif said.duty_status is None and folded in _STATUSES:
            said.duty_status = _STATUSES[folded]
        elif said.component is None and word in Component.__members__:
            said.component = Component(word)
        elif said.kind is None and folded in STRENGTH_KINDS:
            said.kind = folded
        elif said.hand_over is None and hand_over and _NUMBER.match(hand_over[1]):
            said.hand_over = int(hand_over[1].replace(",", ""))
        else:
            break
        said.end = words[at][2]
        at += 1
    return said
