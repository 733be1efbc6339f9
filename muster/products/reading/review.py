"""One fact as it is put before a person, and one row that it would support, in lines of a terminal."""

from __future__ import annotations

from textwrap import wrap

from muster.casefile.tomltext import toml_value
from muster.domain.proposal import Proposal
from muster.domain.review import Contradiction, ReviewItem
from muster.domain.source import RANK_WORDS, Source, rank_of_fact
from muster.products.reading.folding import NARROWEST, WIDEST, Paint, fold, plain_paint
from muster.products.reading.wording import date_words, one_line, status_words, titled

__all__ = ("contradiction_json", "contradiction_lines", "item_lines", "row_lines")

_FILES = {
    "authority": "authorities.toml [[authority]]",
    "ceiling": "authorities.toml [[authority.ceiling]]",
    "strength": "strength.csv",
    "commands": "commands.csv",
}


def item_lines(
    item: ReviewItem, place: int, count: int, *, width: int = 80, paint: Paint = plain_paint
) -> list[str]:
    """The fact in its context, what was read of it, who says it, what the case holds against it."""
    fact, wide = item.fact, max(NARROWEST, min(width, WIDEST))
    state = status_words(fact) or "reported"
    rule = "─" * wide
    head = f"fact {item.id} · {titled(fact)} · {state.upper()}"
    lines = ["", paint(rule, "quiet"), *fold(head, wide, f"{place} of {count}  ", "    ", paint, "lead")]
    lines += _context(item, wide, paint)
    rank = RANK_WORDS[rank_of_fact(fact, item.source.rank)]
    day = f", {date_words(item.source.date)}" if item.source.date else ""
    who = "the document itself" if fact.attribution == "document" else one_line(fact.attribution)
    rows = [
        ("says", f"{who} ({rank}{day})"),
        ("where", f"{one_line(fact.doc)}, characters {fact.start} to {fact.end}"),
    ]
    for name, value in (
        ("about", fact.subject),
        ("place", fact.place),
        ("date", None if fact.date is None else date_words(fact.date)),
        ("polarity", fact.polarity),
        ("cites", ", ".join(fact.citations) or None),
    ):
        if value is not None:
            rows.append((name, one_line(value)))
    for name, value in rows:
        lines += fold(value, wide, f"  {name:<10}", " " * 12, paint, "plain")
    for against in item.contradictions:
        lines += contradiction_lines(against, width=wide, paint=paint)
    return lines


def _context(item: ReviewItem, width: int, paint: Paint) -> list[str]:
    """The quote between the words around it; brackets mark it where there are no colours."""
    before, after = one_line(item.before), one_line(item.after)
    head = ("… " if len(before) > 120 else "") + before[-120:]
    tail = after[:120] + (" …" if len(after) > 120 else "")
    text = f"{head} ⟦{one_line(item.fact.quote)}⟧ {tail}"
    lines = []
    inside = False
    for part in wrap(text, width - 4, break_on_hyphens=False):
        painted, rest = "", part
        while rest:
            sign = "⟧" if inside else "⟦"
            head, found, rest = rest.partition(sign)
            painted += paint(head + (found if inside else ""), "quote" if inside else "quiet")
            if found and not inside:
                painted += paint(found, "quote")
            if found:
                inside = not inside
        lines.append("    " + painted)
    return lines


def _side(name: str, words: str, source: Source | None) -> str:
    if source is None:
        return f"{name} (source not known): {words}"
    rank = RANK_WORDS.get(source.rank, "rank not known")
    day = date_words(source.date) if source.date else "no date"
    return f"{name} ({rank}, {day}, {one_line(source.doc)}): {words}"


def contradiction_lines(against: Contradiction, *, width: int = 80, paint: Paint = plain_paint) -> list[str]:
    """Both sides with the dates and ranks of their sources; which is stronger is said, not acted on."""
    head = f"differs from {against.table} {one_line(against.key)} in {against.field}"
    lines = fold(head, width, "  ! ", "    ", paint, "warning")
    texts = [
        _side("the case has", one_line(against.held), against.held_source),
        _side("this says", one_line(against.told), against.told_source),
    ]
    if against.stronger is not None:
        side = "the case's" if against.stronger == "held" else "this one's"
        texts.append(f"the stronger source is {side}; neither takes the other's place")
    if against.reading is not None:
        texts.append(f"both may be true: {against.reading}")
    for text in texts:
        lines += fold(text, width, "    ", "      ", paint, "plain")
    return lines


def contradiction_json(number: int, against: Contradiction) -> dict[str, object]:
    """A contradiction of fact ``number`` as JSON, both sources with rank and date."""
    return {
        "fact": number,
        "table": against.table,
        "key": against.key,
        "field": against.field,
        "held": against.held,
        "told": against.told,
        "held_source": _source_json(against.held_source),
        "told_source": _source_json(against.told_source),
        "stronger": against.stronger,
        "reading": against.reading,
    }


def _source_json(source: Source | None) -> dict[str, object] | None:
    if source is None:
        return None
    known = RANK_WORDS.get(source.rank)
    return {"doc": source.doc, "rank": source.rank if known else None, "date": source.date}


def row_lines(row: Proposal, *, width: int = 80, paint: Paint = plain_paint) -> list[str]:
    """A proposed row as it would stand in its file, and what it still needs."""
    wide = max(NARROWEST, min(width, WIDEST))
    lines = fold(f"{_FILES[row.table]}: {row.because}", wide, "  + ", "    ", paint, "lead")
    if row.existing is not None:
        return lines
    if row.under is not None:
        lines.append(f"      under {row.under}")
    for key, value in row.values:
        lines += fold(f"{key} = {toml_value(value)}", wide, "      ", " " * 10, paint, "plain")
    for need in row.needs:
        word = "needed" if need.required else "may stay blank"
        lines += fold(f"{need.field} ({word}): {need.asks}", wide, "      ", " " * 10, paint, "quiet")
    return lines
