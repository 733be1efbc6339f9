"""
Units under cycles beside others: planned apart where nothing links the two.

Lines that only units of one sort may serve, limits that count only them (or that all together could not
reach), and pins, bans and ordered tours of ordinary units tell the two apart. Their plans and bounds then add
up, and what is best level by level in each is best level by level in both. Anything that links them is
refused by name, with the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.errors import Problem
from muster.law.ceilings import binding_period, counts
from muster.planner.legal import bases_of
from muster.planner.life.pose import cyclic_policies, takes
from muster.planner.options import PlanOptions

__all__ = ("Parts", "joined", "parts_of_case", "plan_beside")

#: Plans a case within so many seconds.
Running = Callable[[Case, float], tuple[Plan | None, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Parts:
    """
    A case divided: ``ordinary`` without units under cycles (``None`` if there are no others), ``cyclic``
    with them alone; ``problems`` are what links the two, or what cycles are not planned with.

    ``shared`` are ceilings that count both and that all together could not reach.
    """

    ordinary: Case | None
    cyclic: Case
    problems: tuple[Problem, ...]
    shared: frozenset[str]


def parts_of_case(case: Case, options: PlanOptions) -> Parts:
    """The two parts of a case of which some unit lives by a cycle."""
    return _Dividing(case, options).parts()


class _Dividing:
    def __init__(self, case: Case, options: PlanOptions) -> None:
        self.case = case
        self.options = options
        self.policies = cyclic_policies(case)
        self.living = [unit for unit in case.units if unit.policy in self.policies]
        self.others = [unit for unit in case.units if unit.policy not in self.policies]
        self.names = {unit.unit for unit in self.living}
        self.types = {kind.type: kind for kind in case.types}
        self.brings: dict[str, set[str]] = {}
        for skill in case.skills:
            if skill.headcount > 0:
                self.brings.setdefault(skill.type, set()).add(skill.capability)
        self.shared: set[str] = set()
        self.living_kinds, self.other_kinds = _kinds(self.living), _kinds(self.others)

    def parts(self) -> Parts:
        case = self.case
        alone = not self.others
        mine = {line.line for line in case.lines if alone or self.served_by(line, self.living_kinds)}
        problems = [
            *self.linked_lines(mine),
            *self.ordered(),
            *self.divided(),
            *self.limits(mine),
            *self.lift(mine),
        ]
        lines = tuple(line for line in case.lines if line.line in mine)
        rest = tuple(line for line in case.lines if line.line not in mine)
        free = tuple(
            replace(authority, ceilings=()) if authority.ceilings else authority
            for authority in case.authorities
        )
        cyclic = replace(
            case,
            units=tuple(self.living),
            lines=lines,
            tours=(),
            pins=tuple(pin for pin in case.pins if pin.unit in self.names),
            lifts=(),
            authorities=free,
        )
        ordinary = None
        if self.others:
            ordinary = replace(
                case,
                units=tuple(self.others),
                lines=rest,
                tours=tuple(tour for tour in case.tours if tour.unit not in self.names),
                pins=tuple(pin for pin in case.pins if pin.unit not in self.names),
                policies=tuple(policy for policy in case.policies if policy.policy not in self.policies),
                policy_periods=(),
            )
        return Parts(ordinary, cyclic, tuple(problems), frozenset(self.shared))

    def served_by(self, line: Line, units: list[Unit]) -> Unit | None:
        """The first of some units that may serve a line, if any may."""
        for unit in units:
            if line.capability not in self.brings.get(unit.type, ()):
                continue
            if unit.unit in self.names and not takes(line, unit):
                continue
            if bases_of(self.case, unit, line, self.options).options:
                return unit
        return None

    # -- what links them ----------------------------------------------------------------------

    def linked_lines(self, mine: set[str]) -> Iterator[Problem]:
        for line in self.case.lines:
            other = self.served_by(line, self.other_kinds) if line.line in mine else None
            if other is not None:
                unit = self.served_by(line, self.living_kinds)
                assert unit is not None
                yield _refused(
                    f"line {line.line} may be served by {unit.unit}, which lives by a cycle, and by "
                    f"{other.unit}, which does not: they are not planned together on one line",
                    "keep one of the two sorts from the line by a capability of its own (skills.csv and "
                    "requests.csv), or give both a policy with a cycle",
                    "requests.csv",
                    None,
                )

    def ordered(self) -> Iterator[Problem]:
        for tour in self.case.tours:
            if tour.unit in self.names:
                yield _refused(
                    f"{tour.unit} lives by a cycle and has a tour already ordered on {tour.line} from "
                    f"{tour.start}: ordered tours are not planned together with cycles",
                    "take the row out and say where the unit stands in its cycle instead (cycle_day in "
                    "units.csv), or let planning start after the tour",
                    tour.origin.file if tour.origin else "tours.csv",
                    tour.origin.line if tour.origin else None,
                )

    def divided(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for unit in self.living:
            if self.types[unit.type].part and unit.type not in seen:
                seen.add(unit.type)
                yield _refused(
                    f"{unit.unit} lives by a cycle, and its type {unit.type} divides into parts: parts are "
                    "not planned together with cycles",
                    f"leave the part of {unit.type} blank in types.csv: its units then go whole",
                    "types.csv",
                    None,
                )

    def limits(self, mine: set[str]) -> Iterator[Problem]:
        lines = [line for line in self.case.lines if line.line in mine]
        for authority in self.case.authorities:
            for ceiling in authority.ceilings:
                found = self.counted(authority, ceiling, lines)
                if found is None:
                    continue
                if ceiling.headcount is not None and self.everybody(ceiling) <= ceiling.headcount:
                    self.shared.add(ceiling.id)
                    continue
                unit, line = found
                yield _refused(
                    f"ceiling {ceiling.id} counts {unit.unit}, which lives by a cycle, on {line.line}: "
                    "ceilings and budgets that could bind are not planned together with cycles",
                    "narrow its scope (components, roles, places), or raise it above all that could count "
                    "against it, which is harmless",
                    "authorities.toml",
                    None,
                )

    def counted(self, authority: Authority, ceiling: Ceiling, lines: list[Line]) -> tuple[Unit, Line] | None:
        """A unit under a cycle, and a line, whose tours a ceiling would count."""
        case = self.case
        period = binding_period(case, authority, ceiling, assume_signed=self.options.assume_signed)
        if period is None:
            return None
        if period.end is not None and period.end <= case.planning.start:
            return None
        if period.start is not None and period.start >= case.planning.end:
            return None
        for line in lines:
            for unit in self.living_kinds:
                if line.capability not in self.brings.get(unit.type, ()):
                    continue
                for basis in bases_of(case, unit, line, self.options).options:
                    if counts(ceiling, authority, case, unit, line, basis.duty_status, basis.authorities):
                        return unit, line
        return None

    def everybody(self, ceiling: Ceiling) -> int:
        """Everyone whom a ceiling could count at once, were all there."""
        units = sum(
            self.types[unit.type].headcount * unit.quantity
            for unit in self.case.units
            if not ceiling.components or unit.component in ceiling.components
        )
        return units + sum(tour.headcount or 0 for tour in self.case.tours)

    def lift(self, mine: set[str]) -> Iterator[Problem]:
        places = {line.place for line in self.case.lines if line.line in mine}
        for lift in self.case.lifts:
            if lift.place is None or lift.place in places:
                where = f"to {lift.place}" if lift.place else "to any place"
                yield _refused(
                    f"lift {lift.lift} sets seats {where}, where units that live by cycles serve: seats are "
                    "not planned together with cycles",
                    "give the lift a place that these units do not serve, or take it out",
                    lift.origin.file if lift.origin else "lift.csv",
                    lift.origin.line if lift.origin else None,
                )


def _kinds(units: list[Unit]) -> list[Unit]:
    """One unit of each sort that skills and law could tell apart."""
    found: dict[tuple[object, ...], Unit] = {}
    for unit in units:
        alike = (unit.type, unit.component, unit.home, unit.state, unit.mobilization, unit.command)
        found.setdefault(alike, unit)
    return list(found.values())


def _refused(message: str, way_out: str, file: str, line: int | None) -> Problem:
    return Problem(code="M611", message=message, file=file, line=line, help=way_out)


def joined(ordinary: Plan, cyclic: Plan, shared: frozenset[str]) -> Plan:
    """The plan of both parts; figures add up, and so do levels."""
    objective = _sum(ordinary.objective, cyclic.objective)
    bound = _sum(ordinary.bound, cyclic.bound)
    empty = _sum(ordinary.empty, cyclic.empty)
    gap = None if objective is None or bound is None else (objective - bound) / max(objective, 100)
    closed = None
    if objective is not None and bound is not None and empty is not None and empty > bound:
        closed = (empty - objective) / (empty - bound)
    tours = tuple(
        sorted(
            (*ordinary.tours, *cyclic.tours),
            key=lambda tour: (tour.unit, tour.element, tour.part or 0, tour.start, tour.end, tour.line),
        )
    )
    proved = all(part.status in ("optimal", "empty") for part in (ordinary, cyclic))
    proofs = {part.stats.get("proof") for part in (ordinary, cyclic) if part.status == "optimal"}
    stopped = next(
        (word for word in ("interrupt", "time") if word in (ordinary.stopped_by, cyclic.stopped_by)),
        ordinary.stopped_by,
    )
    stats: dict[str, object] = {
        "proof": ("enumeration" if "enumeration" in proofs else "bound") if proved and proofs else None,
        "parts": {"ordinary": dict(ordinary.stats), "cyclic": dict(cyclic.stats)},
        "seconds": _seconds(ordinary.stats.get("seconds"), cyclic.stats.get("seconds")),
    }
    for key in ("classes", "members", "lines", "candidate_tours", "rounds"):
        counts_ = [part.stats.get(key) for part in (ordinary, cyclic)]
        stats[key] = sum(number for number in counts_ if isinstance(number, int))
    for key in ("gap_asked", "threads", "assume_signed", "split_elements"):
        if key in ordinary.stats:
            stats[key] = ordinary.stats[key]
    levels = _levels(ordinary.stats.get("levels"), cyclic.stats.get("levels"))
    if levels:
        stats["levels"] = levels
    return replace(
        ordinary,
        status="empty" if not tours else "optimal" if proved else "feasible",
        stopped_by=stopped,
        objective=objective,
        bound=bound,
        gap=gap,
        closed=closed,
        empty=empty,
        tours=tours,
        shortfalls=tuple(
            sorted((*ordinary.shortfalls, *cyclic.shortfalls), key=lambda each: (each.line, each.start))
        ),
        ceilings=tuple(use for use in ordinary.ceilings if use.ceiling not in shared),
        findings=tuple(dict.fromkeys((*ordinary.findings, *cyclic.findings))),
        pins=(*ordinary.pins, *cyclic.pins),
        conflicts=(*ordinary.conflicts, *cyclic.conflicts),
        stats=stats,
        certificate=None,
    )


def _sum(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def _seconds(first: object, second: object) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in (first, second):
        if isinstance(part, Mapping):
            for name, value in part.items():
                found[str(name)] = found.get(str(name), 0.0) + float(value)
    return found


def _levels(first: object, second: object) -> list[dict[str, object]]:
    """Levels of both parts by name; one that a part does not have adds nothing there."""
    found: dict[str, dict[str, int | None]] = {}
    for part in (first, second):
        for level in part if isinstance(part, list) else ():
            sums = found.setdefault(str(level["level"]), {"objective": 0, "bound": 0, "empty": 0})
            for key in sums:
                sums[key] = _sum(sums[key], level[key])
    made: list[dict[str, object]] = []
    for name in sorted(found, key=lambda name: (name == "cost", int(name.split()[1]) if " " in name else 0)):
        sums = found[name]
        value, bound, empty = sums["objective"], sums["bound"], sums["empty"]
        gap = closed = None
        if value is not None and bound is not None:
            gap = (value - bound) / max(value, 1)
            if empty is not None and empty > bound:
                closed = (empty - value) / (empty - bound)
        made.append(
            {"level": name, "objective": value, "bound": bound, "gap": gap, "closed": closed, "empty": empty}
        )
    return made


def plan_beside(case: Case, options: PlanOptions, run: Running) -> tuple[Plan | None, tuple[Problem, ...]]:
    """
    Plan a case of which some unit lives by a cycle.

    Parameters
    ----------
    run
        Plans a part of the case in so many seconds.
    """
    parts = parts_of_case(case, options)
    if parts.problems:
        return None, parts.problems
    if parts.ordinary is None:
        return run(parts.cyclic, options.time_limit)
    share = len(parts.cyclic.units) / len(case.units)
    living, problems = run(parts.cyclic, options.time_limit * min(0.8, max(0.2, share)))
    if living is None:
        return None, problems
    spent = sum(_seconds(living.stats.get("seconds"), None).values())
    others, more = run(parts.ordinary, max(0.0, options.time_limit - spent))
    problems = tuple(dict.fromkeys((*problems, *more)))
    return (None if others is None else joined(others, living, parts.shared)), problems
