"""The key ``cost`` of plan.json: written and read back alike, and told where it is not sound."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.casefile.codec import encode, schema
from muster.casefile.planfile import plan_json, read_plan
from muster.domain.component import Component, DutyStatus
from muster.domain.expense import COST_KINDS, CostElement, CostShare, OverlapCost, PlanCost
from tests.planner import small
from tests.planner.loose import plan_of

CENTS = st.integers(0, 10**13)
TEXTS = st.text("ab é€“;", min_size=1, max_size=8)
KINDS = st.lists(st.sampled_from([kind.kind for kind in COST_KINDS]), max_size=3, unique=True).map(tuple)
PEOPLE = st.tuples(st.sampled_from(Component), st.sampled_from(DutyStatus))

COSTS = st.builds(
    PlanCost,
    elements=st.lists(
        st.builds(
            CostElement,
            element=TEXTS,
            low=st.none() | CENTS,
            expected=CENTS,
            high=st.none() | CENTS,
            source=st.none() | TEXTS,
            basis=st.just("") | TEXTS,
            covers=KINDS,
            by=st.lists(
                st.builds(
                    lambda people, cents: CostShare(
                        component=people[0], duty_status=people[1], expected=cents
                    ),
                    PEOPLE,
                    CENTS,
                ),
                max_size=2,
            ).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    low=st.none() | CENTS,
    expected=CENTS,
    high=st.none() | CENTS,
    missing=KINDS,
    missing_for=st.lists(st.tuples(st.just("pay"), PEOPLE).map(lambda x: (x[0], *x[1])), max_size=2).map(
        tuple
    ),
    no_range=st.lists(TEXTS, max_size=2).map(tuple),
    no_source=st.lists(TEXTS, max_size=2).map(tuple),
    overlap=st.builds(
        OverlapCost,
        headcount_days=st.integers(0, 10**6),
        low=st.none() | CENTS,
        expected=CENTS,
        high=st.none() | CENTS,
    ),
)


@settings(max_examples=80, deadline=None)
@given(COSTS)
def test_a_cost_is_read_back_as_it_was_written(cost: PlanCost) -> None:
    case = small.case()
    plan = plan_of(case, cost=cost)
    back, problems = read_plan(encode(plan_json(plan)), case)
    assert problems == ()
    assert back is not None and back.cost == cost


def test_its_keys_are_the_published_ones() -> None:
    case = small.case()
    cost = PlanCost(
        elements=(),
        low=None,
        expected=0,
        high=None,
        missing=("pay",),
        missing_for=(),
        no_range=(),
        no_source=(),
        overlap=OverlapCost(headcount_days=0, low=None, expected=0, high=None),
    )
    written = plan_json(plan_of(case, cost=cost))["cost"]
    properties = schema("plan")["properties"]
    assert isinstance(properties, dict) and isinstance(written, dict)
    assert written.keys() == properties["cost"]["properties"].keys()
    assert "cost" not in plan_json(plan_of(case))


@pytest.mark.parametrize(
    ("cost", "code", "words"),
    [
        ([], "M503", "an object is expected"),
        ({}, "M502", "expected is missing"),
        ({"expected": "much"}, "M503", "dollars are expected"),
        ({"expected": 1, "elements": [{"element": "pay", "expected": -5}]}, "M505", "out of range"),
        (
            {"expected": 1, "missing_for": [{"kind": "pay", "component": "Navy", "duty_status": "T10"}]},
            "M505",
            "Navy",
        ),
    ],
)
def test_a_cost_that_is_not_sound_is_told(cost: object, code: str, words: str) -> None:
    document = {**plan_json(plan_of(small.case())), "cost": cost}
    plan, problems = read_plan(json.dumps(document), small.case())
    assert plan is None
    assert any(p.code == code and words in p.message and "cost" in p.message for p in problems), problems
