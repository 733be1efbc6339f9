"""Documents with their facts marked: one HTML file that needs nothing else, on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from muster.domain.fact import FACT_KINDS, Document, Fact, Question
from muster.domain.source import RANK_WORDS, Source, rank_of_fact
from muster.products.figures import plural
from muster.products.html.page import render_page
from muster.products.html.part import Part
from muster.products.reading.wording import KIND_WORDS, date_words, headline, one_line, status_words
from muster.products.svg import Markup, clip, element, join

__all__ = ("MarkedDocument", "render_marked")

#: Kind -> hue of its mark, and the letters that name it where colours do not help.
_KINDS = {
    "ceiling": ("#a02c18", "CEIL"),
    "strength": ("#1c5fa8", "STR"),
    "movement": ("#0f6e6a", "MOV"),
    "declaration": ("#8a1f6a", "DECL"),
    "authority": ("#5b3fa8", "AUTH"),
    "command": ("#2f5f2f", "CMD"),
    "date": ("#8a5a00", "DATE"),
    "location": ("#4a6a12", "PLACE"),
    "policy": ("#35506b", "RULE"),
    "role": ("#9a4a00", "TASK"),
    "claim": ("#5a5f66", "CLAIM"),
}
_DARK = {
    "ceiling": "#f0978a", "strength": "#8fc0f2", "movement": "#7fd3cd", "declaration": "#eb9ad2",
    "authority": "#c0aef2", "command": "#9bd09b", "date": "#e6bf6a", "location": "#bcd87e",
    "policy": "#a9c3dd", "role": "#f2b27a", "claim": "#b6bdc6",
}  # fmt: skip


def _colours(hues: dict[str, str]) -> str:
    return "".join(f"--k-{kind}:{hue};" for kind, hue in hues.items())


_LIGHT = _colours({kind: hue for kind, (hue, _) in _KINDS.items()})
# ruff: noqa: E501
_STYLE = (
    f":root{{{_LIGHT}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{_colours(_DARK)}}}}}"
    f"@media print{{:root{{{_LIGHT}}}}}"
    + "".join(f".k-{kind}{{--k:var(--k-{kind})}}" for kind in _KINDS)
    + """
