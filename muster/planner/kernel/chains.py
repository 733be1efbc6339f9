"""Compiled pricing: the best schedule of every class, as in :mod:`muster.planner.pricing`."""

from __future__ import annotations

import numpy as np

from muster.planner.kernel.compiled import compiled, inner
from muster.planner.kernel.field import ANY, NEVER, Array, Field, cost_of, stay_of

__all__ = (
    "best_chains",
    "highest_of",
    "last_of",
    "loads",
    "look_ahead",
    "pay",
    "prepare",
    "prepare_strides",
    "read",
    "swift_chain",
)


@compiled
def best_chains(
    field: Field,
    classes: Array,
    paid: Array,
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
    Best schedules of some classes.

    Parameters
    ----------
    paid
        ``(pairs, H + 1)`` running sums of what is paid for filling a line with so many people, as
        :func:`pay` tells them.
    charge, late
        ``(signs, H + 1)`` running sums of the charge per person, from arrival and from the end of reception.
    arrive, depart
        ``(P, H + 1)`` per seat, by day; like the three before in the order of the field's ``place_of``.
    budget
        ``(D,)`` per cent spent.
    pin_tour, pin_bonus
        Sorted tours that are paid more, and how much more.
    values, chains
        Out: ``(C,)`` and ``(C, T)`` tours of the field, −1 where the schedule ends.
    """
    horizon, stride = field.horizon, field.stride
    most = 0
    for c in classes:
        most = max(most, field.class_first[c + 1] - field.class_first[c])
    ending = np.empty((most + 1, horizon + 1), dtype=np.int64)
    starting = np.empty((most + 1, horizon + 1), dtype=np.int64)
    crest = np.empty((most + 1, horizon + 1), dtype=np.int64)
    whole = np.empty((most + 1, horizon // stride + 1), dtype=np.int64)
    # Best worth after a tour from one day, by table of dwell and by end: for most blocks it is the same.
    onward = np.empty((field.after.shape[0], horizon // stride + 1), dtype=np.int64)
    asked = np.empty(field.after.shape[0], dtype=np.int64)
    reached = np.empty(field.after.shape[0], dtype=np.int64)
    cursor = np.empty(most + 1, dtype=np.int64)
    dear = np.empty(most + 1, dtype=np.int64)
    loose = np.empty(most + 1, dtype=np.bool_)
    width = field.slot_travel.shape[1]
    best = np.empty((width, horizon + 1), dtype=np.int64)
    through = np.empty((width, horizon + 1), dtype=np.int64)
    after = field.after
    tour_first, grid_of, grid_first = field.tour_first, field.grid, field.grid_first
    begins, first_end, last_end = field.start, field.first_end, field.last_end
    before, counts, near, far, odd = field.before, field.counts, field.near, field.far, field.odd
    budget_counts, budget_run = field.budget_counts, field.budget_run
    slot_travel = field.slot_travel
    plain = pin_tour.size == 0
    simple = plain and field.in_cents and field.charged.size == 0
    opening = np.empty_like(whole)
    summit = np.empty_like(whole)
    for c in classes:
        first, last = field.class_first[c], field.class_first[c + 1]
        slots = field.slots[c]
        single = slot_travel[c, 0] < 0
        if not charged(field, c, cost_scale, budget, dear, loose) and simple and single:
            swift_chain(
                field,
                c,
                dear,
                paid,
                charge,
                late,
                arrive,
                depart,
                ending,
                starting,
                whole,
                opening,
                summit,
                onward,
                reached,
                best[0],
                through[0],
            )
            values[c] = read(field, c, best, through, chains[c])
            continue
        day = NEVER
        for b in range(first, last):
            row = b - first
            grid = grid_of[b]
            cursor[row] = grid_first[grid + 1] - 1
            fast = simple and single and not loose[row]
            prepare(
                field,
                b,
                dear[row] if fast else 0,
                paid[field.pair[b]],
                charge,
                late,
                arrive,
                depart,
                ending[row],
                starting[row],
                crest[row],
                whole[row],
            )
            day = max(day, begins[cursor[row]])
        for s in range(slots):
            best[s, horizon] = 0
            through[s, horizon] = -1
        asked[:] = -1
        covered = horizon
        while day >= 0:
            for s in range(slots):
                value = best[s, covered]
                for between in range(day, covered):
                    best[s, between] = value
                    through[s, between] = -1
            covered = day
            coming = -1
            for b in range(last - 1, first - 1, -1):
                row = b - first
                at = cursor[row]
                grid = grid_of[b]
                if at < grid_first[grid]:
                    continue
                if begins[at] < day:
                    coming = max(coming, begins[at])
                    continue
                cursor[row] = at - 1
                if at > grid_first[grid]:
                    coming = max(coming, begins[at - 1])
                into = field.slot[b]
                come = starting[row, day]
                table = field.dwell_of[b]
                price = dear[row]
                top = best[into, day] + come
                chosen = through[into, day]
                soonest, latest = first_end[at], last_end[at]
                number = tour_first[b] + before[at] - before[grid_first[grid]]
                order = counts[at] - 1
                if simple and single and not loose[row]:
                    soon = best[0, min(day + after[table, soonest - day], horizon)]
                    if crest[row, latest] + soon <= top:
                        continue
                    if near[at] < 0:
                        for index in range(order, -1, -1):
                            stop = min(latest, soonest + index * stride)
                            ready = min(day + after[table, stop - day], horizon)
                            value = ending[row, stop] + best[0, ready]
                            if value > top:
                                top = value
                                chosen = number + index
                    else:
                        if odd[at] >= 0:
                            ready = min(day + after[table, latest - day], horizon)
                            value = ending[row, latest] + best[0, ready]
                            if value > top:
                                top = value
                                chosen = number + order
                        if asked[table] != day:
                            asked[table], reached[table] = day, day // stride
                        if reached[table] < far[at]:
                            look_ahead(
                                best[0], after[table], day, stride, reached[table], far[at], onward[table]
                            )
                            reached[table] = far[at]
                        value = highest_of(whole[row], onward[table], near[at], far[at])
                        if value > top:
                            top = value
                            chosen = number + last_of(whole[row], onward[table], near[at], far[at], value)
                else:
                    home = field.travel[b]
                    for index in range(order, -1, -1):
                        stop = min(latest, soonest + index * stride)
                        ready = min(day + after[table, stop - day], horizon)
                        then = best[0, ready]
                        if not single:
                            then = 0
                            for s in range(slots):
                                apart = min(max(ready, stop + home + slot_travel[c, s]), horizon)
                                then = max(then, best[s, apart])
                        tour = number + index
                        cost = cost_of(field, b, day, stop, tour)
                        value = ending[row, stop] - cost * price + then
                        if loose[row]:
                            spent = field.spend[tour] if field.spend.size else cost
                            for d in range(budget.size):
                                if budget_counts[d, b] and budget_run[d, stop] > budget_run[d, day]:
                                    value -= spent * budget[d]
                        if not plain:
                            found = np.searchsorted(pin_tour, tour)
                            if found < pin_tour.size and pin_tour[found] == tour:
                                value += pin_bonus[found]
                        if value > top:
                            top = value
                            chosen = tour
                best[into, day] = top - come
                through[into, day] = chosen
            day = coming
        for s in range(slots):
            value = best[s, covered]
            for between in range(covered):
                best[s, between] = value
                through[s, between] = -1
        values[c] = read(field, c, best, through, chains[c])


@inner
def swift_chain(
    field: Field,
    c: int,
    dear: Array,
    paid: Array,
    charge: Array,
    late: Array,
    arrive: Array,
    depart: Array,
    ending: Array,
    starting: Array,
    whole: Array,
    opening: Array,
    summit: Array,
    onward: Array,
    reached: Array,
    best: Array,
    through: Array,
) -> None:
    """
    The search of :func:`best_chains` for a class whose tours' costs are sums over days and one slot.

    It goes through the class's agenda, stride by stride.

    Parameters
    ----------
    ending, starting, whole, opening, summit
        Work space; see :func:`prepare_strides`.
    """
    horizon, stride = field.horizon, field.stride
    first = field.class_first[c]
    after, table_of, at_day = field.after, field.dwell_of, field.place_of
    rows, ats, days = field.agenda_row, field.agenda_at, field.agenda_day
    nears, fars, odds = field.agenda_near, field.agenda_far, field.agenda_odd
    prepare_strides(
        field, c, dear, paid, charge, late, arrive, depart, ending, starting, whole, opening, summit
    )
    best[horizon] = 0
    through[horizon] = -1
    covered = horizon
    item, stop_item = field.agenda[c], field.agenda[c + 1]
    while item < stop_item:
        day = days[item]
        top = best[covered]
        for between in range(day, covered):
            best[between] = top
            through[between] = -1
        covered = day
        week = day // stride
        reached[:] = week
        chosen = -1
        length = 0
        while item < stop_item and days[item] == day:
            row, near, far = rows[item], nears[item], fars[item]
            come = opening[row, week] if near >= 0 else starting[row, day]
            table = table_of[first + row]
            if near < 0:
                at = ats[item]
                soonest, latest = field.first_end[at], field.last_end[at]
                for index in range(field.counts[at] - 1, -1, -1):
                    stop = min(latest, soonest + index * stride)
                    ready = min(day + after[table, stop - day], horizon)
                    value = whole[row, stop // stride] if stop % stride == 0 else ending[row, at_day[stop]]
                    value += best[ready] - come
                    if value > top:
                        top, chosen, length = value, item, index
                item += 1
                continue
            odd = odds[item]
            if odd >= 0:
                ready = min(day + after[table, odd - day], horizon)
                value = ending[row, at_day[odd]] + best[ready] - come
                if value > top:
                    top, chosen, length = value, item, field.counts[ats[item]] - 1
            if reached[table] < far:
                look_ahead(best, after[table], day, stride, reached[table], far, onward[table])
                reached[table] = far
            if near <= far and summit[row, far] + onward[table, near] - come > top:
                value = highest_of(whole[row], onward[table], near, far) - come
                if value > top:
                    top, chosen = value, item
                    length = last_of(whole[row], onward[table], near, far, value + come)
            item += 1
        best[day] = top
        if chosen >= 0:
            b, at = first + rows[chosen], ats[chosen]
            before = field.before[at] - field.before[field.grid_first[field.grid[b]]]
            through[day] = field.tour_first[b] + before + length
        else:
            through[day] = -1
    value = best[covered]
    for between in range(covered):
        best[between] = value
        through[between] = -1


@inner
def net_of(
    out: Array,
    paid: Array,
    within: Array,
    after: Array,
    run: Array,
    depart: Array,
    place: int,
    heads: int,
    priced: int,
    low: int,
    high: int,
) -> None:
    """What tours are paid up to some days, which lie side by side, less what is charged and what it costs."""
    filled, here, later = paid[low:high], within[low:high], after[low:high]
    spent, net = run[low:high], out[low:high]
    if place >= 0:
        leaving = depart[place, low:high]
        for index in range(net.size):
            people = here[index] + later[index] + leaving[index]
            net[index] = filled[index] - heads * people - priced * spent[index]
    else:
        for index in range(net.size):
            net[index] = filled[index] - heads * (here[index] + later[index]) - priced * spent[index]


@inner
def prepare_strides(
    field: Field,
    c: int,
    dear: Array,
    paid_all: Array,
    charge: Array,
    late: Array,
    arrive: Array,
    depart: Array,
    endings: Array,
    startings: Array,
    wholes: Array,
    openings: Array,
    summits: Array,
) -> None:
    """
    As :func:`prepare`, by strides, for all blocks of a class: to call with a field takes longer than a block.

    ``wholes``, ``openings`` and ``summits`` are by stride, the last the most of ``wholes`` up to there;
    ``endings`` (in the order of ``place_of``) and ``startings`` (by day) hold the days between strides.
    """
    stride, at = field.stride, field.place_of
    for b in range(field.class_first[c], field.class_first[c + 1]):
        row = b - field.class_first[c]
        price, paid = dear[row], paid_all[field.pair[b]]
        ending, starting, whole = endings[row], startings[row], wholes[row]
        opening, summit = openings[row], summits[row]
        heads, grid = field.heads[b], field.grid[b]
        place, reception = field.place[b], field.reception[b]
        sign, tariff = field.sign[b], field.tariff[b]
        priced = price * field.priced_heads[b]
        within, after, run = charge[sign], late[sign], field.run[tariff]
        low, high = field.stop_low[grid], field.stop_high[grid] + 1
        if low < high:
            net_of(whole, paid, within, after, run, depart, place, heads, priced, low, high)
            worth, highest, top = whole[low:high], summit[low:high], -(1 << 62)
            for index in range(worth.size):
                top = max(top, worth[index])
                highest[index] = top
        for index in range(field.odd_first[grid], field.odd_first[grid + 1]):
            low, high = field.odd_low[index], field.odd_high[index] + 1
            net_of(ending, paid, within, after, run, depart, place, heads, priced, low, high)
        low, high = field.start_low[grid], field.start_high[grid]
        shift = field.rest_first[reception % stride] + reception // stride
        while low <= high:
            last = min(high, (field.same_until[tariff, low * stride] - 1) // stride) + 1
            once = price * cost_of(field, b, low * stride, low * stride, ANY) if price else 0
            filled, later = paid[low + shift : last + shift], after[low + shift : last + shift]
            here, spent, out = within[low:last], run[low:last], opening[low:last]
            for index in range(out.size):
                out[index] = (
                    once + filled[index] - heads * (here[index] + later[index]) - priced * spent[index]
                )
            if place >= 0:
                coming = arrive[place, low:last]
                for index in range(out.size):
                    out[index] += heads * coming[index]
            low = last
        for index in range(field.odd_at_first[grid], field.odd_at_first[grid + 1]):
            day = field.start[field.odd_at[index]]
            ready = at[day + reception]
            value = paid[ready] - heads * (within[at[day]] + after[ready]) - priced * run[at[day]]
            if price:
                value += price * cost_of(field, b, day, day, ANY)
            if place >= 0:
                value += heads * arrive[place, at[day]]
            starting[day] = value


@compiled
def pay(field: Field, pairs: Array, cover: Array, extra: Array, paid: Array) -> None:
    """
    Running sums of what is paid by ``cover`` ``(L, H)`` for some pairs; no more than is asked.

    ``extra`` ``(pairs, H)`` is what each pair is paid beside that; ``(0, H)`` = nothing.

    ``paid`` ``(pairs, H + 1)`` has its days in the order of the field's ``place_of``; only those are written
    between which tours of the pair can be.
    """
    for pair in pairs:
        line, fills, out = field.pair_line[pair], field.pair_fills[pair], paid[pair]
        price, asked = cover[line], field.demand[line]
        total = 0
        for day in range(field.pair_from[pair], field.pair_until[pair]):
            out[field.place_of[day]] = total
            total += price[day] * min(fills, asked[day])
            if extra.shape[0]:
                total += extra[pair, day]
        out[field.place_of[field.pair_until[pair]]] = total


@inner
def look_ahead(best: Array, after: Array, day: int, stride: int, known: int, far: int, onward: Array) -> None:
    """Best worth after a tour from ``day`` that ends after ``known`` + 1 to ``far`` strides."""
    horizon = best.size - 1
    for index in range(known + 1, far + 1):
        onward[index] = best[min(day + after[index * stride - day], horizon)]


@inner
def highest_of(ending: Array, onward: Array, near: int, far: int) -> int:
    """The most that a tour is worth that ends after ``near`` to ``far`` strides, with what comes after it."""
    mine, then = ending[near : far + 1], onward[near : far + 1]
    top = -(1 << 62)
    for index in range(mine.size):
        top = max(top, mine[index] + then[index])
    return int(top)


@inner
def last_of(ending: Array, onward: Array, near: int, far: int, value: int) -> int:
    """Of the ends that are worth so much the last, counted from ``near``."""
    index = far
    while ending[index] + onward[index] != value:
        index -= 1
    return int(index - near)


@inner
def charged(field: Field, c: int, cost_scale: int, budget: Array, dear: Array, loose: Array) -> bool:
    """
    What a cent of cost is charged in each block of a class, and whether budgets must be looked up by tour.

    Returns
    -------
    bool
        Whether they must in some block.
    """
    first, any_loose = field.class_first[c], False
    for b in range(first, field.class_first[c + 1]):
        dear[b - first], loose[b - first] = cost_scale, False
        grid = field.grid[b]
        begin = field.start[field.grid_first[grid]]
        stop = field.stops[field.stop_first[grid + 1] - 1]
        for d in range(budget.size):
            if budget[d] > 0 and field.budget_counts[d, b]:
                run = field.budget_run[d]
                if field.spend.size == 0 and run[stop] - run[begin] == stop - begin:
                    dear[b - first] += budget[d]
                else:
                    dear[b - first], loose[b - first] = cost_scale, True
                    any_loose = True
                    break
    return any_loose


@inner
def prepare(
    field: Field,
    b: int,
    price: int,
    paid: Array,
    charge: Array,
    late: Array,
    arrive: Array,
    depart: Array,
    ending: Array,
    starting: Array,
    crest: Array,
    whole: Array,
) -> None:
    """
    Worth of a block's tours by their days: ``ending[end] − starting[start]``, less cost at ``price`` a cent.

    ``crest`` is the most of ``ending`` up to each end; ``whole`` holds it by the number of strides.
    """
    heads = field.heads[b]
    place, reception = field.place[b], field.reception[b]
    within, after = charge[field.sign[b]], late[field.sign[b]]
    grid = field.grid[b]
    ends = field.stops[field.stop_first[grid] : field.stop_first[grid + 1]]
    starts = field.start[field.grid_first[grid] : field.grid_first[grid + 1]]
    row, priced = field.tariff[b], price * field.priced_heads[b]
    steps = field.stop_stride[field.stop_first[grid] : field.stop_first[grid + 1]]
    cost = field.day_run[row]
    at = field.place_of
    highest = -(1 << 62)
    for index in range(ends.size):
        day = ends[index]
        value = paid[at[day]] - heads * (within[at[day]] + after[at[day]]) - priced * cost[day]
        if place >= 0:
            value -= heads * depart[place, at[day]]
        ending[day] = value
        highest = max(highest, value)
        crest[day] = highest
        if steps[index] >= 0:
            whole[steps[index]] = value
    for day in starts:
        ready = day + reception
        value = paid[at[ready]] - heads * (within[at[day]] + after[at[ready]])
        if price:
            # The running sum of the days before, less what a tour costs whatever its length.
            value += price * cost_of(field, b, day, day, ANY) - priced * cost[day]
        if place >= 0:
            value += heads * arrive[place, at[day]]
        starting[day] = value


@inner
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
        b, start, stop = stay_of(field, tour)
        ready = min(start + field.after[field.dwell_of[b], stop - start], horizon)
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
    there: Array,
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
    there
        ``(pairs, H + 1)`` differences along days of tours that fill; ``(0, H + 1)`` = not asked.
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
            b, start, end = stay_of(field, tour)
            line, fills, heads = field.line[b], field.fills[b], field.heads[b]
            ready = start + field.reception[b]
            for day in range(ready, end):
                useful = min(fills, field.demand[line, day])
                filled[line, day] += times * useful
                filled[line, day + 1] -= times * useful
            if there.shape[0]:
                there[field.pair[b], min(ready, end)] += times
                there[field.pair[b], end] -= times
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
                    cents = field.spend[tour] if field.spend.size else cost_of(field, b, start, end, tour)
                    spent[d] += times * cents
