"""Check a case: its authorities, clocks, lines, ceilings against reported strength, and its consistency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import PAIRS
from muster.domain.finding import Citation, Finding, Verdict, worst
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import bases_for, basis_key, judge
from muster.law.ceilings import binding_period
from muster.law.clocks import clocks
from muster.law.conflicts import check_conflicts
from muster.law.dual import check_dual_status
from muster.law.dues import due_dates
from muster.law.finding import numbered, severity_of
from muster.law.instruments import CARRYING, instruments_of
from muster.law.invocation import read_invocations, same_provision
from muster.law.library import provision
from muster.law.reports import check_strengths
from muster.law.standing_tours import check_fixed_tours
from muster.law.unlock import unlocks_of_line

__all__ = ("check_case", "check_dues")


def check_case(case: Case) -> tuple[Finding, ...]:
    """
    Every finding on the case: instruments, clocks, lines, strengths, facts, in this order.

    A prohibition or a ceiling that reports show broken is a ``block``; what lacks an authority or cannot be
    told from the case is a ``review``; what is only worth knowing is a ``note``.
    """
    found: list[Finding] = []
    for authority in case.authorities:
        found.extend(_authority(case, authority))
    found.extend(check_conflicts(case))
    found.extend(check_dual_status(case))
    found.extend(_clocks(case))
    for line in case.lines:
        found.extend(_line(case, line))
    found.extend(check_strengths(case))
    found.extend(check_fixed_tours(case))
    found.extend(_ordered(case))
    found.extend(_facts(case))
    return numbered(found)


def _say(
    case: Case,
    rule: str,
    verdict: Verdict,
    subject: str,
    message: str,
    *,
    severity: str | None = None,
    citations: Iterable[Citation] = (),
    would: tuple[str, ...] = (),
    settled: tuple[str, ...] = (),
    days: tuple[date, date | None] | None = None,
) -> Finding:
    return Finding(
        id="",
        rule=rule,
        verdict=verdict,
        severity=severity or severity_of(verdict),
        subject=subject,
        message=message,
        citations=tuple(citations),
        would_do=would,
        settled_by=settled,
        as_of=case.as_of,
        days=days,
    )


def _quotes(authority: Authority) -> tuple[Citation, ...]:
    """The words of the instrument, as its documents have them."""
    return tuple(
        Citation(cite=f"{authority.id} ({quote.source})", quote=quote.text, verified=True)
        for quote in authority.quotes
    )


def _authority(case: Case, authority: Authority) -> Iterator[Finding]:
    instruments = instruments_of(case)
    status = instruments.status(authority)
    if status in ("expected", "proposed"):
        later = "" if status == authority.status else f" (it is issued after {case.as_of}, and not yet known)"
        yield _say(
            case,
            "check/authority-awaited",
            Verdict.NEEDS_AUTHORITY,
            authority.id,
            f"{authority.id} is {status}{later}: it carries no tour, and its ceilings bind nobody, until "
            f"it is "
            "signed.",
            citations=_quotes(authority),
            would=(f"the signature of {authority.id}", f"--assume-signed {authority.id}"),
        )
    elif status not in CARRYING:
        yield _say(
            case,
            "check/authority-ended",
            Verdict.PERMITTED,
            authority.id,
            f"{authority.id} is {status} and carries nothing.",
        )
    elif status == "verbal":
        yield _say(
            case,
            "check/authority-verbal",
            Verdict.PERMITTED,
            authority.id,
            f"{authority.id} rests on a verbal approval of {authority.verbal or 'an unstated day'}; the "
            f"paper "
            "is still to come.",
            severity="review",
            citations=_quotes(authority),
        )
    if status in CARRYING and not (authority.start or authority.verbal or authority.issued):
        yield _say(
            case,
            "check/authority-undated",
            Verdict.UNKNOWN,
            authority.id,
            f"{authority.id} is {status}, and the case states no day from which it carries.",
            settled=(f"from, issued or verbal of {authority.id}",),
        )
    if status in CARRYING and instruments.declares_emergency(authority):
        names = ", ".join(authority.invokes) or "no statute"
        yield _say(
            case,
            "check/emergency-unlocks",
            Verdict.PERMITTED,
            authority.id,
            f"The emergency of {authority.id} unlocks {names}, and nothing else: every further power must "
            f"be named.",
            citations=(provision("usc/t50/s1631").citation(case.as_of), *_quotes(authority)),
        )
    if status in CARRYING and authority.issued and authority.verbal and authority.verbal < authority.issued:
        yield _say(
            case,
            "check/authority-memorialised",
            Verdict.PERMITTED,
            authority.id,
            f"{authority.id} was approved by word on {authority.verbal} and is dated {authority.issued}: for "
            f"{(authority.issued - authority.verbal).days} day(s) it rested on the word alone.",
            citations=_quotes(authority),
            days=(authority.verbal, authority.issued),
        )
    yield from _replaced(case, authority)
    yield from _invokes(case, authority, carries=status in CARRYING)
    if authority.ceilings and status not in CARRYING:
        names = ", ".join(ceiling.id for ceiling in authority.ceilings)
        yield _say(
            case,
            "check/ceiling-not-in-force",
            Verdict.PERMITTED,
            authority.id,
            f"The ceiling {names} stands in {authority.id}, which is {status}, and binds nobody.",
        )


def _replaced(case: Case, authority: Authority) -> Iterator[Finding]:
    """Ceilings that take the place of others, and those after which the chain has no number."""
    limits = {limit.id: (item, limit) for item in case.authorities for limit in item.ceilings}
    for ceiling in authority.ceilings:
        period = binding_period(case, authority, ceiling)
        if ceiling.replaces is None or ceiling.replaces not in limits or period is None:
            continue
        owner, earlier = limits[ceiling.replaces]
        yield _say(
            case,
            "check/ceiling-replaced",
            Verdict.PERMITTED,
            ceiling.id,
            f"From {period.start or 'the beginning'} {ceiling.id} of {authority.id}, {_limit(ceiling)}, "
            f"takes "
            f"the place of {earlier.id} of {owner.id}, {_limit(earlier)}; what it does not say remains.",
            citations=_quotes(authority),
            days=(period.start, period.end) if period.start is not None else None,
        )
        carries = instruments_of(case).period(owner.id)
        ends = [day for day in (earlier.end, carries.end if carries else None) if day is not None]
        if period.end is not None and (not ends or min(ends) > period.end):
            yield _say(
                case,
                "check/ceiling-chain-ends",
                Verdict.UNKNOWN,
                ceiling.id,
                f"{ceiling.id} ends on {period.end}, and {earlier.id}, which it replaced, would have lasted "
                f"until {min(ends) if ends else 'further notice'}: from then on no number is recorded.",
                settled=(f"which number holds from {period.end} on: record it as a ceiling",),
                days=(period.end, min(ends) if ends else None),
            )


def _limit(ceiling: Ceiling) -> str:
    if ceiling.headcount is not None:
        return f"{ceiling.headcount:,} people"
    return f"${(ceiling.dollars or 0) / 100:,.0f}"


def _invokes(case: Case, authority: Authority, *, carries: bool) -> Iterator[Finding]:
    for item in (found for text in authority.invokes for found in read_invocations(text, case.as_of)):
        text = item.text
        if item.reason:
            yield _say(
                case,
                "check/authority-invokes-unknown",
                Verdict.UNKNOWN if item.standing != "carries" else Verdict.PERMITTED,
                authority.id,
                f"{authority.id} invokes {text}: {item.reason}.",
                severity="review" if item.standing != "carries" else "note",
                settled=(f"the provision that {text} means",) if item.standing != "carries" else (),
            )
    needs = any(same_provision(text, "usc/t10/s12302", case.as_of) for text in authority.invokes)
    if not needs or not carries or instruments_of(case).declares_emergency(authority):
        return
    instruments = instruments_of(case)
    standing = [
        other.id
        for other in case.authorities
        if instruments.declares_emergency(other) and instruments.in_force(other.id, case.as_of)
    ]
    if not standing:
        yield _say(
            case,
            "check/emergency-missing",
            Verdict.NEEDS_AUTHORITY,
            authority.id,
            f"{authority.id} invokes 10 USC 12302, which works in a declared national emergency; none "
            f"stands in "
            f"the case on {case.as_of}.",
            citations=(provision("usc/t10/s12302").citation(case.as_of),),
            would=("a declaration that names 10 USC 12302 (50 USC 1621, 1631)",),
        )


def _clocks(case: Case) -> Iterator[Finding]:
    yield from (
        found
        for found in _dues(case)
        if found.days is None or found.days[1] is None or found.days[1] >= case.as_of
    )
    for clock in clocks(case):
        citations = (provision(clock.law).citation(case.as_of),) if clock.law else ()
        lapses = clock.rule in ("check/clock-emergency", "check/clock-expiry")
        yield _say(
            case,
            clock.rule,
            Verdict.PERMITTED,
            clock.authority,
            f"{clock.message} {clock.missed}".strip(),
            severity="review" if lapses else "note",
            citations=citations,
            days=(clock.day, None),
        )


def check_dues(case: Case) -> tuple[Finding, ...]:
    """Findings on due dates that an order leaves open; see :func:`muster.law.dues.due_dates`."""
    return numbered(_dues(case))


def _dues(case: Case) -> Iterator[Finding]:
    """Due dates whose base the order leaves open, or whose day the case does not know."""
    for found in due_dates(case):
        if instruments_of(case).status(found.authority) not in CARRYING:
            continue
        what = f"{found.authority.id}: {found.due.what}, {found.due.days} days"
        if found.ambiguous:
            readings = "; ".join(f"{day} if counted from {base}" for base, day in found.days)
            yield _say(
                case,
                "check/due-ambiguous",
                Verdict.UNKNOWN,
                found.authority.id,
                f"{what}: the text can be read in several ways: {readings}. Both dates are in the calendar.",
                citations=(
                    *((provision(found.law).citation(case.as_of),) if found.law else ()),
                    *_quotes(found.authority),
                ),
                settled=("the day from which the order counts",),
                days=(min(day for _, day in found.days), max(day for _, day in found.days)),
            )
        for base in found.undated:
            yield _say(
                case,
                "check/due-undated",
                Verdict.UNKNOWN,
                found.authority.id,
                f"{what}: it counts from {base}, whose day the case does not state.",
                settled=(f"the day of {base}",),
            )


def _line(case: Case, line: Line) -> Iterator[Finding]:
    """The line's approval, and whether any unit of the case may serve it."""
    instruments = instruments_of(case)
    if line.approval is None:
        yield _say(
            case,
            "check/approval-missing",
            Verdict.NEEDS_AUTHORITY,
            line.line,
            f"Line {line.line} names no approval of its request.",
            would=("the id of the authority that approved the request, as `approval`",),
        )
    elif line.approval in instruments.by_id:
        yield from _approval(case, line)
    if line.armed:
        yield from _trained(case, line)
    yield from _served(case, line)