.doc{display:grid;grid-template-columns:minmax(0,1fr) 21rem;gap:2rem;align-items:start;margin-top:1rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;font:17px/1.95 "Source Serif 4",Georgia,"Times New Roman",serif;max-width:46rem;margin:0}
mark{color:inherit;background:color-mix(in srgb,var(--k) 13%,transparent);border-bottom:2px solid var(--k);padding:.08em 0;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark.again{border-bottom-style:double;border-bottom-width:4px}
mark:target{outline:3px solid var(--k);outline-offset:2px}
sup.ref{font:600 .62em/1 "Source Sans 3","Segoe UI",Arial,sans-serif;white-space:nowrap;margin-left:.1em;vertical-align:.55em}
sup.ref a{text-decoration:none;color:var(--k);padding:.35em .12em}
.q{border-bottom:2px dotted var(--unsure)}
aside.notes ol{list-style:none;margin:0;padding:0;font-size:.86rem;line-height:1.4}
aside.notes li{border-left:3px solid var(--k);padding:.1rem 0 .15rem .65rem;margin:0 0 .75rem;break-inside:avoid}
aside.notes li:target{background:var(--soft)}
aside.notes h3{margin:.2rem 0 .7rem;font-size:.82rem;letter-spacing:.08em;text-transform:uppercase;color:var(--muted)}
.tag{font-size:.7rem;font-weight:700;letter-spacing:.05em;color:var(--k);margin-right:.35em}
.state{font-weight:700;font-size:.72rem;letter-spacing:.04em;text-transform:uppercase;border:1px solid currentColor;border-radius:3px;padding:0 .3em;margin-left:.3em;white-space:nowrap}
.who{display:block;color:var(--muted)}.back{text-decoration:none;font-variant-numeric:tabular-nums;display:inline-block;min-width:1.6rem;min-height:24px}
ul.legend{display:flex;flex-wrap:wrap;gap:.35rem .9rem;list-style:none;margin:.9rem 0 .2rem;padding:.7rem .9rem;background:var(--soft);font-size:.86rem}
ul.legend b{color:var(--k);border-bottom:2px solid var(--k)}
.ask{border-left:3px solid var(--unsure);padding:.1rem 0 .1rem .7rem;margin:.7rem 0;break-inside:avoid}
.ask ol{margin:.2rem 0 0;padding-left:1.4rem}
@media (max-width:860px){.doc{grid-template-columns:minmax(0,1fr)}aside.notes{border-top:1px solid var(--rule);padding-top:.8rem}}
@media print{.doc{display:block}.text{font-size:10.5pt;line-height:1.7;max-width:none}
aside.notes{margin-top:8mm;border-top:1px solid var(--rule);padding-top:3mm}aside.notes ol{columns:2;column-gap:7mm;font-size:8.4pt}
mark{background:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}sup.ref a{color:#000}nav.contents{display:none}}
"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDocument:
    """A document, what it is worth, and what was read of it; ``notes`` are remarks on single facts."""

    document: Document
    source: Source
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[tuple[Fact, str], ...] = ()


def render_marked(documents: Sequence[MarkedDocument]) -> str:
    """
    Lay documents out with every fact marked by its kind, numbered, and noted beside the text.

    Marks name their kind in letters too, so that nothing hangs on colour. The page holds no script and
    loads nothing; whatever the documents hold is shown as text.
    """
    first = 1
    parts = []
    for place, item in enumerate(documents, 1):
        parts.append(_part(place, item, first, "The text and its facts" if len(documents) == 1 else None))
        first += len(item.facts)
    names = ", ".join(one_line(item.document.doc) for item in documents)
    facts = sum(len(item.facts) for item in documents)
    asked = sum(len(item.questions) for item in documents)
    return render_page(
        f"Facts of {names}",
        _top(names, documents, facts, asked),
        _legend(documents),
        parts,
        "Every mark is the document's own words. What was read of them is a machine's reading: check it "
        "against the words before you use it.",
        style=_STYLE + ("nav.contents{display:none}" if len(documents) == 1 else ""),
    )


def _top(names: str, documents: Sequence[MarkedDocument], facts: int, asked: int) -> Markup:
    days = {item.document.date for item in documents if item.document.date}
    meta = [("Facts", str(facts)), ("Open questions", str(asked))]
    if len(days) == 1:
        meta.insert(0, ("Dated", date_words(days.pop())))
    if len(documents) == 1:
        meta.insert(0, ("Source", RANK_WORDS[documents[0].source.rank]))
    return element(
        "header",
        element("p", "Muster · a document and its facts", class_="eyebrow"),
        element("h1", element("bdi", clip(names, 200))),
        element(
            "ul", *(element("li", f"{name} ", element("b", value)) for name, value in meta), class_="meta"
        ),
        class_="top",
    )


def _legend(documents: Sequence[MarkedDocument]) -> Markup:
    counted = {
        kind: sum(fact.kind == kind for item in documents for fact in item.facts) for kind in FACT_KINDS
    }
    return element(
        "ul",
        *(
            element("li", element("b", _KINDS[kind][1]), f" {KIND_WORDS[kind]} ({count})", class_=f"k-{kind}")
            for kind, count in counted.items()
            if count
        ),
        class_="legend",
        aria_label="Kinds of facts",
    )


def _part(place: int, item: MarkedDocument, first: int, title: str | None) -> Part:
    day = f", {date_words(item.document.date)}" if item.document.date else ", date not found"
    notes = dict(item.notes)
    content = element(
        "div",
        element(
            "div", _text(item, first, place), class_="text", tabindex="0", role="region", aria_label="Text"
        ),
        element(
            "aside",
            element("h3", plural(len(item.facts), "fact")),
            element(
                "ol",
                *(
                    _note(number, fact, item.source, notes.get(fact))
                    for number, fact in enumerate(item.facts, first)
                ),
            ),
            _questions(item.questions),
            class_="notes",
            aria_label="Facts",
        ),
        class_="doc",
    )
    lead = element("p", f"{RANK_WORDS[item.source.rank]}{day}: {item.source.why}", class_="lead")
    return Part(f"doc-{place}", title or clip(one_line(item.document.doc), 120), None, join((lead, content)))


def _text(item: MarkedDocument, first: int, place: int) -> Markup:
    """
    The text cut at every beginning and end of a fact, each piece marked by the shortest fact over it.

    Facts may lie in one another, which HTML's tree has no form for; so each piece is marked for itself. The
    number of a fact stands at its end, the anchor at its beginning.
    """
    text, facts = item.document.text, item.facts
    cuts = sorted({0, len(text), *(fact.start for fact in facts), *(fact.end for fact in facts)})
    pieces: list[object] = []
    begun: set[int] = set()
    active: list[int] = []
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for index, fact in enumerate(facts):
        starts.setdefault(fact.start, []).append(index)
        ends.setdefault(fact.end, []).append(index)
    for here, there in pairwise(cuts):
        for index in sorted(ends.get(here, []), key=lambda i: -facts[i].start):
            active.remove(index)
            pieces.append(_reference(first + index, facts[index]))
        active += starts.get(here, [])
        piece = text[here:there]
        if not active:
            pieces.append(piece)
            continue
        top = min(active, key=lambda i: (facts[i].end - facts[i].start, i))
        anchor = None
        for index in [index for index in active if index not in begun]:
            begun.add(index)
            if anchor is None:
                anchor = f"m{first + index}"
            else:
                pieces.append(element("span", id=f"m{first + index}"))
        kinds = ", ".join(f"{first + i} {facts[i].kind}" for i in active)
        pieces.append(
            element(
                "mark",
                piece,
                id=anchor,
                class_=f"k-{facts[top].kind}" + (" again" if len(active) > 1 else ""),
                title=f"Fact {kinds}",
            )
        )
    for index in sorted(ends.get(len(text), []), key=lambda i: -facts[i].start):
        pieces.append(_reference(first + index, facts[index]))
    return join(pieces)


def _reference(number: int, fact: Fact) -> Markup:
    name = _KINDS[fact.kind][1]
    return element(
        "sup",
        element("a", f"{number}\u202f{name}", href=f"#f{number}", aria_label=f"Fact {number}, {fact.kind}"),
        class_=f"ref k-{fact.kind}",
    )


def _note(number: int, fact: Fact, source: Source, remark: str | None) -> Markup:
    state = status_words(fact)
    rank = RANK_WORDS[rank_of_fact(fact, source.rank)]
    who = "" if fact.attribution == "document" else clip(one_line(fact.attribution), 160)
    details = [
        words
        for words in (
            None if fact.kind == "date" or fact.date is None else date_words(fact.date),
            None if fact.kind == "location" else fact.place,
            fact.polarity,
            None
            if not fact.citations or fact.kind in ("authority", "declaration")
            else ", ".join(fact.citations),
        )
        if words
    ]
    return element(
        "li",
        element("a", f"{number}", href=f"#m{number}", class_="back", aria_label=f"Fact {number} in the text"),
        element("span", _KINDS[fact.kind][1], class_="tag"),
        element("strong", clip(headline(fact), 120)),
        None if state is None else element("span", state, class_="state"),
        element("span", " · ".join(map(one_line, details)), class_="who") if details else None,
        element("span", f"says {who} ({rank})", class_="who") if who else None,
        None if remark is None else element("span", one_line(remark), class_="who"),
        id=f"f{number}",
        class_=f"k-{fact.kind}",
    )


def _questions(questions: Sequence[Question]) -> Markup | None:
    if not questions:
        return None
    return join(
        (
            element("h3", "To settle"),
            *(
                element(
                    "div",
                    one_line(question.question),
                    element("ol", *(element("li", one_line(option)) for option in question.options)),
                    class_="ask",
                )
                for question in questions
            ),
        )
    )
