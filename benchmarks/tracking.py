"""Tracking many reports against many ceilings, beside one pass over the same rows with Python's own csv."""

from __future__ import annotations

import csv
import io
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.component import Component, DutyStatus
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour
from muster.domain.unit import Skill, Unit, UnitType

__all__ = ("INTRO", "track_reports", "tracked_case")

INTRO = (
    "Processor time of tracking a case of five years: 20 ceilings, 200 units, 1,000 tours, and as many "
    "reports as stated. The csv column is one pass over the same reports with the standard library, kept by "
    "scope and day, as a measure of the machine."
)

_FIRST, _DAYS = date(2021, 1, 1), 1826
_CEILINGS, _UNITS, _TOURS, _PLACES = 20, 200, 1000, 12


def track_reports(sizes: tuple[int, ...] = (1_000, 10_000)) -> list[dict[str, Any]]:
    """Seconds of each step for each number of reports."""
    from muster.products.tracking.document import track_csv, track_json
    from muster.products.tracking.page import render_tracking
    from muster.products.tracking.terminal import tracking_lines
    from muster.tracking.track import track_case

    rows = []
    for number in sizes:
        case = tracked_case(number)
        found = track_case(case)
        text = _as_csv(case)
        rows.append(
            {
                "reports": number,
                "csv": _seconds(lambda text=text: _pass(text)),
                "track": _seconds(lambda number=number: track_case(tracked_case(number)))
                - _seconds(lambda number=number: tracked_case(number)),
                "text": _seconds(lambda found=found: tracking_lines(found)),
                "json": _seconds(lambda found=found: track_json(found)),
                "a_row_a_day": _seconds(lambda found=found: track_csv(found)),
                "page": _seconds(lambda found=found: render_tracking(found)),
                "gaps": sum(len(ceiling.gaps) for ceiling in found.ceilings),
                "disagreements": len(found.disagreements),
            }
        )
    return [
        {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}
        for row in rows
    ]


def _seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Processor seconds of the best of a few runs."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def tracked_case(number: int, seed: int = 20250314) -> Case:
    """A case of five years with ``number`` reports, the same every time."""
    source = random.Random(seed)
    places = [f"P{index}" for index in range(_PLACES)]
    units = [f"U{index}" for index in range(_UNITS)]
    ceilings = [f"C{index}" for index in range(_CEILINGS)]
    scopes = (*ceilings, *ceilings, *places, *units[:20])
    return Case(
        name=f"{number} reports",
        as_of=_FIRST + timedelta(days=_DAYS - 200),
        planning=Planning(start=_FIRST + timedelta(days=_DAYS - 200), end=_FIRST + timedelta(days=_DAYS)),
        places=tuple(Place(place=name, kind="sector", lat=31.0, lon=-106.0) for name in places),
        types=(UnitType(type="T", headcount=100),),
        skills=(Skill(type="T", capability="supply", headcount=80),),
        units=tuple(
            Unit(
                unit=name,
                type="T",
                component=source.choice((Component.RA, Component.ARNG)),
                home="P0",
                policy="P",
            )
            for name in units
        ),
        policies=(Policy(policy="P", max_tour_days=400, reception_days=7),),
        lines=tuple(
            Line(
                line=f"L{index}",
                place=source.choice(places),
                role="supply",
                capability="supply",
                headcount=300,
                start=_FIRST,
                priority=1,
                approval=f"A{index % _CEILINGS}",
            )
            for index in range(3 * _CEILINGS)
        ),
        tours=tuple(_tour(source, units) for _ in range(_TOURS)),
        rates=(Rate(element="pay", amount=Decimal(200), unit="person-day"),),
        authorities=tuple(
            Authority(
                id=f"A{index}",
                kind="request_approval",
                status="signed",
                start=_FIRST,
                ceilings=(
                    Ceiling(
                        id=name,
                        headcount=source.randrange(500, 3000),
                        counts="scope" if index % 5 == 0 else "named",
                        duty_statuses=(DutyStatus.T10,),
                        overlap=source.choice(("counted", "excluded", "unknown", "tolerated:10")),
                    ),
                ),
            )
            for index, name in enumerate(ceilings)
        ),
        strengths=tuple(
            StrengthReport(
                date=_FIRST + timedelta(days=source.randrange(_DAYS - 200)),
                scope=source.choice(scopes),
                headcount=source.randrange(2500),
                kind=source.choice(("on_duty", "on_duty", "planned")),
                component=source.choice((None, Component.RA)),
                duty_status=source.choice((None, DutyStatus.T10, DutyStatus.SAD)),
                bound=source.choice(("exact", "about", "at_least")),
                source=source.choice(("a", "b", "c")),
            )
            for _ in range(number)
        ),
    )


def _tour(source: random.Random, units: list[str]) -> FixedTour:
    start = _FIRST + timedelta(days=source.randrange(_DAYS - 300))
    index = source.randrange(3 * _CEILINGS)
    return FixedTour(
        unit=source.choice(units),
        line=f"L{index}",
        start=start,
        end=start + timedelta(days=source.randrange(30, 300)),
        duty_status=DutyStatus.T10,
        authority=(f"A{index % _CEILINGS}",),
    )


def _as_csv(case: Case) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("date", "scope", "headcount", "kind"))
    writer.writerows(
        (report.date.isoformat(), report.scope, report.headcount, report.kind) for report in case.strengths
    )
    return out.getvalue()


def _pass(text: str) -> int:
    kept: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        kept[row["scope"], row["date"]].append(int(row["headcount"]))
    return len(kept)
