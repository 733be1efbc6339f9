"""Seats: how many people the lift brings to a place, and takes from it, in a grid step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.domain.plan import PlannedTour
from muster.domain.rate import Lift
from muster.planner.instance import Ints
from muster.planner.posing.ground import Ground

__all__ = ("Seats", "seats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """
    Seats and their use by fixed tours.

    ``own``, ``arrivals`` and ``departures`` have the shape ``(places, steps)``; ``anywhere`` ``(steps,)``,
    ``None`` where no lift goes to any place.
    """

    places: tuple[str, ...]
    own: Ints
    anywhere: Ints | None
    arrivals: Ints
    departures: Ints


def seats(ground: Ground, fixed: Sequence[PlannedTour]) -> Seats:
    """
    Seats per grid step. A place is limited if a lift names it, or if any lift names none.

    A step's seats are ``passengers_per_day`` times its days within the horizon on which the lift is
    in force: a lift that matches but is not in force gives no seat. Arrivals and departures outside the
    planning period, and departures on its last day, need none.
    """
    lifts = ground.case.lifts
    steps = -(-ground.horizon // ground.step)
    anywhere = any(lift.place is None for lift in lifts)
    named = {lift.place for lift in lifts if lift.place is not None}
    wanted = {line.place for line in ground.lines}
    places = tuple(sorted(wanted if anywhere else wanted & named))
    index = {place: row for row, place in enumerate(places)}
    own = np.zeros((len(places), steps), dtype=np.int64)
    total = np.zeros(steps, dtype=np.int64)
    for lift in lifts:
        if lift.place is None:
            total += _by_step(ground, lift, steps)
        elif lift.place in index:
            own[index[lift.place]] += _by_step(ground, lift, steps)
    arrivals, departures = np.zeros_like(own), np.zeros_like(own)
    for tour in fixed:
        place = ground.lines[ground.line_index[tour.line]].place
        if place in index:
            start, end = ground.day(tour.start), ground.day(tour.end)
            if 0 <= start < ground.horizon:
                arrivals[index[place], start // ground.step] += tour.headcount
            if 0 <= end < ground.horizon:
                departures[index[place], end // ground.step] += tour.headcount
    return Seats(
        places=places,
        own=own,
        anywhere=total if anywhere else None,
        arrivals=arrivals,
        departures=departures,
    )


def _by_step(ground: Ground, lift: Lift, steps: int) -> Ints:
    per_day = np.zeros(steps * ground.step, dtype=np.int64)
    low = 0 if lift.start is None else max(0, ground.day(lift.start))
    high = ground.horizon if lift.end is None else min(ground.horizon, ground.day(lift.end))
    per_day[low : max(low, high)] = lift.passengers_per_day
    return np.asarray(per_day.reshape(steps, ground.step).sum(axis=1), dtype=np.int64)
