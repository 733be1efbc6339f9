"""The part of a clause that proves one figure, purpose or phrase."""

from __future__ import annotations

import re

from muster.intake.grammars.places import STATES
from muster.intake.passage import Clause

__all__ = ("cut_purpose", "part_of", "part_of_share")

_TAIL = re.compile(
    r" (?=(?:according to|as part of|in response to|in the wake of|following|amid|, which|bringing "
    r"the total)\b)"
)
_PURPOSE = re.compile(
    r",? (?=(?:in order )?to (?:(?:also|directly|temporarily|immediately|further) )?(?:help |assist |"
    r"support |secure |provide |conduct |perform |protect |enforce |address |combat |fill |train |respond |"
    r"deter |relieve |facilitate |ensure |maintain |reinforce |aid |augment )|in support of )"
)


#: "Florida 5,000": the figure begins with whose it is.
_LISTED = re.compile(rf"(?:{STATES})\b")


def part_of(clause: Clause, at: int) -> tuple[int, int]:
    """
    Return the part of the clause that belongs to its figure number ``at``.

    Of several figures in a clause the first keeps the beginning and the last the end; each of the
    others runs from its own bound to the next figure.
    """
    flat, amount = clause.page.flat, clause.amounts[at]
    amounts = [
        other
        for number, other in enumerate(clause.amounts)
        if other.kind not in ("time", "length") and not part_of_share(clause, number)
    ]
    place = amounts.index(amount) if amount in amounts else 0
    listed = _LISTED.match(flat, amount.start, amount.end) is not None
    start = clause.start if place == 0 and not listed else amount.start
    end = clause.end if place == len(amounts) - 1 else amounts[place + 1].start
    tail = _TAIL.search(flat, amount.end, end)
    if tail is not None:
        end = tail.start()
    trimmed = re.search(
        r"(?:[,;: ]|\b(?:and|or|plus|with|of which|as well as|including|while|along with))+$", flat[start:end]
    )
    if trimmed is not None and start + trimmed.start() > amount.end - 1:
        end = start + trimmed.start()
    return start, end


def cut_purpose(clause: Clause, start: int, end: int, after: int) -> int:
    """Return where a clause ends when its purpose ("to help secure …") is left to a role."""
    purpose = _PURPOSE.search(clause.page.flat, after, end)
    return purpose.start() if purpose is not None and purpose.start() - start > 14 else end


def part_of_share(clause: Clause, at: int) -> bool:
    """Whether the figure ``at`` is only the whole of a share: "2 percent of the total 440,000 force"."""
    if at == 0 or clause.amounts[at - 1].kind != "percent":
        return False
    between = clause.page.flat[clause.amounts[at - 1].end : clause.amounts[at].start + 10]
    return between.startswith(" of ") and len(between) < 30
