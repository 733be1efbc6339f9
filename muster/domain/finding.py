"""Findings: the result of one rule, with its reasons, its date and its limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ("Citation", "Finding", "Verdict", "worst")


class Verdict(StrEnum):
    """What the law says; nothing is permitted by silence, and UNKNOWN names what would settle it."""

    PERMITTED = "permitted"
    PROHIBITED = "prohibited"
    NEEDS_AUTHORITY = "needs_authority"
    UNKNOWN = "unknown"


_ORDER = (Verdict.PROHIBITED, Verdict.NEEDS_AUTHORITY, Verdict.UNKNOWN, Verdict.PERMITTED)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that decides: prohibited, needs_authority, unknown, permitted, in this order."""
    return min(verdicts, key=_ORDER.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """
    A provision or document, with its words.

    ``quote`` is verbatim and only given where ``verified`` (read in the source) is true.
    """

    cite: str
    quote: str | None = None
    href: str | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    What one rule says of one subject.

    Parameters
    ----------
    id
        Stable within a run, such as ``F0001``.
    rule
        The rule's address in the law library (``usc/t10/s12302``) or a check's name
        (``check/ceiling-exceeded``); published and stable.
    severity
        ``block``, ``review`` or ``note``.
    subject
        What it is about: a line, tour, authority, ceiling or unit id, or ``"question"``.
    would_do
        Authorities or provisions that would permit it.
    settled_by
        Facts that would settle an UNKNOWN.
    as_of
        Day on which the law was read.
    days
        Half-open days it concerns, ``None`` if not dated.
    """

    id: str
    rule: str
    verdict: Verdict
    severity: str
    subject: str
    message: str
    citations: tuple[Citation, ...] = ()
    would_do: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()
    as_of: date
    days: tuple[date, date | None] | None = None
