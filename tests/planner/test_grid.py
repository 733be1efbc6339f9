"""The grid, rule by rule (contract, section 2)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from muster.planner.grid import Window, start_days, tour_grid

OPEN = Window(
    horizon=56,
    step=7,
    line_from=0,
    line_until=56,
    earliest=0,
    available_until=None,
    min_tour=1,
    max_tour=56,
    reception=0,
)


def end_days(window: Window, start: int) -> list[int]:
    """The contract's words, day by day: on the tour's own grid, or on a limit; none beyond one."""
    limits = [start + window.max_tour, window.line_until, window.horizon]
    if window.available_until is not None:
        limits.append(window.available_until)
    last = min(limits)
    shortest = min(window.min_tour, window.line_until - window.line_from, window.horizon - start)
    first = max(start + shortest, start + window.reception + 1)
    allowed = {last, *range(start + window.step, last + 1, window.step)}
    return sorted(
        end
        for end in allowed
        if first <= end <= last
        and (window.holds_until is None or end <= window.holds_until)
        and (window.longest is None or end - start <= window.longest)
    )


def ends(window: Window, start: int) -> list[int]:
    grid = tour_grid(window)
    return [int(end) for first, end in zip(grid.starts, grid.ends, strict=True) if first == start]


def test_starts_lie_on_the_grid_or_on_the_line_s_first_day() -> None:
    assert start_days(replace(OPEN, line_from=10, line_until=30)) == [7, 10, 14, 21, 28]


def test_a_start_may_precede_the_line_by_reception_and_less_than_a_step() -> None:
    # start > 21 − 5 − 7 = 9
    assert start_days(replace(OPEN, line_from=21, line_until=30, reception=5)) == [14, 21]
    # start > 21 − 0 − 7 = 14: the 14th itself is too early
    assert start_days(replace(OPEN, line_from=21, line_until=30)) == [21, 28]


def test_a_start_leaves_a_day_to_fill() -> None:
    assert start_days(replace(OPEN, line_until=14, reception=7)) == [0]
    assert start_days(replace(OPEN, line_until=15, reception=7)) == [0, 7]


def test_no_start_before_the_earliest_day_or_the_legal_basis() -> None:
    assert start_days(replace(OPEN, earliest=8))[0] == 14
    assert start_days(replace(OPEN, holds_from=15))[0] == 21
    assert start_days(replace(OPEN, earliest=8, line_from=9))[0] == 9


def test_ends_lie_on_the_tour_s_own_grid_or_on_a_limit() -> None:
    assert ends(replace(OPEN, line_from=10, line_until=30), 10) == [17, 24, 30]
    assert ends(replace(OPEN, line_from=10, max_tour=17), 10) == [17, 24, 27]
    assert ends(replace(OPEN, line_from=10, available_until=20), 10) == [17, 20]
    assert ends(replace(OPEN, line_from=45), 45) == [52, 56]


def test_a_tour_outlasts_its_reception() -> None:
    assert ends(replace(OPEN, reception=7, line_until=21), 0) == [14, 21]


def test_the_minimum_falls_to_the_line_s_length_or_to_the_time_left() -> None:
    assert ends(replace(OPEN, min_tour=20), 0)[0] == 21
    assert ends(replace(OPEN, min_tour=20, line_from=7, line_until=21), 7) == [21]
    assert ends(replace(OPEN, min_tour=20, line_from=0, line_until=30), 14) == []
    assert ends(replace(OPEN, min_tour=20), 42) == [56]


def test_the_legal_basis_and_its_longest_stay_bound_the_end() -> None:
    assert ends(replace(OPEN, holds_until=15), 0) == [7, 14]
    assert ends(replace(OPEN, longest=20), 0) == [7, 14]


WINDOWS = st.builds(
    Window,
    horizon=st.integers(5, 40),
    step=st.integers(1, 9),
    line_from=st.integers(-10, 30),
    line_until=st.integers(31, 50),
    earliest=st.integers(0, 20),
    available_until=st.none() | st.integers(1, 50),
    min_tour=st.integers(1, 12),
    max_tour=st.integers(12, 40),
    reception=st.integers(0, 8),
    holds_from=st.none() | st.integers(0, 30),
    holds_until=st.none() | st.integers(1, 50),
    longest=st.none() | st.integers(1, 45),
)


@given(WINDOWS)
def test_a_grid_is_what_the_contract_lists_day_by_day(window: Window) -> None:
    grid = tour_grid(window)
    wanted = [(start, end) for start in start_days(window) for end in end_days(window, start)]
    assert list(zip(grid.starts.tolist(), grid.ends.tolist(), strict=True)) == wanted
    assert grid.size == len(wanted)


@given(WINDOWS, st.lists(st.integers(0, 50), min_size=50, max_size=50))
def test_a_grid_cut_by_start_keeps_what_ends_in_time(window: Window, latest: list[int]) -> None:
    grid = tour_grid(window)
    cut = grid.until(np.array(latest[: grid.days.size], dtype=np.int64))
    by_start = dict(zip(grid.days.tolist(), latest, strict=False))
    wanted = [
        (start, end)
        for start, end in zip(grid.starts.tolist(), grid.ends.tolist(), strict=True)
        if end <= by_start[start]
    ]
    assert list(zip(cut.starts.tolist(), cut.ends.tolist(), strict=True)) == wanted


@given(WINDOWS)
def test_every_tour_of_a_grid_keeps_every_limit(window: Window) -> None:
    grid = tour_grid(window)
    for start, end in zip(grid.starts.tolist(), grid.ends.tolist(), strict=True):
        assert start >= window.earliest
        assert start % window.step == 0 or start == window.line_from
        assert start > window.line_from - window.reception - window.step
        assert start + window.reception < end <= min(window.horizon, window.line_until)
        assert end - start <= window.max_tour
        assert window.available_until is None or end <= window.available_until
