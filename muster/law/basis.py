"""
The legal bases on which a unit may serve a line, and the judgement on one tour.

Three separate questions, each answered for every day: what mission may be done (the request's approval, and
no prohibition), who may be mobilised for it (a section of law, and what that section requires), who pays.
Law is read as of ``case.as_of``; instruments are tested on every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.component import PAIRS, Component, DutyStatus
from muster.domain.finding import Citation, Finding, Verdict, worst
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.finding import findings_of, numbered, severity_of
from muster.law.instruments import Instruments, case_invocations, instruments_of
from muster.law.invocation import Invocation, read_invocation, same_provision
from muster.law.library import provision
from muster.law.mobilization import stay_days, stay_limit
from muster.law.question import LegalQuestion
from muster.law.reasoning import Bite, reason
from muster.law.rule import Leg, Situation

__all__ = ("Bases", "Judgement", "LegalBasis", "basis_key", "bases_for", "judge")

_SECTIONS = (
    "usc/t10/s12301",
    "usc/t10/s12302",
    "usc/t10/s12304",
    "usc/t10/s12304a",
    "usc/t10/s12304b",
    "usc/t10/s12406",
    "usc/t10/s251",
    "usc/t10/s252",
    "usc/t10/s253",
)
_MILITIA = ("usc/t10/s12406", "usc/t10/s251", "usc/t10/s252", "usc/t10/s253")
_T32 = ("usc/t32/s502", "usc/t32/s112")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """
    One way in which a unit may lawfully serve a line.

    Parameters
    ----------
    authorities
        Ids that a tour on this basis names, the line's approval first.
    mobilization
        The section that calls the unit, ``None`` where nobody need be called.
    fund
        Who pays, ``None`` if the case does not say (then a finding does).
    verdict
        Permitted, or unknown where that was allowed.
    period
        The longest run of days on every one of which the verdict holds.
    max_days
        Longest stay, ``None`` if no limit.
    assumes
        Instruments that are assumed signed.
    """

    duty_status: DutyStatus
    authorities: tuple[str, ...]
    mobilization: str | None
    fund: str | None
    verdict: Verdict
    period: Period
    max_days: int | None
    assumes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """The bases, and the findings that say why the rest is excluded."""

    options: tuple[LegalBasis, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdicts on one tour, and the reasons; money is said, and no part of ``verdict``."""

    mission: Verdict
    mobilization: Verdict
    fund: str | None
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worse of mission and mobilization."""
        return worst((self.mission, self.mobilization))


def basis_key(unit: Unit) -> tuple[object, ...]:
    """What of a unit the law looks at: units with equal keys have equal bases on every line."""
    return (unit.component, unit.state, unit.mobilization)


def bases_for(
    case: Case,
    unit: Unit,
    line: Line,
    *,
    allow_unknown: bool = False,
    assume_signed: frozenset[str] = frozenset(),
) -> Bases:
    """
    Every basis on which the unit may serve the line, within the planning horizon and the line's days.

    Options differ in duty status, in the section that mobilises, in the approving authority, or in their
    days. What is not permitted (or unknown, where ``allow_unknown``) is told by the findings.
    """
    known = instruments_of(case).memo
    key = (basis_key(unit), line, allow_unknown, assume_signed)
    if key not in known:
        known[key] = _bases(case, unit, line, allow_unknown=allow_unknown, assume_signed=assume_signed)
    found = known[key]
    assert isinstance(found, Bases)
    return found


def _bases(
    case: Case, unit: Unit, line: Line, *, allow_unknown: bool, assume_signed: frozenset[str]
) -> Bases:
    horizon = _horizon(case, line)
    allowed = (Verdict.PERMITTED, Verdict.UNKNOWN) if allow_unknown else (Verdict.PERMITTED,)
    options: list[LegalBasis] = []
    excluded: list[Finding] = []
    for status in PAIRS[unit.component]:
        if line.duty_statuses and status not in line.duty_statuses:
            continue
        for ground in _grounds(case, unit, line, status, assume_signed):
            found = tuple(_runs(case, unit, line, ground, horizon, assume_signed))
            options.extend(
                _basis(case, unit, line, run, assume_signed) for run in found if run.verdict in allowed
            )
            for run in found:
                if run.verdict not in allowed:
                    excluded.extend(_findings(case, unit, line, run, assume_signed))
    if not options and not excluded:
        excluded.append(_no_status(case, unit, line))
    return Bases(options=_without_twins(options), findings=numbered(_distinct(excluded)))


def judge(
    case: Case,
    unit: Unit,
    line: Line,
    duty_status: DutyStatus,
    authorities: Iterable[str],
    mobilization: str | None,
    period: Period,
    *,
    assume_signed: frozenset[str] = frozenset(),
) -> Judgement:
    """
    What law says of one tour, anyone's: the worst verdict of any of its days, and of its length.

    The line's approval counts as named whether or not ``authorities`` lists it.

    Raises
    ------
    ValueError
        If the period is open.
    """
    if period.start is None or period.end is None:
        raise ValueError("a tour has a first day and an end")
    if duty_status not in PAIRS[unit.component]:
        found = _pair_finding(case, unit, duty_status)
        return Judgement(
            mission=Verdict.PROHIBITED, mobilization=Verdict.PROHIBITED, fund=None, findings=(found,)
        )
    ground = _Ground(
        duty_status=duty_status,
        named=_names(line, authorities),
        mobilization=mobilization,
    )
    runs = tuple(_runs(case, unit, line, ground, period, assume_signed))
    findings = [
        found
        for run in runs
        if run.verdict is not Verdict.PERMITTED
        for found in _findings(case, unit, line, run, assume_signed)
    ]
    mission = worst(run.mission for run in runs)
    called = worst(run.called for run in runs)
    over = _too_long(case, unit, line, ground, period)
    if over is not None:
        findings.append(over)
        called = worst((called, Verdict.PROHIBITED))
    fund, money = _fund(case, line, ground)
    return Judgement(
        mission=mission,
        mobilization=called,
        fund=fund,
        findings=numbered([*_distinct(findings), *([money] if money is not None else [])]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a tour rests on: its status, the authorities that it names, its section."""

    duty_status: DutyStatus
    named: tuple[str, ...]
    mobilization: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Days on which a ground has one and the same standing."""

    ground: _Ground
    period: Period
    mission: Verdict
    called: Verdict
    bites: tuple[Bite, ...]
    words: tuple[tuple[str, Verdict, str, tuple[str, ...], tuple[str, ...]], ...]

    @property
    def verdict(self) -> Verdict:
        return worst((self.mission, self.called))


def _horizon(case: Case, line: Line) -> Period:
    """Days that a planned tour on the line may touch; reception may precede the line."""
    start = case.planning.start
    end = max(case.planning.end, start + timedelta(days=1))
    if line.end is not None and line.end > start:
        end = min(end, line.end)
    return Period(start, end)


def _names(line: Line, authorities: Iterable[str]) -> tuple[str, ...]:
    first = (line.approval,) if line.approval else ()
    return tuple(dict.fromkeys((*first, *authorities)))


def _grounds(
    case: Case, unit: Unit, line: Line, status: DutyStatus, assume_signed: frozenset[str]
) -> Iterator[_Ground]:
    """Every ground that the case offers in a status: approvals times sections."""
    missions = _mission_names(case, unit, line, status, assume_signed)
    for names in missions:
        for section, behind in _sections(case, unit, line, status, assume_signed):
            yield _Ground(
                duty_status=status,
                named=tuple(dict.fromkeys((*names, *behind))),
                mobilization=section,
            )


def _mission_names(
    case: Case, unit: Unit, line: Line, status: DutyStatus, assume_signed: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """The authorities that a tour may name for its mission, one tuple for each way."""
    instruments = instruments_of(case)
    first = (line.approval,) if line.approval else ()
    own = instruments.by_id.get(line.approval) if line.approval else None
    if own is not None and not own.permits_roles:
        return (first,)
    by = instruments.permits(own, line.role, None, assume_signed=assume_signed) if own is not None else None
    if by is not None:
        return (tuple(dict.fromkeys((*first, by))),)
    others = tuple(
        (*first, authority.id)
        for authority in case.authorities
        if line.role in authority.permits_roles
        and authority.id != line.approval
        and instruments.carries(authority.id, assume_signed=assume_signed)
        and _concerns(case, authority, unit, line, status)
    )
    return others or (first,)


def _speaks_of(authority: Authority, unit: Unit, status: DutyStatus) -> bool:
    """Whether an instrument can concern the unit: a governor's order binds the Guard of its own State."""
    if authority.kind != "governor_order":
        return True
    return status in (DutyStatus.SAD, DutyStatus.T32) and (
        not authority.states or unit.state is None or unit.state in authority.states
    )


