"""Documents beside one another: what is linked, what is a conflict, and which readings are offered."""

from collections.abc import Iterable
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.source import Source
from muster.intake.across.compare import Conflict, Together, compare_documents
from muster.intake.across.scope import place_form, places_meet, scope_of
from muster.intake.across.told import days_meet
from muster.intake.rank import source_of
from muster.intake.read import Reading, read_document


def read(name: str, text: str) -> Reading:
    return read_document(name, text.encode())


def together(*texts: str) -> Together:
    readings = [read(f"{place}.txt", text) for place, text in enumerate(texts)]
    return compare_documents(
        [(source_of(one.document), one.facts) for one in readings],
        {one.document.doc: one.document.text for one in readings},
    )


def numbers(conflict: Conflict) -> list[float | None]:
    return [group[0].fact.quantity.value for group in conflict.told if group[0].fact.quantity]


def readings_of(found: Together) -> set[str]:
    return {candidate.reading for conflict in found.conflicts for candidate in conflict.candidates}


BASE = (
    "January 22, 2025\n\nAbout 2,200 active-duty forces are already at the southern border, CNN reported.",
    """January 22, 2025

The 1,500 additional troops will join the 2,500 National Guard and Reserve members already at the southern
border on federal orders, officials said.""",
    """January 22, 2025

The task force has authorization to deploy up to 4,000 soldiers to the southern border.""",
)


def test_the_base_at_the_border_is_listed_with_its_readings_and_none_is_chosen() -> None:
    found = together(*BASE)
    (conflict,) = found.conflicts
    assert set(numbers(conflict)) == {1_500, 2_200, 2_500, 4_000}
    assert conflict.place == "southern border"
    words = " | ".join(candidate.words for candidate in conflict.candidates)
    assert "1,500 + 2,500 = 4,000" in words
    assert "4,000 (authorised) is a limit" in words
    assert "active-duty in Title 10: 2,200" in words
    assert {"part-and-total", "limit-and-count", "other-people"} <= readings_of(found)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_the_documents_changes_no_conflict(order: tuple[int, ...]) -> None:
    def essence(found: Together) -> object:
        return sorted(
            (
                conflict.measure,
                sorted(value for value in numbers(conflict) if value is not None),
                sorted(
                    (item.reading, tuple(sorted(_value(conflict, place) for place in item.figures)))
                    for item in conflict.candidates
                ),
            )
            for conflict in found.conflicts
        )

    assert essence(together(*(BASE[place] for place in order))) == essence(together(*BASE))


def _value(conflict: Conflict, place: int) -> float:
    quantity = conflict.told[place][0].fact.quantity
    assert quantity is not None
    return quantity.value or 0


def test_state_active_duty_stands_beside_title_10() -> None:
    found = together(
        "On March 3, 2025, about 5,000 Texas National Guard members were at the border on state active duty.",
        "On March 3, 2025, about 4,200 Title 10 personnel were at the border.",
    )
    assert readings_of(found) == {"other-status"}
    assert "state active duty: 5,000" in found.conflicts[0].candidates[0].words


def test_other_days_reconcile_and_the_same_day_does_not() -> None:
    apart = together(
        "On March 3, 2025, about 4,200 troops were at the southern border.",
        "On May 22, 2025, about 8,600 troops were at the southern border.",
    )
    assert readings_of(apart) == {"other-day"}
    same = together(
        "On May 22, 2025, about 8,600 troops were at the southern border.",
        "On May 22, 2025, about 9,900 troops were at the southern border.",
    )
    assert readings_of(same) == set()
    assert same.conflicts[0].open == ((0, 1),)


def test_a_count_above_a_limit_says_hand_over_where_the_words_do() -> None:
    bare = together(
        "On March 3, 2025, about 4,200 troops were at the southern border.",
        "The Department may deploy up to 4,000 troops to the southern border.",
    )
    assert readings_of(bare) == {"above-limit"}
    assert "under another authority, or against the limit" in bare.conflicts[0].candidates[0].words
    relief = together(
        "On March 3, 2025, about 4,200 troops were at the southern border as one brigade relieved the other.",
        "The Department may deploy up to 4,000 troops to the southern border.",
    )
    assert "hand-over, in which" in relief.conflicts[0].candidates[0].words


