import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.intake.plain import plain
from muster.intake.sentences import LONGEST, split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, plain(text))]


def test_abbreviations_of_law_and_service_do_not_end_sentences() -> None:
    for whole in (
        "Pub. L. No. 116-92 applies at Ft. Bliss under para. 3.a.(1) of the order.",
        "Sgt. 1st Class J. R. Smith of the 4th Inf. Regt. spoke to Gov. Lee.",
        "It rests on 10 U.S.C. 12406 and 32 U.S.C. 502, the U.S. Army said.",
        "The order of Jan. 20 names Lt. Gen. A. Jones.",
    ):
        assert sentences(f"{whole} The next one.") == [whole, "The next one."]


def test_an_abbreviation_may_end_a_sentence_before_a_word_that_begins_them() -> None:
    assert sentences("They serve in the U.S. The mission goes on.") == [
        "They serve in the U.S.",
        "The mission goes on.",
    ]


def test_quotes_bullets_headings_and_wrapped_lines() -> None:
    assert sentences("“It is done.” She left.") == ["“It is done.”", "She left."]
    assert sentences("Tasks:\n• Move fuel\n• Guard stores") == ["Tasks:", "Move fuel", "Guard stores"]
    assert sentences("Sec. 2. Phased Work. (a) The Secretary shall act.") == [
        "Phased Work.",
        "The Secretary shall act.",
    ]
    wrapped = "This line is long enough that it was plainly wrapped by\nan editor before its end."
    assert sentences(wrapped) == [wrapped]


@given(st.text(max_size=400))
def test_sentences_are_ordered_disjoint_and_trimmed(text: str) -> None:
    last = 0
    for sentence in split_sentences(text, plain(text)):
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip()
        last = sentence.end


def test_an_endless_sentence_is_cut() -> None:
    text = "(" * 50_000
    assert max(len(part) for part in sentences(text)) <= LONGEST


@given(st.text(max_size=300))
def test_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON (AP) — ",
        "EL PASO, Texas — March 3, 2025 — ",
        "FORT BLISS, Texas, March 3, 2025 - ",
        "ST. LOUIS – ",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    text = dateline + "The Guard sent forty soldiers. They arrived."
    flat = plain(text)
    assert [text[s.start : s.end] for s in split_sentences(text, flat)] == [
        "The Guard sent forty soldiers.",
        "They arrived.",
    ]


def test_a_unit_with_a_dash_is_no_dateline_and_lettered_parts_are_sentences() -> None:
    text = "3. EXECUTION. a. 1-10 AV deploys NLT 141800ZSEP25. b. JTF-Delta clears routes."
    assert sentences(text) == ["EXECUTION.", "1-10 AV deploys NLT 141800ZSEP25.", "JTF-Delta clears routes."]
    assert sentences("JTF-Delta is under the control of ARNORTH.") == [
        "JTF-Delta is under the control of ARNORTH."
    ]
