"""Compiled pricing: the best schedule of every class, as in :mod:`muster.planner.pricing`."""

from __future__ import annotations

import numpy as np

from muster.planner.kernel.compiled import compiled
from muster.planner.kernel.field import Array, Field

__all__ = ("best_chains", "loads", "prepare", "read")


@compiled
def best_chains(
    field: Field,
    low: int,
    high: int,
    cover: Array,
    cover_run: Array,
    charge: Array,
    late: Array,
    arrive: Array,
    depart: Array,
    cost_scale: int,
    budget: Array,
    pin_tour: Array,
    pin_bonus: Array,
    values: Array,
    chains: Array,
) -> None:
    """
    Best schedules of the classes ``low`` to ``high``.

    Parameters
    ----------
    cover, cover_run
        ``(L, H)`` paid per headcount filled, and its running sums ``(L, H + 1)``.
    charge, late
        ``(signs, H + 1)`` running sums of the charge per person, from arrival and from the end of reception.
    arrive, depart
        ``(P, H)`` per seat, by day.
    budget
        ``(D,)`` per cent spent.
    pin_tour, pin_bonus
        Sorted tours that are paid more, and how much more.
    values, chains
        Out: ``(C,)`` and ``(C, T)`` tours of the field, −1 where the schedule ends.
    """
    horizon = field.horizon
    most = 0
    for c in range(low, high):
        most = max(most, field.class_first[c + 1] - field.class_first[c])
    ending = np.empty((most + 1, horizon + 1), dtype=np.int64)
    starting = np.empty((most + 1, horizon + 1), dtype=np.int64)
    dear = np.empty(most + 1, dtype=np.int64)
    loose = np.empty(most + 1, dtype=np.bool_)
    paid = np.empty(horizon + 1, dtype=np.int64)
    width = field.slot_travel.shape[1]
    best = np.empty((width, horizon + 1), dtype=np.int64)
    through = np.empty((width, horizon + 1), dtype=np.int64)
    tour_end, tour_cost, dwells = field.end, field.cost, field.dwell
    slot_of = field.slot
    dwell_of = field.dwell_of
    travel_of = field.travel
    class_group, group_first = field.class_group, field.group_first
    group_block, group_day = field.group_block, field.group_day
    begins, begin_first = field.begins, field.begin_first
    last_of = field.last
    budget_counts = field.budget_counts
    budget_run = field.budget_run
    spend = field.spend
    slot_travel = field.slot_travel
    class_first = field.class_first
    slots_of = field.slots
    plain = pin_tour.size == 0
    for c in range(low, high):
        first, last = class_first[c], class_first[c + 1]
        slots = slots_of[c]
        single = slot_travel[c, 0] < 0
        for b in range(first, last):
            row = b - first
            if begin_first[b + 1] > begin_first[b]:
                begin = begins[begin_first[b]]
                stop = last_of[b]
                prepare(
                    field,
                    b,
                    begin,
                    stop,
                    cover,
                    cover_run,
                    charge,
                    late,
                    arrive,
                    depart,
                    paid,
                    ending[row],
                    starting[row],
                )
                dear[row], loose[row] = charged(field, b, begin, stop, cost_scale, budget)
        for s in range(slots):
            best[s, horizon] = 0
            through[s, horizon] = -1
        covered = horizon
        for group in range(class_group[c + 1] - 1, class_group[c] - 1, -1):
            day = group_day[group]
            if day < covered:
                for s in range(slots):
                    after = best[s, covered]
                    for between in range(day, covered):
                        best[s, between] = after
                        through[s, between] = -1
                covered = day
            b = group_block[group]
            row = b - first
            into = slot_of[b]
            come = starting[row, day]
            table = dwell_of[b]
            price = dear[row]
            top = best[into, day] + come
            chosen = through[into, day]
            if single and plain and not loose[row]:
                for at in range(group_first[group + 1] - 1, group_first[group] - 1, -1):
                    stop = tour_end[at]
                    ready = min(stop + dwells[table, stop - day], horizon)
                    value = ending[row, stop] - tour_cost[at] * price + best[0, ready]
                    if value > top:
                        top = value
                        chosen = at
            else:
                home = travel_of[b]
                for at in range(group_first[group + 1] - 1, group_first[group] - 1, -1):
                    stop = tour_end[at]
                    ready = min(stop + dwells[table, stop - day], horizon)
                    then = best[0, ready]
                    if not single:
                        then = 0
                        for s in range(slots):
                            apart = min(max(ready, stop + home + slot_travel[c, s]), horizon)
                            then = max(then, best[s, apart])
                    value = ending[row, stop] - tour_cost[at] * price + then
                    if loose[row]:
                        for d in range(budget.size):
                            if budget_counts[d, b] and budget_run[d, stop] > budget_run[d, day]:
                                value -= spend[at] * budget[d]
                    if not plain:
                        found = np.searchsorted(pin_tour, at)
                        if found < pin_tour.size and pin_tour[found] == at:
                            value += pin_bonus[found]
                    if value > top:
                        top = value
                        chosen = at
            best[into, day] = top - come
            through[into, day] = chosen
        for s in range(slots):
            after = best[s, covered]
            for between in range(covered):
                best[s, between] = after
                through[s, between] = -1
        values[c] = read(field, c, best, through, chains[c])


