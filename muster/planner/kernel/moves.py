"""
Small moves: a tour at other days, on another line, or in another's place, many in the time of one response.

A best response looks at every tour of a class and takes what is best for one member. How 640 are filled by
units of 17, 49 and 113 with few to spare is a matter of trying combinations: here each costs a look at the
days that change. Neighbours of a roster as in simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983,
doi:10.1126/science.220.4598.671), with the threshold of :mod:`muster.planner.kernel.annealing`.
"""

from __future__ import annotations

import numpy as np

from muster.planner.kernel.compiled import inner
from muster.planner.kernel.draws import draw
from muster.planner.kernel.field import ANY, Array, Field, cost_of, stay_of
from muster.planner.kernel.floor import PUT, TAKE, Floor, Worth, add, fits

__all__ = ("seat", "shuffle", "who_is_where")

#: Days that a first or last day moves at most (one step of the grid at least), and that lie between two tours
#: that hand over; tours that are looked at for a partner.
SHIFT, APART, SOUGHT = 21, 14, 16

#: Moves by number; each kind has those below its own and not below the one before: other days for a tour, or
#: another line; two tours swap lines and days, or lines alone; one leaves as another of its line comes; one
#: leaves, and the same member's next begins as early as it can. Swaps cannot be too many: most fail at once.
RETIME, REASSIGN, SWAP, CROSS, HAND_OVER, KINDS = 9, 12, 14, 20, 23, 24


@inner
def seat(field: Field, floor: Floor, member: int, index: int, tour: int) -> None:
    """Note a tour in a member's chain."""
    block, start, end = stay_of(field, tour)
    floor.chain[member, index] = tour
    floor.stays[member, index, 0] = field.line[block]
    floor.stays[member, index, 1] = start
    floor.stays[member, index, 2] = end
    floor.stays[member, index, 3] = block


@inner
def who_is_where(floor: Floor, first: Array, member: Array, index: Array) -> None:
    """
    List the tours of every line.

    Parameters
    ----------
    first
        ``(L + 1,)`` into the list.
    member, index
        Who makes each tour, and as which of his chain; as long as all chains together could be.
    """
    members, width = floor.chain.shape
    first[:] = 0
    for m in range(members):
        for at in range(width):
            if floor.chain[m, at] < 0:
                break
            first[floor.stays[m, at, 0] + 1] += 1
    for line in range(first.size - 1):
        first[line + 1] += first[line]
    for m in range(members):
        for at in range(width):
            if floor.chain[m, at] < 0:
                break
            line = floor.stays[m, at, 0]
            member[first[line]], index[first[line]] = m, at
            first[line] += 1
    # Each line's beginning went on to its end, which is the beginning of the next.
    for line in range(first.size - 1, 0, -1):
        first[line] = first[line - 1]
    first[0] = 0


@inner
def settle(field: Field, floor: Floor, worth: Worth, who: Array, at: Array, new: Array, sides: int) -> bool:
    """Put tours in the places of others, if all fit; whether they did."""
    for side in range(sides):
        add(field, floor, worth, who[side], floor.chain[who[side], at[side]], TAKE)
    done = 0
    while done < sides and fits(field, floor, new[done]):
        add(field, floor, worth, who[done], new[done], PUT)
        done += 1
    if done == sides:
        for side in range(sides):
            seat(field, floor, who[side], at[side], new[side])
        return True
    for side in range(done):
        add(field, floor, worth, who[side], new[side], TAKE)
    for side in range(sides):
        add(field, floor, worth, who[side], floor.chain[who[side], at[side]], PUT)
    return False


