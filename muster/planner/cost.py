"""What a tour costs, exact to the cent and rounded half up once per tour (contract, section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.rate import Rate

__all__ = ("Costing", "Tariff")

#: Units move by road until modes of movement are planned (decision 0001).
MODES = (None, "", "road")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """
    The rates of one component in one duty status, day by day, as exact integers.

    Amounts are dollars × ``scale``; ``scale`` is a power of ten that makes every amount whole.

    Attributes
    ----------
    first
        The day that index 0 stands for.
    person_day
        Shape ``(days + 1,)``: running sum of the person-day rates before each day.
    covered
        Shape ``(days + 1,)``: running number of days on which some person-day rate matches.
    person_tenth, person, tour
        Shape ``(days,)``: per person and tenth of a mile, per person, per tour, by first day.
    """

    first: date
    scale: int
    person_day: npt.NDArray[Any]
    covered: npt.NDArray[np.int64]
    person_tenth: npt.NDArray[Any]
    person: npt.NDArray[Any]
    tour: npt.NDArray[Any]

    def index(self, day: date) -> int:
        """Index of a day in the arrays."""
        return (day - self.first).days

    def cents(
        self,
        headcount: int,
        starts: npt.NDArray[np.int64],
        ends: npt.NDArray[np.int64],
        tenths: int,
    ) -> npt.NDArray[np.int64]:
        """
        Cost of tours of ``headcount`` people over ``tenths`` of a mile each way.

        Parameters
        ----------
        starts, ends
            Shape ``(n,)``: indices (see :meth:`index`) of the first day and the day after the last.

        Returns
        -------
        ndarray
            Shape ``(n,)``, whole cents, each rounded half up.
        """
        exact = (
            headcount * (self.person_day[ends] - self.person_day[starts])
            + 2 * tenths * headcount * self.person_tenth[starts]
            + headcount * self.person[starts]
            + self.tour[starts]
        )
        rounded = (200 * exact + self.scale) // (2 * self.scale)
        return np.asarray(rounded, dtype=np.int64)

    def tour_cents(self, headcount: int, start: date, end: date, tenths: int) -> int:
        """Cost of one tour in cents."""
        one = self.cents(headcount, np.array([self.index(start)]), np.array([self.index(end)]), tenths)
        return int(one[0])

    def days_covered(self, start: date, end: date) -> int:
        """On how many days of ``[start, end)`` some person-day rate matches."""
        return int(self.covered[self.index(end)] - self.covered[self.index(start)])


class Costing:
    """
    The tariffs of a case over all days that any of its tours can touch.

    Parameters
    ----------
    case
        Its rates and its ``per_person_mile``, which stands in where no person-mile rate matches.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        starts = [case.planning.start, *(tour.start for tour in case.tours)]
        ends = [case.planning.end, *(tour.end for tour in case.tours)]
        self._first = min(starts)
        self._days = (max(ends) - self._first).days
        default = case.assumption("per_person_mile").value
        places = [_places(rate.amount) for rate in case.rates] + [_places(default)]
        self._scale = 10 ** (max(places) + 1)
        self._default = int(default * self._scale) // 10
        largest = sum(abs(int(rate.amount * self._scale)) for rate in case.rates) + self._default
        people = max([unit_type.headcount for unit_type in case.types] + [1])
        people = max([people, *(tour.headcount or 0 for tour in case.tours)])
        worst = largest * people * (self._days + 4 * 130_000) * 400
        self._dtype: Any = np.int64 if worst < 2**62 else object
        self._tariffs: dict[tuple[Component, DutyStatus], Tariff] = {}

    def tariff(self, component: Component, duty_status: DutyStatus) -> Tariff:
        """The tariff of a component in a duty status."""
        key = (component, duty_status)
        if key not in self._tariffs:
            self._tariffs[key] = self._build(component, duty_status)
        return self._tariffs[key]

    def _build(self, component: Component, duty_status: DutyStatus) -> Tariff:
        rates = [
            rate
            for rate in self._case.rates
            if rate.component in (None, component)
            and rate.duty_status in (None, duty_status)
            and rate.mode in MODES
        ]
        day_rate, day_hits = self._by_day(rate for rate in rates if rate.unit == "person-day")
        mile_rate, mile_hits = self._by_day(rate for rate in rates if rate.unit == "person-mile")
        person, _ = self._by_day(rate for rate in rates if rate.unit == "person")
        tour, _ = self._by_day(rate for rate in rates if rate.unit == "tour")
        zero = np.zeros(1, dtype=self._dtype)
        return Tariff(
            first=self._first,
            scale=self._scale,
            person_day=np.concatenate([zero, np.cumsum(day_rate)]),
            covered=np.concatenate([[0], np.cumsum(day_hits > 0)]).astype(np.int64),
            person_tenth=np.where(mile_hits > 0, mile_rate // 10, self._default),
            person=person,
            tour=tour,
        )

    def _by_day(self, rates: Iterable[Rate]) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
        total = np.zeros(self._days, dtype=self._dtype)
        hits = np.zeros(self._days, dtype=np.int64)
        for rate in rates:
            low = 0 if rate.start is None else max(0, (rate.start - self._first).days)
            high = self._days if rate.end is None else min(self._days, (rate.end - self._first).days)
            if low < high:
                total[low:high] += int(rate.amount * self._scale)
                hits[low:high] += 1
        return total, hits

    def last_day(self) -> date:
        """The day after the last one that the tariffs know."""
        return self._first + timedelta(days=self._days)


def _places(amount: Decimal) -> int:
    """Decimal places that an amount needs."""
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
