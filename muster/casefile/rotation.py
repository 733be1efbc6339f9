"""What cycles, their periods and the units that live by them say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from muster.casefile.faults import Faults, shown
from muster.casefile.relations import Rows
from muster.domain.case import Planning
from muster.domain.cycle import Cycle, PolicyPeriod
from muster.domain.policy import Policy
from muster.domain.unit import Unit

__all__ = ("check_rotation",)

#: Limits of a policy that a cycle replaces, and what they are when nobody states them.
_REPLACED = (
    ("min_tour_days", 1),
    ("dwell_ratio", 0),
    ("min_dwell_days", 0),
    ("dwell_from", "end"),
    ("notice_days", 0),
    ("reception_days", 0),
)


def check_rotation(rows: Rows, planning: Planning | None, faults: Faults) -> None:
    """
    Record what does not fit between policies with cycles, their periods, and units.

    Parameters
    ----------
    rows
        The sound rows of every table.
    planning
        The horizon, whose days the periods of a policy must cover; ``None`` if it could not be read.
    faults
        Where faults go.
    """
    policies: dict[str, Policy] = {policy.policy: policy for policy in rows.nouns.get("policies", ())}
    periods: dict[str, list[PolicyPeriod]] = {}
    for period in rows.nouns.get("policy_periods", ()):
        periods.setdefault(period.policy, []).append(period)
    for policy in policies.values():
        _replaced(rows, policy, policy.policy in periods, faults)
    for name, own in periods.items():
        _kinds(rows, own, policies, faults)
        _order(rows, name, own, planning, faults)
    if planning is not None:
        _cycle_days(rows, _cycles_on(planning.start, policies, periods), faults)


def _replaced(rows: Rows, policy: Policy, has_periods: bool, faults: Faults) -> None:
    if policy.cycle is None and not has_periods:
        return
    for name, usual in _REPLACED:
        if getattr(policy, name) != usual and faults.room(
            "M322", policy.origin.file if policy.origin else None
        ):
            faults.warn(
                "M322",
                f"policy {shown(policy.policy)}: {name} is not used, because units under the policy live by a"
                " cycle",
                help="empty the cell; the cycle's window, bog_days, overlap_days and recovery_days say it",
                where=rows.where("policies", policy, name),
            )


def _kinds(
    rows: Rows, periods: Iterable[PolicyPeriod], policies: Mapping[str, Policy], faults: Faults
) -> None:
    """A policy with periods has no cycle of its own; what its periods name has one."""
    for period in periods:
        composite, atomic = policies.get(period.policy), policies.get(period.atomic)
        if composite is not None and composite.cycle is not None:
            faults.add(
                "M319",
                f"policy {shown(period.policy)} has a cycle of its own and periods as well",
                help="give the cycle a policy of its own and name it as atomic, or remove the periods",
                where=rows.where("policy_periods", period, "policy"),
            )
        if atomic is not None and atomic.cycle is None:
            faults.add(
                "M319",
                f"the policy {shown(period.atomic)} has no cycle, which a period of"
                f" {shown(period.policy)} needs",
                help=f"fill cycle_days, deployable_from, deployable_until and bog_days of {period.atomic} in"
                " policies.csv, or name another policy",
                where=rows.where("policy_periods", period, "atomic"),
            )


def _order(
    rows: Rows, name: str, periods: Iterable[PolicyPeriod], planning: Planning | None, faults: Faults
) -> None:
    """On every day of the horizon one period holds, and no more than one."""
    ordered = sorted(periods, key=lambda period: period.start)
    covered = planning.start if planning is not None else None
    before: PolicyPeriod | None = None
    for period in ordered:
        if before is not None and (before.end is None or before.end > period.start):
            faults.add(
                "M320",
                f"two periods of policy {shown(name)} hold on {period.start}",
                help=f"end the one from {before.start} on {period.start} or earlier; until is the first day"
                " that is not included",
                where=rows.where("policy_periods", period, "from"),
            )
        if covered is not None and planning is not None and covered < period.start < planning.end:
            _open_days(rows, name, period, covered, period.start, faults)
        if covered is not None:
            covered = None if period.end is None else max(covered, period.end)
        before = period
    if covered is not None and planning is not None and covered < planning.end:
        _open_days(rows, name, ordered[-1], covered, planning.end, faults)


def _open_days(rows: Rows, name: str, period: PolicyPeriod, start: date, end: date, faults: Faults) -> None:
    faults.add(
        "M320",
        f"no period of policy {shown(name)} holds from {start} to the day before {end}",
        help="add a period, or let another one begin earlier or last longer; a blank until is open-ended",
        where=rows.where("policy_periods", period, "from"),
    )


def _cycles_on(
    day: date, policies: Mapping[str, Policy], periods: Mapping[str, list[PolicyPeriod]]
) -> dict[str, Cycle | None]:
    """The cycle of each policy on a day; ``None`` where units under it live by none."""
    cycles = {name: policy.cycle for name, policy in policies.items()}
    for name, own in periods.items():
        for period in own:
            if period.start <= day and (period.end is None or day < period.end):
                cycles[name] = cycles.get(period.atomic)
    return cycles


def _cycle_days(rows: Rows, cycles: Mapping[str, Cycle | None], faults: Faults) -> None:
    composites = {period.policy for period in rows.nouns.get("policy_periods", ())}
    unit: Unit
    for unit in rows.nouns.get("units", ()):
        cycle = cycles.get(unit.policy)
        if cycle is None:
            if unit.cycle_day is not None and unit.policy in cycles and unit.policy not in composites:
                _idle(rows, unit, faults)
            continue
        if unit.cycle_day is not None and unit.cycle_day < cycle.days:
            continue
        if not faults.room("M321", unit.origin.file if unit.origin else None):
            continue
        faults.add(
            "M321",
            f"unit {shown(unit.unit)} has no cycle_day, though its policy has a cycle"
            if unit.cycle_day is None
            else f"unit {shown(unit.unit)}: cycle_day {unit.cycle_day} lies outside the cycle of"
            f" {cycle.days} days",
            help=f"write the day of its cycle that the unit lives on planning.start, from 0 to"
            f" {cycle.days - 1}",
            where=rows.where("units", unit, "cycle_day"),
        )


def _idle(rows: Rows, unit: Unit, faults: Faults) -> None:
    if faults.room("M321", unit.origin.file if unit.origin else None):
        faults.warn(
            "M321",
            f"unit {shown(unit.unit)}: cycle_day is not used, because policy {shown(unit.policy)} has no"
            " cycle",
            help="empty the cell, or give the policy its cycle",
            where=rows.where("units", unit, "cycle_day"),
        )
