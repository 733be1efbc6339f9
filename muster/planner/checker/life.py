"""
Members whose policy has a cycle: when they may start, how long they stay, when they are home again.

Where a unit's policy has a cycle (or periods that name one), these rules stand in the place of tour
length, dwell, notice and reception. A member at home is on the day of its cycle that has passed since it
was last on day 0. What happens on one day happens in this order: cycles end, periods change, lines end,
tours start.

- A rotational tour starts in the window of the cycle with more BOG left than the days of overlap. It ends
  when its BOG less the overlap is used up, or with its line. The cycle runs on meanwhile.
- After a full tour come the days of overlap (cut by the end of the line, which then sends the member home
  to day 0 at once), the days of demobilization, and day 0 of the cycle with all BOG.
- When a line ends first, the member recovers and goes on in its cycle with the BOG that is left; if
  recovery would outlast the cycle, it is on day 0 at once. On the day itself it may instead follow on to
  a line of the same group, whatever the window.
- On lines of the categories in :data:`FIXED_STAYS` members stay to the line's end, wherever in their cycle
  they are; their cycle and their BOG stand still meanwhile. A Forward line takes, unless they follow on,
  only units of its own region.
- When a period changes, members at home keep the share of the cycle that is behind them, cut to six
  decimals, and the days of BOG that they have used. Members away change when they start a cycle anew, or
  with the next period; those on fixed stays when they come home.
- Where the case states the assumption ``prefill``, it begins with units part way through their tours: one
  that starts on planning.start may end before its BOG is used up.
- Fixed tours obey none of this, but the cycle runs on in them and their days use BOG.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from muster.domain.case import Case
from muster.domain.component import Component
from muster.domain.cycle import Cycle
from muster.domain.request import Line
from muster.planner.checker.docket import Docket, Stay, day

__all__ = ("FIXED_STAYS", "OTHER_LIVES", "RESERVE_LINES", "check_lives")

#: Categories of lines whose units stay to the line's end.
FIXED_STAYS = ("Forward", "NonBOG", "NonBOG-RC-Only", "RC_Cannibalization")

#: Categories of lines that take no unit of an active component.
RESERVE_LINES = ("NonBOG-RC-Only", "RC_Cannibalization")

#: Beginnings of categories whose rules are not among those checked.
OTHER_LIVES = ("fenced", "modernization", "nonbog_with", "srm")

_RESERVE = (Component.ARNG, Component.USAR, Component.USMCR, Component.ANG, Component.USAFR, Component.USNR)

#: On a longer cycle a member keeps its day (twenty years).
_KEPT = 7_300

#: A longer cycle has no share that another could take over (a century).
_ENDLESS = 36_500


@dataclass(frozen=True, slots=True)
class _Regime:
    """The cycles of one policy by period: first days in order, one cycle for each."""

    firsts: tuple[int, ...]
    cycles: tuple[Cycle, ...]

    def on(self, ordinal: int) -> Cycle:
        """The cycle in force on a day (before the first period, the first one)."""
        return self.cycles[max(0, bisect_right(self.firsts, ordinal) - 1)]

    def change_after(self, ordinal: int) -> int | None:
        """The first day after ``ordinal`` on which another period begins."""
        at = bisect_right(self.firsts, ordinal)
        return self.firsts[at] if at < len(self.firsts) else None


def _regimes(case: Case) -> dict[str, _Regime]:
    """The cycles that each policy of a case means; policies without one are left out."""
    own = {policy.policy: policy.cycle for policy in case.policies}
    found = {name: _Regime((0,), (cycle,)) for name, cycle in own.items() if cycle is not None}
    parts: dict[str, list[tuple[int, Cycle]]] = {}
    for period in case.policy_periods:
        cycle = own.get(period.atomic)
        if cycle is not None:
            parts.setdefault(period.policy, []).append((period.start.toordinal(), cycle))
    for name, stretches in parts.items():
        stretches.sort(key=lambda stretch: stretch[0])
        changes = [each for at, each in enumerate(stretches) if not at or each[1] != stretches[at - 1][1]]
        found[name] = _Regime(tuple(first for first, _ in changes), tuple(cycle for _, cycle in changes))
    return found


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn of a cycle: the day that was (or would have been) its day 0, and the BOG used in it."""

    cycle: Cycle
    zero: int
    used: int = 0

    @property
    def left(self) -> int:
        """Days of BOG left, overlap included."""
        return max(0, self.cycle.bog_days - self.used)


def _carried(turn: _Turn, cycle: Cycle, ordinal: int) -> _Turn:
    """The same member under another cycle from ``ordinal`` on."""
    if cycle == turn.cycle:
        return turn
    passed = ordinal - turn.zero
    if cycle.days <= _KEPT:
        if turn.cycle.days <= _ENDLESS:
            millionths = passed * 1_000_000 // turn.cycle.days
            passed = millionths * cycle.days // 1_000_000
        elif passed >= cycle.days:
            passed = cycle.days * 9 // 10
    return _Turn(cycle, ordinal - passed, turn.used)


