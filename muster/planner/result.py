"""One planning run: pose, search level by level, and everything that the plan says of itself."""

from __future__ import annotations

import dataclasses
import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

import numpy as np

import muster
from muster.domain.case import Case
from muster.domain.finding import Finding
from muster.domain.plan import Plan, PlannedTour
from muster.errors import BoundError, Problem, SolverError
from muster.planner.backing import back, back_again, without_bound
from muster.planner.ceilings import broken, solved_again, uses
from muster.planner.colgen import Relaxation
from muster.planner.conflict import conflicts_of, required_short
from muster.planner.decode import assign, recognise, tours_of
from muster.planner.highs import solver_version
from muster.planner.instance import Flags, Instance
from muster.planner.life.plan import LifeRun
from muster.planner.life.pose import lives_by_cycle
from muster.planner.master import Objective
from muster.planner.options import PlanOptions, Progress
from muster.planner.pinprice import pin_prices
from muster.planner.pose import pose
from muster.planner.pricing import Schedule
from muster.planner.reasons import shortfalls
from muster.planner.replan import Replan
from muster.planner.roster import Roster
from muster.planner.search import Search
from muster.planner.splits import kept_together, left_over, parts_of, splits_of

__all__ = ("Run", "instance_hash")

#: Seconds that a search leaves to the pricing of ceilings and to what comes after, as far as they are less
#: than that share of the time limit.
PRICING, PRICING_SHARE = 4.5, 0.15

#: Seconds past the limit, as far as they are less than that share of it, within which conflicts may still be
#: looked for.
GRACE, GRACE_SHARE = 2.0, 0.07

#: Seconds that are kept for the checks of the plan, as far as they are less than that share of the limit.
CHECKING, CHECKING_SHARE = 3.0, 0.05

#: What telling a plan takes: as long as posing it, and so many seconds for each line and for each candidate
#: tour of a line, up to so many tours; the share of the limit that may be left for it.
LINE, TELLING, TELLING_TOURS, TELLING_SHARE = 0.012, 4e-7, 50_000, 0.35

#: Seconds at most for telling why required lines stay short; the share of the limit left for it.
CONFLICTS, CONFLICTS_SHARE = 10.0, 0.2

#: Share of the time limit after which a search that is charged for change gives way to one that is not.
CHARGED = 0.7


