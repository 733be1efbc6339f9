"""``muster ledger``: init, verify, head, export, import; what is recorded is in ``cli/recording.py``."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import click

from muster.actions.ledger import (
    export_ledger,
    import_ledger,
    init_ledger,
    sign_head,
    verify_ledger,
)
from muster.cli import exits
from muster.cli.ledgercheck import COMMAND as CHECK
from muster.cli.recording import COMMANDS as RECORDING
from muster.cli.settings import common_options, settings
from muster.errors import UsageError

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
    commands=(*RECORDING, CHECK),
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
