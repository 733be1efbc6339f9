"""The field: an instance laid out for loops that are compiled."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from muster.planner.instance import Instance, Ints
from muster.planner.kernel.compiled import inner, whole
from muster.planner.tours import Tariffs

__all__ = ("Array", "Field", "Layout", "cost_of", "lay_out", "stay_of")

Array = npt.NDArray[Any]


class Field(NamedTuple):
    """
    Arrays that the compiled loops read.

    C classes, B blocks in order of class, N grids with S starts, H days, Q ceilings, L lines, D budgets, P
    lift places. Tours have the instance's numbers; see :class:`muster.planner.tours.Tours`.

    Attributes
    ----------
    class_first
        ``(C + 1,)`` first block of each class.
    slots, slot_travel
        ``(C,)`` and ``(C, S)``: what may follow a tour depends on the next tour's travel only where a journey
        can outlast dwell; tours are then held in slots by travel, else in one whose travel is −1.
    sign, sign_first, sign_rows
        ``(B,)`` which set of ceilings counts the block; the sets, compressed.
    dwell_of, after
        ``(B,)`` row of ``after``; ``(n, H + 1)`` days from a tour's start to the next start, by length.
    tour_first
        ``(B + 1,)`` number of the first tour of each block.
    grid, grid_first, start, first_end, last_end, before, counts
        ``(B,)``; ``(N + 1,)``; ``(S,)`` the last five: the grids, the tours of all grids before each start,
        and how many tours begin on it.
    stride
        Days from one end of a tour to the next.
    near, far, odd
        ``(S,)`` for starts on a whole number of strides: the ends that are too run from ``near`` to ``far``
        strides; ``odd`` is the last end where it is not, else −1. For other starts ``near`` is −1.
    stop_first, stops, stop_stride, stop_step
        ``(N + 1,)`` into the distinct days on which tours of a grid end; in strides, −1 where not whole; the
        step of the planning grid that each is in.
    place_of, rest_first, run, same_until
        ``(H + 1,)`` where tables that are read stride by stride keep each day: days that are whole strides
        apart lie side by side. ``(stride + 1,)`` where the days begin that are so many more than whole
        strides. ``(T, H + 1)`` ``day_run`` in that order; ``(T, H)`` the day after the last up to which a
        tour's first day makes no difference to what it costs whatever its length.
    stop_low, stop_high, odd_first, odd_low, odd_high
        ``(N,)`` from and to which stride tours of a grid end; ``(N + 1,)`` into runs of other days on which
        some do, each from one place to another of a table in the order of ``place_of``.
    start_low, start_high, odd_at_first, odd_at
        The same of starts; ``odd_at`` are places among the starts.
    agenda, agenda_row, agenda_at, agenda_day, agenda_near, agenda_far, agenda_odd
        ``(C + 1,)`` and the rest ``(A,)``: every start of every block of a class, last day first and last
        block first, as a search backwards in time meets them: block, counted from the class's first, place
        among the starts of all grids, and what the grid says of it.
    pair, pair_line, pair_fills, pair_from, pair_until
        ``(B,)`` what a block fills of its line, told once for each line and headcount; the first day and the
        day after the last of all its tours.
    tariff, priced_heads, tenths, in_cents, scale, day_run, tenth, person, each
        ``(B,)`` the first three; whether person-days cost whole cents, which ``day_run`` then holds; the
        tariffs, in dollars × ``scale``.
    dearest
        The most that a budget counts for any tour, in cents.
    charged, spend
        ``(K,)`` cents of each tour and cents that budgets count, where they are not the tariffs';
        else ``(0,)``.
    """

    horizon: int
    step: int
    stride: int
    class_first: Array
    sizes: Array
    slots: Array
    slot_travel: Array
    line: Array
    heads: Array
    fills: Array
    reception: Array
    travel: Array
    place: Array
    slot: Array
    sign: Array
    dwell_of: Array
    after: Array
    tour_first: Array
    grid: Array
    grid_first: Array
    start: Array
    first_end: Array
    last_end: Array
    before: Array
    counts: Array
    near: Array
    far: Array
    odd: Array
    stop_first: Array
    stops: Array
    stop_stride: Array
    stop_step: Array
    place_of: Array
    rest_first: Array
    run: Array
    same_until: Array
    stop_low: Array
    stop_high: Array
    odd_first: Array
    odd_low: Array
    odd_high: Array
    start_low: Array
    start_high: Array
    odd_at_first: Array
    odd_at: Array
    agenda: Array
    agenda_row: Array
    agenda_at: Array
    agenda_day: Array
    agenda_near: Array
    agenda_far: Array
    agenda_odd: Array
    pair: Array
    pair_line: Array
    pair_fills: Array
    pair_from: Array
    pair_until: Array
    tariff: Array
    priced_heads: Array
    tenths: Array
    in_cents: bool
    scale: int
    day_run: Array
    tenth: Array
    person: Array
    each: Array
    dearest: int
    charged: Array
    spend: Array
    sign_first: Array
    sign_rows: Array
    excluded: Array
    demand: Array
    budget_counts: Array
    budget_run: Array


class Layout:
    """A field and the instance that it is of."""

    def __init__(self, instance: Instance, field: Field) -> None:
        self.instance = instance
        self.field = field


@inner
def stay_of(field: Field, tour: int) -> tuple[int, int, int]:
    """Block, first day and the day after the last of a tour."""
    block = np.searchsorted(field.tour_first, tour, side="right") - 1
    grid = field.grid[block]
    low, high = field.grid_first[grid], field.grid_first[grid + 1]
    within = tour - field.tour_first[block] + field.before[low]
    at = low + np.searchsorted(field.before[low:high], within, side="right") - 1
    end = min(field.last_end[at], field.first_end[at] + field.stride * (within - field.before[at]))
    return int(block), int(field.start[at]), int(end)


#: A tour, where all tours of a block cost the same; the day before the first.
ANY, NEVER = whole(0), whole(-1)


@inner
def cost_of(field: Field, block: int, start: int, end: int, tour: int) -> int:
    """Cents of a tour."""
    if field.charged.size:
        return int(field.charged[tour])
    row, heads = field.tariff[block], field.priced_heads[block]
    days = heads * (field.day_run[row, end] - field.day_run[row, start])
    once = (
        2 * field.tenths[block] * heads * field.tenth[row, start]
        + heads * field.person[row, start]
        + field.each[row, start]
    )
    if field.in_cents:
        return int(days + (200 * once + field.scale) // (2 * field.scale))
    return int((200 * (days + once) + field.scale) // (2 * field.scale))


def lay_out(instance: Instance) -> Layout:
    """Lay out an instance."""
    tours, grids, tariffs = instance.tours, instance.tours.grids, instance.tours.tariffs
    count = len(instance.classes)
    class_first = np.searchsorted(instance.block_class, np.arange(count + 1))
    lengths = np.arange(instance.horizon + 1)
    slots, slot_travel, slot = _slots(instance, count)
    sign, sign_first, sign_rows = _signs(instance.counts)
    stops = [tours.days(grid)[1] for grid in range(grids.first.size - 1)]
    budget_run = np.zeros((instance.budgets.size, instance.horizon + 1), dtype=np.int64)
    if instance.budgets.size:
        budget_run[:, 1:] = np.cumsum(instance.budget_days, axis=1)
    cents = tariffs.scale // 100 if tariffs.in_cents else 1
    nothing = np.zeros(0, dtype=np.int64)
    ends = np.concatenate([nothing, *stops])
    most = int(instance.block_fills.max(initial=0)) + 1
    pairs, pair = np.unique(instance.block_line * most + instance.block_fills, return_inverse=True)
    pair_from, pair_until = np.full(pairs.size, instance.horizon), np.zeros(pairs.size, dtype=np.int64)
    np.minimum.at(pair_from, pair, grids.start[grids.first[:-1]][tours.block_grid])
    np.maximum.at(pair_until, pair, np.array([days[-1] for days in stops])[tours.block_grid])
    whole, straight = grids.start % grids.step == 0, grids.last_end % grids.step == 0
    near = np.where(whole, grids.first_end // grids.step + (grids.first_end % grids.step > 0), -1)
    far = np.where(whole, grids.last_end // grids.step, -2)
    odd = np.where(whole & ~straight, grids.last_end, -1)
    agenda, row, at = _agenda(instance, class_first)
    by_rest = np.argsort(lengths % grids.step, kind="stable")
    stop_first = np.cumsum([0, *(each.size for each in stops)])
    place_of = np.argsort(by_rest)
    stop_range = _strides(stop_first, ends, grids.step)
    start_range = _strides(grids.first, grids.start, grids.step)
    runs = _runs(stop_range[2], place_of[ends[stop_range[3]]])
    return Layout(
        instance,
        Field(
            horizon=instance.horizon,
            step=instance.step,
            stride=grids.step,
            class_first=class_first,
            sizes=instance.sizes,
            slots=slots,
            slot_travel=slot_travel,
            line=instance.block_line,
            heads=instance.block_headcount,
            fills=instance.block_fills,
            reception=instance.block_reception,
            travel=instance.block_travel,
            place=instance.block_place,
            slot=slot,
            sign=sign,
            dwell_of=tours.dwell_of,
            after=tours.dwell + lengths,
            tour_first=tours.first,
            grid=tours.block_grid,
            grid_first=grids.first,
            start=grids.start,
            first_end=grids.first_end,
            last_end=grids.last_end,
            before=tours.before[:-1],
            counts=grids.counts,
            near=near,
            far=far,
            odd=odd,
            stop_first=stop_first,
            stops=ends,
            stop_step=ends // instance.step,
            stop_stride=np.where(ends % grids.step == 0, ends // grids.step, -1),
            place_of=place_of,
            rest_first=np.searchsorted((lengths % grids.step)[by_rest], np.arange(grids.step + 1)),
            run=np.ascontiguousarray((tariffs.person_day // cents)[:, by_rest]),
            same_until=_same_until(tariffs),
            stop_low=stop_range[0],
            stop_high=stop_range[1],
            odd_first=runs[0],
            odd_low=runs[1],
            odd_high=runs[2],
            start_low=start_range[0],
            start_high=start_range[1],
            odd_at_first=start_range[2],
            odd_at=start_range[3],
            agenda=agenda,
            agenda_row=row,
            agenda_at=at,
            agenda_day=grids.start.astype(np.int32)[at],
            agenda_near=near.astype(np.int32)[at],
            agenda_far=far.astype(np.int32)[at],
            agenda_odd=odd.astype(np.int32)[at],
            pair=pair,
            pair_line=pairs // most,
            pair_fills=pairs % most,
            pair_from=pair_from,
            pair_until=pair_until,
            tariff=tours.block_tariff,
            priced_heads=tours.block_heads,
            tenths=tours.block_tenths,
            in_cents=tariffs.in_cents,
            scale=tariffs.scale,
            day_run=tariffs.person_day // cents,
            tenth=tariffs.person_tenth,
            person=tariffs.person,
            each=tariffs.tour,
            dearest=instance.most_spent,
            charged=nothing if tours.priced is None else tours.priced,
            spend=nothing if instance.tour_spend is None else instance.tour_spend,
            sign_first=sign_first,
            sign_rows=sign_rows,
            excluded=instance.excluded,
            demand=instance.demand,
            budget_counts=instance.budget_counts,
            budget_run=budget_run,
        ),
    )


def _strides(first: Ints, days: Ints, stride: int) -> tuple[Ints, Ints, Ints, Ints]:
    """
    Of runs of days: the first and the last whole stride, and the places of the days that are none.

    Returns
    -------
    tuple
        ``(N,)`` twice, the last before the first where there is none; ``(N + 1,)`` into the places.
    """
    count = first.size - 1
    run = np.repeat(np.arange(count), np.diff(first))
    whole, odd = days % stride == 0, np.flatnonzero(days % stride)
    low, high = np.full(count, 1 << 40), np.full(count, -1)
    np.minimum.at(low, run[whole], days[whole] // stride)
    np.maximum.at(high, run[whole], days[whole] // stride)
    return low, high, np.searchsorted(run[odd], np.arange(count + 1)), odd


def _runs(first: Ints, places: Ints) -> tuple[Ints, Ints, Ints]:
    """Places, some for each of N, as runs of neighbours: ``(N + 1,)`` into them, first and last of each."""
    owner = np.repeat(np.arange(first.size - 1), np.diff(first))
    order = np.lexsort((places, owner))
    sorted_, mine = places[order], owner[order]
    begins = np.ones(places.size, dtype=np.bool_)
    begins[1:] = (np.diff(sorted_) != 1) | (np.diff(mine) != 0)
    ends = np.roll(begins, -1)
    if ends.size:
        ends[-1] = True
    return np.searchsorted(mine[begins], np.arange(first.size)), sorted_[begins], sorted_[ends]


def _same_until(tariffs: Tariffs) -> Ints:
    tables = (tariffs.person_tenth, tariffs.person, tariffs.tour)
    days = tariffs.tour.shape[1]
    out = np.full(tariffs.tour.shape, days)
    for day in range(days - 2, -1, -1):
        same = np.all([table[:, day] == table[:, day + 1] for table in tables], axis=0)
        out[:, day] = np.where(same, out[:, day + 1], day + 1)
    return out


def _agenda(instance: Instance, class_first: Ints) -> tuple[Ints, Array, Array]:
    """Starts of all blocks of each class, last day first; see :class:`Field`."""
    grids, grid = instance.tours.grids, instance.tours.block_grid
    counts = np.diff(grids.first)[grid]
    running = np.concatenate([[0], np.cumsum(counts)])
    agenda = running[class_first]
    rows = np.empty(int(running[-1]), dtype=np.int32)
    at = np.empty_like(rows)
    for low, high in pairwise(class_first.tolist()):
        many = counts[low:high]
        row = np.repeat(np.arange(high - low, dtype=np.int32), many)
        began = np.repeat(running[low:high] - running[low], many)
        start = (np.repeat(grids.first[grid[low:high]], many) + np.arange(row.size) - began).astype(np.int32)
        order = np.argsort(grids.start[start], kind="stable")[::-1]
        rows[running[low] : running[high]] = row[order]
        at[running[low] : running[high]] = start[order]
    return agenda, rows, at


def _slots(instance: Instance, count: int) -> tuple[Ints, Ints, Ints]:
    """
    Slots of every class.

    Where every tour's dwell is at least its journey home and the longest journey out of the class, the next
    start depends on dwell alone. Longer tours owe no less: the shortest of a block says whether that is so.
    """
    tours, owner, travel = instance.tours, instance.block_class, instance.block_travel
    longest = np.zeros(count, dtype=np.int64)
    np.maximum.at(longest, owner, travel)
    tight = np.zeros(count, dtype=np.bool_)
    late = tours.dwell[tours.dwell_of, tours.shortest] < travel + longest[owner]
    tight[owner[late]] = True
    apart = np.where(tight[owner], travel, -1)
    pairs = np.unique(owner * (1 << 32) + apart + 1)
    mine = pairs >> 32
    slots = np.bincount(mine, minlength=count).astype(np.int64)
    first = np.searchsorted(mine, np.arange(count + 1))
    table = np.full((count, max(1, int(slots.max(initial=1)))), -1, dtype=np.int64)
    for index in range(count):
        table[index, : slots[index]] = (pairs[first[index] : first[index + 1]] & 0xFFFFFFFF) - 1
    slot = np.searchsorted(pairs, owner * (1 << 32) + apart + 1) - first[owner]
    return np.maximum(slots, 1), table, slot


def _signs(counts: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Distinct sets of ceilings, and which of them counts each block."""
    if not counts.shape[1]:
        return np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64)
    sets, sign = np.unique(counts.T, axis=0, return_inverse=True)
    rows = [np.flatnonzero(each) for each in sets]
    first = np.concatenate([[0], np.cumsum([each.size for each in rows])])
    joined = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    return sign.reshape(-1).astype(np.int64), first.astype(np.int64), joined.astype(np.int64)