class Run:
    """A run of :func:`muster.planner.plan.plan_case`; used once."""

    def __init__(
        self,
        case: Case,
        options: PlanOptions,
        clock: Callable[[], float],
        progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
        baseline: Plan | None,
    ) -> None:
        self.case = case
        self.options = options
        self.clock = clock
        self.progress = progress
        self.user_stops = should_stop or (lambda: False)
        self.baseline = baseline
        self.began = clock()
        self.interrupted = False
        self.seconds: dict[str, float] = {}
        self.searching: Search | None = None
        self.charging = False
        self.troubles: list[str] = []
        self.unsure = False
        self.telling = 0.0
        self.required: list[int] = []
        # What the search proves of the plans with fixed tours on the elements on which posing put them.
        self.own_bound: int | None = None
        self.looked: tuple[object, bool] = (None, False)

    # -- clock and progress -------------------------------------------------------------------

    def stop(self) -> bool:
        """Whether time is up or the user wants the plan as it is."""
        self.interrupted = self.interrupted or self.user_stops()
        return self.interrupted or self.clock() - self.began >= self.options.time_limit

    def stop_pricing(self) -> bool:
        """Whether ceilings must go without a price: what is left is for reasons and checks."""
        left = self.options.time_limit - (self.clock() - self.began)
        checking = min(CHECKING, self.options.time_limit * CHECKING_SHARE)
        return self.interrupted or self.user_stops() or left <= checking

    def short_of_required(self) -> bool:
        """Whether the best plan so far leaves a required line short: then it will have to say why."""
        search = self.searching
        if search is None:
            return False
        if self.looked[0] is not search.best:
            roster = Roster(search.instance, search.objective)
            roster.load(search.best)
            self.looked = search.best, bool((roster.short[self.required] > 0).any())
        return self.looked[1]

    def stop_search(self) -> bool:
        """Whether time is up for the search: a little earlier where ceilings can be priced after it."""
        if self.stop():
            return True
        if self.charging and self.clock() - self.began >= self.options.time_limit * CHARGED:
            return True
        priced = self.searching.priced if self.searching is not None else None
        left = self.options.time_limit - (self.clock() - self.began)
        if left <= self.telling:
            return True
        reserve = min(CONFLICTS, self.options.time_limit * CONFLICTS_SHARE)
        if self.required and left <= reserve and self.short_of_required():
            return True
        return (
            priced is not None
            and priced.converged
            and not self.options.lexicographic
            and bool(priced.master.crowd_ceiling.size or self.case.pins)
            and left <= min(PRICING, self.options.time_limit * PRICING_SHARE)
        )

    def spent(self) -> float:
        """Share of the time for the search that is over."""
        return (self.clock() - self.began) / max(1e-9, self.options.time_limit - self.telling)

    def tell(self, phase: str, bound: int | None, best: int | None) -> None:
        """Pass progress on."""
        if self.progress is not None:
            gap = None if bound is None or best is None else (best - bound) / max(best, 100)
            self.progress(
                Progress(phase=phase, seconds=self.clock() - self.began, bound=bound, best=best, gap=gap)
            )

    def timed(self, phase: str, since: float) -> None:
        """Add to the seconds of a phase."""
        self.seconds[phase] = self.seconds.get(phase, 0.0) + self.clock() - since

    # -- the run ------------------------------------------------------------------------------

    def plan(self) -> tuple[Plan | None, tuple[Problem, ...]]:
        """Pose, search, tell."""
        if lives_by_cycle(self.case):
            return LifeRun(
                self.case, self.options, self.clock, self.progress, self.user_stops, _versions()
            ).plan()
        since = self.clock()
        self.tell("pose", None, None)
        posed = pose(self.case, self.options, self.baseline)
        self.timed("pose", since)
        if posed.instance is None:
            return None, posed.problems
        instance = posed.instance
        tours = min(instance.tours.size, TELLING_TOURS * len(instance.lines))
        told = self.seconds["pose"] + LINE * len(instance.lines) + TELLING * tours
        self.telling = min(told, TELLING_SHARE * self.options.time_limit)
        replan = None if posed.baseline is None else Replan(self.case, posed, self.options)
        searched = instance if replan is None else replan.churn.instance
        required = {line.line for line in self.case.lines if line.required}
        self.required = [row for row, name in enumerate(instance.lines) if name in required]
        price = self.split_price() * (1 if replan is None else replan.churn.unit)
        parts = parts_of(searched)
        apart = bool(price and (parts > 1).any()) and not self.options.lexicographic
        self.charging = apart or (
            replan is not None and replan.churn.charges and not self.options.lexicographic
        )
        since = self.clock()
        levels: list[dict[str, object]] = []
        searches: list[Search] = []
        start = None if posed.baseline is None else recognise(self.case, instance, posed.baseline.plan)
        limits: list[tuple[Flags, int]] = []
        stopped = "gap"
        for name, objective in self.objectives(searched):
            search = Search(
                searched,
                Objective(weights=objective.weights, cost=objective.cost, levels=tuple(limits)),
                self.options,
                should_stop=self.stop_search,
                spent=self.spent,
                report=self.tell if replan is None else replan.reported(self.tell),
                start=start,
            )
            self.searching = search
            reached = self.run_search(search)
            searches.append(search)
            stopped = reached if stopped == "gap" or reached == "time" else stopped
            start = search.best
            if name is not None:
                lines = objective.weights > 0
                empty = int(instance.demand[lines].sum()) if not objective.cost else instance.fixed_cost
                levels.append(_level(name, search, empty, replan if objective.cost else None))
                if not objective.cost:
                    limits.append((lines, search.score[2]))
        charges, self.charging = self.charging, False
        if apart and left_over(searched, parts, searches[-1].best):
            again = None if self.stop() else self.search_again
            kept_together(searched, parts, price, searches[-1], again, self.stop)
        if replan is not None and replan.churn.charges and charges and not self.stop():
            self.searching = replan.compare(
                searches[-1], self.options, self.stop_search, self.tell, self.run_search
            )
        self.timed("search", since)
        since = self.clock()
        plan, unmet = self.tell_plan(instance, searches, levels, stopped, replan)
        self.own_bound = plan.bound
        if self.unsure:
            self.own_bound = None
            plan = without_bound(plan)
        elif replan is None and not unmet:
            names = [str(level["level"]) for level in levels] or ["objective"]
            named = list(zip(names, searches, strict=True))
            plan = back(self.case, self.options, instance, plan, named, lambda: self.interrupted, self.stop)
        elif replan is not None and not unmet:
            plan = self.backed_again(instance, plan, searches, levels, replan)
        if self.troubles:
            plan = replace(plan, stats={**plan.stats, "solver": list(self.troubles)})
        self.timed("tell", since)
        since = self.clock()
        if not unmet:
            plan = self.with_conflicts(instance, searches[-1].best, plan)
        self.timed("conflicts", since)
        return (None if unmet else plan), (*posed.problems, *unmet)

    def backed_again(
        self,
        instance: Instance,
        plan: Plan,
        searches: Sequence[Search],
        levels: Sequence[dict[str, object]],
        replan: Replan,
    ) -> Plan:
        """A plan from a baseline with the certificate of its bound without charges."""
        unit = replan.churn.unit
        named = [("objective", searches[-1], unit)]
        if levels:
            named = [
                (str(level["level"]), search, unit if search.objective.cost else 1)
                for level, search in zip(levels, searches, strict=True)
            ]
        elif replan.plain is not None:
            named = [("objective", replan.plain, 1)]
        return back_again(self.case, self.options, instance, plan, named, lambda: self.interrupted)

    def run_search(self, search: Search) -> str:
        """
        Run a search and say what ended it; where the solver fails at a program, no plan is lost.

        A bound that contradicts the plan, or a search that contradicts itself, costs the bound.
        """
        try:
            return search.run()
        except (SolverError, AssertionError) as error:
            self.troubles.append(str(error) or f"the search contradicted itself: {error!r}")
            self.unsure = self.unsure or not isinstance(error, SolverError) or isinstance(error, BoundError)
            search.roster.load(search.best)
            return "exhausted"

    def split_price(self) -> int:
        """Cents for each split, as the user says, else the case; 0 where nobody does."""
        if self.options.split_price is not None:
            return self.options.split_price
        return self.case.planning.split_price or 0

    def search_again(self, instance: Instance, start: list[list[Schedule]]) -> Search:
        """Another search in the time that is left."""
        search = Search(
            instance,
            Objective(weights=instance.prices, cost=1),
            self.options,
            should_stop=self.stop_search,
            report=lambda *_: None,
            start=start,
        )
        self.run_search(search)
        return search

    def objectives(self, instance: Instance) -> list[tuple[str | None, Objective]]:
        """The one objective, or a level for each priority and cost last."""
        if not self.options.lexicographic:
            return [(None, Objective(weights=instance.prices, cost=1))]
        made: list[tuple[str | None, Objective]] = []
        for priority in sorted(set(instance.priorities.tolist())):
            weights = (instance.priorities == priority).astype(np.int64)
            made.append((f"priority {priority}", Objective(weights=weights, cost=0)))
        made.append(("cost", Objective(weights=np.zeros(len(instance.lines), dtype=np.int64), cost=1)))
        return made

    def with_conflicts(self, instance: Instance, best: Sequence[Sequence[Schedule]], plan: Plan) -> Plan:
        """The plan with the reason of each required line that stays short, as far as time allows."""
        if not required_short(self.case, plan):
            return plan
        over = self.clock() - self.began - self.options.time_limit
        seconds = min(CONFLICTS, max(0.0, min(GRACE, self.options.time_limit * GRACE_SHARE) - over))
        found = conflicts_of(
            self.case,
            self.options,
            instance,
            best,
            plan,
            clock=self.clock,
            should_stop=lambda: self.user_stops() or self.interrupted,
            seconds=seconds,
        )
        return dataclasses.replace(plan, conflicts=found)

    # -- the telling --------------------------------------------------------------------------

    def tell_plan(
        self,
        instance: Instance,
        searches: Sequence[Search],
        levels: list[dict[str, object]],
        stopped: str,
        replan: Replan | None,
    ) -> tuple[Plan, tuple[Problem, ...]]:
        """The plan as a value, and the pins that could not be met."""
        last = searches[-1]
        money = Roster(instance, Objective(weights=instance.prices, cost=1))
        money.load(last.best)
        chosen = assign(instance, last.best, None if replan is None else replan.stays)
        tours = tours_of(self.case, instance, chosen, assumed=self.options.assume_lawful)
        objective = money.value()
        priced = last.priced if replan is None else self.priced(instance, last, replan)
        bound = None
        if not self.options.lexicographic:
            bound = last.bound if replan is None else replan.bound(last, priced)
        proof = self.proof(searches)
        if replan is not None and not replan.proves(objective, bound):
            proof = None
        gap = None if bound is None else (objective - bound) / max(objective, 100)
        closed = None
        if bound is not None and instance.empty > bound:
            closed = (instance.empty - objective) / (instance.empty - bound)
        if self.interrupted:
            stopped = "interrupt"
        until = self.clock() + max(1.0, 0.25 * (self.clock() - self.began))
        used, intervals = uses(
            self.case,
            self.options,
            instance,
            money,
            last,
            priced,
            self.stop_pricing,
            lambda: self.clock() < until,
        )
        pins = pin_prices(
            self.case,
            self.options,
            instance,
            priced,
            self.stop_pricing,
        )
        splits = splits_of(self.case, tours, self.split_price())
        plan = Plan(
            case=self.case.name,
            as_of=self.case.as_of,
            seed=self.options.seed,
            versions=_versions(),
            law="assumed" if self.options.assume_lawful else "checked",
            status="empty" if not tours else "optimal" if proof else "feasible",
            stopped_by=stopped,
            objective=objective,
            bound=bound,
            gap=gap,
            closed=closed,
            empty=instance.empty,
            tours=tours,
            shortfalls=shortfalls(self.case, instance, money),
            ceilings=used,
            findings=self.findings(instance, tours),
            stats={
                **self.stats(instance, searches, levels, proof, len(splits)),
                **({"ceiling_prices": intervals} if intervals else {}),
            },
            pins=pins,
            splits=splits,
        )
        if replan is not None:
            kept = replan.kept(tours)
            plan = dataclasses.replace(
                plan,
                stats={**plan.stats, "churn": replan.stats(last, kept, objective)},
                changes=replan.changes(money, chosen, kept, self.stop_pricing),
            )
        return plan, self.unmet_pins(instance, money, cut_short=stopped in ("time", "interrupt"))

    def priced(self, instance: Instance, search: Search, replan: Replan) -> Relaxation | None:
        """The relaxation without charges for change, from the schedules that the charged one found."""
        if replan.plain is not None and replan.plain.priced is not None:
            return replan.plain.priced
        state = search.priced
        if state is None or not state.converged or self.options.lexicographic:
            return None
        return solved_again(self.options, state, instance, state.schedules, self.stop_pricing)

    def findings(self, instance: Instance, tours: Sequence[PlannedTour]) -> tuple[Finding, ...]:
        """What the law says of the bases in use, each once, and the ceilings that were broken before."""
        found: list[Finding] = []
        seen: set[tuple[object, ...]] = set()
        used = {
            (tour.line, tour.duty_status, tour.authorities, tour.mobilization)
            for tour in tours
            if not tour.fixed
        }
        for block, basis in enumerate(instance.bases):
            line = instance.lines[int(instance.block_line[block])]
            if (line, basis.duty_status, tuple(basis.authorities), basis.mobilization) not in used:
                continue
            for finding in basis.findings:
                key = (finding.rule, finding.verdict, finding.subject, finding.message)
                if key not in seen:
                    seen.add(key)
                    found.append(finding)
        found.extend(broken(self.case, self.options))
        return tuple(found)

    def unmet_pins(self, instance: Instance, roster: Roster, *, cut_short: bool) -> tuple[Problem, ...]:
        """Pins that no plan was found to meet together."""
        unmet = [pin.pin for pin, met in zip(instance.pins, roster.pins_met.tolist(), strict=True) if not met]
        return tuple(
            Problem(
                code="M604",
                message=f"{pin.unit} pinned on {pin.line}, {pin.start} to {pin.end}, is in no plan "
                "that was found: "
                + (
                    "the search was stopped first"
                    if cut_short
                    else "the other pins, a ceiling or the lift stand against it"
                ),
                file=pin.origin.file if pin.origin else "pins.csv",
                line=pin.origin.line if pin.origin else None,
                help="give the search more time (--time-limit)"
                if cut_short
                else "take this pin or one of the others out, or raise the ceiling or lift that it needs",
            )
            for pin in unmet
        )

    def proof(self, searches: Sequence[Search]) -> str | None:
        """
        What stands behind the word "optimal": ``bound`` or ``enumeration``, ``None`` if nothing does.

        ``bound``: the Lagrangian bound, in whole numbers, meets the objective. ``enumeration``: HiGHS
        says, in floating point, that none of the schedules that a better plan could use makes one.
        """
        if not all(search.proved or search.gap() == 0 for search in searches):
            return None
        return "bound" if all(_met(search) for search in searches) else "enumeration"

    def stats(
        self,
        instance: Instance,
        searches: Sequence[Search],
        levels: list[dict[str, object]],
        proof: str | None,
        splits: int,
    ) -> dict[str, object]:
        """Counts, hash and, apart from them, seconds by phase."""
        stats: dict[str, object] = {
            "instance": instance_hash(instance),
            "classes": len(instance.classes),
            "members": int(instance.sizes.sum()),
            "lines": len(instance.lines),
            "candidate_tours": int(instance.tours.size),
            "rows": searches[-1].master.rows_count,
            "columns": sum(len(search.relaxation.schedules) for search in searches if search.relaxation),
            "rounds": sum(search.counts["rounds"] for search in searches),
            "moves": sum(search.counts["moves"] for search in searches),
            "proof": proof,
            "split_elements": splits,
            "gap_asked": self.options.gap,
            "threads": self.options.threads,
            "seconds": self.seconds,
        }
        if levels:
            stats["levels"] = levels
        if self.options.assume_signed:
            stats["assume_signed"] = sorted(self.options.assume_signed)
        return stats


