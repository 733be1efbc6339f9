"""Ask: one question of law, one answer, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from muster.domain.finding import Finding, Verdict, worst
from muster.law.finding import findings_of, numbered
from muster.law.instruments import approving, case_invocations, instruments_of
from muster.law.invocation import Invocation, read_invocations
from muster.law.question import LegalQuestion
from muster.law.reasoning import Reasoned, reason
from muster.law.rule import Situation
from muster.law.trace import Step, trace_of

__all__ = ("Answer", "ask", "situation_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The verdict, the findings that give its reasons, and what they were reasoned from."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    situation: Situation
    reasoned: Reasoned

    @property
    def trace(self) -> tuple[Step, ...]:
        """Every rule that was consulted, and why it did or did not bite."""
        return trace_of(self.situation, self.reasoned)


def ask(question: LegalQuestion) -> Answer:
    """
    What the law says of a question, as it stands on ``question.on``.

    Whoever may set an invoked provision in motion has done so; conditions that lie in another provision
    are not assumed. Money is a finding, and part of the verdict only where a fund is named.

    Raises
    ------
    UsageError
        If the question cannot exist (a regular soldier in state active duty, a day before 2001).
    """
    question.check()
    situation = situation_of(question)
    reasoned = reason(situation, money=question.fund is not None)
    forbidden = numbered(_forbidden(question))
    findings = findings_of(reasoned.bites, subject="question", day=question.on, first=len(forbidden) + 1)
    return Answer(
        verdict=worst((reasoned.verdict, *(found.verdict for found in forbidden))),
        findings=(*forbidden, *findings),
        situation=situation,
        reasoned=reasoned,
    )


def _forbidden(question: LegalQuestion) -> tuple[Finding, ...]:
    """What instruments of the case in force on the day forbid, whatever the law would permit."""
    if question.case is None:
        return ()
    instruments = instruments_of(question.case)
    return tuple(
        Finding(
            id="",
            rule="check/role-forbidden",
            verdict=Verdict.PROHIBITED,
            severity="block",
            subject="question",
            message=f"{authority.id} forbids the role {question.role}.",
            would_do=(f"an amendment of {authority.id}",),
            as_of=question.on,
        )
        for authority in question.case.authorities
        if instruments.in_force(authority.id, question.on)
        and instruments.forbids(authority, question.role, question.on) is not None
    )


def situation_of(question: LegalQuestion) -> Situation:
    """
    The question with what is invoked in it, and what its case's authorities invoke and approve.

    An instrument of the case that is invoked by its id, expected or proposed, counts as signed.
    """
    case = question.case
    own = frozenset() if case is None else frozenset(item.id for item in case.authorities)
    invocations = [
        found for text in question.invoke if text not in own for found in read_invocations(text, question.on)
    ]
    approved = None
    if case is not None:
        signed = own.intersection(question.invoke)
        invocations.extend(case_invocations(case, question.on, assume_signed=signed))
        approved = approving(case, question.role, question.on, assume_signed=signed)
    return Situation(question=_homed(question), invocations=_distinct(invocations), approved=approved)


def _homed(question: LegalQuestion) -> LegalQuestion:
    """The question with states in capitals."""
    if question.home_state is None:
        return question
    return replace(question, home_state=question.home_state.strip().upper())


def _distinct(invocations: list[Invocation]) -> tuple[Invocation, ...]:
    return tuple(dict.fromkeys(invocations))
