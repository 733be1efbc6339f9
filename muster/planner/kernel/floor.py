"""The floor: who does what now, in arrays that compiled loops change in place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from muster.planner.kernel.chains import highest_of, last_of, look_ahead, read
from muster.planner.kernel.compiled import alone, inner, whole
from muster.planner.kernel.field import ANY, NEVER, Array, Field, Layout, cost_of, stay_of
from muster.planner.master import Objective
from muster.planner.roster import Roster

#: Ends of a tour from which on they are looked at side by side.
WIDE = 5

#: What :func:`add` does with a tour, and the rows of seats.
PUT, TAKE = whole(1), whole(-1)
ARRIVING, LEAVING = whole(0), whole(1)

__all__ = ("PUT", "TAKE", "Floor", "Worth", "add", "fits", "floor_of", "respond")


class Floor(NamedTuple):
    """
    A roster in arrays: M members, sorted by class, each with at most T tours.

    Attributes
    ----------
    member_first
        ``(C + 1,)`` first member of each class.
    chain
        ``(M, T)`` tours, −1 where the schedule ends.
    stays
        ``(M, T, 4)`` line, first day, the day after the last and block of each tour of the chain.
    idle
        ``(C,)`` members who stay home.
    gaps
        ``(L,)`` days on which each line is short.
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
    stays: Array
    idle: Array
    short: Array
    gaps: Array
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
    want too; ``arrive``, ``depart``: ``(P, G)`` the charge per seat; ``none`` and ``free`` are as large and
    charge nothing; ``frozen`` the tours, sorted, that may not be taken out (pins).
    """

    weights: Array
    cost: int
    charge: Array
    late: Array
    none: Array
    arrive: Array
    depart: Array
    free: Array
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
        stays=np.zeros((int(instance.sizes.sum()), width, 4), dtype=np.int32),
        idle=instance.sizes.copy(),
        short=roster.short,
        gaps=(roster.short > 0).sum(axis=1),
        left=roster.left,
        arrivals=roster.arrivals,
        departures=roster.departures,
        money=roster.money_left,
        overflow=roster._overflow,
        allowed=roster._allowed,
        seats=instance.seats,
        limits=own,
        anywhere=anywhere,
        value=alone(int((np.maximum(0, roster.short).sum(axis=1) * weights).sum())),
    )


@inner
def add(field: Field, floor: Floor, worth: Worth, member: int, tour: int, sign: int) -> None:
    """Put a tour into the roster (``sign`` 1), or take it out (−1); the member's chain is the caller's."""
    b, start, end = stay_of(field, tour)
    ready = start + field.reception[b]
    line, heads = field.line[b], field.heads[b]
    fills = sign * field.fills[b]
    days = 0
    gaps = 0
    for day in range(ready, end):
        before = floor.short[line, day]
        after = before - fills
        floor.short[line, day] = after
        days += max(after, 0) - max(before, 0)
        gaps += int(after > 0) - int(before > 0)
    floor.gaps[line] += gaps
    group = field.sign[b]
    for at in range(field.sign_first[group], field.sign_first[group + 1]):
        q = field.sign_rows[at]
        begin = ready if field.excluded[q] else start
        for day in range(begin, end):
            floor.left[q, day] -= sign * heads
    cost = cost_of(field, b, start, end, tour)
    spent = field.spend[tour] if field.spend.size else cost
    for d in range(floor.money.size):
        if field.budget_counts[d, b] and field.budget_run[d, end] > field.budget_run[d, start]:
            floor.money[d] -= sign * spent
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
    floor.value[0] += days * worth.weights[line] + sign * worth.cost * cost


@inner
def seats_left(floor: Floor, row: int, place: int, step: int) -> int:
    """How many more can arrive (row 0) or leave (1)."""
    used = floor.arrivals[place, step] if row == 0 else floor.departures[place, step]
    if not floor.anywhere:
        return int(floor.limits[row, place, step] - used)
    own = max(0, floor.seats[place, step] - used)
    return int(own + floor.allowed[row, step] - floor.overflow[row, step])


@inner
def fits(field: Field, floor: Floor, tour: int) -> bool:
    """Whether one more tour keeps ceilings, budgets and seats."""
    b, start, end = stay_of(field, tour)
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
        if field.budget_counts[d, b] and field.budget_run[d, end] > field.budget_run[d, start]:
            spent = field.spend[tour] if field.spend.size else cost_of(field, b, start, end, tour)
            if spent > max(0, floor.money[d]):
                return False
    place = field.place[b]
    if place >= 0:
        if seats_left(floor, ARRIVING, place, start // field.step) < heads:
            return False
        if end < field.horizon and seats_left(floor, LEAVING, place, end // field.step) < heads:
            return False
    return True


@inner
def respond(
    field: Field,
    floor: Floor,
    worth: Worth,
    c: int,
    priced: bool,
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
    priced
        Whether people and seats are charged for the ceilings and lifts that others want too.
    skip
        ``(L,)`` lines not to be served this time.
    ending, best, through
        Work space: ``(4, blocks, H + 1)``, ``(slots, H + 1)`` twice.
    out
        Tours of the schedule, −1 after the last.

    Returns
    -------
    int
        What it is worth; 0 = stay home.
    """
    horizon, step, stride = field.horizon, field.step, field.stride
    first, last = field.class_first[c], field.class_first[c + 1]
    slots = field.slots[c]
    single = field.slot_travel[c, 0] < 0
    after = field.after
    grid_of, grid_first = field.grid, field.grid_first
    begins, first_end, last_end = field.start, field.first_end, field.last_end
    stop_first, stops, stop_step = field.stop_first, field.stops, field.stop_step
    heads_of = field.heads
    sign_of = field.sign
    reception_of = field.reception
    sign_first = field.sign_first
    sign_rows = field.sign_rows
    excluded = field.excluded
    slot_travel = field.slot_travel
    charge, late = (worth.charge, worth.late) if priced else (worth.none, worth.none)
    arrive, depart = (worth.arrive, worth.depart) if priced else (worth.free, worth.free)
    count = last - first
    served = np.empty(count, dtype=np.int64)
    cursor = np.empty(count, dtype=np.int64)
    # What a tour costs whatever its length, and the day for which that was asked: on most it is the same.
    opening = np.empty(count, dtype=np.int64)
    opened = np.empty(count, dtype=np.int64)
    serving = 0
    total_of, net_of, crest, whole = ending[0], ending[1], ending[2], ending[3]
    # The first day from which on a ceiling is full, for each set of ceilings in turn.
    full = np.empty((count, horizon + 1), dtype=np.int32)
    full_of = np.empty(count, dtype=np.int64)
    simple = field.in_cents and field.charged.size == 0
    # Best worth after a tour from one day, by table of dwell and by the stride on which it ends.
    strided = single and simple
    for d in range(floor.money.size):
        strided = strided and floor.money[d] >= field.dearest
    near_of, far_of, odd_of, stop_stride = field.near, field.far, field.odd, field.stop_stride
    onward = np.empty((after.shape[0], horizon // stride + 1), dtype=np.int64)
    reached = np.empty(after.shape[0], dtype=np.int64)
    seats, limits, anywhere = floor.seats, floor.limits, floor.anywhere
    arrivals, departures = floor.arrivals, floor.departures
    allowed, overflow, money = floor.allowed, floor.overflow, floor.money
    budget_counts, budget_run, spend = field.budget_counts, field.budget_run, field.spend

    # A call with the whole floor takes longer than these: what stands here is compiled in place.
    def lacks_seats(row: int, place: int, at: int, people: int) -> bool:
        used = arrivals[place, at] if row == 0 else departures[place, at]
        if not anywhere:
            return bool(limits[row, place, at] - used < people)
        own = max(0, seats[place, at] - used)
        return bool(own + allowed[row, at] - overflow[row, at] < people)

    def affordable(block: int, start: int, end: int, tour: int) -> bool:
        fine = True
        for d in range(money.size):
            if budget_counts[d, block] and budget_run[d, end] > budget_run[d, start]:
                spent = spend[tour] if spend.size else cost_of(field, block, start, end, tour)
                fine = fine and spent <= money[d]
        return fine

    nothing = -(1 << 62)
    day = NEVER
    for b in range(first, last):
        row = b - first
        line, fills, heads = field.line[b], field.fills[b], heads_of[b]
        if skip[line] or floor.gaps[line] == 0:
            continue
        grid = grid_of[b]
        begin = begins[grid_first[grid]]
        ready = begin + reception_of[b]
        last_end_day = stops[stop_first[grid + 1] - 1]
        short, weight = floor.short[line], worth.weights[line]
        gains = False
        for at in range(ready, last_end_day):
            if short[at] > 0:
                gains = True
                break
        if not gains:
            continue
        raw = total_of[row]
        total = 0
        for at in range(begin, ready):
            raw[at] = 0
        for at in range(ready, last_end_day):
            raw[at] = total
            lack = short[at]
            if lack > 0:
                total += min(fills, lack) * weight
        raw[last_end_day] = total
        group = sign_of[b]
        net, within, later = net_of[row], charge[group], late[group]
        tariff, heads_paid = field.tariff[b], worth.cost * field.priced_heads[b] if simple else 0
        place = field.place[b]
        highest = nothing
        for index in range(stop_first[grid], stop_first[grid + 1]):
            stop = stops[index]
            value = raw[stop] - heads * (within[stop] + later[stop])
            value -= heads_paid * field.day_run[tariff, stop]
            if place >= 0 and stop < horizon:
                leaving = stop_step[index]
                value -= heads * depart[place, leaving]
                if lacks_seats(1, place, leaving, heads):
                    value = nothing
            net[stop] = value
            if stop_stride[index] >= 0:
                whole[row, stop_stride[index]] = value
            highest = max(highest, value)
            crest[row, stop] = highest
        served[serving] = row
        opened[row] = horizon
        cursor[serving] = grid_first[grid + 1] - 1
        day = max(day, begins[cursor[serving]])
        serving += 1
        same = -1
        for index in range(serving - 1):
            other = served[index]
            if full_of[other] == other:
                o = first + other
                if sign_of[o] == group and heads_of[o] == heads and reception_of[o] == reception_of[b]:
                    same = other
                    break
        if same >= 0:
            full_of[row] = same
            continue
        full_of[row] = row
        for at in range(horizon + 1):
            full[row, at] = horizon + 1
        for index in range(sign_first[group], sign_first[group + 1]):
            q = sign_rows[index]
            left = floor.left[q]
            shift = reception_of[b] if excluded[q] else 0
            coming = horizon + 1
            for at in range(horizon - 1, -1, -1):
                if left[at] < heads:
                    coming = at
                if at >= shift and coming < full[row, at - shift]:
                    full[row, at - shift] = coming
    for s in range(slots):
        best[s, horizon] = 0
        through[s, horizon] = -1
    covered = horizon
    while day >= 0:
        for s in range(slots):
            value = best[s, covered]
            for between in range(day, covered):
                best[s, between] = value
                through[s, between] = -1
        covered = day
        coming = -1
        arriving = day // step
        reached[:] = day // stride
        for position in range(serving - 1, -1, -1):
            at = cursor[position]
            row = served[position]
            b = first + row
            grid = grid_of[b]
            if at < grid_first[grid]:
                continue
            if begins[at] < day:
                coming = max(coming, begins[at])
                continue
            cursor[position] = at - 1
            if at > grid_first[grid]:
                coming = max(coming, begins[at - 1])
            until = full[full_of[row], day]
            soonest, latest = first_end[at], last_end[at]
            if soonest > until:
                continue
            into = field.slot[b]
            heads = heads_of[b]
            group, place = sign_of[b], field.place[b]
            if place >= 0 and lacks_seats(0, place, arriving, heads):
                continue
            ready_day = min(day + reception_of[b], horizon)
            come = total_of[row, ready_day] - heads * (charge[group, day] + late[group, ready_day])
            if place >= 0:
                come += heads * arrive[place, arriving]
            tariff = field.tariff[b]
            if simple and worth.cost:
                if field.same_until[tariff, day] <= opened[row]:
                    opening[row] = cost_of(field, b, day, day, ANY)
                    opened[row] = day
                come += worth.cost * (opening[row] - field.priced_heads[b] * field.day_run[tariff, day])
            table = field.dwell_of[b]
            top = best[into, day] + come
            chosen = through[into, day]
            home = field.travel[b]
            number = field.tour_first[b] + field.before[at] - field.before[grid_first[grid]]
            order = field.counts[at] - 1
            if single and simple:
                soon = best[0, min(day + after[table, soonest - day], horizon)]
                if crest[row, latest] + soon <= top:
                    continue
            near = near_of[at]
            if strided and near >= 0 and order >= WIDE:
                far, odd = min(far_of[at], until // stride), odd_of[at]
                if 0 <= odd <= until:
                    value = net_of[row, odd] + best[0, min(day + after[table, odd - day], horizon)]
                    if value > top:
                        top = value
                        chosen = number + order
                if near <= far:
                    if reached[table] < far:
                        look_ahead(best[0], after[table], day, stride, reached[table], far, onward[table])
                        reached[table] = far
                    value = highest_of(whole[row], onward[table], near, far)
                    if value > top:
                        top = value
                        chosen = number + last_of(whole[row], onward[table], near, far, value)
                best[into, day] = top - come
                through[into, day] = chosen
                continue
            if latest > until:
                order = min(order - 1, (until - soonest) // stride)
            for index in range(order, -1, -1):
                stop = min(latest, soonest + index * stride)
                ready = min(day + after[table, stop - day], horizon)
                then = best[0, ready]
                if not single:
                    then = 0
                    for s in range(slots):
                        apart = min(max(ready, stop + home + slot_travel[c, s]), horizon)
                        then = max(then, best[s, apart])
                value = net_of[row, stop] + then
                if not simple and worth.cost:
                    value -= worth.cost * cost_of(field, b, day, stop, number + index)
                if value > top and affordable(b, day, stop, number + index):
                    top = value
                    chosen = number + index
            best[into, day] = top - come
            through[into, day] = chosen
        day = coming
    for s in range(slots):
        value = best[s, covered]
        for between in range(covered):
            best[s, between] = value
            through[s, between] = -1
    return read(field, c, best, through, out)