def _concerns(case: Case, authority: Authority, unit: Unit, line: Line, status: DutyStatus) -> bool:
    """Whether an instrument speaks of the unit's Guard or of the soil of the line's place."""
    soil = _place_state(case, line)
    helps = status in (DutyStatus.SAD, DutyStatus.T32) and soil is not None and soil in authority.states
    return _speaks_of(authority, unit, status) or helps


def _sections(
    case: Case, unit: Unit, line: Line, status: DutyStatus, assume_signed: frozenset[str]
) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """The sections that may call the unit, each with the authorities that set it in motion."""
    instruments = instruments_of(case)
    if status is DutyStatus.SAD:
        orders = [
            authority.id
            for authority in case.authorities
            if authority.kind == "governor_order"
            and _speaks_of(authority, unit, status)
            and instruments.carries(authority.id, assume_signed=assume_signed)
        ]
        behind = _emac(case, unit, line, assume_signed)
        return tuple((None, (order, *behind)) for order in orders) or ((None, ()),)
    if status is DutyStatus.T32:
        return _invoking(case, unit, _T32, assume_signed) or ((None, ()),)
    if status is DutyStatus.USCG or not _must_be_called(unit.component):
        return ((None, ()),)
    stated = tuple(dict.fromkeys(text for text in (unit.mobilization, line.mobilization) if text))
    if stated:
        return tuple((text, _behind(case, text, assume_signed)) for text in stated)
    return _invoking(case, unit, _SECTIONS, assume_signed) or ((None, ()),)


