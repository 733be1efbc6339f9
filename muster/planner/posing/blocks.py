"""Blocks: the candidate tours of one group on one line under one legal basis, with what each costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.domain.request import Line
from muster.law.basis import LegalBasis
from muster.planner.instance import Exclusion, Flags, Ints
from muster.planner.legal import bases_of
from muster.planner.posing import exclusions
from muster.planner.posing.dwell import dwells
from muster.planner.posing.faults import RateGaps
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group
from muster.planner.posing.windows import Windows

__all__ = ("Block", "Blocks", "blocks", "needed")

#: Memory of a run, as measured on generated cases: whatever its size, and for each candidate tour (in the
#: instance, in the pricers of all classes and of each, and in the search).
BYTES_AT_LEAST, BYTES_A_TOUR = 100_000_000, 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """
    Candidate tours of one element of a group on a line.

    ``headcount`` and ``fills`` are those of one part where the unit has parts; ``starts``, ``ends``,
    ``costs`` (cents) and ``dwells`` (days) have the shape ``(number of tours,)``.
    """

    group: int
    line: int
    basis: LegalBasis
    headcount: int
    fills: int
    reception: int
    travel: int
    starts: Ints
    ends: Ints
    costs: Ints
    dwells: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """
    All blocks, and by (group, line) what is not there.

    Attributes
    ----------
    exclusions
        Why the group cannot serve the line at all.
    first_start
        What sets its first start there.
    unlawful
        ``(H,)`` days that it could fill if only the law held on them.
    beyond
        About how many tours there are, if that is more than memory allows: the blocks are then not all
        there. ``None`` if they are.
    """

    blocks: tuple[Block, ...]
    exclusions: dict[tuple[int, int], Exclusion]
    first_start: dict[tuple[int, int], str]
    unlawful: dict[tuple[int, int], Flags]
    beyond: int | None = None


def needed(tours: int) -> int:
    """Bytes that planning with so many candidate tours takes, about."""
    return BYTES_AT_LEAST + tours * BYTES_A_TOUR


def blocks(ground: Ground, groups: Sequence[Group], gaps: RateGaps) -> Blocks:
    """The blocks of all groups on all lines; tours without a rate are told to ``gaps``."""
    maker = _Maker(ground, gaps)
    for index, group in enumerate(groups):
        for number, line in enumerate(ground.lines):
            maker.make(index, group, number, line)
    return Blocks(
        blocks=tuple(maker.blocks),
        exclusions=maker.exclusions,
        first_start=maker.first_start,
        unlawful=maker.unlawful,
        beyond=maker.tours if maker.full else None,
    )


class _Maker:
    def __init__(self, ground: Ground, gaps: RateGaps) -> None:
        self.ground = ground
        self.gaps = gaps
        self.windows = Windows(ground)
        self.blocks: list[Block] = []
        self.exclusions: dict[tuple[int, int], Exclusion] = {}
        self.first_start: dict[tuple[int, int], str] = {}
        self.unlawful: dict[tuple[int, int], Flags] = {}
        self.tours = 0

    @property
    def full(self) -> bool:
        """Whether the tours so far need more memory than is allowed."""
        memory = self.ground.options.memory
        return memory is not None and needed(self.tours) > memory

    def make(self, index: int, group: Group, number: int, line: Line) -> None:
        """The blocks of a group on a line, or the reason why there is none."""
        ground, unit = self.ground, group.unit
        fills = ground.skills.get((unit.type, line.capability), 0) // group.parts
        if fills <= 0:
            self.exclusions[index, number] = exclusions.no_skill(unit, line)
            return
        found = bases_of(ground.case, unit, line, ground.options)
        if not found.options:
            self.exclusions[index, number] = exclusions.no_basis(found, unit, line)
            return
        travel = ground.travel(unit.home, line.place)
        earliest, self.first_start[index, number] = self.windows.earliest(unit, travel)
        if self.full:  # from here on tours are counted only, to say how many there are
            grids = [self.windows.grid(unit, line, earliest, basis) for basis in found.options]
            self.tours += sum(grid.starts.size for grid in grids)
            return
        made = [
            block
            for basis in found.options
            if (block := self.block(index, group, number, line, basis, earliest, fills)) is not None
        ]
        self.blocks.extend(made)
        self.tours += sum(block.starts.size for block in made)
        if not made:
            self.exclusions[index, number] = exclusions.no_tour(
                self.windows, group, line, travel, found.options
            )
        elif all(_limited(ground, basis) for basis in found.options):
            self.unlawful[index, number] = self.lost_to_law(group, line, earliest, travel, made)

    def block(
        self,
        index: int,
        group: Group,
        number: int,
        line: Line,
        basis: LegalBasis,
        earliest: int,
        fills: int,
    ) -> Block | None:
        """One block; ``None`` if no tour is left."""
        ground, unit = self.ground, group.unit
        policy = ground.policies[unit.policy]
        tenths, travel = ground.tenths(unit.home, line.place), ground.travel(unit.home, line.place)
        grid = self.windows.grid(unit, line, earliest, basis)
        keep = self.windows.kept(group, line, travel, grid)
        starts, ends = grid.starts[keep], grid.ends[keep]
        if not starts.size:
            return None
        tariff = ground.costing.tariff(unit.component, basis.duty_status)
        shift = tariff.index(ground.zero)
        rated = tariff.covered[ends + shift] - tariff.covered[starts + shift]
        if not rated.all():
            self.gaps.unrated(unit.component, basis.duty_status, line.line)
        if (rated < ends - starts).any():
            self.gaps.partly_rated(unit.component, basis.duty_status, line.line)
        headcount = ground.types[unit.type].headcount // group.parts
        return Block(
            group=index,
            line=number,
            basis=basis,
            headcount=headcount,
            fills=fills,
            reception=policy.reception_days,
            travel=travel,
            starts=starts,
            ends=ends,
            costs=tariff.cents(headcount, starts + shift, ends + shift, tenths),
            dwells=dwells(policy, starts, ends, travel),
        )

    def lost_to_law(
        self, group: Group, line: Line, earliest: int, travel: int, made: Sequence[Block]
    ) -> Flags:
        """Days that tours of the group could fill on the line, law aside, and can fill under no basis."""
        grid = self.windows.grid(group.unit, line, earliest, None)
        keep = self.windows.kept(group, line, travel, grid)
        reception = self.ground.policies[group.unit.policy].reception_days
        free = _filled(self.ground.horizon, grid.starts[keep] + reception, grid.ends[keep])
        for block in made:
            free &= ~_filled(self.ground.horizon, block.starts + reception, block.ends)
        return free


def _limited(ground: Ground, basis: LegalBasis) -> bool:
    """Whether the law does not hold on all days, or ends a stay."""
    return basis.max_days is not None or ground.days_of(basis.period) != (0, ground.horizon)


def _filled(horizon: int, starts: Ints, ends: Ints) -> Flags:
    """Days on which some tour is past its reception, ``(H,)``."""
    change = np.zeros(horizon + 1, dtype=np.int64)
    np.add.at(change, np.minimum(starts, horizon), 1)
    np.add.at(change, ends, -1)
    return np.asarray(np.cumsum(change)[:horizon] > 0, dtype=np.bool_)
