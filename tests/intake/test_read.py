"""What `read` promises: verbatim quotes, dates that are never guessed, nothing that hangs."""

import datetime
import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES, Fact
from muster.intake.read import Reading, read_document

MEMO = """MEMORANDUM FOR THE SECRETARY OF DEFENSE

SUBJECT: Support in the Gulf counties

Date: March 3, 2025

Pursuant to section 12302 of title 10, United States Code, I hereby order up to 1,200 members of
the Ready Reserve to active duty. The Secretary of Defense may extend this order to other counties.

(a) The force shall report to the Commander of U.S. Northern Command.

(b) Members of the Armed Forces shall not make arrests.

(c) Within 30 days of the date of this memorandum, the Secretary of Defense shall report.
"""

RELEASE = """FORT CARSON, Colo., May 6, 2024 — About 480 soldiers of the 10th Engineer Battalion will deploy
to Mora County on Thursday to clear debris, the Army said.

“The Guard is ready, and the need is real,” said Maj. Gen. Ann Roe, the state’s adjutant general.
She said that the soldiers would not perform law enforcement.

Gov. Lee Park declared a state of emergency on May 2. The mission will last for 60 days
and runs out of Camp Alder, New Mexico. Two UH-60 helicopters are on call.
"""


def read(text: str, date: str | None = None) -> Reading:
    day = None if date is None else datetime.date.fromisoformat(date)
    return read_document("doc.txt", text.encode(), date=day)


def one(reading: Reading, kind: str, words: str) -> Fact:
    found = [fact for fact in reading.facts if fact.kind == kind and words in " ".join(fact.quote.split())]
    assert len(found) == 1, [(f.kind, f.quote) for f in reading.facts]
    return found[0]


def test_an_order_of_our_own() -> None:
    reading = read(MEMO)
    assert reading.document.date == "2025-03-03"
    ceiling = one(reading, "ceiling", "1,200")
    assert ceiling.quantity is not None
    assert (ceiling.quantity.value, ceiling.quantity.bound, ceiling.status) == (1200, "up_to", "ordered")
    assert one(reading, "authority", "section 12302").citations == ("10 U.S.C. 12302",)
    assert one(reading, "authority", "may extend").status == "authorised"
    assert one(reading, "command", "shall report to").status == "ordered"
    assert one(reading, "role", "arrests").polarity == "prohibited"
    assert one(reading, "date", "Within 30 days").date == "2025-04-02"
    assert {fact.attribution for fact in reading.facts} == {"document"}


def test_a_release_of_our_own() -> None:
    reading = read(RELEASE)
    assert reading.document.date == "2024-05-06"
    movement = one(reading, "movement", "About 480 soldiers")
    assert movement.quantity is not None
    assert (movement.quantity.value, movement.quantity.bound) == (480, "about")
    assert (movement.date, movement.status, movement.attribution) == ("2024-05-09", "planned", "Army")
    assert one(reading, "role", "clear debris").polarity == "tasked"
    assert one(reading, "claim", "Guard is ready").attribution == "Ann Roe, Major General"
    prohibited = one(reading, "role", "law enforcement")
    assert (prohibited.polarity, prohibited.attribution) == ("prohibited", "Ann Roe, Major General")
    assert one(reading, "declaration", "declared").date == "2024-05-02"
    assert one(reading, "date", "for 60 days").date == "P60D"
    assert one(reading, "location", "Camp").place == "Camp Alder, New Mexico"
    assert one(reading, "strength", "UH-60").quantity is not None


NEWS = """The governor’s office is weighing whether to call up the Guard.

On 9 June 2023 the Acting Secretary of Defense, Jon Hale, announced that the Department would send an
additional 250 ground personnel to support the ferry crews. Officials told Reuters that roughly 90
Title 10 personnel were on duty. The task force is authorized up to 640 personnel under 10 U.S.C. 284.

Maria Ott of the Harbor Institute argued that the order appears to bypass the Posse Comitatus Act.
“The Guard is not a police force,” she told lawmakers.

About 3 percent of the total 2,100 Guard members live there. Two C-130s arrived. The base has a C-12 hangar.
"""


def test_news_of_our_own() -> None:
    reading = read(NEWS)
    movement = one(reading, "movement", "250 ground personnel")
    assert movement.quantity is not None
    assert (movement.quantity.value, movement.status) == (250, "planned")
    assert movement.attribution == "Jon Hale, Acting Secretary of Defense"
    strength = one(reading, "strength", "90 Title 10")
    assert strength.quantity is not None
    assert (strength.quantity.value, strength.quantity.bound, strength.attribution) == (
        90,
        "about",
        "Officials",
    )
    ceiling = one(reading, "ceiling", "640")
    assert (ceiling.status, ceiling.quantity and ceiling.quantity.high) == ("authorised", 640)
    assert one(reading, "claim", "bypass").attribution.startswith("Maria Ott")
    assert one(reading, "claim", "police force").attribution.startswith("Maria Ott")
    share = one(reading, "strength", "3 percent")
    assert (share.quantity and share.quantity.unit) == "percent"
    assert not any("2,100" in fact.quote and fact != share for fact in reading.facts)
    assert not any("C-day" in question.question for question in reading.questions)


