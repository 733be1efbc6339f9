"""``muster ledger head``, ``prove``, ``consistency``, ``check-proof``: what leaves the machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from muster.actions.ledger import sign_head
from muster.actions.proofs import (
    check_proofs,
    consistency_of,
    head_mail,
    head_qr,
    kept_head,
    ledger_key,
    proof_of_entry,
    write_head,
)
from muster.cli import exits
from muster.cli.addresses import LEDGER, Address
from muster.cli.log import entry_json
from muster.cli.problems import report_error
from muster.cli.settings import common_options, settings
from muster.errors import UsageError
from muster.ledger.address import default_secret
from muster.ledger.faults import VerificationError
from muster.ledger.proof import Proof, proof_text

__all__ = ("COMMANDS",)

_PATH = click.Path(path_type=Path)
_Arguments = ParamSpec("_Arguments")


def _verifying(command: Callable[_Arguments, int]) -> Callable[_Arguments, int]:
    """Exit with the contract's code where the ledger does not agree with a head."""

    @wraps(command)
    def told(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except VerificationError as error:
            report_error(error, [])
            return exits.LEDGER

    return told


@click.command(
    "head",
    epilog="""\b
Examples:
  muster ledger head border.ledger -o border-1.head -o border-1.html
  muster ledger head border.ledger --email | sendmail ig@example.mil
  muster ledger head border.ledger --kept --qr
""",
)
@click.argument("ledger", type=LEDGER)
@click.option("--secret", type=_PATH, help="The ledger's secret key; default LEDGER.secret.")
@click.option("--kept", is_flag=True, help="The newest head that the ledger keeps; sign no new one.")
@click.option(
    "-o",
    "--output",
    "outputs",
    type=_PATH,
    multiple=True,
    help="Write it into a file too: .svg or .png as QR code, .html to print, .eml to send, else as text"
    " (repeatable).",
)
@click.option("--qr", is_flag=True, help="Show it as a QR code too.")
@click.option("--email", is_flag=True, help="Print it as an e-mail to whoever shall keep it.")
@common_options
def head(
    ledger: Address, secret: Path | None, kept: bool, outputs: tuple[Path, ...], qr: bool, email: bool
) -> int:
    """
    Sign LEDGER as it is, after reading and hashing all of it, and print the head: a text of five lines. Keep
    it where the ledger's owner cannot reach it: on paper, in a mailbox, in a file on another machine. Only
    against such a head can it be seen that the end was cut off or the whole written anew.
    """
    now = settings()
    text = kept_head(ledger) if kept else sign_head(ledger, secret or default_secret(ledger))
    key = ledger_key(ledger)
    for output in outputs:
        write_head(text, key, output)
    now.document({"head": text, "key": str(key)})
    now.say((head_mail(text, key) if email else text).rstrip("\n"))
    if qr:
        now.say(head_qr(text).rstrip("\n"))
    return exits.FINE


def _given(proof: Proof, output: Path | None, said: str) -> int:
    now = settings()
    text = proof_text(proof)
    now.document(json.loads(text))
    if output is None:
        now.say(text.rstrip("\n"))
    else:
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise UsageError(
                f"{output}: {error.strerror}", help="give a file that you may write", code="M003"
            ) from None
        now.say(f"{said}: {output}; `muster ledger check-proof` or verify.py checks it, without the ledger")
    return exits.FINE


@click.command(
    "prove",
    epilog="""\b
Examples:
  muster ledger prove border.ledger 12 -o entry-12.proof
  muster ledger prove border.ledger 12 --head kept.head -o entry-12.proof
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("entry", type=click.IntRange(0))
@click.option(
    "--head", type=_PATH, help="Prove it under this head; default the newest that the ledger keeps."
)
@click.option("-o", "--output", type=_PATH, help="Write the proof into a file.")
@common_options
@_verifying
def prove(ledger: Address, entry: int, head: Path | None, output: Path | None) -> int:
    """
    Prove that ENTRY is in LEDGER: a file of a few lines that holds the entry and shows nothing of the others.
    Exit code 5 if the ledger does not agree with the head.
    """
    proof = proof_of_entry(ledger, entry, head)
    return _given(proof, output, f"entry {entry} under the head of {proof.head.size} entries")


@click.command(
    "consistency",
    epilog="""\b
Examples:
  muster ledger consistency border.ledger january.head -o january-to-now.proof
""",
)
@click.argument("ledger", type=LEDGER)
@click.argument("old", metavar="OLDHEAD", type=_PATH)
@click.option("--to", "new", type=_PATH, help="Up to this head; default the newest that the ledger keeps.")
@click.option("-o", "--output", type=_PATH, help="Write the proof into a file.")
@common_options
@_verifying
def consistency(ledger: Address, old: Path, new: Path | None, output: Path | None) -> int:
    """
    Prove that LEDGER continues what it was at OLDHEAD, a head that was kept elsewhere: nothing of it was
    altered, left out or cut off since. Exit code 5 if something was.
    """
    proof = consistency_of(ledger, old, new)
    return _given(proof, output, f"{proof.new.size} entries continue the {proof.old.size} of {old}")


@click.command(
    "check-proof",
    epilog="""\b
Examples:
  muster ledger check-proof entry-12.proof --head kept.head --key kept.key
  muster ledger check-proof entry-12.proof january-to-now.proof --head january.head --key kept.key
""",
)
@click.argument("proofs", metavar="PROOF…", type=_PATH, nargs=-1, required=True)
@click.option(
    "--head", "heads", type=_PATH, multiple=True, help="A head that was kept elsewhere (repeatable)."
)
@click.option("--key", type=_PATH, help="The key that was kept elsewhere; default the one in the proof.")
@common_options
def check_proof(proofs: tuple[Path, ...], heads: tuple[Path, ...], key: Path | None) -> int:
    """
    Check proofs without ledger, server or database: against the signature, and against heads that were kept.
    Proofs of consistency tie a head that was kept to a later one. Exit code 5 if something is wrong.
    """
    now = settings()
    found = check_proofs(proofs, heads, key)
    now.document(
        {
            "verified": not found.faults,
            "entries": [
                {"entry": entry_json(entry), "anchored": anchored}
                for entry, anchored in zip(found.entries, found.anchored, strict=True)
            ],
            "continued": [{"old": old, "new": new} for old, new in found.continued],
            "own_key": found.own_key,
            "faults": list(found.faults),
        }
    )
    for entry, anchored in zip(found.entries, found.anchored, strict=True):
        draft = entry.draft
        what = " ".join(filter(None, (draft.kind, draft.subject)))
        when = f"{entry.recorded:%Y-%m-%d %H:%M}Z"
        now.say(f"entry {entry.n} is in the ledger: {what} by {draft.who}, {when}")
        now.say(
            "  tied to a head that was kept"
            if anchored
            else "  this rests on the signature alone: give a head that was kept elsewhere (--head)"
        )
    for old, new in found.continued:
        now.say(f"the ledger of {new} entries continues that of {old}")
    for fault in found.faults:
        now.say(now.style(f"FAULT: {fault}", fg="red"))
    if found.own_key and not found.faults:
        now.say("the key is the one in the proof, which a forger would have replaced: give --key")
    now.say(
        now.style("NOT verified", fg="red", bold=True) if found.faults else now.style("verified", fg="green")
    )
    return exits.LEDGER if found.faults else exits.FINE


COMMANDS = (head, prove, consistency, check_proof)
