"""Questions that a document leaves open; a person settles them, the reader never guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from muster.domain.fact import Question
from muster.intake.grammars.forces import ACTIVE_DUTY
from muster.intake.passage import Clause, Page

__all__ = ("questions",)

_PLAN_NOUN = re.compile(
    r"\b(?:plan|order|memorandum|request|declaration|approval|report|proclamation)\b", re.IGNORECASE
)


def questions(page: Page, clauses: Sequence[Clause]) -> Iterator[Question]:
    """Yield the open questions of the clauses within scope, in the order of the text, each once."""
    seen: set[str] = set()
    asked_date = False
    for clause in clauses:
        if not (clause.named or clause.topic):
            continue
        for when in clause.whens:
            words = page.text[when.start : when.end]
            if when.kind == "deadline" and when.doubt == "base":
                nouns = sorted(
                    {match[0].lower() for match in _PLAN_NOUN.finditer(page.flat, clause.start, clause.end)}
                )
                options = tuple(f"from the date of the {noun}" for noun in nouns) or (
                    "from the date of this document",
                )
                if len(options) == 1:
                    options += ("from another event",)
                yield _ask(page, f"“{words}”: counted from what?", options, when.start, when.end)
            elif when.doubt == "no year":
                yield _ask(
                    page,
                    f"“{words}”: of which year? The document's date is unknown (pass --date)",
                    ("the year of the document", "another year"),
                    when.start,
                    when.end,
                )
            elif when.doubt == "no document date" and not asked_date:
                asked_date = True
                yield _ask(
                    page,
                    f"“{words}” counts from the document's date, which it does not state: what is it?",
                    ("pass --date YYYY-MM-DD", "leave it unresolved"),
                    when.start,
                    when.end,
                )
            elif when.kind == "offset":
                day = page.flat[when.start]
                yield _ask(
                    page,
                    f"“{words}”: on what date is {day}-day?",
                    (f"state the date of {day}-day", "leave it unresolved"),
                    when.start,
                    when.end,
                )
            elif when.doubt == "no such day":
                yield _ask(
                    page,
                    f"“{words}” is not a day of the calendar: what was meant?",
                    ("the last day of that month", "another date"),
                    when.start,
                    when.end,
                )
        for match in ACTIVE_DUTY.finditer(page.flat, clause.start, clause.end):
            if "active-duty" not in seen and not re.search(
                r"state |title ", page.flat[max(0, match.start() - 7) : match.start()], re.IGNORECASE
            ):
                seen.add("active-duty")
                yield _ask(
                    page,
                    "“active-duty”: regular forces only, or everyone in Title 10 status (federalised Guard "
                    "and Reserve too)?",
                    ("regular component only", "anyone in Title 10 status"),
                    match.start(),
                    match.end(),
                )


def _ask(page: Page, question: str, options: tuple[str, ...], start: int, end: int) -> Question:
    return Question(
        doc=page.doc, question=question, options=options, quote=page.text[start:end], start=start, end=end
    )
