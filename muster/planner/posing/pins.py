"""Pins: tours that the user wants, as rows of the instance; or why a rule stands against one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from muster.domain.tour import Pin
from muster.errors import Problem
from muster.planner.instance import PinRow
from muster.planner.posing.blocks import Block, Blocks
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group
from muster.planner.tours import Tours

__all__ = ("pins",)


def pins(
    ground: Ground,
    groups: Sequence[Group],
    found: Blocks,
    tours: Tours,
) -> tuple[tuple[PinRow, ...], list[Problem]]:
    """
    A row for each pin, and a problem for each that no candidate tour meets.

    A pin is met by a tour of the unit on the line with exactly the dates given; one that a fixed tour
    meets is no row.
    """
    owners: dict[str, set[int]] = defaultdict(set)
    for index, group in enumerate(groups):
        for member in group.members:
            owners[member.unit].add(index)
    block_class = np.array([block.group for block in found.blocks], dtype=np.int64)
    block_line = np.array([block.line for block in found.blocks], dtype=np.int64)
    ordered = {(tour.unit, tour.line, tour.start, tour.end) for tour in ground.case.tours}
    rows: dict[tuple[object, ...], PinRow] = {}
    problems: list[Problem] = []
    for pin in sorted(ground.case.pins, key=_pin_key):
        if pin.rule != "pin" or pin.line is None or pin.start is None or pin.end is None:
            continue
        if (pin.unit, pin.line, pin.start, pin.end) in ordered:
            continue
        mine = sorted(owners[pin.unit])
        blocks = np.flatnonzero((block_line == ground.line_index[pin.line]) & np.isin(block_class, mine))
        met = tours.find(blocks.tolist(), ground.day(pin.start), ground.day(pin.end))
        if met:
            rows[pin.unit, pin.line, pin.start, pin.end] = PinRow(pin=pin, tours=tuple(met))
        else:
            problems.append(_refused(ground, pin, mine, found))
    return tuple(rows.values()), problems


def _refused(ground: Ground, pin: Pin, owners: Sequence[int], found: Blocks) -> Problem:
    """Which rule a pin breaks, and the nearest day that breaks none."""
    assert pin.line is not None and pin.start is not None and pin.end is not None
    number = ground.line_index[pin.line]
    reasons = [
        found.exclusions[owner, number].message for owner in owners if (owner, number) in found.exclusions
    ]
    if len(reasons) == len(owners):
        why = reasons[0]
        way_out = "take the pin out, or change what the message names"
    else:
        mine = [block for block in found.blocks if block.line == number and block.group in owners]
        why, way_out = _nearest(ground, pin, mine)
    return Problem(
        code="M603",
        message=f"{pin.unit} pinned on {pin.line}, {pin.start} to {pin.end}, breaks a rule: {why}",
        file=pin.origin.file if pin.origin else "pins.csv",
        line=pin.origin.line if pin.origin else None,
        help=way_out,
    )


def _nearest(ground: Ground, pin: Pin, blocks: Sequence[Block]) -> tuple[str, str]:
    assert pin.start is not None and pin.end is not None
    start, end = ground.day(pin.start), ground.day(pin.end)
    tours = [
        (int(first), int(last))
        for block in blocks
        for first, last in zip(block.grid.starts, block.grid.ends, strict=True)
    ]
    same_start = sorted({last for first, last in tours if first == start})
    if same_start:
        near = min(same_start, key=lambda last: abs(last - end))
        return (
            f"a tour from {pin.start} may not end on {pin.end}",
            f"the nearest end that the rules allow is {ground.date_of(near)}",
        )
    near = min({first for first, _ in tours}, key=lambda first: (abs(first - start), first))
    return (
        f"a tour may not start on {pin.start}",
        f"the nearest start that the rules allow is {ground.date_of(near)}",
    )


def _pin_key(pin: Pin) -> tuple[str, str, str, str]:
    return (pin.unit, pin.line or "", str(pin.start), str(pin.end))
