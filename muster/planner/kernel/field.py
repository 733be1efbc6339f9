"""The field: an instance laid out class by class for loops that are compiled."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from muster.planner.instance import Instance, Ints

__all__ = ("Field", "Layout", "lay_out")

Array = npt.NDArray[Any]


class Field(NamedTuple):
    """
    Arrays that the compiled loops read.

    C classes, B blocks in order of class, K tours in order of class, start, block and end, H days, Q
    ceilings, L lines.

    Attributes
    ----------
    class_first
        ``(C + 1,)`` first block of each class.
    class_group, group_first, group_block, group_day
        Tours of one block that start on one day are a group; groups are sorted by class and day:
        ``(C + 1,)`` first group of each class; ``(G + 1,)`` first tour, ``(G,)`` block and day of each group.
    block, start, end, cost
        ``(K,)``, in order of group and end: memory is read from one end to the other.
    slots, slot_travel
        ``(C,)`` and ``(C, S)``: what may follow a tour depends on the next tour's travel only where a journey
        can outlast dwell; tours are then held in slots by travel, else in one whose travel is −1.
    sign, sign_first, sign_rows
        ``(B,)`` which set of ceilings counts the block; the sets, compressed.
    dwell_of, dwell
        ``(B,)`` row of ``dwell``; ``(n, H + 1)`` days from a tour's end to the next start, by length.
    begin_first, begins, stop_first, stops
        ``(B + 1,)`` into the distinct days on which tours of a block start, and those on which they end.
    last
        ``(B,)`` the last day on which a tour of the block ends.
    spend
        ``(K,)`` what budgets count.
    """

    horizon: int
    step: int
    class_first: Array
    sizes: Array
    class_group: Array
    group_first: Array
    group_block: Array
    group_day: Array
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
    begin_first: Array
    begins: Array
    stop_first: Array
    stops: Array
    last: Array
    block: Array
    start: Array
    end: Array
    cost: Array
    spend: Array
    dwell: Array
    sign_first: Array
    sign_rows: Array
    excluded: Array
    demand: Array
    least: Array
    budget_counts: Array
    budget_run: Array
    spent_is_cost: bool


class Layout:
    """
    A field and the way back to the instance.

    Attributes
    ----------
    field
        The arrays.
    tours
        ``(K,)`` the instance's number of each tour of the field.
    """

    def __init__(self, instance: Instance, field: Field, tours: Ints) -> None:
        self.instance = instance
        self.field = field
        self.tours = tours
        self.position = np.empty(tours.size, dtype=np.int64)
        self.position[tours] = np.arange(tours.size)


def lay_out(instance: Instance) -> Layout:
    """Lay out an instance."""
    blocks = np.argsort(instance.block_class, kind="stable")
    rank = np.empty(blocks.size, dtype=np.int64)
    rank[blocks] = np.arange(blocks.size)
    mine = rank[instance.tour_block]
    count = len(instance.classes)
    owner = instance.block_class[blocks]
    # Tours of an instance are sorted by start, class, block and end.
    order = np.argsort(owner[mine].astype(np.int32), kind="stable")
    block = mine[order]
    class_first = np.searchsorted(owner, np.arange(count + 1))
    start, end = instance.tour_start[order], instance.tour_end[order]
    travel = instance.block_travel[blocks]
    changes = np.flatnonzero((np.diff(block) != 0) | (np.diff(start) != 0)) + 1
    group_first = np.concatenate([[0], changes, [block.size]]) if block.size else np.zeros(1, dtype=np.int64)
    group_block, group_day = block[group_first[:-1]], start[group_first[:-1]]
    class_group = np.searchsorted(owner[group_block], np.arange(count + 1))
    dwell_of, dwell = _dwell(instance, blocks, block, start, end, instance.tour_dwell[order])
    slots, slot_travel, slot = _slots(instance, count, owner, block, travel, end, instance.tour_dwell[order])
    sign, sign_first, sign_rows = _signs(instance.counts[:, blocks])
    begin_first, begins = _days(blocks.size, group_block, group_day, instance.horizon)
    stop_first, stops = _days(blocks.size, block, end, instance.horizon)
    last = np.zeros(blocks.size, dtype=np.int64)
    ends = np.flatnonzero(stop_first[1:] > stop_first[:-1])
    last[ends] = stops[stop_first[ends + 1] - 1]
    demand = instance.demand
    positive = np.where(demand > 0, demand, np.int64(1) << 40)
    budget_run = np.zeros((instance.budgets.size, instance.horizon + 1), dtype=np.int64)
    if instance.budgets.size:
        budget_run[:, 1:] = np.cumsum(instance.budget_days, axis=1)
    cost = instance.tour_cost[order]
    spend = instance.spend[order]
    field = Field(
        horizon=instance.horizon,
        step=instance.step,
        class_first=class_first,
        sizes=instance.sizes,
        class_group=class_group,
        group_first=group_first,
        group_block=group_block,
        group_day=group_day,
        slots=slots,
        slot_travel=slot_travel,
        line=instance.block_line[blocks],
        heads=instance.block_headcount[blocks],
        fills=instance.block_fills[blocks],
        reception=instance.block_reception[blocks],
        travel=travel,
        place=instance.block_place[blocks],
        slot=slot,
        sign=sign,
        dwell_of=dwell_of,
        begin_first=begin_first,
        begins=begins,
        stop_first=stop_first,
        stops=stops,
        last=last,
        block=block,
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        cost=cost,
        spend=spend,
        dwell=dwell,
        sign_first=sign_first,
        sign_rows=sign_rows,
        excluded=instance.excluded,
        demand=demand,
        least=positive.min(axis=1) if demand.size else np.zeros(0, dtype=np.int64),
        budget_counts=np.ascontiguousarray(instance.budget_counts[:, blocks]),
        budget_run=budget_run,
        spent_is_cost=bool((spend == cost).all()),
    )
    return Layout(instance, field, order)


def _days(count: int, block: Ints, days: Ints, horizon: int) -> tuple[Ints, Ints]:
    """The distinct days of each block: where each block's begin, and the days."""
    seen = np.zeros((count, horizon + 1), dtype=np.bool_)
    seen[block, days] = True
    where, found = np.nonzero(seen)
    return np.searchsorted(where, np.arange(count + 1)), found


def _dwell(
    instance: Instance, blocks: Ints, block: Ints, start: Ints, end: Ints, dwell: Ints
) -> tuple[Ints, Ints]:
    """Dwell by length; blocks of equal policy and travel share a row."""
    policies = {name: index for index, name in enumerate(sorted({kind.policy for kind in instance.classes}))}
    policy = np.array([policies[kind.policy] for kind in instance.classes], dtype=np.int64)
    key = policy[instance.block_class[blocks]] * (1 << 32) + instance.block_travel[blocks]
    _, row = np.unique(key, return_inverse=True)
    table = np.zeros((int(row.max(initial=-1)) + 1, instance.horizon + 1), dtype=np.int64)
    table[row[block], end - start] = dwell
    return row, table


def _slots(
    instance: Instance, count: int, owner: Ints, block: Ints, travel: Ints, end: Ints, dwell: Ints
) -> tuple[Ints, Ints, Ints]:
    """
    Slots of every class.

    Where every tour's dwell is at least its journey home and the longest journey out of the class, the next
    start depends on dwell alone.
    """
    longest = np.zeros(count, dtype=np.int64)
    np.maximum.at(longest, owner, travel)
    tight = np.zeros(count, dtype=np.bool_)
    late = dwell < travel[block] + longest[owner[block]]
    tight[owner[block[late]]] = True
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
