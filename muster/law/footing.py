"""How firm a ground is, day by day: runs of days on which mission and mobilization have one verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Verdict, worst
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.ground import (
    CALLING,
    Ground,
    address_of,
    agreed,
    concerns,
    must_be_called,
    orders_guard,
    place_state,
    speaks_of,
)
from muster.law.instruments import Instruments, case_invocations, instruments_of
from muster.law.invocation import Invocation, read_invocation, same_provision
from muster.law.question import LegalQuestion
from muster.law.reasoning import Bite, reason
from muster.law.rule import Leg, Situation

__all__ = ("Ruling", "Footing", "footings")


class Ruling(NamedTuple):
    """What an instrument of the case, or the lack of one, says against a ground."""

    rule: str
    verdict: Verdict
    message: str
    would_do: tuple[str, ...]
    settled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """Days on which a ground has one and the same verdicts, and the reasons."""

    ground: Ground
    period: Period
    mission: Verdict
    called: Verdict
    bites: tuple[Bite, ...]
    words: tuple[Ruling, ...]

    @property
    def verdict(self) -> Verdict:
        """The worse of mission and mobilization."""
        return worst((self.mission, self.called))


def footings(
    case: Case,
    unit: Unit,
    line: Line,
    ground: Ground,
    period: Period,
    assume_signed: frozenset[str],
) -> Iterator[Footing]:
    """The period cut into runs of days with one verdict each, in order."""
    assert period.start is not None
    assert period.end is not None
    cuts = _cuts(case, period, assume_signed)
    last: Footing | None = None
    for start, end in pairwise(cuts):
        run = _on(case, unit, line, ground, Period(start, end), assume_signed)
        same = last is not None and (last.mission, last.called) == (run.mission, run.called)
        if last is not None and same and last.words == run.words:
            last = replace(last, period=Period(last.period.start, end))
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last


def _cuts(case: Case, period: Period, assume_signed: frozenset[str]) -> list[date]:
    """Days on which some instrument of the case starts or ceases to carry, within the period."""
    assert period.start is not None
    assert period.end is not None
    instruments = instruments_of(case)
    days = {period.start, period.end}
    for authority in case.authorities:
        found = instruments.period(authority.id, assume_signed=assume_signed)
        if found is not None:
            days.update(day for day in (found.start, found.end) if day is not None)
    return sorted(day for day in days if period.start <= day <= period.end)


def _on(
    case: Case,
    unit: Unit,
    line: Line,
    ground: Ground,
    period: Period,
    assume_signed: frozenset[str],
) -> Footing:
    """The footing of a ground on days on which no instrument changes."""
    assert period.start is not None
    day = period.start
    carrying, words = _carrier(case, unit, line, ground, day, assume_signed)
    invocations = _invocations(case, unit, line, ground, day, assume_signed)
    reasoned = _reasoned(
        case.as_of,
        unit.component,
        ground.duty_status,
        line.role,
        line.armed,
        line.contact,
        unit.state,
        place_state(case, line),
        carrying,
        invocations,
    )
    verdicts, bites = reasoned
    mission = worst((verdicts[Leg.MISSION], *(verdict for _, verdict, _, _, _ in words)))
    called = verdicts[Leg.MOBILIZATION]
    order = _order(case, unit, ground, day, assume_signed)
    if order is not None:
        words = (*words, order)
        called = worst((called, order[1]))
    return Footing(ground=ground, period=period, mission=mission, called=called, bites=bites, words=words)


def _carrier(
    case: Case,
    unit: Unit,
    line: Line,
    ground: Ground,
    day: date,
    assume_signed: frozenset[str],
) -> tuple[str | None, tuple[Ruling, ...]]:
    """
    The authority that carries the line's role on ``day``, and what stands against it.

    A request's approval carries what it names, or, silent on roles, the request's own; what it forbids
    nothing permits.
    """
    instruments = instruments_of(case)
    against: list[Ruling] = []
    for authority in case.authorities:
        if not instruments.in_force(authority.id, day, assume_signed=assume_signed):
            continue
        source = instruments.forbids(authority, line.role, day, assume_signed=assume_signed)
        if source is not None and concerns(case, authority, unit, line, ground.duty_status):
            by = "" if source == authority.id else f", by the caveats of {source} that it incorporates"
            against.append(
                Ruling(
                    "check/role-forbidden",
                    Verdict.PROHIBITED,
                    f"{authority.id} forbids the role {line.role}{by}.",
                    (f"an amendment of {authority.id}",),
                    (),
                )
            )
    if ground.duty_status is DutyStatus.USCG:
        return line.approval, tuple(against)
    if line.approval and not instruments.in_force(line.approval, day, assume_signed=assume_signed):
        against.append(_not_in_force(instruments, line.approval, day))
        return None, tuple(against)
    candidates = [name for name in ground.named if name in instruments.by_id]
    if ground.duty_status in (DutyStatus.SAD, DutyStatus.T32):
        candidates += [found.id for found in case.authorities if orders_guard(found, case.as_of)]
    for name in candidates:
        authority = instruments.by_id[name]
        if not instruments.in_force(name, day, assume_signed=assume_signed):
            continue
        if not concerns(case, authority, unit, line, ground.duty_status):
            continue
        speaks = instruments.permits(authority, line.role, day, assume_signed=assume_signed) is not None
        silent = not authority.permits_roles and (
            name == line.approval or (line.approval is None and orders_guard(authority, case.as_of))
        )
        if speaks or silent:
            return name, tuple(against)
    wanting = (
        f"{line.approval} does not speak of {unit.component.value} of {unit.state or 'its State'}, or names "
        f"other roles than {line.role}"
        if line.approval
        else "no approval is named, and no authority that the tour names permits the role"
    )
    against.append(
        Ruling(
            "check/role-not-approved" if line.approval else "check/approval-missing",
            Verdict.NEEDS_AUTHORITY,
            f"Nothing in the case approves {line.role} on line {line.line}: {wanting}.",
            (f"an approved request that covers {line.role}",),
            (),
        )
    )
    return None, tuple(against)


def _not_in_force(instruments: Instruments, authority_id: str, day: date) -> Ruling:
    authority = instruments.by_id.get(authority_id)
    status = "not in the case" if authority is None else instruments.status(authority)
    period = instruments.period(authority_id)
    reason_words = f"it is {status}"
    if period is not None:
        reason_words = (
            f"it carries from {period.start or 'the beginning'} until {period.end or 'further notice'}"
        )
    would = (
        (f"the signature of {authority_id}", f"--assume-signed {authority_id}, to plan on condition")
        if status in ("expected", "proposed")
        else (f"an extension or renewal of {authority_id}",)
    )
    return Ruling(
        "check/approval-not-in-force",
        Verdict.NEEDS_AUTHORITY,
        f"The approval {authority_id} does not carry: {reason_words}.",
        would,
        (),
    )


def _invocations(
    case: Case,
    unit: Unit,
    line: Line,
    ground: Ground,
    day: date,
    assume_signed: frozenset[str],
) -> tuple[Invocation, ...]:
    """
    What is set in motion for the tour on ``day``: its own section, and what instruments in force invoke.

    A section that mobilises counts only if it is the tour's own: an emergency power that some instrument
    unlocks has not yet called this unit.
    """
    own = ground.mobilization
    own_address = address_of(own, case.as_of) if own else None
    states = (unit.state if unit.component.is_guard else None, place_state(case, line))
    found: list[Invocation] = []
    for item in _all_invocations(case, day, assume_signed, states):
        if item.address == "compacts/emac" and not agreed(case, item.source, states[1]):
            continue
        if item.address in CALLING and item.address != own_address:
            if item.address not in ("usc/t10/s251", "usc/t10/s252", "usc/t10/s253"):
                continue
            if must_be_called(unit.component) and own_address is not None:
                continue
        found.append(replace(item, source=None, reason=""))
    if own:
        found.append(replace(read_invocation(own, case.as_of), reason=""))
    return tuple(dict.fromkeys(found))


def _all_invocations(
    case: Case, day: date, assume_signed: frozenset[str], states: tuple[str | None, ...]
) -> tuple[Invocation, ...]:
    instruments = instruments_of(case)
    found = list(case_invocations(case, day, read_on=case.as_of, assume_signed=assume_signed, states=states))
    # 50 USC 1631: an emergency stands for 12302 only if the declaration, an order of the President, or the
    # instrument that rests on it (its `emergency`) names 12302
    named = any(
        same_provision(text, "usc/t10/s12302", case.as_of)
        for authority in case.authorities
        if (authority.kind != "memorandum" or authority.emergency)
        and instruments.in_force(authority.id, day, assume_signed=assume_signed)
        for text in authority.invokes
    )
    if not named:
        found = [item for item in found if item.address != "usc/t50/s1621"]
    return tuple(found)


@lru_cache(maxsize=65536)
def _reasoned(
    as_of: date,
    component: Component,
    duty_status: DutyStatus,
    role: str,
    armed: bool,
    contact: bool,
    home_state: str | None,
    place_state: str | None,
    approved: str | None,
    invocations: tuple[Invocation, ...],
) -> tuple[dict[Leg, Verdict], tuple[Bite, ...]]:
    """The verdicts of the library on a tour's facts; equal facts are reasoned about once."""
    question = LegalQuestion(
        component=component,
        duty_status=duty_status,
        role=role,
        on=as_of,
        armed=armed,
        contact=contact,
        home_state=home_state,
        place=place_state,
    )
    reasoned = reason(Situation(question=question, invocations=invocations, approved=approved), money=False)
    return reasoned.legs, reasoned.bites


def _order(case: Case, unit: Unit, ground: Ground, day: date, assume_signed: frozenset[str]) -> Ruling | None:
    """State active duty is by a governor's order in force, of the unit's own State."""
    if ground.duty_status is not DutyStatus.SAD:
        return None
    instruments = instruments_of(case)
    orders = [
        authority
        for authority in case.authorities
        if authority.kind == "governor_order"
        and speaks_of(authority, unit, ground.duty_status)
        and instruments.in_force(authority.id, day, assume_signed=assume_signed)
    ]
    if not orders:
        state = unit.state or "the unit's State"
        return Ruling(
            "state/active-duty",
            Verdict.NEEDS_AUTHORITY,
            f"State active duty is by the order of the governor of {state}; none is in force on {day}.",
            (f"an order of the governor of {state}",),
            (),
        )
    if unit.state is None and all(authority.states for authority in orders):
        return Ruling(
            "state/active-duty",
            Verdict.UNKNOWN,
            "The case does not say whose Guard the unit is.",
            (),
            ("the state of the unit",),
        )
    return None
