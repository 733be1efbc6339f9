"""
What each element of a plan costs: every tour's cost divided among the rates that make it up.

Each tour is costed exactly, rounded half up once, and its cents are given to its elements by largest
remainder (the method of Hamilton), so that the elements of a plan add up to the costs of its tours to
the cent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.expense import (
    COST_KINDS,
    CostElement,
    CostShare,
    OverlapCost,
    PlanCost,
    kinds_of,
)
from muster.domain.plan import Plan
from muster.domain.rate import Rate
from muster.planner.checker.docket import Docket, Stay
from muster.planner.checker.roster import muster_stays

__all__ = ("TRAVEL", "element_cents", "expense_of", "expense_of_stays", "spent_before")

#: The element of miles for which no rate of the case matches (``per_person_mile``).
TRAVEL = "travel"

#: Units move by road as far as the objective is concerned (decision 0001).
_MODES = (None, "", "road")
_UNITS = {"person-day": "person-days", "person-mile": "person-miles", "person": "people", "tour": "tours"}


@dataclass(frozen=True, slots=True)
class _Charge:
    """A rate and how often a tour is charged with it: person-days, person-miles, people or tours."""

    rate: Rate
    times: Fraction

    @property
    def dollars(self) -> Fraction:
        return Fraction(self.rate.amount) * self.times

    @property
    def below(self) -> Fraction:
        """Dollars by which it may cost less."""
        return (
            Fraction(0) if self.rate.low is None else Fraction(self.rate.amount - self.rate.low) * self.times
        )

    @property
    def above(self) -> Fraction:
        """Dollars by which it may cost more."""
        return (
            Fraction(0)
            if self.rate.high is None
            else Fraction(self.rate.high - self.rate.amount) * self.times
        )


def expense_of(case: Case, plan: Plan) -> PlanCost:
    """
    The cost of a plan, element by element, computed from the case and the tours alone.

    Examples
    --------
    ``expense_of(case, plan).missing`` names what no rate of the case speaks of.
    """
    docket = Docket(case)
    return expense_of_stays(docket, muster_stays(docket, plan))


def expense_of_stays(docket: Docket, stays: Sequence[Stay]) -> PlanCost:
    """The same for tours that are resolved already."""
    book = _Book(docket)
    sums: dict[str, _Sum] = {}
    for stay in stays:
        charges = book.charges(stay)
        for element, cents in element_cents(charges, stay.cost).items():
            total = sums.setdefault(element, _Sum())
            total.cents += cents
            total.by[stay.unit.component, stay.duty_status] += cents
        for charge in charges:
            sums[charge.rate.element].add(charge)
            sums[charge.rate.element].unrated |= charge.rate is book.default
    elements = tuple(
        _element(name, total)
        for name, total in sorted(sums.items(), key=lambda item: (-item[1].cents, item[0]))
    )
    return _whole(docket, stays, book, sums, elements)


def spent_before(docket: Docket, stays: Iterable[Stay], day: date) -> dict[str, int]:
    """
    Cents by element that the tours cost on the days before ``day``, each element rounded half up once.

    Days present count as they pass, the way in when a tour starts and the way out when it has ended, and
    what is paid per person or tour when it starts.
    """
    book = _Book(docket)
    until = day.toordinal()
    exact: defaultdict[str, Fraction] = defaultdict(Fraction)
    for stay in stays:
        if stay.start >= until:
            continue
        for charge in book.charges(replace(stay, end=min(stay.end, until))):
            way_in = charge.rate.unit == "person-mile" and stay.end > until
            exact[charge.rate.element] += charge.dollars / 2 if way_in else charge.dollars
    return {element: _cents(dollars) for element, dollars in exact.items()}


def element_cents(charges: Iterable[_Charge], cost: int) -> dict[str, int]:
    """
    A tour's cents by element, by largest remainder.

    Parameters
    ----------
    cost
        The tour's cost in cents: the sum of its charges rounded half up.
    """
    exact: defaultdict[str, Fraction] = defaultdict(Fraction)
    for charge in charges:
        exact[charge.rate.element] += charge.dollars * 100
    cents = {element: amount.__floor__() for element, amount in exact.items()}
    left = cost - sum(cents.values())
    order = sorted(exact, key=lambda element: (cents[element] - exact[element], element))
    for element in order[: max(0, left)]:
        cents[element] += 1
    return cents


@dataclass(slots=True)
class _Sum:
    """An element summed over all tours."""

    cents: int = 0
    below: Fraction = Fraction(0)
    above: Fraction = Fraction(0)
    by: defaultdict[tuple[Component, DutyStatus], int] = field(default_factory=lambda: defaultdict(int))
    times: defaultdict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    rates: dict[int, Rate] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    unrated: bool = False

    def add(self, charge: _Charge) -> None:
        if charge.rate.low is not None:
            self.below += charge.below
        if charge.rate.high is not None:
            self.above += charge.above
        self.times[charge.rate.unit] += charge.times
        if id(charge.rate) not in self.rates:
            self.rates[id(charge.rate)] = charge.rate
            self.kinds.update(charge.rate.covers or kinds_of(charge.rate.element))


@dataclass(slots=True)
class _Book:
    """The rates of a case by component and duty status."""

    docket: Docket
    _found: dict[tuple[Component, DutyStatus], tuple[Rate, ...]] = field(default_factory=dict)
    default: Rate = field(init=False)

    def __post_init__(self) -> None:
        factor = self.docket.case.assumption("per_person_mile")
        self.default = Rate(
            element=TRAVEL,
            amount=factor.value,
            unit="person-mile",
            source=factor.source,
            covers=("travel",),
        )

    def rates(self, component: Component, duty_status: DutyStatus) -> tuple[Rate, ...]:
        key = (component, duty_status)
        if key not in self._found:
            self._found[key] = tuple(
                rate
                for rate in self.docket.case.rates
                if rate.component in (None, component)
                and rate.duty_status in (None, duty_status)
                and rate.mode in _MODES
            )
        return self._found[key]

    def charges(self, stay: Stay) -> list[_Charge]:
        """What a tour is charged with; nothing that counts 0 times."""
        charges: list[_Charge] = []
        miles = 2 * self.docket.tariff.miles(stay.unit.home, stay.line.place) * stay.headcount
        rated_miles = False
        for rate in self.rates(stay.unit.component, stay.duty_status):
            if rate.unit == "person-day":
                charges.append(_Charge(rate, Fraction(stay.headcount * _days(rate, stay.start, stay.end))))
            elif _days(rate, stay.start, stay.start + 1):
                rated_miles = rated_miles or rate.unit == "person-mile"
                times = {"person-mile": miles, "person": Fraction(stay.headcount), "tour": Fraction(1)}
                charges.append(_Charge(rate, times[rate.unit]))
        if not rated_miles:
            charges.append(_Charge(self.default, miles))
        return [charge for charge in charges if charge.times]

    def daily(self, component: Component, duty_status: DutyStatus, when: int) -> list[_Charge]:
        """What one person costs on one day."""
        return [
            _Charge(rate, Fraction(1))
            for rate in self.rates(component, duty_status)
            if rate.unit == "person-day" and _days(rate, when, when + 1)
        ]


def _days(rate: Rate, start: int, end: int) -> int:
    """Days of ``[start, end)`` (ordinals) on which a rate is in force."""
    first = start if rate.start is None else max(start, rate.start.toordinal())
    last = end if rate.end is None else min(end, rate.end.toordinal())
    return max(0, last - first)


def _element(name: str, total: _Sum) -> CostElement:
    rates = list(total.rates.values())
    ranged = any(rate.low is not None or rate.high is not None for rate in rates)
    sources = dict.fromkeys(rate.source for rate in rates if rate.source)
    basis = [
        _basis([rate for rate in rates if rate.unit == unit], unit, times)
        for unit, times in total.times.items()
    ]
    if total.unrated:
        basis.append("where no person-mile rate of the case matches: assumption per_person_mile")
    return CostElement(
        element=name,
        low=total.cents - _cents(total.below) if ranged else None,
        expected=total.cents,
        high=total.cents + _cents(total.above) if ranged else None,
        source="; ".join(sources) if sources else None,
        basis="; ".join(basis),
        covers=tuple(kind.kind for kind in COST_KINDS if kind.kind in total.kinds),
        by=tuple(
            CostShare(component=component, duty_status=status, expected=cents)
            for (component, status), cents in sorted(total.by.items())
            if cents
        ),
    )


def _basis(rates: Sequence[Rate], unit: str, times: Fraction) -> str:
    low, high = min(rate.amount for rate in rates), max(rate.amount for rate in rates)
    amount = _dollars(low) if low == high else f"{_dollars(low)} to {_dollars(high)}"
    number = f"{times.__round__():,}" if times.denominator == 1 else f"{float(times):,.1f}"
    return f"{amount} per {unit} × {number} {_UNITS[unit]}"


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}" if amount == amount.quantize(Decimal("0.01")) else f"${amount.normalize():,f}"


def _cents(dollars: Fraction) -> int:
    return (dollars * 100 + Fraction(1, 2)).__floor__()


def _whole(
    docket: Docket,
    stays: Sequence[Stay],
    book: _Book,
    sums: dict[str, _Sum],
    elements: tuple[CostElement, ...],
) -> PlanCost:
    covered = {kind for element in elements for kind in element.covers}
    ranged = [element for element in elements if element.low is not None]
    unsourced = {rate.element for rate in docket.case.rates if rate.source is None}
    return PlanCost(
        elements=elements,
        low=sum(element.expected if element.low is None else element.low for element in elements)
        if ranged
        else None,
        expected=sum(element.expected for element in elements),
        high=sum(element.expected if element.high is None else element.high for element in elements)
        if ranged
        else None,
        missing=tuple(
            kind.kind for kind in COST_KINDS if kind.kind not in covered and _applies(kind.kind, stays)
        ),
        missing_for=_missing_for(sums, covered),
        no_range=tuple(element.element for element in elements if element.low is None),
        no_source=tuple(
            element.element for element in elements if element.source is None or element.element in unsourced
        ),
        overlap=_overlap(stays, book),
    )


def _missing_for(sums: dict[str, _Sum], covered: set[str]) -> tuple[tuple[str, Component, DutyStatus], ...]:
    """Kinds that some people of the plan are paid and others, by component and duty status, are not."""
    paid: defaultdict[tuple[Component, DutyStatus], set[str]] = defaultdict(set)
    for total in sums.values():
        for people in total.by:
            paid[people] |= total.kinds
    return tuple(
        (kind.kind, *people)
        for kind in COST_KINDS
        if kind.kind in covered
        for people in sorted(paid)
        if kind.kind not in paid[people]
    )


def _applies(kind: str, stays: Sequence[Stay]) -> bool:
    """Whether a kind of cost can arise: states are reimbursed only for the Guard that they command."""
    if kind != "guard_reimbursement":
        return True
    return any(
        stay.unit.component.is_guard and stay.duty_status in (DutyStatus.T32, DutyStatus.SAD)
        for stay in stays
    )


def _overlap(stays: Sequence[Stay], book: _Book) -> OverlapCost:
    """Days in reception while others serve the line, at most as many people as those others."""
    by_line: defaultdict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_line[stay.line.line].append(stay)
    turns = {
        bound.toordinal()
        for rate in book.docket.case.rates
        for bound in (rate.start, rate.end)
        if isinstance(bound, date)
    }
    days = 0
    dollars = [Fraction(0), Fraction(0), Fraction(0)]
    ranged = False
    for tours in by_line.values():
        if not any(tour.policy.reception_days for tour in tours):
            continue
        for first, last, received, serving in _hand_overs(tours, turns):
            people = sum(received.values())
            twice = min(people, serving)
            days += (last - first) * twice
            for (component, status), headcount in received.items():
                times = Fraction(twice * headcount * (last - first), people)
                for charge in book.daily(component, status, first):
                    ranged = ranged or charge.rate.low is not None or charge.rate.high is not None
                    dollars[0] += (charge.dollars - charge.below) * times
                    dollars[1] += charge.dollars * times
                    dollars[2] += (charge.dollars + charge.above) * times
    low, expected, high = (_cents(amount) for amount in dollars)
    return OverlapCost(
        headcount_days=days,
        low=low if ranged else None,
        expected=expected,
        high=high if ranged else None,
    )


def _hand_overs(
    tours: Sequence[Stay], turns: set[int]
) -> Iterator[tuple[int, int, Counter[tuple[Component, DutyStatus]], int]]:
    """
    Periods of a line in which some are in reception while others serve.

    ``(first, last, people in reception by component and duty status, people serving)``; cut at ``turns``.
    """
    arrive: defaultdict[int, Counter[tuple[Component, DutyStatus]]] = defaultdict(Counter)
    serve: defaultdict[int, int] = defaultdict(int)
    for tour in tours:
        who = (tour.unit.component, tour.duty_status)
        ready = _ready(tour)
        arrive[tour.start][who] += tour.headcount
        arrive[ready][who] -= tour.headcount
        serve[ready] += tour.headcount
        serve[tour.end] -= tour.headcount
    begin, end = min(arrive), max(serve)
    received: Counter[tuple[Component, DutyStatus]] = Counter()
    serving = 0
    marks = sorted({*arrive, *serve, *(turn for turn in turns if begin < turn < end)})
    for first, last in pairwise(marks):
        for who, change in arrive[first].items() if first in arrive else ():
            received[who] += change
        serving += serve.get(first, 0)
        inside = +received
        if inside and serving > 0:
            yield first, last, inside, serving


def _ready(stay: Stay) -> int:
    """The day from which a tour fills."""
    return min(stay.end, stay.start + stay.policy.reception_days)
