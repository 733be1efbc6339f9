"""Exclusions: why no member of a group can serve a line, the first rule that leaves no tour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import Bases, LegalBasis
from muster.planner.instance import Exclusion
from muster.planner.posing.groups import Group
from muster.planner.posing.windows import Windows

__all__ = ("no_basis", "no_skill", "no_tour")


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
    if not windows.grid(unit, line, 0, None).starts.size:
        return Exclusion(
            reason="date",
            message=f"{unit.policy} ({policy.min_tour_days} to {policy.max_tour_days} days, "
            f"{policy.reception_days} of reception) has no tour that fits the line's period",
        )
    if not windows.grid(unit, line, earliest, None).starts.size:
        first = windows.ground.date_of(earliest)
        return Exclusion(
            reason=cause, message=f"the first possible start is {first} ({cause}), too late for the line"
        )
    grids = [windows.grid(unit, line, earliest, basis) for basis in lawful]
    if not any(grid.starts.size for grid in grids):
        return Exclusion(reason="law", message="no tour fits the days on which the legal basis holds")
    free = replace(group, bans=())
    if any(windows.kept(free, line, travel, grid).any() for grid in grids):
        return Exclusion(reason="date", message="pins.csv bans the unit from the line")
    return Exclusion(
        reason="dwell", message="tours already ordered, with the dwell around them, leave no room"
    )
