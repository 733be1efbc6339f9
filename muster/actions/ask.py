"""Ask one question of law."""

from __future__ import annotations

from datetime import date

from muster.domain.case import Case
from muster.law.ask import Answer
from muster.law.ask import ask as answer
from muster.law.question import LegalQuestion
from muster.law.unlock import Blockade, blockade

__all__ = ("Blockade", "ask", "blockade")


def ask(question: LegalQuestion | None = None, /, *, case: Case | None = None, **arguments: object) -> Answer:
    """
    What the law says of one question, and why.

    Parameters
    ----------
    question
        A :class:`muster.law.question.LegalQuestion`, or give its fields as keyword arguments, in the
        words of ``muster ask``: ``ask(component="RA", duty_status="T10", role="arrest")``. Without
        ``on`` the law is read as it stands today (or on ``case.as_of``).
    case
        A case whose authorities are in force as recorded.

    Raises
    ------
    UsageError
        If the question cannot exist (a regular soldier in state active duty, say).
    """
    if question is None:
        arguments.setdefault("on", case.as_of if case is not None else date.today())  # noqa: DTZ011
        question = LegalQuestion.of(case=case, **arguments)
    return answer(question)
