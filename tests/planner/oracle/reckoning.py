"""
The rules of planning a second time, as naively as they can be written: day by day, no sweeps, no caches.

Nothing here knows the package's checker or search; it reads the case alone. Slow, and meant to be.
"""

import math
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import PAIRS, DutyStatus
from muster.domain.plan import CeilingUse, Plan, PlannedTour, Shortfall
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit, UnitType

DAY = timedelta(days=1)


def unit_of(case: Case, name: str) -> Unit:
    return next(unit for unit in case.units if unit.unit == name)


def line_of(case: Case, name: str) -> Line:
    return next(line for line in case.lines if line.line == name)


def type_of(case: Case, unit: Unit) -> UnitType:
    return next(kind for kind in case.types if kind.type == unit.type)


def policy_of(case: Case, unit: Unit) -> Policy:
    return next(policy for policy in case.policies if policy.policy == unit.policy)


def skill_of(case: Case, unit: Unit, line: Line) -> int:
    return sum(s.headcount for s in case.skills if s.type == unit.type and s.capability == line.capability)


def parts_of(case: Case, unit: Unit) -> list[int | None]:
    kind = type_of(case, unit)
    return [None] if kind.part is None else [*range(1, kind.headcount // kind.part + 1)]


def miles(case: Case, unit: Unit, line: Line) -> Fraction:
    home = next(place for place in case.places if place.place == unit.home)
    there = next(place for place in case.places if place.place == line.place)
    p1, p2, l1, l2 = map(math.radians, (home.lat, there.lat, home.lon, there.lon))
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin((l2 - l1) / 2) ** 2
    straight = 2 * 3958.7613 * math.asin(math.sqrt(h))
    road = straight * float(case.assumption("road_factor").value)
    return Fraction(math.floor(road * 10 + 0.5), 10)


def travel(case: Case, unit: Unit, line: Line) -> int:
    return math.ceil(miles(case, unit, line) / Fraction(case.assumption("miles_per_day").value))


def dwell(policy: Policy, days: int | None) -> int:
    return max(policy.min_dwell_days, 0 if days is None else math.ceil(Fraction(policy.dwell_ratio) * days))


def cost(case: Case, unit: Unit, line: Line, ds: DutyStatus, people: int, start: date, end: date) -> int:
    def matching(what: str, on: date) -> list[Decimal]:
        return [
            r.amount
            for r in case.rates
            if r.unit == what
            and r.component in (None, unit.component)
            and r.duty_status in (None, ds)
            and r.mode in (None, "road")
            and (r.start is None or r.start <= on)
            and (r.end is None or on < r.end)
        ]

    total = Fraction(0)
    day = start
    while day < end:
        total += people * sum(map(Fraction, matching("person-day", day)))
        day += DAY
    per_mile = matching("person-mile", start) or [case.assumption("per_person_mile").value]
    total += 2 * miles(case, unit, line) * people * sum(map(Fraction, per_mile))
    total += people * sum(map(Fraction, matching("person", start)))
    total += sum(map(Fraction, matching("tour", start)))
    cents = Decimal((total * 100).numerator) / Decimal((total * 100).denominator)
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP))


def named(line: Line, *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*more, *(() if line.approval is None else (line.approval,)))))


def tour(
    case: Case,
    unit_name: str,
    line_name: str,
    start: date,
    end: date,
    ds: DutyStatus,
    *,
    element: int = 1,
    part: int | None = None,
) -> PlannedTour:
    """A planned tour with all its figures, its law assumed."""
    unit, line = unit_of(case, unit_name), line_of(case, line_name)
    pieces = len(parts_of(case, unit))
    people = type_of(case, unit).headcount // pieces
    return PlannedTour(
        unit=unit_name,
        element=element,
        part=part,
        line=line_name,
        start=start,
        end=end,
        duty_status=ds,
        authorities=named(line),
        mobilization=None,
        fund=None,
        headcount=people,
        fills=skill_of(case, unit, line) // pieces,
        cost=cost(case, unit, line, ds, people, start, end),
        fixed=False,
        law="assumed",
    )


def fixed_tour(case: Case, row: FixedTour, element: int = 1) -> PlannedTour:
    unit, line = unit_of(case, row.unit), line_of(case, row.line)
    people = type_of(case, unit).headcount if row.headcount is None else row.headcount
    return PlannedTour(
        unit=row.unit,
        element=element,
        part=None,
        line=row.line,
        start=row.start,
        end=row.end,
        duty_status=row.duty_status,
        authorities=named(line, *row.authority),
        mobilization=None,
        fund=None,
        headcount=people,
        fills=min(people, skill_of(case, unit, line)),
        cost=cost(case, unit, line, row.duty_status, people, row.start, row.end),
        fixed=True,
        law="assumed",
    )


# One tour by itself


def may_start(case: Case, unit: Unit, line: Line, start: date) -> bool:
    plan, policy = case.planning, policy_of(case, unit)
    return (
        (start == line.start or (start - plan.start).days % plan.step_days == 0)
        and start > line.start - (policy.reception_days + plan.step_days) * DAY
        and start >= plan.start + policy.notice_days * DAY
        and (
            unit.available_from is None
            or start - travel(case, unit, line) * DAY >= unit.available_from + policy.notice_days * DAY
        )
        and (unit.last_return is None or start >= unit.last_return + dwell(policy, unit.last_tour_days) * DAY)
    )


