"""Who says what: every order of words, several speakers, transcripts, names found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.intake.grammars.speech import Directory, voices
from muster.intake.plain import plain
from muster.intake.sentences import split_sentences


def told(text: str) -> list[tuple[str, str]]:
    flat = plain(text)
    contents = voices(text, flat, list(split_sentences(text, flat)), Directory(flat))
    return [(voice.speaker, text[voice.start : voice.end]) for several in contents for voice in several]


SAID = "300 troops will deploy to the border"
FRAMES = {
    "{}.": "document",
    "Gov. Ann Roe said that {}.": "Ann Roe, Governor",
    "{}, Gov. Ann Roe said.": "Ann Roe, Governor",
    "{}, said Gov. Ann Roe.": "Ann Roe, Governor",
    "Air Force Gen. Ann Roe told reporters on Monday that {}.": "Ann Roe, General",
    "U.S. Senator Ann Roe said today that {}.": "Ann Roe, Senator",
    "According to two U.S. officials, {}.": "two U.S. officials",
    "{}, according to CNN.": "CNN",
    "{}, the Texas Tribune reported.": "Texas Tribune",
    "A federal judge ruled Tuesday that {}.": "federal judge",
    "Oregon's governor, Ann Roe, said {}.": "Ann Roe, Oregon's governor",
    "Ann Roe, a law professor, said {}.": "Ann Roe, law professor",
    "The Pentagon confirmed that {}.": "Pentagon",
    "“{},” Mayor Ann Roe said.": "Ann Roe, Mayor",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_the_speaker_is_found_in_every_order_of_words(frame: str) -> None:
    ((speaker, content),) = told(frame.format(SAID))
    assert speaker == FRAMES[frame]
    assert content.strip(".") == SAID


def test_each_of_two_speakers_keeps_what_is_theirs() -> None:
    assert told(
        "Mayor Ann Roe said the troops must go, and Jon Ott, a professor, said that the order was void."
    ) == [
        ("Ann Roe, Mayor", "the troops must go"),
        ("Jon Ott, Professor", "the order was void."),
    ]


def test_a_last_name_and_a_pronoun_are_the_person_named_before() -> None:
    text = "Maj. Gen. Ann Roe visited Tampa. She said 300 troops are there. Roe said more will come."
    assert [speaker for speaker, _ in told(text)] == [
        "document",
        "Ann Roe, Major General",
        "Ann Roe, Major General",
    ]


def test_turns_of_a_transcript() -> None:
    text = (
        "PRESS BRIEFING BY PRESS SECRETARY ANN ROE\n\nQ    Are the troops armed? You said they were.\n\n"
        "MS. ROE:  They are not.\n\nThey never were.\n\nTHE PRESIDENT:  They will be."
    )
    speakers = [speaker for speaker, _ in told(text)][1:]
    assert [speaker.split(",")[0].title() for speaker in speakers] == [
        "Reporter", "Reporter", "Ann Roe", "Ann Roe", "President",
    ]  # fmt: skip


def test_narration_before_a_quotation_is_the_narrators() -> None:
    text = (
        "The ships were standing by, “and if the levees go we need to be closer to them,” Gen. Ann Roe said."
    )
    assert [speaker for speaker, _ in told(text)] == ["document", "Ann Roe, General"]


def test_what_nobody_says_is_the_documents() -> None:
    for text in ("The sign said nothing.", "He left. It rained.", "The Army post lies in Texas."):
        assert {speaker for speaker, _ in told(text)} == {"document"}


@given(
    st.lists(
        st.sampled_from(["Gov. ", "Ann ", "Roe", " said", ", ", "“", ".” ", "Q ", "\n\n", "MS. ROE: ", "; "])
    )
)
def test_no_text_breaks_the_grammar(pieces: list[str]) -> None:
    text = "".join(pieces)
    for _, content in told(text):
        assert content in text
