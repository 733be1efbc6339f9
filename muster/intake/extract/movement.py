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
    r"\b(?:(?:re)?[Dd]eploy(?:s|ed|ing)?|[Mm]obili[sz](?:e|es|ed|ing)|demobili[sz](?:e|es|ed|ing)|"
    r"[Aa]ctivat(?:e|es|ed|ing)|deactivat(?:e|es|ed|ing)|[Ff]ederali[sz](?:e|es|ed|ing)|[Cc]all(?:ed|s|"
    r"ing)? (?:(?:[\w,'-]+ ){1,7}?(?:in)?to (?:[Ff]ederal|[Aa]ctive|[Ss]tate) |up|into|to (?:[Aa]ctive|"
    r"duty|[Ff]ederal)|out|forth|in the)|(?:be |been |being )?[Cc]alled into|[Ss]en(?:d|t|ds|"
    r"ding)(?! (?:an? |the |his |her |their )?(?:\w+ )?(?:letter|request|message|notice|memo|notice|signal|"
    r"bill|tweet|email|strong)| to (?:the )?(?:Federal Register|Congress|governors|Senate|House))|"
    r"[Dd]ispatch(?:ed|es|ing)?|[Ww]ithdr[ae]w(?:n|s|ing)?|[Ww]ithdraw(?:n|s|ing)?|arriv(?:e|es|ed|ing)|"
    r"depart(?:ed|s|ing)|[Rr]edeploy(?:s|ed|ing)|[Rr]eturn(?:ed|s|ing)? (?:home|to)|relocat(?:e|es|ed|ing)|"
    r"[Mm]oved? (?:[^.;]{3,80}? )?(?:to|into|from)|mov(?:es|ing) (?:to|into|from)|[Oo]rdered to|"
    r"[Oo]rdered(?=[^.;]{3,220}? to (?:the [a-z ]{0,20}(?:border|region|area|count(?:y|ies)|city|state|"
    r"island|capital|coast)|[A-Z][a-z]))|placed on (?:[Aa]ctive|[Oo]rders)|(?:announc|[Oo]rder|direct|"
    r"beg[au]n|complet|start|command|initiat|oversee|oversaw)\w* (?:the |a |"
    r"an )?(?:[\w'-]+ ){0,2}?(?:[Aa]ctivation|[Mm]obili[sz]ation|[Ff]ederali[sz]ation|[Dd]eployment|"
    r"arrival|[Ww]ithdrawal|departure|[Mm]ovement|[Rr]eturn|[Dd]ispatch|[Cc]all-up|[Rr]edeployment|"
    r"demobili[sz]ation) of (?=(?:[\w',-]+ ){0,4}?(?:\d|troops|soldiers|Guard|National|Marines|members|"
    r"personnel|forces|units|Soldiers|the \d))|flow(?:s|ed|ing)? (?:in|into|to)\b|begun [Rr]eturning|"
    r"(?:report|reports|reported|reporting) (?:for duty|to (?:the |their )?(?:armor(?:y|ies)|airport|base|"
    r"border|scene)|(?=(?:on |by )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))|(?:leav(?:e|es|ing)|"
    r"left) for|pull(?:ed|s|ing)? off|[Oo]rder(?:s|ed|ing)? [^.;]{3,120}? to (?:[Aa]ctive (?:duty|"
    r"[Ff]ederal service)|[Ff]ederal service)|[Cc]all(?:ed|s|ing)? (?:[\w,'-]+ ){1,7}?home|(?:being|been|"
    r"be|are|were) released|releas(?:e|es|ed|ing) [^.;]{3,90}? from (?:[Ff]ederal|[Aa]ctive|[Ss]tate|"
    r"Title)|(?:has|have|had) (?:left|joined)|(?:going|go|came|come|[Ss]ent) home|(?:is|are|was|"
    r"were) (?:due|en route|on (?:the|their) way|expected(?= (?:by|on|in|this|next|later|soon|(?:Mon|Tues|"
    r"Wednes|Thurs|Fri|Satur|Sun)day)))|will (?:also )?(?:join|follow)(?= (?:in|on|by|next|later|them|him|"
    r"this|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|$)|reach(?:es|ed|ing)? (?:the|its|their) (?:border|"
    r"city|[Ss]tate|island|region|area|capital)|surg(?:e|es|ed|ing)|pull(?:ed|s|ing)? (?:out|back)|"
    r"stand(?:s|ing)? down|drawn from|have been used|been used|were used|(?:were|was|be|been|being) flown|"
    r"flown (?:to|in|into|from)|airlifted|(?<!are )(?<!is )(?<!were )pre-?positioned|transferred to)\b"
)
#: Without one of these no verb of :data:`_MOVE` stands in a clause.
_CUES = (
    "deploy", "mobili", "activ", "federali", "call", "sen", "dispatch", "withdr", "arriv", "depart",
    "return", "relocat", "mov", "order", "placed", "arrival of", "flow", "report", "leav", "left", "pull",
    "home", "joined", "releas", "due", "route", "way", "join", "follow", "reach", "surg", "stand", "drawn",
    "used",     "expected", "flown", "airlift", "position", "transferr",
)  # fmt: skip
_NOT_EVENT = re.compile(
    r"\b(?:(?:\d+|the|these|those|all|other|any|of|newly|more|additional) (?:newly )?(?:federali[sz]ed|"
    r"activated|mobili[sz]ed|deployed|returning|deploying) (?=(?:California |Texas |Oregon |"
    r"Illinois )?(?:National )?(?:Guard|troops|soldiers|members|forces|Marines|personnel|units|service))|"
    r"until [\w ]{3,30}? arrives?|return to (?:the line|work|normal|school|their homes)|(?:that|who|"
    r"which) (?:are|is|can be|could be|may be|were) (?:typically |normally |usually )?(?:deployed|"
    r"activated|mobilized)|subject to activation|(?:not yet |yet |or )(?:transferred|withdrawn)|"
    r"available for (?:rapid )?\w*|the (?:newly )?(?:deployed|mobilized|activated|federalized)(?= [a-zG])|"
    r"(?:before|without|prior to|on|from|for|of) (?:any )?(?:withdrawing|deploying|activating|mobilizing|"
    r"sending|returning|calling)|(?:use|control) of (?:the )?(?:federali[sz]ed|mobili[sz]ed|activated)|"
    r"which is deployed under|which (?:they|it|units|members|forces) (?:are|were|is|have been) \w+|"
    r"number of troops to be deployed|may be (?:ordered|called) to active|authori[sz]ed to (?:order|call|"
    r"mobili[sz]e|activate)|ready to deploy|ready to be deployed|(?:allow|permit|empower|let|enabl)(?:s|ed|"
    r"ing|es)? (?:the |a )?[\w ]{3,30}? (?:to )?(?:deploy|federali[sz]e|mobili[sz]e|activate|send|call)|"
    r"plan for deploying|(?:authority|power|ability|permission) to (?:deploy|call|mobili[sz]e|activate|"
    r"send|federali[sz]e))",
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
        around = _NOT_EVENT.finditer(
            flat, max(clause.start, move.start() - 44), min(clause.end, move.end() + 12)
        )
        if not any(other.start() <= move.start() < other.end() for other in around):
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
            _status(clause, start, end, move),
        )
        return
    for at in figures:
        start, end = part_of(clause, at)
        end = cut_purpose(clause, start, end, max(clause.amounts[at].end, move.end()))
        yield Draft(
            "movement",
            start,
            end,
            _status(clause, clause.start, end, move),
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


_REFUSED = re.compile(
    r"\b(?:(?:will|would|may|can|shall|did|does|do|has|have)(?: not|n't)|won't|cannot)\b[^,;]{0,24}$"
)


def _status(clause: Clause, start: int, end: int, move: re.Match[str]) -> str:
    """Return the status of a movement; in news one that will not happen is denied."""
    flat, order = clause.page.flat, clause.page.order
    if not order and _REFUSED.search(flat, max(start, move.start() - 40), move.start()) is not None:
        return "denied"
    return status_of(flat, start, end, order=order, default=_default(clause, move))


def _default(clause: Clause, move: re.Match[str]) -> str:
    """Return the status of a movement without a modal: in an order "deploys" and "call into" command."""
    if clause.page.operation:
        return "ordered"
    return "ordered" if clause.page.order and _COMMANDING.match(move[0]) is not None else "reported"
