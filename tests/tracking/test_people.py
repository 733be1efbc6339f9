"""Who is there by tours: against a count day by day."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.command import Command
from muster.domain.component import Component
from muster.domain.presence import value_on
from muster.domain.unit import Unit
from muster.tracking.people import people_of
from tests.tracking.small import T10, day, make_case, make_plan, ordered, planned

TOURS = st.lists(
    st.tuples(
        st.sampled_from(["U1", "U2", "U3"]),
        st.sampled_from(["L1", "L2"]),
        st.integers(1, 40),
        st.integers(1, 25),
        st.integers(0, 120),
    ),
    max_size=6,
)


def by_hand(tours, when, *, reception):
    """People present, without those in reception where asked, and those handed over twice."""
    there = [tour for tour in tours if day(tour[2]) <= when < day(tour[2] + tour[3])]
    arriving = [tour for tour in there if when < day(min(tour[2] + 5, tour[2] + tour[3]))]
    twice = 0
    for line in ("L1", "L2"):
        coming = sum(tour[4] for tour in arriving if tour[1] == line)
        serving = sum(tour[4] for tour in there if tour[1] == line and tour not in arriving)
        twice += min(coming, serving)
    counted = [tour for tour in there if tour not in arriving] if reception else there
    return sum(tour[4] for tour in counted), twice


@settings(deadline=None, max_examples=60)
@given(TOURS, st.sampled_from(["unknown", "counted", "excluded", "tolerated:3"]))
def test_presence_is_the_count_of_each_day(tours, overlap):
    tours = list(dict.fromkeys(tours))
    made = make_case(
        overlap=overlap,
        tours=tuple(
            ordered(unit, start, start + days, line=line, headcount=people)
            for unit, line, start, days, people in tours
        ),
    )
    (authority,) = made.authorities
    presence = people_of(made).under(authority, authority.ceilings[0])
    assert presence.planned is None
    assert presence.expected == presence.ordered
    for number in range(1, 70):
        people, twice = by_hand(tours, day(number), reception=overlap == "excluded")
        assert value_on(presence.ordered, day(number)) == people
        assert value_on(presence.hand_over, day(number)) == twice


def test_a_plan_is_what_is_expected():
    made = make_case(tours=(ordered("U1", 10, 20),))
    (authority,) = made.authorities
    people = people_of(made, make_plan(planned("U1", 10, 20), planned("U2", 15, 30)))
    presence = people.under(authority, authority.ceilings[0])
    assert value_on(presence.ordered, day(16)) == 100
    assert value_on(presence.expected, day(16)) == 200
    assert presence.expected_on(day(16)) == 200
    assert people.everyone().expected == presence.expected


@pytest.mark.parametrize(
    ("scope", "number"), [("A", 200), ("ELP", 200), ("U1", 100), ("JTF", 100), ("CAP", None), ("IDLE", None)]
)
def test_scopes_of_reports(scope, number):
    made = make_case(
        units=(
            Unit(unit="U1", type="CO", component=Component.RA, home="ELP", policy="P", command="JTF"),
            Unit(unit="U2", type="CO", component=Component.RA, home="ELP", policy="P"),
        ),
        tours=(ordered("U1", 10, 20), ordered("U2", 10, 20, line="L2")),
        commands=(Command(command="JTF"), Command(command="IDLE")),
    )
    presence = people_of(made).within(scope)
    assert (None if presence is None else presence.expected_on(day(12))) == number


def test_tours_of_units_that_the_case_lost_are_left_out():
    made = make_case(tours=(ordered("U1", 10, 20), ordered("GONE", 10, 20)))
    people = people_of(made, make_plan(planned("GONE", 1, 5)))
    assert [tour.unit.unit for tour in people.ordered] == ["U1"]
    assert people.planned == ()
    assert people.ordered[0].received == people.ordered[0].start + timedelta(days=5)
    assert people.ordered[0].duty_status is T10