def _trained(case: Case, line: Line) -> Iterator[Finding]:
    """Armed people are trained in the rules for the use of force before they go, and the record shows it."""
    known, going = _training(case)
    open_units = sorted(going.get(line.line, set()) - known)
    if open_units or not known:
        who = ", ".join(open_units) or "any unit that may serve it"
        yield _say(
            case,
            "check/use-of-force-training",
            Verdict.PERMITTED,
            line.line,
            f"Line {line.line} is armed; the case records no training in the rules for the use of force for "
            f"{who}.",
            severity="review",
            citations=(provision("dod/cjcsi3121-01b").citation(case.as_of),),
            settled=("use_of_force_training, the day of it, as a column of units.csv",),
        )


def _training(case: Case) -> tuple[set[str], dict[str, set[str]]]:
    """Units whose training in the use of force is recorded, and the units ordered to each line."""
    memo = instruments_of(case).memo
    if "training" not in memo:
        going: dict[str, set[str]] = {}
        for tour in case.tours:
            going.setdefault(tour.line, set()).add(tour.unit)
        known = {
            unit.unit
            for unit in case.units
            if any(key == "use_of_force_training" and value for key, value in unit.extra)
        }
        memo["training"] = (known, going)
    found = memo["training"]
    assert isinstance(found, tuple)
    return found[0], found[1]