@compiled
def charged(field: Field, b: int, begin: int, stop: int, cost_scale: int, budget: Array) -> tuple[int, bool]:
    """What a cent of cost is charged, and whether budgets must be looked up tour by tour."""
    price = cost_scale
    for d in range(budget.size):
        if budget[d] > 0 and field.budget_counts[d, b]:
            run = field.budget_run[d]
            if field.spent_is_cost and run[stop] - run[begin] == stop - begin:
                price += budget[d]
            else:
                return cost_scale, True
    return price, False


@compiled
def prepare(
    field: Field,
    b: int,
    begin: int,
    stop: int,
    cover: Array,
    cover_run: Array,
    charge: Array,
    late: Array,
    arrive: Array,
    depart: Array,
    paid: Array,
    ending: Array,
    starting: Array,
) -> None:
    """Worth of a block's tours by their days: value = ``ending[end]`` − ``starting[start]`` − cost."""
    line, fills, heads = field.line[b], field.fills[b], field.heads[b]
    place, reception = field.place[b], field.reception[b]
    within, after = charge[field.sign[b]], late[field.sign[b]]
    ends = field.stops[field.stop_first[b] : field.stop_first[b + 1]]
    starts = field.begins[field.begin_first[b] : field.begin_first[b + 1]]
    run = cover_run[line]
    times = fills
    if fills > field.least[line]:
        paid[begin] = 0
        for day in range(begin, stop):
            paid[day + 1] = paid[day] + cover[line, day] * min(fills, field.demand[line, day])
        run = paid
        times = 1
    for day in ends:
        ending[day] = times * run[day] - heads * (within[day] + after[day])
    for day in starts:
        starting[day] = times * run[day + reception] - heads * (within[day] + after[day + reception])
    if place >= 0:
        coming, leaving = arrive[place], depart[place]
        for day in ends:
            ending[day] -= heads * leaving[day]
        for day in starts:
            starting[day] += heads * coming[day]


@compiled
def read(field: Field, c: int, best: Array, through: Array, out: Array) -> int:
    """The best chain in the table, and what it is worth."""
    horizon = field.horizon
    for index in range(out.size):
        out[index] = -1
    slots = field.slots[c]
    slot = 0
    for s in range(slots):
        if best[s, 0] > best[slot, 0]:
            slot = s
    worth = best[slot, 0]
    if worth <= 0:
        return 0
    day = 0
    count = 0
    while day < horizon and best[slot, day] > 0:
        while day < horizon and best[slot, day] == best[slot, day + 1]:
            day += 1
        if day >= horizon:
            break
        tour = through[slot, day]
        out[count] = tour
        count += 1
        b = field.block[tour]
        stop = field.end[tour]
        ready = min(stop + field.dwell[field.dwell_of[b], stop - field.start[tour]], horizon)
        if field.slot_travel[c, 0] < 0:
            day = ready
            continue
        onward = 0
        day = horizon
        for s in range(slots):
            then = min(max(ready, stop + field.travel[b] + field.slot_travel[c, s]), horizon)
            if best[s, then] > onward:
                onward = best[s, then]
                slot = s
                day = then
    return int(worth)


@compiled
def loads(
    field: Field,
    chains: Array,
    members: Array,
    filled: Array,
    crowd: Array,
    arrive: Array,
    depart: Array,
    spent: Array,
) -> None:
    """
    Add what schedules fill and use, times ``members``.

    Parameters
    ----------
    chains, members
        ``(n, T)`` and ``(n,)``.
    filled
        ``(L, H + 1)`` differences along days of the headcount filled, no more than is asked for.
    crowd
        ``(Q, H + 1)`` differences along days of the people present, as each ceiling counts.
    arrive, depart, spent
        ``(P, G)`` seats; ``(D,)`` cents.
    """
    horizon = field.horizon
    for c in range(chains.shape[0]):
        times = members[c]
        for index in range(chains.shape[1]):
            tour = chains[c, index]
            if tour < 0:
                break
            b = field.block[tour]
            start, end = field.start[tour], field.end[tour]
            line, fills, heads = field.line[b], field.fills[b], field.heads[b]
            ready = start + field.reception[b]
            if fills > field.least[line]:
                for day in range(ready, end):
                    useful = min(fills, field.demand[line, day])
                    filled[line, day] += times * useful
                    filled[line, day + 1] -= times * useful
            else:
                filled[line, ready] += times * fills
                filled[line, end] -= times * fills
            sign = field.sign[b]
            for at in range(field.sign_first[sign], field.sign_first[sign + 1]):
                q = field.sign_rows[at]
                begin = ready if field.excluded[q] else start
                crowd[q, begin] += times * heads
                crowd[q, end] -= times * heads
            place = field.place[b]
            if place >= 0:
                arrive[place, start // field.step] += times * heads
                if end < horizon:
                    depart[place, end // field.step] += times * heads
            for d in range(spent.size):
                if field.budget_counts[d, b] and field.budget_run[d, end] > field.budget_run[d, start]:
                    spent[d] += times * field.spend[tour]
