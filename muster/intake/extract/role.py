"""Roles: a task, tasked, permitted or prohibited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.extract.authority import is_permitted, is_power
from muster.intake.extract.movement import is_moved
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("roles",)

_TASK = (
    r"(?:help|assist|support|secure|provide|conduct|perform|protect|operate|enforce|patrol|train|augment|"
    r"supplement|reinforce|aid|monitor|transport|build|erect|install|construct|repair|maintain|clear|"
    r"distribute|deliver|evacuate|rescue|search|detain|arrest|apprehend|transfer|fly|carry out|guard|"
    r"respond|safeguard|defend|repel|seal|relieve|staff|man|enable|facilitate|work|serve|fill|bolster|"
    r"back up|free up|temporarily protect|quell|restore|participate|engage|carry|escort|screen|feed|haul|"
    r"direct traffic|stand guard|set up|make (?:an )?arrests?|remove|execute|fight|address|combat|deter|"
    r"mitigate|ensure (?:the )?(?:safety|security|order|public)|contain|suppress|extinguish|sandbag|"
    r"shore up|move|complement|backfill|offset|cover)"
)
_PURPOSE = re.compile(
    rf"\bin support of (?!U\.S\. Northern|NORTHCOM|Northcom|JTF|Joint Task)|\b(?:in order )?to (?:also |"
    rf"directly |temporarily |immediately |rapidly |further )?{_TASK}\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    rf"\b(?:(?:bar|prohibit|prevent|forbid|keep)(?:s|red|ed|ting|ding|ring)? (?:the )?(?:military|troops|"
    rf"soldiers|Guard|forces|members|them|armed forces|Armed Forces|personnel)[\w ]{{0,20}}? from|(?:do|"
    rf"does|did) not {_TASK}|(?:will|would|shall|may|can|could|must|to|has|have|"
    rf"had)(?:, [^,.;]{{3,80}},)?(?: not| also| only| never| immediately| almost immediately|"
    rf" further){{0,2}} (?:be )?(?:{_TASK}|create and begin|supporting|assisting|providing|conducting|"
    rf"doing|performing|armed|involved|used (?:to|for|in)|in contact with)\b|(?:do|does|did)(?: not|"
    rf"n't) have (?:\w+ ){{0,2}}(?:authority|powers?)|(?:is|are|was|were|be|been|being) (?:also |"
    rf"currently |now |not )?(?:supporting|assisting|providing|conducting|helping|operating|performing|"
    rf"patrolling|working (?:to|on)|tasked|responsible for|involved in|engaged in|taking part in|"
    rf"participating in|doing|delivering|clearing|guarding|manning|staffing|distributing|transporting|"
    rf"flying|rescuing|searching|securing|protecting|training|escorting|building|filling|moving|hauling|"
    rf"fighting|putting (?:in|up)|laying|watching|fixing|repairing|installing|handing out|picking up|armed|"
    rf"authorized to|permitted to|prohibited from|barred from|dedicated to|trained|conducted by)\b|"
    rf"(?:helped|assisted|delivered|responded|dropped|administered|vaccinated|tested|treated|screened|"
    rf"removed|moved|pulled|hoisted|filled|placed|picked up|handed out|set up|staffed|escorted|hauled|"
    rf"carried out|completed|fought|dropped|cleared|distributed|evacuated|rescued|searched|transported|"
    rf"flew|built|installed|supported|provided|conducted|performed|patrolled|assigned(?! to)|supports|"
    rf"provides|assists|helps|conducts|performs|includes? (?:providing|supporting))\b|(?:mission|missions|"
    rf"role|roles|task|tasks|duties|goal) (?:(?:is|are|was|were)(?! expected| scheduled| set| likely|"
    rf" over)|will be|would be|of|include[sd]?|consists?)\b|directed the [A-Z][^.;]{{3,60}} to\b|"
    rf"(?:resourced|trained|organized),? (?:[\w, ]{{0,40}})?available to\b|into a more direct role|"
    rf"that (?:is|are) dedicated to|(?:let|allow|permit)(?:s|ed|"
    rf"ing)? (?:[\w'-]+ ){{1,4}}?(?:to )?{_TASK}\b)",
)
_PROHIBITED = re.compile(
    r"\b(?:(?:bar|prohibit|prevent|forbid|keep)(?:s|red|ed)? [\w ]{3,40}? from|(?:will|shall|(?-i:may)|"
    r"would|must|can|do|does|did|are|is)(?: not|n't)|cannot|won't|prohibited|barred|forbidden|never|"
    r"not (?:to|be|participate|perform|conduct|directly)|without authority|will be conducted by)\b",
    re.IGNORECASE,
)
_PERMITTED = re.compile(
    r"\b(?:(?-i:may)|can|could|authori[sz]ed to|permitted to|allowed to|let|allow|permit|including)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:(?:will|would|can|(?-i:may))(?: not|n't)|won't|cannot|(?:do|does)(?: not|n't) have|"
    r"no plans? to)\b(?! (?:only|just|yet))",
    re.IGNORECASE,
)
_STOP = re.compile(r" (?=(?:has|have) (?:about|some|been|\d))|, (?:and|but|as|which|while)\b|; ")
_NOT_AN_ACTOR = re.compile(
    r"(?:this (?:memorandum|order|proclamation|announcement|section|document)|these (?:investigations|"
    r"provisions|actions)|(?:is|are|was|were|have|has) )\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:Secretary|Secretaries|Commander|commander|General|Director|Chief|Department|Command|[Mm]embers|"
    r"[Uu]nits|[Ff]orces?|[Pp]ersonnel|Guard|[Tt]roops|[Ss]oldiers)\b[^.;]{0,60}? may (?!not\b|be\b|have\b|"
    r"vary\b|also be\b)(?=[a-z])"
)
_CALLS = re.compile(
    r"(?:I|the President|the Governor|President [A-Z]\w+) (?:hereby |has )?(?:call|order|mobili[sz]|activat)"
)
#: "the Constitution empowers me to direct": a power of the author, no task of a force.
_TO_ME = re.compile(r"\b(?:empower|authori[sz]|requir|oblig)\w* me\b")
_REASON = re.compile(
    r"\b[Ii]t is (?:necessary|essential|imperative)\b|\bthis emergency requires\b|\bmust (?:intervene|act)\b"
)
#: The present of many: "engineers of the 201st Engineer Battalion clear debris".
_PLURAL = re.compile(
    rf"\b(?:[Tt]roops|[Ss]oldiers|[Aa]irmen|[Mm]arines|[Gg]uardsmen|[Mm]embers|[Ee]ngineers|[Cc]rews|"
    rf"[Uu]nits|[Ff]orces|[Ss]ailors|[Mm]edics|[Tt]eams)(?: (?:of|from|"
    rf"with) (?:the )?(?:[A-Z\d][\w.'-]*,? ){{1,6}}?)? ?(?:also |now |still )?(?<= ){_TASK}(?= (?!of\b|"
    rf"for\b|in\b|and\b|from\b|force|team|unit|operation)[a-z\d])"
)
_WORK = re.compile(r"\bmilitary activities (?:directed|authorized|conducted)[^;.]{5,160}")


def roles(clause: Clause) -> Iterator[Draft]:
    """Yield the tasks of a clause: the whole clause of a tasking verb, or a purpose by itself."""
    flat, order = clause.page.flat, clause.page.order
    if not clause.about or _NOT_AN_ACTOR.match(flat, clause.start, clause.end):
        return
    if _TO_ME.search(flat, clause.start, clause.end) is not None:
        return
    if _REASON.search(flat, clause.start, clause.end) is not None or is_power(clause):
        return
    work = _WORK.search(flat, clause.start, clause.end)
    if work is not None and work.start() - clause.start > 40:
        yield Draft(
            "role", work.start(), work.end(), "ordered" if order else "reported", polarity="permitted"
        )
        return
    verb = _VERB.search(flat, clause.start, clause.end)
    purpose = _PURPOSE.search(flat, clause.start + 1, clause.end)
    if order and verb is not None and verb[0].startswith("to ") and is_permitted(clause, verb.start()):
        return
    if (
        verb is not None
        and (purpose is None or verb.start() <= purpose.start())
        and not (
            purpose is not None
            and (
                clause.amounts
                or _CALLS.match(flat, clause.start, clause.end)
                or (
                    purpose.start() - clause.start > 25
                    and verb[0].startswith("to ")
                    and (
                        is_moved(clause, purpose.start())
                        or (not order and is_permitted(clause, purpose.start()))
                    )
                )
            )
        )
    ):
        start, end = clause.start, clause.end
        if end - start > 260:
            comma = flat.find(", ", start + 160, end)
            end = comma if comma > 0 else end
        yield Draft("role", start, end, _status(clause, start, end), polarity=_polarity(flat, start, end))
    elif order and (done := _MAY.search(flat, clause.start, clause.end)) is not None and purpose is None:
        stop = _STOP.search(flat, done.end() + 12, clause.end)
        end = stop.start() if stop is not None else clause.end
        yield Draft("role", clause.start, end, "authorised", polarity="permitted")
    elif purpose is None and (plural := _PLURAL.search(flat, clause.start, clause.end)) is not None:
        start = clause.start if plural.start() - clause.start < 100 else plural.start()
        status = _status(clause, start, clause.end)
        yield Draft("role", start, clause.end, status, polarity=_polarity(flat, start, clause.end))
    elif purpose is not None:
        end = clause.end
        stop = _STOP.search(flat, purpose.end() + 12, end)
        end = stop.start() if stop is not None else end
        yield Draft(
            "role",
            purpose.start(),
            end,
            _status(clause, clause.start, end),
            polarity=_polarity(flat, purpose.start(), end),
        )


def _status(clause: Clause, start: int, end: int) -> str:
    """Return the status of a task; a prohibition that a speaker states is a denial."""
    order = clause.page.order
    if clause.speaker != "document" and not order and _DENIED.search(clause.page.flat, start, end):
        return "denied"
    return status_of(clause.page.flat, start, end, order=order, default="ordered" if order else "reported")


def _polarity(flat: str, start: int, end: int) -> str:
    if _PROHIBITED.search(flat, start, end):
        return "prohibited"
    return "permitted" if _PERMITTED.search(flat, start, end) else "tasked"
