"""10 USC 274 (374 until 2016): maintaining and operating equipment for civilian law enforcement."""

from __future__ import annotations

from collections.abc import Iterator

from muster.law.roles import SENSOR
from muster.law.rule import Outcome, Rule, Situation, carries, lacks, notes

__all__ = ("RULE",)


def _formula(situation: Situation) -> Iterator[Outcome]:
    question = situation.question
    if not situation.t10 or question.purpose in ("disaster", "civil-disturbance"):
        return
    # (a) maintenance of equipment for Federal, State, and local civilian law enforcement officials
    if situation.role == "maintenance" and question.requested_by not in ("none", "federal-agency"):
        yield carries("Personnel may maintain equipment for civilian law enforcement (subsection (a)).")
    if situation.role not in SENSOR:
        return
    # (b)(1) upon request from the head of a Federal law enforcement agency
    if question.requested_by in ("none", "state", "local", "federal-agency"):
        yield lacks(
            "Equipment may be operated upon request from the head of a Federal law enforcement agency "
            f"(subsection (b)(1)); the request here is from {question.requested_by}.",
            would_do=("a request of the head of a Federal law enforcement agency", "approved request"),
        )
        return
    # (b)(2)(A) air and sea traffic; (b)(2)(C) aerial reconnaissance
    if situation.role == "surveillance_aviation" or question.domain in ("water", "air"):
        yield carries(
            "Personnel may operate equipment to detect and monitor air and sea traffic and for aerial "
            "reconnaissance (subsection (b)(2)(A) and (C))."
        )
        return
    yield _surface(situation)


def _surface(situation: Situation) -> Outcome:
    """(b)(2)(B) surface traffic: within 25 miles, if first detected outside the boundary."""
    question = situation.question
    limit = situation.parameter("usc/t10/s274", "surface")
    miles, detected = question.miles_from_border, question.first_detected
    if situation.approved is not None and miles is None:
        return notes(
            f"Surface traffic may be watched under subsection (b)(2)(B) within {limit} miles of the "
            f"border if "
            "first detected outside it; the case states no distance, and rests on the approval of the "
            "request.",
            review=True,
        )
    if limit is not None and miles is not None and miles <= limit and detected == "outside":
        return carries(
            f"Surface traffic may be watched {miles:g} miles inside the border, not more than {limit}, where "
            "it was first detected outside (subsection (b)(2)(B))."
        )
    if (miles is not None and limit is not None and miles > limit) or detected == "inside":
        return lacks(
            f"Subsection (b)(2)(B) reaches {limit} miles inside the border, and only what was first detected "
            f"outside it; stated are {'no distance' if miles is None else f'{miles:g} miles'} and first "
            f"detection {detected or 'not stated'}. Whether another provision carries it is not clear.",
            settled_by=(
                "whether 10 USC 284(b) or Pub. L. 114-92 s. 1059 is the ground of the request",
                "an opinion of counsel on surveillance beyond subsection (b)(2)(B)",
            ),
        )
    missing = [
        words
        for words, value in (
            (f"the distance from the border (at most {limit} miles)", miles),
            ("whether the traffic was first detected outside or inside the border", detected),
        )
        if value is None
    ]
    return lacks(
        "Subsection (b)(2)(B) carries the watching of surface traffic inside the United States only near the "
        "border and if first detected outside; that is not stated.",
        settled_by=tuple(missing),
    )


RULE = Rule(address="usc/t10/s274", formula=_formula)
