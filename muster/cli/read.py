"""``muster read``."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

import click

from muster.actions.accept import Accepted, Reviewing, accept_numbers, open_review, rank_sources
from muster.actions.factexport import FACT_FORMATS, export_facts, facts_as
from muster.actions.read import read_documents
from muster.actions.reader import Consulted, consult, load_reader
from muster.actions.together import compare_readings
from muster.casefile.codec import accepted_json, fact_json, question_json
from muster.cli.paint import painter
from muster.cli.settings import Settings, common_options, settings
from muster.domain.source import RANKS
from muster.errors import UsageError
from muster.intake.reader import Anchored
from muster.products.figures import plural
from muster.products.reading.across import across_lines, together_json
from muster.products.reading.glance import glance_lines
from muster.products.reading.review import contradiction_json, contradiction_lines

__all__ = ("command",)


@click.command(
    "read",
    epilog="""\b
Examples:
  muster read memo.txt
  muster read article.html --date 2025-01-22 --json
  muster read order.txt release.txt article.html
  muster read memo.txt --into my-case
  muster read memo.txt --into my-case --review review.toml
  muster read memo.txt --into my-case --accept 1,3-5 --rows
  muster read memo.txt --export html -o memo.html
""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The documents' own date (YYYY-MM-DD).")
@click.option("--rank", type=click.Choice(RANKS), help="What the documents are worth as sources.")
@click.option("--reader", "readers", multiple=True, metavar="NAME", help="Ask this plug-in too (repeatable).")
@click.option("--together/--apart", default=None, help="Compare the documents; default if there are several.")
@click.option("--into", type=click.Path(path_type=Path), metavar="CASE", help="Accept facts into CASE.")
@click.option(
    "--review",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --into: write FILE to edit; if it is there, apply it.",
)
@click.option("--accept", metavar="IDS", help="With --into: accept these facts (1,3-5 or all) unasked.")
@click.option("--reject", metavar="IDS", help="With --into: reject these facts; give --reason.")
@click.option("--reason", metavar="TEXT", help="Why, for --accept and --reject.")
@click.option("--rows", is_flag=True, help="With --accept: write the proposed rows that lack nothing.")
@click.option("--by", metavar="POST", help="Who decides: a post, such as 'J3 watch officer'.")
@click.option("--export", "to", type=click.Choice(list(FACT_FORMATS)), help="Write the facts in this format.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File for --export.")
@common_options
def command(
    files: tuple[Path, ...],
    date: datetime | None,
    rank: str | None,
    readers: tuple[str, ...],
    together: bool | None,
    into: Path | None,
    review: Path | None,
    accept: str | None,
    reject: str | None,
    reason: str | None,
    rows: bool,
    by: str | None,
    to: str | None,
    output: Path | None,
) -> int:
    """
    Read FILES (txt, md, html, eml, pdf, docx, scans): quoted facts, and questions where they are ambiguous.

    Several documents are compared: what is told twice, which figures differ and what would reconcile them.
    With --into facts are accepted into a case, one by one, by their numbers, or in a file to edit. A fact
    that supports a row of the case proposes it; it is written only if you say so.
    """
    now = settings()
    for option, given in (("--review", review), ("--accept", accept), ("--reject", reject)):
        if given is not None and into is None:
            raise UsageError(f"{option} decides on facts for a case", help=f"add --into CASE to {option}")
    if output is not None and to is None:
        raise UsageError(
            "-o names a file, but not what to write", help="add --export html, csv or annotations"
        )
    if into is not None and to is not None:
        raise UsageError("--export and --into are two things", help="run the command once for each")
    read = read_documents(files, date=None if date is None else date.date())
    for note in (note for reading in read for note in reading.notes):
        now.note(f"{note.file}: {note.message} [{note.code}]\n  {note.help}")
    found = consult(read, [load_reader(name) for name in readers])
    for report in found.anchored:
        now.note(_report(report))
    if into is not None:
        session = open_review(files, into, ranks=rank, readings=found.readings, readers=found.readers)
        return _accept(session, now, review, accept, reject, reason, rows, by)
    if to is not None:
        return _export(found, now, to, output, rank)
    several = len(found.readings) > 1 if together is None else together
    _print(found, now, rank, several)
    return 0


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


def _report(report: Anchored) -> str:
    """What became of a plug-in's proposals; refusals with their reasons."""
    head = f"{report.doc}: {report.reader} proposed {report.proposed}: {len(report.facts)} new, "
    lines = [f"{head}{report.agreed} found already, {len(report.refused)} refused"]
    lines += [f"  refused: “{' '.join(item.quote.split())}”: {item.why}" for item in report.refused[:10]]
    if len(report.refused) > 10:
        lines.append(f"  and {len(report.refused) - 10} more")
    return "\n".join(lines)


