"""Command: who commands, coordinates, supports or answers to whom; state control as a relationship."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("commands",)

_RELATION = re.compile(
    r"\b(?:oversees?|overseeing|oversaw|commands(?= )|commanded by|led by|headed by|(?:leads|heads|led|"
    r"headed) (?:the )?(?:joint )?(?:task force|mission|operation|response|command|brigade|unit|force|"
    r"troops)|under the (?:command|control|direction|operational control|tactical control|"
    r"command and control|authority of the governor)|(?:operational|tactical|administrative) control|"
    r"command and control|reports? (?:directly )?to (?:the )?(?:[A-Z]\w*|commander)|answers? to|"
    r"chain of command|(?:conducted|performed|carried out|placed|put) (?:on|in|under) (?:state active duty|"
    r"[Tt]itle (?:10|32))|(?:are|is|were|was|be|placed|remain\w*) (?:on|in) state active duty|(?:taken|"
    r"took|takes|take) charge of|under the governor(?!'s)|dual[- ]status command(?:er)?|"
    r"[Ii]n (?:close )?coordination with (?:the )?(?:respective |State |state )?(?:adjutants|"
    r"Secretary of Defense|[Gg]overnors?|Chief of the National Guard|Department of Defense|DoD|Northcom|"
    r"U\.S\. Northern)|under (?:state|State|the state's|their governors?'?|federal) control|(?:remain|"
    r"serve|serving|operate|operating|duty|status|activated|orders) (?:in|under|"
    r"on) (?:a )?(?:[Tt]itle (?:10|32)|[Ss]tate [Aa]ctive [Dd]uty)(?: status| orders| authority)?|(?:is|"
    r"are|as) (?:the|a) (?:lead|supported|supporting|joint force|coordinating|primary)(?: federal|"
    r" state)? (?:agency|command|commander|component|headquarters)|(?:is|as) the [\w' -]{0,40}(?:component|"
    r"task force|dual-status|joint force|mission) commander|(?:retains?|exercises?|delegates?|has|have|"
    r"assumes?|under) (?:the )?(?:OPCON|TACON|ADCON|operational control|tactical control)|(?:OPCON|TACON|"
    r"ADCON) (?:to|of)|chops? to|under (?:the )?(?:state|governor's|governors'|federal) command|"
    r"takes? (?:its|their) orders from|reports? to both|commanded by|remain(?:s|ed)? under the|"
    r"will report to|serves? as the (?:lead|supported|supporting|joint force|operational|dual|commander)|"
    r"in (?:direct )?support of (?:U\.S\. )?(?:Northern Command|Northcom|NORTHCOM|Joint Task Force|JTF)|"
    r"support(?:ed|ing) command(?:er)?|assume[sd]? command|(?:took|takes|take) over|"
    r"assumed? (?:the )?(?:mission|responsibility)|took command|takes command|will command|will lead)\b"
)
#: "shall report to the President on the mission": a report, not a chain of command.
_REPORTING = re.compile(
    r"[^.;]{0,80}? (?:on|regarding|about|whether|describing|any|the (?:number|status|progress)) "
)
_WITH = re.compile(r"[Ii]n (?:close )?coordination with")


def commands(clause: Clause) -> Iterator[Draft]:
    """Yield the command relationship that a clause states."""
    flat = clause.page.flat
    relation = _RELATION.search(flat, clause.start, clause.end)
    if relation is None or not (clause.named or clause.topic):
        return
    if "report" in relation[0] and _REPORTING.match(flat, relation.end(), clause.end) is not None:
        return
    start, end = clause.start, clause.end
    if _WITH.match(relation[0]):
        if relation.start() - clause.start > 4:
            return
        verb = re.compile(r" shall \w+").search(flat, relation.end(), end)
        end = verb.end() if verb is not None else end
    elif relation.start() - start > 120:
        comma = flat.rfind(", ", start, relation.start())
        start = comma + 2 if comma > 0 else relation.start()
    order = clause.page.order
    yield Draft(
        "command",
        start,
        end,
        status_of(flat, start, end, order=order, default="ordered" if order else "reported"),
    )
