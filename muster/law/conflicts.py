"""Instruments against each other and against the law: both are shown, and nothing is silently resolved."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.period import Period
from muster.law.ceilings import binding_period
from muster.law.finding import findings_of, severity_of
from muster.law.instruments import case_invocations, instruments_of, rank
from muster.law.question import LegalQuestion
from muster.law.reasoning import reason
from muster.law.roles import POLICE
from muster.law.rule import Leg, Situation

__all__ = ("check_conflicts",)

_RANKS = ("statute", "order of the President", "memorandum or governor's order", "approval of a request")


def check_conflicts(case: Case) -> Iterator[Finding]:
    """Roles permitted and forbidden, numbers that differ, and powers claimed beyond the law."""
    yield from _roles(case)
    yield from _numbers(case)
    for authority in case.authorities:
        yield from _claims(case, authority)


def _standing(authority: Authority) -> str:
    place = rank(authority)
    return f"{authority.id} ({authority.kind.replace('_', ' ')}, rank {place}: {_RANKS[place]})"


def _higher(one: Authority, two: Authority) -> str:
    if rank(one) == rank(two):
        return "they have the same rank"
    upper = one if rank(one) < rank(two) else two
    return f"the higher rank is {upper.id}'s"


def _words(*authorities: Authority) -> tuple[Citation, ...]:
    return tuple(
        Citation(cite=f"{authority.id} ({quote.source})", quote=quote.text, verified=True)
        for authority in authorities
        for quote in authority.quotes
    )


def _roles(case: Case) -> Iterator[Finding]:
    instruments = instruments_of(case)
    for one in case.authorities:
        for two in case.authorities:
            both = set(one.permits_roles) & set(two.forbids_roles)
            spans = instruments.period(one.id), instruments.period(two.id)
            if not both or one.id == two.id or spans[0] is None or spans[1] is None:
                continue
            days = spans[0].overlap(spans[1])
            if days is None or (one.states and two.states and not set(one.states) & set(two.states)):
                continue
            first = max(day for day in (days.start, case.as_of) if day is not None)
            open_roles = [
                role
                for role in sorted(both)
                if instruments.forbids(two, role, first if first in days else days.start or first) is not None
            ]
            if open_roles:
                yield _found(
                    case,
                    "check/instruments-contradict",
                    Verdict.UNKNOWN,
                    one.id,
                    f"{_standing(one)} permits {', '.join(open_roles)}, and {_standing(two)} forbids it; "
                    f"{_higher(one, two)}. Both stand as recorded: what is forbidden is not planned.",
                    citations=_words(one, two),
                    settled=(f"an amendment of {two.id}, or that {one.id} was meant to lift it (`amends`)",),
                    days=days,
                )


def _numbers(case: Case) -> Iterator[Finding]:
    """Two ceilings on the same people and days with different numbers, neither replacing the other."""
    limits = [
        (authority, ceiling, period)
        for authority in case.authorities
        for ceiling in authority.ceilings
        if ceiling.counts == "scope" and ceiling.headcount is not None
        for period in (binding_period(case, authority, ceiling),)
        if period is not None
    ]
    for index, (one, first, span) in enumerate(limits):
        for two, second, other in limits[index + 1 :]:
            days = span.overlap(other)
            if days is None or _scope(first) != _scope(second) or first.headcount == second.headcount:
                continue
            yield _found(
                case,
                "check/ceilings-contradict",
                Verdict.UNKNOWN,
                first.id,
                f"{first.id} of {_standing(one)} allows {first.headcount:,} and {second.id} of "
                f"{_standing(two)} "
                f"{second.headcount:,} of the same people; {_higher(one, two)}. Both bind, so the lower "
                f"number "
                "does.",
                citations=_words(one, two),
                settled=(f"whether one of them replaces the other (`replaces` of {second.id})",),
                days=days,
            )


def _scope(ceiling: Ceiling) -> tuple[object, ...]:
    return (
        frozenset(ceiling.components),
        frozenset(ceiling.duty_statuses),
        frozenset(ceiling.roles),
        frozenset(ceiling.places),
        frozenset(ceiling.excludes_roles),
    )


def _claims(case: Case, authority: Authority) -> Iterator[Finding]:
    """Powers that an instrument claims for forces in title 10 and that the law does not show."""
    claimed = [role for role in authority.permits_roles if role in POLICE | {"cross_border"}]
    period = instruments_of(case).period(authority.id)
    if not claimed or period is None or authority.kind == "governor_order":
        return
    day = max((item for item in (period.start, case.as_of) if item is not None), default=case.as_of)
    if day not in period:
        return
    invocations = tuple(dict.fromkeys(case_invocations(case, day, read_on=case.as_of)))
    for role in claimed:
        question = LegalQuestion(component=Component.RA, duty_status=DutyStatus.T10, role=role, on=case.as_of)
        situation = Situation(question=question, invocations=invocations, approved=authority.id)
        reasoned = reason(situation, money=False)
        verdict = reasoned.legs[Leg.MISSION]
        if verdict is Verdict.PERMITTED:
            continue
        told = findings_of(reasoned.bites, subject=authority.id, day=case.as_of)
        because = [found for found in told if found.verdict is verdict]
        yield _found(
            case,
            "check/claim-beyond-law",
            verdict,
            authority.id,
            f"{authority.id} claims that {role} is permitted. This is the document's claim; the law does not "
            f"show it for forces in title 10: {because[0].message if because else 'nothing carries it.'}",
            citations=(*_words(authority), *(cite for found in because for cite in found.citations)),
            would=tuple(dict.fromkeys(word for found in because for word in found.would_do)),
            settled=tuple(dict.fromkeys(word for found in because for word in found.settled_by)),
            days=period,
        )


def _found(
    case: Case,
    rule: str,
    verdict: Verdict,
    subject: str,
    message: str,
    *,
    citations: tuple[Citation, ...] = (),
    would: tuple[str, ...] = (),
    settled: tuple[str, ...] = (),
    days: Period | None = None,
) -> Finding:
    severity = "review" if rule == "check/claim-beyond-law" else severity_of(verdict)
    return Finding(
        id="",
        rule=rule,
        verdict=verdict,
        severity=severity,
        subject=subject,
        message=message,
        citations=citations,
        would_do=would,
        settled_by=settled,
        as_of=case.as_of,
        days=(days.start, days.end) if days is not None and days.start is not None else None,
    )
