"""From outcomes to a verdict: within a leg the best alternative counts, among legs the worst decides."""

from __future__ import annotations

from dataclasses import dataclass

from muster.domain.finding import Verdict, worst
from muster.law.library import provision
from muster.law.registry import RULES
from muster.law.rule import Effect, Leg, Outcome, Situation
from muster.law.trace import Step

__all__ = ("Bite", "Reasoned", "reason")

_BEST = (Verdict.PERMITTED, Verdict.UNKNOWN, Verdict.NEEDS_AUTHORITY, Verdict.PROHIBITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bite:
    """An outcome that counts, with the address of its rule."""

    rule: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """The verdict of each leg that was reasoned about, what counted, and the trace."""

    legs: dict[Leg, Verdict]
    bites: tuple[Bite, ...]
    trace: tuple[Step, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the worst leg."""
        return worst(self.legs.values())


def reason(situation: Situation, *, money: bool) -> Reasoned:
    """
    Ask every rule that is in force on the day.

    Parameters
    ----------
    money
        Whether money is a leg of the verdict, or only said.
    """
    trace: list[Step] = []
    found: dict[Leg, list[Bite]] = {Leg.MISSION: [], Leg.MOBILIZATION: [], Leg.MONEY: []}
    for rule in RULES:
        if not provision(rule.address).in_force(situation.day):
            trace.append(_silent(rule.address, "not in force"))
            continue
        outcomes = tuple(rule.formula(situation))
        if not outcomes:
            trace.append(_silent(rule.address, "silent"))
        for outcome in outcomes:
            found[outcome.leg].append(Bite(rule=rule.address, outcome=outcome))
    legs: dict[Leg, Verdict] = {}
    bites: list[Bite] = []
    for leg, everything in found.items():
        verdict, counted = _settle(everything, silence=_silence(leg, situation))
        if leg is not Leg.MONEY or money:
            legs[leg] = verdict
        bites.extend(counted)
        trace.extend(_step(bite, counted=bite in counted) for bite in everything)
    return Reasoned(legs=legs, bites=tuple(bites), trace=tuple(trace))


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


def _silent(address: str, effect: str) -> Step:
    return Step(rule=address, leg=None, effect=effect, verdict=None, counted=False)


def _step(bite: Bite, *, counted: bool) -> Step:
    outcome = bite.outcome
    return Step(
        rule=bite.rule,
        leg=outcome.leg.value,
        effect=outcome.effect.value,
        verdict=outcome.verdict.value,
        counted=counted,
        message=outcome.message,
    )
