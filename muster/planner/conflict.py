"""
Conflict: why a required line cannot be filled, and the smallest change that would resolve it.

First the line is tried alone (:mod:`muster.planner.conflicting.trial`). If it cannot be filled even so, a
deletion filter (Chinneck and Dravnieks 1991, doi:10.1287/ijoc.3.2.157) makes the set of things in the way
irreducible: each item is dropped for good if the conflict stays without it. A change that resolves all must
touch every such set; single items are tried, then pairs, and beyond that one irreducible set of changes is
found by putting items back. Amounts are the least, found by halving. If the line can be filled alone, the
plan is searched again with the line filled first, to tell what that would cost the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from muster.domain.case import Case
from muster.domain.conflict import Conflict, ConflictItem, Resolution, ResolvingChange
from muster.domain.plan import Plan
from muster.errors import SolverError
from muster.planner.conflicting.items import Item, items_of
from muster.planner.conflicting.trial import Setting, Trials, alone
from muster.planner.instance import Instance
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.search import Search

__all__ = ("conflict_alone", "conflict_with_others", "conflicts_of", "required_short")

#: Seconds for one trial; resolutions told; money within which an amount is found.
PATIENCE, TOLD, CENTS = 1.0, 4, 100_00


def required_short(case: Case, plan: Plan) -> tuple[str, ...]:
    """The required lines that a plan leaves short, in order of priority."""
    short = {row.line for row in plan.shortfalls}
    lines = [line for line in case.lines if line.required and line.line in short]
    return tuple(line.line for line in sorted(lines, key=lambda line: (line.priority, line.line)))


def conflict_alone(
    case: Case,
    options: PlanOptions,
    name: str,
    *,
    clock: Callable[[], float],
    should_stop: Callable[[], bool],
) -> Conflict | None:
    """
    What keeps a line from being filled even if it were the only one.

    Returns
    -------
    Conflict or None
        ``None`` if it could be filled.
    """
    setting = alone(case, options, name)
    line = next(each for each in case.lines if each.line == name)
    if not any(skill.capability == line.capability and skill.headcount for skill in case.skills):
        item = ConflictItem(
            kind="skill", subject=line.capability, says=f"no type of unit brings {line.capability}"
        )
        return _told(name, None, (item,), (), True)
    trials = Trials(name, clock, should_stop, PATIENCE)
    first = trials.run(setting)
    if first.filled is True:
        return None
    if first.filled is None:
        return _unknown(
            name, f"Time ran out before it was known whether {name} could be filled if it were the only line."
        )
    items = items_of(setting, name)
    kept = _irreducible(trials, setting, items)
    found = _resolutions(trials, setting, items, kept)
    least = trials.run(setting, best=True)
    return _told(name, least.short, tuple(item.stated() for item in kept), found, trials.exact)


def conflicts_of(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    best: Sequence[Sequence[Schedule]],
    plan: Plan,
    *,
    clock: Callable[[], float],
    should_stop: Callable[[], bool],
    seconds: float,
) -> tuple[Conflict, ...]:
    """
    Why each required line that a plan leaves short stays so, within some seconds for all of them.

    Parameters
    ----------
    instance, best
        The case as it was posed, and the schedules of the plan.
    """
    names = required_short(case, plan)
    until = clock() + seconds
    found = []
    for number, name in enumerate(names):
        share = clock() + max(0.0, until - clock()) / (len(names) - number)

        def over(share: float = share) -> bool:
            return should_stop() or clock() >= share

        try:
            conflict = conflict_alone(case, options, name, clock=clock, should_stop=over)
            if conflict is None:
                conflict = conflict_with_others(instance, options, best, name, should_stop=over)
        except SolverError as error:  # the plan is there: what cannot be told must not take it away
            conflict = _unknown(name, f"What keeps {name} from being filled could not be found: {error}.")
        found.append(conflict)
    return tuple(found)


def _unknown(name: str, why: str) -> Conflict:
    return Conflict(line=name, scope="unknown", short=None, items=(), resolutions=(), exact=False, why=why)


def _dropped(setting: Setting, items: Sequence[Item]) -> Setting:
    for item in items:
        setting = item.drop(setting)
    return setting


def _irreducible(trials: Trials, setting: Setting, items: Sequence[Item]) -> list[Item]:
    """Items of which none can be dropped without ending the conflict, all others being dropped."""
    if not trials.fills(_dropped(setting, items)):
        return []
    kept = list(items)
    gone: list[Item] = []
    for item in items:
        if not trials.fills(_dropped(setting, [*gone, item])):
            gone.append(item)
            kept.remove(item)
    return kept


def _resolutions(
    trials: Trials, setting: Setting, items: Sequence[Item], kept: Sequence[Item]
) -> tuple[Resolution, ...]:
    """
    The smallest sets of changes: single items of the conflict, else pairs with one of it, else one set.

    Every set that resolves all touches the irreducible one, and another one where dropping all of the
    first is not enough: no single item and no pair is overlooked.
    """
    if not kept:
        return ()
    sets = [[item] for item in kept if trials.fills(_dropped(setting, [item]))]
    if not sets:
        rest = _dropped(setting, kept)
        others = [item for item in items if item not in kept]
        second = [] if trials.fills(rest) else _irreducible(trials, rest, others)
        pairs = [(item, other) for item in kept for other in second] or list(combinations(kept, 2))
        sets = [list(pair) for pair in pairs if trials.fills(_dropped(setting, pair))]
    if not sets:
        sets = [_restored(trials, setting, items)]
    sized = [
        (_shares(pairs), number, pairs)
        for number, pairs in enumerate(_least(trials, setting, chosen) for chosen in sets[: 2 * TOLD])
    ]
    return tuple(
        Resolution(changes=tuple(item.changed(amount) for item, amount in pairs))
        for _, _, pairs in sorted(sized, key=lambda each: each[:2])[:TOLD]
    )


def _restored(trials: Trials, setting: Setting, items: Sequence[Item]) -> list[Item]:
    """An irreducible set of changes: items are put back one by one while the line stays filled."""
    out = list(items)
    for item in reversed(items):
        rest = [other for other in out if other is not item]
        if trials.fills(_dropped(setting, rest)):
            out = rest
    return out


def _shares(pairs: Sequence[tuple[Item, int]]) -> float:
    return sum(item.share(amount) for item, amount in pairs)


def _least(trials: Trials, setting: Setting, chosen: Sequence[Item]) -> list[tuple[Item, int]]:
    """The least amount of each item of a set, one after the other."""
    amounts = [item.most for item in chosen]
    for number, item in enumerate(chosen):
        if item.whole:
            continue

        def fills(amount: int, number: int = number) -> bool:
            loose = setting
            for index, (each, most) in enumerate(zip(chosen, amounts, strict=True)):
                loose = each.loosen(loose, amount if index == number else most)
            return trials.fills(loose)

        close = CENTS if item.kind == "budget" else 1
        low, high = 0, min(item.most, max(1, item.base // 16))
        while high < item.most and not fills(high):
            low, high = high, min(item.most, 2 * high)
        while high - low > close:
            middle = (low + high) // 2
            low, high = (low, middle) if fills(middle) else (middle, high)
        amounts[number] = high
    return list(zip(chosen, amounts, strict=True))


def _told(
    name: str,
    short: int | None,
    items: tuple[ConflictItem, ...],
    resolutions: tuple[Resolution, ...],
    exact: bool,
) -> Conflict:
    least = f": {short:,} headcount-days stay unfilled at best" if short else ""
    said = [f"{name} cannot be filled even if it were the only line{least}"]
    if items:
        several = "In conflict are" if len(items) > 1 else "In the way is"
        said.append(f"{several}: {'; '.join(item.says for item in items)}")
    else:
        said.append("No single limit, date, policy or authority is in the way: nothing that was tried helps")
    said += _ways(resolutions)
    if not exact:
        said.append("Time ran out before every question was settled")
    return Conflict(
        line=name,
        scope="alone",
        short=short,
        items=items,
        resolutions=resolutions,
        exact=exact,
        why=". ".join(said) + ".",
    )


def _ways(resolutions: Sequence[Resolution]) -> list[str]:
    words = [" and ".join(change.change for change in resolution.changes) for resolution in resolutions]
    if not words:
        return []
    said = [f"The smallest change that would resolve it: {words[0]}"]
    if len(words) > 1:
        said.append(f"Or: {'; or: '.join(words[1:])}")
    return said


# -- beside other lines -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cost:
    """What filling a line first costs: cents, and headcount-days that other lines lose."""

    cents: int
    lost: tuple[tuple[str, int], ...]


def conflict_with_others(
    instance: Instance,
    options: PlanOptions,
    best: Sequence[Sequence[Schedule]],
    name: str,
    *,
    should_stop: Callable[[], bool],
) -> Conflict:
    """What the other lines would lose if a line that could be filled alone were filled first."""
    row = instance.lines.index(name)
    mask = np.zeros(len(instance.lines), dtype=np.bool_)
    mask[row] = True

    def searched(objective: Objective, start: Sequence[Sequence[Schedule]]) -> Search:
        search = Search(
            instance, objective, options, should_stop=should_stop, report=lambda *_: None, start=start
        )
        search.run()
        return search

    # As in a lexicographic plan: first the line alone counts, then money with the line kept filled.
    filled = searched(Objective(weights=mask.astype(np.int64), cost=0), best)
    search = filled
    if filled.score == (0, 0, 0):
        search = searched(Objective(weights=instance.prices, cost=1, levels=((mask, 0),)), filled.best)
    before = Roster(instance, Objective(weights=instance.prices, cost=1))
    before.load(best)
    after = Roster(instance, Objective(weights=instance.prices, cost=1))
    after.load(search.best)
    if search is filled:
        return Conflict(
            line=name,
            scope="others",
            short=0,
            items=(),
            resolutions=(),
            exact=False,
            why=f"{name} could be filled if it were the only line; beside the ceilings, pins and tours that "
            "hold for all lines no plan was found that fills it.",
        )
    change = (after.unfilled() - before.unfilled()).tolist()
    lost = tuple((line, days) for line, days in zip(instance.lines, change, strict=True) if days > 0)
    return _outbid(instance, name, row, before, _Cost(after.value() - before.value(), lost), search)


def _outbid(instance: Instance, name: str, row: int, before: Roster, cost: _Cost, search: Search) -> Conflict:
    days = int(before.unfilled()[row])
    takers = sorted(cost.lost, key=lambda each: -each[1])
    shown = "; ".join(f"{line} would lose {number:,} headcount-days" for line, number in takers[:4])
    dear = -(-max(0, cost.cents) // max(1, days))
    price = int(instance.prices[row]) + dear
    change = ResolvingChange(
        kind="lines",
        subject=name,
        amount=max(0, cost.cents),
        change=f"fill {name} first, for ${max(0, cost.cents) / 100:,.2f} more in all"
        + (f" ({shown})" if shown else ""),
    )
    items = tuple(
        ConflictItem(
            kind="lines",
            subject=line,
            says=f"{line} (priority {int(instance.priorities[instance.lines.index(line)])}) "
            "wants the same people, seats or room under a ceiling",
        )
        for line, _ in takers[:4]
    )
    if not items:
        items = (
            ConflictItem(
                kind="lines",
                subject=name,
                says=f"what {name} is worth at its price does not pay for the tours that would fill it",
            ),
        )
    proved = search.proved or search.gap() == 0
    return Conflict(
        line=name,
        scope="others",
        short=0,
        items=items,
        resolutions=(Resolution(changes=(change,)),),
        exact=proved,
        why=f"{name} could be filled if it were the only line, and is left {days:,} headcount-days short "
        f"for what is worth more: {'; '.join(item.says for item in items)}. The change that resolves it: "
        f"{change.change}; a shortfall price of ${price / 100:,.2f} for a headcount-day of it would ask for "
        "that.",
    )
