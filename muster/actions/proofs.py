"""Heads that leave the machine, proofs against them, and their check without the ledger."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html import escape
from pathlib import Path
from typing import TypeVar

from muster.actions.stores import opened_store
from muster.errors import UsageError
from muster.ledger.address import Address
from muster.ledger.audit import identity
from muster.ledger.entry import entry_of
from muster.ledger.faults import HeadError, LedgerError, VerificationError
from muster.ledger.head import Head, VerifierKey, head_in, read_head, read_key
from muster.ledger.proof import (
    Consistency,
    Inclusion,
    Judgement,
    judge_proofs,
    prove_consistency,
    prove_inclusion,
    read_proof,
)
from muster.ledger.store import Store
from muster.products.qr import qr_png, qr_svg, qr_terminal

_Proof = TypeVar("_Proof", Inclusion, Consistency)

__all__ = (
    "check_proofs",
    "consistency_of",
    "head_mail",
    "head_qr",
    "kept_head",
    "ledger_key",
    "proof_of_entry",
    "read_head_file",
    "write_head",
)


def ledger_key(address: Address) -> VerifierKey:
    """The name and public key that a ledger states, to keep beside its heads."""
    with opened_store(address) as store:
        return _own(store)


def _own(store: Store) -> VerifierKey:
    first = next(store.lines(0, 1), None)
    if first is None:
        raise HeadError("the ledger has no entry that names it", help="make it with `muster ledger init`")
    return identity(entry_of(first))


def read_head_file(path: Path) -> str:
    """
    The text of a head from a file that holds it: alone, or in a text or e-mail around it.

    Raises
    ------
    HeadError
        If there is no such file, or no head in it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise HeadError(f"{path}: cannot be read: {error.strerror}", help="check the path") from None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise HeadError(f"{path}: not a text in UTF-8", help="give a file that Muster wrote") from None
    if path.suffix.lower() == ".eml":
        part = BytesParser(policy=policy.default).parsebytes(data).get_body(("plain",))
        text = "" if part is None else str(part.get_content())
    return head_in(text)


def kept_head(address: Address) -> str:
    """
    The newest head that a ledger keeps, without signing a new one.

    Raises
    ------
    HeadError
        If none was signed yet.
    """
    with opened_store(address) as store:
        heads = store.heads()
    if not heads:
        raise HeadError(f"{address}: no head was signed yet", help="sign one: muster ledger head")
    return max(heads, key=lambda text: read_head(text).size)


def _head(store: Store, address: Address, key: VerifierKey, given: Path | None, least: int) -> Head:
    """The head that was given, or the newest kept in the ledger: it covers ``least`` entries, and agrees."""
    if given is not None:
        head = read_head(read_head_file(given))
        name = str(given)
    else:
        found = [read_head(text) for text in store.heads()]
        if not found or max(head.size for head in found) < least:
            raise HeadError(
                f"{address}: no signed head covers {least} entries yet",
                help="sign one: muster ledger head, and keep it elsewhere",
                code="M913",
            )
        head, name = max(found, key=lambda head: head.size), "the newest head that the ledger keeps"
    if head.size < least:
        raise HeadError(
            f"{name} covers {head.size} entries, and {least} are needed",
            help="give a later head, or sign one: muster ledger head",
            code="M913",
        )
    if head.name != key.name or not head.is_signed_by(key):
        raise HeadError(
            f"{name} is not signed by the key of {key.name}",
            help="give a head of this ledger; if it is one, the ledger was exchanged: verify it with the key"
            " that you kept",
            code="M913",
        )
    size = store.size()
    if head.size > size:
        raise VerificationError(
            f"{name} speaks of {head.size} entries, and {address} has {size}: its end was cut off, or an"
            " older state was put back",
            help="keep that head: it is the proof. Ask who had the ledger, and take the last export",
        )
    if store.root(head.size) != head.root:
        raise VerificationError(
            f"{name} does not agree with {address}: among its first {head.size} entries something was altered"
            " or the history was written anew",
            help="keep that head: it is the proof. See `muster ledger verify`, and take the last export",
        )
    return head


def proof_of_entry(address: Address, n: int, head: Path | None = None) -> Inclusion:
    """
    The proof that entry ``n`` is in a ledger, under a head that was given or the newest that it keeps.

    Raises
    ------
    LedgerError
        If there is no such entry, or no head that covers it.
    VerificationError
        If the ledger does not agree with the head.
    """
    with opened_store(address) as store:
        size = store.size()
        if n >= size:
            raise LedgerError(
                f"there is no entry {n}: the ledger has {size}",
                help="give the number that `muster log` shows",
                code="M920",
            )
        key = _own(store)
        over = _head(store, address, key, head, n + 1)
        return _right(prove_inclusion(next(store.lines(n, n + 1)), n, over, key, store.node), address)


