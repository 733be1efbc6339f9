"""Exit codes; where several apply, the first in ``ORDER`` is taken."""

from __future__ import annotations

from collections.abc import Iterable

from muster.domain.finding import Finding, Verdict

__all__ = (
    "FINE",
    "INPUT_ERROR",
    "INTERRUPTED",
    "LIMIT",
    "ORDER",
    "PROHIBITED",
    "UNFILLED",
    "first",
    "of_findings",
)

FINE = 0
PROHIBITED = 1
INPUT_ERROR = 2
UNFILLED = 3
LIMIT = 4
LEDGER = 5
INTERRUPTED = 130

ORDER = (INPUT_ERROR, LEDGER, UNFILLED, PROHIBITED, LIMIT, INTERRUPTED, FINE)


def first(codes: Iterable[int]) -> int:
    """The code that is reported."""
    return min(codes, key=ORDER.index, default=FINE)


def of_findings(findings: Iterable[Finding]) -> int:
    """1 if a finding prohibits (blocks), else 0."""
    blocked = any(found.severity == "block" or found.verdict is Verdict.PROHIBITED for found in findings)
    return PROHIBITED if blocked else FINE