def may_last(case: Case, unit: Unit, line: Line, start: date, end: date) -> bool:
    plan, policy = case.planning, policy_of(case, unit)
    ends = [plan.end, start + policy.max_tour_days * DAY]
    ends += [day for day in (line.end, unit.available_until) if day is not None]
    own = ((line.end or plan.end) - line.start).days
    shortest = min(policy.min_tour_days, own, (plan.end - start).days)
    return (
        end <= min(ends)
        and (end in ends or (end - start).days % plan.step_days == 0)
        and end > start + policy.reception_days * DAY
        and shortest <= (end - start).days
    )


def may_serve(case: Case, unit: Unit, line: Line, ds: DutyStatus) -> bool:
    return (
        skill_of(case, unit, line) // len(parts_of(case, unit)) > 0
        and ds in PAIRS[unit.component]
        and (not line.duty_statuses or ds in line.duty_statuses)
    )


def banned(case: Case, unit: Unit, line: Line, start: date, end: date) -> bool:
    return any(
        pin.rule == "ban"
        and pin.unit == unit.unit
        and pin.line in (None, line.line)
        and (pin.start is None or pin.start < end)
        and (pin.end is None or start < pin.end)
        for pin in case.pins
    )


def alone_allowed(case: Case, found: PlannedTour) -> bool:
    unit, line = unit_of(case, found.unit), line_of(case, found.line)
    return (
        may_serve(case, unit, line, found.duty_status)
        and may_start(case, unit, line, found.start)
        and may_last(case, unit, line, found.start, found.end)
        and not banned(case, unit, line, found.start, found.end)
    )


# Tours together


def same_people(a: PlannedTour, b: PlannedTour) -> bool:
    return (a.unit, a.element) == (b.unit, b.element) and (
        a.part == b.part or a.part is None or b.part is None
    )


def rested(case: Case, first: PlannedTour, second: PlannedTour) -> bool:
    """Whether the second may follow the first on the same element."""
    unit = unit_of(case, first.unit)
    policy = policy_of(case, unit)
    back = travel(case, unit, line_of(case, first.line))
    out = travel(case, unit, line_of(case, second.line))
    owed = dwell(policy, (first.end - first.start).days) + (back if policy.dwell_from == "home" else 0)
    return second.start >= first.end + max(owed, back + out) * DAY


def rotation_allowed(case: Case, tours: list[PlannedTour]) -> bool:
    return all(
        rested(case, *sorted((a, b), key=lambda t: (t.start, t.end)))
        for a, b in combinations(tours, 2)
        if same_people(a, b) and not (a.fixed and b.fixed)
    )


def binds(authority: Authority, ceiling: Ceiling, day: date) -> bool:
    """No amendments and no assumed signatures here: the tiny cases have none."""
    return authority.status in ("verbal", "signed", "amended") and all(
        (who.start is None or who.start <= day) and (who.end is None or day < who.end)
        for who in (authority, ceiling)
    )


def counted(case: Case, authority: Authority, ceiling: Ceiling, found: PlannedTour) -> bool:
    unit, line = unit_of(case, found.unit), line_of(case, found.line)
    scope = (
        (ceiling.components, unit.component),
        (ceiling.duty_statuses, found.duty_status),
        (ceiling.roles, line.role),
        (ceiling.places, line.place),
    )
    if ceiling.counts == "named" and authority.id not in found.authorities:
        return False
    return (
        all(not wanted or has in wanted for wanted, has in scope) and line.role not in ceiling.excludes_roles
    )


def ceiling_days(case: Case, tours: list[PlannedTour]) -> list[date]:
    last = max([case.planning.end, *(t.end for t in tours)])
    first = min([case.planning.start, *(t.start for t in tours)])
    return [first + k * DAY for k in range((last - first).days)]


def present_on(case: Case, ceiling: Ceiling, found: PlannedTour, day: date) -> bool:
    start = found.start
    if ceiling.overlap == "excluded":
        start += policy_of(case, unit_of(case, found.unit)).reception_days * DAY
    return start <= day < found.end


def used(case: Case, authority: Authority, ceiling: Ceiling, tours: list[PlannedTour]) -> dict[date, int]:
    mine = [t for t in tours if counted(case, authority, ceiling, t)]
    return {
        day: sum(t.headcount for t in mine if present_on(case, ceiling, t, day))
        for day in ceiling_days(case, tours)
        if binds(authority, ceiling, day)
    }


def spent(case: Case, authority: Authority, ceiling: Ceiling, tours: list[PlannedTour]) -> int:
    return sum(
        t.cost
        for t in tours
        if counted(case, authority, ceiling, t)
        and any(binds(authority, ceiling, t.start + k * DAY) for k in range((t.end - t.start).days))
    )


