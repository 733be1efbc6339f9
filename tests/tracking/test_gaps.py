"""Gaps: every day without a report is in one, or in a run too short to tell."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from muster.domain.period import Period
from muster.tracking.gaps import gaps_of
from tests.tracking.small import day


@given(st.lists(st.integers(1, 60), max_size=8), st.integers(1, 40), st.integers(1, 40), st.integers(1, 15))
def test_gaps_are_the_runs_of_silent_days(numbers, start, length, every):
    period = Period(day(start), day(start + length))
    found = gaps_of([day(number) for number in numbers], period, every)
    silent = [when for when in period if when not in {day(number) for number in numbers}]
    runs: list[list[object]] = []
    for when in silent:
        if runs and runs[-1][-1] == when - timedelta(days=1):
            runs[-1].append(when)
        else:
            runs.append([when])
    expected = [(run[0], run[-1]) for run in runs if len(run) >= every]
    assert [(gap.start, gap.end - timedelta(days=1)) for gap in found] == expected
    for gap in found:
        assert gap.before is None or gap.before + timedelta(days=1) == gap.start
        assert gap.after in (None, gap.end)
