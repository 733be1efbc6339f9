"""Record in a ledger, in the words of a case folder: rows stated, changed, ended, corrected; notes; plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from muster.actions.drafting import Drafting
from muster.actions.ledger import append, log
from muster.actions.statements import Statement, correction, entry_numbered, statements_of_file
from muster.errors import MaterialError, Problem
from muster.ledger.address import Address
from muster.ledger.assertions import Standing, stand
from muster.ledger.entry import Draft, Entry
from muster.ledger.store import Receipt

__all__ = (
    "Recorded",
    "Statement",
    "correction",
    "entry_numbered",
    "newly_contradicted",
    "record",
    "statements_of_file",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """
    What was recorded.

    ``contradicted`` are assertions that what was recorded contradicts, and that stood before. ``skipped``
    counts rows that the ledger had already; where it had all of them there is no receipt.
    """

    receipt: Receipt | None
    drafts: tuple[Draft, ...]
    warnings: tuple[Problem, ...] = ()
    contradicted: tuple[Standing, ...] = ()
    skipped: int = 0


def record(
    ledger: Address,
    statements: Iterable[Statement],
    *,
    expected: int | None = None,
    key: str | None = None,
    alone: bool = False,
) -> Recorded:
    """
    Record statements, all or none.

    The case that the ledger then holds must read without a fault: a row cannot name a unit, place or
    authority that is not there, and what others name cannot be ended.

    Parameters
    ----------
    expected
        The version that the writer saw; the present one if not stated.
    key
        Client key: the same statements sent again are answered with the first receipt.
    alone
        Take back or end rows that others still name; the faults of the case are warnings then.

    Raises
    ------
    MaterialError
        With every fault of the statements, each at its place.
    LedgerError
        If somebody else wrote first, or the ledger cannot be used.
    """
    entries = log(ledger)
    mine = [entry for entry in entries if key is not None and entry.key == key]
    before = entries[: mine[0].n] if mine else entries[:expected]
    recording = Drafting(before, tuple(statements), alone)
    drafts = recording.drafts()
    warnings = recording.problems()
    if recording.failed:
        raise MaterialError(warnings)
    if not drafts and recording.skipped:
        return Recorded(receipt=None, drafts=(), warnings=warnings, skipped=recording.skipped)
    receipt = append(ledger, drafts, expected=len(entries) if expected is None else expected, key=key)
    return Recorded(
        receipt=receipt,
        drafts=tuple(drafts),
        warnings=warnings,
        skipped=recording.skipped,
        contradicted=() if receipt.repeated else newly_contradicted(before, recording.entries),
    )


def newly_contradicted(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[Standing, ...]:
    """Assertions that stood before and are contradicted after, or newly by other entries."""
    had = {
        standing.entry.n: {n for found in standing.contradictions for n in found.entries}
        for standing in stand(before)
    }
    return tuple(
        standing
        for standing in stand(after)
        if standing.verdict == "contradicted"
        and {n for found in standing.contradictions for n in found.entries} - had.get(standing.entry.n, set())
    )
