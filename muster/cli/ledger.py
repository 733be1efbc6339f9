"""``muster ledger``: init, verify, migrate, export, import; recording and proving have files of their own."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import click

from muster.actions.ledger import (
    export_ledger,
    import_ledger,
    init_ledger,
    verify_ledger,
)
from muster.actions.stores import migrate_ledger
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.ledgercheck import COMMAND as CHECK
from muster.cli.ledgerreplay import COMMAND as REPLAY
from muster.cli.proving import COMMANDS as PROVING
from muster.cli.recording import COMMANDS as RECORDING
from muster.cli.settings import common_options, settings
from muster.ledger.address import default_name, default_secret

__all__ = ("command",)

_PATH = click.Path(path_type=Path)
_WHO = click.option(
    "--who",
    envvar="MUSTER_WHO",
    required=True,
    help="The office or post that answers for the entry; default $MUSTER_WHO.",
)


@click.group(
    "ledger",
    commands=(*RECORDING, CHECK, REPLAY, *PROVING),
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
@click.argument("ledger", type=LEDGER)
@click.option("--name", help="What its heads call it; default the file's name.")
@click.option("--secret", type=_PATH, help="Secret key, made if it is not there; default LEDGER.secret.")
@_WHO
@common_options
def init(ledger: Address, name: str | None, secret: Path | None, who: str) -> int:
    """
    Make a new LEDGER, and a secret key to sign its heads with. LEDGER is a file, or a PostgreSQL database:
    postgresql://USER@HOST/DATABASE, where USER will own it, and grants muster_writer to those who append.
    """
    now = settings()
    secret = secret or default_secret(ledger)
    key, new = init_ledger(ledger, name=name or default_name(ledger), secret_path=secret, who=who)
    now.document({"ledger": str(ledger), "key": str(key), "secret": str(secret), "secret_is_new": new})
    now.say(str(key))
    now.note(
        f"made {ledger}; it is signed with {secret}, which nobody else may read\n"
        "keep the line above somewhere else: it is what heads are verified with"
    )
    return exits.FINE


@command.command("verify")
@click.argument("ledger", type=LEDGER)
@click.option(
    "--head", "heads", type=_PATH, multiple=True, help="A head that was kept elsewhere (repeatable)."
)
@click.option("--key", type=_PATH, help="The key that was kept elsewhere; default the ledger's own.")
@common_options
def verify(ledger: Address, heads: tuple[Path, ...], key: Path | None) -> int:
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


@command.command("migrate")
@click.argument("ledger", type=LEDGER)
@common_options
def migrate(ledger: Address) -> int:
    """
    Bring LEDGER, as an older Muster made it, to the present form: all or nothing, its entries and its root
    stay what they are. Without this it can be read and verified, and not appended to. Keep a copy before.
    """
    now = settings()
    done = migrate_ledger(ledger)
    now.document({"ledger": str(ledger), "migrations": list(done)})
    now.say(f"migrated: {', '.join(done)}" if done else "the ledger has the present form; nothing was done")
    return exits.FINE


@command.command("export")
@click.argument("ledger", type=LEDGER)
@click.option("-o", "--output", type=_PATH, required=True, help="A new folder.")
@common_options
def export(ledger: Address, output: Path) -> int:
    """Write LEDGER as plain text, one entry a line, with its heads, its key, and a verifier, verify.py."""
    now = settings()
    count = export_ledger(ledger, output)
    now.document({"entries": count, "folder": str(output)})
    now.say(f"{count} entries in {output}; python3 verify.py entries.jsonl checks them there")
    return exits.FINE


@command.command("import")
@click.argument("source", type=_PATH)
@click.option("-o", "--output", type=LEDGER, required=True, help="The new ledger.")
@common_options
def import_(source: Path, output: Address) -> int:
    """Make a ledger of an exported folder, byte for byte, after verifying it."""
    now = settings()
    found = import_ledger(source, output)
    now.document({"entries": found.size, "ledger": str(output)})
    now.say(f"{found.size} entries in {output}, the same to the byte")
    return exits.FINE
