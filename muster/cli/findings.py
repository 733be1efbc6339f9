"""Findings and verdicts as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from muster.cli.settings import Settings
from muster.domain.finding import Finding, Verdict

__all__ = ("render_finding", "say_findings", "verdict_words")

_TONES = {
    Verdict.PERMITTED: "green",
    Verdict.PROHIBITED: "red",
    Verdict.NEEDS_AUTHORITY: "yellow",
    Verdict.UNKNOWN: "magenta",
}


def verdict_words(verdict: Verdict, now: Settings) -> str:
    """The verdict in words, and in colour where colour is wanted."""
    return now.style(verdict.value.replace("_", " "), fg=_TONES[verdict], bold=True)


def render_finding(found: Finding, now: Settings, *, width: int = 100) -> str:
    """One finding: mark, subject, words, sources, and what would change it."""
    mark = {"block": "!", "review": "?", "note": "·"}[found.severity]
    lines = [f"{mark} {found.id} {verdict_words(found.verdict, now)} [{found.rule}] {found.subject}"]
    lines += textwrap.wrap(found.message, width, initial_indent="    ", subsequent_indent="    ")
    for citation in found.citations:
        words = f" “{citation.quote}”" if citation.quote else ""
        doubt = "" if citation.verified else " (text not verified)"
        lines += textwrap.wrap(
            f"{citation.cite}{words}{doubt}", width, initial_indent="    § ", subsequent_indent="      "
        )
    for label, items in (("would do", found.would_do), ("settled by", found.settled_by)):
        if items:
            lines += textwrap.wrap(
                f"{label}: {'; '.join(items)}", width, initial_indent="    → ", subsequent_indent="      "
            )
    return "\n".join(lines)


def say_findings(findings: Iterable[Finding], now: Settings) -> None:
    """Every finding, those that block first; notes only when asked for more."""
    order = {"block": 0, "review": 1, "note": 2}
    notes = 0
    for found in sorted(findings, key=lambda found: order[found.severity]):
        if found.severity == "note" and now.verbosity < 1:
            notes += 1
            continue
        now.say(render_finding(found, now))
    if notes:
        now.say(f"  … and {notes} note(s): -v shows them")
