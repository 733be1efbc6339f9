"""The price of each pin and ban: what the relaxation would gain without it.

A pin is a row of the master: it is taken out and the relaxation solved again, unless its dual says at once
that nothing is gained. A ban keeps tours from being candidates: the case is posed again without it. Both are
prices of the linear relaxation, as those of ceilings are; a plan of whole units may gain less or more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from muster.domain.case import Case
from muster.domain.pinprice import PinPrice
from muster.domain.tour import Pin
from muster.errors import SolverError
from muster.planner.ceilings import EXACT, solved_again
from muster.planner.colgen import Relaxation, relax
from muster.planner.instance import Instance
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import pose

__all__ = ("pin_prices",)


def pin_prices(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    priced: Relaxation | None,
    should_stop: Callable[[], bool],
) -> tuple[PinPrice, ...]:
    """
    Every row of ``pins.csv`` with its price, in the order of the file.

    Parameters
    ----------
    priced
        The relaxation of the instance, its money that of the objective; ``None`` where there is none.
        Levels that follow one another have no price in money: a lexicographic plan tells none.
    should_stop
        Once true, the prices that are left stay unknown.
    """
    if options.lexicographic:
        return tuple(_priced(pin, None) for pin in case.pins)
    pricing = _Pricing(case, options, instance, priced, should_stop)
    return tuple(_priced(pin, pricing.price(pin)) for pin in case.pins)


def _priced(pin: Pin, price: int | None) -> PinPrice:
    return PinPrice(rule=pin.rule, unit=pin.unit, line=pin.line, start=pin.start, end=pin.end, price=price)


class _Pricing:
    """The relaxation with all pins and bans, solved to its end once, and without one of them each time."""

    def __init__(
        self,
        case: Case,
        options: PlanOptions,
        instance: Instance,
        priced: Relaxation | None,
        should_stop: Callable[[], bool],
    ) -> None:
        self.case = case
        self.options = options
        self.instance = instance
        self.known = priced if priced is not None and priced.converged else None
        self.should_stop = should_stop
        self._base: Relaxation | None = None

    def price(self, pin: Pin) -> int | None:
        """What the optimum falls by without the row, in cents."""
        if pin.rule == "ban":
            return self.saved(self.without_ban(pin))
        row = next((row for row, known in enumerate(self.instance.pins) if _same(known.pin, pin)), None)
        if row is None:
            return 0  # a tour already ordered meets it, whatever the planner does
        duals = None if self.known is None else self.known.duals
        if duals is not None and int(duals.valuation.pin[row]) == 0:
            return 0
        return self.saved(self.without_pin(row))

    def base(self) -> Relaxation | None:
        """The relaxation with every pin and ban."""
        if self._base is None and self.known is not None:
            self._base = solved_again(
                self.options, self.known, self.instance, self.known.schedules, self.should_stop
            )
        return self._base

    def now(self) -> float | None:
        """Optimum of the relaxation with every pin and ban, in cents."""
        if not self.instance.tours.size:
            return float(self.instance.empty)
        base = self.base()
        return None if base is None else base.value

    def saved(self, without: float | None) -> int | None:
        now = self.now()
        if now is None or without is None:
            return None
        return round(now - without) if now - without > EXACT * 10 * abs(now) else 0

    def without_pin(self, row: int) -> float | None:
        base = self.base()
        if base is None:
            return None
        pins = tuple(pin for number, pin in enumerate(self.instance.pins) if number != row)
        free = replace(self.instance, pins=pins)
        found = solved_again(self.options, base, free, base.schedules, self.should_stop)
        return None if found is None else found.value

    def without_ban(self, ban: Pin) -> float | None:
        if self.now() is None or self.should_stop():
            return None
        case = replace(self.case, pins=tuple(pin for pin in self.case.pins if not _same(pin, ban)))
        instance = pose(case, self.options).instance
        if instance is None:
            return None
        if not instance.tours.size:
            return float(instance.empty)
        base = self.base()
        exact = None if base is None else base.master.exact
        master = Master(instance, Objective(weights=instance.prices, cost=1), exact=exact)
        try:
            found = relax(
                instance,
                master,
                master.pricer(),
                (),
                threads=self.options.threads,
                tolerance=EXACT,
                should_stop=self.should_stop,
                report=lambda _: None,
            )
        except SolverError:
            return None
        return found.value if found.converged else None


def _same(one: Pin, other: Pin) -> bool:
    return (one.rule, one.unit, one.line, one.start, one.end) == (
        other.rule,
        other.unit,
        other.line,
        other.start,
        other.end,
    )
