"""``muster ledger``: init, append, verify, head, export, import."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from muster.actions.ledger import (
    Account,
    Draft,
    append,
    append_case,
    export_ledger,
    import_ledger,
    init_ledger,
    sign_head,
    verify_ledger,
)
from muster.cli import exits
from muster.cli.problems import report_warnings
from muster.cli.settings import common_options, settings
from muster.errors import UsageError

__all__ = ("command",)

_PATH = click.Path(path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])
_WHO = click.option(
    "--who",
    envvar="MUSTER_WHO",
    required=True,
    help="The office or post that answers for the entry; default $MUSTER_WHO.",
)


@click.group(
    "ledger",
    epilog="""\b
Examples:
  muster ledger init border.ledger --who J3.Plans
  muster ledger append border.ledger my-case --who J3.Plans --reason "first orders"
  muster ledger head border.ledger -o border-1.head
  muster ledger verify border.ledger --head border-1.head
""",
)
@common_options
def command() -> None:
    """
    Keep a case as entries that are only ever appended, under one Merkle tree whose signed head can leave the
    machine: against a head kept elsewhere no entry can be altered, left out or cut off unseen.
    """


@command.command("init")
@click.argument("ledger", type=_PATH)
@click.option("--name", help="What its heads call it; default the file's name.")
@click.option("--secret", type=_PATH, help="Secret key, made if it is not there; default LEDGER.secret.")
@_WHO
@common_options
def init(ledger: Path, name: str | None, secret: Path | None, who: str) -> int:
    """Make a new LEDGER, and a secret key to sign its heads with."""
    now = settings()
    secret = secret or ledger.with_name(ledger.name + ".secret")
    key, new = init_ledger(ledger, name=name or ledger.stem.replace(" ", "-"), secret_path=secret, who=who)
    now.document({"ledger": str(ledger), "key": str(key), "secret": str(secret), "secret_is_new": new})
    now.say(str(key))
    now.note(
        f"made {ledger}; it is signed with {secret}, which nobody else may read\n"
        "keep the line above somewhere else: it is what heads are verified with"
    )
    return exits.FINE


@command.command("append")
@click.argument("ledger", type=_PATH)
@click.argument("case", type=_PATH, required=False)
@click.option("--note", help="Record a note.")
@click.option("--undo", type=click.IntRange(0), metavar="N", help="Take entry N back (needs --reason).")
@click.option("--plan", type=_PATH, help="Record a plan.json.")
@click.option(
    "--plan-is",
    type=click.Choice(["computed", "approved", "published"]),
    default="computed",
    show_default=True,
)
@click.option("--effective", type=_DAY, help="First day on which it holds; of a CASE default its as_of.")
@click.option("--reason", help="Why.")
@click.option("--source", help="The document or person that it rests on.")
@click.option("--quote", help="The words.")
@click.option("--expected", type=click.IntRange(0), metavar="N", help="Refuse if there are not N entries.")
@click.option("--client-key", help="Sent again with the same content, nothing is recorded twice.")
@_WHO
@common_options
def append_(
    ledger: Path,
    case: Path | None,
    note: str | None,
    undo: int | None,
    plan: Path | None,
    plan_is: str,
    effective: datetime | None,
    reason: str | None,
    source: str | None,
    quote: str | None,
    expected: int | None,
    client_key: str | None,
    who: str,
) -> int:
    """Record what CASE says and LEDGER does not say yet; or a note, a plan, or the undoing of an entry."""
    if sum(item is not None for item in (case, note, undo, plan)) != 1:
        raise UsageError(
            "one thing is recorded at a time", help="give a CASE, or one of --note, --undo and --plan"
        )
    now = settings()
    day = effective.date() if effective else None
    if case is not None:
        account = Account(who=who, effective=day, reason=reason, source=source, quote=quote)
        receipt, drafts, warnings = append_case(ledger, case, account, expected=expected, key=client_key)
        report_warnings(warnings)
    else:
        drafts = (_draft(who, day, reason, source, quote, note, undo, plan, plan_is),)
        receipt = append(ledger, drafts, expected=expected, key=client_key)
    if receipt is None:
        now.document({"recorded": [], "repeated": False})
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
        }
    )
    if receipt.repeated:
        now.say(f"recorded before, as entries {numbers[0]} to {numbers[-1]}")
    else:
        now.say(f"recorded: {_counted(drafts)}; the ledger has {receipt.size} entries")
    return exits.FINE


def _draft(
    who: str,
    day: date | None,
    reason: str | None,
    source: str | None,
    quote: str | None,
    note: str | None,
    undo: int | None,
    plan: Path | None,
    plan_is: str,
) -> Draft:
    common: dict[str, Any] = {
        "who": who,
        "effective": day,
        "reason": reason,
        "source": source,
        "quote": quote,
    }
    if undo is not None:
        return Draft(kind="entry.undone", corrects=undo, **common)
    if note is not None:
        return Draft(kind="note.written", body={"text": note}, **common)
    assert plan is not None
    try:
        text = plan.read_bytes().decode()
        json.loads(text)
    except OSError as error:
        raise UsageError(
            f"{plan}: {error.strerror}", help="give the plan.json that Muster wrote", code="M002"
        ) from None
    except ValueError:
        raise UsageError(f"{plan}: not JSON", help="give the plan.json that Muster wrote") from None
    return Draft(kind=f"plan.{plan_is}", subject=plan.name, body={"text": text}, **common)


def _counted(drafts: tuple[Draft, ...]) -> str:
    kinds: dict[str, int] = {}
    for draft in drafts:
        kinds[draft.kind] = kinds.get(draft.kind, 0) + 1
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items())


@command.command("verify")
@click.argument("ledger", type=_PATH)
@click.option(
    "--head", "heads", type=_PATH, multiple=True, help="A head that was kept elsewhere (repeatable)."
)
@click.option("--key", type=_PATH, help="The key that was kept elsewhere; default the ledger's own.")
@common_options
def verify(ledger: Path, heads: tuple[Path, ...], key: Path | None) -> int:
    """
    Read and hash every entry of LEDGER (its file, an exported folder, or its entries.jsonl) and hold it
    against heads. Exit code 5 if anything does not agree.

    Without a head that was kept elsewhere it can be shown that the ledger agrees with itself, and not that
    its end was not cut off or the whole not written anew by whoever holds the secret key.
    """
    now = settings()
    found = verify_ledger(ledger, heads, key)
    now.document(
        {
            "verified": not found.faults,
            "size": found.size,
            "root": b64encode(found.root).decode(),
            "heads": [{"head": name, "size": size} for name, size in found.agreed],
            "covered": found.covered,
            "own_key": found.own_key,
            "faults": list(found.faults),
        }
    )
    now.say(f"{found.size} entries, root {b64encode(found.root).decode()}")
    for name, size in found.agreed:
        now.say(f"{name} agrees: the first {size} entries are as they were when it was signed")
    for fault in found.faults:
        now.say(now.style(f"FAULT: {fault}", fg="red"))
    if not found.faults and found.covered < found.size:
        now.say(
            f"entries {found.covered} to {found.size - 1} are under no head that was given: that they were"
            " not cut off or written anew can only be shown against a head kept elsewhere"
        )
    if found.own_key and found.agreed:
        now.say("the key is the ledger's own; against one kept elsewhere (--key) it would show more")
    now.say(
        now.style("NOT verified", fg="red", bold=True) if found.faults else now.style("verified", fg="green")
    )
    return exits.LEDGER if found.faults else exits.FINE


@command.command("head")
@click.argument("ledger", type=_PATH)
@click.option("--secret", type=_PATH, help="The ledger's secret key; default LEDGER.secret.")
@click.option("-o", "--output", type=_PATH, help="Write it into a file too.")
@common_options
def head(ledger: Path, secret: Path | None, output: Path | None) -> int:
    """
    Sign LEDGER as it is, after reading and hashing all of it, and print the head: a text of five lines. Send
    it by e-mail, print it, keep it in a file on another machine.
    """
    now = settings()
    text = sign_head(ledger, secret or ledger.with_name(ledger.name + ".secret"))
    if output is not None:
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(
                f"{output}: {error.strerror}", help="give a file that you may write", code="M003"
            ) from None
    now.document({"head": text})
    now.say(text.rstrip("\n"))
    return exits.FINE


@command.command("export")
@click.argument("ledger", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="A new folder.")
@common_options
def export(ledger: Path, output: Path) -> int:
    """Write LEDGER as plain text, one entry a line, with its heads, its key, and a verifier, verify.py."""
    now = settings()
    count = export_ledger(ledger, output)
    now.document({"entries": count, "folder": str(output)})
    now.say(f"{count} entries in {output}; python3 verify.py entries.jsonl checks them there")
    return exits.FINE


@command.command("import")
@click.argument("source", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="The new ledger.")
@common_options
def import_(source: Path, output: Path) -> int:
    """Make a ledger of an exported folder, byte for byte, after verifying it."""
    now = settings()
    found = import_ledger(source, output)
    now.document({"entries": found.size, "ledger": str(output)})
    now.say(f"{found.size} entries in {output}, the same to the byte")
    return exits.FINE
