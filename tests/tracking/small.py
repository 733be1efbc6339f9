"""Small cases for tracking, built by hand."""

from datetime import date
from decimal import Decimal

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.plan import Plan, PlannedTour
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour
from muster.domain.unit import Skill, Unit, UnitType

T10, T32, SAD = DutyStatus.T10, DutyStatus.T32, DutyStatus.SAD


def day(number: int) -> date:
    """Days of 2025, from 1."""
    return date.fromordinal(date(2024, 12, 31).toordinal() + number)


def report(number: int, headcount: int, scope: str = "CAP", **given: object) -> StrengthReport:
    given.setdefault("kind", "on_duty")
    return StrengthReport(date=day(number), scope=scope, headcount=headcount, **given)  # type: ignore[arg-type]


def ordered(unit: str, start: int, end: int, *, line: str = "L1", headcount: int | None = None) -> FixedTour:
    return FixedTour(
        unit=unit,
        line=line,
        start=day(start),
        end=day(end),
        duty_status=T10,
        authority=("A",),
        headcount=headcount,
    )


def planned(
    unit: str,
    start: int,
    end: int,
    *,
    line: str = "L1",
    headcount: int = 100,
    element: int = 1,
    part: int | None = None,
) -> PlannedTour:
    return PlannedTour(
        unit=unit,
        element=element,
        part=part,
        line=line,
        start=day(start),
        end=day(end),
        duty_status=T10,
        authorities=("A",),
        mobilization=None,
        fund=None,
        headcount=headcount,
        fills=headcount,
        cost=0,
        fixed=False,
        law="checked",
    )


def make_plan(*tours: PlannedTour) -> Plan:
    return Plan(
        case="small",
        as_of=day(100),
        seed=0,
        versions={},
        law="checked",
        status="feasible",
        stopped_by="gap",
        objective=0,
        bound=None,
        gap=None,
        closed=None,
        empty=None,
        tours=tours,
        shortfalls=(),
        ceilings=(),
    )


def make_case(*reports: StrengthReport, overlap: str = "unknown", limit: int = 250, **given: object) -> Case:
    """Three units of 100 on two lines at one place, under one ceiling of the approval ``A``."""
    whole: dict[str, object] = {
        "name": "small",
        "as_of": day(100),
        "planning": Planning(start=day(100), end=day(200)),
        "places": (Place(place="ELP", kind="sector", lat=31.8, lon=-106.4, state="TX"),),
        "types": (UnitType(type="CO", headcount=100, name="company"),),
        "skills": (Skill(type="CO", capability="warehouse", headcount=100),),
        "units": tuple(
            Unit(unit=name, type="CO", component=Component.RA, home="ELP", policy="P")
            for name in ("U1", "U2", "U3")
        ),
        "policies": (Policy(policy="P", max_tour_days=90, reception_days=5),),
        "lines": tuple(
            Line(
                line=name,
                place="ELP",
                role="warehouse",
                capability="warehouse",
                headcount=100,
                start=day(1),
                priority=1,
                approval="A",
            )
            for name in ("L1", "L2")
        ),
        "rates": (Rate(element="pay", amount=Decimal(100), unit="person-day"),),
        "authorities": (
            Authority(
                id="A",
                kind="request_approval",
                status="signed",
                issued=day(1),
                start=day(1),
                ceilings=(Ceiling(id="CAP", headcount=limit, duty_statuses=(T10,), overlap=overlap),),
            ),
        ),
        "strengths": reports,
    }
    return Case(**(whole | given))  # type: ignore[arg-type]
