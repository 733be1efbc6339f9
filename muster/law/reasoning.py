"""From outcomes to a verdict: within a leg the best alternative counts, among legs the worst decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Verdict, worst
from muster.law.library import epoch, provision
from muster.law.registry import RULES
from muster.law.rule import Effect, Leg, Outcome, Rule, Situation

__all__ = ("Bite", "Reasoned", "in_scope", "reason")

_BEST = (Verdict.PERMITTED, Verdict.UNKNOWN, Verdict.NEEDS_AUTHORITY, Verdict.PROHIBITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bite:
    """An outcome, with the address of its rule."""

    rule: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """The verdict of each leg that was reasoned about, what counted in it, and everything that was said."""

    legs: dict[Leg, Verdict]
    bites: tuple[Bite, ...]
    said: tuple[Bite, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the worst leg."""
        return worst(self.legs.values())


def reason(situation: Situation, *, money: bool) -> Reasoned:
    """
    Ask every rule that is in force on the day and speaks of such people, duty and role.

    Parameters
    ----------
    money
        Whether money is a leg of the verdict, or only said.
    """
    question = situation.question
    found: dict[Leg, list[Bite]] = {Leg.MISSION: [], Leg.MOBILIZATION: [], Leg.MONEY: []}
    carrying, purpose = situation.carrying, question.purpose
    speaking = _speaking(question.component, question.duty_status, question.role, epoch(question.on))
    for rule, invoked, purposes in speaking:
        if invoked and carrying.isdisjoint(invoked):
            continue
        if purposes and purpose is not None and purpose not in purposes:
            continue
        for outcome in rule.formula(situation):
            found[outcome.leg].append(Bite(rule=rule.address, outcome=outcome))
    legs: dict[Leg, Verdict] = {}
    bites: list[Bite] = []
    for leg, everything in found.items():
        verdict, counted = _settle(everything, silence=_silence(leg, situation))
        if leg is not Leg.MONEY or money:
            legs[leg] = verdict
        bites.extend(counted)
    said = tuple(bite for everything in found.values() for bite in everything)
    return Reasoned(legs=legs, bites=tuple(bites), said=said)


@lru_cache(maxsize=65536)
def _speaking(
    component: Component, status: DutyStatus, role: str, day: date
) -> tuple[tuple[Rule, tuple[str, ...], frozenset[str]], ...]:
    """
    The rules in force on the day whose scope such people, duty and role are in, each with what must be
    invoked and the purposes that it speaks of.
    """
    return tuple(
        (rule, found.applies.invoked, found.applies.purposes)
        for rule in RULES
        for found in (provision(rule.address),)
        if found.in_force(day) and found.applies.concerns(component, status, role)
    )


def in_scope(rule: Rule, situation: Situation) -> bool:
    """Whether the rest of the scope is met: what must be invoked, and the purpose where one is stated."""
    applies = provision(rule.address).applies
    purpose = situation.question.purpose
    if applies.purposes and purpose is not None and purpose not in applies.purposes:
        return False
    return not applies.invoked or situation.invoked(*applies.invoked)


def _silence(leg: Leg, situation: Situation) -> Verdict:
    """
    The verdict of a leg on which no rule speaks.

    A regular soldier needs nobody to mobilise him; otherwise nothing is permitted by silence.
    """
    if leg is Leg.MONEY:
        return Verdict.UNKNOWN
    if leg is Leg.MOBILIZATION and not situation.mobilized:
        return Verdict.PERMITTED
    return Verdict.NEEDS_AUTHORITY


def _settle(everything: list[Bite], *, silence: Verdict) -> tuple[Verdict, list[Bite]]:
    """The verdict of one leg, and the outcomes that count."""
    decided = [bite for bite in everything if bite.outcome.effect is Effect.DECIDES]
    offered = [bite for bite in everything if bite.outcome.effect in (Effect.CARRIES, Effect.LACKS)]
    offered = offered or [bite for bite in everything if bite.outcome.effect is Effect.DEFAULT]
    said = [bite for bite in everything if bite.outcome.effect is Effect.NOTES]
    if not decided:
        verdict, kept = _best(offered) if offered else (silence, [])
        return verdict, [*kept, *said]
    verdict = worst(bite.outcome.verdict for bite in decided)
    if verdict is Verdict.PROHIBITED or not offered:
        return verdict, [*decided, *said]
    best, kept = _best(offered)
    return worst((verdict, best)), [*decided, *kept, *said]


def _carriers(offered: list[Bite]) -> list[Bite]:
    return [bite for bite in offered if bite.outcome.effect is Effect.CARRIES]


def _best(offered: list[Bite]) -> tuple[Verdict, list[Bite]]:
    best = min((bite.outcome.verdict for bite in offered), key=_BEST.index)
    if best is Verdict.PERMITTED:
        return best, _carriers(offered)
    return best, [bite for bite in offered if bite.outcome.verdict is best]
