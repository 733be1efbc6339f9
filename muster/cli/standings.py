"""How assertions of a ledger stand, in words and as JSON."""

from __future__ import annotations

from muster.cli.settings import Settings
from muster.ledger.assertions import Contradiction, Standing

__all__ = ("contradiction_json", "say_contradicted", "standing_json")


def standing_json(standing: Standing) -> dict[str, object]:
    """An assertion and how it stands."""
    draft = standing.entry.draft
    return {
        "assertion": standing.assertion.id,
        "says": str(standing.assertion),
        "entry": standing.entry.n,
        "who": draft.who,
        "source": draft.source,
        "verdict": standing.verdict,
        "from_start": standing.from_start,
        "readings": [
            {"what": reading.what, "low": reading.low, "high": reading.high, "source": reading.source}
            for reading in standing.readings
        ],
        "contradictions": [_json(found) for found in standing.contradictions],
    }


def contradiction_json(standing: Standing) -> dict[str, object]:
    """An assertion that was contradicted: what it says and what contradicts it."""
    return {
        "assertion": standing.assertion.id,
        "says": str(standing.assertion),
        "entry": standing.entry.n,
        "contradictions": [_json(found) for found in standing.contradictions],
    }


def _json(found: Contradiction) -> dict[str, object]:
    return {
        "what": found.what,
        "said": found.said,
        "source": found.source,
        "difference": found.difference,
        "entries": list(found.entries),
        "units": [
            {"of": of, "before": before, "now": now, "entry": entry}
            for of, before, now, entry in found.shares
        ],
    }


def say_contradicted(standing: Standing, now: Settings) -> None:
    """An assertion that is contradicted, by how much, unit by unit, and by which entries."""
    source = standing.entry.draft.source
    now.say(
        f"{now.style('contradicted', fg='red', bold=True)}: {standing.assertion}"
        f" (entry {standing.entry.n}{f', per {source}' if source else ''})"
    )
    if standing.assertion.id != str(standing.assertion):
        now.say(f"    called {standing.assertion.id}")
    for found in standing.contradictions:
        by = f" ({found.difference:+,})" if found.difference else ""
        now.say(f"    {found.what}: {found.said}{by}; {_entries(found.entries)}")
        told = [share for share in found.shares if share[1] != share[2]] or list(found.shares)
        shown = told if now.verbosity > 0 else told[:_SHOWN]
        for of, before, after, entry in shown:
            change = _count(after) if before == after else f"{_count(before)} → {_count(after)}"
            now.say(f"        {of}: {change}" + (f" (entry {entry})" if entry is not None else ""))
        if len(told) > len(shown):
            now.say(f"        … and {len(told) - len(shown)} more (-v)")
    if standing.from_start:
        now.say("    it was contradicted when it was recorded")


_SHOWN = 12


def _entries(numbers: tuple[int, ...]) -> str:
    if len(numbers) == 1:
        return f"entry {numbers[0]}"
    if len(numbers) > _SHOWN:
        return f"{len(numbers)} entries from {numbers[0]} to {numbers[-1]}"
    return f"entries {', '.join(map(str, numbers))}"


def _count(headcount: int | None) -> str:
    return "not known" if headcount is None else f"{headcount:,}"
