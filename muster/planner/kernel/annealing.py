"""Ruin and recreate in compiled loops (Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413).

A few schedules that have something in common are taken out; members of their classes, in another order, take
what is then best for each; what is better or not much worse is kept (threshold acceptance: Dueck and Scheuer
1990, doi:10.1016/0021-9991(90)90201-B). Random numbers are made here, so that the same seed gives the same
plan on every machine.
"""

from __future__ import annotations

import numpy as np

from muster.planner.kernel.compiled import compiled, inner, whole
from muster.planner.kernel.draws import draw
from muster.planner.kernel.field import Array, Field
from muster.planner.kernel.floor import PUT, TAKE, Floor, Worth, add, fits, respond
from muster.planner.kernel.moves import seat, shuffle, who_is_where

__all__ = ("anneal", "fill", "fill_best", "free_member", "load", "place")

#: Nobody is charged; numbers below which are drawn.
FREE, THREE, HUNDRED = whole(0), whole(3), whole(100)

#: Rounds after which the list of who is where is made anew.
LISTED = 50


@inner
def free_member(floor: Floor, c: int) -> int:
    """A member of the class who stays home; −1 if there is none."""
    if floor.idle[c] <= 0:
        return -1
    for member in range(floor.member_first[c], floor.member_first[c + 1]):
        if floor.chain[member, 0] < 0:
            return member
    return -1


@inner
def place(field: Field, floor: Floor, worth: Worth, c: int, member: int, chain: Array) -> int:
    """Give a schedule to a member, as far as it fits; how many tours did."""
    count = 0
    for index in range(chain.size):
        tour = chain[index]
        if tour < 0 or not fits(field, floor, tour):
            break
        add(field, floor, worth, member, tour, PUT)
        seat(field, floor, member, count, tour)
        count += 1
    if count:
        floor.idle[c] -= 1
    return count


@inner
def empty(field: Field, floor: Floor, worth: Worth, c: int, member: int) -> None:
    """Take a member's schedule out."""
    if floor.chain[member, 0] < 0:
        return
    for index in range(floor.chain.shape[1]):
        tour = floor.chain[member, index]
        if tour < 0:
            break
        add(field, floor, worth, member, tour, TAKE)
        floor.chain[member, index] = -1
    floor.idle[c] += 1


@inner
def restore(field: Field, floor: Floor, worth: Worth, c: int, member: int, chain: Array) -> None:
    """Give a member who stays home a schedule, −1 after its last tour; nobody asks whether it fits."""
    if chain[0] >= 0:
        floor.idle[c] -= 1
    for index in range(chain.size):
        tour = chain[index]
        if tour < 0:
            break
        seat(field, floor, member, index, tour)
        add(field, floor, worth, member, tour, PUT)


@compiled
def load(field: Field, floor: Floor, worth: Worth, owner: Array, chains: Array) -> None:
    """Replace the roster by chains ``(M, T)``."""
    for member in range(owner.size):
        empty(field, floor, worth, owner[member], member)
    for member in range(owner.size):
        restore(field, floor, worth, owner[member], member, chains[member])


@compiled
def fill(
    field: Field,
    floor: Floor,
    worth: Worth,
    order: Array,
    priced: int,
    skip: Array,
    ending: Array,
    best: Array,
    through: Array,
    out: Array,
    log: Array,
    limit: int,
) -> int:
    """
    Let idle members of classes take what is best for them, class after class; the members go into ``log``.

    Returns
    -------
    int
        How many schedules were given out, at most ``limit``.
    """
    count = 0
    for index in range(order.size):
        c = order[index]
        while floor.idle[c] > 0 and count < limit:
            if respond(field, floor, worth, c, priced > 0, skip, ending, best, through, out) <= 0:
                break
            member = free_member(floor, c)
            if place(field, floor, worth, c, member, out) == 0:
                break
            log[count] = member
            count += 1
    return count


@inner
def fill_best(
    field: Field,
    floor: Floor,
    worth: Worth,
    order: Array,
    priced: int,
    skip: Array,
    ending: Array,
    best: Array,
    through: Array,
    out: Array,
    log: Array,
    limit: int,
) -> int:
    """
    As :func:`fill`, but of all classes the one whose best schedule is worth most goes first, each time.

    What is put into the roster leaves less to gain for all others: a class is asked again only when what it
    could gain before is the most (Minoux 1978, doi:10.1007/BFb0006528).
    """
    count = 0
    width = out.size
    value = np.full(order.size, 1 << 62, dtype=np.int64)
    known = np.zeros(order.size, dtype=np.bool_)
    chosen = np.empty((order.size, width), dtype=np.int64)
    while count < limit:
        top = -1
        for index in range(order.size):
            if floor.idle[order[index]] <= 0:
                value[index] = 0
            if value[index] > 0 and (top < 0 or value[index] > value[top]):
                top = index
        if top < 0:
            break
        c = order[top]
        if not known[top]:
            value[top] = respond(field, floor, worth, c, priced > 0, skip, ending, best, through, chosen[top])
            known[top] = True
            continue
        member = free_member(floor, c)
        if place(field, floor, worth, c, member, chosen[top]) == 0:
            value[top] = 0
            continue
        known[:] = False
        log[count] = member
        count += 1
    return count


