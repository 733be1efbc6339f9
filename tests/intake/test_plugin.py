"""A plug-in's proposals stand verbatim in the document, or are refused and counted."""

from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.actions import reader as seam
from muster.actions.reader import consult, load_reader
from muster.domain.fact import Document, Fact, Quantity
from muster.errors import MusterError, UsageError
from muster.intake.read import read_document
from muster.intake.reader import FactReader, Suggestion, anchor

TEXT = "The plan may change. The troops wait. About 300 drivers of the 5th Company came. The troops wait."
DOCUMENT = Document(doc="note.txt", sha256="0" * 64, text=TEXT)


class Toy:
    """Proposes what it is told to."""

    name = "toy"

    def __init__(self, *suggestions: object) -> None:
        self.suggestions = suggestions

    def propose(self, document: Document, facts: Sequence[Fact]) -> Iterable[Suggestion]:
        return self.suggestions  # type: ignore[return-value]


class Broken:
    name = "broken"

    def propose(self, document: Document, facts: Sequence[Fact]) -> Iterable[Suggestion]:
        raise TimeoutError("the model does not answer")


def good(**changes: object) -> Suggestion:
    values: dict[str, object] = {"kind": "claim", "quote": "The plan may change", **changes}
    return Suggestion(**values)  # type: ignore[arg-type]


def test_a_verbatim_proposal_joins_the_facts_with_its_readers_name() -> None:
    reading = read_document("note.txt", TEXT.encode())
    found = consult([reading], [Toy(good())])
    (fact,) = found.readers
    assert found.readers[fact] == "toy"
    assert fact in found.readings[0].facts
    assert TEXT[fact.start : fact.end] == fact.quote
    assert [(one.proposed, len(one.facts), one.refused) for one in found.anchored] == [(1, 1, ())]


@pytest.mark.parametrize(
    ("suggestion", "why"),
    [
        (good(quote="The plan will change"), "does not stand in the document"),
        (good(quote="The troops wait"), "stands 2 times"),
        (good(quote=""), "no quote"),
        (good(kind="rumour"), "kind 'rumour'"),
        (good(status="maybe"), "status 'maybe'"),
        (good(polarity="yes"), "polarity 'yes'"),
        (good(date="next week"), "is no ISO date"),
        (good(start="3"), "start is no whole number"),
        (good(citations=["10 U.S.C. 252"]), "citations are no tuple"),
        (good(citations=("10 U.S.C. 252",)), "does not stand in the quote"),
        (good(quantity={"value": 3}), "quantity is no Quantity"),
        (
            good(quantity=Quantity(value="many", low=None, high=None, bound="exact", unit="")),  # type: ignore[arg-type]
            "is no number",
        ),
        (good(quote="x" * 3_000), "shortest clause"),
        ({"kind": "claim", "quote": "The plan may change"}, "a dict where a Suggestion"),
        (None, "a NoneType where"),
    ],
)
def test_what_cannot_be_anchored_is_refused_and_counted(suggestion: object, why: str) -> None:
    found = anchor("toy", DOCUMENT, (), [suggestion, good()])
    assert found.proposed == 2
    assert len(found.facts) == 1
    (refusal,) = found.refused
    assert why in refusal.why


def test_a_start_that_is_nearly_right_chooses_the_place() -> None:
    second = TEXT.rindex("The troops wait")
    found = anchor("toy", DOCUMENT, (), [good(quote="The troops wait", start=second - 4)])
    assert found.facts[0].start == second


def test_what_was_found_already_is_not_doubled() -> None:
    reading = read_document("note.txt", b"The Pentagon plans to deploy up to 1,500 troops to the border.")
    own = next(fact for fact in reading.facts if fact.kind == "ceiling")
    found = anchor("toy", reading.document, reading.facts, [good(kind="ceiling", quote=own.quote)])
    assert (found.agreed, found.facts, found.refused) == (1, (), ())


def test_typography_of_its_own_is_told_apart_from_an_invention() -> None:
    document = Document(doc="a", sha256="", text="They said “no troops” today.")
    (refusal,) = anchor("toy", document, (), [good(quote='They said "no troops"')]).refused
    assert "typography" in refusal.why


def test_an_endless_reader_is_stopped() -> None:
    def endless() -> Iterable[object]:
        while True:
            yield good()

    found = anchor("toy", DOCUMENT, (), endless())
    assert found.proposed == 10_001
    assert "rest was not looked at" in found.refused[-1].why


@given(st.lists(st.one_of(st.none(), st.integers(), st.text(), st.builds(good, quote=st.text())), max_size=5))
def test_whatever_a_reader_gives_every_fact_is_verbatim(suggestions: list[object]) -> None:
    found = anchor("toy", DOCUMENT, (), suggestions)
    assert all(TEXT[fact.start : fact.end] == fact.quote for fact in found.facts)
    assert len(found.facts) + found.agreed + len(found.refused) == found.proposed == len(suggestions)


def test_readers_are_found_by_entry_point_and_their_failures_told(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("toy", "tests_plugin_toy:Toy", "muster.readers"),
        EntryPoint("broken", "tests_plugin_toy:Broken", "muster.readers"),
        EntryPoint("strange", "builtins:object", "muster.readers"),
        EntryPoint("absent", "no_such_package:Reader", "muster.readers"),
    ]
    import sys
    from types import ModuleType

    module = ModuleType("tests_plugin_toy")
    module.Toy = Toy  # type: ignore[attr-defined]
    module.Broken = Broken  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tests_plugin_toy", module)
    monkeypatch.setattr(seam, "entry_points", lambda group: points)
    assert isinstance(load_reader("toy"), FactReader)
    assert seam.reader_names() == ("absent", "broken", "strange", "toy")
    with pytest.raises(UsageError, match="there is no reader 'gpt'"):
        load_reader("gpt")
    for name in ("absent", "strange"):
        with pytest.raises(MusterError, match=name):
            load_reader(name)
    reading = read_document("note.txt", TEXT.encode())
    with pytest.raises(MusterError, match=r"broken failed on note\.txt .*does not answer"):
        consult([reading], [load_reader("broken")])