def test_relative_dates_without_a_document_date_are_asked_for() -> None:
    reading = read("The Pentagon is expected to send 300 soldiers on Friday.")
    assert reading.document.date is None
    assert all(fact.date is None for fact in reading.facts)
    assert any("--date" in " ".join(question.options) for question in reading.questions)


def test_the_base_of_a_deadline_is_asked_for() -> None:
    reading = read(
        "The Secretary of Defense shall deliver the plan within 30 days of the order.", "2025-01-20"
    )
    assert [q.quote for q in reading.questions] == ["within 30 days of the order"]
    assert reading.questions[0].options == ("from the date of the order", "from the date of the plan")


def test_active_duty_is_asked_for_once() -> None:
    reading = read("The Army sent 500 active-duty troops. More active-duty troops will deploy.")
    assert sum("active-duty" in question.question for question in reading.questions) == 1


def test_a_given_date_wins_over_the_texts_own() -> None:
    assert read(MEMO, "2025-03-10").document.date == "2025-03-10"


def test_text_is_the_decoded_file_with_a_mark_kept_and_lf() -> None:
    data = b"\xef\xbb\xbfOne.\r\nTwo.\rThree."
    document = read_document("a.txt", data).document
    assert document.text == "\ufeffOne.\nTwo.\nThree."
    assert document.sha256 == hashlib.sha256(data).hexdigest()


WORDS = [
    *(
        "The",
        "Pentagon",
        "will",
        "deploy",
        "up to",
        "1,500",
        "soldiers",
        "and",
        "said",
        "that",
        "on",
        "Wednesday",
    ),
    *(
        "“we",
        "must”",
        "Guard",
        "10",
        "U.S.C.",
        "12406",
        "within",
        "30",
        "days",
        "of",
        "the",
        "order",
        "Fort",
        "Bliss,",
    ),
    *(
        "Texas,",
        "by",
        "March",
        "3",
        ";",
        "(",
        ")",
        ".",
        "…",
        "—",
        ",",
        "$4",
        "million",
        "Gov.",
        "Lee",
        "Park",
    ),
    *(
        "declared",
        "an",
        "emergency",
        "may",
        "shall",
        "not",
        "help",
        "secure",
        "border",
        "Title",
        "32",
        "it",
        "they",
    ),
    *("*", "'", '"', "🛡", "é", "ﬁ", "two", "more", "helicopters"),
]
GAPS = (" ", " ", " ", "\n", "\n\n", "\t", "\u00a0", "")


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)).map("".join), max_size=80).map("".join)
)
def test_quotes_are_verbatim_and_facts_are_in_the_vocabulary(words: list[str]) -> None:
    text = "".join(words)
    if not text.strip():
        return
    reading = read(text, "2025-01-22")
    for fact in reading.facts:
        assert reading.document.text[fact.start : fact.end] == fact.quote != ""
        assert fact.kind in FACT_KINDS
        assert fact.status in FACT_STATUSES
        assert fact.polarity in (
            (None, "tasked", "permitted", "prohibited") if fact.kind == "role" else (None,)
        )
        if fact.quantity is not None:
            assert fact.quantity.bound in BOUNDS
    for question in reading.questions:
        assert reading.document.text[question.start : question.end] == question.quote
        assert len(question.options) >= 2
    assert list(reading.facts) == sorted(reading.facts, key=lambda fact: (fact.start, fact.end))


