"""
10 USC 12301: no active duty of reserve components but by law; (d) volunteers, the Guard with its
governor.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.mobilization import prohibited_by
from muster.law.rule import Leg, Outcome, Rule, Situation, carries, lacks

__all__ = ("RULE",)

#: What may call members of a reserve component to title 10, beside this section.
_OTHERS = (
    "usc/t10/s12302",
    "usc/t10/s12304",
    "usc/t10/s12304a",
    "usc/t10/s12304b",
    "usc/t10/s12406",
)

#: Chapter 13 calls the militia, that is the Guard.
_MILITIA = ("usc/t10/s251", "usc/t10/s252", "usc/t10/s253")


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.mobilized:
        return
    guard = situation.question.component.is_guard
    if situation.invoked("usc/t10/s12301"):
        yield _volunteers(situation, guard=guard)
    elif not situation.invoked(*_OTHERS, *(_MILITIA if guard else ())):
        would = ["10 USC 12301(d) with consent", "10 USC 12302 in a declared emergency", "10 USC 12304b"]
        if situation.question.purpose == "disaster" and not guard:
            would.insert(0, "10 USC 12304a at a governor's request")
        if guard:
            would.append("10 USC 12406, or 251 to 254")
        yield lacks(
            f"Members of {situation.question.component.value} serve in title 10 only when a provision orders "
            "them to active duty; none is invoked.",
            would_do=tuple(would),
            leg=Leg.MOBILIZATION,
        )


def _volunteers(situation: Situation, *, guard: bool) -> Outcome:
    """(d) with the consent of that member; of the Guard, also of the governor."""
    question = situation.question
    paragraphs = situation.paragraphs("usc/t10/s12301")
    if not any(paragraph.startswith("(d)") for paragraph in paragraphs):
        return lacks(
            "Only subsection (d), volunteers, is encoded; (a) needs war or an emergency declared by "
            "Congress, "
            "(b) gives 15 days a year.",
            would_do=("10 USC 12301(d) with consent", "10 USC 12302"),
            leg=Leg.MOBILIZATION,
        )
    if question.member_consent == "no" or (guard and question.governor_consent == "no"):
        who = "governor" if guard and question.governor_consent == "no" else "member"
        return prohibited_by(
            f"Nobody may be ordered to active duty under subsection (d) without consent, and the {who} "
            f"refuses.",
            would_do=("10 USC 12302 in a declared emergency", "10 USC 12304b"),
        )
    missing = []
    if question.member_consent in (None, "unknown") and situation.approved is None:
        missing.append("whether the members consent")
    if guard and question.governor_consent in (None, "unknown") and situation.approved is None:
        missing.append("whether the governor consents")
    if missing:
        return lacks(
            "Subsection (d) orders to active duty with consent, which is not stated.",
            settled_by=tuple(missing),
            leg=Leg.MOBILIZATION,
        )
    stated = question.member_consent == "yes" and (not guard or question.governor_consent == "yes")
    return carries(
        "Volunteers may be ordered to active duty"
        + (", the governor consenting." if guard else ".")
        + ("" if stated else " The consent itself belongs to the record."),
        leg=Leg.MOBILIZATION,
        review=not stated,
    )


RULE = Rule(address="usc/t10/s12301", formula=_formula)
