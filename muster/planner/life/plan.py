"""Plan a case whose units live by cycles: team by team, and everything that the plan says of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

import numpy as np

from muster.domain.case import Case
from muster.domain.finding import Finding, Verdict
from muster.domain.pinprice import PinPrice
from muster.domain.plan import Plan, PlannedTour, Shortfall
from muster.errors import Problem
from muster.planner.instance import Ints
from muster.planner.life.pose import Cast, PosedLives, pose_lives
from muster.planner.life.solve import Outcome, solve
from muster.planner.life.team import Goal, Life, cost, short
from muster.planner.options import PlanOptions, Progress
from muster.planner.verify import verify_plan

__all__ = ("LifeRun",)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A level of the run: its name, and the goal over all lines of the case."""

    name: str
    goal: Goal


class LifeRun:
    """
    A run over a case of units under cycles; used once.

    Parameters
    ----------
    clock, progress, should_stop
        As in :func:`muster.planner.plan.plan_case`.
    versions
        What the plan was made with.
    """

    def __init__(
        self,
        case: Case,
        options: PlanOptions,
        clock: Callable[[], float],
        progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool],
        versions: dict[str, str],
    ) -> None:
        self.case = case
        self.options = options
        self.clock = clock
        self.progress = progress
        self.user_stops = should_stop
        self.versions = versions
        self.began = clock()
        self.interrupted = False
        self.late = False
        self.seconds: dict[str, float] = {}

    def stop(self) -> bool:
        """Whether time is up or the user wants the plan as it is."""
        self.interrupted = self.interrupted or self.user_stops()
        self.late = self.late or self.clock() - self.began >= self.options.time_limit
        return self.interrupted or self.late

    def tell(self, phase: str, bound: int | None, best: int | None) -> None:
        """Pass progress on."""
        if self.progress is not None:
            gap = None if bound is None or best is None else (best - bound) / max(best, 100)
            self.progress(
                Progress(phase=phase, seconds=self.clock() - self.began, bound=bound, best=best, gap=gap)
            )

    def plan(self) -> tuple[Plan | None, tuple[Problem, ...]]:
        """Pose, solve team by team, tell."""
        since = self.clock()
        self.tell("pose", None, None)
        posed = pose_lives(self.case, self.options)
        self.seconds["pose"] = self.clock() - since
        if any(problem.severity == "error" for problem in posed.problems):
            return None, posed.problems
        since = self.clock()
        stages = self.stages(posed)
        outcomes = [self.solve(cast, stages) for cast in posed.casts]
        casts = zip(posed.casts, outcomes, strict=True)
        posed = replace(posed, casts=tuple(replace(cast, team=outcome.team) for cast, outcome in casts))
        self.seconds["search"] = self.clock() - since
        since = self.clock()
        unmet = self.unmet_pins(posed, outcomes)
        if unmet:
            return None, (*posed.problems, *unmet)
        plan = self.told(posed, stages, outcomes)
        self.seconds["tell"] = self.clock() - since
        return plan, posed.problems

    def unmet_pins(self, posed: PosedLives, outcomes: Sequence[Outcome]) -> tuple[Problem, ...]:
        """Pins that no lives were found to meet together."""
        lines = posed.ground.lines
        made = {(tour.unit, tour.line, tour.start, tour.end) for tour in self.tours(posed, outcomes)}
        known = {line.line for line in lines}
        return tuple(
            Problem(
                code="M604",
                message=f"{pin.unit} pinned on {pin.line}, {pin.start} to {pin.end}, is in no plan that was "
                + (
                    "found: the search was stopped first"
                    if self.late or self.interrupted
                    else "found: the other pins of its unit stand against it"
                ),
                file=pin.origin.file if pin.origin else "pins.csv",
                line=pin.origin.line if pin.origin else None,
                help="give the search more time (--time-limit)"
                if self.late or self.interrupted
                else "take this pin or one of the others of its unit out",
            )
            for pin in self.case.pins
            if pin.rule == "pin"
            and pin.line in known
            and (pin.unit, pin.line, pin.start, pin.end) not in made
        )

    def stages(self, posed: PosedLives) -> list[_Stage]:
        """The one objective, or a level for each priority and cost last."""
        lines = posed.ground.lines
        priority = np.array([line.priority for line in lines], dtype=np.int64)
        if not self.options.lexicographic:
            prices = dict(self.case.shortfall_prices)
            weights = np.array([prices.get(line.priority, 0) for line in lines], dtype=np.int64)
            return [_Stage("objective", Goal(weights, 1))]
        made = [
            _Stage(f"priority {level}", Goal((priority == level).astype(np.int64), 0))
            for level in sorted(set(priority.tolist()))
        ]
        return [*made, _Stage("cost", Goal(np.zeros(len(lines), dtype=np.int64), 1))]

    def solve(self, cast: Cast, stages: Sequence[_Stage]) -> Outcome:
        """One team, on the levels that its lines (or its costs) have a part in."""
        rows = list(cast.lines)
        goals = [Goal(stage.goal.weights[rows], stage.goal.charge) for stage in stages]
        costly = any(kind.costs.any() for kind in cast.team.kinds)
        part = [bool(goal.weights.any() or (goal.charge and costly)) for goal in goals]
        outcome = solve(
            cast.team,
            [goal for goal, mine in zip(goals, part, strict=True) if mine],
            gap=self.options.gap,
            threads=self.options.threads,
            seed=self.options.seed,
            should_stop=self.stop,
        )
        levels = iter(outcome.levels)
        every = tuple(next(levels) if mine else None for mine in part)
        return replace(outcome, levels=every)

    # -- the telling --------------------------------------------------------------------------

    def told(self, posed: PosedLives, stages: Sequence[_Stage], outcomes: Sequence[Outcome]) -> Plan:
        """The plan as a value."""
        prices = dict(self.case.shortfall_prices)
        price = np.array([prices.get(line.priority, 0) for line in posed.ground.lines], dtype=np.int64)
        missing = self.missing(posed, outcomes)
        unserved = set(range(price.size)) - {line for cast in posed.casts for line in cast.lines}
        spent = sum(
            cost(cast.team, outcome.lives) for cast, outcome in zip(posed.casts, outcomes, strict=True)
        )
        unfilled = np.maximum(missing, 0).sum(axis=1)
        objective = int((unfilled * price).sum()) + spent
        empty = int((posed.asked.sum(axis=1) * price).sum())
        levels = [self.level(stage, number, posed, outcomes, unserved) for number, stage in enumerate(stages)]
        bound = self.bound(stages, levels, price, posed)
        tours = self.tours(posed, outcomes)
        proved = all(level["objective"] == level["bound"] for level in levels)
        gap = (objective - bound) / max(objective, 100)
        plan = Plan(
            case=self.case.name,
            as_of=self.case.as_of,
            seed=self.options.seed,
            versions=self.versions,
            law="assumed" if self.options.assume_lawful else "checked",
            status="empty" if not tours else "optimal" if proved else "feasible",
            stopped_by="interrupt" if self.interrupted else "time" if self.late else "gap",
            objective=objective,
            bound=bound,
            gap=gap,
            closed=(empty - objective) / (empty - bound) if empty > bound else None,
            empty=empty,
            tours=tours,
            shortfalls=self.shortfalls(posed, outcomes, missing, unserved),
            ceilings=(),
            findings=_findings(posed, outcomes),
            stats=self.stats(posed, stages, outcomes, levels, proved),
            pins=tuple(
                PinPrice(
                    rule=pin.rule, unit=pin.unit, line=pin.line, start=pin.start, end=pin.end, price=None
                )
                for pin in self.case.pins
            ),
        )
        if plan.status == "optimal" and not verify_plan(self.case, plan).feasible:
            plan = replace(plan, status="feasible", stats={**plan.stats, "proof": None})
        return plan

    def missing(self, posed: PosedLives, outcomes: Sequence[Outcome]) -> Ints:
        """Headcount missing on each line and day, ``(L, H)``."""
        missing = posed.asked.copy()
        for cast, outcome in zip(posed.casts, outcomes, strict=True):
            missing[list(cast.lines)] = short(cast.team, outcome.lives)
        return missing

    def level(
        self,
        stage: _Stage,
        number: int,
        posed: PosedLives,
        outcomes: Sequence[Outcome],
        unserved: set[int],
    ) -> dict[str, object]:
        """Objective, bound and gap of a level over all teams; lines that nobody serves stay empty."""
        asked = posed.asked.sum(axis=1)
        alone = sum(int(asked[line] * stage.goal.weights[line]) for line in unserved)
        parts = [outcome.levels[number] for outcome in outcomes]
        value = alone + sum(part.worth for part in parts if part is not None)
        bound = alone + sum(part.bound for part in parts if part is not None)
        empty = int((asked * stage.goal.weights).sum())
        return {
            "level": stage.name,
            "objective": value,
            "bound": bound,
            "gap": (value - bound) / max(value, 1),
            "closed": (empty - value) / (empty - bound) if empty > bound else None,
            "empty": empty,
        }

    def bound(
        self,
        stages: Sequence[_Stage],
        levels: Sequence[dict[str, object]],
        price: Ints,
        posed: PosedLives,
    ) -> int:
        """Least objective; with levels, of all plans that keep them: each at its price."""
        bounds = [int(str(level["bound"])) for level in levels]
        if not self.options.lexicographic:
            return bounds[0]
        prices = dict(self.case.shortfall_prices)
        by_level = [
            prices.get(int(stage.name.removeprefix("priority ")), 0) if not stage.goal.charge else 1
            for stage in stages
        ]
        return sum(each * bound for each, bound in zip(by_level, bounds, strict=True))

    def tours(self, posed: PosedLives, outcomes: Sequence[Outcome]) -> tuple[PlannedTour, ...]:
        """The tours, sorted by unit, element and start."""
        made = []
        zero = self.case.planning.start
        assumed = self.options.assume_lawful
        for cast, outcome in zip(posed.casts, outcomes, strict=True):
            for member, arc, kind in _arcs(cast, outcome.lives):
                graph = cast.team.kinds[kind].graph
                service = cast.services[kind][int(graph.duty[arc])]
                who = cast.members[member]
                basis = service.basis
                unknown = basis.verdict is Verdict.UNKNOWN
                made.append(
                    PlannedTour(
                        unit=who.unit,
                        element=who.element,
                        part=None,
                        line=posed.ground.lines[service.line].line,
                        start=zero + timedelta(days=int(graph.start[arc])),
                        end=zero + timedelta(days=int(graph.end[arc])),
                        duty_status=basis.duty_status,
                        authorities=tuple(basis.authorities),
                        mobilization=basis.mobilization,
                        fund=basis.fund,
                        headcount=posed.ground.types[posed.ground.units[who.unit].type].headcount,
                        fills=int(graph.fills[arc]),
                        cost=int(cast.team.kinds[kind].costs[arc]),
                        fixed=False,
                        law="assumed" if assumed else "unknown" if unknown else "checked",
                        assumes=tuple(basis.assumes),
                    )
                )
        return tuple(
            sorted(made, key=lambda tour: (tour.unit, tour.element, tour.start, tour.end, tour.line))
        )

    def shortfalls(
        self, posed: PosedLives, outcomes: Sequence[Outcome], missing: Ints, unserved: set[int]
    ) -> tuple[Shortfall, ...]:
        """
        Stretches of days on which a line is short by the same headcount for the same reason.

        ``supply`` where all units that may serve the line are on tours, ``dwell`` where some are at home
        and their cycles, or what they serve next, keep them there.
        """
        zero = self.case.planning.start
        found: list[Shortfall] = []
        home = np.zeros(missing.shape, dtype=np.int64)
        for cast, outcome in zip(posed.casts, outcomes, strict=True):
            for number, kind in enumerate(cast.team.kinds):
                away = np.zeros(missing.shape[1] + 1, dtype=np.int64)
                mine = [arc for _, arc, owner in _arcs(cast, outcome.lives) if owner == number]
                np.add.at(away, kind.graph.start[mine], 1)
                np.add.at(away, kind.graph.end[mine], -1)
                lines = np.array(cast.lines)[np.unique(kind.graph.duties.line)]
                home[lines] += len(kind.members) - np.cumsum(away)[:-1]
        for number, line in enumerate(posed.ground.lines):
            lacking = np.maximum(missing[number], 0)
            split = np.diff(2 * lacking + (home[number] > 0), prepend=0, append=0)
            cuts = np.flatnonzero(split)
            for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
                if lacking[low] > 0:
                    rested = "dwell" if home[number, low] > 0 else "supply"
                    found.append(
                        Shortfall(
                            line=line.line,
                            start=zero + timedelta(days=low),
                            end=zero + timedelta(days=high),
                            headcount=int(lacking[low]),
                            reason="skill" if number in unserved else rested,
                        )
                    )
        return tuple(found)

    def stats(
        self,
        posed: PosedLives,
        stages: Sequence[_Stage],
        outcomes: Sequence[Outcome],
        levels: list[dict[str, object]],
        proved: bool,
    ) -> dict[str, object]:
        """Counts, hash and, apart from them, seconds by phase."""
        kinds = [kind for cast in posed.casts for kind in cast.team.kinds]
        stats: dict[str, object] = {
            "instance": _hash(posed),
            "classes": len(kinds),
            "members": sum(len(kind.members) for kind in kinds),
            "lines": len(posed.ground.lines),
            "components": len(posed.casts),
            "candidate_tours": sum(int((kind.graph.duty >= 0).sum()) for kind in kinds),
            "states": sum(int(kind.graph.order.size) for kind in kinds),
            "rounds": sum(outcome.rounds for outcome in outcomes),
            "proof": "bound" if proved else None,
            "gap_asked": self.options.gap,
            "threads": self.options.threads,
            "seconds": self.seconds,
        }
        if self.options.lexicographic:
            stats["levels"] = levels
        if self.options.assume_signed:
            stats["assume_signed"] = sorted(self.options.assume_signed)
        return stats


