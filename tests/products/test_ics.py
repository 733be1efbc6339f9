"""The calendar as iCalendar: folded, escaped, and the same every time."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.finding import Citation
from muster.law.clocks import Clock
from muster.products.ics import render_ics

CLOCK = Clock(
    rule="check/clock-expiry",
    day=date(2025, 10, 1),
    authority="MISSION; one, two",
    message="It carries nothing; not a thing, from then on.\nA second line.",
    missed="Tours have no ground.",
)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def rendered(*clocks, citation=None):
    return render_ics(clocks, name="Case", as_of=date(2025, 5, 22), citations=[citation] * len(clocks))


def test_one_event_for_each_clock():
    lines = unfolded(rendered(CLOCK, citation=Citation(cite="50 USC 1622(d)", href="https://example.gov/x")))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20251001" in lines
    assert "DTEND;VALUE=DATE:20251002" in lines
    assert "SUMMARY:MISSION\\; one\\, two: expiry" in lines
    assert "URL:https://example.gov/x" in lines
    (told,) = [line for line in lines if line.startswith("DESCRIPTION:")]
    assert "not a thing\\, from then on.\\nA second line." in told
    assert "text not verified" in told
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_the_same_bytes_every_time_and_an_identity_for_each():
    other = Clock(rule="check/clock-due", day=date(2025, 10, 1), authority="EO", message="Due.")
    assert rendered(CLOCK, other) == rendered(CLOCK, other)
    names = [line for line in unfolded(rendered(CLOCK, other)) if line.startswith("UID:")]
    assert len(set(names)) == 2


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_words_fit_the_form(message, name):
    clock = Clock(rule="check/clock-due", day=date(2025, 1, 1), authority=name, message=message)
    text = rendered(clock)
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
        assert "\r" not in line
    assert sum(line.startswith("DESCRIPTION:") for line in unfolded(text)) == 1
