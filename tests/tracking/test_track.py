"""A case tracked whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from muster.actions.case import read_case
from muster.domain.finding import Verdict
from muster.tracking.against import TOUR_WORDS
from muster.tracking.alerts import ALERT_KINDS
from muster.tracking.track import TrackOptions, track_case
from tests.tracking.small import day, make_case, make_plan, ordered, planned, report

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_figures_of_a_ceiling():
    made = make_case(
        report(40, 180, source="a"),
        report(99, 240, source="b"),
        report(99, 255, source="c", bound="about"),
        report(99, 400, kind="planned"),
        tours=(ordered("U1", 30, 150), ordered("U2", 50, 150)),
    )
    found = track_case(
        made, make_plan(planned("U1", 30, 150), planned("U2", 50, 150), planned("U3", 120, 190))
    )
    (ceiling,) = found.ceilings
    assert ceiling.limit_on(day(100)) == 250
    assert [point.headcount for point in ceiling.points] == [180, 240, 255]
    assert [point.finding and point.finding.verdict for point in ceiling.points] == [
        None,
        None,
        Verdict.UNKNOWN,
    ]
    assert ceiling.above == ceiling.points[2:]
    assert [item.date for item in ceiling.announced] == [day(99)]
    assert [(gap.start, gap.end) for gap in ceiling.gaps] == [(day(1), day(40)), (day(41), day(99))]
    assert ceiling.forecast.difference == (40, 55)
    assert [item.apart for item in found.disagreements] == [True]
    assert (found.start, found.end) == (day(1), day(200))
    assert [(alert.kind, alert.basis, alert.day) for alert in found.alerts] == [
        ("exceeded", "reported", day(99)),
        ("will_exceed", "carried", day(100)),
        ("will_exceed", "plan", day(120)),
    ]


def test_only_what_was_known_by_the_day_is_looked_at():
    made = make_case(report(40, 180), report(90, 240), tours=(ordered("U1", 30, 150),))
    found = track_case(made, options=TrackOptions(day=day(60), start=day(20), end=day(80), every=10))
    (ceiling,) = found.ceilings
    assert ceiling.last_points(day(60))[0].date == day(40)
    assert ceiling.forecast.difference == (80, 80)
    assert (ceiling.forecast.start, ceiling.forecast.end) == (day(60), day(80))
    assert [(gap.start, gap.end) for gap in ceiling.gaps] == [(day(20), day(40)), (day(41), day(61))]
    with pytest.raises(ValueError, match="after its start"):
        track_case(made, options=TrackOptions(start=day(20), end=day(20)))


def test_reports_of_a_part_carry_no_difference():
    from muster.domain.component import Component

    made = make_case(report(90, 60, component=Component.ARNG), tours=(ordered("U1", 30, 150),))
    (ceiling,) = track_case(made).ceilings
    assert ceiling.forecast.difference is None


def test_an_empty_case_is_tracked():
    made = replace(make_case(), units=(), lines=(), authorities=(), types=(), skills=(), policies=())
    found = track_case(made)
    assert (found.ceilings, found.scopes, found.spending, found.findings) == ((), (), None, ())


def test_the_border_of_may_2025():
    found = track_case(read_case(EXAMPLES / "southwest-border-2025"))
    (total,) = found.reconciliations
    assert [part.headcount for part in total.parts] == [4200, 5000]
    assert found.changes[0].message == ("transfer of authority from JTF-N to JTF-SB under NORTHCOM")
    assert found.changes[0].day.isoformat() == "2025-03-14"
    (two,) = found.disagreements
    assert {item.headcount for item in two.reports} == {2200, 2500}
    assert not [item for item in found.findings if item.verdict is Verdict.PROHIBITED]


def test_helene_has_two_chains_under_two_commanders():
    found = track_case(read_case(EXAMPLES / "hurricane-helene-2024"))
    assert dict(found.chart.dual) == {"DSC-NC-FEDERAL": ("NORTHCOM",), "DSC-NC-STATE": ("NCNG",)}


def test_the_published_words_are_those_of_the_schema():
    from muster.casefile.codec import schema

    form = schema("track")["properties"]
    assert tuple(form["alerts"]["items"]["properties"]["kind"]["enum"]) == ALERT_KINDS
    words = form["against"]["properties"]["tours"]["items"]["properties"]["words"]["items"]["enum"]
    assert tuple(words) == TOUR_WORDS


def test_what_begins_after_the_case_was_written_is_not_missed():
    plan = make_plan(planned("U1", 90, 150), planned("U2", 120, 150))
    found = track_case(make_case(), plan, TrackOptions(day=day(140)))
    assert [(item.unit, item.words) for item in found.tours] == [("U1", ("not_recorded",))]