HOSTILE = {
    "parentheses": "(",
    "bounds": "up to ",
    "capitals": "Aa ",
    "forces": "National Guard ",
    "posts": "Camp Xx Xx ",
    "sections": "section 1 and ",
    "deadlines": "within 30 days of the ",
    "declarations": "declared a b c d e f ",
    "numbers": "1,000 ",
    "quotes": "“",
    "speech": "X said ",
    "commas": ", and the ",
    "dots": ". ",
    "lines": "\n",
    "turns": "\nGEN. ROE: x ",
    "rows": "a | 5 | x\n",
    "courts": "judge blocked ",
    "moves": "moved x ",
    "steps": ", a step that Gov. Roe called it ",
    "statements": "released the following statement ",
    "parts": "5 of the ",
    "spans": "25-26 August ",
    "titles": "Gov. Air Force Maj. ",
    "plurals": "Soldiers of the Xx Xx Xx ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_length_and_not_with_its_square(piece: str) -> None:
    def seconds(length: int) -> float:
        data = ("Guard. " + piece * (length // len(piece))).encode()
        start = time.process_time()
        read_document("hostile.txt", data)
        return time.process_time() - start

    small, large = seconds(20_000), seconds(160_000)
    assert large < 8 * 4 * max(small, 0.02), f"{small:.3f} s for 20 kB, {large:.3f} s for 160 kB"


@pytest.mark.parametrize(
    "opening",
    [
        "DENVER — October 7, 2023 — ",
        "FORT CARSON, Colo. — 7 October 2023 — ",
        "DENVER (Oct. 7, 2023) — ",
        "DENVER, Oct. 7, 2023 — ",
        "DENVER, October 7, 2023 (AP) — ",
        "DENVER, Colo., Oct. 7, 2023 — ",
    ],
)
def test_a_dateline_dates_the_document(opening: str) -> None:
    assert read(opening + "The Guard sent 40 trucks.\n").document.date == "2023-10-07"


def figures(text: str) -> list[tuple[str, float | None, str]]:
    found = [fact for fact in read(text, "2025-06-09").facts if fact.quantity is not None]
    return [(fact.kind, fact.quantity.value, fact.quantity.bound) for fact in found if fact.quantity]


def test_figures_that_an_enumeration_leaves_bare_are_facts_each() -> None:
    text = "States sent troops to the border: Florida 3,100, Georgia about 1,500 and Iowa 109."
    assert [figure[1:] for figure in figures(text)] == [(3100, "exact"), (1500, "about"), (109, "exact")]
    assert figures("The river stood at 3,100 feet in Florida, Georgia had 1,500 and Iowa 109.") == []
    assert figures("Guard members helped in 2019 and Georgia 2020 was no different.") == []


def test_a_basis_before_the_act_is_a_fact_of_its_own() -> None:
    reading = read(
        "MEMORANDUM FOR THE SECRETARY OF DEFENSE\n\nPursuant to 10 U.S.C. 12302, I hereby order up to 900 "
        "members of the Ready Reserve to active duty.\n",
        "2025-06-09",
    )
    assert one(reading, "authority", "12302").quote == "Pursuant to 10 U.S.C. 12302"
    ceiling = one(reading, "ceiling", "900")
    assert (ceiling.citations, ceiling.date) == ((), "2025-06-09")


def test_may_is_a_power_over_forces_or_a_task_of_theirs_and_a_month() -> None:
    reading = read(
        "MEMORANDUM FOR THE SECRETARY OF DEFENSE\n\nThe Secretary of Defense may extend the deployment. "
        "The Commander may determine which military activities are needed. They arrived in May 2025.\n"
    )
    assert one(reading, "authority", "may extend").status == "authorised"
    assert one(reading, "role", "may determine").polarity == "permitted"
    assert one(reading, "movement", "arrived in May").status != "authorised"


def test_a_claim_bears_the_day_of_its_telling_and_an_event_its_own() -> None:
    reading = read(
        "Sen. Ann Roe said Friday that the deployment of the Guard was unlawful. "
        "The Guard sent 40 soldiers to Mora County on Saturday.",
        "2025-06-09",
    )
    assert one(reading, "claim", "unlawful").date == "2025-06-06"
    assert one(reading, "movement", "40 soldiers").date == "2025-06-07"


def test_of_a_question_only_the_figures_told_before_it_are_read() -> None:
    reading = read(
        "Q    Are these 300 troops armed?\n\nMS. ROE:  They are not.\n\n"
        "Q    You have 4,000 troops at the border now, so why send more?\n\nMS. ROE:  The Guard is needed.\n",
        "2025-06-09",
    )
    assert not any("300" in fact.quote for fact in reading.facts)
    assert one(reading, "strength", "4,000").attribution == "reporter"


def test_a_movement_that_is_refused_is_denied() -> None:
    reading = read("Gov. Ann Roe will not send the National Guard to Chicago.", "2025-06-09")
    assert one(reading, "movement", "send").status == "denied"


def test_a_court_acts_on_a_deployment() -> None:
    reading = read("A federal judge on Friday blocked the deployment of 300 Guard members.", "2025-06-09")
    assert [(fact.kind, fact.date) for fact in reading.facts] == [("authority", "2025-06-06")]


def test_everything_in_an_operation_order_is_about_forces() -> None:
    reading = read("FRAGO 03\n\n1. Personnel shall not search vehicles. 2. Advance party departs NLT D+3.\n")
    assert one(reading, "role", "search").polarity == "prohibited"
    assert one(reading, "date", "D+3").date is None
    assert any("D-day" in question.question for question in reading.questions)


def test_a_statement_is_told_by_whom_it_is_of() -> None:
    reading = read(
        "OPENING STATEMENT OF SENATOR ROE\n\nThe Guard should not be sent abroad without its trucks.\n"
    )
    assert one(reading, "claim", "Guard").attribution == "Roe, Senator"


def test_a_quoted_sentence_that_only_judges_is_one_claim() -> None:
    reading = read("“The Guard is not needed, and there is no emergency,” Mayor Ann Roe said.")
    assert [fact.quote for fact in reading.facts] == ["The Guard is not needed, and there is no emergency"]
