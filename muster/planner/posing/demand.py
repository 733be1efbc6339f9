"""Demand: the headcount that each line asks for on each day, and what fixed tours leave of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from muster.domain.plan import PlannedTour
from muster.planner.instance import Ints
from muster.planner.posing.ground import Ground

__all__ = ("demand",)


def demand(ground: Ground, fixed: Sequence[PlannedTour]) -> tuple[Ints, Ints]:
    """
    Headcount asked for, and left unfilled by the fixed tours, both ``(L, H)``.

    A line asks from its first day to its last within the planning period; a tour fills after its
    reception; filling more than is asked for earns nothing.
    """
    asked = np.zeros((len(ground.lines), ground.horizon), dtype=np.int64)
    for number, line in enumerate(ground.lines):
        low, high = ground.clip(line.start, line.end or ground.case.planning.end)
        asked[number, low : max(low, high)] = line.headcount
    filled = np.zeros_like(asked)
    for tour in fixed:
        ready = tour.start + timedelta(days=ground.policy_of(tour.unit).reception_days)
        low, high = ground.clip(ready, tour.end)
        filled[ground.line_index[tour.line], low : max(low, high)] += tour.fills
    return asked, np.maximum(0, asked - filled)