def _at_home(regime: _Regime, turn: _Turn, since: int, until: int) -> _Turn:
    """A member that lives at home from ``since``, for which ``turn`` holds, to ``until``."""
    while True:
        over, change = turn.zero + turn.cycle.days, regime.change_after(since)
        since = over if change is None else min(over, change)
        if since > until:
            return turn
        turn = _Turn(regime.on(over), over) if since == over else _carried(turn, regime.on(since), since)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    """
    A stay behind a member.

    It ended on ``over``; ``phases`` are rules that keep the member until a day. Home again it is in
    ``turn`` on day ``since``. ``held`` is its turn on the day on which the line released it, ``None``
    where the line did not.
    """

    stay: Stay
    over: int
    phases: tuple[tuple[str, int], ...]
    turn: _Turn
    since: int
    held: _Turn | None


class _Member:
    """One element (or part) of a unit under a cycle, and its tours in their order."""

    def __init__(self, docket: Docket, regime: _Regime, cycle_day: int) -> None:
        self.docket = docket
        self.regime = regime
        self.turn = _Turn(regime.on(docket.start), docket.start - cycle_day)
        self.since = docket.start
        self.gone: _Gone | None = None
        self.part_way = any(
            assumption.name == "prefill" and assumption.value > 0 for assumption in docket.case.assumptions
        )

    def claim(self, stay: Stay) -> None:
        """Check a tour against what the member has done so far, and let it be done."""
        gone = self.gone
        if stay.fixed:
            begin = max(stay.start, self.docket.start, gone.over if gone is not None else 0)
            if begin < stay.end:
                self._serve(stay, self._home(begin), begin, stay.end)
            return
        turn = self._follows(gone, stay)
        if not self._fits(stay, follows=turn is not None):
            return
        if gone is not None and stay.start < gone.over:
            self._breach(
                stay,
                "overlap",
                f"found {gone.stay.element_name} on {gone.stay.line.line} until {day(gone.over)}, "
                "expected one line at a time",
            )
            return
        if turn is None:
            if not self._may_start(gone, stay):
                return
            turn = self._home(stay.start)
        self._serve(stay, turn, stay.start, self.docket.line_end(stay.line))

    def _fits(self, stay: Stay, *, follows: bool) -> bool:
        """Category, the line's own days, component and region."""
        category = _category(stay.line)
        first, last = stay.line.start.toordinal(), self.docket.line_end(stay.line)
        if category.casefold().startswith(OTHER_LIVES):
            self._breach(
                stay, "cycle-category", f"found category {category}, expected one whose rules are checked"
            )
        elif not first <= stay.start < last:
            self._breach(
                stay,
                "early-start" if stay.start < first else "late-end",
                f"starts on {day(stay.start)}, expected a day of the line, [{day(first)}, {day(last)})",
            )
        elif category in RESERVE_LINES and stay.unit.component not in _RESERVE:
            self._breach(
                stay,
                "cycle-component",
                f"found {stay.unit.component}, expected a reserve component on a line of {category}",
            )
        elif category == "Forward" and stay.unit.region != stay.line.region and not follows:
            found, expected = (
                "no region" if name is None else f"the region {name}"
                for name in (stay.unit.region, stay.line.region)
            )
            self._breach(
                stay,
                "cycle-region",
                f"found a unit of {found}, expected {expected} or a follow-on within the group",
            )
        else:
            return True
        return False

    def _follows(self, gone: _Gone | None, stay: Stay) -> _Turn | None:
        """The turn in which the member follows on; ``None`` if it must come from home."""
        if gone is None or gone.held is None or stay.start != gone.over or stay.line.group is None:
            return None
        able = _is_fixed(stay.line) or gone.held.left > gone.held.cycle.overlap_days
        return gone.held if able and stay.line.group == gone.stay.line.group else None

    def _may_start(self, gone: _Gone | None, stay: Stay) -> bool:
        """Whether it may start from home; else the breach is noted."""
        found = self._still_away(gone, stay) or self._not_ready(stay)
        if found is None:
            return True
        rule, message = found
        if gone is not None and gone.held is not None and stay.start == gone.over:
            rule = "cycle-follow-on"
            message += (
                f"; released that day by {gone.stay.line.line}, it may follow on within the group "
                f"{gone.stay.line.group or '(none)'}, found the group {stay.line.group or '(none)'}"
            )
        self._breach(stay, rule, message)
        return False

    def _still_away(self, gone: _Gone | None, stay: Stay) -> tuple[str, str] | None:
        """Hand-over, demobilization, recovery and the roads after the last stay."""
        if gone is None:
            return None
        road = gone.stay.travel + stay.travel
        for rule, until in (*gone.phases, ("travel", gone.over + road)):
            if stay.start < until:
                what = {"travel": f"{road} days home and out"}.get(rule, rule.removeprefix("cycle-"))
                return rule, (
                    f"starts on {day(stay.start)}, expected {day(until)} or later: {what} after "
                    f"{gone.stay.line.line}, which ended for {gone.stay.element_name} on {day(gone.over)}"
                )
        return None

    def _not_ready(self, stay: Stay) -> tuple[str, str] | None:
        """Window and BOG."""
        turn = self._home(stay.start)
        cycle, passed = turn.cycle, stay.start - turn.zero
        if _is_fixed(stay.line):
            if turn.left > 0:
                return None
            return "cycle-bog", f"found no day of BOG left of {cycle.bog_days}, expected one or more"
        if not cycle.deployable_from <= passed < cycle.deployable_until:
            return "cycle-window", (
                f"starts on day {passed} of the cycle, expected day {cycle.deployable_from} to "
                f"{cycle.deployable_until - 1}"
            )
        if turn.left <= cycle.overlap_days:
            return "cycle-bog", (
                f"found {turn.left} days of BOG left of {cycle.bog_days}, expected more than the "
                f"{cycle.overlap_days} of overlap"
            )
        return None

    def _home(self, ordinal: int) -> _Turn:
        """The turn of the member at home on a day on which nothing keeps it any more."""
        if self.gone is not None:
            return _at_home(self.regime, self.gone.turn, self.gone.since, ordinal)
        return _at_home(self.regime, self.turn, self.since, ordinal)

    def _serve(self, stay: Stay, turn: _Turn, begin: int, ends: int) -> None:
        """Let it serve until BOG or line end it, and see whether the plan says so; where it is then."""
        cycle = turn.cycle
        full = begin + turn.left - cycle.overlap_days
        if self.part_way and begin == self.docket.start and not stay.fixed and stay.end < min(full, ends):
            full = stay.end
        if _is_fixed(stay.line):
            held = replace(turn, zero=turn.zero + ends - begin)
            now = self.regime.on(ends)
            past = ends - held.zero >= cycle.days  # it ran past its cycle before it followed on
            self.gone = _Gone(
                stay=stay,
                over=ends,
                phases=(),
                turn=_Turn(now, ends) if past else _carried(held, now, ends),
                since=ends,
                held=held,
            )
        elif full > ends:
            held = replace(turn, used=turn.used + ends - begin)
            rested = ends + cycle.recovery_days
            goes_on = rested - turn.zero < cycle.days
            self.gone = _Gone(
                stay=stay,
                over=ends,
                phases=(("cycle-recovery", rested),) if goes_on else (),
                turn=held if goes_on else _Turn(self.regime.on(ends), ends),
                since=ends,
                held=held,
            )
        else:
            over = ends if stay.fixed else full
            handed = over + cycle.overlap_days
            freed = handed + cycle.demobilization_days
            if over <= ends < handed and not stay.fixed:
                handed = freed = ends
            self.gone = _Gone(
                stay=stay,
                over=over,
                phases=(("cycle-hand-over", handed), ("cycle-demobilization", freed)),
                turn=_Turn(self.regime.on(freed), freed),
                since=freed,
                held=None,
            )
        if not stay.fixed and stay.end != self.gone.over:
            why = (
                "its BOG less the overlap is used up then" if self.gone.held is None else "the line ends then"
            )
            self._breach(stay, "cycle-end", f"ends on {day(stay.end)}, expected {day(self.gone.over)}: {why}")

    def _breach(self, stay: Stay, rule: str, message: str) -> None:
        self.docket.breach(rule, message, stay=stay)


def _category(line: Line) -> str:
    return line.category or "Rotational"


def _is_fixed(line: Line) -> bool:
    return _category(line) in FIXED_STAYS


def check_lives(docket: Docket, members: Iterable[list[Stay]]) -> None:
    """
    Check the tours of every member whose unit lives by a cycle.

    Parameters
    ----------
    docket
        The case, and where breaches go.
    members
        The stays of one element or part each, sorted by start.

    Notes
    -----
    A tour that may not start is noted and then left out of the member's life; one with a wrong end is
    noted, and the life goes on from its right end.
    """
    regimes = _regimes(docket.case)
    for stays in members:
        unit = stays[0].unit
        regime = regimes.get(unit.policy)
        if regime is None or unit.cycle_day is None:
            missing = "its policy has no cycle" if regime is None else "its cycle_day is not stated"
            docket.breach(
                "cycle-window", f"{missing}, expected one that says when it may start", stay=stays[0]
            )
            continue
        member = _Member(docket, regime, unit.cycle_day)
        for stay in stays:
            member.claim(stay)
