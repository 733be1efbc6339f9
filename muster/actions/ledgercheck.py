"""Check what a ledger says: its assertions, the findings on its case, and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from muster.actions.check import check
from muster.casefile.faults import did_you_mean, one_of, shown
from muster.domain.case import Case
from muster.domain.finding import Finding
from muster.ledger.assertions import Standing, stand
from muster.ledger.entry import Entry
from muster.ledger.faults import LedgerError
from muster.ledger.fold import known, subjects_of, view

__all__ = ("Answered", "LedgerCheck", "check_ledger", "find_finding", "find_plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """
    A finding, and the entry that answers it, if any.

    ``stale`` is true where the finding said something else when it was answered; ``said`` is what.
    """

    finding: Finding
    answer: Entry | None = None
    stale: bool = False
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCheck:
    """
    How things stand in a ledger; ``case`` is ``None`` where there is none yet.

    ``moot`` are answers to findings that are not made any more.
    """

    case: Case | None
    standings: tuple[Standing, ...]
    findings: tuple[Answered, ...]
    moot: tuple[Entry, ...]


def check_ledger(
    entries: Sequence[Entry], *, as_of: date | None = None, known_at: datetime | None = None
) -> LedgerCheck:
    """Assertions, findings and answers, as of a day of the world and as known at an instant."""
    standings = stand(entries, as_of=as_of, known_at=known_at)
    try:
        case = view(entries, as_of=as_of, known_at=known_at).case
    except LedgerError:
        if subjects_of(entries, as_of=as_of, known_at=known_at)["case"] or not standings:
            raise
        return LedgerCheck(case=None, standings=standings, findings=(), moot=())
    answers: dict[tuple[str, str], list[Entry]] = {}
    for entry in known(entries, known_at):
        if entry.draft.kind == "finding.answered" and isinstance(entry.draft.body, dict):
            body = entry.draft.body
            answers.setdefault((str(body.get("rule")), str(body.get("subject"))), []).append(entry)
    findings = check(case)
    told = tuple(_answered(found, answers.get((found.rule, found.subject), [])) for found in findings)
    made = {(found.rule, found.subject) for found in findings}
    return LedgerCheck(
        case=case,
        standings=standings,
        findings=told,
        moot=tuple(group[-1] for about, group in answers.items() if about not in made),
    )


def _answered(found: Finding, answers: Sequence[Entry]) -> Answered:
    for entry in reversed(answers):
        body = entry.draft.body
        if isinstance(body, dict) and body.get("message") in (None, found.message):
            return Answered(finding=found, answer=entry)
    if not answers:
        return Answered(finding=found)
    body = answers[-1].draft.body
    said = str(body.get("message")) if isinstance(body, dict) else None
    return Answered(finding=found, answer=answers[-1], stale=True, said=said)


def find_finding(entries: Sequence[Entry], name: str) -> Finding:
    """
    A finding on the ledger's case by its id (``F0004``), its rule, or rule and subject.

    Raises
    ------
    LedgerError
        If there is none, or more than one.
    """
    findings = check(view(entries).case)
    exact = [found for found in findings if found.id == name]
    named = exact or [
        found for found in findings if name in (found.rule, f"{found.rule} {found.subject}", found.subject)
    ]
    if len(named) == 1:
        return named[0]
    if named:
        raise LedgerError(
            f"{len(named)} findings are called {shown(name)}",
            help=f"give the id of one: {one_of([f'{item.id} ({item.subject})' for item in named])}",
            code="M920",
        )
    names = [*(found.id for found in findings), *(found.rule for found in findings)]
    near = did_you_mean(name, names)
    raise LedgerError(
        f"there is no finding {shown(name)} on the ledger's case",
        help=f"{f'did you mean {near}? ' if near else ''}`muster ledger check` lists them",
        code="M920",
    )


def find_plan(entries: Sequence[Entry], name: str, *, lines: bool = False) -> Entry:
    """
    The entry of a plan that was computed, by number or name; of one name the last recorded.

    An approval or publication stands for the plan that it names. ``lines`` says that the name might have been
    that of a line of a request, for the message.

    Raises
    ------
    LedgerError
        If there is no such plan.
    """
    standing = {entry.n: entry for entry in known(entries) if entry.draft.kind.startswith("plan.")}
    if name.isdigit():
        entry = standing.get(int(name))
        body = entry.draft.body if entry is not None else None
        if isinstance(body, dict) and isinstance(plan := body.get("plan"), int):
            entry = standing.get(plan)
        if entry is not None:
            return entry
    for entry in reversed(standing.values()):
        if entry.draft.subject == name and _has_text(entry):
            return entry
    plans = [str(entry.draft.subject) for entry in standing.values() if _has_text(entry)]
    near = did_you_mean(name, plans)
    hint = (
        f"did you mean {near}? "
        if near
        else f"plans: {one_of(list(dict.fromkeys(plans)))}. "
        if plans
        else ""
    )
    more = "; a line of a request needs --authority" if lines else ""
    raise LedgerError(
        f"the ledger has no plan {shown(name)}",
        help=f"{hint}Record it first: muster ledger plan LEDGER plan.json{more}",
        code="M920",
    )


def _has_text(entry: Entry) -> bool:
    return isinstance(entry.draft.body, dict) and "text" in entry.draft.body