#: Reasons that are said of the line already.
_SAID = ("check/approval-missing", "check/approval-not-in-force", "check/role-not-approved")


def _approval(case: Case, line: Line) -> Iterator[Finding]:
    instruments = instruments_of(case)
    assert line.approval is not None
    authority = instruments.by_id[line.approval]
    period = instruments.period(line.approval)
    start = max(line.start, case.planning.start)
    end = min(line.end, case.planning.end) if line.end is not None else case.planning.end
    if period is None:
        yield _say(
            case,
            "check/approval-not-in-force",
            Verdict.NEEDS_AUTHORITY,
            line.line,
            f"The approval {line.approval} of line {line.line} is {instruments.status(authority)} and "
            f"carries "
            "nothing.",
            would=(f"the signature or renewal of {line.approval}",),
        )
    elif start < end and not (
        (period.start is None or period.start <= start) and (period.end is None or end <= period.end)
    ):
        words = f"from {period.start or 'the beginning'} until {period.end or 'further notice'}"
        yield _say(
            case,
            "check/approval-not-in-force",
            Verdict.NEEDS_AUTHORITY,
            line.line,
            f"The approval {line.approval} carries {words}; line {line.line} is asked for from {start} until "
            f"{end}.",
            severity="review",
            would=(f"an extension of {line.approval}",),
            days=(start, end),
        )
    if authority.permits_roles and instruments.permits(authority, line.role, None) is None:
        yield _say(
            case,
            "check/role-not-approved",
            Verdict.NEEDS_AUTHORITY,
            line.line,
            f"{line.approval} permits {', '.join(authority.permits_roles)}, and line {line.line} asks for "
            f"{line.role}.",
            citations=_quotes(authority),
            would=(f"an amendment of {line.approval}", "another approval that names the role"),
        )


