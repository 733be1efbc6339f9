from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.intake.grammars.dates import find_whens

ANCHOR = date(2025, 8, 25)  # a Monday

CASES = {
    "January 20, 2025": "2025-01-20",
    "20 January 2025": "2025-01-20",
    "20 Jan 25": "2025-01-20",
    "2025-01-20": "2025-01-20",
    "on Oct. 1": "2025-10-01",
    "on Wednesday": "2025-08-27",
    "last Friday": "2025-08-22",
    "Today": "2025-08-25",
    "Two weeks ago": "2025-08-11",
    "last November": "2024-11",
    "last week": "2025-08-18/2025-08-24",
    "011200ZMAR25": "2025-03-01",
    "FY2025": "2024-10-01/2025-09-30",
    "the second quarter of fiscal year 2025": "2025-01-01/2025-03-31",
    "within 45 days of the date of this memorandum": "2025-10-09",
    "not later than 90 days after the date of this order": "2025-11-23",
    "for 90 days": "P90D",
    "for a period of one year": "P1Y",
    "for up to 60 days": "P60D",
    "within one hundred and twenty (120) days of this order": "2025-12-23",
    "within 72 hours of the date of this order": "2025-08-28",
    "30 days after the date of this order": "2025-09-24",
    "the end of FY26": "2026-09-30",
    "through the end of September": "2025-09-30",
    "by the end of the month": "2025-08-31",
    "by the end of the fiscal year": "2025-09-30",
    "from June 7 to June 14, 2025": "2025-06-07/2025-06-14",
    "June 7-14": "2025-06-07/2025-06-14",
    "between Dec. 20 and Jan. 5": "2025-12-20/2026-01-05",
    "on Oct. 6 and 7": "2025-10-06/2025-10-07",
    "over the weekend": "2025-08-23/2025-08-24",
    "the mission would last 60 days": "P60D",
    "in early June": "2025-06",
    "1Q FY26": "2025-10-01/2025-12-31",
    "until March 3": "2026-03-03",
    "the 7th of June": "2025-06-07",
    "They arrived on Friday": "2025-08-22",
    "They will arrive on Friday": "2025-08-29",
    "They said Sunday that they left": "2025-08-24",
    "They will be sent home on Sunday": "2025-08-31",
    "as of Sunday": "2025-08-24",
    "since Friday": "2025-08-22",
    "fiscal years 2025 through 2027": "2024-10-01/2027-09-30",
    "FY2025-2027": "2024-10-01/2027-09-30",
    "4th Qtr FY25": "2025-07-01/2025-09-30",
    "third quarter of fiscal 2026": "2026-04-01/2026-06-30",
    "from June through September": "2025-06-01/2025-09-30",
    "August 11 to 25": "2025-08-11/2025-08-25",
    "24-25 August 2025": "2025-08-24/2025-08-25",
    "25AUG2025": "2025-08-25",
    "20250825": "2025-08-25",
    "as of 2025-08-25T12:00Z": "2025-08-25",
    "the Guard took over in November": "2024-11",
    "they arrived on Dec. 4": "2024-12-04",
    "no later than 10 days from the effective date of this order": "2025-09-04",
    "for a period not to exceed 31 days": "P31D",
}


@pytest.mark.parametrize("text", CASES)
def test_a_date_is_resolved_on_the_documents_date(text: str) -> None:
    assert [when.iso for when in find_whens(text, anchor=ANCHOR)] == [CASES[text]]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("on Wednesday", "no document date"),
        ("last November", "no document date"),
        ("on March 3", "no year"),
        ("C+30", "no C-day"),
        ("within 30 days of the order", "base"),
        ("within 45 days of the date of this order", "no document date"),
        ("February 30, 2025", "no such day"),
        ("on D-day", "no D-day"),
        ("by C-Day", "no C-day"),
        ("NLT D-3", "no D-day"),
        ("30 days after enactment", "base"),
        ("24-25 August", "no year"),
    ],
)
def test_what_the_text_does_not_settle_stays_open(text: str, doubt: str) -> None:
    (when,) = find_whens(text)
    assert (when.iso, when.doubt) == (None, doubt)


@pytest.mark.parametrize(
    "text",
    [
        "they may deploy",
        "6005 people",
        "title 10",
        "the Secretary may",
        "12 others",
        "two C-17s",
        "5 and 7 Marchers",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert list(find_whens(text, anchor=ANCHOR)) == []


def test_a_duration_of_two_ends_has_both() -> None:
    (when,) = find_whens("for three to six months", anchor=ANCHOR)
    assert (when.iso, when.kind, when.count, when.most, when.unit) == (None, "duration", 3, 6, "months")


@given(st.dates(date(1990, 1, 1), date(2079, 12, 31)))
def test_every_day_comes_back_in_every_spelling(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
    ]
    if day.year >= 2000:
        spellings.append(f"{day:%d}1200Z{day:%b}{day:%y}".upper())
    for text in spellings:
        assert [when.iso for when in find_whens(f"It began {text}.")] == [day.isoformat()], text


@given(st.dates(date(1990, 1, 8), date(2079, 12, 20)), st.integers(0, 6))
def test_weekdays_fall_in_the_week_of_the_document(anchor: date, weekday: int) -> None:
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    (when,) = find_whens(f"on {name}", anchor=anchor)
    day = date.fromisoformat(when.iso or "")
    assert day.weekday() == weekday
    assert day.isocalendar()[:2] == anchor.isocalendar()[:2]


@given(st.text(alphabet="0123456789 /-JanMarFYCQofthewiin.,dys", max_size=120))
def test_no_text_breaks_the_grammar(text: str) -> None:
    for when in find_whens(text, anchor=ANCHOR):
        assert 0 <= when.start < when.end <= len(text)


@pytest.mark.parametrize("anchor", [date.min, date.max])
def test_at_the_ends_of_the_calendar_nothing_is_resolved(anchor: date) -> None:
    text = "on March 3, over the weekend, by the end of March and within 90 days of this order"
    assert {when.iso for when in find_whens(text, anchor=anchor)} == {None}
