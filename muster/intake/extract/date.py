"""Dates: deadlines, durations, starts and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.domain.fact import Quantity
from muster.intake.extract.movement import is_moved
from muster.intake.grammars.dates import When
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("dates",)

_DUE = re.compile(
    r"(?:\b(?:by|until|no later than|not later than|NLT|before|through|effective|beginning|starting|"
    r"begins?|began on|ends?|ending|expires?(?: on)?|expiring|extended (?:to|through|until)|"
    r"runs? out(?: on)?|(?:start|end|report|arrival|departure) date (?:of|for) [^.;,]{3,40} (?:is|was)|"
    r"as of|commenc\w+|terminat\w+|conclud\w+(?: on| by)?|start(?:s|ed)? on|on or (?:about|before)|"
    r"(?:runs?|goes) through|lasts? (?:until|through)|from|(?:begin|start|end|expire|continue)s? (?:on|at|"
    r"by|until|through)|on)(?: on| or about| or before| about| the| at least)*(?: the)? )$",
    re.IGNORECASE,
)
_LIMITING = re.compile(
    r"\b(?:by|until|later than|NLT|through|effective|beginning|starting|beg[ai]ns?|ends?|ending|expire\w*|"
    r"runs? out|date (?:of|for)|start|continue|expiring|extended|commenc\w+|terminat\w+|conclud\w+)\b",
    re.IGNORECASE,
)
_DASHED = re.compile(r"-(?:day|month|week|year)$")
_LASTING = re.compile(
    r" (?:[\w-]+ ){0,2}?(?:deployment|mission|period|orders|rotation|tour|mobilization|limit|authorization|"
    r"extension)"
)
_MATTER = re.compile(
    r"\b(?:mission|order|memorandum|operation|deployments?|orders|emergency|duty|rotation|approval|"
    r"authori[sz]ation|activation|support|call-up|funding|designation|declaration|tour|waiver|extension|"
    r"agreement)\b",
    re.IGNORECASE,
)
_DUE_WITHIN = re.compile(r"(?:by|until|through) ")
#: What lasts until something happens has no date that the text could give.
_UNTIL_EVENT = re.compile(
    r"\b(?:remains? in (?:effect|force|place)|continue|continues|last|lasts|stay|stays|end|remain|extends?|"
    r"serve|duration|be (?:there|here|in place))\b[^.;]{0,60}? (?P<until>(?:until|as long as|"
    r"for the duration of|when) (?:I |the |such time|they |it |(?:he|she) |relieved|terminated|no longer|"
    r"properly|[A-Z]))[^.;]"
)
_FUTURE = re.compile(
    r"\b(?:will|expected|scheduled|set to|slated|due|plans?|planned|preparing to|prepares? to|to be)\b",
    re.IGNORECASE,
)


def dates(clause: Clause) -> Iterator[Draft]:
    """Yield what a clause says about when: a deadline whole, a day, a start or a duration by its words."""
    flat, order = clause.page.flat, clause.page.order
    counts = any(amount.kind in ("more", "people", "platform") for amount in clause.amounts)
    if not (clause.about or (clause.topic and (counts or _MATTER.search(flat, clause.start, clause.end)))):
        return
    lasting = None
    if any(cue in clause.words for cue in ("until", "as long as", "for the duration", "when")):
        lasting = _UNTIL_EVENT.search(flat, clause.start, clause.end)
    if lasting is not None and not any(when.start >= lasting.start("until") for when in clause.whens):
        status = status_of(
            flat, clause.start, clause.end, order=order, default="ordered" if order else "reported"
        )
        begin = clause.start if lasting.start() - clause.start < 80 else lasting.start()
        yield Draft("date", begin, clause.end, status)
    for when in clause.whens:
        before = flat[max(clause.start, when.start - 34) : when.start]
        if flat[max(clause.start, when.start - 60) : when.start].count("(") > flat[
            when.start - 60 if when.start > 60 else 0 : when.start
        ].count(")"):
            continue
        due = _DUE.search(before)
        words = due[0].lower() if due is not None else ""
        if due is None and (inner := _DUE_WITHIN.match(flat, when.start, when.end)) is not None:
            before = flat[max(clause.start, when.start - 12) : when.start]
            words = "extended " if before.endswith("extended ") else ""
            due = inner
        if re.search(
            r"(?:Order|Proclamation|Memorandum|Directive)[^,;]{0,24} (?:of|dated) $",
            flat[max(clause.start, when.start - 60) : when.start],
        ):
            continue
        status = status_of(
            flat, clause.start, clause.end, order=order, default="ordered" if order else "reported"
        )
        quantity = None
        if when.count is not None:
            bound = _bound(flat[when.start : when.end].lower())
            quantity = Quantity(
                value=when.count,
                low=when.count if bound in ("exact", "at_least") else None,
                high=when.count if bound in ("exact", "up_to", "nearly") else None,
                bound=bound,
                unit=when.unit or "days",
            )
            if when.most is not None:
                quantity = Quantity(
                    value=None, low=when.count, high=when.most, bound="range", unit=when.unit or "days"
                )
        start = when.start - len(words.lstrip()) if due is not None else when.start
        if when.kind == "deadline":
            comma = (
                clause.end if clause.end - clause.start <= 170 else _comma(flat, when.end + 60, clause.end)
            )
            trailing = when.start > clause.start and is_moved(clause, when.start)
            begin = clause.start if when.start - clause.start < 110 and not trailing else when.start
            yield Draft("date", begin, comma, status, quantity, date=when.iso)
        elif when.kind == "duration":
            end = _duration_end(flat, when, clause.end)
            if end is not None:
                yield Draft("date", when.start, end, status, quantity, date=when.iso)
        elif when.kind == "vague":
            foreseen = "expected" in clause.words or _FUTURE.search(flat, clause.start, when.start)
            if foreseen and when.start - clause.start < 70 and flat[when.start : when.end] != "immediately":
                yield Draft("date", clause.start, when.end, status)
        elif (
            when.kind == "offset"
            or (due is not None and when.kind == "month" and _DUE_WITHIN.match(flat, when.start, when.end))
            or (when.kind == "interval" and flat[when.start].lower() in "fb")
            or (due is not None and _LIMITING.search(words))
        ):
            yield Draft("date", start, when.end, status, quantity, date=when.iso)
        elif (
            due is not None
            and words.strip().startswith("on")
            and when.kind in ("weekday", "day")
            and _FUTURE.search(flat, clause.start, when.start)
        ):
            yield Draft("date", start, when.end, status, date=when.iso)


def _bound(words: str) -> str:
    """Return the bound of a duration: "for up to 90 days", "for more than a year", "for nearly a month"."""
    if re.search(r"\b(?:up to|(?:no|not) more than|less than|not to exceed)\b", words):
        return "up_to"
    if re.search(r"\b(?:at least|more than|over (?!the))\b", words):
        return "at_least"
    if re.search(r"\b(?:about|approximately|roughly)\b", words):
        return "about"
    return "nearly" if re.search(r"\b(?:nearly|almost)\b", words) else "exact"


def _duration_end(flat: str, when: When, limit: int) -> int | None:
    """Return the end of "for 90 days", or of "60-day deployment"; ``None`` where nothing lasts that long."""
    words = flat[when.start : when.end].lower()
    if _DASHED.search(words) is None:
        return (
            when.end
            if words.startswith(("for", "last", "period", "over", "in", "during", "within"))
            else None
        )
    lasting = _LASTING.match(flat, when.end, limit)
    return None if lasting is None else lasting.end()


def _comma(flat: str, after: int, end: int) -> int:
    comma = flat.find(", ", min(after, end), end)
    return comma if comma > 0 else end