def _arcs(cast: Cast, lives: dict[int, Life]) -> list[tuple[int, int, int]]:
    """Member, arc and kind of every tour."""
    found: list[tuple[int, int, int]] = []
    for member, life in lives.items():
        kind = cast.team.place[member][0]
        graph = cast.team.kinds[kind].graph
        found.extend((member, arc, kind) for arc in life if graph.duty[arc] >= 0)
    return found


def _findings(posed: PosedLives, outcomes: Sequence[Outcome]) -> tuple[Finding, ...]:
    """What the law says of the bases in use, each once."""
    found: dict[tuple[object, ...], Finding] = {}
    for cast, outcome in zip(posed.casts, outcomes, strict=True):
        used = {
            (kind, int(cast.team.kinds[kind].graph.duty[arc])) for _, arc, kind in _arcs(cast, outcome.lives)
        }
        for kind, duty in sorted(used):
            for finding in cast.services[kind][duty].basis.findings:
                found.setdefault((finding.rule, finding.verdict, finding.subject, finding.message), finding)
    return tuple(found.values())


def _hash(posed: PosedLives) -> str:
    """SHA-256 of everything that the search reads."""
    digest = sha256()
    for cast in posed.casts:
        digest.update(repr((cast.lines, cast.members)).encode())
        digest.update(np.ascontiguousarray(cast.team.demand).astype("<i8").tobytes())
        for kind in cast.team.kinds:
            graph = kind.graph
            digest.update(repr(graph.rota.key()).encode())
            for array in (
                graph.entry,
                graph.tail,
                graph.head,
                graph.line,
                graph.start,
                graph.end,
                kind.costs,
            ):
                digest.update(np.ascontiguousarray(array).astype("<i8").tobytes())
    return digest.hexdigest()