def consistency_of(address: Address, old: Path, new: Path | None = None) -> Consistency:
    """
    The proof that a ledger continues the one of an old head, up to a new head or the newest that it keeps.

    Raises
    ------
    LedgerError
        If a head is not one of this ledger.
    VerificationError
        If the ledger does not continue it: cut off, altered, or written anew.
    """
    with opened_store(address) as store:
        key = _own(store)
        before = _head(store, address, key, old, 1)
        after = _head(store, address, key, new, before.size)
        return _right(prove_consistency(before, after, key, store.node), address)


def _right(proof: _Proof, address: Address) -> _Proof:
    """A proof that its own check accepts: what the ledger keeps beside its entries may have been altered."""
    faults = judge_proofs([("the proof", proof)], ()).faults
    if faults:
        raise VerificationError(
            f"{address} gives no proof: {faults[0]}",
            help="the ledger was altered: see `muster ledger verify`, and take the last export",
        )
    return proof


def check_proofs(paths: Sequence[Path], heads: Sequence[Path] = (), key: Path | None = None) -> Judgement:
    """
    Check files of proofs against heads and a key that were kept elsewhere; no ledger is needed.

    Raises
    ------
    HeadError
        If a file is not a proof, a head or a key.
    """
    proofs = [(str(path), read_proof(_text(path))) for path in paths]
    known = None if key is None else read_key(_text(key))
    return judge_proofs(proofs, [(str(head), read_head_file(head)) for head in heads], known)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise HeadError(f"{path}: cannot be read: {error.strerror}", help="check the path") from None
    except UnicodeDecodeError:
        raise HeadError(f"{path}: not a text in UTF-8", help="give a file that Muster wrote") from None


def head_mail(text: str, key: VerifierKey) -> str:
    """A head as an e-mail to whoever shall keep it, ready to be sent."""
    head = read_head(text)
    message = EmailMessage(policy=policy.SMTPUTF8.clone(linesep="\n", max_line_length=None))
    message["Subject"] = f"Head of the ledger {head.name}: {head.size} entries"
    message.set_content(
        f"Please keep this message. It fixes what the ledger {head.name} said in its first {head.size}\n"
        "entries: nobody can alter, leave out or cut off one of them without disagreeing with the five\n"
        "lines below.\n\n"
        f"{text}\n"
        "The key of the ledger, to be kept as well:\n\n"
        f"{key}\n\n"
        "To check the ledger against this message, saved as kept.eml:\n\n"
        "    muster ledger verify LEDGER --head kept.eml\n",
        cte="8bit",
    )
    return message.as_bytes().decode()


def head_qr(text: str) -> str:
    """A head as a QR code for the terminal."""
    return qr_terminal(text)


def write_head(text: str, key: VerifierKey, path: Path) -> None:
    """
    Write a head as the name asks: ``.svg`` and ``.png`` a QR code, ``.html`` a sheet to print, ``.eml`` an
    e-mail, anything else the text itself.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind == ".png":
        data = qr_png(text)
    elif kind == ".svg":
        data = (qr_svg(text) + "\n").encode()
    elif kind == ".html":
        data = _sheet(text, key).encode()
    elif kind == ".eml":
        data = head_mail(text, key).encode()
    else:
        data = text.encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}", help="give a file that you may write", code="M003"
        ) from None


def _sheet(text: str, key: VerifierKey) -> str:
    head = read_head(text)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">\n'
        f"<title>Head of the ledger {escape(head.name)}: {head.size} entries</title>\n"
        "<style>body{font:12pt/1.4 serif;max-width:42em;margin:3em auto}"
        "pre{font:10pt/1.4 monospace;white-space:pre-wrap;overflow-wrap:anywhere}svg{width:60mm}</style>\n"
        f"<h1>Ledger {escape(head.name)}: {head.size} entries</h1>\n"
        "<p>Whoever keeps this sheet can show at any time whether one of these entries was altered, left out"
        " or cut off.</p>\n"
        f"<p>Root: <code>{b64encode(head.root).decode()}</code></p>\n"
        f"<pre>{escape(text)}</pre>\n<p>Key:</p>\n<pre>{escape(str(key))}</pre>\n{qr_svg(text)}\n"
        "<p>The code holds the five lines. Signed at, by, kept where: ____________________</p>\n</html>\n"
    )
