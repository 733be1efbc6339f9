"""The cost that a plan tells element by element, reckoned again from the rates and compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from muster.domain.component import Component, DutyStatus
from muster.domain.expense import COST_KINDS, CostElement, PlanCost, kinds_of
from muster.domain.rate import Rate
from muster.planner.checker.docket import Docket, Stay, dollars

__all__ = ("check_expense",)

#: Who is paid: component and duty status.
People = tuple[Component, DutyStatus]

#: The element of miles for which the case has no rate.
_ROAD = "travel"


@dataclass(slots=True)
class _Reckoned:
    """One element as the rates make it, in exact cents."""

    cents: Fraction = Fraction(0)
    below: Fraction = Fraction(0)
    above: Fraction = Fraction(0)
    tours: int = 0
    ranged: bool = False
    sourced: bool = True
    kinds: set[str] = field(default_factory=set)
    by: defaultdict[People, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    tours_by: Counter[People] = field(default_factory=Counter)


def check_expense(docket: Docket, stays: Sequence[Stay], cost: PlanCost) -> None:
    """Totals, elements and what they leave out, against the tours of the plan and the rates of the case."""
    reckoned = _reckon(docket, stays)
    _check_elements(docket, cost, reckoned)
    _check_total(docket, stays, cost)
    _check_missing(docket, stays, cost, reckoned)
    _check_overlap(docket, stays, cost)


def _charges(docket: Docket, stay: Stay) -> Iterator[tuple[Rate, Fraction]]:
    """The rates that a tour is charged with, and how often."""
    who = (stay.unit.component, stay.duty_status)
    miles = 2 * docket.tariff.miles(stay.unit.home, stay.line.place) * stay.headcount
    for rate in docket.tariff.matching("person-day", *who):
        first = stay.start if rate.start is None else max(stay.start, rate.start.toordinal())
        last = stay.end if rate.end is None else min(stay.end, rate.end.toordinal())
        yield rate, Fraction(max(0, last - first) * stay.headcount)
    by_mile = [rate for rate in docket.tariff.matching("person-mile", *who) if _in_force(rate, stay.start)]
    if not by_mile:
        assumed = docket.case.assumption("per_person_mile")
        by_mile = [
            Rate(
                element=_ROAD,
                amount=assumed.value,
                unit="person-mile",
                source=assumed.source,
                covers=("travel",),
            )
        ]
    yield from ((rate, miles) for rate in by_mile)
    for unit, times in (("person", stay.headcount), ("tour", 1)):
        for rate in docket.tariff.matching(unit, *who):
            if _in_force(rate, stay.start):
                yield rate, Fraction(times)


def _in_force(rate: Rate, when: int) -> bool:
    return (rate.start is None or rate.start.toordinal() <= when) and (
        rate.end is None or when < rate.end.toordinal()
    )


def _reckon(docket: Docket, stays: Sequence[Stay]) -> dict[str, _Reckoned]:
    found: defaultdict[str, _Reckoned] = defaultdict(_Reckoned)
    for stay in stays:
        who = (stay.unit.component, stay.duty_status)
        met = set()
        for rate, times in _charges(docket, stay):
            if not times:
                continue
            element = found[rate.element]
            cents = 100 * times * Fraction(rate.amount)
            element.cents += cents
            element.by[who] += cents
            if rate.low is not None:
                element.below += cents - 100 * times * Fraction(rate.low)
            if rate.high is not None:
                element.above += 100 * times * Fraction(rate.high) - cents
            element.ranged |= rate.low is not None or rate.high is not None
            element.sourced &= bool(rate.source)
            element.kinds.update(rate.covers or kinds_of(rate.element))
            met.add(rate.element)
        for name in met:
            found[name].tours += 1
            found[name].tours_by[who] += 1
    return dict(found)


def _check_elements(docket: Docket, cost: PlanCost, reckoned: dict[str, _Reckoned]) -> None:
    names = Counter(element.element for element in cost.elements)
    for name, number in names.items():
        if number > 1:
            docket.breach("cost-element", f"element {name!r} is listed {number} times, expected once")
        if name not in reckoned:
            docket.breach("cost-element", f"no tour is charged with {name!r}, expected elements of the rates")
    for name, mine in sorted(reckoned.items()):
        if name not in names and mine.cents:
            docket.breach(
                "cost-element", f"{name!r} is missing, expected {dollars(round(mine.cents))} for it"
            )
    for stated in cost.elements:
        if stated.element in reckoned:
            _check_element(docket, stated, reckoned[stated.element])


def _check_element(docket: Docket, stated: CostElement, mine: _Reckoned) -> None:
    """Cents of tours are whole, so that an element may be off by less than one for each tour."""
    name = stated.element
    if abs(stated.expected - mine.cents) > mine.tours:
        docket.breach(
            "cost-element",
            f"{name!r} states {dollars(stated.expected)}, expected {dollars(round(mine.cents))}",
        )
    for what, value, exact in (
        ("low", stated.low, stated.expected - mine.below),
        ("high", stated.high, stated.expected + mine.above),
    ):
        if (value is not None) != mine.ranged:
            docket.breach(
                "cost-element",
                f"{name!r} states {'a' if value is not None else 'no'} {what}, expected "
                f"{'one' if mine.ranged else 'none'}: of its rates {'some' if mine.ranged else 'none'} "
                "have a range",
            )
        elif value is not None and abs(value - exact) > 1:
            docket.breach(
                "cost-element",
                f"{name!r} states {dollars(value)} as {what}, expected {dollars(round(exact))}",
            )
    if stated.by:
        shares = {(share.component, share.duty_status): share.expected for share in stated.by}
        for who in sorted({*shares, *mine.by}):
            if abs(shares.get(who, 0) - mine.by.get(who, Fraction(0))) > mine.tours_by[who]:
                docket.breach(
                    "cost-element",
                    f"{name!r} states {dollars(shares.get(who, 0))} for {who[0]} in {who[1]}, "
                    f"expected {dollars(round(mine.by.get(who, Fraction(0))))}",
                )
        if sum(share.expected for share in stated.by) != stated.expected or len(shares) != len(stated.by):
            docket.breach(
                "cost-element", f"the shares of {name!r} do not add up to {dollars(stated.expected)}"
            )


def _check_total(docket: Docket, stays: Sequence[Stay], cost: PlanCost) -> None:
    true = sum(stay.cost for stay in stays)
    if cost.expected != true:
        docket.breach(
            "cost-total",
            f"the cost states {dollars(cost.expected)}, expected {dollars(true)}: what all tours cost",
        )
    together = sum(element.expected for element in cost.elements)
    if together != cost.expected:
        docket.breach(
            "cost-total", f"the elements add up to {dollars(together)}, expected {dollars(cost.expected)}"
        )
    ranged = any(element.low is not None or element.high is not None for element in cost.elements)
    for what in ("low", "high"):
        value = getattr(cost, what)
        ends = [getattr(element, what) for element in cost.elements]
        expected = sum(
            element.expected if end is None else end for element, end in zip(cost.elements, ends, strict=True)
        )
        if (value is not None) != ranged or (value is not None and value != expected):
            said = "none" if value is None else dollars(value)
            docket.breach(
                "cost-total",
                f"the {what} of the cost is {said}, expected "
                f"{dollars(expected) if ranged else 'none: no element has a range'}",
            )


def _check_missing(
    docket: Docket, stays: Sequence[Stay], cost: PlanCost, reckoned: dict[str, _Reckoned]
) -> None:
    """An estimate says what it leaves out: kinds of cost, people, ranges and sources."""
    covered = {kind for mine in reckoned.values() for kind in mine.kinds}
    reimbursed = any(
        stay.unit.component.is_guard and stay.duty_status in (DutyStatus.T32, DutyStatus.SAD)
        for stay in stays
    )
    kinds = {kind.kind for kind in COST_KINDS if kind.kind != "guard_reimbursement" or reimbursed}
    paid: defaultdict[People, set[str]] = defaultdict(set)
    for mine in reckoned.values():
        for who in mine.by:
            paid[who] |= mine.kinds
    named = {rate.element for rate in docket.case.rates if not rate.source}
    known = {element.element for element in cost.elements} & set(reckoned)
    for what, stated, expected in (
        ("missing", set(cost.missing), kinds - covered),
        (
            "missing_for",
            {f"{kind} ({who} {status})" for kind, who, status in cost.missing_for},
            {
                f"{kind.kind} ({who} {status})"
                for kind in COST_KINDS
                if kind.kind in covered
                for (who, status), mine_kinds in paid.items()
                if kind.kind not in mine_kinds
            },
        ),
        ("no_range", set(cost.no_range), {name for name in known if not reckoned[name].ranged}),
        (
            "no_source",
            set(cost.no_source),
            {name for name in known if not reckoned[name].sourced or name in named},
        ),
    ):
        if stated != expected:
            docket.breach(
                "cost-missing",
                f"{what} names {_listed(stated)}, expected {_listed(expected)}",
            )
    for element in cost.elements:
        if element.element in known and set(element.covers) != reckoned[element.element].kinds:
            docket.breach(
                "cost-missing",
                f"{element.element!r} covers {_listed(set(element.covers))}, "
                f"expected {_listed(reckoned[element.element].kinds)}",
            )


def _check_overlap(docket: Docket, stays: Sequence[Stay], cost: PlanCost) -> None:
    """
    What is paid twice at hand-overs, day by day.

    On each day of a line as many people count as are in reception, at most as many as serve.
    """
    coming: defaultdict[tuple[str, int], Counter[People]] = defaultdict(Counter)
    serving: Counter[tuple[str, int]] = Counter()
    for stay in stays:
        ready = min(stay.end, stay.start + stay.policy.reception_days)
        for when in range(stay.start, ready):
            coming[stay.line.line, when][stay.unit.component, stay.duty_status] += stay.headcount
    busy: defaultdict[str, set[int]] = defaultdict(set)
    for name, when in coming:
        busy[name].add(when)
    for stay in stays:
        ready = min(stay.end, stay.start + stay.policy.reception_days)
        for when in busy[stay.line.line]:
            if ready <= when < stay.end:
                serving[stay.line.line, when] += stay.headcount
    days, ranged = 0, False
    low = expected = high = Fraction(0)
    for key, people in coming.items():
        twice = min(people.total(), serving[key])
        if not twice:
            continue
        days += twice
        for who, headcount in people.items():
            share = Fraction(100 * twice * headcount, people.total())
            for rate in docket.tariff.matching("person-day", *who):
                if _in_force(rate, key[1]):
                    amount = Fraction(rate.amount)
                    expected += share * amount
                    low += share * (amount if rate.low is None else Fraction(rate.low))
                    high += share * (amount if rate.high is None else Fraction(rate.high))
                    ranged |= rate.low is not None or rate.high is not None
    told = cost.overlap
    if told.headcount_days != days:
        docket.breach(
            "cost-overlap", f"states {told.headcount_days:,} headcount-days of hand-over, expected {days:,}"
        )
    for what, value, exact in (
        ("expected", told.expected, expected),
        ("low", told.low, low if ranged else None),
        ("high", told.high, high if ranged else None),
    ):
        whole = None if exact is None else (exact + Fraction(1, 2)).__floor__()
        if value != whole:
            docket.breach(
                "cost-overlap",
                f"states {'none' if value is None else dollars(value)} as {what}, "
                f"expected {'none' if whole is None else dollars(whole)}",
            )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
