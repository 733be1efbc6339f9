"""The plan against what is recorded."""

import pytest

from muster.domain.component import Component
from muster.tracking.against import against_lines, against_reports, against_tours, against_types
from muster.tracking.people import people_of
from tests.tracking.small import SAD, T10, day, make_case, make_plan, ordered, planned, report


def told(made, plan, number=100):
    return [
        (item.unit, item.words, item.days, item.people)
        for item in against_tours(people_of(made, plan), day(number))
    ]


@pytest.mark.parametrize(
    ("start", "end", "headcount", "words", "days", "people"),
    [
        (90, 150, None, ("as_planned",), 0, 0),
        (94, 150, None, ("late",), 4, 0),
        (85, 150, None, ("early",), -5, 0),
        (90, 140, None, ("left_early",), 0, 0),
        (90, 160, None, ("stays_longer",), 0, 0),
        (90, 150, 80, ("short",), 0, -20),
        (92, 151, 130, ("late", "stays_longer", "over"), 2, 30),
    ],
)
def test_words(start, end, headcount, words, days, people):
    made = make_case(tours=(ordered("U1", start, end, headcount=headcount),))
    assert told(made, make_plan(planned("U1", 90, 150))) == [("U1", words, days, people)]


def test_not_recorded_is_not_late_and_what_is_ahead_is_not_missed():
    plan = make_plan(planned("U1", 90, 150), planned("U2", 101, 150))
    assert told(make_case(), plan) == [("U1", ("not_recorded",), None, None)]
    assert told(make_case(), None) == []


def test_unplanned_and_another_line():
    made = make_case(tours=(ordered("U1", 90, 150, line="L2"),))
    assert told(made, make_plan(planned("U1", 90, 150))) == [
        ("U1", ("not_recorded",), None, None),
        ("U1", ("unplanned",), None, None),
    ]


def test_parts_that_go_together_are_one_tour_and_exact_matches_come_first():
    made = make_case(tours=(ordered("U1", 90, 150), ordered("U1", 95, 150, headcount=60)))
    plan = make_plan(
        planned("U1", 90, 150, headcount=50, part=1),
        planned("U1", 90, 150, headcount=50, part=2),
        planned("U1", 91, 150, headcount=60, element=2),
    )
    assert told(made, plan) == [("U1", ("as_planned",), 0, 0), ("U1", ("late",), 4, 0)]


def test_lines_and_types_on_a_day():
    made = make_case(tours=(ordered("U1", 90, 150, headcount=80),))
    people = people_of(made, make_plan(planned("U1", 90, 150), planned("U2", 90, 150, line="L2")))
    lines = against_lines(people, day(100))
    assert [(item.line, item.asked, item.planned, item.recorded, item.difference) for item in lines] == [
        ("L1", 100, 100, 80, -20),
        ("L2", 100, 100, 0, -100),
    ]
    (kind,) = against_types(people, day(100))
    assert (kind.type, kind.planned_tours, kind.recorded_tours, kind.difference) == ("CO", 2, 1, -120)
    assert against_types(people, day(160)) == ()


@pytest.mark.parametrize(
    ("scope", "headcount", "given", "word", "difference"),
    [
        ("CAP", 200, {}, "as_planned", 0),
        ("CAP", 190, {}, "short", -10),
        ("ELP", 210, {"duty_status": T10}, "over", 10),
        ("U1", 90, {"bound": "at_least", "low": 90}, "as_planned", -10),
        ("U1", 110, {"bound": "range", "low": 90, "high": 110}, "as_planned", 10),
        ("A", 150, {"component": Component.RA}, "part", -50),
        ("ELP", 5000, {"duty_status": SAD}, "part", 4800),
    ],
)
def test_reports_beside_tours(scope, headcount, given, word, difference):
    made = make_case(
        report(100, headcount, scope, **given),
        report(100, 7, scope, kind="announced"),
        tours=(ordered("U1", 90, 150), ordered("U2", 90, 150)),
    )
    (found,) = against_reports(made, people_of(made))
    assert (found.word, found.difference, found.basis) == (word, difference, "orders")


def test_a_scope_that_no_tour_serves_is_not_compared():
    made = make_case(report(100, 7, "U3"), tours=(ordered("U1", 90, 150),))
    assert against_reports(made, people_of(made)) == ()