def _must_be_called(component: Component) -> bool:
    return component.is_guard or component.is_reserve


def _invoking(
    case: Case, unit: Unit, addresses: tuple[str, ...], assume_signed: frozenset[str]
) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """Sections that instruments of the case invoke, in the words of the first that does."""
    instruments = instruments_of(case)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for authority in case.authorities:
        if not instruments.carries(authority.id, assume_signed=assume_signed):
            continue
        elsewhere = bool(authority.states) and unit.state is not None and unit.state not in authority.states
        if elsewhere and addresses == _T32:
            continue
        for text in authority.invokes:
            address = _address(text, case.as_of)
            if address not in addresses or (address in _MILITIA and not unit.component.is_guard):
                continue
            found.setdefault(address, (text, (authority.id,)))
    return tuple(found.values())


def _behind(
    case: Case, text: str, assume_signed: frozenset[str], *, soil: str | None = None
) -> tuple[str, ...]:
    """The first instrument in force that invokes the section (there), for the tour to name."""
    instruments = instruments_of(case)
    address = _address(text, case.as_of)
    for authority in case.authorities:
        if soil is not None and not _agreed(case, authority.id, soil):
            continue
        if instruments.carries(authority.id, assume_signed=assume_signed) and any(
            _address(words, case.as_of) == address for words in authority.invokes
        ):
            return (authority.id,)
    return ()


def _emac(case: Case, unit: Unit, line: Line, assume_signed: frozenset[str]) -> tuple[str, ...]:
    """The instrument by which a State's Guard serves in another, if the line is in another."""
    place = _place_state(case, line)
    if place is None or unit.state is None or place == unit.state:
        return ()
    return _behind(case, "EMAC", assume_signed, soil=place)


@lru_cache(maxsize=4096)
def _address(text: str, day: date) -> str | None:
    return read_invocation(text, day).address


def _place_state(case: Case, line: Line) -> str | None:
    for place in case.places:
        if place.place == line.place:
            return place.state
    return None


def _runs(
    case: Case,
    unit: Unit,
    line: Line,
    ground: _Ground,
    period: Period,
    assume_signed: frozenset[str],
) -> Iterator[_Run]:
    """The period cut into runs of days with one standing each, in order."""
    assert period.start is not None
    assert period.end is not None
    cuts = _cuts(case, period, assume_signed)
    last: _Run | None = None
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
    ground: _Ground,
    period: Period,
    assume_signed: frozenset[str],
) -> _Run:
    """The standing of a ground on days on which no instrument changes."""
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
        _place_state(case, line),
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
    return _Run(ground=ground, period=period, mission=mission, called=called, bites=bites, words=words)


