"""MARATHON's tables as a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from muster.casefile.faults import Faults
from muster.casefile.marathon.demand import MarathonDemand, read_demand
from muster.casefile.marathon.note import Note, Notes
from muster.casefile.marathon.parameters import Parameters, read_parameters
from muster.casefile.marathon.policies import Atomic, Policies, Stretch, read_policies
from muster.casefile.marathon.substitution import read_substitution
from muster.casefile.marathon.supply import MarathonUnit, read_supply
from muster.casefile.marathon.tables import Records, read_tables
from muster.domain.case import Assumption, Case, Planning
from muster.domain.component import DutyStatus
from muster.domain.cycle import PolicyPeriod
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Rate
from muster.domain.request import Line
from muster.domain.unit import Skill, Unit, UnitType
from muster.errors import Problem

__all__ = ("FIRST_DAY", "Imported", "import_marathon")

#: Day 1 of the run, which MARATHON does not date.
FIRST_DAY = date(2026, 1, 1)
_LAST_YEAR = 2199
_PLACE = "anywhere"
_ROLE = "unspecified"
#: The longest tour that policies.csv may state; under a cycle it informs only.
_LONGEST_TOUR = 36_525
_DOLLAR = 100
_UNUSED_TABLES = {
    "GhostProportionsAggregate": "they say how MARATHON's requirements analysis grows the force; a plan takes"
    " the force as it is",
    "SuitabilityRecords": "they define orders in which units are tried, which a plan is free to choose",
    "PolicyTemplates": "the numbers of PolicyRecords hold",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """
    A case made of MARATHON's tables.

    ``case`` is ``None`` exactly if some problem is an error. ``notes`` tells what the case does not hold
    as it stands in the tables, and ``overlap_days`` the hand-over of each atomic policy by name.
    """

    case: Case | None
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    overlap_days: Mapping[str, int]


def import_marathon(source: Path, *, name: str | None = None, start: date = FIRST_DAY) -> Imported:
    """
    Read a folder or workbook of MARATHON's tables.

    Parameters
    ----------
    source
        Folder of tab-separated files, or ``.xlsx`` workbook.
    name
        Of the case; without it that of the source.
    start
        The date of day 1 of the run.
    """
    faults, notes = Faults(), Notes()
    tables = read_tables(source, faults)
    if faults.failed:
        return Imported(case=None, problems=faults.problems(), notes=(), overlap_days={})
    parameters = read_parameters(tables.get("Parameters"), faults)
    recovery = parameters.whole("DefaultRecoveryTime", faults) or 0
    policies = read_policies(tables, recovery, faults, notes)
    units: list[MarathonUnit] = []
    if policies is not None:
        units = read_supply(
            tables["SupplyRecords"],
            _special(tables.get("SRCTagRecords"), notes),
            parameters,
            policies,
            faults,
            notes,
        )
    demands = read_demand(tables["DemandRecords"], faults, notes)
    supplied, demanded = {unit.src for unit in units}, {demand.src for demand in demands}
    ranks = read_substitution(tables.get("RelationRecords"), supplied, demanded, faults, notes)
    for table, why in _UNUSED_TABLES.items():
        if table in tables and tables[table].rows:
            notes.add("left_out", f"rows of {table}", why, count=len(tables[table].rows))
    if parameters.is_true("PreFill"):
        notes.add(
            "read_as",
            "the parameter PreFill",
            "units that MARATHON sends on day 1 may be part-way through their days away: the case states the"
            " assumption prefill, under which `muster verify` lets a tour of the first day end sooner",
        )
    _tell_unmatched(supplied, demanded, ranks, notes)
    last = _last_day(demands, parameters, start, faults, notes)
    if faults.failed or policies is None or last is None:
        return Imported(case=None, problems=faults.problems(), notes=notes.told(), overlap_days={})
    demands = _within(demands, last, notes)
    case = _Case(start=start, last=last, units=units, demands=demands, ranks=ranks, policies=policies).case(
        name or source.stem, parameters
    )
    overlap = {
        atomic: made.cycle.overlap_days
        for atomic in policies.atomics
        if (made := _judged_quietly(policies, atomic)) is not None
    }
    return Imported(case=case, problems=faults.problems(), notes=notes.told(), overlap_days=overlap)


def _judged_quietly(policies: Policies, name: str) -> Atomic | None:
    """A policy that a deployment list may name; one in no use may be faulty without harm."""
    aside = Policies(
        atomics=policies.atomics,
        composites={},
        stretches=(),
        recovery_days=0,
        faults=Faults(),
        notes=Notes(),
    )
    return aside.atomic(name)


def _special(records: Records | None, notes: Notes) -> frozenset[str]:
    """SRCs with the tag ``Special``."""
    found: set[str] = set()
    for row in records.rows if records is not None else ():
        if row.text("Tag").casefold() == "special":
            found.add(row.text("SRC"))
        else:
            notes.add(
                "not_obeyed",
                f"the tag {row.text('Tag')} of an SRC",
                "only Special has a meaning for policies",
                row.text("SRC"),
            )
    return frozenset(found)


def _tell_unmatched(
    supplied: set[str], demanded: set[str], ranks: Mapping[tuple[str, str], Decimal], notes: Notes
) -> None:
    served = {recipient for _, recipient in ranks} | supplied
    useful = {donor for donor, _ in ranks} | demanded
    notes.add_all(
        "read_as",
        "SRCs that no unit can serve",
        "their demand is in the case and stays unfilled; MARATHON leaves it out of its run",
        sorted(demanded - served),
    )
    notes.add_all(
        "read_as",
        "SRCs that nobody asks for",
        "their units are in the case and stay at home; MARATHON leaves them out of its run",
        sorted(supplied - useful),
    )


def _last_day(
    demands: Sequence[MarathonDemand], parameters: Parameters, start: date, faults: Faults, notes: Notes
) -> int | None:
    """The first day after the run: the end of the last demand, or the day after LastDayDefault."""
    last = max((demand.end for demand in demands), default=2)
    given = parameters.whole("LastDayDefault", faults)
    if given and given + 1 < last:
        notes.add(
            "read_as",
            "LastDayDefault",
            f"the run ends with day {given}, before the last demand does",
            count=1,
        )
        last = given + 1
    if last < 2 or start.year + last // 365 + 1 > _LAST_YEAR:
        faults.add(
            "M812",
            "no demand reaches the first day"
            if last < 2
            else f"the last demand ends on day {last:,}, beyond the year {_LAST_YEAR}",
            help="correct StartDay and Duration of the demands, or choose another --start",
        )
        return None
    return last


def _within(demands: Iterable[MarathonDemand], last: int, notes: Notes) -> list[MarathonDemand]:
    kept = []
    for demand in demands:
        if demand.start >= last or demand.end <= 1:
            notes.add("left_out", "demands outside the run", "no day of theirs is planned", demand.name)
        else:
            kept.append(demand)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What the case is made of; ``last`` is the first day after the run."""

    start: date
    last: int
    units: Sequence[MarathonUnit]
    demands: Sequence[MarathonDemand]
    ranks: Mapping[tuple[str, str], Decimal]
    policies: Policies

    def case(self, name: str, parameters: Parameters) -> Case:
        """The case."""
        priorities = sorted({demand.priority for demand in self.demands})
        return Case(
            name=name,
            as_of=self.start,
            planning=Planning(start=self.start, end=self.day(self.last), step_days=1),
            shortfall_prices=tuple((priority, _DOLLAR) for priority in priorities),
            assumptions=(Assumption(name="prefill", value=Decimal(1), source="MARATHON's parameter PreFill"),)
            if parameters.is_true("PreFill")
            else (),
            places=(
                Place(
                    place=_PLACE,
                    kind="other",
                    lat=39.8333,
                    lon=-98.5833,
                    name="Anywhere",
                ),
            ),
            types=self._types(),
            skills=self._skills(),
            units=tuple(self._unit(unit) for unit in self.units),
            policies=self._policies(),
            policy_periods=tuple(self._periods()),
            lines=tuple(self._line(demand) for demand in self.demands),
            rates=(
                Rate(element="no cost", amount=Decimal(0), unit="person-day", source="MARATHON has no costs"),
            ),
        )

    def day(self, number: int) -> date:
        """The date of a day of the run."""
        return self.start + timedelta(days=number - 1)

    def _types(self) -> tuple[UnitType, ...]:
        titles = {unit.src: unit.title for unit in reversed(self.units)}
        return tuple(
            UnitType(type=src, headcount=1, name=titles[src] or None)
            for src in dict.fromkeys(unit.src for unit in self.units)
        )

    def _skills(self) -> tuple[Skill, ...]:
        own = [
            Skill(type=src, capability=src, headcount=1, rank=Decimal(0))
            for src in dict.fromkeys(unit.src for unit in self.units)
        ]
        others = [
            Skill(type=donor, capability=recipient, headcount=1, rank=rank)
            for (donor, recipient), rank in self.ranks.items()
        ]
        return (*own, *others)

    def _unit(self, unit: MarathonUnit) -> Unit:
        return Unit(
            unit=unit.name,
            type=unit.src,
            component=unit.component,
            home=_PLACE,
            policy=unit.policy,
            cycle_day=unit.cycle_day,
            region=unit.region,
        )

    def _timelines(self) -> dict[str, tuple[tuple[Stretch, Atomic], ...]]:
        """What holds when, of every policy in use."""
        found = {}
        for name in dict.fromkeys(unit.policy for unit in self.units):
            timeline = self.policies.timeline(name)
            if timeline is not None:
                found[name] = timeline
        return found

    def _policies(self) -> tuple[Policy, ...]:
        timelines = self._timelines()
        atomics = {atomic.name: atomic for timeline in timelines.values() for _, atomic in timeline}
        rows = [
            Policy(
                policy=name,
                max_tour_days=max(_tour_days(atomic) for _, atomic in timeline),
            )
            for name, timeline in timelines.items()
            if self.policies.is_composite(name)
        ]
        rows += [
            Policy(policy=name, max_tour_days=_tour_days(atomic), cycle=atomic.cycle)
            for name, atomic in atomics.items()
        ]
        return tuple(rows)

    def _periods(self) -> Iterable[PolicyPeriod]:
        for name, timeline in self._timelines().items():
            if not self.policies.is_composite(name):
                continue
            for stretch, atomic in timeline:
                if stretch.start < self.last:
                    open_end = stretch.end is None or stretch.end >= self.last
                    yield PolicyPeriod(
                        policy=name,
                        start=self.day(stretch.start),
                        end=None if open_end or stretch.end is None else self.day(stretch.end),
                        atomic=atomic.name,
                    )

    def _line(self, demand: MarathonDemand) -> Line:
        return Line(
            line=demand.name,
            request=demand.operation,
            agency=demand.vignette,
            place=_PLACE,
            role=_ROLE,
            capability=demand.src,
            headcount=demand.quantity,
            start=self.day(demand.start),
            end=self.day(min(demand.end, self.last)),
            priority=demand.priority,
            duty_statuses=(DutyStatus.T10,),
            category=demand.category or None,
            group=demand.group or None,
            region=demand.region or None,
            extra=(("source_first", demand.source_first),) if demand.source_first else (),
        )


def _tour_days(atomic: Atomic) -> int:
    return min(atomic.cycle.bog_days - atomic.cycle.overlap_days, _LONGEST_TOUR)
