"""``muster read``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from muster.actions.read import read_documents
from muster.casefile.codec import fact_json, question_json
from muster.cli.settings import common_options, settings
from muster.domain.fact import Fact

__all__ = ("command",)


@click.command(
    "read",
    epilog="\b\nExamples:\n  muster read memo.txt\n  muster read article.html --date 2025-01-22 --json",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The documents' own date (YYYY-MM-DD).")
@common_options
def command(files: tuple[Path, ...], date: datetime | None) -> int:
    """Read FILES (txt, md, html, eml, pdf, docx, scans): quoted facts, and questions where they are ambiguous."""
    now = settings()
    readings = read_documents(files, date=None if date is None else date.date())
    now.document(
        {
            "documents": [
                {
                    "doc": reading.document.doc,
                    "sha256": reading.document.sha256,
                    "date": reading.document.date,
                    "text": reading.document.text,
                }
                for reading in readings
            ],
            "facts": [fact_json(fact) for reading in readings for fact in reading.facts],
            "questions": [question_json(question) for reading in readings for question in reading.questions],
        }
    )
    for note in (note for reading in readings for note in reading.notes):
        now.note(f"{note.file}: {note.message} [{note.code}]\n  {note.help}")
    for reading in readings:
        now.say(
            now.style(f"{reading.document.doc}  (date {reading.document.date or 'not found'})", bold=True)
        )
        for fact in reading.facts:
            now.say(_fact_line(fact))
        for question in reading.questions:
            now.say(f"  ? {question.question}")
            now.say(f"      “{question.quote}”  {' | '.join(question.options)}")
        now.say(f"  {len(reading.facts)} facts, {len(reading.questions)} questions")
    return 0


def _fact_line(fact: Fact) -> str:
    details = [fact.status]
    if fact.quantity is not None:
        amount = fact.quantity
        number = f"{amount.low} to {amount.high}" if amount.value is None else str(amount.value)
        details.append(f"{amount.bound} {number} {amount.unit}")
    details += [value for value in (fact.date, fact.place, fact.polarity, *fact.citations) if value]
    if fact.attribution != "document":
        details.append(f"says {fact.attribution}")
    quote = " ".join(fact.quote.split())
    return f"  {fact.kind:<11} “{quote}”\n{'':14}{'; '.join(details)}  [{fact.start}:{fact.end}]"
