"""``muster ledger append``, ``sync``, ``record``, ``correct``, ``undo``, ``note``, ``assert`` and others."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from muster.actions.ledger import Account, Draft, append_case, log
from muster.actions.ledgercheck import find_finding, find_plan
from muster.actions.recording import (
    Recorded,
    Statement,
    correction,
    record,
    statements_of_file,
)
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings
from muster.cli.standings import contradiction_json, say_contradicted
from muster.errors import UsageError
from muster.ledger.store import Receipt

__all__ = ("COMMANDS",)

_PATH = click.Path(path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])
Command = TypeVar("Command", bound=Callable[..., Any])


def account_options(reason_needed: bool = False) -> Callable[[Command], Command]:
    """Give a command the options of every entry: who, from when, why, on whose words, how safely."""

    def decorate(command: Command) -> Command:
        @click.option(
            "--who",
            envvar="MUSTER_WHO",
            required=True,
            help="The office or post that answers for the entry; default $MUSTER_WHO.",
        )
        @click.option("--effective", type=_DAY, help="First day on which it holds in the world.")
        @click.option("--reason", required=reason_needed, help="Why.")
        @click.option("--source", help="The document or office that it rests on.")
        @click.option("--quote", help="The words.")
        @click.option(
            "--expected", type=click.IntRange(0), metavar="N", help="Refuse if there are not N entries."
        )
        @click.option("--client-key", help="Sent again with the same content, nothing is recorded twice.")
        @wraps(command)
        def with_account(
            *args: Any,
            who: str,
            effective: datetime | None,
            reason: str | None,
            source: str | None,
            quote: str | None,
            **kwargs: Any,
        ) -> Any:
            account = Account(
                who=who,
                effective=effective.date() if effective else None,
                reason=reason,
                source=source,
                quote=quote,
            )
            return command(*args, account=account, **kwargs)

        return with_account  # type: ignore[return-value]

    return decorate


def _say(found: Recorded) -> int:
    """What was recorded, and what it contradicts."""
    report_warnings(found.warnings)
    return _told(found.receipt, found.drafts, found)


def _told(receipt: Receipt | None, drafts: Sequence[Draft], found: Recorded | None = None) -> int:
    now = settings()
    contradicted = found.contradicted if found is not None else ()
    if receipt is None:
        now.document({"recorded": [], "repeated": False, "contradicts": []})
        now.say("the ledger says that already; nothing was recorded")
        return exits.FINE
    numbers = range(receipt.first, receipt.first + receipt.count)
    now.document(
        {
            "recorded": [
                {"n": n, "kind": draft.kind, "subject": draft.subject}
                for n, draft in zip(numbers, drafts, strict=True)
            ],
            "repeated": receipt.repeated,
            "size": receipt.size,
            "root": b64encode(receipt.root).decode(),
            "contradicts": [contradiction_json(standing) for standing in contradicted],
        }
    )
    if receipt.repeated:
        now.say(f"recorded before, as entries {numbers[0]} to {numbers[-1]}")
        return exits.FINE
    for n, draft in list(zip(numbers, drafts, strict=True))[:_SHOWN] if now.verbosity > 0 else ():
        now.say(f"{n:>6}  {draft.kind}  {draft.subject or ''}".rstrip())
    now.say(f"recorded: {_counted(drafts)}; the ledger has {receipt.size} entries")
    if len(numbers) == 1 and drafts[0].subject:
        now.say(f"entry {numbers[0]}: {drafts[0].kind} {drafts[0].subject}")
    elif len(numbers) == 1:
        now.say(f"entry {numbers[0]}")
    if found is not None and found.skipped:
        now.say(f"{found.skipped} row(s) were there already")
    for standing in contradicted:
        say_contradicted(standing, now)
    return exits.FINE


_SHOWN = 200


def _counted(drafts: Sequence[Draft]) -> str:
    kinds: dict[str, int] = {}
    for draft in drafts:
        kinds[draft.kind] = kinds.get(draft.kind, 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items())


def _fields(words: Sequence[str]) -> tuple[str | None, dict[str, Any]]:
    """``SUBJECT FIELD=VALUE …``: at most one word before the first field."""
    subject: str | None = None
    values: dict[str, Any] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if sign and name.strip() and not name.endswith(("<", ">", "!")):
            if name in values:
                raise UsageError(f"the field {name} is given twice", help="give each field once")
            values[name.strip()] = value
        elif subject is None and not values:
            subject = word
        else:
            raise UsageError(
                f"{word!r} is no field",
                help="write FIELD=VALUE, quoted if there are blanks in it: 'name=4th Division HQ'",
            )
    return subject, values


@click.command(
    "append",
    short_help="Record a case, a file of entries, rows or facts.",
    epilog="""\b
