"""The figures of the plan as a whole: objective, empty plan, bound, gap, shortfalls."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from muster.domain.plan import SHORTFALL_REASONS, Plan
from muster.planner.checker.docket import Docket, Stay, day, dollars

__all__ = ("check_figures", "objective_of", "unfilled")

Runs = list[tuple[int, int, int]]

#: By how much stated ratios may differ: they are printed with a few digits.
_RATIO = 1e-6


def unfilled(docket: Docket, stays: list[Stay]) -> dict[str, Runs]:
    """
    ``(first, last, headcount)`` for every run of days on which a line has a constant number unfilled.

    Days are those of the line within the planning; over-filling earns nothing.
    """
    fills: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for stay in stays:
        first = max(stay.start + stay.policy.reception_days, docket.line_start(stay.line))
        last = min(stay.end, docket.line_end(stay.line))
        if first < last:
            fills[stay.line.line][first] += stay.fills
            fills[stay.line.line][last] -= stay.fills
    found: dict[str, Runs] = {}
    for name, line in docket.lines.items():
        first, last = docket.line_start(line), docket.line_end(line)
        if first < last:
            changes = fills.get(name, {})
            found[name] = _runs(changes, first, last, line.headcount)
    return found


def _runs(changes: dict[int, int], first: int, last: int, wanted: int) -> Runs:
    runs: Runs = []
    level = 0
    days = sorted({first, last, *changes})
    for begin, end in pairwise(days):
        level += changes.get(begin, 0)
        runs.append((begin, end, max(0, wanted - level)))
    return runs


def objective_of(docket: Docket, stays: list[Stay]) -> int:
    """Cents: the price of every headcount-day unfilled plus the cost of every tour."""
    prices = dict(docket.case.shortfall_prices)
    total = sum(stay.cost for stay in stays)
    for name, runs in unfilled(docket, stays).items():
        missing = sum((last - first) * short for first, last, short in runs)
        priority = docket.lines[name].priority
        if missing and priority not in prices:
            docket.warn(
                f"line {name} has priority {priority}, for which the case has no shortfall price: "
                "counted as 0"
            )
        total += missing * prices.get(priority, 0)
    return total


def check_figures(docket: Docket, stays: list[Stay], plan: Plan) -> tuple[int, int]:
    """Check what the plan states of itself; return objective and empty as they are."""
    objective = objective_of(docket, stays)
    empty = objective_of(docket, [stay for stay in stays if stay.fixed])
    for rule, stated, found in (("objective", plan.objective, objective), ("empty", plan.empty, empty)):
        if stated is not None and stated != found:
            docket.breach(
                rule,
                f"the plan states {dollars(stated)}, expected {dollars(found)} "
                f"(difference {dollars(stated - found)})",
            )
    _check_bound(docket, plan)
    _check_shortfalls(docket, stays, plan)
    return objective, empty


def _check_bound(docket: Docket, plan: Plan) -> None:
    objective, bound, empty = plan.objective, plan.bound, plan.empty
    if bound is None or objective is None:
        for name, value in (("gap", plan.gap), ("closed", plan.closed)):
            if value is not None:
                docket.breach(
                    "bound", f"the plan states {name} {value}, expected null without a bound and an objective"
                )
        return
    if bound > objective:
        docket.breach(
            "bound",
            f"the plan states a bound of {dollars(bound)}, "
            f"expected at most its objective {dollars(objective)}",
        )
        return
    _check_ratio(docket, "gap", plan.gap, objective - bound, max(objective, 100))
    if empty is None:
        if plan.closed is not None:
            docket.breach(
                "bound", f"the plan states closed {plan.closed}, expected null without the empty objective"
            )
    elif empty != bound:
        _check_ratio(docket, "closed", plan.closed, empty - objective, empty - bound)


def _check_ratio(docket: Docket, name: str, stated: float | None, above: int, below: int) -> None:
    expected = above / below
    if stated is not None and not abs(stated - expected) <= _RATIO * max(1.0, abs(expected)):
        docket.breach("bound", f"the plan states {name} {stated}, expected {expected:.6f}")


def _check_shortfalls(docket: Docket, stays: list[Stay], plan: Plan) -> None:
    stated: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in plan.shortfalls:
        if row.line not in docket.lines:
            docket.breach(
                "unknown-reference",
                f"the plan states a shortfall of line {row.line!r}, expected an id of the case",
                line=row.line,
                on=row.start.toordinal(),
            )
            continue
        if row.reason not in SHORTFALL_REASONS or row.headcount < 1 or row.end <= row.start:
            docket.breach(
                "shortfall",
                f"found {row.headcount} people short on [{row.start}, {row.end}) for reason {row.reason!r}, "
                f"expected one or more people on one or more days for one of {', '.join(SHORTFALL_REASONS)}",
                line=row.line,
                on=row.start.toordinal(),
            )
            continue
        stated[row.line][row.start.toordinal()] += row.headcount
        stated[row.line][row.end.toordinal()] -= row.headcount
    runs = unfilled(docket, stays)
    if not plan.shortfalls:
        if any(short for line in runs.values() for _, _, short in line):
            docket.warn("the plan lists no shortfalls although lines stay unfilled")
        return
    for name in docket.lines:
        _compare(docket, name, stated.get(name, {}), runs.get(name, []))


def _compare(docket: Docket, name: str, stated: dict[int, int], runs: Runs) -> None:
    """Note the first day of each run of days on which stated and true shortfall differ."""
    true: dict[int, int] = defaultdict(int)
    for first, last, short in runs:
        true[first] += short
        true[last] -= short
    said = found = 0
    differed = False
    for when in sorted({*stated, *true}):
        said += stated.get(when, 0)
        found += true.get(when, 0)
        if said != found and not differed:
            docket.breach(
                "shortfall",
                f"line {name}: the plan states {said} people short on {day(when)}, expected {found}",
                line=name,
                on=when,
            )
        differed = said != found
