"""Parts of a roster, for threads side by side: lines and members of their own, and a share of all else.

A part can change nothing that another sees: a line is in one part, a member who serves lines of two keeps
still, and of what all may use (people under a ceiling, dollars, seats) each has an equal share of what is
left. So whatever they do fits together, and what each saves adds up: a decomposition as Taillard's (1993,
doi:10.1002/net.3230230804), with parts drawn anew each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from muster.planner.kernel.compiled import alone
from muster.planner.kernel.field import Array
from muster.planner.kernel.floor import Floor

__all__ = ("Part", "apart", "copy_of", "draw_parts", "together")

#: Groups of lines for each part, from which parts are put together.
GROUPS = 4

#: Sweeps in which lines move, and how much more than the mean a part may then have.
SWEEPS, BALANCE = 2, 1.1


class Part(NamedTuple):
    """
    A part of a roster.

    Attributes
    ----------
    members
        ``(m,)`` those of the whole who are in it, sorted.
    lines
        ``(L,)`` whether a line is.
    floor
        These members alone; of the lines of others none is short here.
    before
        The same floor as it was at first, without what only belongs to its members.
    """

    members: Array
    lines: npt.NDArray[np.bool_]
    floor: Floor
    before: Floor


def copy_of(floor: Floor) -> Floor:
    """The same roster in arrays of its own."""
    return deepcopy(floor)._replace(value=alone(int(floor.value[0])))


def draw_parts(floor: Floor, parts: int, chance: np.random.Generator) -> Array:
    """
    Draw a part for each line, so that few members serve lines of two.

    Lines are joined in the order of a draw in which those that many members have in common tend to come first
    (Karger and Stein 1996, doi:10.1145/234533.234534), as long as no group has more than its share of the
    tours; groups go to parts, the largest first, each to the smallest part so far; then lines move, one by
    one, to where more members are who serve them (Kernighan and Lin 1970,
    doi:10.1002/j.1538-7305.1970.tb01770.x).

    Returns
    -------
    Array
        ``(L,)`` from 0 to ``parts`` − 1.
    """
    lines = floor.short.shape[0]
    made = floor.chain >= 0
    serving = np.where(made, floor.stays[:, :, 0], 0)
    weight = np.bincount(serving[made], minlength=lines) + 1
    pairs, common = _in_common(serving, made)
    most = weight.sum() / (GROUPS * parts)
    group = _joined(pairs[np.argsort(chance.exponential(size=common.size) / common)], weight, most)
    weights = np.bincount(group, weights=weight, minlength=lines)
    load = np.zeros(parts)
    part_of = np.zeros(lines, dtype=np.int64)
    tops = chance.permutation(np.unique(group))
    for top in tops[np.argsort(-weights[tops], kind="stable")].tolist():
        part_of[top] = int(load.argmin())
        load[part_of[top]] += weights[top]
    part_of = part_of[group]
    for _ in range(SWEEPS):
        _move_lines(part_of, pairs, common, weight, parts, chance)
    return np.asarray(part_of, dtype=np.int64)


def _in_common(serving: Array, made: npt.NDArray[np.bool_]) -> tuple[Array, Array]:
    """Pairs of lines ``(n, 2)`` that some member serves one after the other, and how many do."""
    both = made[:, :-1] & made[:, 1:]
    pairs = np.sort(np.stack([serving[:, :-1][both], serving[:, 1:][both]], axis=1), axis=1)
    pairs, common = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0, return_counts=True)
    return pairs.astype(np.int64), common


def _joined(pairs: Array, weight: Array, most: float) -> Array:
    """Join lines, pair after pair, to groups of at most ``most``; ``(L,)`` a line that stands for each."""
    root, weights = list(range(weight.size)), weight.tolist()

    def top(line: int) -> int:
        while root[line] != line:
            root[line] = root[root[line]]
            line = root[line]
        return line

    for one, other in pairs.tolist():
        first, second = top(one), top(other)
        if first != second and weights[first] + weights[second] <= most:
            root[second] = first
            weights[first] += weights[second]
    return np.array([top(line) for line in range(weight.size)], dtype=np.int64)


def _move_lines(
    part_of: Array, pairs: Array, common: Array, weight: Array, parts: int, chance: np.random.Generator
) -> None:
    """Move each line, in place, to the part with which it has most members in common, if there is room."""
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    order = np.argsort(one, kind="stable")
    one, near, strength = one[order], other[order], np.concatenate([common, common])[order]
    first = np.searchsorted(one, np.arange(part_of.size + 1)).tolist()
    load = np.bincount(part_of, weights=weight, minlength=parts)
    most = BALANCE * weight.sum() / parts
    for line in chance.permutation(part_of.size).tolist():
        mine = np.s_[first[line] : first[line + 1]]
        ties = np.bincount(part_of[near[mine]], weights=strength[mine], minlength=parts)
        own = int(part_of[line])
        ties[(load + weight[line] > most) & (np.arange(parts) != own)] = -1
        best = int(ties.argmax())
        if ties[best] > ties[own]:
            part_of[line] = best
            load[own] -= weight[line]
            load[best] += weight[line]


class _Shares:
    """
    Shares in what is left for all: equal ones of much; of little, one part has all.

    Half of what is left of a ceiling or of a day's seats is often too little for any unit.

    Parameters
    ----------
    lump
        People of the largest unit: less for each part is little.
    """

    def __init__(self, whole: Floor, parts: int, lump: int, chance: np.random.Generator) -> None:
        self.parts, self.lump = parts, lump
        self.ceiling = chance.integers(parts, size=(whole.left.shape[0], 1))
        self.seat = chance.integers(parts, size=(2, *whole.seats.shape))
        self.anywhere = chance.integers(parts, size=whole.overflow.shape)

    def of(self, left: Array, first: Array | int, part: int) -> Array:
        """The share of a part, where ``first`` is the one who has all of little."""
        alone_has = np.where(first == part, left, 0)
        much = left >= self.parts * self.lump
        return np.where(left > 0, np.where(much, self.even(left, part), alone_has), left)

    def even(self, left: Array, part: int) -> Array:
        """An equal share, also of less than nothing."""
        return (left + part) // self.parts


def apart(
    whole: Floor,
    owner: Array,
    serves: npt.NDArray[np.bool_],
    part_of: Array,
    parts: int,
    lump: int,
    chance: np.random.Generator,
) -> list[Part]:
    """
    Divide a roster.

    Parameters
    ----------
    owner, serves
        ``(M,)`` class of each member; ``(C, L)`` whether a class can serve a line.
    part_of, parts
        ``(L,)`` the part of each line, from 0; how many parts.
    lump
        People of the largest unit.
    """
    made = whole.chain >= 0
    mine = part_of[np.where(made, whole.stays[:, :, 0], 0)]
    lowest = np.where(made, mine, parts).min(axis=1)
    highest = np.where(made, mine, -1).max(axis=1)
    # Who stays home may serve any part, where his class can serve more lines more often.
    lines = np.stack([serves[:, part_of == part].sum(axis=1) for part in range(parts)], axis=1)
    below = np.cumsum(lines, axis=1) / np.maximum(1, lines.sum(axis=1, keepdims=True))
    drawn = np.minimum((chance.random((owner.size, 1)) >= below[owner]).sum(axis=1), parts - 1)
    belongs = np.where(highest < 0, drawn, np.where(lowest == highest, lowest, -1))
    shares = _Shares(whole, parts, lump, chance)
    out = []
    for part in range(parts):
        members, ours = np.flatnonzero(belongs == part), part_of == part
        floor = _floor(whole, owner, members, ours, shares, part)
        before = floor._replace(
            chain=whole.chain[:0],
            stays=whole.stays[:0],
            idle=floor.idle.copy(),
            left=floor.left.copy(),
            arrivals=floor.arrivals.copy(),
            departures=floor.departures.copy(),
            money=floor.money.copy(),
            value=floor.value.copy(),
        )
        out.append(Part(members, ours, floor, before))
    return out


def _floor(
    whole: Floor, owner: Array, members: Array, lines: npt.NDArray[np.bool_], shares: _Shares, part: int
) -> Floor:
    """The floor of some members and lines, with a share of what is left for all."""
    classes = whole.idle.size
    home = whole.chain[members, 0] < 0
    used = []
    for row, each in enumerate((whole.arrivals, whole.departures)):
        own = whole.seats if whole.anywhere else whole.limits[row]
        share = shares.of(own - each, shares.seat[row], part)
        if whole.anywhere:
            # What is used beyond a place's own seats, each part may bring down by its share.
            share = np.where(own < each, shares.even(own - each, part), share)
        used.append(own - share)
    overflow = np.stack([np.maximum(0, each - whole.seats).sum(axis=0) for each in used])
    return whole._replace(
        member_first=np.searchsorted(owner[members], np.arange(classes + 1)),
        chain=whole.chain[members],
        stays=whole.stays[members],
        idle=np.bincount(owner[members][home], minlength=classes),
        short=whole.short.copy(),
        gaps=np.where(lines, whole.gaps, 0),
        left=shares.of(whole.left, shares.ceiling, part),
        arrivals=used[0],
        departures=used[1],
        money=np.where(whole.money > 0, shares.even(whole.money, part), whole.money),
        overflow=overflow,
        allowed=overflow + shares.of(whole.allowed - whole.overflow, shares.anywhere, part),
        value=alone(int(whole.value[0])),
    )


def together(whole: Floor, parts: Sequence[Part]) -> None:
    """Put parts back: the whole is then as if all that they did had been done to it."""
    used = whole.arrivals, whole.departures
    over = [np.maximum(0, each - whole.seats).sum(axis=0) for each in used]
    value = int(whole.value[0])
    for members, lines, floor, before in parts:
        whole.chain[members], whole.stays[members] = floor.chain, floor.stays
        whole.short[lines], whole.gaps[lines] = floor.short[lines], floor.gaps[lines]
        whole.left[...] += floor.left - before.left
        whole.arrivals[...] += floor.arrivals - before.arrivals
        whole.departures[...] += floor.departures - before.departures
        whole.money[...] += floor.money - before.money
        whole.idle[...] += floor.idle - before.idle
        value += int(floor.value[0] - before.value[0])
    whole.value[0] = value
    for row, each in enumerate(used):
        whole.overflow[row] += np.maximum(0, each - whole.seats).sum(axis=0) - over[row]
