"""Assertions: sentences, readings with their bounds, and what contradicts them, unit by unit."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.assertion import RELATIONS, Assertion, parse_assertion
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.command import Command
from muster.domain.component import Component, DutyStatus
from muster.domain.fact import BOUNDS
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit, UnitType
from muster.ledger.assertions import Standing, stand
from muster.ledger.entry import Draft, Entry
from muster.ledger.nouns import noun_json
from muster.ledger.record import Account, drafts_of

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2025, 4, 1)


def unit(name: str, component: Component = Component.RA, command: str | None = None) -> Unit:
    return Unit(unit=name, type="co", component=component, home="home", policy="p", command=command)


def tour(name: str, headcount: int | None = None, line: str = "L", **more: object) -> FixedTour:
    values = {"start": date(2025, 3, 1), "end": date(2025, 6, 1), "duty_status": DutyStatus.T10} | more
    return FixedTour(unit=name, line=line, headcount=headcount, **values)  # type: ignore[arg-type]


def report(scope: str, headcount: int, **more: object) -> StrengthReport:
    return StrengthReport(**({"date": DAY, "scope": scope, "headcount": headcount, "kind": "on_duty"} | more))


BASE = Case(
    name="a",
    as_of=DAY,
    planning=Planning(start=DAY, end=date(2026, 1, 1)),
    places=(
        Place(place="home", kind="other", lat=30.0, lon=-100.0),
        Place(place="there", kind="other", lat=31.0, lon=-100.0),
    ),
    commands=(
        Command(command="NORTHCOM"),
        Command(command="JTF", parent="NORTHCOM", relation="command", start=date(2025, 3, 14)),
        Command(command="OLD", parent="NORTHCOM", relation="command", end=date(2025, 3, 14)),
        Command(command="SUP", parent="NORTHCOM", relation="support"),
    ),
    types=(UnitType(type="co", headcount=100),),
    units=(unit("A", command="JTF"), unit("B", Component.ARNG, command="OLD"), unit("C", command="SUP")),
    policies=(Policy(policy="p", max_tour_days=365),),
    lines=(Line(line="L", place="there", role="supply", capability="x", headcount=1, start=DAY, priority=1),),
    authorities=(
        Authority(
            id="AUTH",
            kind="memorandum",
            status="signed",
            ceilings=(Ceiling(id="CEIL", headcount=500, duty_statuses=(DutyStatus.T10,)),),
        ),
    ),
)


def ledger(*steps: Case | str) -> list[Entry]:
    """Cases recorded one after the other, an hour apart; a text in between is an assertion."""
    entries: list[Entry] = []
    for hour, step in enumerate(steps):
        if isinstance(step, str):
            said = parse_assertion(step)
            drafts: tuple[Draft, ...] = (
                Draft(kind="assertion.stated", subject=said.id, who="SJA", body=noun_json(said)),
            )
        else:
            drafts = drafts_of(step, {}, Account(who="J3"), entries)
        entries += [
            Entry(n=n, recorded=NOON + timedelta(hours=hour), draft=draft)
            for n, draft in enumerate(drafts, start=len(entries))
        ]
    return entries


def one(*steps: Case | str) -> Standing:
    (standing,) = stand(ledger(*steps))
    return standing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "on 2025-04-01 strength of JTF-Southern Border <= 9,600",
            "strength of JTF-Southern Border <= 9,600",
        ),
        ("On 2025-04-01 the strength of SW ARNG T10 at most 1500 people", "strength of SW ARNG T10 <= 1,500"),
        ("on 2025-04-01 strength at SW T32 ≥ 0", "strength of SW T32 >= 0"),
        ("on 2025-04-01 strength in SW USCG is 12", "strength of SW USCG = 12"),
        ("on 2025-04-01 strength of SW USCG USCG < 12", "strength of SW USCG USCG < 12"),
        ("on 2025-04-01 authority NSPM-4 status is not signed", "authority NSPM-4 status != signed"),
        ("on 2025-04-01 UNIT A B home == X Y", "unit A B home = X Y"),
    ],
)
def test_sentences(text: str, shown: str) -> None:
    said = parse_assertion(text)
    assert str(said) == f"on 2025-04-01 {shown}"
    assert parse_assertion(str(said)) == replace(said, id=str(said))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "all is well",
        "on 2025-02-30 strength of A <= 1",
        "on 2025-04-01 strength of A <= many",
        "on 2025-04-01 unit A = B",
        "on 2025-04-01 strength of A <= 9,60",
        "strength of A <= 5",
        "on 2025-04-01 strength of A <= -5",
    ],
)
def test_what_asserts_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"asserts nothing|no day|whole number|names no noun"):
        parse_assertion(text)


def test_nothing_known_is_open() -> None:
    standing = one(BASE, "on 2025-04-01 strength of JTF <= 100")
    assert (standing.verdict, standing.readings) == ("open", ())


def test_a_later_report_contradicts_and_the_source_is_told() -> None:
    said = "on 2025-04-01 strength of JTF <= 9600"
    fine = replace(BASE, strengths=(report("JTF", 9600, source="x"),))
    assert one(BASE, said, fine).verdict == "holds"
    both = replace(BASE, strengths=(report("JTF", 9600, source="x"), report("JTF", 9700, source="y")))
    standing = one(BASE, said, both)
    (found,) = standing.contradictions
    assert (standing.verdict, found.source, found.difference, found.said) == (
        "contradicted",
        "y",
        100,
        "9,700",
    )
    assert not standing.from_start
    assert one(both, said).from_start


def test_the_difference_is_told_unit_by_unit() -> None:
    before = replace(BASE, tours=(tour("A"),))
    after = replace(BASE, tours=(tour("A", 120), tour("B", 40), tour("C", 7)))
    entries = ledger(before, "on 2025-04-01 strength of there <= 100", after)
    (standing,) = stand(entries)
    (found,) = standing.contradictions
    assert (found.what, found.said, found.difference) == ("tours ordered", "at least 167", 67)
    shares = {of: (was, now) for of, was, now, _ in found.shares}
    assert shares == {"A": (100, 120), "B": (None, 40), "C": (None, 7)}
    new = {
        entry.n for entry in entries if entry.recorded == entries[-1].recorded and "tour" in entry.draft.kind
    }
    assert set(found.entries) == new
    # as it was known before the later entries, it held for all that was known
    (then,) = stand(entries, known_at=NOON + timedelta(hours=1))
    assert then.verdict == "open"


@pytest.mark.parametrize(
    ("scope", "people"),
    [
        ("A", 100),
        ("JTF", 100),
        ("NORTHCOM", 100),
        ("OLD", 40),
        ("there", 147),
        ("L", 147),
        ("AUTH", 100),
        ("CEIL", 100),
    ],
)
def test_who_belongs_to_a_scope(scope: str, people: int) -> None:
    """Under a command on the day (support is not under), at the place, by authority or ceiling."""
    case = replace(
        BASE,
        tours=(
            tour("A", authority=("AUTH",)),
            tour("B", 40, duty_status=DutyStatus.T32, authority=("OTHER",)),
            tour("C", 7),
            tour("C", 9, start=date(2025, 5, 1)),
        ),
    )
    (reading,) = one(case, f"on 2025-04-01 strength of {scope} <= 9999").readings
    assert (reading.low, reading.high) == (people, None)


def test_components_and_statuses_are_parts() -> None:
    case = replace(BASE, tours=(tour("A"), tour("B", 40, duty_status=DutyStatus.T32)))
    (reading,) = one(case, "on 2025-04-01 strength of there ARNG <= 9").readings
    assert reading.low == 40
    (reading,) = one(case, "on 2025-04-01 strength of there T10 <= 9").readings
    assert reading.low == 100
    whole = replace(BASE, strengths=(report("JTF", 500), report("JTF", 200, component=Component.ARNG)))
    verdicts = {
        "JTF <= 400": "contradicted",
        "JTF ARNG <= 400": "holds",
        "JTF ARNG >= 600": "contradicted",
        "JTF <= 500": "holds",
        "JTF RA <= 500": "holds",
        "JTF RA <= 100": "open",
        "JTF >= 200": "holds",
    }
    for said, verdict in verdicts.items():
        assert one(whole, f"on 2025-04-01 strength of {said}").verdict == verdict, said


def test_reports_of_units_together_are_a_least() -> None:
    case = replace(BASE, strengths=(report("A", 90), report("A", 95, source="y"), report("B", 30)))
    standing = one(case, "on 2025-04-01 strength of NORTHCOM <= 80")
    (found,) = standing.contradictions
    assert (found.what, found.said, found.difference) == ("reports of its units together", "at least 90", 10)


def test_planned_and_announced_numbers_say_nothing() -> None:
    case = replace(
        BASE, strengths=(report("JTF", 9999, kind="planned"), report("JTF", 9999, date=date(2025, 4, 2)))
    )
    assert one(case, "on 2025-04-01 strength of JTF <= 1").verdict == "open"


@given(
    st.sampled_from(RELATIONS),
    st.integers(0, 12),
    st.integers(0, 12),
    st.sampled_from(BOUNDS),
    st.none() | st.integers(0, 12),
    st.none() | st.integers(0, 12),
)
def test_a_verdict_is_what_all_meanings_of_a_report_agree_on(
    relation: str, value: int, headcount: int, bound: str, low: int | None, high: int | None
) -> None:
    """Held against the numbers that the report can mean, one by one."""
    said = report("JTF", headcount, bound=bound, low=low, high=high)
    standing = one(replace(BASE, strengths=(said,)), f"on 2025-04-01 strength of JTF {relation} {value}")
    (reading,) = standing.readings
    least = 0 if reading.low is None else reading.low
    most = 40 if reading.high is None else reading.high
    agrees = {
        {
            "<=": n <= value,
            "<": n < value,
            "=": n == value,
            "!=": n != value,
            ">=": n >= value,
            ">": n > value,
        }[relation]
        for n in range(least, most + 1)
    }
    if len(agrees) == 1:
        expected = "holds" if agrees == {True} else "contradicted"
        if expected != standing.verdict:  # without a least number, 0 people is not ruled out, nor is it known
            assert reading.low is None
            assert standing.verdict == "open"
    elif agrees:
        assert standing.verdict == "open"
    if bound in ("up_to", "nearly") and low is None:
        assert reading.low is None
    if bound == "at_least" and high is None:
        assert reading.high is None
    if bound in ("exact", "about") and low is None and high is None:
        assert reading.low == reading.high == headcount


def test_other_nouns_as_they_are_on_the_day() -> None:
    later = replace(BASE, authorities=(replace(BASE.authorities[0], status="rescinded"),))
    said = "on 2025-04-01 authority AUTH status = signed"
    assert one(BASE, said).verdict == "holds"
    standing = one(BASE, said, later)
    (found,) = standing.contradictions
    assert (found.said, found.what) == ("rescinded", "authority AUTH status")
    assert one(BASE, "on 2025-04-01 authority NONE status = signed").verdict == "open"
    assert one(BASE, "on 2025-04-01 unit A quantity <= 1").verdict == "holds"
    (found,) = one(BASE, "on 2025-04-01 type co headcount >= 120").contradictions
    assert found.difference == -20
    assert one(BASE, "on 2025-04-01 unit A home != home").verdict == "contradicted"


def test_what_holds_only_later_does_not_count_on_the_day() -> None:
    entries = ledger(BASE, "on 2025-04-01 unit A home = home")
    body = noun_json(replace(BASE.units[0], home="there"))
    change = Draft(kind="unit.changed", subject="A", who="J3", body=body, effective=date(2025, 5, 1))
    entries.append(Entry(n=len(entries), recorded=NOON + timedelta(hours=3), draft=change))
    assert stand(entries)[0].verdict == "holds"
    entries[-1] = replace(entries[-1], draft=replace(change, effective=DAY))
    assert stand(entries)[0].verdict == "contradicted"


def test_withdrawn_and_later_assertions_are_left_out() -> None:
    entries = ledger(BASE, "on 2025-04-01 strength of JTF <= 1", "on 2025-08-01 strength of JTF <= 1")
    assert len(stand(entries)) == 2
    assert len(stand(entries, as_of=DAY)) == 1
    gone = Draft(kind="assertion.withdrawn", subject=stand(entries)[0].assertion.id, who="SJA")
    entries.append(Entry(n=len(entries), recorded=NOON + timedelta(hours=5), draft=gone))
    assert len(stand(entries)) == 1
    assert len(stand(entries, known_at=NOON + timedelta(hours=3))) == 2


@pytest.mark.parametrize(
    "values",
    [{"relation": "~"}, {"value": "x"}, {"field": "headcount"}, {"noun": "unit"}],
)
def test_an_assertion_that_is_none(values: dict) -> None:
    sound = {"id": "a", "on": DAY, "noun": "strength", "subject": "A", "relation": "<=", "value": "1"}
    Assertion(**sound)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"not one of|whole number|no field|has one"):
        Assertion(**(sound | values))  # type: ignore[arg-type]
