"""Pricing: the best schedule of every class, a longest path over the days on which tours start.

A schedule is a chain of tours of one member, each starting when dwell and travel after the one before are
over. A tour's value does not depend on the others, so that dynamic programming backwards over the distinct
start days finds the best chain exactly. All arithmetic is in 64-bit integers: a bound made of it is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from muster.planner.filling import Fillings
from muster.planner.instance import Instance, Ints
from muster.planner.rounding import Roundings, Shares
from muster.planner.tours import Listed

if TYPE_CHECKING:
    from muster.planner.highs import Floats
    from muster.planner.master import Master

__all__ = ("FORBIDDEN", "BestSchedules", "Network", "Pricer", "Room", "Schedule", "Valuation", "running")

Flags = npt.NDArray[np.bool_]

#: Tours of one member, by index, in order of start.
Schedule = tuple[int, ...]

#: Added to the value of a tour that may not be used.
FORBIDDEN = -(1 << 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """
    What a tour is paid and charged, in cents × some scale, all whole numbers.

    Attributes
    ----------
    cover
        ``(L, H)`` paid per headcount-day filled, at least 0; a tour is paid for no more than the line asks.
    crowd
        ``(Q, H)`` charged per person present (as the ceiling counts) on the day, at least 0.
    arrive, depart
        ``(P, G)`` charged per seat, at least 0.
    budget
        ``(D,)`` charged per cent of cost, at least 0.
    pin
        ``(number of pins,)`` paid to each tour that meets the pin.
    cost
        Charged per cent of cost for the cost itself: the scale, or 0 where cost does not count.
    roundings, rounding
        Rounding cuts and ``(R,)`` what is paid per count and day; ``None`` where there is none.
    fillings
        Prices by size, paid beside all others; ``None`` where there is none.
    """

    cover: Ints
    crowd: Ints
    arrive: Ints
    depart: Ints
    budget: Ints
    pin: Ints
    cost: int
    roundings: Roundings | None = None
    rounding: Ints | None = None
    fillings: Fillings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """
    What a roster leaves for one more schedule.

    Attributes
    ----------
    short
        ``(L, H)`` headcount unfilled; below 0 where over-filled.
    left
        ``(Q, H)`` headcount that each ceiling still allows.
    arrive, depart
        ``(P, G)`` seats left.
    money
        ``(D,)`` cents left.
    pins
        ``(number of pins,)`` whether the pin is met.
    """

    short: Ints
    left: Ints
    arrive: Ints
    depart: Ints
    money: Ints
    pins: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """
    The graph in which every path is a schedule.

    Node ``ordinal × slots + slot`` is a member of a slot ready on the ``ordinal``-th start day; from node
    ``last`` on nothing starts any more.

    Attributes
    ----------
    tour, tail, head
        ``(n,)``: arcs, one for each tour and slot in which a member may go on after it.
    waits
        Nodes from which a member can wait for the next start day.
    entries
        Pairs of a class and a node at which its members begin.
    """

    classes: int
    slots: int
    last: int
    waits: int
    tour: Ints
    tail: Ints
    head: Ints
    entries: tuple[tuple[int, int], ...]


def running(by_day: Ints) -> Ints:
    """Running sums along days, ``(n, H)`` -> ``(n, H + 1)``, beginning with 0."""
    out = np.zeros((by_day.shape[0], by_day.shape[1] + 1), dtype=np.int64)
    np.cumsum(by_day, axis=1, out=out[:, 1:])
    return out


class BestSchedules(Protocol):
    """What the bound asks of a pricer, in array code or compiled."""

    def price(self, valuation: Valuation, classes: Ints | None = None) -> Ints:
        """Value of each class's best schedule, at least 0; 0 of those that are not among ``classes``."""
        ...

    def schedule(self, position: int) -> Schedule:
        """The best schedule of a class; empty = stay home."""
        ...

    def rows(self, master: Master) -> Floats | None:
        """What the best schedules of all members put into each row of a master, if the pricer can tell."""
        ...


