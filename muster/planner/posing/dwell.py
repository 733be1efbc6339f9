"""Dwell: the days at home that a tour is paid for with."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from muster.domain.policy import Policy
from muster.planner.instance import Ints

__all__ = ("dwell_days", "dwells")


def dwell_days(policy: Policy, tour_days: int) -> int:
    """``dwell(n) = max(min_dwell_days, ceil(dwell_ratio · n))``, exactly."""
    return max(policy.min_dwell_days, math.ceil(Fraction(policy.dwell_ratio) * tour_days))


def dwells(policy: Policy, starts: Ints, ends: Ints, travel: int) -> Ints:
    """
    Least days from the end of each tour to the next start.

    Where dwell counts from the return home (``dwell_from = home``), the journey home is added.
    """
    ratio = Fraction(policy.dwell_ratio)
    owed = -((-ratio.numerator * (ends - starts)) // ratio.denominator)
    home = travel if policy.dwell_from == "home" else 0
    return np.asarray(np.maximum(policy.min_dwell_days, owed) + home, dtype=np.int64)
