"""Policies: a standing rule, such as the use of force, consulting first, or sharing cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("policies",)

_RULE = re.compile(
    r"\b(?:[Rr]ules? (?:for|on) the [Uu]se of force|[Rr]ules of engagement|"
    r"[Uu]se[- ]of[- ]force (?:[Rr]ules|policy)|standing [Rr]ules|it is the policy|"
    r"policy of the United States|[Ss]hall consult|[Ww]ill consult|must consult|"
    r"consult(?:ed)? with [^.;]{3,60} before|[Cc]ost[- ]shar\w+|[Cc]ost share|[Nn]on-?[Ff]ederal share|"
    r"[Ff]ederal share|(?:[Nn]on-)?[Rr]eimburs(?:able|ement|ed|e)|[Ss]hall (?:designate|"
    r"ensure the availability|ensure that|establish|maintain|develop|prescribe|issue|limit)|"
    r"[Ww]ill (?:initially )?implement|[Ss]hall implement|would not have the same|same (?:personnel|"
    r"[Rr]ules)|as a matter of policy|(?:the )?(?:revival|reinstatement|end|"
    r"return) of the [^.;]{3,40} policy|policy, which|(?:on an? )?(?:[Nn]on-?)?[Rr]eimbursable basis|"
    r"(?:[Ss]hall|[Ww]ill) (?:fund|pay|cover|[Rr]eimburse|bear) [^.;]{0,40}?(?:percent|[Cc]ost|all)|"
    r"percent (?:[Ff]ederal )?(?:funding|[Cc]ost|of the (?:eligible )?[Cc]osts?|[Rr]eimburse)|"
    r"seeks? [Rr]eimbursement|[Ff]ederal funding is (?:available|authorized)|must be approved|"
    r"requires? (?:the )?approval|case[- ]by[- ]case|last resort|[Ww]ill not be (?:armed|[Uu]sed)|"
    r"remain(?:s)? in (?:effect|force)|unless (?:directed|authorized|approved))\b"
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
