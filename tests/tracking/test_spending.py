"""Cost to date."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.authority import Ceiling
from muster.domain.place import Place
from muster.domain.rate import Rate
from muster.planner.expense import expense_of
from muster.tracking.spending import spending
from muster.tracking.track import track_case
from tests.tracking.small import day, make_case, make_plan, ordered, planned

RATES = (
    Rate(element="pay", amount=Decimal("101.37"), unit="person-day", source="a table"),
    Rate(element="bus", amount=Decimal("0.33"), unit="person-mile"),
    Rate(element="kit", amount=Decimal(50), unit="person"),
)


def test_nothing_to_cost():
    assert spending(make_case(), None, day(100)) is None


def test_days_are_counted_to_the_end_of_the_day():
    made = make_case(tours=(ordered("U1", 91, 151),))
    found = spending(made, None, day(100))
    assert (found.estimate, found.planned, found.ordered) == (None, None, 100 * 10 * 100 * 100)
    assert spending(made, None, day(90)).ordered == 0
    assert spending(made, None, day(91)).ordered == 100 * 100 * 100
    assert spending(made, None, day(400)).ordered == 100 * 60 * 100 * 100


def test_the_plan_beside_the_orders_and_what_is_not_counted():
    made = make_case(tours=(ordered("U1", 95, 150, headcount=50),))
    plan = make_plan(planned("U1", 91, 151), planned("U2", 120, 150))
    found = spending(made, plan, day(100))
    # The plan without the ordered tour holds it all the same: what is ordered is in every plan once.
    assert found.planned == (100 * 10 + 50 * 6) * 100 * 100
    assert found.ordered == 50 * 6 * 100 * 100
    assert found.estimate == expense_of(made, plan).expected
    assert "vehicles, rental and fuel" in " ".join(found.not_counted())
    assert any("payments" in words for words in found.not_counted())


def test_a_budget_shows_the_whole_and_what_is_spent():
    made = make_case(tours=(ordered("U1", 91, 151),))
    (authority,) = made.authorities
    budget = Ceiling(id="MONEY", dollars=100_000_000)
    made = replace(made, authorities=(replace(authority, ceilings=(budget,)),))
    (found,) = spending(made, None, day(100)).budgets
    assert (found.ceiling, found.limit, found.whole, found.to_date) == (
        "MONEY",
        100_000_000,
        60_000_000,
        10_000_000,
    )


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["U1", "U2", "U3"]), st.integers(1, 60), st.integers(1, 60)),
        max_size=4,
        unique_by=lambda x: x[0],
    ),
    st.integers(1, 130),
)
def test_to_date_grows_to_the_whole(tours, number):
    made = make_case(
        tours=tuple(ordered(unit, start, start + days) for unit, start, days in tours), rates=RATES
    )
    plan = make_plan()
    whole = expense_of(made, plan)
    now, later, all_of_it = (spending(made, plan, day(n)) for n in (number, number + 1, 200))
    if not tours:
        assert now is None
        return
    assert 0 <= now.ordered <= later.ordered <= all_of_it.ordered
    assert abs(all_of_it.ordered - whole.expected) <= len(tours) * 3  # each is rounded in its own place
    assert now.ordered == now.planned


def test_the_way_out_is_paid_when_the_tour_has_ended():
    made = make_case(tours=(ordered("U1", 91, 151),), rates=RATES[1:2])
    far = Place(place="FAR", kind="installation", lat=40.0, lon=-100.0)
    made = replace(
        made,
        places=(*made.places, far),
        units=tuple(replace(unit, home="FAR") for unit in made.units),
    )
    under_way, last_day, over = (spending(made, None, day(n)).ordered for n in (100, 149, 150))
    assert under_way == last_day > 0
    assert abs(over - 2 * under_way) <= 1


@pytest.mark.parametrize(
    ("limit", "kind"),
    [(59_999_999, "will_exceed"), (60_000_000, "full"), (61_000_000, "near"), (90_000_000, None)],
)
def test_a_budget_is_told_before_it_is_spent(limit, kind):
    made = make_case(tours=(ordered("U1", 91, 151),))
    (authority,) = made.authorities
    budget = Ceiling(id="MONEY", dollars=limit)
    made = replace(made, authorities=(replace(authority, ceilings=(budget,)),))
    told = [alert for alert in track_case(made).alerts if alert.subject == "MONEY"]
    assert [alert.kind for alert in told] == ([kind] if kind else [])
    assert all("$600,000 in all" in alert.message and "$100,000 to date" in alert.message for alert in told)