def _met(search: Search) -> bool:
    """Whether an exact bound of a search meets its objective, or there was nothing to choose."""
    state = search.relaxation
    if not search.proved or state is None or state.bound is None:
        return True
    return -(-state.bound // state.master.scale) >= search.score[2]


def _level(name: str, search: Search, empty: int, replan: Replan | None) -> dict[str, object]:
    value, bound = search.score[2], search.bound
    if replan is not None:
        value, bound = replan.cost(search.best), replan.churn.bound(bound)
    gap = None if bound is None else (value - bound) / max(value, 1)
    closed = None if bound is None or empty <= bound else (empty - value) / (empty - bound)
    return {"level": name, "objective": value, "bound": bound, "gap": gap, "closed": closed, "empty": empty}


def _versions() -> dict[str, str]:
    return {
        "muster": getattr(muster, "__version__", "0"),
        "highspy": solver_version(),
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def instance_hash(instance: Instance) -> str:
    """SHA-256 of everything that the search reads; independent of the order of the case's rows."""
    digest = sha256()
    for name in (field.name for field in dataclasses.fields(instance)):
        value = getattr(instance, name)
        digest.update(name.encode())
        if isinstance(value, np.ndarray):
            digest.update(str(value.shape).encode())
            digest.update(np.ascontiguousarray(value).astype("<i8").tobytes())
        elif name == "bases":
            for basis in value:
                digest.update(repr((basis.duty_status, basis.authorities, basis.mobilization)).encode())
        elif name not in ("exclusions", "first_start", "unlawful", "pins"):
            digest.update(repr(value).encode())
        elif name == "pins":
            digest.update(repr([pin.tours for pin in value]).encode())
    return digest.hexdigest()
