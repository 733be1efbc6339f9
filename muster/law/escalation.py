"""
Escalation: what a new instrument adds to an old one, and what the law says of it.

Each instrument is read alone, with what it amends, incorporates and rests on: which roles, powers and people
come with the new one; what becomes lawful by it, what stays prohibited, what is disputed; and the questions
that somebody must now answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Citation, Finding, Verdict, worst
from muster.domain.role import ROLES
from muster.law.finding import findings_of
from muster.law.ground import CALLING, address_of
from muster.law.instruments import instruments_of, rank
from muster.law.invocation import Invocation, read_invocations
from muster.law.library import provision
from muster.law.question import LegalQuestion
from muster.law.reasoning import reason
from muster.law.roles import POLICE
from muster.law.rule import Leg, Situation

__all__ = ("WHO", "Escalation", "Effect", "escalation")

_T32 = {"usc/t32/s502", "usc/t32/s112", "usc/t32/s328", "dod/dodi3025-22"}

#: The people asked about: forces in title 10, and the Guard under its governor.
WHO: tuple[tuple[Component, DutyStatus], ...] = (
    (Component.RA, DutyStatus.T10),
    (Component.ARNG, DutyStatus.T10),
    (Component.ARNG, DutyStatus.T32),
    (Component.ARNG, DutyStatus.SAD),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """
    What the law says of a role for some people under the old instrument and under the new one.

    ``because`` is the reason under the new one, ``would_do`` and ``settled_by`` what would carry or settle
    it.
    """

    role: str
    component: Component
    duty_status: DutyStatus
    before: Verdict
    after: Verdict
    because: str
    citations: tuple[Citation, ...]
    would_do: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()

    @property
    def who(self) -> str:
        """The people in words."""
        return f"{self.component.value} in {self.duty_status.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """
    The difference between two instruments.

    Parameters
    ----------
    roles_added, roles_dropped
        Roles that the one permits by name and the other does not.
    forbidden_added, forbidden_dropped
        The same for what they forbid, caveats taken over by reference included.
    powers_added, powers_dropped
        Provisions that they invoke, as cited.
    people
        Ceilings of the old one and of the new one.
    newly_lawful, still_prohibited, disputed, needing, no_longer
        Roles by what the law makes of them now.
    questions
        What somebody must now answer.
    """

    before: Authority
    after: Authority
    roles_added: tuple[str, ...]
    roles_dropped: tuple[str, ...]
    forbidden_added: tuple[str, ...]
    forbidden_dropped: tuple[str, ...]
    powers_added: tuple[str, ...]
    powers_dropped: tuple[str, ...]
    people: tuple[tuple[Ceiling, ...], tuple[Ceiling, ...]]
    newly_lawful: tuple[Effect, ...]
    still_prohibited: tuple[Effect, ...]
    disputed: tuple[Effect, ...]
    needing: tuple[Effect, ...]
    no_longer: tuple[Effect, ...]
    questions: tuple[str, ...]


def escalation(case: Case, before: str, after: str) -> Escalation:
    """
    What the instrument ``after`` adds to ``before``, both of the case.

    Raises
    ------
    KeyError
        If the case has no such instrument.
    """
    by_id = {authority.id: authority for authority in case.authorities}
    old, new = by_id[before], by_id[after]
    amends = before in new.amends
    was, now = _Reading(case, (old,)), _Reading(case, (old, new) if amends else (new,))
    effects = tuple(
        effect
        for role in ROLES
        for component, status in _concerned(was, now)
        for effect in (_effect(case, role, component, status, was, now),)
        if effect is not None
    )
    added = tuple(role for role in ROLES if role in now.permits and role not in was.permits)
    concern = [effect for effect in effects if effect.role in added or effect.before is not effect.after]
    return Escalation(
        before=old,
        after=new,
        roles_added=added,
        roles_dropped=tuple(role for role in ROLES if role in was.permits and role not in now.permits),
        forbidden_added=tuple(role for role in ROLES if role in now.forbids and role not in was.forbids),
        forbidden_dropped=tuple(role for role in ROLES if role in was.forbids and role not in now.forbids),
        powers_added=tuple(text for text in now.powers if text not in was.powers),
        powers_dropped=tuple(text for text in was.powers if text not in now.powers),
        people=(old.ceilings, new.ceilings),
        newly_lawful=_those(concern, Verdict.PERMITTED, changed=True),
        still_prohibited=_those(concern, Verdict.PROHIBITED),
        disputed=_those(concern, Verdict.UNKNOWN),
        needing=_those([item for item in concern if item.role in added], Verdict.NEEDS_AUTHORITY),
        no_longer=tuple(
            item
            for item in concern
            if item.before is Verdict.PERMITTED and item.after is not Verdict.PERMITTED
        ),
        questions=tuple(dict.fromkeys(_questions(case, new, now, added, concern))),
    )


def _concerned(was: _Reading, now: _Reading) -> Iterator[tuple[Component, DutyStatus]]:
    """Forces in title 10; the Guard under its governor only where one of the two speaks of it."""
    for component, status in WHO:
        if status is DutyStatus.T10 or status in (*was.statuses, *now.statuses):
            yield component, status


class _Reading:
    """One side: an instrument with what it amends, incorporates and rests on."""

    def __init__(self, case: Case, authorities: tuple[Authority, ...]) -> None:
        instruments = instruments_of(case)
        by_id = instruments.by_id
        self.ids = tuple(item.id for item in authorities)
        self.day = max((_begins(item, case.as_of) for item in authorities), default=case.as_of)
        self.permits = {role for item in authorities for role in item.permits_roles}
        last = authorities[-1]
        lifted = set(last.permits_roles) if len(authorities) > 1 else set()
        self.forbids = {
            role
            for item in authorities
            for source in instruments.chain(item.id)
            for role in source.forbids_roles
            if not (role in lifted and source.id != last.id and rank(last) <= rank(source))
        }
        behind = [by_id[item.emergency] for item in authorities if item.emergency in by_id]
        self.invocations: tuple[Invocation, ...] = tuple(
            dict.fromkeys(
                replace(found, source=None)
                for item in (*authorities, *behind)
                for text in item.invokes
                for found in read_invocations(text, case.as_of)
            )
        )
        if behind or any(instruments.declares_emergency(item) for item in authorities):
            self.invocations += read_invocations("50 USC 1621", case.as_of)
        self.powers = tuple(
            dict.fromkeys(
                provision(found.address).cite if found.address else found.text for found in self.invocations
            )
        )
        ordered = any(item.kind == "governor_order" for item in authorities)
        sections = {found.address for found in self.invocations} & _T32
        self.statuses = (
            *((DutyStatus.T32,) if ordered or sections else ()),
            *((DutyStatus.SAD,) if ordered else ()),
        )
        self.silent = not self.permits and last.kind == "request_approval"


def _begins(authority: Authority, otherwise: date) -> date:
    return authority.start or authority.verbal or authority.issued or otherwise


def _effect(
    case: Case, role: str, component: Component, status: DutyStatus, was: _Reading, now: _Reading
) -> Effect | None:
    before, _ = _verdict(case, role, component, status, was)
    after, findings = _verdict(case, role, component, status, now)
    if before is after is Verdict.PERMITTED:
        return None
    told = [found for found in findings if found.verdict is after] or list(findings)
    because = told[0].message if told else _why(role, now)
    return Effect(
        role=role,
        component=component,
        duty_status=status,
        before=before,
        after=after,
        because=because,
        citations=tuple(dict.fromkeys(cite for found in told for cite in found.citations)),
        would_do=tuple(dict.fromkeys(word for found in told for word in found.would_do)),
        settled_by=tuple(dict.fromkeys(word for found in told for word in found.settled_by)),
    )


def _why(role: str, now: _Reading) -> str:
    verb = "forbids" if role in now.forbids else "does not speak of"
    return f"{' and '.join(now.ids)} {verb} {role}."


def _verdict(
    case: Case, role: str, component: Component, status: DutyStatus, reading: _Reading
) -> tuple[Verdict, tuple[Finding, ...]]:
    """The verdict on mission and mobilization under one side alone, and its findings."""
    question = LegalQuestion(component=component, duty_status=status, role=role, on=case.as_of)
    approves = role in reading.permits or reading.silent
    situation = Situation(
        question=question,
        invocations=reading.invocations,
        approved=reading.ids[-1] if approves else None,
    )
    reasoned = reason(situation, money=False)
    called = status in reading.statuses or (status is DutyStatus.T10 and _calls(reading, case))
    legs = [reasoned.legs[Leg.MISSION], *([reasoned.legs[Leg.MOBILIZATION]] if called else [])]
    findings = findings_of(reasoned.bites, subject=reading.ids[-1], day=case.as_of)
    if role in reading.forbids:
        return Verdict.PROHIBITED, ()
    return worst(legs), findings


def _calls(reading: _Reading, case: Case) -> bool:
    """Whether the instrument also calls members, so that their mobilization is its own matter."""
    return any(
        found.address in CALLING or address_of(found.text, case.as_of) in CALLING
        for found in reading.invocations
    )


def _those(effects: list[Effect], verdict: Verdict, *, changed: bool = False) -> tuple[Effect, ...]:
    return tuple(
        effect
        for effect in effects
        if effect.after is verdict and not (changed and effect.before is effect.after)
    )


def _questions(
    case: Case, new: Authority, now: _Reading, added: tuple[str, ...], concern: list[Effect]
) -> Iterator[str]:
    for effect in concern:
        if effect.role in added or effect.after is Verdict.UNKNOWN:
            yield from (f"{effect.role}: {word}" for word in effect.settled_by)
            if effect.after is Verdict.NEEDS_AUTHORITY:
                yield from (f"{effect.role}: is there {word}?" for word in effect.would_do[:1])
    for found in now.invocations:
        if found.standing != "carries":
            yield f"{found.text}: {found.reason}"
    addresses = {found.address for found in now.invocations}
    chapter = addresses & {"usc/t10/s251", "usc/t10/s252", "usc/t10/s253"}
    if chapter and "usc/t10/s254" not in addresses:
        yield "10 USC 254: was the proclamation to disperse made?"
    if "usc/t10/s12302" in addresses and "usc/t50/s1621" not in addresses:
        yield "10 USC 12302: which declared emergency names it (50 USC 1631)?"
    if set(added) & POLICE:
        yield "which rules for the use of force apply, and who approved them?"
    if new.end is None:
        yield f"when does {new.id} end, or what ends it?"
    for ceiling in new.ceilings:
        if ceiling.overlap == "unknown":
            yield f"{ceiling.id}: do people in hand-over count?"
    if not new.ceilings:
        yield f"how many people does {new.id} allow?"
    del case
