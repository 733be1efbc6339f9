"""Several documents beside one another, in the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from muster.casefile.codec import fact_json
from muster.domain.fact import Fact
from muster.domain.source import RANK_WORDS
from muster.intake.across.compare import Conflict, Event, Together
from muster.intake.across.reconcile import READINGS
from muster.intake.across.told import Told
from muster.products.figures import plural
from muster.products.reading.folding import NARROWEST, WIDEST, Paint, fold, plain_paint
from muster.products.reading.wording import KIND_WORDS, date_words, headline, one_line, status_words, titled

__all__ = ("across_lines", "together_json")

_STATUS = {"T10": "Title 10", "T32": "Title 32", "SAD": "state active duty"}


def across_lines(
    together: Together, numbers: Mapping[int, int], *, width: int = 80, paint: Paint = plain_paint
) -> list[str]:
    """
    Events told more than once, and figures that do not agree with what would reconcile them.

    Parameters
    ----------
    numbers
        ``id`` of a fact to its number in this reading.
    """
    wide = max(NARROWEST, min(width, WIDEST))
    lines = [paint("ACROSS THE DOCUMENTS", "section")]
    if not together.events and not together.conflicts:
        return [*lines, "  nothing is told twice, and no figures disagree"]
    if together.events:
        lines.append(f"  {plural(len(together.events), 'event')} told more than once")
    for event in together.events:
        lines += _event(event, numbers, wide, paint)
    for conflict in together.conflicts:
        lines += ["", *_conflict(conflict, numbers, wide, paint)]
    return lines


def _event(event: Event, numbers: Mapping[int, int], width: int, paint: Paint) -> list[str]:
    first = event.told[0].fact
    lines = fold(titled(first), width, "  = ", "    ", paint, "lead")
    for told in event.told:
        state = status_words(told.fact)
        day = told.fact.date or told.source.date
        parts = [RANK_WORDS[told.rank], *([date_words(day)] if day else []), *([state] if state else [])]
        words = f"[{numbers.get(id(told.fact), '?')}] {one_line(told.by)} ({', '.join(parts)}): "
        lines += fold(words + f"“{one_line(told.fact.quote)}”", width, "      ", "        ", paint, "plain")
    states = list(dict.fromkeys(told.fact.status for told in event.told))
    if len(states) > 1:
        words = "told as " + " and as ".join(states)
        lines += fold(words, width, "      ~ ", "        ", paint, "quiet")
    return lines


def _conflict(conflict: Conflict, numbers: Mapping[int, int], width: int, paint: Paint) -> list[str]:
    where = f", {one_line(conflict.place)}" if conflict.place else ""
    title = f"figures that differ: {conflict.measure}{where}"
    lines = fold(title, width, "  ≠ ", "    ", paint, "lead")
    letters = [_letter(place) for place in range(len(conflict.told))]
    for letter, group in zip(letters, conflict.told, strict=True):
        lines += _figure(letter, group, numbers, width, paint)
    if conflict.candidates:
        lines.append(paint("    would be reconciled if (candidates; a person decides):", "quiet"))
    for candidate in conflict.candidates:
        where = " ".join(letters[place] for place in candidate.figures)
        words = f"{candidate.words}  [{where}]"
        lines += fold(words, width, "    ~ ", "      ", paint, "plain")
    if conflict.open:
        pairs = ", ".join(f"{letters[one]} and {letters[other]}" for one, other in conflict.open)
        words = f"no reading reconciles {pairs}: ask the sources"
        lines += fold(words, width, "    ! ", "      ", paint, "denied")
    return lines


def _letter(place: int) -> str:
    """Spreadsheet letters: a, b … z, aa."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _figure(
    letter: str, group: tuple[Told, ...], numbers: Mapping[int, int], width: int, paint: Paint
) -> list[str]:
    told = group[0]
    scope = told.scope
    parts = [KIND_WORDS[told.fact.kind]]
    parts += [state] if (state := status_words(told.fact)) else []
    parts.append(_STATUS[scope.duty] if scope.duty else "duty status not stated")
    parts += [", ".join(sorted(scope.forces))] if scope.forces else []
    parts.append(date_words(told.fact.date) if told.fact.date else _told_on(told))
    lines = fold(
        f"{headline(told.fact)} · {' · '.join(parts)}", width, f"    {letter:<2}", " " * 6, paint, "plain"
    )
    for one in group:
        who = f"[{numbers.get(id(one.fact), '?')}] {one_line(one.by)} ({RANK_WORDS[one.rank]})"
        name = f" in {one_line(one.source.doc)}" if one.by != one.source.doc else ""
        lines += fold(f"{who}{name}", width, " " * 6, " " * 8, paint, "quiet")
    return lines


def _told_on(told: Told) -> str:
    return f"told {date_words(told.source.date)}" if told.source.date else "no day"


def together_json(together: Together) -> dict[str, object]:
    """Events and conflicts as JSON; a fact is given whole, with its document's rank and date."""
    return {
        "events": [
            {"kind": event.kind, "told": [_told_json(told) for told in event.told]}
            for event in together.events
        ],
        "conflicts": [
            {
                "measure": conflict.measure,
                "place": conflict.place,
                "figures": [[_told_json(told) for told in group] for group in conflict.told],
                "candidates": [
                    {
                        "reading": candidate.reading,
                        "means": READINGS[candidate.reading],
                        "figures": list(candidate.figures),
                        "words": candidate.words,
                    }
                    for candidate in conflict.candidates
                ],
                "open": [list(pair) for pair in conflict.open],
            }
            for conflict in together.conflicts
        ],
    }


def _told_json(told: Told) -> dict[str, object]:
    scope = told.scope
    return {
        "rank": told.rank,
        "document_date": told.source.date,
        "by": told.by,
        "scope": {
            "forces": sorted(scope.forces),
            "duty_status": scope.duty,
            "place": scope.place,
            "additional": scope.adding,
            "total": scope.summing,
        },
        "fact": _fact(told.fact),
    }


def _fact(fact: Fact) -> dict[str, object]:
    return fact_json(fact)
