"""
Two plans of one case side by side: what each fills, with whom, after how long at home, and what it costs.

Every figure is computed from the case and the tours, by the code that checks plans; what a plan says of
itself is used for its bound alone. Nothing here is rounded. Pairs are ``(first plan, second plan)``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import Component
from muster.domain.expense import PlanCost
from muster.domain.plan import Plan
from muster.domain.presence import peak, steps_of
from muster.domain.request import Line
from muster.planner.checker.ceilings import binding_days, counts
from muster.planner.checker.docket import Docket, Stay, day
from muster.planner.checker.figures import Runs, unfilled
from muster.planner.checker.roster import muster_stays
from muster.planner.expense import expense_of_stays
from muster.planner.readiness.turns import Turn, turns_of
from muster.planner.verify import verify_plan
from muster.products.cost import missing_words
from muster.products.figures import count, dollars_short, percent, plural

__all__ = (
    "CeilingPair",
    "ComponentPair",
    "CostPair",
    "CurvePoint",
    "DwellFigures",
    "DwellPair",
    "FillPair",
    "LinePair",
    "Side",
    "SideBySide",
    "UnitUse",
    "category_of",
    "side_by_side",
)

#: Lower ends of the classes of days at home before a tour, for the histogram; the last is open.
DWELL_CLASSES = (0, 30, 90, 180, 270, 365, 545, 730, 1095, 1460, 1825)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    One plan as a whole. Headcount-days are days times people; money is in cents.

    ``feasible`` is what the independent checker says, ``None`` where it was not asked; ``objective`` and
    ``cost`` are the checker's own figures. ``unknown_tours`` are tours of units or on lines that the case
    does not have: they count nowhere.
    """

    name: str
    status: str
    law: str
    feasible: bool | None
    violations: int
    rules: tuple[tuple[str, int], ...]
    filled: int
    share: float | None
    lines_full: int
    tours: int
    fixed_tours: int
    unknown_tours: int
    units: int
    elements: int
    present: int
    peak: int
    peak_day: date | None
    cost: int
    penalty: int
    objective: int
    bound: int | None
    gap: float | None
    required_short: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillPair:
    """Headcount-days asked under one key (a priority, a category), and filled by each plan."""

    key: str
    lines: int
    asked: int
    filled: Pair

    @property
    def shares(self) -> tuple[float | None, float | None]:
        """Share filled by each plan; ``None`` where nothing is asked."""
        return _share(self.filled[0], self.asked), _share(self.filled[1], self.asked)

    @property
    def difference(self) -> int:
        """Headcount-days that the second plan fills more (or, negative, less)."""
        return self.filled[1] - self.filled[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePair:
    """A line of the case, and what each plan fills of it."""

    line: str
    priority: int
    category: str
    place: str
    required: bool
    asked: int
    filled: Pair
    tours: Pair

    @property
    def difference(self) -> int:
        """Headcount-days that the second plan fills more (or, negative, less)."""
        return self.filled[1] - self.filled[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentPair:
    """
    What a component has and gives.

    ``elements`` are the units it has, counted one by one; ``brought`` headcount-days of the capability
    asked for inside the lines' days, before what is over-filled is cut.
    """

    component: Component
    elements: int
    used: Pair
    tours: Pair
    brought: Pair
    present: Pair
    cost: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Headcount asked and filled on every day from ``day`` to the next point."""

    day: date
    asked: int
    filled: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellFigures:
    """
    Days at home before the planned tours of one plan.

    ``tours`` with a known time at home; ``unknown`` those for which the case does not say;
    ``continuing`` those that begin where another of the same unit ends. ``quartiles`` are minimum, lower
    quartile, median, upper quartile and maximum, ``None`` where no time is known. ``classes`` count the
    tours by :data:`DWELL_CLASSES`.
    """

    tours: int
    unknown: int
    continuing: int
    mean: float | None
    quartiles: tuple[float, float, float, float, float] | None
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellPair:
    """Days at home before deployment of a component (``None`` = all) in each plan."""

    component: Component | None
    figures: tuple[DwellFigures, DwellFigures]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingPair:
    """A ceiling and how each plan uses it; people, or cents where ``money``."""

    ceiling: str
    limit: int
    money: bool
    in_force: bool
    peak: Pair
    over_days: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPair:
    """Cents of one element of the cost in each plan; ``None`` = what hand-over pays twice, part of it."""

    element: str | None
    cents: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitUse:
    """Units, counted one by one, by which plan uses them; ``changed`` names some that only one uses."""

    both: int
    only: Pair
    neither: int
    names_only: tuple[tuple[str, ...], tuple[str, ...]]
    same_tours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Both plans, figure by figure."""

    case: str
    as_of: date
    start: date
    end: date
    asked: int
    lines_asked: int
    sides: tuple[Side, Side]
    by_priority: tuple[FillPair, ...]
    by_category: tuple[FillPair, ...]
    by_component: tuple[ComponentPair, ...]
    by_line: tuple[LinePair, ...]
    curve: tuple[CurvePoint, ...]
    dwell: tuple[DwellPair, ...]
    ceilings: tuple[CeilingPair, ...]
    costs: tuple[CostPair, ...]
    cost_missing: tuple[str, ...]
    units: UnitUse

    def headline(self) -> tuple[str, ...]:
        """The comparison in sentences, the most important first, without naming a winner that is none."""
        return _sentences(self)


def category_of(line: Line) -> str:
    """The category of a line, or its role where it has none."""
    return line.category or line.role


def side_by_side(
    case: Case, first: Plan, second: Plan, *, names: tuple[str, str] = ("A", "B"), check: bool = True
) -> SideBySide:
    """
    Compare two plans of one case, whoever made them.

    Parameters
    ----------
    names
        What the two plans are called.
    check
        Whether to run the independent checker over both; its verdict is part of each side.
    """
    made = [_Counted(case, plan) for plan in (first, second)]
    a, b = made
    lines = [line for line in a.docket.case.lines if line.line in a.short]
    asked = {line.line: line.headcount * a.length(line) for line in lines}
    return SideBySide(
        case=case.name,
        as_of=case.as_of,
        start=case.planning.start,
        end=case.planning.end,
        asked=sum(asked.values()),
        lines_asked=len(lines),
        sides=(
            a.side(names[0], first, asked, check=check),
            b.side(names[1], second, asked, check=check),
        ),
        by_priority=_grouped(lines, asked, made, lambda line: str(line.priority), _by_number),
        by_category=_grouped(lines, asked, made, category_of, _as_they_are),
        by_component=_components(case, a, b),
        by_line=_lines(lines, asked, a, b),
        curve=_curve(lines, a, b),
        dwell=_dwell(a, b),
        ceilings=_ceilings(a, b, first, second),
        costs=_costs(a, b),
        cost_missing=tuple(dict.fromkeys((*missing_words(a.expense), *missing_words(b.expense)))),
        units=_units(case, a, b),
    )


class _Counted:
    """A plan, resolved by the checker's roster and counted by line."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.docket = Docket(case)
        self.stays = muster_stays(self.docket, plan)
        self.short: dict[str, Runs] = unfilled(self.docket, self.stays)
        self.filled = {
            name: sum(
                (last - first) * (self.docket.lines[name].headcount - short) for first, last, short in runs
            )
            for name, runs in self.short.items()
        }
        self.tours = Counter(stay.line.line for stay in self.stays)
        self.expense: PlanCost = expense_of_stays(self.docket, self.stays)
        self.turns: tuple[Turn, ...] = turns_of(self.docket, self.stays)
        self.unknown = sum(
            tour.unit not in self.docket.units or tour.line not in self.docket.lines for tour in plan.tours
        )

    def length(self, line: Line) -> int:
        """Days of a line inside the planning."""
        return max(0, self.docket.line_end(line) - self.docket.line_start(line))

    def side(self, name: str, plan: Plan, asked: dict[str, int], *, check: bool) -> Side:
        """The plan as a whole."""
        case = self.docket.case
        verification = verify_plan(case, plan) if check else None
        rules = (
            Counter(violation.rule for violation in verification.violations) if verification else Counter()
        )
        cost = sum(stay.cost for stay in self.stays)
        prices = dict(case.shortfall_prices)
        short = {line: asked[line] - self.filled[line] for line in asked}
        penalty = sum(
            missing * prices.get(self.docket.lines[line].priority, 0) for line, missing in short.items()
        )
        top, top_day = peak(
            steps_of((day(stay.start), day(stay.end), stay.headcount) for stay in self.stays),
            case.planning.start,
            case.planning.end,
        )
        bound = plan.bound if plan.objective == cost + penalty else None
        total = sum(asked.values())
        filled = sum(self.filled.values())
        return Side(
            name=name,
            status=plan.status,
            law=plan.law,
            feasible=None if verification is None else verification.feasible,
            violations=sum(rules.values()),
            rules=tuple(rules.most_common()),
            filled=filled,
            share=_share(filled, total),
            lines_full=sum(missing == 0 for missing in short.values()),
            tours=len(self.stays),
            fixed_tours=sum(stay.fixed for stay in self.stays),
            unknown_tours=self.unknown,
            units=len({stay.unit.unit for stay in self.stays}),
            elements=len({(stay.unit.unit, stay.element) for stay in self.stays}),
            present=sum(stay.headcount * stay.days for stay in self.stays),
            peak=top,
            peak_day=top_day,
            cost=cost,
            penalty=penalty,
            objective=cost + penalty,
            bound=bound,
            gap=None if bound is None else (cost + penalty - bound) / max(cost + penalty, 100),
            required_short=tuple(
                line for line, missing in short.items() if missing and self.docket.lines[line].required
            ),
        )


def _share(filled: int, asked: int) -> float | None:
    return filled / asked if asked else None


def _by_number(key: str) -> tuple[int, str]:
    return int(key), key


def _as_they_are(key: str) -> tuple[int, str]:
    return 0, key


def _grouped(
    lines: Iterable[Line],
    asked: dict[str, int],
    made: Sequence[_Counted],
    key_of: Callable[[Line], str],
    order: Callable[[str], tuple[int, str]],
) -> tuple[FillPair, ...]:
    """Lines summed under a key."""
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key_of(line)].append(line)
    first, second = made
    return tuple(
        FillPair(
            key=key,
            lines=len(groups[key]),
            asked=sum(asked[line.line] for line in groups[key]),
            filled=(
                sum(first.filled[line.line] for line in groups[key]),
                sum(second.filled[line.line] for line in groups[key]),
            ),
        )
        for key in sorted(groups, key=order)
    )


def _lines(lines: Iterable[Line], asked: dict[str, int], a: _Counted, b: _Counted) -> tuple[LinePair, ...]:
    """Lines, those that differ most first."""
    names = {place.place: place.name or place.place for place in a.docket.case.places}
    pairs = [
        LinePair(
            line=line.line,
            priority=line.priority,
            category=category_of(line),
            place=names.get(line.place, line.place),
            required=line.required,
            asked=asked[line.line],
            filled=(a.filled[line.line], b.filled[line.line]),
            tours=(a.tours[line.line], b.tours[line.line]),
        )
        for line in lines
    ]
    return tuple(sorted(pairs, key=lambda pair: (-abs(pair.difference), pair.priority, pair.line)))


def _curve(lines: Iterable[Line], a: _Counted, b: _Counted) -> tuple[CurvePoint, ...]:
    """Asked and filled day by day, as points where something changes."""
    changes: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for line in lines:
        first, last = a.docket.line_start(line), a.docket.line_end(line)
        changes[first][0] += line.headcount
        changes[last][0] -= line.headcount
        for index, counted in ((1, a), (2, b)):
            for begin, end, short in counted.short[line.line]:
                changes[begin][index] += line.headcount - short
                changes[end][index] -= line.headcount - short
    points = []
    level = [0, 0, 0]
    for when in sorted(changes):
        if any(changes[when]):
            level = [old + new for old, new in zip(level, changes[when], strict=True)]
            points.append(CurvePoint(day=day(when), asked=level[0], filled=(level[1], level[2])))
    return tuple(points)


def _components(case: Case, a: _Counted, b: _Counted) -> tuple[ComponentPair, ...]:
    owned: Counter[Component] = Counter()
    for unit in case.units:
        owned[unit.component] += unit.quantity
    sides = [_by_component(counted) for counted in (a, b)]
    return tuple(
        ComponentPair(
            component=component,
            elements=owned[component],
            used=(len(sides[0][component][0]), len(sides[1][component][0])),
            tours=_both(sides, component, 0),
            brought=_both(sides, component, 1),
            present=_both(sides, component, 2),
            cost=_both(sides, component, 3),
        )
        for component in Component
        if owned[component]
    )


_Sums = dict[Component, tuple[set[tuple[str, int]], list[int]]]


def _both(sides: Sequence[_Sums], component: Component, index: int) -> Pair:
    return sides[0][component][1][index], sides[1][component][1][index]


def _by_component(counted: _Counted) -> _Sums:
    """Elements used, and tours, headcount-days brought and present, and cost."""
    sums: _Sums = {component: (set(), [0, 0, 0, 0]) for component in Component}
    for stay in counted.stays:
        used, amounts = sums[stay.unit.component]
        used.add((stay.unit.unit, stay.element))
        amounts[0] += 1
        amounts[1] += stay.fills * _filling_days(counted.docket, stay)
        amounts[2] += stay.headcount * stay.days
        amounts[3] += stay.cost
    return sums


def _filling_days(docket: Docket, stay: Stay) -> int:
    first = max(stay.start + stay.policy.reception_days, docket.line_start(stay.line))
    return max(0, min(stay.end, docket.line_end(stay.line)) - first)


def _dwell(a: _Counted, b: _Counted) -> tuple[DwellPair, ...]:
    """All components together, then each that has a planned tour."""
    present = [
        component
        for component in Component
        if any(turn.unit.component is component for turn in (*a.turns, *b.turns) if not turn.fixed)
    ]
    return tuple(
        DwellPair(component=component, figures=(_figures(a.turns, component), _figures(b.turns, component)))
        for component in (None, *present)
    )


def _figures(turns: Iterable[Turn], component: Component | None) -> DwellFigures:
    mine = [
        turn for turn in turns if not turn.fixed and (component is None or turn.unit.component is component)
    ]
    known = sorted(turn.before for turn in mine if turn.before is not None)
    classes = [0] * len(DWELL_CLASSES)
    for value in known:
        classes[max(i for i, low in enumerate(DWELL_CLASSES) if value >= low)] += 1
    middle: Sequence[float] = [float(known[0])] * 3 if known else []
    if len(known) > 1:
        middle = quantiles(known, n=4, method="inclusive")
    return DwellFigures(
        tours=len(known),
        unknown=sum(turn.before is None and not turn.continues for turn in mine),
        continuing=sum(turn.continues for turn in mine),
        mean=sum(known) / len(known) if known else None,
        quartiles=(float(known[0]), middle[0], middle[1], middle[2], float(known[-1])) if known else None,
        classes=tuple(classes),
    )


def _costs(a: _Counted, b: _Counted) -> tuple[CostPair, ...]:
    """Elements of both plans, the dearest first; last what hand-over pays twice."""
    sides = [{item.element: item.expected for item in counted.expense.elements} for counted in (a, b)]
    names = dict.fromkeys((*sides[0], *sides[1]))
    pairs = [CostPair(element=name, cents=(sides[0].get(name, 0), sides[1].get(name, 0))) for name in names]
    twice = CostPair(element=None, cents=(a.expense.overlap.expected, b.expense.overlap.expected))
    return (*sorted(pairs, key=lambda pair: (-max(pair.cents), pair.element or "")), twice)


def _ceilings(a: _Counted, b: _Counted, first: Plan, second: Plan) -> tuple[CeilingPair, ...]:
    """Every ceiling, the widest first, budgets last; in force as far as the plans take it to be."""
    case = a.docket.case
    assumed = frozenset(name for plan in (first, second) for tour in plan.tours for name in tour.assumes)
    pairs = []
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            days = binding_days(case, authority, ceiling, assumed)
            used = [_use(counted, authority, ceiling, days) for counted in (a, b)]
            money = ceiling.headcount is None
            pairs.append(
                CeilingPair(
                    ceiling=ceiling.id,
                    limit=(ceiling.dollars if ceiling.headcount is None else ceiling.headcount) or 0,
                    money=money,
                    in_force=days is not None,
                    peak=(used[0][0], used[1][0]),
                    over_days=(used[0][1], used[1][1]),
                )
            )
    return tuple(sorted(pairs, key=lambda pair: (pair.money, -pair.limit, pair.ceiling)))


def _use(
    counted: _Counted, authority: Authority, ceiling: Ceiling, days: tuple[int, int] | None
) -> tuple[int, int]:
    """People on the fullest day that the ceiling binds, and days above it; cents spent of a budget."""
    if days is None:
        return 0, 0
    first, last = days
    mine = [stay for stay in counted.stays if counts(authority, ceiling, stay)]
    if ceiling.headcount is None:
        return sum(stay.cost for stay in mine if stay.start < last and stay.end > first), 0
    changes: defaultdict[int, int] = defaultdict(int)
    for stay in mine:
        arrives = stay.start + (stay.policy.reception_days if ceiling.overlap == "excluded" else 0)
        begin, end = max(arrives, first), min(stay.end, last)
        if begin < end:
            changes[begin] += stay.headcount
            changes[end] -= stay.headcount
    level = top = over = 0
    when = first
    for now in sorted(changes):
        over += now - when if level > ceiling.headcount else 0
        level += changes[now]
        top, when = max(top, level), now
    return top, over


def _units(case: Case, a: _Counted, b: _Counted) -> UnitUse:
    first, second = ({(stay.unit.unit, stay.element) for stay in counted.stays} for counted in (a, b))
    total = sum(unit.quantity for unit in case.units)
    tours = [
        Counter((s.unit.unit, s.line.line, s.start, s.end, s.duty_status) for s in counted.stays)
        for counted in (a, b)
    ]
    names = [_names(first - second), _names(second - first)]
    return UnitUse(
        both=len(first & second),
        only=(len(first - second), len(second - first)),
        neither=total - len(first | second),
        names_only=(names[0], names[1]),
        same_tours=sum((tours[0] & tours[1]).values()),
    )


def _names(elements: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for unit, _ in sorted(elements)))


def _sentences(both: SideBySide) -> tuple[str, ...]:
    a, b = both.sides
    gain = b.filled - a.filled
    if not both.asked:
        return ("No line of the case asks for anybody in the time that the plans cover.",)
    more = (
        "Both fill the same number of headcount-days"
        if not gain
        else f"{(b if gain > 0 else a).name} fills {count(abs(gain))} headcount-days more"
    )
    said = [
        f"{more}: {a.name} {percent(a.share)}, {b.name} {percent(b.share)} of the {count(both.asked)} asked."
    ]
    better = [pair for pair in both.by_priority if pair.difference > 0]
    worse = [pair for pair in both.by_priority if pair.difference < 0]
    if better and worse:
        said.append(
            f"{b.name} fills more of priority {_listed(better)} and less of priority {_listed(worse)}."
        )
    elif len(both.by_priority) > 1 and (better or worse):
        ahead = b if better else a
        said.append(f"At no priority does {ahead.name} fill less.")
    up = sum(pair.difference > 0 for pair in both.by_line)
    down = sum(pair.difference < 0 for pair in both.by_line)
    if up or down:
        said.append(
            f"Line by line, {b.name} fills more of {plural(up, 'line')} and less of {plural(down, 'line')}; "
            f"{plural(both.lines_asked - up - down, 'line is', 'lines are')} filled alike."
        )
    if a.cost != b.cost:
        dear, cheap = (a, b) if a.cost > b.cost else (b, a)
        said.append(
            f"The tours of {dear.name} cost {dollars_short(dear.cost - cheap.cost)} more "
            f"({dollars_short(dear.cost)} against {dollars_short(cheap.cost)})."
        )
    said.extend(
        f"{side.name} breaks rules of the case ({plural(side.violations, 'violation')}, the first kind: "
        f"{side.rules[0][0]}): what it fills cannot be had as it stands."
        for side in both.sides
        if side.feasible is False
    )
    return tuple(said)


def _listed(pairs: Sequence[FillPair]) -> str:
    names = [pair.key for pair in pairs]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
