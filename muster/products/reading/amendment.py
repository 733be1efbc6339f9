"""An order and its amendment side by side, in the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from muster.casefile.codec import fact_json
from muster.domain.fact import Fact
from muster.domain.source import RANK_WORDS, Source
from muster.intake.across.amendment import CHANGES, FactChange
from muster.products.reading.folding import NARROWEST, WIDEST, Paint, fold, plain_paint
from muster.products.reading.wording import date_words, one_line, status_words, titled

__all__ = ("amendment_lines", "documents_json")

_MARKS = {
    "changed": ("~", "planned"),
    "added": ("+", "signed"),
    "dropped": ("-", "denied"),
    "unchanged": ("=", "quiet"),
}
_PROMISES = ("quantity", "bound", "date", "status", "polarity", "citations", "attribution", "place")


def amendment_lines(
    documents: Sequence[Source], facts: Sequence[FactChange], *, width: int = 80, paint: Paint = plain_paint
) -> list[str]:
    """What changed, with both quotes; then what was added and dropped; what stayed is only counted."""
    wide = max(NARROWEST, min(width, WIDEST))
    lines = []
    for sign, source in zip("AB", documents, strict=True):
        day = date_words(source.date) if source.date else "date not found"
        lines.append(paint(f"{sign}  {one_line(source.doc)} · {RANK_WORDS[source.rank]} · {day}", "title"))
    counts = {name: [fact for fact in facts if fact.change == name] for name in CHANGES}
    lines.append(", ".join(f"{len(own)} {name}" for name, own in counts.items()))
    for name in ("changed", "added", "dropped"):
        if counts[name]:
            lines += ["", paint(name.upper(), "section")]
        for change in counts[name]:
            lines += _changed(change, wide, paint) if name == "changed" else _single(change, wide, paint)
    return lines


def _changed(change: FactChange, width: int, paint: Paint) -> list[str]:
    assert change.before is not None and change.after is not None
    sign, role = _MARKS["changed"]
    lines = fold(titled(change.after), width, f"  {paint(sign, role)} ", "    ", paint, "lead")
    for item in sorted(change.fields, key=lambda item: _PROMISES.index(item.field)):
        before, after = item.before or "not stated", item.after or "not stated"
        lines += fold(f"{item.field}: {before} → {after}", width, "      ", "        ", paint, "plain")
    lines += fold(f"A “{one_line(change.before.quote)}”", width, "      ", "        ", paint, "quiet")
    lines += fold(f"B “{one_line(change.after.quote)}”", width, "      ", "        ", paint, "quiet")
    return lines


def _single(change: FactChange, width: int, paint: Paint) -> list[str]:
    fact = change.after or change.before
    assert fact is not None
    sign, role = _MARKS[change.change]
    state = status_words(fact)
    head = titled(fact) + (f" ({state})" if state else "")
    where = "B" if change.after is not None else "A"
    return [
        *fold(head, width, f"  {paint(sign, role)} ", "    ", paint, "lead"),
        *fold(f"{where} “{one_line(fact.quote)}”", width, "      ", "        ", paint, "quiet"),
    ]


def documents_json(documents: Sequence[Source], facts: Sequence[FactChange]) -> dict[str, object]:
    """Every fact of both documents as JSON, paired where they are versions of one."""
    return {
        "documents": [{"doc": source.doc, "rank": source.rank, "date": source.date} for source in documents],
        "facts": [
            {
                "change": change.change,
                "fields": [
                    {"field": item.field, "before": item.before, "after": item.after}
                    for item in change.fields
                ],
                "before": _fact(change.before),
                "after": _fact(change.after),
            }
            for change in facts
        ],
    }


def _fact(fact: Fact | None) -> dict[str, object] | None:
    return None if fact is None else fact_json(fact)
