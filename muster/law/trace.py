"""The trace of an answer: every rule that was consulted, and why it did or did not bite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from muster.domain.finding import Citation
from muster.law.library import provision
from muster.law.provision import Provision
from muster.law.reasoning import Bite, Reasoned, in_scope
from muster.law.registry import RULES
from muster.law.rule import Effect, Situation

__all__ = ("Step", "trace_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One rule that was consulted.

    ``effect`` is ``decides``, ``carries``, ``lacks``, ``default``, ``notes``, ``silent`` (it has nothing to
    say here) or ``not in force``; ``counted`` tells whether the outcome counted in the verdict; ``message``
    says why it bit, or why not; ``citation`` has the link and, where they were read, the words.
    """

    rule: str
    leg: str | None
    effect: str
    verdict: str | None
    counted: bool
    message: str
    citation: Citation

    def json(self) -> dict[str, object]:
        """The step as JSON."""
        return {
            "rule": self.rule,
            "leg": self.leg,
            "effect": self.effect,
            "verdict": self.verdict,
            "counted": self.counted,
            "message": self.message,
            "cite": self.citation.cite,
            "href": self.citation.href,
            "quote": self.citation.quote,
            "verified": self.citation.verified,
        }

    def text(self) -> str:
        """The step as one line."""
        if self.verdict is None:
            return f"{self.rule}: {self.effect}: {self.message}"
        unused = "" if self.counted else " (another provision decides)"
        return f"{self.rule}: {self.leg}, {self.effect}, {self.verdict}{unused}: {self.message}"


def trace_of(situation: Situation, reasoned: Reasoned) -> tuple[Step, ...]:
    """Every rule of the library in the order of the registry, those that bit first."""
    counted = {id(bite) for bite in reasoned.bites}
    spoke = {bite.rule for bite in reasoned.said}
    loud = [_step(bite, situation.day, counted=id(bite) in counted) for bite in reasoned.said]
    quiet = [step for step in _quiet(situation) if step.rule not in spoke]
    return (*loud, *quiet)


def _quiet(situation: Situation) -> Iterator[Step]:
    for rule in RULES:
        found = provision(rule.address)
        if not found.in_force(situation.day):
            yield _mute(found, situation.day, "not in force", _dates(found, situation.day))
            continue
        outside = _outside(found, situation)
        if not outside and not in_scope(rule, situation):
            outside = _not_invoked(found, situation)
        why = outside or f"its condition is not met here: {found.condition or 'see its page'}"
        yield _mute(found, situation.day, "silent", why)


def _dates(found: Provision, day: date) -> str:
    spans = "; ".join(
        f"{text.number} from {text.period.start or 'the beginning'} until "
        f"{text.period.end or 'further notice'}"
        for text in found.texts
    )
    return f"on {day} no text of it was in force ({spans})"


def _outside(found: Provision, situation: Situation) -> str:
    """Why the people, duty or role are outside the scope; empty if they are inside."""
    applies, question = found.applies, situation.question
    words = dict(applies.words)
    if applies.components and question.component not in applies.components:
        return f"it speaks of {words['components']}, and the question is of {question.component.value}"
    if applies.duty_statuses and question.duty_status not in applies.duty_statuses:
        return f"it speaks of duty in {words['duty_statuses']}, and the question is of {question.duty_status}"
    if applies.roles and question.role not in applies.roles:
        return f"it speaks of {words['roles']}, and {question.role} is none of these"
    return ""


def _not_invoked(found: Provision, situation: Situation) -> str:
    applies, purpose = found.applies, situation.question.purpose
    if applies.purposes and purpose is not None and purpose not in applies.purposes:
        return f"it speaks of the purpose {_or(sorted(applies.purposes))}, and the one stated is {purpose}"
    return f"it speaks only where {_or(provision(item).cite for item in applies.invoked)} is invoked"


def _or(words: Iterable[str]) -> str:
    return " or ".join(words)


def _mute(found: Provision, day: date, effect: str, why: str) -> Step:
    return Step(
        rule=found.address,
        leg=None,
        effect=effect,
        verdict=None,
        counted=False,
        message=why,
        citation=found.citation(day),
    )


def _step(bite: Bite, day: date, *, counted: bool) -> Step:
    outcome = bite.outcome
    return Step(
        rule=bite.rule,
        leg=outcome.leg.value,
        effect=outcome.effect.value,
        verdict=None if outcome.effect is Effect.NOTES else outcome.verdict.value,
        counted=counted,
        message=outcome.message,
        citation=provision(bite.rule).citation(day),
    )