@inner
def shuffle(
    field: Field,
    floor: Floor,
    worth: Worth,
    owner: Array,
    serves: Array,
    state: Array,
    first: Array,
    whom: Array,
    which: Array,
    tries: int,
    threshold: float,
) -> int:
    """
    Try so many small moves; those are made that fit and cost no more than ``threshold`` cents.

    Parameters
    ----------
    first, whom, which
        What :func:`who_is_where` told some moves ago.

    Returns
    -------
    int
        How many were made.
    """
    members, width = floor.chain.shape
    chain, stays, short, gaps = floor.chain, floor.stays, floor.short, floor.gaps
    weights, frozen = worth.weights, worth.frozen
    line_of, fills_of, reception_of = field.line, field.fills, field.reception
    class_first, grid_of, grid_first = field.class_first, field.grid, field.grid_first
    begins, first_end, last_end, before_of = field.start, field.first_end, field.last_end, field.before
    counts, tour_first, stride = field.counts, field.tour_first, field.stride
    after, dwell_of, slot_travel = field.after, field.dwell_of, field.slot_travel
    slot_of, travel_of = field.slot, field.travel
    simple = field.in_cents and field.charged.size == 0
    tariff_of, heads_of, day_run = field.tariff, field.priced_heads, field.day_run
    # The one or two tours that change: whose, as which of his chain, what they are and what they become.
    who, at, new = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    block, start, end = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    into, come, leave = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    change = np.zeros(field.horizon + 1, dtype=np.int64)
    farthest, apart = max(1, SHIFT // stride), max(APART, 2 * stride)
    made = 0

    # A call with a whole floor takes longer than these: what stands here is compiled in place.
    def ready_again(c: int, block: int, start: int, end: int, following: int) -> int:
        ready = start + after[dwell_of[block], end - start]
        if slot_travel[c, 0] >= 0:
            ready = max(ready, end + travel_of[block] + slot_travel[c, slot_of[following]])
        return int(ready)

    def block_on(c: int, line: int) -> int:
        low, high = class_first[c], class_first[c + 1]
        begin = low + np.searchsorted(line_of[low:high], line)
        many = np.searchsorted(line_of[low:high], line, side="right") + low - begin
        return int(begin + draw(state, many)) if many > 0 else -1

    def price(block: int, start: int, end: int, tour: int, begins_new: bool) -> int:
        """Cents of a tour; without what it costs whatever its length, unless that changes."""
        if not simple:
            return cost_of(field, block, start, end, tour)
        tariff = tariff_of[block]
        days = heads_of[block] * (day_run[tariff, end] - day_run[tariff, start])
        return int(days + cost_of(field, block, start, start, ANY) if begins_new else days)

    for _ in range(tries):
        who[0] = draw(state, members)
        if chain[who[0], 0] < 0:
            continue
        tours = 1
        while tours < width and chain[who[0], tours] >= 0:
            tours += 1
        at[0] = draw(state, tours)
        line = stays[who[0], at[0], 0]
        kind = draw(state, KINDS)
        sides = 1
        if kind >= HAND_OVER:
            if at[0] + 1 >= tours:
                continue
            sides = 2
            who[1], at[1] = who[0], at[0] + 1
        elif kind >= REASSIGN:
            # Swaps need a partner on a line that one may serve, hand-overs one on the same line.
            sides = 2
            low, high = class_first[owner[who[0]]], class_first[owner[who[0]] + 1]
            there, begin, found = line, draw(state, max(1, first[line + 1] - first[line])), False
            for offset in range(SOUGHT):
                if kind < CROSS:
                    there = line_of[low + draw(state, high - low)]
                many = first[there + 1] - first[there]
                if many == 0 or (kind < CROSS and there == line):
                    continue
                if offset >= many:
                    break
                pick = begin + offset if kind >= CROSS else draw(state, many)
                pick = first[there] + (pick - many if pick >= many else pick)
                who[1], at[1] = whom[pick], which[pick]
                if chain[who[1], at[1]] < 0 or stays[who[1], at[1], 0] != there or who[1] == who[0]:
                    continue
                if kind >= CROSS:
                    found = abs(stays[who[1], at[1], 1] - stays[who[0], at[0], 2]) <= apart
                else:
                    found = (
                        stays[who[1], at[1], 1] < stays[who[0], at[0], 2]
                        and stays[who[0], at[0], 1] < stays[who[1], at[1], 2]
                        and serves[owner[who[1]], line]
                    )
                if found:
                    break
            if not found:
                continue
        fixed = False
        for side in range(sides):
            tour = chain[who[side], at[side]]
            if frozen.size:
                found_at = np.searchsorted(frozen, tour)
                fixed = fixed or (found_at < frozen.size and frozen[found_at] == tour)
            start[side], end[side] = stays[who[side], at[side], 1], stays[who[side], at[side], 2]
            block[side] = stays[who[side], at[side], 3]
            into[side], come[side], leave[side] = block[side], start[side], end[side]
        if fixed:
            continue
        if kind < RETIME or kind >= CROSS:
            shift = (1 + draw(state, farthest)) * stride
            if draw(state, 2) == 0:
                shift = -shift
            if kind >= HAND_OVER:
                leave[0] += shift
                if leave[0] <= come[0]:
                    continue
                ready = ready_again(owner[who[0]], block[0], come[0], leave[0], block[1])
                low, high = grid_first[grid_of[block[1]]], grid_first[grid_of[block[1]] + 1]
                row = low + np.searchsorted(begins[low:high], ready)
                if row >= high:
                    continue
                come[1] = begins[row]
                if kind == HAND_OVER:
                    leave[1] += come[1] - start[1]
            elif kind >= CROSS:
                leave[0] += shift
                come[1] += shift
            else:
                if kind % 3 != 0:
                    come[0] += shift
                if kind % 3 != 1:
                    leave[0] += shift
        elif kind < REASSIGN:
            low, high = class_first[owner[who[0]]], class_first[owner[who[0]] + 1]
            into[0] = low + draw(state, high - low)
            if line_of[into[0]] == line or gaps[line_of[into[0]]] == 0:
                continue
        else:
            into[0] = block_on(owner[who[0]], stays[who[1], at[1], 0])
            into[1] = block_on(owner[who[1]], line)
            if kind < SWAP:
                come[0], come[1] = come[1], come[0]
                leave[0], leave[1] = leave[1], leave[0]
        possible = True
        for side in range(sides):
            b, day, stop, m, index = into[side], come[side], leave[side], who[side], at[side]
            grid = grid_of[b]
            low, high = grid_first[grid], grid_first[grid + 1]
            row = low + np.searchsorted(begins[low:high], day)
            if row >= high or begins[row] != day or stop < first_end[row] or stop > last_end[row]:
                possible = False
                break
            within = counts[row] - 1
            if stop < last_end[row]:
                if (stop - first_end[row]) % stride != 0:
                    possible = False
                    break
                within = (stop - first_end[row]) // stride
            new[side] = tour_first[b] + before_of[row] - before_of[low] + within
            c = owner[m]
            if index > 0 and (side == 0 or who[0] != who[1]):
                earlier = stays[m, index - 1]
                if ready_again(c, earlier[3], earlier[1], earlier[2], b) > day:
                    possible = False
                    break
            if sides > 1 and side == 0 and who[0] == who[1]:
                if ready_again(c, b, day, stop, into[1]) > come[1]:
                    possible = False
                    break
            elif index + 1 < width and chain[m, index + 1] >= 0:
                later = stays[m, index + 1]
                if ready_again(c, b, day, stop, later[3]) > later[1]:
                    possible = False
                    break
        if not possible:
            continue
        # What is no longer filled, line by line, and what is; at most two lines are touched.
        delta = 0.0
        for part in range(2):
            here = line
            if part == 1:
                here = line_of[into[0]] if line_of[into[0]] != line else line_of[block[sides - 1]]
                if here == line:
                    break
            low, high = field.horizon, 0
            for side in range(sides):
                if line_of[block[side]] == here:
                    ready = min(start[side] + reception_of[block[side]], end[side])
                    change[ready] += fills_of[block[side]]
                    change[end[side]] -= fills_of[block[side]]
                    low, high = min(low, ready), max(high, end[side])
                if line_of[into[side]] == here:
                    ready = min(come[side] + reception_of[into[side]], leave[side])
                    change[ready] -= fills_of[into[side]]
                    change[leave[side]] += fills_of[into[side]]
                    low, high = min(low, ready), max(high, leave[side])
            shortfall = short[here]
            shifted, days = 0, 0
            for day in range(low, high):
                shifted += change[day]
                change[day] = 0
                lack = shortfall[day]
                days += max(lack + shifted, 0) - max(lack, 0)
            change[high] = 0
            delta += days * weights[here]
        if worth.cost:
            for side in range(sides):
                begins_new = into[side] != block[side] or come[side] != start[side]
                old = chain[who[side], at[side]]
                delta += price(into[side], come[side], leave[side], new[side], begins_new)
                delta -= price(block[side], start[side], end[side], old, begins_new)
        if delta <= threshold and settle(field, floor, worth, who, at, new, sides):
            made += 1
    return made
