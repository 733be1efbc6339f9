"""
Proofs that travel: that an entry is in a ledger, that a later ledger continues an earlier one.

A proof is a text (JSON) that holds all that its check needs but one thing: a head, or at least a key, that
was kept elsewhere. It is checked with neither server nor database, by Muster or by the verifier of an export.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as BinasciiError
from collections.abc import Sequence
from dataclasses import dataclass

from muster.ledger.entry import Entry, entry_of
from muster.ledger.faults import EntryError, HeadError
from muster.ledger.head import Head, VerifierKey, read_head, read_key
from muster.ledger.merkle import Node, consistency, inclusion, is_consistent, is_included, leaf_hash

__all__ = (
    "Consistency",
    "Inclusion",
    "Judgement",
    "Proof",
    "judge_proofs",
    "proof_text",
    "prove_consistency",
    "prove_inclusion",
    "read_proof",
)

_SCHEMA = "muster.proof/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """
    That a line is entry ``n`` of the ledger whose head is given.

    ``path`` are the hashes of RFC 6962, 2.1.1, from the leaf to the root.
    """

    key: VerifierKey
    n: int
    line: bytes
    head: Head
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """That the ledger of the head ``new`` begins with all of that of the head ``old`` (RFC 6962, 2.1.2)."""

    key: VerifierKey
    old: Head
    new: Head
    path: tuple[bytes, ...]


Proof = Inclusion | Consistency


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    What proofs show.

    Parameters
    ----------
    faults
        Everything that is wrong with them; empty if nothing is.
    entries
        The entries that are shown to be in the ledger.
    anchored
        For each of ``entries`` whether it is tied to a head that was kept; else it rests on the signature
        alone.
    continued
        Pairs of sizes: the ledger of the second continues that of the first.
    own_key
        Whether the key was the one in the proof itself, which a forger would have replaced.
    """

    faults: tuple[str, ...]
    entries: tuple[Entry, ...]
    anchored: tuple[bool, ...]
    continued: tuple[tuple[int, int], ...]
    own_key: bool


def prove_inclusion(line: bytes, n: int, head: Head, key: VerifierKey, node: Node) -> Inclusion:
    """The proof that a line is entry ``n`` under a head; ``ValueError`` if the head does not cover it."""
    return Inclusion(key=key, n=n, line=line, head=head, path=tuple(inclusion(n, head.size, node)))


def prove_consistency(old: Head, new: Head, key: VerifierKey, node: Node) -> Consistency:
    """The proof that the ledger of ``new`` continues that of ``old``; ``ValueError`` if it is not later."""
    return Consistency(key=key, old=old, new=new, path=tuple(consistency(old.size, new.size, node)))


def proof_text(proof: Proof) -> str:
    """A proof as a text to keep or to send."""
    path = [b64encode(item).decode() for item in proof.path]
    told: dict[str, object] = {"schema": _SCHEMA, "key": str(proof.key)}
    if isinstance(proof, Inclusion):
        told |= {"n": proof.n, "entry": proof.line.decode(), "head": _head_text(proof.head), "path": path}
    else:
        told |= {"old": _head_text(proof.old), "new": _head_text(proof.new), "path": path}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _head_text(head: Head) -> str:
    lines = [f"— {name} {b64encode(data).decode()}\n" for name, data in head.signatures]
    return f"{head.text}\n{''.join(lines)}"


def read_proof(text: str) -> Proof:
    """
    The proof of a text; whether it is right is not judged here.

    Raises
    ------
    HeadError
        If the text is not a proof.
    """
    try:
        told = json.loads(text)
        if told["schema"] != _SCHEMA:
            raise _no_proof(f"its schema is {told['schema']!r}, and {_SCHEMA!r} is known")
        key = read_key(told["key"])
        path = tuple(b64decode(item, validate=True) for item in told["path"])
        if "entry" in told:
            n = told["n"]
            if type(n) is not int:
                raise _no_proof("the number of its entry is not a number")
            line = told["entry"].encode()
            return Inclusion(key=key, n=n, line=line, head=read_head(told["head"]), path=path)
        return Consistency(key=key, old=read_head(told["old"]), new=read_head(told["new"]), path=path)
    except HeadError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, BinasciiError, RecursionError):
        raise _no_proof("it has not the form of one") from None


