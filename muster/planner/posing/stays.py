"""Stays: the candidate tours of all blocks as one value, each grid and each tariff told once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from muster.planner.cost import Tariff
from muster.planner.grid import TourGrid
from muster.planner.instance import Ints
from muster.planner.posing.blocks import Block
from muster.planner.posing.dwell import dwells
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group
from muster.planner.tours import Grids, Tariffs, Tours

__all__ = ("tours_of_blocks",)


def tours_of_blocks(ground: Ground, groups: Sequence[Group], blocks: Sequence[Block]) -> Tours:
    """The candidate tours of blocks, which are sorted by group."""
    grids: dict[int, tuple[int, TourGrid]] = {}
    tariffs: dict[int, tuple[int, Tariff]] = {}
    rows: dict[tuple[str, int], int] = {}
    grid_of, tariff_of, dwell_of = [], [], []
    for block in blocks:
        grid_of.append(grids.setdefault(id(block.grid), (len(grids), block.grid))[0])
        tariff_of.append(tariffs.setdefault(id(block.tariff), (len(tariffs), block.tariff))[0])
        policy = groups[block.group].unit.policy
        home = block.travel if ground.policies[policy].dwell_from == "home" else 0
        dwell_of.append(rows.setdefault((policy, home), len(rows)))
    lengths = np.arange(ground.horizon + 1)
    nothing = np.zeros_like(lengths)
    dwell = [dwells(ground.policies[policy], nothing, lengths, home) for policy, home in rows]
    return Tours(
        grids=_grids(ground.step, [grid for _, grid in grids.values()]),
        tariffs=_tariffs(ground, [tariff for _, tariff in tariffs.values()]),
        block_class=_ints([block.group for block in blocks]),
        block_line=_ints([block.line for block in blocks]),
        block_grid=_ints(grid_of),
        block_tariff=_ints(tariff_of),
        block_heads=_ints([block.headcount for block in blocks]),
        block_tenths=_ints([block.tenths for block in blocks]),
        dwell_of=_ints(dwell_of),
        dwell=np.stack(dwell) if dwell else np.zeros((0, ground.horizon + 1), dtype=np.int64),
    )


def _grids(step: int, grids: Sequence[TourGrid]) -> Grids:
    return Grids(
        step=step,
        first=np.cumsum(_ints([0, *(grid.days.size for grid in grids)])),
        start=_join([grid.days for grid in grids]),
        first_end=_join([grid.first_ends for grid in grids]),
        last_end=_join([grid.last_ends for grid in grids]),
    )


def _tariffs(ground: Ground, tariffs: Sequence[Tariff]) -> Tariffs:
    """The tariffs' days of planning; amounts beyond 64 bits stay Python's whole numbers."""
    horizon = ground.horizon

    def table(days: int, rows: list[Any]) -> Any:
        return np.stack(rows) if rows else np.zeros((0, days), dtype=np.int64)

    cut = [(tariff, tariff.index(ground.zero)) for tariff in tariffs]
    return Tariffs(
        scale=tariffs[0].scale if tariffs else 100,
        person_day=table(
            horizon + 1, [each.person_day[at : at + horizon + 1] - each.person_day[at] for each, at in cut]
        ),
        person_tenth=table(horizon, [each.person_tenth[at : at + horizon] for each, at in cut]),
        person=table(horizon, [each.person[at : at + horizon] for each, at in cut]),
        tour=table(horizon, [each.tour[at : at + horizon] for each, at in cut]),
    )


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _join(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *arrays])
