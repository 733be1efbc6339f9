"""
The compact model: one integer variable for each tour that a class of equal elements may make.

A row of units.csv (of whole units, or of their parts) is one class, so that equal elements make no
symmetry. For each class an inventory of rested elements runs over the days on which a tour of it may
begin: what returns from a tour comes back after its dwell, what leaves is taken out. Cover rows stand for
the runs of days between which no tour of a line begins or ends; ceilings stand only for the days on
which somebody they count arrives. This is the time-expanded arc flow that a careful user of a MIP or CP
solver would write, with nothing left out: its optimum is the optimum of planning.

One clock for each class is exact as long as the dwell after any tour is no shorter than any journey home
and any journey out together, and as long as fixed tours begin before the planning does; both are asserted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks.baselines.roster import NotPosed, Pick, Roster, rested
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.component import PAIRS, DutyStatus
from muster.domain.request import Line
from muster.domain.tour import Pin
from muster.domain.unit import Unit
from muster.planner.checker.ceilings import binding_days, counts
from muster.planner.checker.docket import Docket, Stay, dwell_days

__all__ = ("FREE", "Compact")

#: Stands for no limit on that side of a row.
FREE = 1 << 60

Values = npt.NDArray[np.float64]


@dataclass(slots=True)
class Compact:
    """
    ``minimise cost x`` subject to ``low <= A x <= high``, ``0 <= x <= upper``, x whole.

    Columns are tours first, then the slacks of cover, inventory and lift. Costs are cents. ``rows`` holds
    for each row its columns and coefficients; ``offset`` is the cost of the fixed tours; ``pinned`` holds
    for each pin the tours that meet it.

    Raises
    ------
    NotPosed
        If the case has something that the model cannot say exactly.
    """

    case: Case
    roster: Roster = field(init=False)
    docket: Docket = field(init=False)
    tours: list[tuple[Unit, Stay]] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[tuple[int, int, list[int], list[int]]] = field(default_factory=list)
    offset: int = 0
    pinned: list[list[int]] = field(default_factory=list)
    _limits: list[tuple[Authority, Ceiling, tuple[int, int]]] = field(default_factory=list)
    _cost: Values | None = None
    _counted: dict[tuple[str, str, DutyStatus], frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roster = Roster(self.case)
        self.docket = self.roster.docket
        fixed = self.roster.under_way
        self.offset = sum(stay.cost for stay in fixed)
        self._limits = [
            (authority, ceiling, period)
            for authority in self.case.authorities
            for ceiling in authority.ceilings
            if (period := binding_days(self.case, authority, ceiling)) is not None
        ]
        for unit in self.case.units:
            self._tours_of(unit)
        self._inventories()
        self._covers(fixed)
        self._ceilings(fixed)
        self._lifts(fixed)
        self._pins(fixed)

    def column(self, cost: int, upper: int) -> int:
        """A new column; its number."""
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def complete(self, made: list[int]) -> list[int]:
        """Values of all columns when the tours are made so often: each row settles the slack it brought."""
        values = [*made, *[0] * (len(self.cost) - len(made))]
        for low, high, index, value in self.rows:
            if low == high:
                values[index[0]] = low - sum(values[c] * v for c, v in zip(index[1:], value[1:], strict=True))
            elif index and index[-1] >= len(made) and (high >= FREE or low <= -FREE):
                rest = sum(values[c] * v for c, v in zip(index[:-1], value[:-1], strict=True))
                values[index[-1]] = max(0, low - rest if high >= FREE else rest - high)
        return values

    def picks(self, values: Sequence[float] | Values) -> list[Pick]:
        """The tours that are made, where ``values`` are those of all columns or of the tours alone."""
        times = np.rint(np.asarray(values[: len(self.tours)])).astype(np.int64)
        found: list[Pick] = []
        for column in np.flatnonzero(times).tolist():
            unit, stay = self.tours[column]
            status = str(stay.duty_status)
            found.append((unit.unit, stay.line.line, stay.start, stay.end, status, int(times[column])))
        return found

    def worth(self, values: Sequence[float] | Values) -> int:
        """Objective in cents, where ``values`` are those of all columns."""
        # Sums stay far below 2 ** 53, so that they are exact.
        return self.offset + int(np.dot(np.rint(np.asarray(values, dtype=np.float64)), self._costs()))

    def _costs(self) -> Values:
        if self._cost is None:
            self._cost = np.array(self.cost, dtype=np.float64)
        return self._cost

    def _tours_of(self, unit: Unit) -> None:
        docket = self.docket
        policy = docket.policies[unit.policy]
        pieces = docket.parts(docket.kinds[unit.type])
        part = 1 if pieces else None
        pins = [pin for pin in self.case.pins if pin.unit == unit.unit]
        longest = 0
        for line in self.case.lines:
            if docket.skills.get((unit.type, line.capability), 0) // max(1, pieces) < 1:
                continue
            travel = docket.tariff.travel_days(unit.home, line.place)
            served = False
            statuses = _statuses(unit, line)
            for start in self._starts(unit, line, travel):
                for end in self._ends(unit, line, start):
                    if _banned(pins, line, start, end):
                        continue
                    stays = [
                        docket.resolve(
                            unit=unit,
                            line=line,
                            element=1,
                            part=part,
                            start=start,
                            end=end,
                            duty_status=status,
                            authorities=(),
                            headcount=None,
                            fixed=False,
                            stated=None,
                        )
                        for status in statuses
                    ]
                    for stay in stays if len(stays) == 1 else self._undominated(stays):
                        served = True
                        self.column(stay.cost, len(self.roster.ready[unit.unit]))
                        self.tours.append((unit, stay))
            longest = max(longest, travel if served else 0)
        home = longest if policy.dwell_from == "home" else 0
        if dwell_days(policy, 1) + home < 2 * longest:
            raise NotPosed("dwell is shorter than two journeys: one clock for each class is not exact")

    def _undominated(self, stays: list[Stay]) -> list[Stay]:
        """Without duty statuses that cost no less than another and count against all that it does."""
        kept: list[tuple[int, frozenset[int], Stay]] = []
        for stay in stays:
            uses = self._uses(stay)
            if any(cost <= stay.cost and other <= uses for cost, other, _ in kept):
                continue
            kept = [k for k in kept if not (stay.cost <= k[0] and uses <= k[1])]
            kept.append((stay.cost, uses, stay))
        return [stay for _, _, stay in kept]

    def _uses(self, stay: Stay) -> frozenset[int]:
        """Which limits count the tour: the same for all days."""
        key = stay.unit.unit, stay.line.line, stay.duty_status
        if key not in self._counted:
            self._counted[key] = frozenset(
                n
                for n, (authority, ceiling, _) in enumerate(self._limits)
                if counts(authority, ceiling, stay)
            )
        return self._counted[key]

    def _starts(self, unit: Unit, line: Line, travel: int) -> list[int]:
        docket = self.docket
        policy = docket.policies[unit.policy]
        first = line.start.toordinal()
        soonest = max(docket.start + policy.notice_days, first - policy.reception_days - docket.step + 1)
        if unit.available_from is not None:
            soonest = max(soonest, unit.available_from.toordinal() + policy.notice_days + travel)
        if unit.last_return is not None:
            soonest = max(soonest, unit.last_return.toordinal() + dwell_days(policy, unit.last_tour_days))
        days = set(range(docket.start, docket.line_end(line), docket.step)) | {first}
        return sorted(when for when in days if soonest <= when < docket.line_end(line))

    def _ends(self, unit: Unit, line: Line, start: int) -> list[int]:
        docket = self.docket
        policy = docket.policies[unit.policy]
        last = min(docket.line_end(line), start + policy.max_tour_days)
        if unit.available_until is not None:
            last = min(last, unit.available_until.toordinal())
        own = (docket.end if line.end is None else line.end.toordinal()) - line.start.toordinal()
        least = max(min(policy.min_tour_days, own, docket.end - start), policy.reception_days + 1)
        days = {*range(start + docket.step, last + 1, docket.step), last}
        return sorted(end for end in days if end - start >= least)

    def _inventories(self) -> None:
        """Rested elements of a class on each day on which a tour of it may begin."""
        by_unit: dict[str, list[int]] = defaultdict(list)
        for column, (unit, _) in enumerate(self.tours):
            by_unit[unit.unit].append(column)
        for name, columns in by_unit.items():
            days = sorted({self.tours[column][1].start for column in columns})
            leaving: dict[int, list[int]] = defaultdict(list)
            returning: dict[int, list[int]] = defaultdict(list)
            for column in columns:
                stay = self.tours[column][1]
                leaving[stay.start].append(column)
                at = bisect_left(days, rested(stay))
                if at < len(days):
                    returning[days[at]].append(column)
            coming: dict[int, int] = defaultdict(int)
            for free_from, _, _ in self.roster.ready[name]:
                at = bisect_left(days, free_from)
                if at < len(days):
                    coming[days[at]] += 1
            before: int | None = None
            for when in days:
                after = self.column(0, len(self.roster.ready[name]))
                index = [after, *leaving[when], *returning[when]]
                value = [1] + [1] * len(leaving[when]) + [-1] * len(returning[when])
                if before is not None:
                    index.append(before)
                    value.append(-1)
                self.rows.append((coming[when], coming[when], index, value))
                before = after

    def _covers(self, fixed: list[Stay]) -> None:
        prices = dict(self.case.shortfall_prices)
        by_line: dict[str, list[tuple[int | None, Stay]]] = defaultdict(list)
        for column, (_, stay) in enumerate(self.tours):
            by_line[stay.line.line].append((column, stay))
        for stay in fixed:
            by_line[stay.line.line].append((None, stay))
        for line in self.case.lines:
            first, last = self.docket.line_start(line), self.docket.line_end(line)
            if first >= last:
                continue
            spans = [
                (column, max(first, stay.start + stay.policy.reception_days), min(last, stay.end), stay.fills)
                for column, stay in by_line[line.line]
            ]
            spans = [span for span in spans if span[1] < span[2]]
            marks = sorted({first, last, *(s[1] for s in spans), *(s[2] for s in spans)})
            need = [line.headcount] * len(marks)
            for column, begin, end, fills in spans:
                if column is None:
                    for at in range(bisect_left(marks, begin), bisect_left(marks, end)):
                        need[at] -= fills
            # A tour fills no more of a line than it lacks: exact for whole tours, tighter for fractions.
            most = max(need[:-1], default=0)
            levels = self._levels(
                marks,
                [(c, b, e, min(fills, most)) for c, b, e, fills in spans if c is not None and most > 0],
                [FREE] * len(marks),
            )
            for at in range(len(marks) - 1):
                if need[at] > 0:
                    days = marks[at + 1] - marks[at]
                    short = self.column(prices[line.priority] * days, need[at])
                    self.rows.append((need[at], FREE, [levels[at], short], [1, 1]))

    def _levels(
        self, marks: list[int], spans: list[tuple[int | None, int, int, int]], room: list[int]
    ) -> list[int]:
        """
        A column for the running sum of the spans' people at each mark, at most ``room`` of them.

        Differences of neighbours keep a tour to two coefficients where the sum itself would take one for
        every mark that it lasts.
        """
        index: list[list[int]] = [[] for _ in marks]
        value: list[list[int]] = [[] for _ in marks]
        most = 0
        for column, begin, end, people in spans:
            assert column is not None
            most += people * self.upper[column]
            for when, sign in ((begin, -1), (end, 1)):
                at = bisect_left(marks, when)
                if at < len(marks):
                    index[at].append(column)
                    value[at].append(sign * people)
        levels: list[int] = []
        for at in range(len(marks)):
            levels.append(self.column(0, min(most, room[at])))
            before = levels[-2:-1]
            self.rows.append((0, 0, [levels[at], *before, *index[at]], [1, *[-1] * len(before), *value[at]]))
        return levels

    def _ceilings(self, fixed: list[Stay]) -> None:
        for number, (authority, ceiling, period) in enumerate(self._limits):
            mine = [(n, stay) for n, (_, stay) in enumerate(self.tours) if number in self._uses(stay)]
            there = [stay for stay in fixed if counts(authority, ceiling, stay)]
            if ceiling.dollars is not None:
                touch = [(n, s) for n, s in mine if s.start < period[1] and s.end > period[0]]
                spent = sum(s.cost for s in there if s.start < period[1] and s.end > period[0])
                left = max(0, ceiling.dollars - spent)
                self.rows.append((0, left, [n for n, _ in touch], [s.cost for _, s in touch]))
            if ceiling.headcount is None:
                continue
            wait = ceiling.overlap == "excluded"

            def begins(stay: Stay, wait: bool = wait) -> int:
                return stay.start + (stay.policy.reception_days if wait else 0)

            spans: list[tuple[int | None, int, int, int]] = [
                (n, max(begins(s), period[0]), min(s.end, period[1]), s.headcount) for n, s in mine
            ]
            spans = [span for span in spans if span[1] < span[2]]
            marks = sorted({span[1] for span in spans})
            room = []
            for when in marks:
                present = sum(s.headcount for s in there if begins(s) <= when < s.end)
                room.append(max(0, ceiling.headcount - present))
            self._levels(marks, spans, room)

    def _lifts(self, fixed: list[Stay]) -> None:
        if not self.case.lifts:
            return
        docket = self.docket
        anywhere = any(lift.place is None for lift in self.case.lifts)
        served = {lift.place for lift in self.case.lifts}
        for arrive in (True, False):
            moves: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
            before: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
            for n, (_, stay) in enumerate(self.tours):
                when = stay.start if arrive else stay.end
                if when < docket.end:
                    moves[(when - docket.start) // docket.step][stay.line.place].append((n, stay.headcount))
            for stay in fixed:
                when = stay.start if arrive else stay.end
                if docket.start <= when < docket.end:
                    before[(when - docket.start) // docket.step][stay.line.place] += stay.headcount
            for step, places in moves.items():
                over: list[int] = []
                taken = 0
                for place, going in places.items():
                    if not anywhere and place not in served:
                        continue
                    own = self._seats(step, place) - before[step][place]
                    taken += max(0, -own)
                    index, value = [n for n, _ in going], [people for _, people in going]
                    if anywhere:
                        over.append(self.column(0, 10**6))
                        index.append(over[-1])
                        value.append(-1)
                    self.rows.append((-FREE, max(0, own), index, value))
                if anywhere:
                    elsewhere = sum(
                        max(0, people - self._seats(step, place))
                        for place, people in before[step].items()
                        if place not in places
                    )
                    room = max(0, self._seats(step, None) - taken - elsewhere)
                    self.rows.append((0, room, over, [1] * len(over)))

    def _pins(self, fixed: list[Stay]) -> None:
        """A row for each pin that no fixed tour meets."""
        by_days: dict[tuple[str, str, int, int], list[int]] = defaultdict(list)
        for column, (unit, stay) in enumerate(self.tours):
            by_days[unit.unit, stay.line.line, stay.start, stay.end].append(column)
        met = {(s.unit.unit, s.line.line, s.start, s.end) for s in fixed}
        for pin in self.case.pins:
            if pin.rule == "pin" and pin.line and pin.start and pin.end:
                key = (pin.unit, pin.line, pin.start.toordinal(), pin.end.toordinal())
                if key not in met and not by_days[key]:
                    raise NotPosed(f"no tour meets the pin of {pin.unit} on {pin.line} from {pin.start}")
                if key not in met:
                    self.pinned.append(by_days[key])
                    self.rows.append((1, FREE, by_days[key], [1] * len(by_days[key])))

    def _seats(self, step: int, place: str | None) -> int:
        first = self.docket.start + step * self.docket.step
        last = min(first + self.docket.step, self.docket.end)
        return sum(
            lift.passengers_per_day
            * max(
                0,
                min(last, lift.end.toordinal() if lift.end else last)
                - max(first, lift.start.toordinal() if lift.start else first),
            )
            for lift in self.case.lifts
            if lift.place == place
        )


def _statuses(unit: Unit, line: Line) -> list[DutyStatus]:
    return [s for s in PAIRS[unit.component] if not line.duty_statuses or s in line.duty_statuses]


def _banned(pins: list[Pin], line: Line, start: int, end: int) -> bool:
    return any(
        pin.rule == "ban"
        and pin.line in (None, line.line)
        and (pin.start is None or pin.start.toordinal() < end)
        and (pin.end is None or start < pin.end.toordinal())
        for pin in pins
    )
