"""An amendment is told fact by fact; a document is unchanged beside itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.fact import Fact
from muster.intake.across.amendment import FactChange, changed_facts
from muster.intake.read import read_document

ORDER = """\
MEMORANDUM FOR THE COMMANDER, U.S. NORTHERN COMMAND

January 22, 2025

The Commander shall deploy up to 1,500 active-duty personnel to the southern border by January 31, 2025.
Members of the Armed Forces shall not perform search, seizure or arrest. The National Guard may support
U.S. Customs and Border Protection with logistics."""
AMENDED = (
    ORDER.replace("January 22", "March 1")
    .replace("1,500", "4,000")
    .replace("by January 31", "by March 31")
    .replace("shall not perform", "may perform")
)


def facts(text: str, name: str = "order.txt") -> tuple[Fact, ...]:
    return read_document(name, text.encode()).facts


def by(changes: tuple[FactChange, ...], name: str) -> list[FactChange]:
    return [change for change in changes if change.change == name]


def test_number_date_status_and_polarity_that_change_are_told_with_both_quotes() -> None:
    changes = changed_facts(facts(ORDER), facts(AMENDED))
    told = {
        (change.after.kind, item.field): (item.before, item.after)
        for change in by(changes, "changed")
        for item in change.fields
        if change.after
    }
    assert told["ceiling", "quantity"] == (
        "up to 1,500 active-duty personnel",
        "up to 4,000 active-duty personnel",
    )
    assert told["ceiling", "date"] == ("2025-01-31", "2025-03-31")
    assert told["role", "polarity"] == ("prohibited", "permitted")
    assert ("date", "date") in told
    for change in by(changes, "changed"):
        assert change.before is not None
        assert change.after is not None
        assert change.before.quote in ORDER
        assert change.after.quote in AMENDED
    assert [change.after.quote for change in by(changes, "unchanged") if change.after] == [
        "The National Guard may support\nU.S. Customs and Border Protection with logistics"
    ]


def test_a_bound_that_changes_is_a_change_of_its_own() -> None:
    changes = changed_facts(facts(ORDER), facts(ORDER.replace("up to 1,500", "at least 1,500")))
    fields = {item.field for change in by(changes, "changed") for item in change.fields}
    assert "bound" in fields


def test_what_is_left_out_is_dropped_and_what_is_new_is_added() -> None:
    shorter = ORDER.replace(
        " The National Guard may support\nU.S. Customs and Border Protection with logistics.", ""
    )
    dropped = by(changed_facts(facts(ORDER), facts(shorter)), "dropped")
    added = by(changed_facts(facts(shorter), facts(ORDER)), "added")
    assert [change.before.kind for change in dropped if change.before] == ["role"]
    assert [change.after for change in added] == [change.before for change in dropped]


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Up to 1,500 soldiers shall deploy to the border by March 3, 2025. ",
            "The National Guard may support the agency with logistics. ",
            "Members of the Armed Forces shall not perform arrest. ",
            "The Secretary invokes 10 U.S.C. 12302. ",
            "About 500 Marines are at Camp Pendleton, California. ",
        ]
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(SENTENCES, SENTENCES)
def test_every_fact_of_both_sides_is_told_once(one: list[str], other: list[str]) -> None:
    before, after = facts("".join(one) or "x"), facts("".join(other) or "x", "b.txt")
    changes = changed_facts(before, after)
    assert sorted(map(repr, (c.before for c in changes if c.before))) == sorted(map(repr, before))
    assert sorted(map(repr, (c.after for c in changes if c.after))) == sorted(map(repr, after))
    for change in changes:
        assert (change.change in ("changed", "unchanged")) == (None not in (change.before, change.after))
        assert bool(change.fields) == (change.change == "changed")
    assert {change.change for change in changed_facts(before, before)} <= {"unchanged"}
