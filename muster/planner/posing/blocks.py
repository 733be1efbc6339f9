"""Blocks: the candidate tours of one group on one line under one legal basis, and what prices them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from muster.domain.request import Line
from muster.law.basis import LegalBasis
from muster.planner.cost import Tariff
from muster.planner.grid import TourGrid
from muster.planner.instance import Exclusion, Flags
from muster.planner.kernel.compiled import available
from muster.planner.legal import bases_of
from muster.planner.posing import exclusions
from muster.planner.posing.exclusions import Exclusions
from muster.planner.posing.faults import RateGaps
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group
from muster.planner.posing.windows import Windows

__all__ = ("Block", "Blocks", "blocks", "needed")

#: Memory of a run, as measured on generated cases: whatever its size; for each block, on compiled loops; for
#: each candidate tour, where they are listed one by one (in the pricers of all classes and of each, and in
#: the search), or charged one by one (beside a baseline).
BYTES_AT_LEAST, BYTES_A_BLOCK, BYTES_A_TOUR, BYTES_CHARGED = 100_000_000, 9_000, 420, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """
    Candidate tours of one element of a group on a line.

    ``headcount`` and ``fills`` are those of one part where the unit has parts; ``tenths`` of a mile and
    days of ``travel`` are each way.
    """

    group: int
    line: int
    basis: LegalBasis
    headcount: int
    fills: int
    reception: int
    travel: int
    tenths: int
    tariff: Tariff
    grid: TourGrid


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
    exclusions: Mapping[tuple[int, int], Exclusion]
    first_start: dict[tuple[int, int], str]
    unlawful: dict[tuple[int, int], Flags]
    beyond: int | None = None


def needed(tours: int, blocks: int, *, charged: bool = False) -> int:
    """
    Bytes that planning with so many candidate tours in so many blocks takes, about.

    Large cases are planned on compiled loops, which list no tours, where these can be had; ``charged`` says
    whether there is a baseline, beside which every tour has a price of its own.
    """
    listed = tours * BYTES_A_TOUR
    if not available():
        return BYTES_AT_LEAST + listed
    return BYTES_AT_LEAST + min(listed, blocks * BYTES_A_BLOCK + charged * tours * BYTES_CHARGED)


def blocks(ground: Ground, groups: Sequence[Group], gaps: RateGaps, *, charged: bool = False) -> Blocks:
    """
    The blocks of all groups on all lines; tours without a rate are told to ``gaps``.

    Parameters
    ----------
    charged
        Whether every tour will have a price of its own, for which there must be memory.
    """
    maker = _Maker(ground, gaps, charged)
    wanted: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(ground.lines):
        wanted[line.capability].append(number)
    brought: dict[str, list[int]] = {
        kind: sorted(
            number
            for capability, numbers in wanted.items()
            if ground.skills.get((kind, capability), 0) > 0
            for number in numbers
        )
        for kind in ground.types
    }
    for index, group in enumerate(groups):
        for number in brought[group.unit.type]:
            maker.make(index, group, number, ground.lines[number])
    return Blocks(
        blocks=tuple(maker.blocks),
        exclusions=Exclusions(maker.exclusions, ground, groups),
        first_start=maker.first_start,
        unlawful=maker.unlawful,
        beyond=maker.tours if maker.full else None,
    )


class _Maker:
    def __init__(self, ground: Ground, gaps: RateGaps, charged: bool) -> None:
        self.ground = ground
        self.gaps = gaps
        self.charged = charged
        self.windows = Windows(ground)
        self.blocks: list[Block] = []
        self.exclusions: dict[tuple[int, int], Exclusion] = {}
        self.first_start: dict[tuple[int, int], str] = {}
        self.unlawful: dict[tuple[int, int], Flags] = {}
        self.tours = 0
        self._sizes: dict[int, int] = {}
        self._lost: dict[tuple[object, ...], Flags] = {}
        self._rated: dict[tuple[int, int], tuple[bool, bool]] = {}

    @property
    def full(self) -> bool:
        """Whether the tours so far need more memory than is allowed."""
        memory = self.ground.options.memory
        return memory is not None and needed(self.tours, len(self.blocks), charged=self.charged) > memory

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
            self.tours += sum(self.size(grid) for grid in grids)
            return
        made = [
            block
            for basis in found.options
            if (block := self.block(index, group, number, line, basis, earliest, fills)) is not None
        ]
        self.blocks.extend(made)
        self.tours += sum(self.size(block.grid) for block in made)
        if not made:
            self.exclusions[index, number] = exclusions.no_tour(
                self.windows, group, line, travel, found.options
            )
        elif all(_limited(ground, basis) for basis in found.options):
            self.unlawful[index, number] = self.lost_to_law(group, line, earliest, travel, made)

    def size(self, grid: TourGrid) -> int:
        """Tours of a grid; counted once, since many blocks share it."""
        if id(grid) not in self._sizes:
            self._sizes[id(grid)] = grid.size
        return self._sizes[id(grid)]

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
        tenths, travel = ground.tenths(unit.home, line.place), ground.travel(unit.home, line.place)
        grid = self.windows.kept(group, line, travel, self.windows.grid(unit, line, earliest, basis))
        if not grid.days.size:
            return None
        tariff = ground.costing.tariff(unit.component, basis.duty_status)
        never, partly = self.gaps_of(tariff, grid)
        if never:
            self.gaps.unrated(unit.component, basis.duty_status, line.line)
        if partly:
            self.gaps.partly_rated(unit.component, basis.duty_status, line.line)
        return Block(
            group=index,
            line=number,
            basis=basis,
            headcount=ground.types[unit.type].headcount // group.parts,
            fills=fills,
            reception=ground.policies[unit.policy].reception_days,
            travel=travel,
            tenths=tenths,
            tariff=tariff,
            grid=grid,
        )

    def gaps_of(self, tariff: Tariff, grid: TourGrid) -> tuple[bool, bool]:
        """Whether some tour has no rate on any of its days; whether some tour has none on some day."""
        key = id(tariff), id(grid)
        if key not in self._rated:
            starts, ends = grid.starts, grid.ends
            shift = tariff.index(self.ground.zero)
            rated = tariff.covered[ends + shift] - tariff.covered[starts + shift]
            self._rated[key] = not rated.all(), bool((rated < ends - starts).any())
        return self._rated[key]

    def lost_to_law(
        self, group: Group, line: Line, earliest: int, travel: int, made: Sequence[Block]
    ) -> Flags:
        """Days that tours of the group could fill on the line, law aside, and can fill under no basis."""
        grid = self.windows.grid(group.unit, line, earliest, None)
        grid = self.windows.kept(group, line, travel, grid)
        reception = self.ground.policies[group.unit.policy].reception_days
        key = (id(grid), reception, *(id(block.grid) for block in made))
        if key not in self._lost:
            free = _filled(self.ground.horizon, grid, reception)
            for block in made:
                free &= ~_filled(self.ground.horizon, block.grid, reception)
            self._lost[key] = free
        return self._lost[key]


def _limited(ground: Ground, basis: LegalBasis) -> bool:
    """Whether the law does not hold on all days, or ends a stay."""
    return basis.max_days is not None or ground.days_of(basis.period) != (0, ground.horizon)


def _filled(horizon: int, grid: TourGrid, reception: int) -> Flags:
    """Days on which some tour is past its reception, ``(H,)``: the longest from each start says which."""
    change = np.zeros(horizon + 1, dtype=np.int64)
    np.add.at(change, np.minimum(grid.days + reception, horizon), 1)
    np.add.at(change, grid.last_ends, -1)
    return np.asarray(np.cumsum(change)[:horizon] > 0, dtype=np.bool_)