def _carrier(
    case: Case,
    unit: Unit,
    line: Line,
    ground: _Ground,
    day: date,
    assume_signed: frozenset[str],
) -> tuple[str | None, tuple[tuple[str, Verdict, str, tuple[str, ...], tuple[str, ...]], ...]]:
    """
    The authority that carries the line's role on ``day``, and what stands against it.

    A request's approval carries what it names, or, silent on roles, the request's own; what it forbids
    nothing permits.
    """
    instruments = instruments_of(case)
    against: list[tuple[str, Verdict, str, tuple[str, ...], tuple[str, ...]]] = []
    for authority in case.authorities:
        if (
            line.role in authority.forbids_roles
            and instruments.in_force(authority.id, day, assume_signed=assume_signed)
            and _concerns(case, authority, unit, line, ground.duty_status)
        ):
            against.append(
                (
                    "check/role-forbidden",
                    Verdict.PROHIBITED,
                    f"{authority.id} forbids the role {line.role}.",
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
        candidates += [found.id for found in case.authorities if _orders_guard(found, case.as_of)]
    for name in candidates:
        authority = instruments.by_id[name]
        if not instruments.in_force(name, day, assume_signed=assume_signed):
            continue
        if not _concerns(case, authority, unit, line, ground.duty_status):
            continue
        speaks = instruments.permits(authority, line.role, day, assume_signed=assume_signed) is not None
        silent = not authority.permits_roles and (
            name == line.approval or (line.approval is None and _orders_guard(authority, case.as_of))
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
        (
            "check/role-not-approved" if line.approval else "check/approval-missing",
            Verdict.NEEDS_AUTHORITY,
            f"Nothing in the case approves {line.role} on line {line.line}: {wanting}.",
            (f"an approved request that covers {line.role}",),
            (),
        )
    )
    return None, tuple(against)


def _orders_guard(authority: Authority, as_of: date) -> bool:
    """Whether the instrument orders the Guard to duty under its governor: it then carries its own errand."""
    return authority.kind == "governor_order" or any(
        _address(text, as_of) in _T32 for text in authority.invokes
    )


def _not_in_force(
    instruments: Instruments, authority_id: str, day: date
) -> tuple[str, Verdict, str, tuple[str, ...], tuple[str, ...]]:
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
    return (
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
    ground: _Ground,
    day: date,
    assume_signed: frozenset[str],
) -> tuple[Invocation, ...]:
    """
    What is set in motion for the tour on ``day``: its own section, and what instruments in force invoke.

    A section that mobilises counts only if it is the tour's own: an emergency power that some instrument
    unlocks has not yet called this unit.
    """
    own = ground.mobilization
    own_address = _address(own, case.as_of) if own else None
    states = (unit.state if unit.component.is_guard else None, _place_state(case, line))
    found: list[Invocation] = []
    for item in _all_invocations(case, day, assume_signed, states):
        if item.address == "compacts/emac" and not _agreed(case, item.source, states[1]):
            continue
        if item.address in _SECTIONS and item.address != own_address:
            if item.address not in ("usc/t10/s251", "usc/t10/s252", "usc/t10/s253"):
                continue
            if _must_be_called(unit.component) and own_address is not None:
                continue
        found.append(replace(item, source=None, reason=""))
    if own:
        found.append(replace(read_invocation(own, case.as_of), reason=""))
    return tuple(dict.fromkeys(found))


def _agreed(case: Case, source: str | None, soil: str | None) -> bool:
    """Whether an agreement between States speaks of the soil that it is used on, or of no State at all."""
    authority = instruments_of(case).by_id.get(source or "")
    return authority is None or not authority.states or soil in authority.states


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


def _order(
    case: Case, unit: Unit, ground: _Ground, day: date, assume_signed: frozenset[str]
) -> tuple[str, Verdict, str, tuple[str, ...], tuple[str, ...]] | None:
    """State active duty is by a governor's order in force, of the unit's own State."""
    if ground.duty_status is not DutyStatus.SAD:
        return None
    instruments = instruments_of(case)
    orders = [
        authority
        for authority in case.authorities
        if authority.kind == "governor_order"
        and _speaks_of(authority, unit, ground.duty_status)
        and instruments.in_force(authority.id, day, assume_signed=assume_signed)
    ]
    if not orders:
        state = unit.state or "the unit's State"
        return (
            "state/active-duty",
            Verdict.NEEDS_AUTHORITY,
            f"State active duty is by the order of the governor of {state}; none is in force on {day}.",
            (f"an order of the governor of {state}",),
            (),
        )
    if unit.state is None and all(authority.states for authority in orders):
        return (
            "state/active-duty",
            Verdict.UNKNOWN,
            "The case does not say whose Guard the unit is.",
            (),
            ("the state of the unit",),
        )
    return None


def _basis(case: Case, unit: Unit, line: Line, run: _Run, assume_signed: frozenset[str]) -> LegalBasis:
    fund, money = _fund(case, line, run.ground)
    findings = list(_findings(case, unit, line, run, assume_signed))
    if money is not None:
        findings.append(money)
    return LegalBasis(
        duty_status=run.ground.duty_status,
        authorities=run.ground.named,
        mobilization=run.ground.mobilization,
        fund=fund,
        verdict=run.verdict,
        period=run.period,
        max_days=_max_days(case, line, run.ground),
        assumes=_assumes(case, unit, line, run, assume_signed),
        findings=numbered(findings),
    )


def _assumes(case: Case, unit: Unit, line: Line, run: _Run, assume_signed: frozenset[str]) -> tuple[str, ...]:
    """
    What the tour rests on that is only assumed signed.

    Its authorities and the emergencies behind them; where these alone do not carry it, every instrument
    that is assumed.
    """
    instruments = instruments_of(case)
    resting = list(run.ground.named)
    for name in run.ground.named:
        authority = instruments.by_id.get(name)
        if authority is not None and authority.emergency:
            resting.append(authority.emergency)
    found = tuple(name for name in dict.fromkeys(resting) if instruments.assumed(name, assume_signed))
    every = tuple(
        authority.id for authority in case.authorities if instruments.assumed(authority.id, assume_signed)
    )
    if len(found) < len(every):
        again = _runs(case, unit, line, run.ground, run.period, frozenset(found))
        if any(other.verdict is not run.verdict for other in again):
            return every
    return found


def _max_days(case: Case, line: Line, ground: _Ground) -> int | None:
    """The shortest of the section's limit and those of the authorities named."""
    limits = [
        authority.max_days
        for name in ground.named
        for authority in (instruments_of(case).by_id.get(name),)
        if authority is not None and authority.max_days is not None
    ]
    address = _address(ground.mobilization, case.as_of) if ground.mobilization else None
    if address is not None and ground.duty_status is DutyStatus.T10:
        stay = stay_days(address, as_of=case.as_of)
        if stay is not None:
            limits.append(stay)
    del line
    return min(limits) if limits else None


def _too_long(case: Case, unit: Unit, line: Line, ground: _Ground, period: Period) -> Finding | None:
    """The finding on a tour that is longer than its section or an authority allows, else ``None``."""
    assert period.start is not None
    assert period.end is not None
    address = _address(ground.mobilization, case.as_of) if ground.mobilization else None
    if address is not None and ground.duty_status is DutyStatus.T10 and _must_be_called(unit.component):
        limit = stay_limit(address, period.start, as_of=case.as_of)
        if limit is not None and period.end > limit:
            cite = provision(address).citation(case.as_of)
            return _say(
                case,
                line,
                address,
                Verdict.PROHIBITED,
                f"{cite.cite} allows a stay from {period.start} until {limit}; this one lasts until "
                f"{period.end}, {(period.end - limit).days} day(s) more.",
                citations=(cite,),
                would=(f"a tour that ends by {limit}",),
            )
    for name in ground.named:
        authority = instruments_of(case).by_id.get(name)
        if authority is not None and authority.max_days is not None and period.days > authority.max_days:
            return _say(
                case,
                line,
                "check/stay-too-long",
                Verdict.PROHIBITED,
                f"{name} allows a stay of {authority.max_days} days; this one lasts {period.days}.",
                would=(f"a tour of at most {authority.max_days} days",),
            )
    return None


def _fund(case: Case, line: Line, ground: _Ground) -> tuple[str | None, Finding | None]:
    """
    Who pays: the State for its own duty; an order or a mission assignment that an authority invokes; the
    Department itself under a statute that an authority invokes; else nobody is named.
    """
    if ground.duty_status is DutyStatus.SAD:
        return "state", None
    instruments = instruments_of(case)
    for name in ground.named:
        authority = instruments.by_id.get(name)
        for text in authority.invokes if authority is not None else ():
            fund = _FUNDS.get(_address(text, case.as_of) or "")
            if fund is not None:
                return fund, None
    return None, _say(
        case,
        line,
        "usc/t10/s277" if ground.duty_status is DutyStatus.T10 else "usc/t31/s1535",
        Verdict.UNKNOWN,
        f"No instrument that a tour on line {line.line} names says who pays.",
        settled=(_WHO_PAYS,),
    )


_WHO_PAYS = (
    "an Economy Act order (31 USC 1535), a mission assignment, or the ground on which reimbursement is "
    "waived, "
    "among what the approval invokes"
)

#: Provision that an authority invokes -> who pays.
_FUNDS = {
    "usc/t31/s1535": "economy-act",
    "usc/t42/s5170a": "stafford",
    "usc/t42/s5170b": "stafford",
    "usc/t42/s5192": "stafford",
    "ndaa/fy2016/s1059": "dod",
    "usc/t10/s277": "dod",
    "usc/t10/s284": "dod",
    "usc/t32/s502": "dod",
    "usc/t32/s112": "dod",
    "usc/t14/s701": "uscg",
}


def _findings(
    case: Case, unit: Unit, line: Line, run: _Run, assume_signed: frozenset[str]
) -> Iterator[Finding]:
    """The findings of a run, on the line, with its days."""
    del assume_signed
    assert run.period.start is not None
    days = (run.period.start, run.period.end)
    who = f"{unit.component.value} in {run.ground.duty_status.value}"
    for rule, verdict, message, would, settled in run.words:
        yield replace(
            _say(case, line, rule, verdict, f"{who}: {message}", would=would, settled=settled), days=days
        )
    for found in findings_of(run.bites, subject=line.line, day=case.as_of):
        if run.verdict is not Verdict.PERMITTED and found.verdict is Verdict.PERMITTED:
            continue
        yield replace(found, message=f"{who}: {found.message}", days=days)


def _say(
    case: Case,
    line: Line,
    rule: str,
    verdict: Verdict,
    message: str,
    *,
    citations: tuple[Citation, ...] = (),
    would: tuple[str, ...] = (),
    settled: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        id="",
        rule=rule,
        verdict=verdict,
        severity=severity_of(verdict),
        subject=line.line,
        message=message,
        citations=citations,
        would_do=would,
        settled_by=settled,
        as_of=case.as_of,
    )


def _pair_finding(case: Case, unit: Unit, duty_status: DutyStatus) -> Finding:
    words = ", ".join(status.value for status in PAIRS[unit.component])
    return Finding(
        id="F0001",
        rule="check/line-prohibited",
        verdict=Verdict.PROHIBITED,
        severity="block",
        subject=unit.unit,
        message=f"{unit.component.value} cannot serve in {duty_status.value}.",
        would_do=(f"one of {words}",),
        as_of=case.as_of,
    )


def _no_status(case: Case, unit: Unit, line: Line) -> Finding:
    wanted = ", ".join(status.value for status in line.duty_statuses)
    can = ", ".join(status.value for status in PAIRS[unit.component])
    return _say(
        case,
        line,
        "check/line-prohibited",
        Verdict.PROHIBITED,
        f"{unit.component.value} can serve in {can}; line {line.line} takes {wanted} alone.",
    )


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that differ in more than their number."""
    return list(dict.fromkeys(replace(found, id="") for found in findings))


def _without_twins(options: list[LegalBasis]) -> tuple[LegalBasis, ...]:
    """Options that differ in more than their findings, in order."""
    seen: dict[tuple[object, ...], LegalBasis] = {}
    for option in options:
        key = (
            option.duty_status,
            option.authorities,
            option.mobilization,
            option.verdict,
            option.period,
        )
        seen.setdefault(key, option)
    return tuple(seen.values())
