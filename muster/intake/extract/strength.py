"""Strengths: how many are, were or will be there, or on call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.extract.ceiling import is_ceiling
from muster.intake.extract.movement import is_movement
from muster.intake.extract.span import cut_purpose, part_of, part_of_share
from muster.intake.grammars.forces import FORCE, has_force
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("strengths",)

_UNCOUNTED = re.compile(
    r"\b(?:(?:specific |exact |total |final )?number of (?:[\w-]+ ){0,3}(?:troops|soldiers|personnel|"
    r"forces|Guard\w*|service ?members|Marines)|troop (?:count|level|strength|number)s?|"
    r"mainly from the National Guard|mostly (?:from the )?(?:National )?Guard)\b",
    re.IGNORECASE,
)
_CIVIL = re.compile(
    r"\b(?:agents?|troopers|firefighters|police officers|Border Patrol agents|migrants|residents|people|"
    r"civilians|individuals|employees|crossings|apprehensions|meals)\b",
    re.IGNORECASE,
)
_INTRINSIC = re.compile(
    r"troop(?!er)|soldier|guard|marine|airm[ae]n|sailor|service ?member|reservist|paratrooper|military"
    r"|\b[a-z]{1,3}-\d",
    re.IGNORECASE,
)


_NOW = re.compile(r" (?:who are |that are |are )?(?:currently|already|now)\b")
_AIRCRAFT = re.compile(
    r"helicopter|aircraft|chinook|hawk|high-w(?:ater|heel)|truck|vehicle|boat|humvee|lmtv|cutter"
)
_CIVIL_OWNER = re.compile(
    r"\b(?:FEMA|Forest Service|Cal ?Fire|CAL FIRE|Federal|federal|firefighting|Border Patrol|CBP|police|"
    r"sheriff|county|private|commercial|EPA|Customs)"
)
#: A share of a force, not of its cost.
_SHARE = re.compile(
    r" of (?:the |its |all |their |our |these |those |that )?(?:[\w',-]+ ){0,4}?(?:force|forces|troops|"
    r"soldiers|Guard|personnel|members|Guardsmen|guardsmen|Marines|units|strength|aircraft|helicopters|"
    r"equipment|trucks|vehicles|Army|them)\b(?! (?:cost|fund|budget|pay))"
)
_READY = re.compile(
    r"(?:is|are|were|remain|stand|standing|kept) (?:also |now )?(?:on (?:call|duty|standby|alert)|"
    r"ready|available)\b"
)


def strengths(clause: Clause) -> Iterator[Draft]:
    """Yield the strengths that a clause states, figures first, then numbers said to be unknown."""
    flat = clause.page.flat
    yielded = False
    for at, amount in enumerate(clause.amounts):
        if amount.kind in ("dollars", "time", "length") or is_ceiling(clause, at):
            continue
        if amount.kind == "percent":
            if not clause.named or _SHARE.match(flat, amount.end, clause.end) is None:
                continue
        elif not _military(clause, at) or part_of_share(clause, at) or is_movement(clause, at):
            continue
        start, end = part_of(clause, at)
        end = cut_purpose(clause, start, end, amount.end)
        status = status_of(flat, start, end, order=clause.page.order)
        if status == "planned" and _NOW.search(flat, amount.end, min(end, amount.end + 24)):
            status = "reported"
        yielded = True
        yield Draft("strength", start, end, status, amount.quantity)
    if (
        not yielded
        and not clause.amounts
        and clause.says(("number of", "troop ", "mainly", "mostly"))
        and (unknown := _UNCOUNTED.search(flat, clause.start, clause.end)) is not None
    ):
        status = status_of(flat, clause.start, clause.end, order=False)
        start = clause.start if unknown.start() - clause.start < 90 else unknown.start()
        yield Draft(
            "strength", start, clause.end, status if status in ("possible", "expected") else "reported"
        )


def _military(clause: Clause, at: int) -> bool:
    amount = clause.amounts[at]
    if _INTRINSIC.search(amount.noun) or FORCE.search(clause.page.flat, amount.start, amount.end):
        return True
    if _CIVIL.search(amount.noun):
        return False
    if (
        amount.kind == "platform"
        and clause.topic
        and (
            _READY.search(clause.page.flat[amount.end : min(clause.end, amount.end + 60)])
            or (
                _AIRCRAFT.search(amount.noun) is not None
                and _CIVIL_OWNER.search(clause.page.flat, clause.start, clause.end) is None
            )
        )
    ):
        return True
    near = has_force(clause.page.flat, max(clause.start, amount.start - 90), min(clause.end, amount.end + 60))
    return near or (amount.kind in ("platform", "unit", "people") and clause.topic and clause.named)