@compiled
def anneal(
    field: Field,
    floor: Floor,
    worth: Worth,
    owner: Array,
    serves: Array,
    best_chain: Array,
    best_value: Array,
    state: Array,
    rounds: int,
    warm: float,
    cold: float,
    most: int,
    choosy: int,
    open_share: int,
    small: int,
    ending: Array,
    best: Array,
    through: Array,
) -> int:
    """
    Ruin and recreate a number of times.

    Parameters
    ----------
    owner
        ``(M,)`` class of each member.
    serves
        ``(C, L)`` whether a class can serve a line.
    best_chain, best_value
        In and out: the best roster and its value.
    state
        The random number's state, ``(1,)`` of uint64.
    warm, cold
        How much worse than the last roster the next may be at first and at last, in cents.
    most
        Schedules that are taken out at a time at most.
    choosy
        In how many turns of a hundred the class with the most to gain goes first.
    open_share
        How many lines of a hundred, drawn anew each turn, may be served beside those that lost somebody.

    Returns
    -------
    int
        How often a better roster was found.
    """
    members, width = floor.chain.shape
    classes = field.sizes.size
    lines = floor.short.shape[0]
    found = np.empty(members, dtype=np.int64)
    gone = np.empty(most + 4, dtype=np.int64)
    old = np.empty((most + 4, width), dtype=np.int64)
    log = np.empty(4 * most + 64, dtype=np.int64)
    out = np.empty(width, dtype=np.int64)
    order = np.empty(most + 8, dtype=np.int64)
    skip = np.zeros(lines, dtype=np.bool_)
    line_first = np.zeros(lines + 1, dtype=np.int64)
    whom, which = np.zeros(members * width, dtype=np.int32), np.zeros(members * width, dtype=np.int32)
    better = 0
    for turn in range(rounds):
        before = floor.value[0]
        threshold = warm * (cold / warm) ** (turn / rounds) if warm > 0 else 0.0
        # What to take out: schedules near one that is drawn by chance.
        seed = draw(state, members)
        tries = 0
        while floor.chain[seed, 0] < 0 and tries < 50:
            seed = draw(state, members)
            tries += 1
        if floor.chain[seed, 0] < 0:
            return better
        tours = 1
        while tours < width and floor.chain[seed, tours] >= 0:
            tours += 1
        line, start, end, _ = floor.stays[seed, draw(state, tours)]
        kind = draw(state, HUNDRED)
        count = 0
        begin = draw(state, members)
        for offset in range(members):
            member = begin + offset
            if member >= members:
                member -= members
            first = floor.chain[member, 0]
            if first < 0:
                continue
            near = member == seed
            if kind >= 90:
                near = True
            elif kind >= 75:
                near = owner[member] == owner[seed]
            else:
                for index in range(width):
                    if floor.chain[member, index] < 0 or near:
                        break
                    other_line, come, leave, _ = floor.stays[member, index]
                    if kind < 40:
                        near = serves[owner[seed], other_line] and come < end and start < leave
                    elif kind < 55:
                        near = other_line == line and come < end and start < leave
                    elif kind < 65:
                        near = other_line == line
                    else:
                        # The same hand-over: one ends about when the other begins.
                        near = abs(come - end) <= 2 * field.step or abs(leave - start) <= 2 * field.step
            if near:
                found[count] = member
                count += 1
                if kind >= 90 and count >= most:
                    break
        wanted = min(count, 1 + draw(state, most))
        taken = 0
        for index in range(wanted):
            other = index + draw(state, count - index)
            found[index], found[other] = found[other], found[index]
            member = found[index]
            frozen = False
            for at in range(width):
                each = floor.chain[member, at]
                if each < 0:
                    break
                at_pin = np.searchsorted(worth.frozen, each)
                if at_pin < worth.frozen.size and worth.frozen[at_pin] == each:
                    frozen = True
            if frozen:
                continue
            gone[taken] = member
            old[taken, :] = floor.chain[member, :]
            taken += 1
            empty(field, floor, worth, owner[member], member)
        if taken == 0:
            continue
        # Who may fill the room: their classes in another order, and two more.
        length = 0
        for index in range(taken):
            c = owner[gone[index]]
            known = False
            for at in range(length):
                if order[at] == c:
                    known = True
            if not known:
                order[length] = c
                length += 1
        for index in range(length - 1, 0, -1):
            other = draw(state, index + 1)
            order[index], order[other] = order[other], order[index]
        for _ in range(2):
            c = draw(state, classes)
            if floor.idle[c] > 0:
                order[length] = c
                length += 1
        for at in range(lines):
            skip[at] = draw(state, HUNDRED) >= open_share
        for index in range(taken):
            for at in range(width):
                if old[index, at] < 0:
                    break
                skip[floor.stays[gone[index], at, 0]] = False
        priced = draw(state, THREE)
        made = 0
        if draw(state, HUNDRED) < choosy:
            made += fill_best(
                field,
                floor,
                worth,
                order[:length],
                priced,
                skip,
                ending,
                best,
                through,
                out,
                log[made:],
                2 * most,
            )
        made += fill(
            field,
            floor,
            worth,
            order[:length],
            priced,
            skip,
            ending,
            best,
            through,
            out,
            log[made:],
            2 * most,
        )
        if priced > 0:
            made += fill(
                field, floor, worth, order[:length], FREE, skip, ending, best, through, out, log[made:], most
            )
        if floor.value[0] > before + threshold:
            for index in range(made):
                member = log[index]
                empty(field, floor, worth, owner[member], member)
            for index in range(taken):
                restore(field, floor, worth, owner[gone[index]], gone[index], old[index])
        if turn % LISTED == 0:
            who_is_where(floor, line_first, whom, which)
        shuffle(field, floor, worth, owner, serves, state, line_first, whom, which, small, threshold)
        if floor.value[0] < best_value[0]:
            best_value[0] = floor.value[0]
            best_chain[:, :] = floor.chain
            better += 1
    return better
