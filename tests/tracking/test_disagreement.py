"""Reports that disagree stay side by side."""

from muster.domain.component import Component
from muster.tracking.disagreement import disagreements
from tests.tracking.small import T10, report


def test_two_numbers_for_one_question():
    cnn, ap = report(22, 2200, source="CNN"), report(22, 2500, source="AP")
    (found,) = disagreements([cnn, report(21, 2200), ap, report(22, 900, "ELSE")])
    assert found.reports == (cnn, ap)
    assert (found.apart, found.low, found.high, found.scope) == (True, 2200, 2500, "CAP")


def test_bounds_that_meet_are_not_apart():
    (found,) = disagreements([report(22, 2200, bound="at_least", low=2200), report(22, 2500)])
    assert not found.apart
    (ranged,) = disagreements([report(22, 2500, bound="range", low=2000, high=2500), report(22, 2100)])
    assert (ranged.apart, ranged.low, ranged.high) == (False, 2000, 2500)


def test_what_is_no_disagreement():
    same = [report(22, 2200, source="a"), report(22, 2200, source="b")]
    others = [report(23, 1, kind="planned"), report(23, 2)]
    parts = [report(24, 1, duty_status=T10), report(24, 2), report(24, 3, component=Component.RA)]
    assert disagreements([*same, *others, *parts]) == ()


def test_nothing_is_lost_or_made_up():
    reports = [report(day, people, source=f"{day}-{people}") for day in (3, 1, 2) for people in (5, 7, 6)]
    found = disagreements(reports)
    assert [item.date.day for item in found] == [1, 2, 3]
    assert sorted(r.source for item in found for r in item.reports) == sorted(r.source for r in reports)
    assert {r.headcount for item in found for r in item.reports} == {5, 6, 7}
