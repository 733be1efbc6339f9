"""Policies: a standing rule, such as the use of force, consulting first, or sharing cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("policies",)

_RULE = re.compile(
    r"\b(?:rules? (?:for|on) the use of force|rules of engagement|use[- ]of[- ]force (?:rules|policy)|"
    r"standing rules|it is the policy|policy of the United States|shall consult|will consult|must consult|"
    r"consult(?:ed)? with [^.;]{3,60} before|cost[- ]shar\w+|cost share|non-?federal share|federal share|"
    r"(?:non-)?reimburs(?:able|ement|ed|e)|shall (?:designate|ensure the availability|ensure that|"
    r"establish|maintain|develop|prescribe|issue|limit)|will (?:initially )?implement|shall implement|"
    r"would not have the same|same (?:personnel|rules)|as a matter of policy|(?:the )?(?:revival|"
    r"reinstatement|end|return) of the [^.;]{3,40} policy|policy, which|"
    r"(?:on an? )?(?:non-?)?reimbursable basis|(?:shall|will) (?:fund|pay|cover|reimburse|"
    r"bear) [^.;]{0,40}?(?:percent|cost|all)|percent (?:[Ff]ederal )?(?:funding|cost|"
    r"of the (?:eligible )?costs?|reimburse)|seeks? reimbursement|[Ff]ederal funding is (?:available|"
    r"authorized)|must be approved|requires? (?:the )?approval|case[- ]by[- ]case|last resort|"
    r"will not be (?:armed|used)|remain(?:s)? in (?:effect|force)|unless (?:directed|authorized|"
    r"approved))\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"reimburs|cost|fund|percent", re.IGNORECASE)
_LONG = 200


def policies(clause: Clause) -> Iterator[Draft]:
    """Yield the standing rule that a clause sets."""
    flat, order = clause.page.flat, clause.page.order
    rule = _RULE.search(flat, clause.start, clause.end)
    money = rule is not None and _MONEY.search(rule[0]) is not None
    if rule is None or not (clause.about or (clause.topic and (clause.lead or money))):
        return
    start, end = clause.start, clause.end
    if rule[0].lower().startswith(("the revival", "the reinstatement", "the end", "the return")):
        start, end = rule.start(), clause.sentence[1] - 1
    elif end - start > _LONG and rule.start() - start > 60:
        comma = flat.rfind(", ", start, rule.start())
        start = comma + 2 if comma > 0 and rule.start() - comma < 140 else rule.start()
    elif rule[0].lower().startswith(("shall", "will")) and rule.start() - start > 40:
        start = rule.start()
    yield Draft(
        "policy",
        start,
        end,
        status_of(flat, clause.start, end, order=order, default="ordered" if order else "reported"),
    )
