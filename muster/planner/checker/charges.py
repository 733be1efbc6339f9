"""What a certificate's prices pay and charge a tour for, and what they are worth of themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from math import lcm

from muster.domain.authority import Authority, Ceiling
from muster.domain.certificate import Branch, PricedRow, Proof
from muster.domain.request import Line
from muster.planner.checker.candidates import Serving
from muster.planner.checker.ceilings import binding_days, counts
from muster.planner.checker.docket import Docket, Stay, day
from muster.planner.checker.figures import unfilled
from muster.planner.checker.lift import seats

__all__ = ("Charges", "RefusedError", "Rounding", "charges", "cheapest_filling")

#: Reachable sums up to which a rounding is proved by listing them; the theorem holds for all.
LISTED = 20_000


class RefusedError(Exception):
    """A certificate that proves nothing, and why."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """
    Mixed-integer rounding of ``Σ fills + unfilled ≥ demand`` by a size.

    A tour that fills f counts ``rest·⌊f / size⌋ + min(f mod size, rest)`` with ``rest = demand mod size``,
    and the counts and what stays unfilled are at least ``least`` (Nemhauser and Wolsey 1990,
    doi:10.1007/BF01585752).
    """

    demand: int
    size: int

    @property
    def rest(self) -> int:
        """``demand mod size``."""
        return self.demand % self.size

    @property
    def least(self) -> int:
        """What counts and unfilled are together at least."""
        return self.rest * -(-self.demand // self.size)

    def count(self, fills: int) -> int:
        """How much a tour that fills so many counts."""
        return self.rest * (fills // self.size) + min(fills % self.size, self.rest)

    def holds(self, fills: set[int]) -> bool:
        """
        Whether no number of tours of these fills counts too little, by trying every sum that they can reach.

        For each sum the least count is kept; a sum above the demand is as good as the demand.
        """
        lightest = {0: 0}
        for reached in range(self.demand):
            if reached not in lightest:
                continue
            for each in fills:
                longer = min(self.demand, reached + each)
                weight = lightest[reached] + self.count(each)
                if weight < lightest.get(longer, weight + 1):
                    lightest[longer] = weight
        return all(weight + self.demand - reached >= self.least for reached, weight in lightest.items())


@dataclass(slots=True)
class Charges:
    """
    Prices in whole numbers: ``scale`` to a cent (or headcount-day).

    Attributes
    ----------
    constant
        What the prices are worth apart from any planned tour, once :meth:`settle` has counted ceilings in.
    cost
        Charged per cent of a tour's cost.
    fillings, worth
        By line and day what a tour is paid that fills so many; what an unfilled person costs a day.
    room
        What a ceiling has left -> the prices of such days together.
    heads
        Headcounts of the tours that a ceiling counts.
    """

    docket: Docket
    scale: int
    cost: int
    constant: int = 0
    demand: dict[str, list[int]] = field(default_factory=dict)
    cover: dict[str, list[int]] = field(default_factory=dict)
    roundings: dict[str, dict[int, list[tuple[Rounding, int]]]] = field(default_factory=dict)
    fillings: dict[str, dict[int, dict[int, int]]] = field(default_factory=dict)
    worth: dict[str, int] = field(default_factory=dict)
    crowd: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    budgets: dict[tuple[str, str], int] = field(default_factory=dict)
    arrive: dict[str, list[int]] = field(default_factory=dict)
    depart: dict[str, list[int]] = field(default_factory=dict)
    pins: dict[tuple[str, str, int, int], int] = field(default_factory=dict)
    branches: list[tuple[Branch, int]] = field(default_factory=list)
    ceilings: dict[tuple[str, str], tuple[Authority, Ceiling, int, int]] = field(default_factory=dict)
    room: dict[tuple[str, str], Counter[int]] = field(default_factory=dict)
    used: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    heads: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    _paid: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    _crowded: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def paid(self, line: Line, fills: int) -> list[int]:
        """Running sums by day of what filling so many of a line is paid."""
        key = (line.line, fills)
        if key not in self._paid:
            self.used[line.line].add(fills)
            demand, cover = self.demand[line.line], self.cover.get(line.line)
            roundings, fillings = self.roundings.get(line.line, {}), self.fillings.get(line.line, {})
            daily = [0] * len(demand)
            for n, wanted in enumerate(demand):
                useful = min(fills, wanted)
                if useful and cover is not None:
                    daily[n] = useful * cover[n]
                for rounding, price in roundings.get(n, ()):
                    daily[n] += price * rounding.count(useful)
                if n in fillings:
                    daily[n] += fillings[n].get(fills, 0)
            self._paid[key] = [0, *accumulate(daily)]
        return self._paid[key]

    def crowded(self, serving: Serving) -> tuple[list[int] | None, list[int] | None]:
        """Running sums of what a person is charged from arrival on, and from the end of reception on."""
        sums: list[list[int] | None] = [None, None]
        for key, daily in self.crowd.items():
            authority, ceiling, _, _ = self.ceilings[key]
            if not self._counts(authority, ceiling, serving):
                continue
            if serving.tours:
                self.heads[key].add(serving.headcount)
            late = int(ceiling.overlap == "excluded")
            before = sums[late]
            sums[late] = daily if before is None else [a + b for a, b in zip(before, daily, strict=True)]
        early, after = (None if total is None else [0, *accumulate(total)] for total in sums)
        return early, after

    def settle(self) -> None:
        """
        Count in what ceilings and prices by size are worth, once all tours have been valued.

        Whole tours cannot use more of a ceiling than the largest sum of their headcounts, each taken any
        number of times, that there is room for.
        """
        for key, room in self.room.items():
            sums = _sums(self.heads[key], max(room))
            for left, price in room.items():
                largest = (sums & ((2 << left) - 1)).bit_length() - 1
                self.constant -= price * largest
        for name, by_day in self.fillings.items():
            known: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
            for n, paid in by_day.items():
                asked = self.demand[name][n]
                sizes = tuple(sorted((min(f, asked), paid.get(f, 0)) for f in self.used[name] if f and asked))
                if (asked, sizes) not in known:
                    known[asked, sizes] = cheapest_filling(asked, sizes, self.worth[name])
                self.constant += known[asked, sizes]

    def charged_budgets(self, serving: Serving) -> list[tuple[int, int, int]]:
        """First day, day after the last and price of each dollar ceiling that counts the tours."""
        found = []
        for key, price in self.budgets.items():
            authority, ceiling, first, last = self.ceilings[key]
            if self._counts(authority, ceiling, serving):
                found.append((first, last, price))
        return found

    def _counts(self, authority: Authority, ceiling: Ceiling, serving: Serving) -> bool:
        return counts(authority, ceiling, _as_stay(self.docket, serving))


def cheapest_filling(demand: int, sizes: Iterable[tuple[int, int]], worth: int) -> int:
    """
    The least that tours, any number of each size at its price, and unfilled people cost together.

    ``worth`` is the price of an unfilled person. A size that costs no less than the people that it fills are
    worth is of no use.
    """
    useful = [(size, price) for size, price in sizes if price < worth * size]
    least = worth * demand
    if not useful:
        return least
    # The cheapest way to fill at least so many.
    cost = [0]
    for filled in range(1, demand + 1):
        cheapest = min(price + cost[filled - size if filled > size else 0] for size, price in useful)
        cost.append(cheapest)
        least = min(least, cheapest + worth * (demand - filled))
    return least


def _sums(sizes: set[int], most: int) -> int:
    """Bit n says whether n, up to ``most``, is a sum of sizes, each taken any number of times."""
    sums = 1
    for size in sizes - {0}:
        for _ in range(most // size):
            longer = sums | (sums << size) & ((2 << most) - 1)
            if longer == sums:
                break
            sums = longer
    return sums


def _as_stay(docket: Docket, serving: Serving) -> Stay:
    """A tour as the check of ceilings sees it."""
    unit, line, footing = serving.kin.unit, serving.line, serving.footing
    approval = frozenset() if line.approval is None else frozenset({line.approval})
    return Stay(
        unit=unit,
        kind=docket.kinds[unit.type],
        policy=docket.policies[unit.policy],
        line=line,
        element=1,
        part=None,
        start=docket.start,
        end=docket.start,
        duty_status=footing.duty_status,
        authorities=frozenset(footing.authorities) | approval,
        headcount=serving.headcount,
        fills=serving.fills,
        cost=0,
        travel=serving.travel,
        fixed=False,
        stated=None,
    )


def charges(docket: Docket, fixed: list[Stay], level: str, proof: Proof, signed: frozenset[str]) -> Charges:
    """
    The prices of a proof, each for a condition that the case really sets.

    Raises
    ------
    RefusedError
        If a price is negative or for something that the case does not limit.
    """
    prices = [row.price for row in proof.rows] + [branch.price for branch in proof.branches]
    if any(price < 0 for price in prices):
        raise RefusedError("a price is below 0: such prices prove nothing")
    scale = lcm(1, *(price.denominator for price in prices))
    weights, counts_cost = _objective(docket, level)
    found = Charges(docket=docket, scale=scale, cost=scale if counts_cost else 0)
    found.demand = _left_of_lines(docket, fixed)
    worth = found.worth = {name: weight * scale for name, weight in weights.items()}
    if counts_cost:
        found.constant += scale * sum(stay.cost for stay in fixed)
    for authority in docket.case.authorities:
        for ceiling in authority.ceilings:
            bound = binding_days(docket.case, authority, ceiling, signed)
            if bound is not None:
                found.ceilings[authority.id, ceiling.id] = (authority, ceiling, *bound)
    known = _Rows(docket, fixed, found, worth)
    for row in proof.rows:
        whole = row.price * scale
        known.take(row, int(whole))
    known.close()
    for branch in proof.branches:
        price = int(branch.price * scale)
        if branch.sense not in ("at_most", "at_least"):
            raise RefusedError(f"a branch is {branch.sense!r}, expected at_most or at_least")
        signed_price = price if branch.sense == "at_least" else -price
        found.constant += signed_price * branch.number
        if price:
            found.branches.append((branch, signed_price))
    return found


def _objective(docket: Docket, level: str) -> tuple[dict[str, int], bool]:
    """What an unfilled headcount-day of each line counts, and whether costs do."""
    lines = docket.lines.values()
    if level == "objective":
        prices = dict(docket.case.shortfall_prices)
        return {line.line: prices.get(line.priority, 0) for line in lines}, True
    if level == "cost":
        return dict.fromkeys(docket.lines, 0), True
    name, _, number = level.partition(" ")
    if name != "priority" or number not in {str(line.priority) for line in lines}:
        raise RefusedError(f"it speaks of {level!r}, expected objective, cost or a priority of the case")
    return {line.line: int(str(line.priority) == number) for line in lines}, False


def _left_of_lines(docket: Docket, fixed: list[Stay]) -> dict[str, list[int]]:
    """What the fixed tours leave of each line's headcount on each day of planning."""
    left = {name: [0] * (docket.end - docket.start) for name in docket.lines}
    for name, runs in unfilled(docket, fixed).items():
        for first, last, short in runs:
            for when in range(first, last):
                left[name][when - docket.start] = short
    return left


