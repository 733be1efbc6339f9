"""A person's decisions on facts that were read: what is shown, what is decided, what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from muster.domain.fact import Answer, Correction, Fact, Quantity, Question, Review
from muster.domain.proposal import Proposal
from muster.domain.source import Source

__all__ = (
    "CORRECTABLE",
    "DECISIONS",
    "Contradiction",
    "Decision",
    "ReviewItem",
    "changed",
    "questions_of",
    "reviewed",
)

#: What can be decided on a fact; ``skip`` leaves it for later.
DECISIONS = ("accept", "reject", "correct", "skip")
#: Fields that a person may correct; the document, the quote and its offsets stay as they are.
CORRECTABLE = (
    "kind", "subject", "value", "low", "high", "bound", "unit", "place", "date", "status", "attribution",
    "polarity", "citations",
)  # fmt: skip
_QUANTITY = ("value", "low", "high", "bound", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """
    A fact or row of the case beside the new fact.

    Parameters
    ----------
    table, key
        What of the case it is: ``facts``, ``ceiling``, ``strength``, ``authority``; and its name.
    field
        In what they differ.
    held, told
        What the case has and what the new fact says, each in words.
    held_source, told_source
        Document, rank and date of each; ``None`` where the case does not say where its row comes from.
    stronger
        ``held`` or ``told``: the side with the stronger source; ``None`` where they are equal or unknown.
        It is told, not acted on.
    reading
        A candidate reading under which both are true, if one is known.
    """

    table: str
    key: str
    field: str
    held: str
    told: str
    held_source: Source | None
    told_source: Source
    stronger: str | None
    reading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """
    A fact as it is put before a person.

    Parameters
    ----------
    id
        Its number in this reading, from 1.
    fact, source
        What was read, and the document as a source.
    before, after
        The words around the quote.
    questions
        What the document leaves open about it.
    proposals
        Rows of the case that it supports.
    contradictions
        What the case holds that it speaks against.
    decided
        The fact as the case has it already, accepted or rejected; ``None`` if nobody decided yet.
    """

    id: int
    fact: Fact
    source: Source
    before: str = ""
    after: str = ""
    questions: tuple[Question, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    decided: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    What a person decided on an item: one of :data:`DECISIONS`, why, what is corrected, what is answered.

    ``changes`` has keys of :data:`CORRECTABLE`; ``rows`` are the proposals to write.
    """

    id: int
    decision: str
    reason: str | None = None
    changes: tuple[tuple[str, object], ...] = ()
    answers: tuple[Answer, ...] = ()
    rows: tuple[Proposal, ...] = ()


def changed(fact: Fact, changes: Mapping[str, object]) -> tuple[Fact, tuple[Correction, ...]]:
    """
    The fact with fields corrected, and what was corrected; the quote stays the document's.

    ``value`` to ``unit`` are those of the quantity; a quantity without value, low and high is none.

    Examples
    --------
    >>> fact = Fact(doc="a", kind="claim", quote="it began", start=0, end=8)
    >>> new, corrections = changed(fact, {"date": "2025-01-22"})
    >>> new.date, corrections
    ('2025-01-22', (Correction(field='date', was=None, now='2025-01-22'),))
    """
    old = {key: _value(fact, key) for key in CORRECTABLE}
    new = {**old, **changes}
    corrections = tuple(
        Correction(field=key, was=_text(old[key]), now=_text(new[key]))
        for key in CORRECTABLE
        if _text(old[key]) != _text(new[key])
    )
    quantity = {key: new.pop(key) for key in _QUANTITY}
    for key in CORRECTABLE:
        if key not in _QUANTITY and new[key] is None and key in ("status", "attribution"):
            new[key] = old[key]
    result = replace(fact, **new)  # type: ignore[arg-type]
    if any(quantity[key] is not None for key in ("value", "low", "high")):
        quantity["bound"] = quantity["bound"] or "exact"
        quantity["unit"] = quantity["unit"] or ""
        result = replace(result, quantity=Quantity(**quantity))  # type: ignore[arg-type]
    else:
        result = replace(result, quantity=None)
    return result, corrections


def _value(fact: Fact, key: str) -> object:
    if key in _QUANTITY:
        return None if fact.quantity is None else getattr(fact.quantity, key)
    return getattr(fact, key)


def _text(value: object) -> str | None:
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value)) or None
    return None if value is None or value == "" else str(value)


def reviewed(
    item: ReviewItem,
    decision: Decision,
    *,
    by: str | None,
    on: date | None,
    sha256: str | None = None,
    reader: str | None = None,
) -> Fact:
    """
    The fact as the case keeps it: corrected where it was, with what was decided, by whom and why.

    Raises
    ------
    ValueError
        If a rejection or correction has no reason, or nothing was decided.
    """
    if decision.decision not in ("accept", "reject", "correct"):
        raise ValueError(f"{decision.decision!r} decides nothing")
    fact, corrections = changed(item.fact, dict(decision.changes))
    state = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[decision.decision]
    if state != "accepted" and not decision.reason:
        raise ValueError(f"a fact that is {state} needs a reason")
    return replace(
        fact,
        review=Review(
            state=state,
            reason=decision.reason,
            corrections=corrections,
            answers=decision.answers,
            by=by,
            on=on,
            rank=item.source.rank,
            dated=item.source.date,
            sha256=sha256,
            reader=reader,
        ),
    )


def questions_of(fact: Fact, questions: Sequence[Question], facts: Sequence[Fact]) -> tuple[Question, ...]:
    """
    The questions that are put with a fact: each goes with the shortest fact that holds its words.

    A question whose words no fact holds goes with the nearest fact of its document.
    """
    return tuple(question for question in questions if _owner(question, facts) == fact)


def _owner(question: Question, facts: Sequence[Fact]) -> Fact | None:
    own = [fact for fact in facts if fact.doc == question.doc]
    holding = [fact for fact in own if fact.start <= question.start and question.end <= fact.end]
    if holding:
        return min(holding, key=lambda fact: (fact.end - fact.start, fact.start))
    return min(
        own,
        key=lambda fact: (min(abs(fact.start - question.end), abs(question.start - fact.end)), fact.start),
        default=None,
    )