def _print(found: Consulted, now: Settings, rank: str | None, several: bool) -> None:
    readings = found.readings
    compared = compare_readings(readings, ranks=rank) if several else None
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
            **({} if compared is None else together_json(compared)),
            **({} if not found.anchored else {"readers": [_anchored_json(item) for item in found.anchored]}),
        }
    )
    if now.as_json:
        return
    sources = rank_sources(readings, rank)
    width, paint, first = _width(), painter(now), 1
    for reading in readings:
        if first > 1:
            now.say()
        notes = {fact: f"by {found.readers[fact]}" for fact in reading.facts if fact in found.readers}
        for line in glance_lines(
            sources[reading.document.doc],
            reading.facts,
            reading.questions,
            first=first,
            width=width,
            paint=paint,
            notes=notes,
        ):
            now.say(line)
        first += len(reading.facts)
    if compared is not None:
        facts = [fact for reading in readings for fact in reading.facts]
        numbers = {id(fact): number for number, fact in enumerate(facts, 1)}
        now.say()
        for line in across_lines(compared, numbers, width=width, paint=paint):
            now.say(line)


def _anchored_json(report: Anchored) -> dict[str, object]:
    return {
        "reader": report.reader,
        "doc": report.doc,
        "proposed": report.proposed,
        "new": [fact_json(fact) for fact in report.facts],
        "agreed": report.agreed,
        "refused": [{"quote": item.quote, "why": item.why} for item in report.refused],
    }


def _export(found: Consulted, now: Settings, to: str, output: Path | None, rank: str | None) -> int:
    if output is None:
        if now.as_json:
            raise UsageError("--json and --export both print a document", help="name a file with -o")
        click.echo(facts_as(found.readings, to, ranks=rank, readers=found.readers), nl=False)
        return 0
    path = export_facts(found.readings, output, to=to, ranks=rank, readers=found.readers)
    now.document({"file": str(path), "format": to})
    now.say(str(path))
    return 0


def _accept(
    session: Reviewing,
    now: Settings,
    review: Path | None,
    accept: str | None,
    reject: str | None,
    reason: str | None,
    rows: bool,
    by: str | None,
) -> int:
    """Decide by a file, by numbers, or by hand."""
    if review is not None and (accept is not None or reject is not None):
        raise UsageError("--review decides in a file, --accept and --reject here", help="use one of the two")
    if review is not None and not review.exists():
        session.write_review(review)
        now.document({"case": session.case.name, "review": str(review), "facts": len(session)})
        now.say(f"{review}: {plural(len(session), 'fact')} to decide on")
        now.say("edit it, then run the same command again to apply it")
        return 0
    if review is not None:
        done = session.decide(session.read_review(review), by=by)
    elif accept is not None or reject is not None:
        done = accept_numbers(
            session,
            accept=_numbers(accept, len(session)),
            reject=_numbers(reject, len(session)),
            reason=reason,
            rows=rows,
            by=by,
        )
    elif now.as_json:
        raise UsageError(
            "with --json nobody can be asked", help="decide with --accept IDS, or with --review FILE"
        )
    else:
        from muster.cli.reviewing import review_by_hand

        if not sys.stdin.isatty():
            now.note("no terminal: the answers are read from standard input (or use --accept, --review)")
        done = review_by_hand(session, by=by, width=_width())
    _told(done, session, now, by_hand=review is None and accept is None and reject is None)
    return 0


def _numbers(given: str | None, count: int) -> list[int]:
    """
    Numbers of facts: ``all``, or numbers and ranges with commas.

    Raises
    ------
    UsageError
        For what is neither.
    """
    if given is None:
        return []
    if given.strip().casefold() == "all":
        return list(range(1, count + 1))
    found: list[int] = []
    for part in given.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdigit() or (dash and not last.isdigit()):
            raise UsageError(
                f"{part.strip()!r} is no number of a fact", help="write all, or for instance 1,3-5"
            )
        end = int(last) if dash else int(first)
        if not 1 <= int(first) <= end <= count:
            raise UsageError(
                f"there is no fact {part.strip()}; the documents have {count}",
                help="`muster read` without --into shows the number of each fact",
            )
        found += range(int(first), end + 1)
    return found


def _told(done: Accepted, session: Reviewing, now: Settings, *, by_hand: bool) -> None:
    """What was decided and written; contradictions too, unless they were shown with each fact."""
    corrected = sum(fact.review is not None and fact.review.state == "corrected" for fact in done.accepted)
    now.document(
        {
            "case": session.case.name,
            "accepted": [accepted_json(fact) for fact in done.accepted],
            "rejected": [accepted_json(fact) for fact in done.rejected],
            "rows": [{"table": row.table, "key": row.key, "under": row.under} for row in done.rows],
            "files": [str(path) for path in done.files],
            "left": list(done.left),
            "already": list(done.already),
            "contradictions": [contradiction_json(*pair) for pair in done.contradictions],
        }
    )
    words = [
        f"{len(done.accepted)} accepted" + (f" ({corrected} corrected)" if corrected else ""),
        f"{len(done.rejected)} rejected",
        f"{len(done.left)} left",
    ]
    if done.already:
        words.append(f"{len(done.already)} decided before")
    now.say(", ".join(words))
    for row in done.rows:
        verb = "quote added to" if row.existing else "wrote"
        now.say(f"  {verb} {row.table} {row.key}" + (f" under {row.under}" if row.under else ""))
    for path in done.files:
        now.say(f"  {path}")
    if done.contradictions and not by_hand:
        now.say(
            f"{plural(len(done.contradictions), 'contradiction')}; both sides stand, and a person decides:"
        )
        for number, against in done.contradictions:
            now.say(f"  fact {number}")
            for line in contradiction_lines(against, width=_width(), paint=painter(now)):
                now.say(line)
