"""The two readings of the days ahead, and the alerts that they give."""

from muster.domain.period import Period
from muster.tracking.alerts import ceiling_alerts
from muster.tracking.forecast import forecast
from muster.tracking.people import people_of
from tests.tracking.small import day, make_case, make_plan, ordered, planned, report


def presence(*tours, plan=None):
    made = make_case(tours=tours)
    (authority,) = made.authorities
    return people_of(made, plan).under(authority, authority.ceilings[0])


def test_without_tours_there_is_no_forecast():
    assert forecast(presence(), (), day(100), day(200)) is None


def test_without_a_report_no_difference_is_carried():
    found = forecast(presence(ordered("U1", 90, 150)), (), day(100), day(200))
    assert (found.basis, found.difference, found.high, found.peak()) == ("orders", None, None, 100)
    assert found.peak(carried=True) is None
    assert found.plain == ((day(100), 100), (day(150), 0))


def test_the_difference_of_the_last_day_is_carried_and_the_tours_are_kept():
    tours = presence(ordered("U1", 90, 150), ordered("U2", 120, 150))
    reports = (report(80, 9), report(95, 130), report(95, 110), report(101, 500))
    found = forecast(tours, reports, day(100), day(200))
    assert found.difference == (10, 30)
    assert [item.headcount for item in found.reported] == [130, 110]
    assert found.plain == ((day(100), 100), (day(120), 200), (day(150), 0))
    assert found.high == ((day(100), 130), (day(120), 230), (day(150), 30))
    assert found.low == ((day(100), 110), (day(120), 210), (day(150), 10))


def test_nobody_is_never_fewer_than_nobody():
    found = forecast(presence(ordered("U1", 90, 150)), (report(95, 40),), day(100), day(200))
    assert found.difference == (-60, -60)
    assert found.low[-1] == (day(150), 0)


def test_a_range_is_carried_at_both_ends():
    reports = (report(95, 120, bound="range", low=80, high=120),)
    assert forecast(presence(ordered("U1", 90, 150)), reports, day(100), day(200)).difference == (-20, 20)


def test_when_a_ceiling_is_passed_on_the_days_that_it_binds():
    plan = make_plan(planned("U1", 90, 150), planned("U2", 120, 180), planned("U3", 130, 140))
    found = forecast(presence(plan=plan), (report(95, 160),), day(100), day(200))
    always = Period(None, None)
    assert found.basis == "plan"
    assert found.first_above(199, always) == day(120)
    assert found.first_above(199, Period(day(125), None)) == day(125)
    assert found.first_above(199, Period(None, day(120))) is None
    assert found.first_above(299, always) == day(130)
    assert found.first_above(299, None) is None
    assert found.first_above(250, always, carried=True) == day(120)


def test_one_alert_for_each_reading_and_the_worst_of_it():
    plan = make_plan(planned("U1", 90, 150), planned("U2", 120, 180))
    found = forecast(presence(plan=plan), (report(95, 160),), day(100), day(200))
    told = list(ceiling_alerts("CAP", 200, Period(None, None), found, day=day(100), margin=0.05))
    assert [(alert.kind, alert.basis, alert.day, alert.days_left) for alert in told] == [
        ("full", "plan", day(120), 20),
        ("will_exceed", "carried", day(120), 20),
    ]
    assert "+60" in told[1].message
    near = list(ceiling_alerts("CAP", 205, Period(None, day(110)), found, day=day(100), margin=0.05))
    assert near == []
    (one,) = ceiling_alerts("CAP", 270, Period(None, None), found, day=day(100), margin=0.05)
    assert (one.kind, one.basis) == ("near", "carried")
    assert list(ceiling_alerts("CAP", 300, Period(None, None), found, day=day(100), margin=0.05)) == []
