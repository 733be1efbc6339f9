"""DoDI 3025.21 (DoDD 5525.5 before 2013): direct assistance to law enforcement is prohibited, help is not."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import DISASTER, PLAIN, SENSOR
from muster.law.rule import Outcome, Rule, Situation, carries, forbids, lacks, leaves_open, notes

__all__ = ("RULE",)

_ACT = ("10 USC 251, 252 or 253 with the proclamation of 10 USC 254",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    if not situation.t10 or situation.insurrection is True:
        return
    if situation.question.contact and not situation.police:
        yield notes(
            "People who meet the public must not drift into law enforcement: keep contact to what the "
            "task needs.",
            review=True,
        )
    if situation.police:
        yield from _direct(situation)
    elif situation.role == "transport_detainees":
        yield _transport(situation)
    elif situation.role == "force_protection":
        yield _protection(situation)
    elif situation.role == "traffic_control":
        yield _traffic(situation)
    elif situation.question.purpose == "civil-disturbance" and situation.role in PLAIN | SENSOR | DISASTER:
        yield lacks(
            "Help in a civil disturbance needs the authority of the President (Enclosure 4).",
            would_do=(*_ACT, "direction of the President"),
        )


def _direct(situation: Situation) -> Iterator[Outcome]:
    if situation.military_purpose:
        yield leaves_open(
            f"Disputed: {situation.role} for a military purpose. For it: acts whose primary purpose is the "
            "Department's own, such as the protection of a base or of military land, are not restricted "
            "(military purpose doctrine). Against: the purpose may not be a subterfuge for law "
            "enforcement, and "
            "courts have split on land taken over along the border.",
            settled_by=(
                "the primary purpose, as the order states it and the facts show",
                "whether custody passes to civil authorities at once",
                "an opinion of counsel or a court on this use",
            ),
        )
    elif situation.unexcused:
        yield forbids(
            f"{situation.role.replace('_', ' ').capitalize()} is direct assistance to law enforcement.",
            would_do=_ACT,
        )


def _transport(situation: Situation) -> Outcome:
    if situation.question.custody == "agency":
        return carries(
            "Transport is indirect help while the agency's own officers are aboard and keep custody.",
            review=True,
        )
    return leaves_open(
        "Disputed: moving people in custody is help with transport if the agency keeps custody, and "
        "detention "
        "if the force does.",
        settled_by=("who has custody aboard: the agency or the force",),
    )


def _protection(situation: Situation) -> Outcome:
    protects = situation.question.protects
    if protects in (None, "own"):
        return carries("A force may protect itself, its bases and its equipment (military purpose).")
    if protects == "agency":
        return leaves_open(
            "Disputed: protecting an agency's people. The Department's Inspector General found the "
            "mission of "
            "2018 lawful (DODIG-2020-115); others hold that 10 USC 274 and 275 and the rules for the use of "
            "force do not expressly authorise crowd control, temporary detention or search to that end (Just "
            "Security, August 2020).",
            settled_by=("the tasks in the order", "an opinion of counsel on each of them"),
        )
    return leaves_open(
        "Disputed: protecting federal property rests on a protective power that no statute of this library "
        "states.",
        settled_by=("the statute or inherent power that the order names", "an opinion of counsel"),
    )


def _traffic(situation: Situation) -> Outcome:
    if situation.question.purpose == "disaster":
        return leaves_open(
            "Traffic control is named as direct assistance to law enforcement; whether directing relief "
            "traffic "
            "at a State's request is that is disputed.",
            settled_by=("whether police powers are used", "whether the Guard under its governor can do it"),
        )
    return forbids(
        "Traffic control for law enforcement is direct assistance.",
        would_do=(*_ACT, "the Guard under its governor"),
    )


RULE = Rule(address="dod/dodi3025-21", formula=_formula)
