"""Replay a recorded plan: as it was judged then, as it is judged now, and which entry made the difference."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal

from muster.actions.check import check
from muster.actions.ledgercheck import find_plan
from muster.casefile.folder import write_case
from muster.casefile.planfile import read_plan
from muster.casefile.read import read_case
from muster.domain.case import Case
from muster.domain.finding import Finding
from muster.domain.plan import Plan
from muster.errors import MaterialError
from muster.law.ceilings import binding_period, counts
from muster.ledger.entry import Entry
from muster.ledger.faults import LedgerError
from muster.ledger.fold import view
from muster.ledger.kinds import CASE_NOUNS, ORDERED, UNDONE
from muster.planner.underway import with_under_way
from muster.planner.verify import Verification, Violation, verify_plan

__all__ = ("CeilingLoad", "Judgement", "PlanReplay", "ReplayDifference", "is_figure", "replay_plan")

_FIGURES = frozenset(("cost", "objective", "empty", "bound", "shortfall", "ceiling-use"))
_TELLING = ("cost-", "movement-", "readiness-")
Cause = Literal["muster", "day", "knowledge"]
Verdict = Literal["stands", "changed", "falls"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingLoad:
    """
    What a plan uses of a ceiling on its fullest day (or in cents), and how much there may be.

    ``limit`` is in people or cents; ``None`` where the ceiling does not bind.
    """

    ceiling: str
    peak: int
    limit: int | None
    dollars: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A plan judged by a case: as of which day and how known, what is found, what it costs."""

    as_of: date
    known_at: datetime | None
    findings: tuple[Finding, ...]
    verification: Verification
    ceilings: tuple[CeilingLoad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayDifference:
    """
    One thing that is judged differently.

    Parameters
    ----------
    what
        ``finding``, ``violation``, ``objective`` or ``ceiling``.
    before, after
        Then and now in words; ``None`` where there is nothing.
    cause
        ``muster``: the rules as this Muster has them; ``day``: the law and the calendar of the other day;
        ``knowledge``: entries of the ledger.
    entries
        For ``knowledge`` the entries that made the difference; several where they cannot be told apart.
    """

    what: Literal["finding", "violation", "objective", "ceiling"]
    subject: str
    rule: str
    severity: str | None
    before: str | None
    after: str | None
    cause: Cause
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReplay:
    """
    A recorded plan, then and now.

    ``verdict``: it ``stands``; it is ``changed`` (figures or findings differ, every tour may still be
    carried out); it ``falls`` (a rule or the law forbids a tour that it did not forbid then, or a finding
    blocks that did not).
    """

    entry: Entry
    plan: Plan
    then: Judgement
    now: Judgement
    verdict: Verdict
    differences: tuple[ReplayDifference, ...]


def replay_plan(
    entries: Sequence[Entry],
    name: str,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    baseline: str | None = None,
) -> PlanReplay:
    """
    Judge a recorded plan again, and tell what would change it.

    Parameters
    ----------
    name
        Number of the plan's entry, or its name.
    as_of, known_at
        The day on which law and world are read, and what was known; by default everything that is recorded.
    baseline
        The recorded plan that it was made from, if any: its tours under way are fixed.

    Raises
    ------
    LedgerError
        If there is no such plan, or no case to judge it by.
    MaterialError
        If what was recorded is not a plan.json.
    """
    entry, plan = _recorded_plan(entries, name)
    judge = _Judge(plan, None if baseline is None else _recorded_plan(entries, baseline)[1])
    before = entries[: entry.n]
    day, then_case = _case_then(before, judge, entry)
    then = judge(then_case, entry.recorded)
    last = view(entries, as_of=as_of, known_at=known_at).case
    old = _bearing(before, day, None)
    new = _bearing(entries, as_of, known_at)
    # A day that was asked for changes the reading of the law before any entry does.
    base = then_case if as_of is None else replace(then_case, as_of=as_of)
    dated = then if base is then_case else judge(base, entry.recorded)
    now = judge(last, known_at)
    differences = [
        *_by_muster(plan, then),
        *_between(then, dated, "day", lambda _: ()),
        *_between(dated, now, "knowledge", _Search(old, new, as_of, judge).makers(dated, now)),
    ]
    return PlanReplay(
        entry=entry,
        plan=plan,
        then=then,
        now=now,
        verdict=_verdict(differences),
        differences=tuple(differences),
    )


def _recorded_plan(entries: Sequence[Entry], name: str) -> tuple[Entry, Plan]:
    entry = find_plan(entries, name)
    body = entry.draft.body
    text = str(body.get("text", "")) if isinstance(body, dict) else ""
    plan, problems = read_plan(text, None, file=entry.draft.subject or "plan.json", judged=True)
    if plan is None:
        raise MaterialError(problems)
    return entry, plan


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one plan by one case after another; what was under way in its baseline is fixed."""

    plan: Plan
    baseline: Plan | None

    def __call__(self, case: Case, known_at: datetime | None) -> Judgement:
        fixed = with_under_way(case, self.baseline)
        return Judgement(
            as_of=case.as_of,
            known_at=known_at,
            findings=check(case),
            verification=verify_plan(fixed, self.plan),
            ceilings=_loads(case, self.plan),
        )


def _case_then(before: Sequence[Entry], judge: _Judge, entry: Entry) -> tuple[date | None, Case]:
    """
    The case that the plan was made of, as far as the ledger knew it when the plan was recorded.

    It is everything that was recorded, if that is as of the plan's day and the plan fits it; else the world
    as of the plan's day.
    """
    plan = judge.plan
    found: list[tuple[date | None, Case]] = []
    for day in (None, plan.as_of):
        try:
            case = view(before, as_of=day).case
        except LedgerError:
            continue
        if case.as_of == plan.as_of:
            found.append((day, case))
    if not found:
        raise LedgerError(
            f"when the plan was recorded (entry {entry.n}) the ledger had no case as of {plan.as_of}",
            help="record the case first, then the plan made of it",
            code="M920",
        )
    fitting = [(day, case) for day, case in found if judge(case, None).verification.feasible]
    return (fitting or found)[0]


def _bearing(entries: Sequence[Entry], as_of: date | None, known_at: datetime | None) -> dict[int, Entry]:
    """The entries that may bear on the case, by number."""
    return {
        entry.n: entry
        for entry in entries
        if (known_at is None or entry.recorded <= known_at)
        and (as_of is None or entry.draft.effective is None or entry.draft.effective <= as_of)
        and (entry.draft.kind in (UNDONE, ORDERED) or entry.draft.kind.partition(".")[0] in CASE_NOUNS)
    }


def _loads(case: Case, plan: Plan) -> tuple[CeilingLoad, ...]:
    """What the plan's tours use of every ceiling that binds within the planning period."""
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    loads = []
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            period = binding_period(case, authority, ceiling)
            if period is None:
                continue
            events: dict[date, int] = {}
            spent = 0
            for tour in plan.tours:
                unit, line = units.get(tour.unit), lines.get(tour.line)
                if unit is None or line is None:
                    continue
                if not counts(ceiling, authority, case, unit, line, tour.duty_status, tour.authorities):
                    continue
                start = max(day for day in (tour.start, period.start) if day is not None)
                end = min(day for day in (tour.end, period.end) if day is not None)
                if start < end:
                    spent += tour.cost
                    events[start] = events.get(start, 0) + tour.headcount
                    events[end] = events.get(end, 0) - tour.headcount
            level = peak = 0
            for day in sorted(events):
                level += events[day]
                peak = max(peak, level)
            money = ceiling.headcount is None
            loads.append(
                CeilingLoad(
                    ceiling=ceiling.id,
                    peak=spent if money else peak,
                    limit=ceiling.dollars if money else ceiling.headcount,
                    dollars=money,
                )
            )
    return tuple(loads)


# Differences

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that a judgement says: in words, and how grave."""

    words: str
    severity: str | None = None


def _items(judgement: Judgement) -> dict[_Key, _Item]:
    """Everything that a judgement says, by kind, rule and subject."""
    items: dict[_Key, _Item] = {}
    for found in judgement.findings:
        items["finding", found.rule, f"{found.subject}\0{found.message}"] = _Item(
            found.message, found.severity
        )
    together: dict[tuple[str, str], list[Violation]] = {}
    for broken in judgement.verification.violations:
        subject = " on ".join(part for part in (broken.unit, broken.line) if part)
        together.setdefault((broken.rule, subject), []).append(broken)
    for (rule, subject), group in together.items():
        more = f" (and {len(group) - 1} more)" if len(group) > 1 else ""
        severity = "note" if is_figure(rule) else "block"
        items["violation", rule, subject] = _Item(group[0].message + more, severity)
    items["objective", "", ""] = _Item(_money(judgement.verification.objective))
    for load in judgement.ceilings:
        limit = (
            "no limit" if load.limit is None else _money(load.limit) if load.dollars else f"{load.limit:,}"
        )
        peak = _money(load.peak) if load.dollars else f"{load.peak:,}"
        items["ceiling", "", load.ceiling] = _Item(f"{peak} of {limit}")
    return items


def is_figure(rule: str) -> bool:
    """Whether a rule is about what a plan says of itself: broken, its figures are old, its tours stand."""
    return rule in _FIGURES or rule.startswith(_TELLING)


def _money(cents: int) -> str:
    return f"${cents / 100:,.2f}"


def _between(
    before: Judgement, after: Judgement, cause: Cause, makers: Callable[[_Key], tuple[int, ...]]
) -> list[ReplayDifference]:
    old, new = _items(before), _items(after)
    differences = []
    for key in [*old, *(key for key in new if key not in old)]:
        was, now = old.get(key), new.get(key)
        if was == now:
            continue
        kind, rule, subject = key
        grave = now or was
        differences.append(
            ReplayDifference(
                what=kind,  # type: ignore[arg-type]
                subject=subject.partition("\0")[0],
                rule=rule,
                severity=grave.severity if grave is not None else None,
                before=None if was is None else was.words,
                after=None if now is None else now.words,
                cause=cause,
                entries=makers(key),
            )
        )
    return differences


def _by_muster(plan: Plan, then: Judgement) -> list[ReplayDifference]:
    """What this Muster finds of the case as it was then and the plan does not say, and the other way."""
    if plan.law != "checked" or not plan.findings:
        return []
    told = {(found.rule, found.subject, found.message): found for found in plan.findings}
    found_now = {(found.rule, found.subject, found.message): found for found in then.findings}
    differences = [
        _finding_difference(found, came=True) for key, found in found_now.items() if key not in told
    ]
    differences += [
        _finding_difference(found, came=False)
        for key, found in told.items()
        if key not in found_now and found.rule.startswith("check/")
    ]
    return differences


def _finding_difference(found: Finding, *, came: bool) -> ReplayDifference:
    return ReplayDifference(
        what="finding",
        subject=found.subject,
        rule=found.rule,
        severity=found.severity,
        before=None if came else found.message,
        after=found.message if came else None,
        cause="muster",
    )


def _verdict(differences: Iterable[ReplayDifference]) -> Verdict:
    verdict: Verdict = "stands"
    for difference in differences:
        if difference.severity == "block" and difference.after is not None:
            return "falls"
        verdict = "changed"
    return verdict


# Which entry made the difference


class _Search:
    """
    The entries that made each difference, by bisection.

    The entries that count now and did not then (and those that counted then and do not now) are put in one by
    one, in the order in which they were recorded; the plan is judged anew in between until each difference
    has one entry, or until what lies between cannot be read as a case.
    """

    _TRIES = 6

    def __init__(
        self, old: Mapping[int, Entry], new: Mapping[int, Entry], as_of: date | None, judge: _Judge
    ) -> None:
        gone = sorted((n for n in old if n not in new), reverse=True)
        come = sorted(n for n in new if n not in old)
        self.steps = [*gone, *come]
        self.all = {**old, **new}
        self.old = frozenset(old)
        self.as_of = as_of
        self.judge = judge
        self.found: dict[_Key, tuple[int, ...]] = {}
        self.items = cache(self._items)

    def makers(self, before: Judgement, after: Judgement) -> Callable[[_Key], tuple[int, ...]]:
        """Differences between two judgements to the entries that made them."""
        if self.steps:
            self._ends = _items(before), _items(after)
            self._search(0, len(self.steps))
        return lambda key: self.found.get(key, ())

    def _search(self, low: int, high: int) -> None:
        first, last = self.items(low), self.items(high)
        assert first is not None
        assert last is not None
        differing = [key for key in {**first, **last} if first.get(key) != last.get(key)]
        if not differing:
            return
        middle = self._middle(low, high) if high - low > 1 else None
        if middle is None:
            for key in differing:
                self.found[key] = tuple(sorted(self.steps[low:high]))
            return
        self._search(low, middle)
        self._search(middle, high)

    def _middle(self, low: int, high: int) -> int | None:
        """A point between two where there is a case that can be judged: ends of appends are tried first."""
        ends = [
            point
            for point in range(low + 1, high)
            if self.all[self.steps[point - 1]].recorded != self.all[self.steps[point]].recorded
        ]
        centre = (low + high) / 2
        others = [point for point in range(low + 1, high) if point not in set(ends)]
        likely = (
            *sorted(ends, key=lambda point: abs(point - centre)),
            *sorted(others, key=lambda point: abs(point - centre)),
        )
        return next((point for point in likely[: self._TRIES] if self.items(point) is not None), None)

    def _items(self, point: int) -> dict[_Key, _Item] | None:
        """What is judged with the first steps taken; ``None`` where that is no case."""
        if point == 0:
            return self._ends[0]
        if point == len(self.steps):
            return self._ends[1]
        chosen = self.old ^ frozenset(self.steps[:point])
        try:
            case = view([self.all[n] for n in sorted(chosen)]).case
        except LedgerError:
            return None
        if self.as_of is not None:
            case = replace(case, as_of=self.as_of)
        return _items(self.judge(case, None)) if _hangs_together(case) else None


def _hangs_together(case: Case) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        write_case(case, Path(folder))
        return read_case(Path(folder))[0] is not None
