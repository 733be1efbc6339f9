"""Badges: a word and a sign, so that colour never speaks alone."""

from __future__ import annotations

from muster.domain.finding import Verdict
from muster.products.figures import percent
from muster.products.svg import Markup, element

__all__ = ("meter", "role", "status_badge", "verdict_badge", "words_of")

_VERDICTS = {
    Verdict.PROHIBITED: ("bad", "✕ prohibited"),
    Verdict.NEEDS_AUTHORITY: ("warn", "! needs authority"),
    Verdict.UNKNOWN: ("unsure", "? unknown"),
    Verdict.PERMITTED: ("good", "✓ permitted"),
}
_STATUSES = {
    "signed": ("good", "✓ signed"),
    "amended": ("good", "✓ amended"),
    "verbal": ("warn", "◐ verbal"),
    "expected": ("unsure", "? expected"),
    "proposed": ("unsure", "? proposed"),
    "superseded": ("plainbadge", "– superseded"),
    "rescinded": ("bad", "✕ rescinded"),
    "expired": ("plainbadge", "– expired"),
}


def verdict_badge(verdict: Verdict | None) -> Markup:
    """The verdict as a badge; an en dash where the law was not asked."""
    if verdict is None:
        return Markup("–")
    kind, words = _VERDICTS[verdict]
    return element("span", words, class_=f"badge {kind}")


def status_badge(status: str) -> Markup:
    """The status of an instrument as a badge."""
    kind, words = _STATUSES.get(status, ("plainbadge", status))
    return element("span", words, class_=f"badge {kind}")


def meter(share: float | None) -> Markup:
    """A share as a small bar with its number."""
    if share is None:
        return Markup("–")
    bar = element(
        "span", class_="meter", style=f"--s:{max(0.0, min(1.0, share)) * 100:.1f}%", aria_hidden="true"
    )
    return element("span", bar, percent(share), class_="nowrap")


def role(name: str) -> str:
    """A role or reason as words."""
    return name.replace("_", " ")


def words_of(names: tuple[str, ...], longest: int = 8) -> str:
    """Names in a row; beyond ``longest`` their number."""
    if len(names) <= longest:
        return ", ".join(names)
    return ", ".join(names[:longest]) + f" and {len(names) - longest} more"
