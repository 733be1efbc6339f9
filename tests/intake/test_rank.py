"""What a document is worth as a source, by its marks."""

import pytest

from muster.domain.fact import Document, Fact
from muster.domain.source import RANKS, rank_of_fact, rank_place
from muster.intake.rank import source_of


def rank(text: str) -> str:
    return source_of(Document(doc="d.txt", sha256="", text=text)).rank


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MEMORANDUM FOR THE SECRETARY OF DEFENSE\n\nYou shall deploy forces.", "order"),
        ("By the authority vested in me as President, it is hereby ordered:", "order"),
        ("FOR IMMEDIATE RELEASE\n\nThe Army sent 500 soldiers.", "release"),
        ("News Release\nThe Guard activated 300 members.", "release"),
        ("The Guard activated 300 members.\n\nMedia Contact: Public Affairs Office", "release"),
        ("WASHINGTON — The Pentagon said 500 soldiers went.", "news"),
        (
            "The president said he does hereby declare it. “I hereby order it,” he told reporters yesterday.",
            "news",
        ),
    ],
)
def test_marks_decide(text: str, expected: str) -> None:
    assert rank(text) == expected


def test_a_claim_is_a_claim_in_any_document() -> None:
    claim = Fact(doc="d", kind="claim", quote="it is lawful", start=0, end=12)
    assert {rank_of_fact(claim, given) for given in RANKS} == {"claim"}


def test_ranks_have_one_order_and_the_unknown_comes_last() -> None:
    assert sorted(("claim", "unknown", "news", "order", "release"), key=rank_place) == [*RANKS, "unknown"]
