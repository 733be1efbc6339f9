"""Ceilings: a size that is authorised, ordered or planned as a limit or a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from muster.intake.extract.span import part_of
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("ceilings", "is_ceiling")

_LIMIT = re.compile(
    r"\b(?:(?:authori[sz]\w*|ceilings?|cap|caps|capped|limit(?:ed|s)?|not (?:to )?exceed|maximum|plan(?:s|"
    r"ned|ning)? (?:to|for|calls)|the plan|calls? for|calling for|approved?|approval|shall (?:be|not)|"
    r"may be (?:called|ordered|deployed))\b|request(?:ed|s)? (?:for |up )?)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:deploy|sen[dt]|mobili[sz]|activat|call|order|federali[sz]|provid|commit|dispatch|mov|add|"
    r"assign|bring|increas|rais|station|employ|use)\w*",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:(?:were|was|had been|are|is) (?:already |now |currently |also )?(?:there|present|on duty|"
    r"deployed|at|in|assigned|serving|supporting)|served|peaked|reached|at its (?:peak|height)|at (?:the|"
    r"one) (?:peak|time|point))\b",
    re.IGNORECASE,
)
_SENT = re.compile(r"\bwill (?:deploy|send|move|provide|return|withdraw)\b")
_PURSE = re.compile(r"\b(?:not to exceed|up to|no more than|limit|cap|ceiling)\b", re.IGNORECASE)


def is_ceiling(clause: Clause, at: int) -> bool:
    """Whether the amount ``at`` of the clause is a limit or a planned total, not a strength."""
    amount = clause.amounts[at]
    words = clause.words
    if amount.kind == "dollars":
        return amount.quantity.bound == "up_to" and clause.force is not None and clause.topic
    if amount.kind not in ("people", "platform", "unit"):
        return False
    bound = amount.quantity.bound
    if bound in ("up_to", "range") and not _says(_PAST, words):
        return _says(_LIMIT, words) or _says(_EVENT, words) or clause.page.order
    if bound == "at_least" and clause.page.order:
        return _SENT.search(clause.page.flat, clause.start, amount.start) is None
    before = clause.page.flat[clause.start : amount.start]
    return _LIMIT.search(before) is not None and not _says(_PAST, words)


@lru_cache(maxsize=256)
def _says(pattern: re.Pattern[str], words: str) -> bool:
    """Whether the words of a clause match; asked once for all figures of the clause."""
    return pattern.search(words) is not None


def ceilings(clause: Clause) -> Iterator[Draft]:
    """Yield the ceilings that a clause states."""
    for at, amount in enumerate(clause.amounts):
        if (clause.named or clause.topic or amount.kind == "people") and is_ceiling(clause, at):
            start, end = part_of(clause, at)
            status = status_of(
                clause.page.flat, start, end, order=clause.page.order, default=_default(clause)
            )
            yield Draft("ceiling", start, end, status, amount.quantity)


def _default(clause: Clause) -> str:
    return "ordered" if clause.page.order else "reported"