#: Better first: the verdict that a line has at best, over all units.
_AT_BEST = (Verdict.PERMITTED, Verdict.UNKNOWN, Verdict.NEEDS_AUTHORITY, Verdict.PROHIBITED)
_RULES = {
    Verdict.PROHIBITED: "check/line-prohibited",
    Verdict.NEEDS_AUTHORITY: "check/line-needs-authority",
    Verdict.UNKNOWN: "check/line-unknown",
}


def _served(case: Case, line: Line) -> Iterator[Finding]:
    """A finding if no unit of the case may serve the line at any time, with the reasons for the best one."""
    reasons: dict[Verdict, list[Finding]] = {}
    asked: dict[Verdict, Unit] = {}
    seen: set[tuple[object, ...]] = set()
    for unit in case.units:
        key = basis_key(unit)
        if key in seen:
            continue
        seen.add(key)
        bases = bases_for(case, unit, line)
        if bases.options:
            return
        blocked = [found for found in bases.findings if found.verdict is not Verdict.PERMITTED]
        verdict = worst(found.verdict for found in blocked) if blocked else Verdict.NEEDS_AUTHORITY
        reasons.setdefault(verdict, []).extend(blocked)
        asked.setdefault(verdict, unit)
    if not reasons:
        return
    best = min(reasons, key=_AT_BEST.index)
    because = list({(found.rule, found.message): found for found in reasons[best]}.values())
    telling = [found for found in because if found.verdict is best] or because
    telling = list({found.rule: found for found in reversed(telling)}.values())[::-1]
    if telling and all(found.rule in _SAID for found in telling):
        return
    yield _say(
        case,
        _RULES[best],
        best,
        line.line,
        f"No unit of the case may serve line {line.line} ({line.role}): {telling[0].message}"
        if telling
        else f"No unit of the case may serve line {line.line} ({line.role}).",
        citations=tuple(dict.fromkeys(cite for found in telling for cite in found.citations)),
        would=tuple(
            dict.fromkeys(
                (*(word for found in telling for word in found.would_do), *_keys(case, asked[best], line))
            )
        ),
        settled=tuple(dict.fromkeys(word for found in telling for word in found.settled_by)),
    )
    yield from (replace(found, severity="note", id="") for found in telling[1:4])


def _keys(case: Case, unit: Unit, line: Line) -> Iterator[str]:
    """What, if it existed, would open a lawful way for such a unit: the smallest sets, in words."""
    for status in PAIRS[unit.component]:
        if line.duty_statuses and status not in line.duty_statuses:
            continue
        for chosen in unlocks_of_line(case, unit, line, status)[:3]:
            words = " and ".join(key.words for key in chosen)
            yield f"{unit.component.value} in {status.value}: {words}"


def _ordered(case: Case) -> Iterator[Finding]:
    """Tours already ordered whose law the case does not show: the record should."""
    units = {unit.unit: unit for unit in case.units}
    lines = {line.line: line for line in case.lines}
    seen: set[tuple[object, ...]] = set()
    for tour in case.tours:
        unit, line = units.get(tour.unit), lines.get(tour.line)
        if unit is None or line is None or tour.end <= tour.start:
            continue
        section = unit.mobilization or line.mobilization
        key = (basis_key(unit), tour.line, tour.duty_status, tour.authority, tour.start, tour.end)
        if key in seen:
            continue
        seen.add(key)
        period = Period(tour.start, tour.end)
        judged = judge(case, unit, line, tour.duty_status, tour.authority, section, period)
        if judged.verdict is Verdict.PERMITTED:
            continue
        reasons = [found for found in judged.findings if found.verdict is judged.verdict]
        first = reasons[0]
        yield _say(
            case,
            "check/fixed-tour-law",
            judged.verdict,
            tour.unit,
            f"The tour of {tour.unit} on {tour.line} from {tour.start} until {tour.end} is already "
            f"ordered, and "
            f"not shown to be permitted on all its days: {first.message}",
            severity="review",
            citations=first.citations,
            would=first.would_do,
            settled=first.settled_by,
            days=(tour.start, tour.end),
        )


def _facts(case: Case) -> Iterator[Finding]:
    """Ceilings that a document states and no instrument records."""
    recorded = {ceiling.headcount for authority in case.authorities for ceiling in authority.ceilings}
    for fact in case.facts:
        quantity = fact.quantity
        if fact.kind != "ceiling" or quantity is None or quantity.value is None:
            continue
        if quantity.value in recorded or not float(quantity.value).is_integer():
            continue
        yield _say(
            case,
            "check/fact-ceiling",
            Verdict.UNKNOWN,
            fact.doc,
            f"{fact.doc} ({fact.attribution}) states a ceiling of {quantity.value:,.0f}, which no "
            f"instrument of "
            "the case records.",
            citations=(Citation(cite=fact.doc, quote=fact.quote, verified=True),),
            settled=("the instrument that sets it, or that it is none",),
        )
