"""Movements: deploy, mobilise, activate, call into service, withdraw, with or without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.extract.ceiling import is_ceiling
from muster.intake.extract.span import cut_purpose, part_of, part_of_share
from muster.intake.grammars.forces import FORCE
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("is_moved", "is_movement", "movements")

_MOVE = re.compile(
    r"\b(?:(?:re)?deploy(?:s|ed|ing)?|mobili[sz](?:e|es|ed|ing)|demobili[sz](?:e|es|ed|ing)|activat(?"
    r":e|es|ed|ing)|deactivat(?:e|es|ed|ing)|"
    r"federali[sz](?:e|es|ed|ing)|call(?:ed|s|ing)? (?:(?:[\w,'-]+ ){1,7}?(?:in)?to (?:federal|active|"
    r"state) |up|into|to (?:active|duty|federal)|out|forth|"
    r"in the)|(?:be |been |being )?called into|"
    r"sen(?:d|t|ds|ding)(?! (?:an? |the |his |her |their )?(?:\w+ )?(?:letter|request|message|memo|notice|"
    r"signal|bill|"
    r"tweet|email|strong))|dispatch(?:ed|es|ing)?|withdr[ae]w(?:n|s|ing)?|withdraw(?:n|s|ing)?|arriv(?"
    r":e|es|ed|ing)|depart(?:ed|s|ing)|redeploy(?:s|ed|ing)|"
    r"return(?:ed|s|ing)? (?:home|to)|relocat(?:e|es|ed|ing)|moved? (?:to|into|from)|mov(?:es|ing) (?:to|"
    r"into|from)|ordered to|ordered(?=[^.;]{3,220}? to (?:the [a-z ]{0,20}(?:border|region|area)|"
    r"[A-Z][a-z]))|placed on (?:active|orders)|"
    r"(?:announc|order|direct|beg[au]n|complet|start|command|initiat|oversee|oversaw)\w* (?:the |a |an )?"
    r"(?:[\w'-]+ ){0,2}?(?:activation|mobili[sz]ation|federali[sz]ation|deployment|arrival|withdrawal|"
    r"departure|movement|return|"
    r"dispatch|call-up|redeployment|demobili[sz]ation) of (?=(?:[\w',-]+ ){0,4}?(?:\d|troops|soldiers|"
    r"Guard|National|"
    r"Marines|members|personnel|forces|units|Soldiers|the \d))|flow(?:s|ed|ing)? (?:in|into|to)\b|"
    r"begun returning|"
    r"(?:report|reports|reported|reporting) (?:for duty|to (?:the |their )?(?:armor(?:y|ies)|airport|base|"
    r"border|scene)|"
    r"(?=(?:on |by )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))|(?:leav(?:e|es|ing)|left) for|pull(?:ed|"
    r"s|ing)? off|"
    r"order(?:s|ed|ing)? [^.;]{3,120}? to (?:active (?:duty|federal service)|federal service)|"
    r"call(?:ed|s|ing)? (?:[\w,'-]+ ){1,7}?home|(?:being|been|be|are|were) released|"
    r"releas(?:e|es|ed|ing) [^.;]{3,90}? from (?:federal|active|state|Title)|(?:has|have|had) left|"
    r"(?:going|go|came|come|sent) home|"
    r"(?:is|are|was|were) (?:due|en route|on (?:the|their) way|expected(?= (?:by|on|in|this|next|later|soon|(?:Mon|Tues|Wednes|"
    r"Thurs|Fri|Satur|Sun)day)))|will (?:also )?(?:join|follow)(?= (?:in|on|"
    r"by|next|later|them|him|this|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|$)|reach(?:es|ed|"
    r"ing)? (?:the|its|"
    r"their) (?:border|city|state|island|region|area|capital)|"
    r"surg(?:e|es|ed|ing)|pull(?:ed|s|ing)? (?:out|back)|stand(?:s|ing)? down|drawn from|have been "
    r"used|been used|were used|(?:were|was|be|been|being) flown|flown (?:to|in|into|from)|airlifted|"
    r"(?<!are )(?<!is )(?<!were )"
    r"pre-?positioned|transferred to)\b",
    re.IGNORECASE,
)
#: Without one of these no verb of :data:`_MOVE` stands in a clause.
_CUES = (
    "deploy", "mobili", "activ", "federali", "call", "sen", "dispatch", "withdr", "arriv", "depart",
    "return", "relocat", "mov", "order", "placed", "arrival of", "flow", "report", "leav", "left", "pull",
    "home", "releas", "due", "route", "way", "join", "follow", "reach", "surg", "stand", "drawn", "used",
    "expected", "flown", "airlift", "position", "transferr",
)  # fmt: skip
_NOT_EVENT = re.compile(
    r"\b(?:(?:\d+|the|these|those|all|other|any|of|newly|more|additional) (?:newly )?(?:federali[sz]ed|"
    r"activated|mobili[sz]ed|"
    r"deployed|returning|deploying) (?=(?:California |Texas |Oregon |Illinois )?(?:National )?(?:Guard|"
    r"troops|soldiers|members|"
    r"forces|Marines|personnel|units|service))|until [\w ]{3,30}? arrives?|return to (?:the line|work|"
    r"normal|school|their homes)|"
    r"(?:that|who|which) (?:are|is|can be|could be|may be|were) (?:typically |normally |usually "
    r")?(?:deployed|activated|mobilized)|subject to activation|(?:not yet |yet |or )(?:transferred|"
    r"withdrawn)|"
    r"available for (?:rapid )?\w*|the (?:newly )?(?:deployed|mobilized|activated|federalized)(?= "
    r"[a-zG])|(?:before|without|prior to|on|from|for|of) (?:any )?(?:withdrawing|deploying|"
    r"activating|"
    r"mobilizing|sending|returning|calling)|(?:use|control) of (?:the )?(?:federali[sz]ed|mobili[sz]ed|"
    r"activated)|which is deployed under|which (?:they|it|units|members|"
    r"forces) (?:are|were|is|have been) \w+|number of troops to be deployed|ready to "
    r"deploy|ready to be deployed|(?:allow|permit|empower|let|enabl)(?:s|ed|ing|es)? (?:the |"
    r"a )?[\w ]{3,30}? (?:to )?"
    r"(?:deploy|federali[sz]e|mobili[sz]e|activate|send|call)|plan for deploying|(?:authority|power|"
    r"ability|permission) to (?:deploy|call|mobili[sz]e|activate|send|federali[sz]e))",
    re.IGNORECASE,
)
_COMMANDING = re.compile(
    r"call|(?:deploy|send|move|mobili[sz]e|activate|dispatche|withdraw|depart|redeploy|relocate)s\b",
    re.IGNORECASE,
)
_POST_MODIFIER = re.compile(
    r"^ ?(?:to be|who (?:were|are|have been)|that (?:were|are)|already|previously|currently) ?", re.IGNORECASE
)


#: A sum that a movement leads to is how many are there.
_SUM = re.compile(r"\b(?:total|number|strength|bring(?:s|ing)|rais(?:es|ing))\b")


def _verb(clause: Clause) -> re.Match[str] | None:
    """Return the verb that moves forces, unless it only describes them."""
    flat = clause.page.flat
    if not clause.says(_CUES):
        return None
    for move in _MOVE.finditer(flat, clause.start, clause.end):
        around = _NOT_EVENT.search(
            flat, max(clause.start, move.start() - 44), min(clause.end, move.end() + 12)
        )
        if around is None or not around.start() <= move.start() < around.end():
            return move
    return None


def is_moved(clause: Clause, before: int) -> bool:
    """Whether forces are moved in the clause before the offset."""
    move = _verb(clause)
    return move is not None and move.end() <= before


def is_movement(clause: Clause, at: int) -> bool:
    """Whether the figure ``at`` is what a verb of movement moves."""
    move = _verb(clause)
    if move is None:
        return False
    amount = clause.amounts[at]
    if move.end() <= amount.start and _SUM.search(clause.page.flat, clause.start, amount.start) is not None:
        return False
    between = clause.page.flat[amount.end : move.start()] if move.start() >= amount.end else ""
    return not (
        move.start() >= amount.end
        and _POST_MODIFIER.match(between) is not None
        and "are being" not in between
    )


def movements(clause: Clause) -> Iterator[Draft]:
    """Yield the movements that a clause tells; a capped one is a ceiling only."""
    flat = clause.page.flat
    move = _verb(clause)
    carried = clause.topic and (
        clause.lead == "pronoun"
        or any(amount.kind in ("more", "people", "platform") for amount in clause.amounts)
    )
    if move is None or not (clause.about or carried):
        return
    figures = [
        at
        for at, amount in enumerate(clause.amounts)
        if amount.kind in ("people", "platform", "unit", "more")
        and not part_of_share(clause, at)
        and is_movement(clause, at)
        and not is_ceiling(clause, at)
        and _forces(clause, at)
    ]
    if not figures:
        if any(amount.kind in ("people", "platform") for amount in clause.amounts):
            return
        start = clause.start
        end = cut_purpose(clause, start, clause.end, move.end())
        yield Draft(
            "movement",
            start,
            end,
            status_of(flat, start, end, order=clause.page.order, default=_default(clause, move)),
        )
        return
    for at in figures:
        start, end = part_of(clause, at)
        end = cut_purpose(clause, start, end, max(clause.amounts[at].end, move.end()))
        yield Draft(
            "movement",
            start,
            end,
            status_of(flat, clause.start, end, order=clause.page.order, default=_default(clause, move)),
            clause.amounts[at].quantity,
        )


def _forces(clause: Clause, at: int) -> bool:
    amount = clause.amounts[at]
    return (
        amount.kind != "people"
        or amount.noun.split()[-1]
        not in (
            "agents",
            "migrants",
            "people",
            "persons",
            "civilians",
            "employees",
            "troopers",
            "officers",
            "responders",
            "volunteers",
        )
        or FORCE.search(clause.page.flat, amount.start, amount.end) is not None
    )


def _default(clause: Clause, move: re.Match[str]) -> str:
    """Return the status of a movement without a modal: in an order "deploys" and "call into" command."""
    if clause.page.operation:
        return "ordered"
    return "ordered" if clause.page.order and _COMMANDING.match(move[0]) is not None else "reported"