def ceilings_allowed(case: Case, tours: list[PlannedTour]) -> bool:
    before = [t for t in tours if t.fixed]
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            if ceiling.headcount is not None:
                now, then = used(case, authority, ceiling, tours), used(case, authority, ceiling, before)
                for day, people in now.items():
                    if people > max(ceiling.headcount, then.get(day, 0)):
                        return False
            if ceiling.dollars is not None:
                limit = max(ceiling.dollars, spent(case, authority, ceiling, before))
                if spent(case, authority, ceiling, tours) > limit:
                    return False
    return True


def lacking(case: Case, moves: list[tuple[date, str, int]], step: int) -> int:
    """People without a seat: the worst set of places by Hall's condition."""
    plan = case.planning
    first = plan.start + step * plan.step_days * DAY
    days = [first + k * DAY for k in range(plan.step_days) if first + k * DAY < plan.end]

    def seats(place: str | None) -> int:
        return sum(
            lift.passengers_per_day
            for lift in case.lifts
            for day in days
            if lift.place == place
            and (lift.start is None or lift.start <= day)
            and (lift.end is None or day < lift.end)
        )

    anywhere = any(lift.place is None for lift in case.lifts)
    served = {lift.place for lift in case.lifts}
    people = {p: sum(n for day, q, n in moves if q == p and day in days) for p in {q for _, q, _ in moves}}
    limited = [p for p in people if anywhere or p in served]
    return max(
        sum(people[p] - seats(p) for p in group) - (seats(None) if group else 0)
        for size in range(len(limited) + 1)
        for group in combinations(limited, size)
    )


def lift_allowed(case: Case, tours: list[PlannedTour]) -> bool:
    if not case.lifts:
        return True
    plan = case.planning
    for arrive in (True, False):

        def moves(some: list[PlannedTour], arrive: bool = arrive) -> list[tuple[date, str, int]]:
            return [
                (t.start if arrive else t.end, line_of(case, t.line).place, t.headcount)
                for t in some
                if plan.start <= (t.start if arrive else t.end) < plan.end
            ]

        for step in range(math.ceil((plan.end - plan.start).days / plan.step_days)):
            before = lacking(case, moves([t for t in tours if t.fixed]), step)
            if lacking(case, moves(tours), step) > before:
                return False
    return True


def pins_met(case: Case, tours: list[PlannedTour]) -> bool:
    return all(
        any((t.unit, t.line, t.start, t.end) == (pin.unit, pin.line, pin.start, pin.end) for t in tours)
        for pin in case.pins
        if pin.rule == "pin"
    )


def allowed(case: Case, tours: list[PlannedTour]) -> bool:
    """Whether tours (the fixed among them) make a feasible plan, by the letter of every rule."""
    return (
        all(alone_allowed(case, t) for t in tours if not t.fixed)
        and rotation_allowed(case, tours)
        and ceilings_allowed(case, tours)
        and lift_allowed(case, tours)
        and pins_met(case, tours)
    )


# Figures


def short_on(case: Case, line: Line, tours: list[PlannedTour], day: date) -> int:
    served = sum(
        t.fills
        for t in tours
        if t.line == line.line
        and t.start + policy_of(case, unit_of(case, t.unit)).reception_days * DAY <= day < t.end
    )
    return max(0, line.headcount - served)


def demand_days(case: Case, line: Line) -> list[date]:
    first = max(line.start, case.planning.start)
    last = min(line.end or case.planning.end, case.planning.end)
    return [first + k * DAY for k in range(max(0, (last - first).days))]


def objective(case: Case, tours: list[PlannedTour]) -> int:
    prices = dict(case.shortfall_prices)
    return sum(t.cost for t in tours) + sum(
        prices[line.priority] * short_on(case, line, tours, day)
        for line in case.lines
        for day in demand_days(case, line)
    )


def plan(case: Case, tours: list[PlannedTour], bound: int | None = None) -> Plan:
    """A plan that states the truth about these tours, to be broken or compared."""
    worth = objective(case, tours)
    empty = objective(case, [t for t in tours if t.fixed])
    shortfalls = tuple(
        Shortfall(line=line.line, start=day, end=day + DAY, headcount=short, reason="search")
        for line in case.lines
        for day in demand_days(case, line)
        if (short := short_on(case, line, tours, day))
    )
    uses = []
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            if ceiling.headcount is not None:
                peak = max(used(case, authority, ceiling, tours).values(), default=0)
            else:
                peak = spent(case, authority, ceiling, tours)
            uses.append(CeilingUse(ceiling=ceiling.id, peak=peak, headcount=ceiling.headcount, price=None))
    return Plan(
        case=case.name,
        as_of=case.as_of,
        seed=0,
        versions={},
        law="assumed",
        status="empty" if all(t.fixed for t in tours) else "feasible",
        stopped_by="exhausted",
        objective=worth,
        bound=bound,
        gap=None if bound is None else (worth - bound) / max(worth, 100),
        closed=None if bound is None or empty == bound else (empty - worth) / (empty - bound),
        empty=empty,
        tours=tuple(tours),
        shortfalls=shortfalls,
        ceilings=tuple(uses),
    )