class Pricer:
    """
    The candidate tours of all classes, or of one, laid out for dynamic programming.

    Parameters
    ----------
    instance
        The whole instance.
    only
        A class; ``None`` = all.

    Notes
    -----
    What may follow a tour depends on the day alone where dwell is longer than any travel, and on the next
    tour's travel where it is not. Tours of a class are therefore held in *slots* by travel; as a rule each
    class needs one.
    """

    def __init__(self, instance: Instance, only: int | None = None) -> None:
        self.instance = instance
        tours = instance.tours
        listed = tours.listed if only is None else tours.of_blocks(instance.blocks_of(only))
        mine = listed.tour
        self.classes = np.arange(len(instance.classes)) if only is None else np.array([only])
        travel, dwell = instance.block_travel[listed.block], tours.dwell_after(listed)
        slack = dwell - travel
        owner = instance.block_class[listed.block] if only is None else np.zeros(mine.size, dtype=np.int64)
        floor = np.full(self.classes.size, 1 << 40, dtype=np.int64)
        latest = int(tours.grids.start.max(initial=0))
        goes_on = listed.end + dwell <= latest
        np.minimum.at(floor, owner[goes_on], slack[goes_on])
        apart = np.where(travel <= floor[owner], -1, travel)
        most = int(travel.max(initial=0)) + 2
        pairs, slot = np.unique(owner * most + apart + 1, return_inverse=True)
        self._slots_of: list[list[int]] = [[] for _ in range(self.classes.size)]
        slot_travel: list[int] = []
        for number, pair in enumerate(pairs.tolist()):
            self._slots_of[pair // most].append(number)
            slot_travel.append(pair % most - 1)
        order = np.lexsort((np.arange(mine.size), slot, listed.start))
        self.tours = mine[order]
        self._listed = Listed(*(each[order] for each in listed))
        self._dwell = dwell[order]
        self._slot = slot[order]
        self._pinned = [
            np.flatnonzero(np.isin(self.tours, np.array(pin.tours, dtype=np.int64))) for pin in instance.pins
        ]
        starts = self._listed.start
        self._days, first = np.unique(starts, return_index=True)
        self._bounds = [*first.tolist(), starts.size]
        self._slots = max(1, len(slot_travel))
        self._next = self._transitions(slot_travel)
        self._segments = self._segment()
        self._tables(instance)
        self.value = np.zeros(0, dtype=np.int64)
        self._best = np.zeros((self._days.size + 1, self._slots), dtype=np.int64)
        self._through = np.zeros(self.tours.size, dtype=np.int64)

    def _transitions(self, slot_travel: list[int]) -> list[Ints]:
        """For each slot that a class may go on in: where in the table of best values each tour leads."""
        ends, dwell = self._listed.end, self._dwell
        travel = self.instance.block_travel[self._listed.block]
        widest = max([len(slots) for slots in self._slots_of] + [1])
        owner_of_slot = {slot: index for index, slots in enumerate(self._slots_of) for slot in slots}
        owner = np.array([owner_of_slot[slot] for slot in range(len(slot_travel))], dtype=np.int64)
        ways = []
        for way in range(widest):
            target = np.array([slots[min(way, len(slots) - 1)] if slots else 0 for slots in self._slots_of])
            into = target[owner[self._slot]] if ends.size else np.zeros(0, dtype=np.int64)
            out = np.array(slot_travel or [0])[into]
            ready = ends + np.where(out < 0, dwell, np.maximum(dwell, travel + out))
            ordinal = np.searchsorted(self._days, ready, side="left")
            ways.append(ordinal * self._slots + into)
        return ways

    def _segment(self) -> list[tuple[Ints, Ints]]:
        """For each start day: the slots that have tours there, and where their tours begin."""
        segments = []
        for low, high in pairwise(self._bounds):
            slots, first = np.unique(self._slot[low:high], return_index=True)
            segments.append((slots, first))
        return segments

    def _tables(self, instance: Instance) -> None:
        """Values are looked up by (block, distinct start) and (block, distinct end)."""
        blocks, local = np.unique(self._listed.block, return_inverse=True)
        ends, end_at = np.unique(self._listed.end, return_inverse=True)
        start_at = np.searchsorted(self._days, self._listed.start)
        self._at_start = local * self._days.size + start_at
        self._at_end = local * ends.size + end_at
        self._blocks = blocks
        self._end_days = ends
        line = instance.block_line[blocks]
        self._line = line
        self._fills = instance.block_fills[blocks][:, None]
        self._heads = instance.block_headcount[blocks][:, None]
        reception = instance.block_reception[blocks][:, None]
        self._ready = np.minimum(self._days[None, :] + reception, instance.horizon)
        self._rows = np.arange(blocks.size)[:, None]
        most = int(instance.block_fills.max(initial=0)) + 1
        pairs, self._pair = np.unique(line * most + self._fills[:, 0], return_inverse=True)
        self._pair_line, self._pair_fills = pairs // most, pairs % most
        self._shares: tuple[Roundings, Shares] | None = None
        self._useful = np.minimum(self._pair_fills[:, None], instance.demand[self._pair_line])
        place = instance.block_place[blocks]
        self._lifted = np.flatnonzero(place >= 0)
        self._place = place[self._lifted][:, None]
        self._start_step = self._days // instance.step
        leaving = ends < instance.horizon
        self._leaving = np.flatnonzero(leaving)
        self._end_step = ends[leaving] // instance.step
        self._counted = instance.counts[:, blocks] & ~instance.excluded[:, None]
        self._left_out = instance.counts[:, blocks] & instance.excluded[:, None]
        self._ends = self._listed.end
        self._cost = instance.tours.cost_of(self._listed)
        self._spend = instance.spent(self._listed)
        self._touched = [
            np.flatnonzero(instance.touches(row, self._listed)) for row in range(len(instance.budgets))
        ]

    def _paid_roundings(self, valuation: Valuation) -> Ints:
        """What each pair of a line and a fill is paid a day for what it counts in rounding cuts."""
        roundings, prices = valuation.roundings, valuation.rounding
        assert roundings is not None
        assert prices is not None
        if self._shares is None or self._shares[0] is not roundings:
            self._shares = roundings, roundings.shares(self._pair_line, self._pair_fills)
        return roundings.paid(self._shares[1], prices, self._pair_line.size, self.instance.horizon)

    # -- values -------------------------------------------------------------------------------

    def price(self, valuation: Valuation, classes: Ints | None = None) -> Ints:
        """
        Value every tour and find the best schedule of every class.

        Parameters
        ----------
        classes
            Those that are asked; all others are worth 0. It takes as long as asking all.

        Returns
        -------
        ndarray
            ``(number of classes,)``: value of each class's best schedule, at least 0 (staying home).
        """
        by_day = valuation.cover[self._pair_line] * self._useful
        if valuation.roundings is not None:
            by_day += self._paid_roundings(valuation)
        if valuation.fillings is not None:
            by_day += valuation.fillings.paid(self._pair_line, self._pair_fills, self.instance.horizon)
        paid = running(by_day)
        pair = self._pair[:, None]
        ending = paid[pair, self._end_days[None, :]]
        starting = paid[pair, self._ready]
        self._charge_crowd(valuation.crowd, ending, starting)
        if self._lifted.size:
            heads = self._heads[self._lifted]
            starting[self._lifted] += heads * valuation.arrive[self._place, self._start_step[None, :]]
            left = heads * valuation.depart[self._place, self._end_step[None, :]]
            ending[self._lifted[:, None], self._leaving[None, :]] -= left
        values = np.take(ending, self._at_end) - np.take(starting, self._at_start)
        if valuation.cost:
            values -= self._cost * valuation.cost
        for row, touched in enumerate(self._touched):
            if valuation.budget[row]:
                values[touched] -= self._spend[touched] * valuation.budget[row]
        self._pay_pins(values, valuation.pin)
        best = self.chain(values)
        if classes is not None:
            best[np.isin(np.arange(best.size), classes, invert=True)] = 0
        return best

    def _charge_crowd(self, crowd: Ints, ending: Ints, starting: Ints) -> None:
        """Charge every person present, from arrival or from the end of reception, as each ceiling counts."""
        if not crowd.any():
            return
        summed = running(crowd)
        for counted, shifted in ((self._counted, False), (self._left_out, True)):
            rows = np.flatnonzero(counted.any(axis=1) & crowd.any(axis=1))
            for row in rows.tolist():
                heads = self._heads * counted[row][:, None]
                ending -= heads * summed[row, self._end_days][None, :]
                starting -= heads * (
                    summed[row][self._ready] if shifted else summed[row, self._days][None, :]
                )

    def _pay_pins(self, values: Ints, pins: Ints) -> None:
        for bonus, at in zip(pins.tolist(), self._pinned, strict=True):
            if bonus:
                values[at] += bonus

    def respond(self, room: Room, weights: Ints, cost: int, pin: int, crowd: Ints | None = None) -> Ints:
        """
        As :meth:`price`, for one more member in the room that a roster leaves.

        Parameters
        ----------
        weights
            ``(L,)`` worth of a headcount-day that is still unfilled.
        cost, pin
            Charge per cent of cost; worth of a pin not yet met.
        crowd
            ``(Q, H)`` charge per person for ceilings that others want too, ``None`` = none.
        """
        gained = np.minimum(self._fills, np.maximum(0, room.short[self._line]))
        paid = running(gained * weights[self._line][:, None])
        ending = paid[:, self._end_days]
        starting = paid[self._rows, self._ready]
        if crowd is not None:
            self._charge_crowd(crowd, ending, starting)
        values = np.take(ending, self._at_end) - np.take(starting, self._at_start)
        if cost:
            values -= self._cost * cost
        if pin:
            self._pay_pins(values, np.where(room.pins, 0, pin))
        values[self._blocked(room)] = FORBIDDEN
        return self.chain(values)

    def _blocked(self, room: Room) -> Flags:
        """Tours that would break a ceiling, a budget or the lift."""
        horizon = self.instance.horizon
        blocked = np.zeros(self.tours.size, dtype=np.bool_)
        days = np.arange(horizon + 1)
        for counted, shifted in ((self._counted, False), (self._left_out, True)):
            if not counted.any():
                continue
            first = np.full((self._blocks.size, horizon + 1), horizon + 1)
            for row in np.flatnonzero(counted.any(axis=1)).tolist():
                for heads in np.unique(self._heads).tolist():
                    full = np.flatnonzero(room.left[row] < heads)
                    if not full.size:
                        continue
                    coming = np.append(full, horizon + 1)[np.searchsorted(full, days)]
                    mine = np.flatnonzero(counted[row] & (self._heads[:, 0] == heads))
                    first[mine] = np.minimum(first[mine], coming)
            until = first[self._rows, self._ready] if shifted else first[:, self._days]
            blocked |= np.take(until, self._at_start) < self._ends
        if self._lifted.size:
            heads_of = self._heads[self._lifted]
            arriving = np.zeros((self._blocks.size, self._days.size), dtype=np.bool_)
            arriving[self._lifted] = room.arrive[self._place, self._start_step[None, :]] < heads_of
            leaving = np.zeros((self._blocks.size, self._end_days.size), dtype=np.bool_)
            stuck = room.depart[self._place, self._end_step[None, :]] < heads_of
            leaving[self._lifted[:, None], self._leaving[None, :]] = stuck
            blocked |= np.take(arriving, self._at_start) | np.take(leaving, self._at_end)
        for row, touched in enumerate(self._touched):
            blocked[touched] |= self._spend[touched] > room.money[row]
        return blocked

    def chain(self, values: Ints) -> Ints:
        """Best chains for given values of the tours (in this pricer's order)."""
        self.value = values
        best = self._best
        flat = best.ravel()
        through = self._through
        best[-1] = 0
        for index in range(self._days.size - 1, -1, -1):
            low, high = self._bounds[index], self._bounds[index + 1]
            onward = flat[self._next[0][low:high]]
            for way in self._next[1:]:
                np.maximum(onward, flat[way[low:high]], out=onward)
            onward += values[low:high]
            through[low:high] = onward
            slots, first = self._segments[index]
            best[index] = best[index + 1]
            best[index, slots] = np.maximum(best[index, slots], np.maximum.reduceat(onward, first))
        return np.array([max((int(best[0, slot]) for slot in slots), default=0) for slots in self._slots_of])

    def schedule(self, position: int) -> Schedule:
        """
        The best schedule of a class (by its place in ``classes``); empty = stay home.

        Of equals the one that ends last is taken: one long tour rather than two short ones.
        """
        slots = self._slots_of[position]
        chain: list[int] = []
        index = 0
        heads = [(index, slot) for slot in slots]
        while heads:
            index, slot = max(heads, key=lambda head: self._best[head[0], head[1]])
            target = self._best[index, slot]
            if target <= 0:
                break
            while self._best[index + 1, slot] == target:
                index += 1
            segment, first = self._segments[index]
            at = int(np.searchsorted(segment, slot))
            low = self._bounds[index] + int(first[at])
            high = (
                self._bounds[index] + int(first[at + 1]) if at + 1 < first.size else self._bounds[index + 1]
            )
            tour = high - 1 - int(np.argmax(self._through[low:high][::-1] == target))
            chain.append(int(self.tours[tour]))
            heads = [divmod(int(way[tour]), self._slots) for way in self._next[: len(slots)]]
        return tuple(chain)

    def rows(self, master: Master) -> None:
        """The master's own columns tell what schedules put into its rows."""

    def network(self) -> Network:
        """Tours as arcs between start days."""
        ordinal = np.searchsorted(self._days, self._listed.start)
        tail = ordinal * self._slots + self._slot
        ways = np.zeros(self._slots, dtype=np.int64)
        for slots in self._slots_of:
            ways[slots] = len(slots)
        onward = [np.flatnonzero(ways[self._slot] > way) for way in range(len(self._next))]
        return Network(
            classes=len(self._slots_of),
            slots=self._slots,
            last=self._days.size * self._slots,
            waits=self._days.size * self._slots,
            tour=np.concatenate([self.tours[mine] for mine in onward]),
            tail=np.concatenate([tail[mine] for mine in onward]),
            head=np.concatenate([way[mine] for way, mine in zip(self._next, onward, strict=True)]),
            entries=tuple((owner, slot) for owner, slots in enumerate(self._slots_of) for slot in slots),
        )

    def enumerate(self, position: int, least: int, limit: int) -> list[Schedule] | None:
        """
        Every schedule of a class worth at least ``least`` under the values last given.

        Returns
        -------
        list or None
            ``None`` if there are more than ``limit``. The empty schedule is not listed.
        """
        slots = self._slots_of[position]
        found: list[Schedule] = []
        steps = 0
        stack: list[tuple[Schedule, int, list[tuple[int, int]]]] = [((), 0, [(0, slot) for slot in slots])]
        while stack:
            chain, worth, heads = stack.pop()
            for start, slot in heads:
                for index in range(start, self._days.size):
                    if worth + int(self._best[index, slot]) < least:
                        break
                    segment, first = self._segments[index]
                    at = int(np.searchsorted(segment, slot))
                    if at >= segment.size or segment[at] != slot:
                        continue
                    low = self._bounds[index] + int(first[at])
                    high = (
                        self._bounds[index] + int(first[at + 1])
                        if at + 1 < first.size
                        else self._bounds[index + 1]
                    )
                    for tour in (low + np.flatnonzero(self._through[low:high] + worth >= least)).tolist():
                        longer = (*chain, int(self.tours[tour]))
                        total = worth + int(self.value[tour])
                        steps += 1
                        if steps > 4 * limit:
                            return None
                        if total >= least:
                            found.append(longer)
                            if len(found) > limit:
                                return None
                        onward = [divmod(int(way[tour]), self._slots) for way in self._next[: len(slots)]]
                        stack.append((longer, total, onward))
        return found