def test_numbers_that_happen_to_add_up_are_no_reading() -> None:
    found = together(
        "On March 3, 2025, about 1,000 troops were at the southern border.",
        "On March 3, 2025, about 3,000 troops were at the southern border.",
        "On March 3, 2025, about 4,000 troops were at the southern border.",
    )
    assert "part-and-total" not in readings_of(found)
    assert len(found.conflicts[0].open) == 3


def test_an_event_told_twice_is_linked_with_its_stages_and_the_stronger_source_first() -> None:
    found = together(
        "January 22, 2025\n\nOfficials said 1,500 troops were sent to the southern border.",
        "FOR IMMEDIATE RELEASE\n\nJanuary 23, 2025\n\nThe Army ordered 1,500 troops to the southern border.",
    )
    (event,) = [event for event in found.events if event.kind in ("movement", "ceiling")]
    assert [told.rank for told in event.told] == ["release", "news"]
    assert {told.fact.status for told in event.told} == {"reported", "ordered"}


def test_a_denial_and_other_places_are_not_the_same_event() -> None:
    found = together(
        "Officials said 1,500 troops will not deploy to the southern border.",
        "The Pentagon plans to send 1,500 troops to the southern border.",
        "The Pentagon plans to send 1,500 troops to Los Angeles.",
    )
    assert [event for event in found.events if event.kind in ("movement", "ceiling")] == []


def test_one_voice_is_not_in_conflict_with_itself() -> None:
    found = together(
        "The brigade sends 2,400 troops to the southern border, and 500 troops fly to the southern border.",
        "The weather at the border is fine.",
    )
    assert found.conflicts == ()


def test_places_have_one_form_and_a_bare_border_may_be_either() -> None:
    assert place_form("the U.S.-Mexico border") == place_form("Southwest border") == "southern border"
    assert places_meet("border", "southern border")
    assert places_meet("border", "northern border")
    assert not places_meet("northern border", "southern border")
    assert places_meet(None, "fort bliss")


def test_who_is_mainly_meant_is_not_who_is_counted() -> None:
    (fact,) = [
        fact
        for fact in read(
            "a.txt", "The task force may deploy up to 4,000 soldiers, mainly from the National Guard."
        ).facts
        if fact.kind == "ceiling"
    ]
    assert scope_of(fact).forces == frozenset()


def test_dates_meet_where_they_share_a_day() -> None:
    assert days_meet("2025-03", "2025-03-14")
    assert days_meet("2025-06-07/2025-08-06", "2025-07")
    assert not days_meet("2025-03", "2025-04-01")
    assert days_meet(None, "2025-03")


WORDS = st.sampled_from(
    [
        "About 2,200 troops were at the border. ",
        "The order authorises up to 4,000 soldiers. ",
        "On March 3, 2025, 1,500 Marines deployed to the border. ",
        "Nearly 5,000 Guard members were on state active duty. ",
        "An additional 500 airmen will deploy. ",
        "Soldiers shall not perform arrest. ",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=2, max_size=3))
def test_every_figure_is_kept_with_its_source_and_candidates_name_figures(texts: list[list[str]]) -> None:
    readings = [read(f"{place}.txt", "".join(words)) for place, words in enumerate(texts)]
    found = compare_documents([(Source(doc=one.document.doc, rank="news"), one.facts) for one in readings])
    facts = {id(fact) for one in readings for fact in one.facts}
    for conflict in found.conflicts:
        seen = [id(told.fact) for group in conflict.told for told in group]
        assert len(seen) == len(set(seen))
        assert set(seen) <= facts
        for places in _places(conflict):
            assert all(0 <= place < len(conflict.told) for place in places)
            assert len(set(places)) == len(places) >= 2
    for event in found.events:
        assert len({told.source.doc for told in event.told}) == len(event.told) >= 2


def _places(conflict: Conflict) -> Iterable[tuple[int, ...]]:
    yield from (candidate.figures for candidate in conflict.candidates)
    yield from conflict.open
