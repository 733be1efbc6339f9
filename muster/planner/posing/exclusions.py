"""Exclusions: why no member of a group can serve a line, the first rule that leaves no tour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import Bases, LegalBasis
from muster.planner.instance import Exclusion
from muster.planner.posing.ground import Ground
from muster.planner.posing.groups import Group
from muster.planner.posing.windows import Windows

__all__ = ("Exclusions", "no_basis", "no_skill", "no_tour")


class Exclusions(Mapping[tuple[int, int], Exclusion]):
    """
    Exclusions by (group, line).

    That a type does not bring what a line asks for is not kept pair by pair: on large cases that is nearly
    every pair.
    """

    def __init__(
        self, others: Mapping[tuple[int, int], Exclusion], ground: Ground, groups: Sequence[Group]
    ) -> None:
        self._others = others
        self._ground = ground
        self._groups = groups

    def __getitem__(self, key: tuple[int, int]) -> Exclusion:
        found = self._others.get(key)
        if found is not None:
            return found
        owner, number = key
        unit, line = self._groups[owner].unit, self._ground.lines[number]
        if self._ground.skills.get((unit.type, line.capability), 0) > 0:
            raise KeyError(key)
        return no_skill(unit, line)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for owner in range(len(self._groups)):
            for number in range(len(self._ground.lines)):
                if (owner, number) in self:
                    yield owner, number

    def __len__(self) -> int:
        return sum(1 for _ in self)


def no_skill(unit: Unit, line: Line) -> Exclusion:
    """The unit's type lacks the line's capability."""
    return Exclusion(reason="skill", message=f"{unit.type} does not bring {line.capability}")


def no_basis(found: Bases, unit: Unit, line: Line) -> Exclusion:
    """The law permits no duty status, or the line allows none that the component can have."""
    if found.findings:
        return Exclusion(reason="law", message=found.findings[0].message)
    allowed = ", ".join(line.duty_statuses) or "any status"
    return Exclusion(
        reason="law",
        message=f"no duty status that {unit.component} can have is open on {line.line} ({allowed})",
    )


def no_tour(
    windows: Windows, group: Group, line: Line, travel: int, lawful: Sequence[LegalBasis]
) -> Exclusion:
    """What stops every tour of a group on a line whose skill and law are fine: one rule at a time."""
    unit = group.unit
    policy = windows.ground.policies[unit.policy]
    earliest, cause = windows.earliest(unit, travel)
    if not windows.grid(unit, line, 0, None).size:
        return Exclusion(
            reason="date",
            message=f"{unit.policy} ({policy.min_tour_days} to {policy.max_tour_days} days, "
            f"{policy.reception_days} of reception) has no tour that fits the line's period",
        )
    if not windows.grid(unit, line, earliest, None).size:
        first = windows.ground.date_of(earliest)
        return Exclusion(
            reason=cause, message=f"the first possible start is {first} ({cause}), too late for the line"
        )
    grids = [windows.grid(unit, line, earliest, basis) for basis in lawful]
    if not any(grid.size for grid in grids):
        return Exclusion(reason="law", message="no tour fits the days on which the legal basis holds")
    free = replace(group, bans=())
    if any(windows.kept(free, line, travel, grid).size for grid in grids):
        return Exclusion(reason="date", message="pins.csv bans the unit from the line")
    return Exclusion(
        reason="dwell", message="tours already ordered, with the dwell around them, leave no room"
    )
