"""Law: what the plan says of it, and what the law library says of every tour."""

from __future__ import annotations

from datetime import date

from muster.domain.component import PAIRS
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.domain.plan import Plan
from muster.planner.checker.docket import Docket, Stay

__all__ = ("check_law",)

MARKS = ("checked", "assumed", "unknown")


def check_law(docket: Docket, stays: list[Stay], plan: Plan) -> None:
    """
    Mission and mobilization of every planned tour are permitted on every one of its days.

    A plan whose law was *assumed* is held to name its lines' approvals and nothing else; a tour marked
    ``unknown`` may be UNKNOWN and is listed in the warnings.
    """
    judged: dict[tuple[object, ...], tuple[Verdict, Verdict]] = {}
    for stay in stays:
        tour = stay.stated
        if stay.fixed or tour is None:
            continue
        approval = () if stay.line.approval is None else (stay.line.approval,)
        missing = [name for name in approval if name not in tour.authorities]
        assumed = plan.law == "assumed"
        if assumed and tour.authorities != approval:
            docket.breach(
                "authorities",
                f"names {_listed(tour.authorities)}, expected {_listed(approval)}: the law is assumed, "
                "so that the line's approval alone counts",
                stay=stay,
            )
        elif missing:
            docket.breach(
                "authorities",
                f"names {_listed(tour.authorities)}, "
                f"expected the line's approval {_listed(approval)} among them",
                stay=stay,
            )
        if (tour.law == "assumed") is not assumed or tour.law not in MARKS:
            docket.breach(
                "law-mark",
                f"marked law {tour.law!r} in a plan marked {plan.law!r}, expected "
                f"{'assumed' if assumed else 'checked or unknown'}",
                stay=stay,
            )
        if not assumed and stay.duty_status in PAIRS[stay.unit.component]:
            _judge(docket, stay, judged)


def _judge(docket: Docket, stay: Stay, judged: dict[tuple[object, ...], tuple[Verdict, Verdict]]) -> None:
    from muster.law.basis import judge

    tour = stay.stated
    assert tour is not None
    key = (
        tour.unit,
        tour.line,
        tour.duty_status,
        tour.authorities,
        tour.mobilization,
        tour.start,
        tour.end,
        tour.assumes,
    )
    if key not in judged:
        period = Period(date.fromordinal(stay.start), date.fromordinal(stay.end))
        judgement = judge(
            docket.case,
            stay.unit,
            stay.line,
            tour.duty_status,
            tour.authorities,
            tour.mobilization,
            period,
            assume_signed=frozenset(tour.assumes),
        )
        judged[key] = (judgement.mission, judgement.mobilization)
    for rule, verdict in zip(("law-mission", "law-mobilization"), judged[key], strict=True):
        what = "mission" if rule == "law-mission" else "mobilization"
        if verdict is Verdict.PERMITTED:
            continue
        if verdict is Verdict.UNKNOWN and tour.law == "unknown":
            docket.warn(f"{stay.label}: the law of its {what} is unknown, as it is marked")
            continue
        docket.breach(
            rule,
            f"the {what} in {tour.duty_status} under {_listed(tour.authorities)} "
            f"({tour.mobilization or 'no mobilization section'}) is {verdict}, "
            "expected permitted on every day",
            stay=stay,
        )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "no authority"
