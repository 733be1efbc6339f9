"""Facts one by one on a terminal: shown in their words, decided, written at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from muster.actions.accept import Accepted, Reviewing
from muster.casefile.reviewfile import fact_value, value_fault
from muster.cli.paint import painter
from muster.cli.problems import render_problem
from muster.cli.settings import Settings, settings
from muster.domain.fact import Answer
from muster.domain.proposal import Proposal
from muster.domain.review import CORRECTABLE, Decision, ReviewItem
from muster.errors import MusterError
from muster.products.reading.review import item_lines, row_lines

__all__ = ("review_by_hand",)

_KEYS = "[a]ccept  [c]orrect  [r]eject  [s]kip  [q]uit"


def review_by_hand(review: Reviewing, *, by: str | None, width: int) -> Accepted:
    """
    Put every fact that nobody decided on before the user, and write what is decided at once.

    To quit, or the end of the input, keeps what was decided before.
    """
    now = settings()
    total = Accepted(case=review.case)
    open_ = [
        number for number in range(1, len(review) + 1) if review.decided(review.facts[number - 1]) is None
    ]
    if len(open_) < len(review):
        now.say(f"{len(review) - len(open_)} of {len(review)} facts were decided before")
    for place, number in enumerate(open_, 1):
        item = review.item(number)
        for line in item_lines(item, place, len(open_), width=width, paint=painter(now)):
            now.say(line)
        try:
            decision = _decide(item, review, now, width)
        except click.Abort:
            now.say()
            decision = None
        if decision is None:
            now.note(f"stopped at fact {number}; what was decided before is written")
            break
        if decision.decision == "skip":
            continue
        try:
            total = _joined(total, review.decide([decision], by=by))
        except MusterError as error:
            now.note(f"not written: {error}")
    left = [
        number for number in range(1, len(review) + 1) if review.decided(review.facts[number - 1]) is None
    ]
    return replace(total, case=review.case, left=tuple(left))


def _joined(one: Accepted, other: Accepted) -> Accepted:
    return replace(
        other,
        accepted=one.accepted + other.accepted,
        rejected=one.rejected + other.rejected,
        rows=one.rows + other.rows,
        files=tuple(dict.fromkeys(one.files + other.files)),
        already=one.already + other.already,
        contradictions=one.contradictions + other.contradictions,
    )


def _decide(item: ReviewItem, review: Reviewing, now: Settings, width: int) -> Decision | None:
    """A decision, or ``None`` to stop."""
    while True:
        key = click.prompt(_KEYS, default="s", show_default=False).strip().casefold()[:1]
        if key == "q":
            return None
        if key == "s":
            return Decision(id=item.id, decision="skip")
        if key == "r":
            return Decision(id=item.id, decision="reject", reason=_reason())
        if key == "a":
            answers = _answers(item, now)
            return Decision(
                id=item.id, decision="accept", answers=answers, rows=_rows(item, review, now, width)
            )
        if key == "c":
            changes = _corrections(item, now)
            if not changes:
                now.say("  nothing was corrected")
                continue
            reason = _reason()
            corrected = review.item(item.id, changes)
            return Decision(
                id=item.id,
                decision="correct",
                reason=reason,
                changes=tuple(changes.items()),
                answers=_answers(item, now),
                rows=_rows(corrected, review, now, width),
            )
        now.say(f"  {key!r} is none of {_KEYS}")


def _reason() -> str:
    while True:
        reason: str = click.prompt("  why").strip()
        if reason:
            return reason


def _answers(item: ReviewItem, now: Settings) -> tuple[Answer, ...]:
    found = []
    for question in item.questions:
        now.say(f"  ? {question.question}")
        for number, option in enumerate(question.options, 1):
            now.say(f"      {number}  {option}")
        given = click.prompt(
            "    answer (a number, words of your own, or Enter to leave it open)",
            default="",
            show_default=False,
        ).strip()
        if given.isdigit() and 1 <= int(given) <= len(question.options):
            given = question.options[int(given) - 1]
        if given:
            found.append(Answer(question=question.question, answer=given))
    return tuple(found)


def _corrections(item: ReviewItem, now: Settings) -> dict[str, object]:
    """Field by field, until an empty line; the quote is not among them."""
    changes: dict[str, object] = {}
    now.say(f"  fields: {', '.join(CORRECTABLE)}")
    while True:
        field = click.prompt("  field (Enter when done)", default="", show_default=False).strip()
        if not field:
            return changes
        if field not in CORRECTABLE:
            now.say(f"  {field!r} is no field of a fact")
            continue
        old = changes.get(field, fact_value(item, field))
        shown = "; ".join(map(str, old)) if isinstance(old, tuple) else "" if old is None else str(old)
        text = click.prompt(f"  {field} was {shown or 'blank'}; now", default="", show_default=False).strip()
        value = _value(field, text)
        fault = value_fault(field, value)
        if fault is not None:
            now.say(f"  {fault[1]}; {fault[2]}")
            continue
        changes[field] = value


def _value(field: str, text: str) -> object:
    """A value as a person types it; commas of thousands are taken, lists are separated by semicolons."""
    if field == "citations":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if not text:
        return None
    if field in ("value", "low", "high"):
        plain = text.replace(",", "").removeprefix("$")
        try:
            return int(plain) if plain.lstrip("-").isdigit() else float(plain)
        except ValueError:
            return text
    return text


def _rows(item: ReviewItem, review: Reviewing, now: Settings, width: int) -> tuple[Proposal, ...]:
    """The proposed rows that the user wants written, completed where something is needed."""
    written: list[Proposal] = []
    beside: list[str] = []
    for proposal in item.proposals:
        row: Proposal | None = proposal
        for line in row_lines(proposal, width=width, paint=painter(now)):
            now.say(line)
        while row is not None:
            key = click.prompt("  write this row? [y]es [n]o [e]dit", default="n", show_default=False)
            key = key.strip().casefold()[:1]
            if key not in ("y", "e"):
                row = None
                break
            row = _edited(row, now) if key == "e" else _completed(row, now)
            problems = review.row_problems(row, beside)
            missing = [need for need in row.needs if need.required]
            if not problems and not missing:
                written.append(row)
                if row.table == "authority":
                    beside.append(row.key)
                break
            for problem in problems:
                now.say(render_problem(problem, now))
    return tuple(written)


def _completed(row: Proposal, now: Settings) -> Proposal:
    """The row with what it needs, as the user says; Enter leaves a thing open."""
    for need in row.needs:
        if need.options:
            now.say(f"    {', '.join(need.options)}")
        given = click.prompt(f"    {need.field}: {need.asks}", default="", show_default=False).strip()
        if given:
            row = row.with_values({need.field: _cell(given)})
    return row


def _edited(row: Proposal, now: Settings) -> Proposal:
    while True:
        given = click.prompt("    key = value (Enter when done)", default="", show_default=False).strip()
        if not given:
            return _completed(row, now) if not row.complete else row
        key, sign, value = (part.strip() for part in given.partition("="))
        if not sign or not key:
            now.say("    write it as: until = 2025-10-01")
            continue
        row = row.with_values({key: _cell(value)})


def _cell(text: str) -> object:
    """A value of a row as typed: a day, a whole number, a list in brackets, else text."""
    if text.startswith("[") and text.endswith("]"):
        return [part.strip().strip("\"'") for part in text[1:-1].split(",") if part.strip()]
    text = text.strip("\"'")
    if text.replace(",", "").replace("_", "").isdigit():
        return int(text.replace(",", "").replace("_", ""))
    try:
        return date.fromisoformat(text) if len(text) == 10 else text
    except ValueError:
        return text