Examples:
  muster ledger append border.ledger my-case --who J3.Plans --reason "first orders"
  muster ledger append border.ledger entries.toml --who J1.Strength
  muster ledger append border.ledger strength-april.csv --who J1.Strength
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("source_path", metavar="CASE|FILE", type=_PATH, required=False)
@click.option("--note", help="Record a note.")
@click.option("--undo", type=click.IntRange(0), metavar="N", help="Take entry N back (needs --reason).")
@click.option("--plan", type=_PATH, help="Record a plan.json.")
@click.option(
    "--plan-is",
    type=click.Choice(["computed", "approved", "published"]),
    default="computed",
    show_default=True,
)
@account_options()
@common_options
def append_(
    ledger: Address,
    source_path: Path | None,
    note: str | None,
    undo: int | None,
    plan: Path | None,
    plan_is: str,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """
    Record what CASE (a folder, a case*.toml or a workbook) says and LEDGER does not say yet; or the entries
    of FILE (TOML with [[entry]] tables, JSON, JSON Lines), its rows (CSV, named after a table:
    strength-april.csv) or its facts (facts.jsonl, or the JSON of `muster read`); or a note, a plan, or the
    undoing of an entry.
    """
    if sum(item is not None for item in (source_path, note, undo, plan)) != 1:
        raise UsageError(
            "one thing is recorded at a time", help="give a CASE or FILE, or one of --note, --undo and --plan"
        )
    if source_path is not None and not _is_entries(source_path):
        receipt, drafts, warnings = append_case(
            ledger, source_path, account, expected=expected, key=client_key
        )
        report_warnings(warnings)
        return _told(receipt, drafts)
    if source_path is not None:
        statements = statements_of_file(source_path, account)
    elif note is not None:
        statements = (Statement(kind="note.written", values={"text": note}, account=account),)
    elif undo is not None:
        statements = (Statement(kind="entry.undone", corrects=undo, account=account),)
    else:
        statements = (Statement(kind=f"plan.{plan_is}", values={"file": str(plan)}, account=account),)
    return _say(record(ledger, statements, expected=expected, key=client_key))


def _is_entries(path: Path) -> bool:
    """Whether a path is a file of entries, rows or facts, and not a case."""
    if path.suffix.lower() in (".json", ".jsonl", ".csv"):
        return True
    return path.suffix.lower() == ".toml" and not path.name.startswith("case")


@click.command(
    "sync",
    short_help="Record only what differs in a changed case folder.",
    epilog="""\b
Example:
  muster ledger sync border.ledger my-case --reason "weekly update" --who J3.Plans
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("case", type=_PATH)
@click.option("--as-of", type=_DAY, help="CASE shows the world as of this day.")
@account_options(reason_needed=True)
@common_options
def sync(
    ledger: Address,
    case: Path,
    account: Account,
    expected: int | None,
    client_key: str | None,
    as_of: datetime | None,
) -> int:
    """
    Record only the differences between LEDGER and the changed folder CASE: what came, changed or went, one
    entry a row. Nothing is recorded where both say the same. A folder that shows the world as of a day
    (`muster case --as-of`) is compared with the ledger as of that day: --as-of.
    """
    day = as_of.date() if as_of else None
    receipt, drafts, warnings = append_case(
        ledger, case, account, expected=expected, key=client_key, as_of=day
    )
    report_warnings(warnings)
    return _told(receipt, drafts)


@click.command(
    "record",
    short_help="Record one row of the case by its columns.",
    epilog="""\b
Examples:
  muster ledger record border.ledger unit.changed A-1-CAV home=FORT-BLISS --reason "moved" --who J3.Plans
  muster ledger record border.ledger strength date=2025-04-01 scope=JTF-SB headcount=9600 kind=on_duty
  muster ledger record border.ledger authority.amended SECDEF-1 ceiling.SW-1500.headcount=2500
  muster ledger record border.ledger pin.removed "pin A-1-CAV on L-3"
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("kind")
@click.argument("words", metavar="[SUBJECT] [FIELD=VALUE]...", nargs=-1)
@click.option("--whole", is_flag=True, help="The fields are the whole row; others become blank.")
@click.option("--alone", is_flag=True, help="End a row even if others name it.")
@account_options()
@common_options
def record_(
    ledger: Address,
    kind: str,
    words: tuple[str, ...],
    whole: bool,
    alone: bool,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """
    Record one row of the case: KIND such as unit.changed (unit alone will do), SUBJECT its id, and the
    columns that it has or that change, named as in the case folder. `muster schema entries` lists the kinds.
    """
    subject, values = _fields(words)
    statement = Statement(kind=kind, subject=subject, values=values, whole=whole, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key, alone=alone))


@click.command(
    "correct",
    short_help="Correct an entry by one that names it.",
    epilog="""\b
Example:
  muster ledger correct border.ledger 41 headcount=9300 --reason "misread: 9,300" --who J1.Strength
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("entry", type=click.IntRange(0))
@click.argument("words", metavar="FIELD=VALUE...", nargs=-1, required=True)
@account_options(reason_needed=True)
@common_options
def correct(
    ledger: Address,
    entry: int,
    words: tuple[str, ...],
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """
    Correct ENTRY: it stands no longer, and an entry that names it takes its place from the same day, with
    these columns set right. What was known before the correction can still be asked for.
    """
    subject, values = _fields(words)
    if subject is not None:
        raise UsageError(f"{subject!r} is no field", help="write FIELD=VALUE")
    entries = log(ledger)
    mine = [item.n for item in entries if client_key is not None and item.key == client_key]
    statement = correction(entries[: mine[0]] if mine else entries, entry, values, account)
    if expected is None and client_key is None:
        expected = len(entries)
    return _say(record(ledger, [statement], expected=expected, key=client_key))


@click.command(
    "undo",
    short_help="Take an entry back, with a reason.",
    epilog='\b\nExample:\n  muster ledger undo border.ledger 41 --reason "sent twice"',
)
@click.argument("ledger", type=LEDGER)
@click.argument("entry", type=click.IntRange(0))
@click.option("--alone", is_flag=True, help="Even if rows that stay name what goes.")
@account_options(reason_needed=True)
@common_options
def undo_(
    ledger: Address, entry: int, alone: bool, account: Account, expected: int | None, client_key: str | None
) -> int:
    """Take ENTRY back by an entry that names it, with a reason; taking back can itself be taken back."""
    statement = Statement(kind="entry.undone", corrects=entry, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key, alone=alone))


@click.command(
    "note",
    short_help="Record a note.",
    epilog='\b\nExample:\n  muster ledger note border.ledger "called the sector" --who J3.Watch',
)
@click.argument("ledger", type=LEDGER)
@click.argument("text")
@click.option("--about", metavar="SUBJECT", help="What it is about.")
@account_options()
@common_options
def note_(
    ledger: Address,
    text: str,
    about: str | None,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """Record a note."""
    statement = Statement(kind="note.written", subject=about, values={"text": text}, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key))


@click.command(
    "plan",
    short_help="Record a plan.json as computed.",
    epilog="""\b
Example:
  muster ledger plan border.ledger out/plan.json --name may-plan --who J3.Plans
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("plan", type=_PATH)
@click.option("--name", help="What it is called from then on; default the file's name.")
@account_options()
@common_options
def plan_(
    ledger: Address,
    plan: Path,
    name: str | None,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """Record PLAN, a plan.json, as computed; approve, publish and replay refer to it."""
    statement = Statement(
        kind="plan.computed", subject=name, values={"file": str(plan.absolute())}, account=account
    )
    return _say(record(ledger, [statement], expected=expected, key=client_key))


@click.command(
    "approve",
    short_help="Record that a plan or a line of a request is approved.",
    epilog="""\b
Examples:
  muster ledger approve border.ledger may-plan --who COMMANDER --reason "brief of 23 May"
  muster ledger approve border.ledger L-3 --authority SECDEF-2025-01-22 --who DOD.ES
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("what", metavar="PLAN|LINE")
@click.option("--authority", help="Of a request line: the authority that approves it.")
@account_options()
@common_options
def approve(
    ledger: Address,
    what: str,
    authority: str | None,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """
    Record that a plan is approved (PLAN: its name or the number of its entry), or a line of a request, with
    --authority.
    """
    if authority is not None:
        statement = Statement(
            kind="request.approved", subject=what, values={"approval": authority}, account=account
        )
    else:
        entry = find_plan(log(ledger), what, lines=True)
        statement = Statement(kind="plan.approved", values={"entry": entry.n}, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key))


@click.command(
    "publish",
    short_help="Record that a plan went out.",
    epilog="\b\nExample:\n  muster ledger publish border.ledger may-plan --to USNORTHCOM.J3",
)
@click.argument("ledger", type=LEDGER)
@click.argument("plan", metavar="PLAN")
@click.option("--to", help="To whom.")
@account_options()
@common_options
def publish(
    ledger: Address, plan: str, to: str | None, account: Account, expected: int | None, client_key: str | None
) -> int:
    """Record that PLAN (its name or the number of its entry) went out."""
    entry = find_plan(log(ledger), plan)
    values = {"entry": entry.n} | ({"to": to} if to else {})
    statement = Statement(kind="plan.published", values=values, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key))


@click.command(
    "answer",
    short_help="Answer a finding on the case.",
    epilog="""\b
Example:
  muster ledger answer border.ledger F0004 "the memo of 22 January is in the file" --who SJA
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("finding", metavar="FINDING")
@click.argument("text", metavar="ANSWER")
@account_options()
@common_options
def answer(
    ledger: Address,
    finding: str,
    text: str,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """
    Answer FINDING of the ledger's case: its id as `muster ledger check` shows it, its rule, or rule and
    subject. The answer stands as long as the finding says the same.
    """
    found = find_finding(log(ledger), finding)
    values = {
        "rule": found.rule,
        "subject": found.subject,
        "message": found.message,
        "verdict": found.verdict.value,
        "severity": found.severity,
        "answer": text,
    }
    statement = Statement(kind="finding.answered", values=values, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key))


@click.command(
    "assert",
    short_help="Assert what was so on a day.",
    epilog="""\b
Examples:
  muster ledger assert border.ledger "on 2025-04-01 strength of JTF-SB <= 9,600" --source "NORTHCOM release"
  muster ledger assert border.ledger "on 2025-04-01 strength of SW ARNG T10 <= 1500" --name guard-april
  muster ledger assert border.ledger "on 2025-05-01 authority NSPM-4 status = signed"
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("sentence")
@click.option("--name", help="What it is called; default the sentence.")
@account_options()
@common_options
def assert_(
    ledger: Address,
    sentence: str,
    name: str | None,
    account: Account,
    expected: int | None,
    client_key: str | None,
) -> int:
    """
    Assert what was so on a day: SENTENCE is "on DAY strength of SCOPE [COMPONENT] [STATUS] <= NUMBER" or "on
    DAY NOUN SUBJECT FIELD = VALUE". Whatever is recorded later and contradicts it is told, with the
    difference by unit; `muster ledger check` lists how every assertion stands.
    """
    statement = Statement(kind="assertion.stated", subject=name, values={"says": sentence}, account=account)
    return _say(record(ledger, [statement], expected=expected, key=client_key))


#: For the group ``muster ledger``.
COMMANDS = (
    append_,
    sync,
    record_,
    correct,
    undo_,
    note_,
    plan_,
    approve,
    publish,
    answer,
    assert_,
)