def _no_proof(why: str) -> HeadError:
    return HeadError(
        f"this is not a proof: {why}",
        help="give the file that `muster ledger prove` or `muster ledger consistency` wrote",
        code="M913",
    )


def judge_proofs(
    proofs: Sequence[tuple[str, Proof]], kept: Sequence[tuple[str, str]], key: VerifierKey | None = None
) -> Judgement:
    """
    Check proofs, and tie them to heads that were kept.

    Parameters
    ----------
    proofs
        Pairs of a name (for messages) and a proof.
    kept
        Pairs of a name and the text of a head that was kept elsewhere.
    key
        The key that was kept elsewhere; ``None`` = the one in the first proof.
    """
    own_key = key is None
    if key is None:
        key = proofs[0][1].key
    faults: list[str] = []
    trusted: set[tuple[int, bytes]] = set()
    for name, text in kept:
        try:
            head = read_head(text)
        except HeadError as error:
            faults.append(f"{name}: {error}")
            continue
        fault = _head_amiss(name, head, key)
        faults += [fault] if fault else []
        if not fault:
            trusted.add((head.size, head.root))
    right: list[Proof] = []
    for name, proof in proofs:
        fault = _amiss(name, proof, key)
        if fault:
            faults.append(fault)
        else:
            right.append(proof)
    trusted = _closed(trusted, right)
    entries: list[Entry] = []
    anchored: list[bool] = []
    for proof in right:
        if isinstance(proof, Inclusion):
            entries.append(entry_of(proof.line))
            anchored.append((proof.head.size, proof.head.root) in trusted)
    if kept and not faults:
        faults += [
            f"{name} is not tied to a head that was kept: it speaks of {_sizes(proof)} entries; a proof of"
            " consistency (muster ledger consistency) would tie it"
            for name, proof in proofs
            if not {(head.size, head.root) for head in _heads(proof)} & trusted
        ]
    return Judgement(
        faults=tuple(faults),
        entries=tuple(entries),
        anchored=tuple(anchored),
        continued=tuple((p.old.size, p.new.size) for p in right if isinstance(p, Consistency)),
        own_key=own_key,
    )


def _heads(proof: Proof) -> tuple[Head, ...]:
    return (proof.head,) if isinstance(proof, Inclusion) else (proof.old, proof.new)


def _sizes(proof: Proof) -> str:
    return " and ".join(str(head.size) for head in _heads(proof))


def _closed(trusted: set[tuple[int, bytes]], proofs: Sequence[Proof]) -> set[tuple[int, bytes]]:
    """The heads that were kept, and those that proofs of consistency tie to them, one after another."""
    found = set(trusted)
    links = [proof for proof in proofs if isinstance(proof, Consistency)]
    for _ in links:
        for proof in links:
            ends = {(proof.old.size, proof.old.root), (proof.new.size, proof.new.root)}
            if ends & found:
                found |= ends
    return found


def _head_amiss(name: str, head: Head, key: VerifierKey) -> str | None:
    if head.name != key.name:
        return f"{name} is a head of {head.name}, and not of {key.name}"
    if not head.is_signed_by(key):
        return f"{name} is not signed by the key of {key.name}"
    return None


def _amiss(name: str, proof: Proof, key: VerifierKey) -> str | None:
    """What is wrong with a proof."""
    for head in _heads(proof):
        fault = _head_amiss(f"the head in {name}", head, key)
        if fault:
            return fault
    if isinstance(proof, Consistency):
        if is_consistent(proof.old.size, proof.new.size, proof.path, proof.old.root, proof.new.root):
            return None
        return f"{name} does not show that {proof.new.size} entries continue the {proof.old.size} before them"
    try:
        entry = entry_of(proof.line)
    except EntryError as error:
        return f"{name}: {error}"
    if entry.n != proof.n:
        return f"{name}: the entry says that it is entry {entry.n}, and not {proof.n}"
    if not is_included(leaf_hash(proof.line), proof.n, proof.head.size, proof.path, proof.head.root):
        return f"{name} does not show that the entry is in the ledger: it or the proof was altered"
    return None
