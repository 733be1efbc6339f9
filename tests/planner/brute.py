"""Brute force over an instance: every schedule of every member, day by day in plain Python."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

from muster.planner.instance import Instance
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from tests.planner.tiny import tiny_case


def tiny_optimum(seed: int, most: int) -> tuple[Instance, int] | None:
    """A tiny case and its optimum; ``None`` without tours or with more than ``most`` rosters to try."""
    instance = pose(tiny_case(seed), PlanOptions(gap=0, assume_lawful=True)).instance
    assert instance is not None
    best = optimum(instance, most)
    return None if best is None or not instance.tour_block.size else (instance, best)


def schedules(instance: Instance, owner: int) -> list[tuple[int, ...]]:
    tours = [k for k in range(instance.tour_block.size) if instance.tour_class[k] == owner]
    found: list[tuple[int, ...]] = [()]
    stack: list[tuple[int, ...]] = [()]
    while stack:
        chain = stack.pop()
        for tour in tours:
            if not chain or follows(instance, chain[-1], tour):
                found.append((*chain, tour))
                stack.append((*chain, tour))
    return found


def follows(instance: Instance, first: int, second: int) -> bool:
    home = int(instance.block_travel[instance.tour_block[first]])
    out = int(instance.block_travel[instance.tour_block[second]])
    end, start = int(instance.tour_end[first]), int(instance.tour_start[second])
    return start >= end + int(instance.tour_dwell[first]) and start - out >= end + home


def judge(instance: Instance, tours: list[int], prices: list[int] | None = None) -> int | None:
    """Objective in cents, or ``None`` if a limit is broken."""
    prices = instance.prices.tolist() if prices is None else prices
    total = instance.fixed_cost + sum(int(instance.tour_cost[k]) for k in tours)
    for line in range(len(instance.lines)):
        for day in range(instance.horizon):
            filled = 0
            for k in tours:
                block = int(instance.tour_block[k])
                ready = instance.tour_start[k] + instance.block_reception[block]
                if instance.block_line[block] == line and ready <= day < instance.tour_end[k]:
                    filled += int(instance.block_fills[block])
            total += prices[line] * max(0, int(instance.demand[line, day]) - filled)
    for row in range(len(instance.ceiling_ids)):
        for day in range(instance.horizon):
            there = 0
            for k in tours:
                block = int(instance.tour_block[k])
                begin = instance.tour_start[k]
                if instance.excluded[row]:
                    begin = begin + instance.block_reception[block]
                if instance.counts[row, block] and begin <= day < instance.tour_end[k]:
                    there += int(instance.block_headcount[block])
            if there > 0 and there > instance.capacity[row, day]:
                return None
    for row in range(len(instance.budget_ids)):
        spent = 0
        for k in tours:
            touched = any(
                instance.budget_days[row, day] for day in range(instance.tour_start[k], instance.tour_end[k])
            )
            if touched and instance.budget_counts[row, instance.tour_block[k]]:
                spent += int(instance.spend[k])
        if spent > instance.budgets[row]:
            return None
    for step in range(instance.seats.shape[1]):
        for leaving, fixed in ((False, instance.arrivals), (True, instance.departures)):
            over = over_fixed = 0
            for place in range(len(instance.lift_places)):
                more = 0
                for k in tours:
                    block = int(instance.tour_block[k])
                    when = int(instance.tour_end[k] if leaving else instance.tour_start[k])
                    if (
                        instance.block_place[block] == place
                        and when < instance.horizon
                        and when // instance.step == step
                    ):
                        more += int(instance.block_headcount[block])
                base, own = int(fixed[place, step]), int(instance.seats[place, step])
                if instance.seats_any is None and more and base + more > own:
                    return None
                over += max(0, base + more - own)
                over_fixed += max(0, base - own)
            if instance.seats_any is not None and over > max(int(instance.seats_any[step]), over_fixed):
                return None
    for pin in instance.pins:
        if not set(pin.tours) & set(tours):
            return None
    return total


def optimum(instance: Instance, limit: int = 60_000) -> int | None:
    """The least objective; ``None`` if there are too many combinations to try."""
    choices = []
    size = 1
    for owner, count in enumerate(instance.sizes.tolist()):
        every = schedules(instance, owner)
        combined = list(combinations_with_replacement(every, count)) if len(every) ** count < limit else None
        if combined is None:
            return None
        size *= len(combined)
        if size > limit:
            return None
        choices.append(combined)
    best = None
    for pick in product(*choices):
        value = judge(instance, [k for members in pick for chain in members for k in chain])
        if value is not None and (best is None or value < best):
            best = value
    return best
