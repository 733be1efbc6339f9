"""The floor: who does what now, in arrays that compiled loops change in place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from muster.planner.kernel.chains import read
from muster.planner.kernel.compiled import compiled
from muster.planner.kernel.field import Array, Field, Layout
from muster.planner.master import Objective
from muster.planner.roster import Roster

__all__ = ("Floor", "Worth", "add", "fits", "floor_of", "respond")


class Floor(NamedTuple):
    """
    A roster in arrays: M members, sorted by class, each with at most T tours.

    Attributes
    ----------
    member_first
        ``(C + 1,)`` first member of each class.
    chain
        ``(M, T)`` tours of the field, −1 where the schedule ends.
    idle
        ``(C,)`` members who stay home.
    short, left, arrivals, departures, money
        As in :class:`muster.planner.roster.Roster`.
    overflow, allowed, seats, anywhere
        ``(2, G)`` seats used beyond the places' own, and how many may be; ``(P, G)``; whether lifts for any
        place exist.
    value
        ``(1,)`` the objective without what fixed tours cost.
    """

    member_first: Array
    chain: Array
    idle: Array
    short: Array
    left: Array
    arrivals: Array
    departures: Array
    money: Array
    overflow: Array
    allowed: Array
    seats: Array
    limits: Array
    anywhere: bool
    value: Array


class Worth(NamedTuple):
    """
    What the search pays: ``(L,)`` per headcount-day filled; 1 where cost counts.

    ``charge``, ``late``: ``(signs, H + 1)`` running sums of the charge per person for ceilings that others
    want too; ``frozen`` ``(K,)`` tours that may not be taken out (pins).
    """

    weights: Array
    full: Array
    pay: Array
    cost: int
    charge: Array
    late: Array
    none: Array
    frozen: Array


def floor_of(layout: Layout, objective: Objective, weights: Array, width: int) -> Floor:
    """An empty floor."""
    instance, roster = layout.instance, Roster(layout.instance, objective)
    anywhere = instance.seats_any is not None
    own = np.stack(
        [np.maximum(instance.seats, roster.arrivals), np.maximum(instance.seats, roster.departures)]
    )
    return Floor(
        member_first=np.concatenate([[0], np.cumsum(instance.sizes)]),
        chain=np.full((int(instance.sizes.sum()), width), -1, dtype=np.int64),
        idle=instance.sizes.copy(),
        short=roster.short,
        left=roster.left,
        arrivals=roster.arrivals,
        departures=roster.departures,
        money=roster.money_left,
        overflow=roster._overflow,
        allowed=roster._allowed,
        seats=instance.seats,
        limits=own,
        anywhere=anywhere,
        value=np.array([int((np.maximum(0, roster.short).sum(axis=1) * weights).sum())], dtype=np.int64),
    )


@compiled
def add(field: Field, floor: Floor, worth: Worth, member: int, tour: int, sign: int) -> None:
    """Put a tour into the roster (``sign`` 1), or take it out (−1); the member's chain is the caller's."""
    b = field.block[tour]
    start, end = field.start[tour], field.end[tour]
    ready = start + field.reception[b]
    line, heads = field.line[b], field.heads[b]
    fills = sign * field.fills[b]
    days = 0
    for day in range(ready, end):
        before = floor.short[line, day]
        after = before - fills
        floor.short[line, day] = after
        days += max(after, 0) - max(before, 0)
    group = field.sign[b]
    for at in range(field.sign_first[group], field.sign_first[group + 1]):
        q = field.sign_rows[at]
        begin = ready if field.excluded[q] else start
        for day in range(begin, end):
            floor.left[q, day] -= sign * heads
    for d in range(floor.money.size):
        if field.budget_counts[d, b] and field.budget_run[d, end] > field.budget_run[d, start]:
            floor.money[d] -= sign * field.spend[tour]
    place = field.place[b]
    if place >= 0:
        step = start // field.step
        own = floor.seats[place, step]
        before = max(0, floor.arrivals[place, step] - own)
        floor.arrivals[place, step] += sign * heads
        floor.overflow[0, step] += max(0, floor.arrivals[place, step] - own) - before
        if end < field.horizon:
            step = end // field.step
            own = floor.seats[place, step]
            before = max(0, floor.departures[place, step] - own)
            floor.departures[place, step] += sign * heads
            floor.overflow[1, step] += max(0, floor.departures[place, step] - own) - before
    floor.value[0] += days * worth.weights[line] + sign * worth.cost * field.cost[tour]


@compiled
def seats_left(floor: Floor, row: int, place: int, step: int) -> int:
    """How many more can arrive (row 0) or leave (1)."""
    used = floor.arrivals[place, step] if row == 0 else floor.departures[place, step]
    if not floor.anywhere:
        return int(floor.limits[row, place, step] - used)
    own = max(0, floor.seats[place, step] - used)
    return int(own + floor.allowed[row, step] - floor.overflow[row, step])


@compiled
def fits(field: Field, floor: Floor, tour: int) -> bool:
    """Whether one more tour keeps ceilings, budgets and seats."""
    b = field.block[tour]
    start, end = field.start[tour], field.end[tour]
    ready = start + field.reception[b]
    heads = field.heads[b]
    group = field.sign[b]
    for at in range(field.sign_first[group], field.sign_first[group + 1]):
        q = field.sign_rows[at]
        begin = ready if field.excluded[q] else start
        for day in range(begin, end):
            if floor.left[q, day] < heads:
                return False
    for d in range(floor.money.size):
        if (
            field.budget_counts[d, b]
            and field.budget_run[d, end] > field.budget_run[d, start]
            and field.spend[tour] > max(0, floor.money[d])
        ):
            return False
    place = field.place[b]
    if place >= 0:
        if seats_left(floor, 0, place, start // field.step) < heads:
            return False
        if end < field.horizon and seats_left(floor, 1, place, end // field.step) < heads:
            return False
    return True


@compiled
def respond(
    field: Field,
    floor: Floor,
    worth: Worth,
    c: int,
    pay: Array,
    charge: Array,
    late: Array,
    skip: Array,
    ending: Array,
    best: Array,
    through: Array,
    out: Array,
) -> int:
    """
    The best schedule for one more member of a class, all others staying as they are.

    Exact but for two tours of one schedule that meet in the same lift step or budget: the caller asks
    :func:`fits` again as it adds them.

    Parameters
    ----------
    skip
        ``(L,)`` lines not to be served this time.
    ending, best, through
        Work space: ``(blocks, H + 1)``, ``(slots, H + 1)`` twice.
    out
        Tours of the schedule, −1 after the last.

    Returns
    -------
    int
        What it is worth; 0 = stay home.
    """
    horizon = field.horizon
    first, last = field.class_first[c], field.class_first[c + 1]
    slots = field.slots[c]
    single = field.slot_travel[c, 0] < 0
    tour_end, tour_cost, dwells = field.end, field.cost, field.dwell
    slot_of = field.slot
    dwell_of = field.dwell_of
    travel_of = field.travel
    class_group, group_first = field.class_group, field.group_first
    group_block, group_day = field.group_block, field.group_day
    begins, begin_first = field.begins, field.begin_first
    heads_of = field.heads
    sign_of = field.sign
    place_of = field.place
    reception_of = field.reception
    fills_of = field.fills
    line_of = field.line
    last_of = field.last
    sign_first = field.sign_first
    sign_rows = field.sign_rows
    excluded = field.excluded
    budget_counts = field.budget_counts
    budget_run = field.budget_run
    spend = field.spend
    slot_travel = field.slot_travel
    count = last - first
    served = np.zeros(count, dtype=np.bool_)
    # The first day from which on a ceiling is full, for each set of ceilings in turn.
    full = np.empty((count, horizon + 1), dtype=np.int32)
    full_of = np.empty(count, dtype=np.int64)
    for b in range(first, last):
        row = b - first
        if begin_first[b + 1] == begin_first[b]:
            continue
        line, fills, heads = line_of[b], fills_of[b], heads_of[b]
        begin = begins[begin_first[b]]
        ready = begin + reception_of[b]
        if skip[line]:
            continue
        worthy = pay[line]
        short = floor.short[line]
        total = 0
        for day in range(begin, ready):
            ending[row, day] = 0
        gains = False
        last_end = last_of[b]
        for day in range(ready, last_end):
            ending[row, day] = total
            lack = short[day]
            if lack > 0:
                total += min(fills, lack) * worthy[day]
                gains = True
        ending[row, last_end] = total
        if not gains:
            continue
        served[row] = True
        same = -1
        for other in range(row):
            if served[other] and full_of[other] == other:
                o = first + other
                if sign_of[o] == sign_of[b] and heads_of[o] == heads and reception_of[o] == reception_of[b]:
                    same = other
                    break
        if same >= 0:
            full_of[row] = same
            continue
        full_of[row] = row
        group = sign_of[b]
        for day in range(horizon + 1):
            full[row, day] = horizon + 1
        for at in range(sign_first[group], sign_first[group + 1]):
            q = sign_rows[at]
            left = floor.left[q]
            shift = reception_of[b] if excluded[q] else 0
            coming = horizon + 1
            for day in range(horizon - 1, -1, -1):
                if left[day] < heads:
                    coming = day
                if day >= shift and coming < full[row, day - shift]:
                    full[row, day - shift] = coming
    for s in range(slots):
        best[s, horizon] = 0
        through[s, horizon] = -1
    covered = horizon
    for turn in range(class_group[c + 1] - 1, class_group[c] - 1, -1):
        b = group_block[turn]
        row = b - first
        if not served[row]:
            continue
        day = group_day[turn]
        if day < covered:
            for s in range(slots):
                after = best[s, covered]
                for between in range(day, covered):
                    best[s, between] = after
                    through[s, between] = -1
            covered = day
        into = slot_of[b]
        heads = heads_of[b]
        group, place = sign_of[b], place_of[b]
        if place >= 0 and seats_left(floor, 0, place, day // field.step) < heads:
            continue
        ready_day = min(day + reception_of[b], horizon)
        come = ending[row, ready_day] - heads * (charge[group, day] + late[group, ready_day])
        until = full[full_of[row], day]
        table = dwell_of[b]
        top = best[into, day] + come
        chosen = through[into, day]
        home = travel_of[b]
        for at in range(group_first[turn + 1] - 1, group_first[turn] - 1, -1):
            stop = tour_end[at]
            if stop > until:
                continue
            ready = min(stop + dwells[table, stop - day], horizon)
            then = best[0, ready]
            if not single:
                then = 0
                for s in range(slots):
                    apart = min(max(ready, stop + home + slot_travel[c, s]), horizon)
                    then = max(then, best[s, apart])
            value = (
                ending[row, stop]
                - heads * (charge[group, stop] + late[group, stop])
                - tour_cost[at] * worth.cost
                + then
            )
            if value <= top:
                continue
            if place >= 0 and stop < horizon and seats_left(floor, 1, place, stop // field.step) < heads:
                continue
            broke = False
            for d in range(floor.money.size):
                if (
                    budget_counts[d, b]
                    and budget_run[d, stop] > budget_run[d, day]
                    and spend[at] > floor.money[d]
                ):
                    broke = True
            if broke:
                continue
            top = value
            chosen = at
        best[into, day] = top - come
        through[into, day] = chosen
    for s in range(slots):
        after = best[s, covered]
        for between in range(covered):
            best[s, between] = after
            through[s, between] = -1
    return read(field, c, best, through, out)