class _Rows:
    """Rows taken one by one into charges."""

    def __init__(self, docket: Docket, fixed: list[Stay], found: Charges, worth: dict[str, int]) -> None:
        self.docket = docket
        self.fixed = fixed
        self.found = found
        self.worth = worth
        self.days = docket.end - docket.start
        self.seats: dict[str, dict[int, dict[str, int]]] = {"arrivals": {}, "departures": {}}

    def take(self, row: PricedRow, price: int) -> None:
        """One row more."""
        if row.kind in ("cover", "rounding", "filling"):
            self._line(row, price)
        elif row.kind == "ceiling":
            self._ceiling(row, price)
        elif row.kind == "budget":
            self._budget(row, price)
        elif row.kind in self.seats:
            self._seat(row, price)
        elif row.kind == "pin":
            self._pin(row, price)
        elif row.kind == "level":
            self._level(row, price)
        else:
            raise RefusedError(f"it prices a row of the kind {row.kind!r}, which is none")

    def _period(self, row: PricedRow) -> range:
        if row.start is None or row.end is None:
            raise RefusedError(f"a row of the kind {row.kind} lacks its days")
        first, last = row.start.toordinal() - self.docket.start, row.end.toordinal() - self.docket.start
        if not 0 <= first < last <= self.days:
            raise RefusedError(f"a row of the kind {row.kind} has days outside the planning period")
        return range(first, last)

    def _line(self, row: PricedRow, price: int) -> None:
        found = self.found
        if row.line not in self.docket.lines:
            raise RefusedError(f"it prices the line {row.line!r}, which is none of the case")
        demand = found.demand[row.line]
        for n in self._period(row):
            if row.kind == "cover":
                by_day = found.cover.setdefault(row.line, [0] * self.days)
                by_day[n] += price
                found.constant += price * demand[n]
                continue
            if row.size is None or row.size < 1:
                raise RefusedError(f"a {row.kind} lacks its size, a whole number of 1 or more")
            if row.kind == "filling":
                paid = found.fillings.setdefault(row.line, {}).setdefault(n, {})
                paid[row.size] = paid.get(row.size, 0) + price
                continue
            rounding = Rounding(demand[n], row.size)
            found.roundings.setdefault(row.line, {}).setdefault(n, []).append((rounding, price))
            found.constant += price * rounding.least

    def _ceiling(self, row: PricedRow, price: int) -> None:
        key, (authority, ceiling, first, last) = self._find(row)
        if ceiling.headcount is None:
            raise RefusedError(f"it prices people under {row.ceiling}, which is a dollar ceiling")
        if not price:
            return
        left = self._left(authority, ceiling, first, last)
        by_day = self.found.crowd.setdefault(key, [0] * self.days)
        for n in self._period(row):
            if not first <= n + self.docket.start < last:
                raise RefusedError(
                    f"it prices {row.ceiling} on {day(n + self.docket.start)}, "
                    "a day on which it does not bind"
                )
            by_day[n] += price
            self.found.room.setdefault(key, Counter())[left[n]] += price

    def _find(self, row: PricedRow) -> tuple[tuple[str, str], tuple[Authority, Ceiling, int, int]]:
        for key, entry in self.found.ceilings.items():
            if key[1] == row.ceiling and row.authority in (None, key[0]):
                return key, entry
        raise RefusedError(f"it prices the ceiling {row.ceiling!r}, which never binds or is none of the case")

    def _left(self, authority: Authority, ceiling: Ceiling, first: int, last: int) -> list[int]:
        """What the fixed tours leave of a ceiling on each day, never below nothing."""
        assert ceiling.headcount is not None
        people = [0] * (self.days + 1)
        for stay in self.fixed:
            if counts(authority, ceiling, stay):
                begin = stay.start + (stay.policy.reception_days if ceiling.overlap == "excluded" else 0)
                begin, end = max(begin, first, self.docket.start), min(stay.end, last, self.docket.end)
                if begin < end:
                    people[begin - self.docket.start] += stay.headcount
                    people[end - self.docket.start] -= stay.headcount
        return [max(0, ceiling.headcount - present) for present in accumulate(people[:-1])]

    def _budget(self, row: PricedRow, price: int) -> None:
        key, (authority, ceiling, first, last) = self._find(row)
        if ceiling.dollars is None:
            raise RefusedError(f"it prices dollars under {row.ceiling}, which is no dollar ceiling")
        spent = sum(
            stay.cost
            for stay in self.fixed
            if counts(authority, ceiling, stay) and stay.start < last and stay.end > first
        )
        self.found.budgets[key] = self.found.budgets.get(key, 0) + price
        self.found.constant -= price * max(0, ceiling.dollars - spent)

    def _seat(self, row: PricedRow, price: int) -> None:
        if row.place is None or row.start is None:
            raise RefusedError(f"a row of {row.kind} lacks its place or its step")
        n = row.start.toordinal() - self.docket.start
        if n % self.docket.step or not 0 <= n < self.days:
            raise RefusedError(f"a row of {row.kind} begins on {row.start}, which is no first day of a step")
        by_place = self.seats[row.kind].setdefault(n // self.docket.step, {})
        by_place[row.place] = by_place.get(row.place, 0) + price

    def _pin(self, row: PricedRow, price: int) -> None:
        if row.unit is None or row.line is None or row.start is None or row.end is None:
            raise RefusedError("a priced pin lacks its unit, line or days")
        key = (row.unit, row.line, row.start.toordinal(), row.end.toordinal())
        pins = {
            (pin.unit, pin.line, pin.start.toordinal(), pin.end.toordinal())
            for pin in self.docket.case.pins
            if pin.rule == "pin" and pin.line and pin.start and pin.end
        }
        if key not in pins:
            raise RefusedError(f"it prices a pin of {row.unit} on {row.line}, which the case does not have")
        if any((stay.unit.unit, stay.line.line, stay.start, stay.end) == key for stay in self.fixed):
            raise RefusedError(f"it prices the pin of {row.unit} on {row.line}, which a fixed tour meets")
        self.found.pins[key] = self.found.pins.get(key, 0) + price
        self.found.constant += price

    def _level(self, row: PricedRow, price: int) -> None:
        if row.priority is None or row.limit is None or row.limit < 0:
            raise RefusedError("a level lacks its priority or its limit")
        for line in self.docket.lines.values():
            if line.priority == row.priority:
                self.worth[line.line] += price
        self.found.constant -= price * row.limit

    # -- what only the whole tells ------------------------------------------------------------

    def close(self) -> None:
        """What unfilled people and seats for any place add, once all rows are known."""
        found = self.found
        for name, by_day in found.fillings.items():
            people = found.cover.get(name, [0] * self.days)
            if any(people[n] or n in found.roundings.get(name, {}) for n in by_day):
                raise RefusedError(f"it prices days of the line {name} by size and by people as well")
        for name, demand in found.demand.items():
            cover, roundings = found.cover.get(name), found.roundings.get(name, {})
            if cover is None and not roundings:
                continue
            for n, wanted in enumerate(demand):
                paid = (cover[n] if cover is not None else 0) + sum(
                    price for _, price in roundings.get(n, ())
                )
                # Nobody need be left unfilled; if rows pay more for it than it costs, all may be.
                found.constant += min(0, self.worth[name] - paid) * wanted
        steps = -(-self.days // self.docket.step)
        for kind, tables in (("arrivals", found.arrive), ("departures", found.depart)):
            for step, priced in self.seats[kind].items():
                found.constant -= self._seats_worth(kind, step, priced)
                for place, price in priced.items():
                    tables.setdefault(place, [0] * steps)[step] += price

    def _seats_worth(self, kind: str, step: int, priced: dict[str, int]) -> int:
        """
        The most that planned tours can be charged for seats in one step.

        Let F, A and s be people of fixed tours, of planned ones, and the place's own seats. The rule is
        ``Σ max(0, F + A − s) ≤ T`` over all places, T being the seats for any place or what the fixed tours
        alone lack, if that is more. A place with the price p is charged ``p·A = p·(F + A − s) − p·(F − s)``,
        and no price is above the highest one; the places without a price lack at least what the fixed tours
        lack there. Where no lift serves any place, each place is for itself.
        """
        docket = self.docket
        people: Counter[str] = Counter()
        for stay in self.fixed:
            when = stay.start if kind == "arrivals" else stay.end
            if docket.start <= when < docket.end and (when - docket.start) // docket.step == step:
                people[stay.line.place] += stay.headcount
        own, anywhere = seats(docket, step)
        if anywhere is None:
            for place, price in priced.items():
                if price and place not in own:
                    raise RefusedError(f"it prices seats to {place}, for which no lift sets a limit")
            return sum(price * max(0, own[place] - people[place]) for place, price in priced.items() if price)
        lacking = {place: max(0, number - own.get(place, 0)) for place, number in people.items()}
        total = max(anywhere, sum(lacking.values()))
        total -= sum(number for place, number in lacking.items() if not priced.get(place))
        highest = max(priced.values(), default=0)
        return highest * total + sum(
            price * (own.get(place, 0) - people[place]) for place, price in priced.items()
        )
