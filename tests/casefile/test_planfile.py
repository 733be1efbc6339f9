"""plan.json: ours comes back equal, anyone's is read as far as it says anything."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from muster.casefile.codec import decode, encode, schema
from muster.casefile.planfile import plan_json, read_plan
from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.conflict import CONFLICT_KINDS, Conflict, ConflictItem, Resolution, ResolvingChange
from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.pinprice import PinPrice
from muster.domain.plan import (
    CHANGE_KINDS,
    SHORTFALL_REASONS,
    CeilingUse,
    Plan,
    PlanChange,
    PlannedTour,
    Shortfall,
    TourName,
)
from muster.domain.split import Split
from tests.casefile.test_codec import violations

TOUR = {
    "unit": "transport-a",
    "line": "drivers",
    "start": "2026-03-16",
    "end": "2026-06-08",
    "duty_status": "T10",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("case")
    for name, text in new_case_files("Base").items():
        (folder / name).write_text(text, encoding="utf-8")
    found, problems = read_case(Path(folder))
    assert found is not None, problems
    return found


DAYS = st.dates(date(2026, 3, 2), date(2026, 9, 1))
CENTS = st.integers(0, 10**13)
FINDINGS = st.builds(
    Finding,
    id=st.sampled_from(["F0001", "F0002"]),
    rule=st.just("usc/t10/s275"),
    verdict=st.sampled_from(Verdict),
    severity=st.sampled_from(["block", "review", "note"]),
    subject=st.just("drivers"),
    message=st.text(min_size=1),
    citations=st.lists(
        st.builds(Citation, cite=st.just("10 USC 275"), verified=st.booleans()), max_size=2
    ).map(tuple),
    would_do=st.just(("50 USC 1631",)),
    as_of=DAYS,
    days=st.none() | st.tuples(DAYS, st.none() | DAYS),
)


@st.composite
def tours(draw: st.DrawFn) -> PlannedTour:
    start = draw(DAYS)
    unit, most = draw(st.sampled_from([("transport-a", 1), ("maintenance", 2)]))
    return PlannedTour(
        unit=unit,
        element=draw(st.integers(1, most)),
        part=draw(st.none() | st.integers(1, 4)) if unit == "transport-a" else None,
        line=draw(st.sampled_from(["drivers", "mechanics"])),
        start=start,
        end=start + timedelta(days=draw(st.integers(1, 90))),
        duty_status=DutyStatus.T10,
        authorities=draw(st.sampled_from([(), ("RFA-1",)])),
        mobilization=draw(st.none() | st.just("10 USC 12302")),
        fund=draw(st.none() | st.just("economy-act")),
        headcount=draw(st.integers(0, 160)),
        fills=draw(st.integers(0, 110)),
        cost=draw(CENTS),
        fixed=draw(st.booleans()),
        law=draw(st.sampled_from(["checked", "assumed", "unknown"])),
        assumes=draw(st.sampled_from([(), ("RFA-1",)])),
    )


CONFLICTS = st.builds(
    Conflict,
    line=st.just("drivers"),
    scope=st.sampled_from(["alone", "others", "unknown"]),
    short=st.none() | st.integers(0, 10**12),
    items=st.lists(
        st.builds(
            ConflictItem, kind=st.sampled_from(CONFLICT_KINDS), subject=st.just("A"), says=st.just("x")
        ),
        max_size=2,
    ).map(tuple),
    resolutions=st.lists(
        st.lists(
            st.builds(
                ResolvingChange,
                kind=st.sampled_from(CONFLICT_KINDS),
                subject=st.just("A"),
                amount=st.none() | st.integers(0, 10**12),
                change=st.just("raise A"),
            ),
            max_size=2,
        ).map(lambda changes: Resolution(changes=tuple(changes))),
        max_size=2,
    ).map(tuple),
    exact=st.booleans(),
    why=st.just("because"),
)
PINS = st.builds(
    PinPrice,
    rule=st.sampled_from(["pin", "ban"]),
    unit=st.just("transport-a"),
    line=st.none() | st.just("drivers"),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    price=st.none() | CENTS,
)
SPLITS = st.builds(
    Split,
    unit=st.just("transport-a"),
    element=st.integers(1, 3),
    parts=st.integers(1, 9),
    away=st.integers(0, 9),
    lines=st.sampled_from([(), ("drivers",)]),
    days=st.integers(0, 400),
    person_days=st.integers(0, 10**6),
    charge=CENTS,
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    start = draw(DAYS)
    return Plan(
        case="Base",
        as_of=date(2026, 3, 1),
        seed=draw(st.integers(0, 10**9)),
        versions={"muster": "0.1.0"},
        law=draw(st.sampled_from(["checked", "assumed"])),
        status=draw(st.sampled_from(["optimal", "feasible", "empty"])),
        stopped_by=draw(st.sampled_from(["gap", "time", "interrupt", "exhausted"])),
        objective=draw(st.none() | CENTS),
        bound=draw(st.none() | CENTS),
        gap=draw(st.none() | st.floats(0, 1).map(abs)),
        closed=draw(st.none() | st.floats(0, 1).map(abs)),
        empty=draw(st.none() | CENTS),
        tours=tuple(draw(st.lists(tours(), max_size=3))),
        shortfalls=tuple(
            Shortfall(
                line="drivers",
                start=start,
                end=start + timedelta(days=3),
                headcount=draw(st.integers(1, 100)),
                reason=reason,
            )
            for reason in draw(st.lists(st.sampled_from(SHORTFALL_REASONS), max_size=2))
        ),
        ceilings=(
            CeilingUse(ceiling="RFA-1-400", peak=160, headcount=400, price=draw(st.none() | st.floats(0, 9))),
        ),
        findings=tuple(draw(st.lists(FINDINGS, max_size=2))),
        stats={"columns": 12, "seconds": 1.5},
        changes=tuple(draw(st.lists(changes(), max_size=2))),
        conflicts=tuple(draw(st.lists(CONFLICTS, max_size=2))),
        pins=tuple(draw(st.lists(PINS, max_size=2))),
        splits=tuple(draw(st.lists(SPLITS, max_size=2))),
    )


def name_of(tour: PlannedTour | None) -> TourName | None:
    if tour is None:
        return None
    return TourName(
        unit=tour.unit,
        element=tour.element,
        part=tour.part,
        line=tour.line,
        start=tour.start,
        end=tour.end,
        duty_status=tour.duty_status,
    )


@st.composite
def changes(draw: st.DrawFn) -> PlanChange:
    return PlanChange(
        kind=draw(st.sampled_from(CHANGE_KINDS)),
        reason=draw(st.sampled_from(["", "unit-lost"])),
        before=name_of(draw(st.none() | tours())),
        after=name_of(draw(st.none() | tours())),
        why=draw(st.sampled_from(["it is no longer in the case", "cheaper"])),
    )


@given(plan=plans())
@settings(deadline=None, max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_our_plan_comes_back_equal_and_has_the_published_form(case: Case, plan: Plan) -> None:
    value = plan_json(plan)
    form = schema("plan")
    assert list(value) == [key for key in form["properties"] if key in value]
    assert set(form["required"]) <= set(value)
    assert violations(value, schema("plan")) == []
    again, problems = read_plan(encode(value), case)
    assert problems == ()
    assert again == plan
    assert decode(encode(plan_json(plan), indent=2)) == json.loads(encode(value))


def test_money_is_in_dollars_and_exact(case: Case) -> None:
    plan, _ = read_plan(json.dumps({"schema": "muster.plan/1", "tours": [TOUR], "objective": 1234.5}), case)
    assert plan is not None
    assert plan.objective == 123_450
    assert plan_json(plan)["objective"] == 1234.5
    assert encode(plan_json(plan)["objective"]) == b"1234.5"


def test_five_keys_make_a_tour(case: Case) -> None:
    plan, problems = read_plan(json.dumps({"tours": [TOUR]}), case)
    assert plan is not None
    (tour,) = plan.tours
    assert (tour.element, tour.part, tour.headcount, tour.fills, tour.cost) == (1, None, 0, 0, 0)
    assert tour.authorities == ()
    assert tour.law == "checked"  # as the whole plan says, or is taken to say
    assert {problem.code for problem in problems} == {"M506", "M507"}
    assert all(problem.severity == "warning" for problem in problems)


@pytest.mark.parametrize("data", ["[]", "3", "{}", '{"tours": {}}', '{"tours": null}', "{", b"\xff"])
def test_what_is_no_plan(case: Case, data: str | bytes) -> None:
    plan, problems = read_plan(data, case)
    assert plan is None
    assert problems


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.just("2026-03-16"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@given(
    tour=st.dictionaries(
        st.sampled_from([*TOUR, "element", "part", "cost", "fills", "authorities", "fixed"]), JUNK
    ),
    rest=st.dictionaries(
        st.sampled_from(["case", "as_of", "gap", "shortfalls", "ceilings", "findings", "stats"]), JUNK
    ),
)
@settings(deadline=None, max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_nobodys_plan_raises(case: Case, tour: dict[str, object], rest: dict[str, object]) -> None:
    plan, problems = read_plan(json.dumps({**rest, "tours": [TOUR | tour]}), case)
    assert (plan is None) == any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert problem.message
        assert problem.help


def test_a_checker_gets_even_a_plan_that_names_nothing_of_the_case(case: Case) -> None:
    broken = {**TOUR, "unit": "NOPE", "line": "NOWHERE", "end": TOUR["start"]}
    refused, problems = read_plan(json.dumps({"tours": [broken]}), case)
    assert refused is None
    assert {"M504", "M505"} <= {problem.code for problem in problems}
    plan, _ = read_plan(json.dumps({"tours": [broken]}), case, judged=True)
    assert plan is not None
    assert (plan.tours[0].unit, plan.tours[0].line) == ("NOPE", "NOWHERE")


def test_a_plan_without_its_case_says_which_case_it_is_of() -> None:
    plan, problems = read_plan(json.dumps({"tours": [TOUR]}), None)
    assert plan is None
    assert "M502" in {problem.code for problem in problems}
    plan, _ = read_plan(json.dumps({"case": "x", "as_of": "2025-01-01", "tours": [TOUR]}), None)
    assert plan is not None and plan.case == "x"
