"""The search: a roster that is good, a bound that is proved, and the proof that they meet where they do."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from muster.errors import BoundError
from muster.planner.ascent import ascend
from muster.planner.colgen import Relaxation, lagrangian, relax
from muster.planner.flow import flow
from muster.planner.highs import Floats, solve_integer
from muster.planner.instance import Instance, Ints
from muster.planner.kernel.compiled import available
from muster.planner.master import Master, Objective
from muster.planner.options import PlanOptions
from muster.planner.pricing import BestSchedules, Pricer, Schedule
from muster.planner.roster import Roster, Score
from muster.planner.warming import beside, ready

if TYPE_CHECKING:
    from muster.planner.kernel.annealer import Annealer
    from muster.planner.kernel.field import Layout
    from muster.planner.kernel.team import Team

__all__ = ("Search",)

Report = Callable[[str, int | None, int | None], None]

#: Schedules that a proof by enumeration may hold, and those that a restricted program may.
ENUMERATED = 20_000
RESTRICTED = 4_000
NODES = 2_000

#: Schedules up to which a proof lists them; tours up to which it lets them flow instead, at first and when
#: nothing else is found any more.
LISTED, FLOWING, FLOWING_AT_LAST = 300, 4_000, 40_000

#: Rounds of rounding cuts, and the share by which each but the last must raise the bound.
CUTS, LEAST_GAIN = 12, 0.0002

#: Steps of an ascent in prices by size at most, the share of the time left that it may take, and prices up to
#: which it is made.
MOST_FILLING, FILLED, PRICES = 1_000, 0.4, 100_000

#: Rows beyond which the linear program takes longer than hundreds of pricings: the dual is ascended instead.
#: Shares of the time left that a linear program may take on compiled loops, where there was an ascent, and
#: that all rounds of cuts may take there.
LARGE, SOLVED, TIGHTENED = 4_000, 0.3, 0.4

#: Steps of an ascent: as many as may take a share of the time limit where a second values this many tours on
#: array code, counted, not timed, so that the same run gives the same plan there. At least and at most these.
ASCENDING = 0.45
TOURS_A_SECOND, FEWEST, MOST = 8_000_000, 60, 400

#: Candidate tours from which on compiled loops are worth what starting them takes, and the time limit, in
#: seconds, from which on they are compiled if they are not yet: for half a minute, once on a machine. With
#: fewer tours, at least the last, the relaxation and what can be listed come first, which often settles it.
COMPILED, COMPILING, MODEST = 40_000, 45.0, 1_000

#: Seconds that must be left where the loops of annealing are still to be compiled.
COMPILING_ANNEALING = 35.0

#: Steps of an ascent on compiled loops at most, and descents of annealing without gain after which it ends:
#: one, where a flow may settle the rest.
MOST_COMPILED, PATIENCE = 1_200, 3

#: Tours that a second of compiled pricing values, where the clock does not tell. What the clock tells is
#: rounded down to this times a power of the second, so that most runs on one machine make as many steps.
PRICED_A_SECOND, PACES = 300_000_000, 2**0.5

#: Steps that ask all classes, below which classes take turns; turns at most; steps then at most, by the root
#: of the turns; and what a step takes beside pricing, as a share of asking all.
TURNING, TURNS, MOST_TURNING, BESIDE = 3_000, 8, 2_000, 0.1

#: Share of the time left that an ascent may take by the clock, where that is less than its steps take.
ASCENT = 0.6

#: How much worse an annealed roster may be at first and at last, as shares of a tour's average worth. The
#: first is the larger, the more rounds there are for each member: so many allow the most.
LEAST_WARM, WARM, WARM_ROUNDS, COLD = 0.02, 0.05, 100, 0.0005

#: Rounds of annealing for each member from warm to cold at most, and the share of the time limit that they
#: may take by count.
COOLING_MOST, ANNEALED = 450, 0.5

#: Times in a descent that a better roster is told.
STRETCHES = 8

#: Best responses that a sweep may ask for: for each member, and at least.
POLISH, POLISH_LEAST = 20, 4_000

#: Lines of a case on which integer programs over the pool are worth their time: beyond, their cuts at the
#: root take longer than thousands of best responses, which find more.
SMALL = 12


class Search:
    """
    One objective on one instance.

    Parameters
    ----------
    should_stop
        The clock and the user in one: asked often.
    report
        Called with phase, bound and best, both in cents (or headcount-days of a level).
    spent
        Share of the time for the search that is over.
    """

    def __init__(
        self,
        instance: Instance,
        objective: Objective,
        options: PlanOptions,
        *,
        should_stop: Callable[[], bool],
        report: Report,
        start: Sequence[Sequence[Schedule]] | None = None,
        spent: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.instance = instance
        self.objective = objective
        self.options = options
        self.should_stop = should_stop
        self.report = report
        self.spent = spent
        self.random = Random(options.seed)
        self.master = Master(instance, objective)
        self.relaxation: Relaxation | None = None
        self.priced: Relaxation | None = None
        # No price and no cost is negative: what the tours already ordered cost is spent in any plan.
        self.bound: int = instance.least * objective.cost
        self.proved = False
        self.roster = Roster(instance, objective)
        if start is not None:
            self.roster.load(start)
        self.best = self.roster.copy_schedules()
        self.score: Score = self.roster.score()
        self.liked: dict[Schedule, None] = {}
        self._pricers: dict[int, Pricer] = {}
        self._flowed = False
        self.compiled = (
            instance.tours.size >= COMPILED
            and self._can_compile()
            and (options.time_limit >= COMPILING or ready())
        )
        pairs = np.unique(np.stack([instance.block_line, instance.block_class]), axis=1)
        self._block_lines: list[int] = instance.block_line.tolist()
        self._serving: dict[int, list[int]] = {}
        for line, owner in pairs.T.tolist():
            self._serving.setdefault(line, []).append(owner)
        self._weights = objective.weights
        if objective.levels:
            heavy = 1 + int(objective.weights.max(initial=0)) * 1000
            for lines, _ in objective.levels:
                self._weights = self._weights + np.where(lines, heavy, 0)
        self._layout: Layout | None = None
        self._team: Team | None = None
        self._annealed = 0
        self.counts: dict[str, int] = {"rounds": 0, "moves": 0, "proofs": 0}

    # -- bookkeeping --------------------------------------------------------------------------

    def pricer(self, owner: int) -> Pricer:
        """The pricer of one class, made when first needed."""
        if owner not in self._pricers:
            self._pricers[owner] = Pricer(self.instance, owner)
        return self._pricers[owner]

    def keep(self) -> bool:
        """Keep the roster if it is the best so far."""
        score = self.roster.score()
        if score >= self.score or not self.roster.feasible():
            return False
        self.score, self.best = score, self.roster.copy_schedules()
        self.liked.update(dict.fromkeys(schedule for mine in self.best for schedule in mine))
        return True

    def gap(self) -> float | None:
        """(best − bound) / max(best, 1 dollar), ``None`` while pins or levels are not met."""
        if self.score[0] or self.score[1]:
            return None
        return (self.score[2] - self.bound) / max(self.score[2], 100)

    def done(self) -> bool:
        """Whether the gap asked for is proved (or the optimum is)."""
        gap = self.gap()
        return self.proved or (gap is not None and gap <= self.options.gap)

    def tell(self, phase: str) -> None:
        """Report where the search stands."""
        self.report(phase, self.bound, self.score[2] if not self.score[0] else None)

    # -- the search ---------------------------------------------------------------------------

    def run(self) -> str:
        """Search until the gap is proved, time is up or nothing more is found; says which."""
        if not self.compiled:
            return self._run()
        with beside():
            return self._run()

    def _run(self) -> str:
        if not self.instance.tours.size:
            self.bound, self.proved = self.score[2], True
            return "gap"
        self.meet_pins()
        if self.compiled:
            self.construct()
        else:
            self.fill(range(len(self.instance.classes)))
            self.keep()
        self.tell("search")
        self.relaxation = self.priced = self.relax()
        if self.compiled:
            if not self.done() and not self.should_stop():
                self.search_compiled()
            return self.finish()
        if not self.done() and not self.should_stop() and not self.prove(listed=True):
            if self.instance.tours.size >= MODEST and self._can_compile() and ready():
                self.compiled = True
                self.search_compiled()
            else:
                self.tighten()
                self.round()
                self.ruin_and_recreate(200)
                self.polish()
        idle = 0
        while not self.done() and not self.should_stop():
            before = self.score
            self.ruin_and_recreate(400)
            if self.score >= before and len(self.instance.lines) <= SMALL:
                self.restricted(self.near(RESTRICTED // 10), nodes=NODES // 10)
            idle = 0 if self.score < before else idle + 1
            if self.done() or self.should_stop() or self.prove():
                break
            if idle >= 8:
                if self.instance.tours.size <= FLOWING_AT_LAST:
                    self.settled(self.let_flow(1 << 30))
                break
        if self.gap() != 0:
            self.polish()
        return self.finish()

    def finish(self) -> str:
        """Load the best roster and say why the search ended."""
        self.roster.load(self.best)
        self.tell("search")
        if self.done():
            return "gap"
        return "time" if self.should_stop() else "exhausted"

    # -- compiled loops -----------------------------------------------------------------------

    def _can_compile(self) -> bool:
        return self.instance.tours.tariffs.in_words and available()

    def search_compiled(self) -> None:
        """Tighten the relaxation, and anneal what it is rounded to."""
        self.tighten()
        self.fill_whole()
        rounded = self.round()
        left = (1 - self.spent()) * self.options.time_limit
        if left >= COMPILING_ANNEALING or ready():
            self.anneal(self.best if rounded is None else rounded)
        if self.gap() != 0:
            self.polish()

    def layout(self) -> Layout:
        """The instance laid out for compiled loops, made when first needed."""
        if self._layout is None:
            from muster.planner.kernel.field import lay_out

            self._layout = lay_out(self.instance)
        return self._layout

    def team(self) -> Team:
        """Annealers of the compiled loops, made when first needed."""
        from muster.planner.kernel.annealer import Annealer
        from muster.planner.kernel.team import Team

        if self._team is None:
            layout = self.layout()

            def make(seed: int) -> Annealer:
                return Annealer(layout, self.objective, self._weights, seed)

            self._team = Team(make, self.options.seed, self.options.threads)
        return self._team

    def construct(self) -> None:
        """Fill the best roster up, first at the relaxation's prices if they are known."""
        self.fill_up(self.best)
        self.keep()
        self.roster.load(self.best)

    def charge(self, team: Team) -> bool:
        """Let annealers know what the relaxation charges for ceilings and seats; whether it says that."""
        state = self.relaxation
        if state is None or state.duals is None:
            return False
        team.charge(state.duals.valuation, self.master.scale)
        return True

    def fill_up(self, schedules: Sequence[Sequence[Schedule]]) -> None:
        """Load schedules into the roster, with what is best for everybody who is left idle."""
        annealer = self.team().whole
        annealer.load(schedules)
        if self.charge(self.team()):
            self.counts["moves"] += annealer.fill(priced=1)
        self.counts["moves"] += annealer.fill(priced=0)
        self.roster.load(annealer.schedules(annealer.floor.chain))

    def anneal(self, start: Sequence[Sequence[Schedule]]) -> None:
        """
        Ruin and recreate, from warm to cold and again, until nothing is gained.

        The first descent begins at ``start``, which may be worse than the best roster: a rounded relaxation
        has the right people in the right weeks and much left undone, and ends lower than a roster that was
        filled greedily.
        """
        team, whole = self.team(), self.team().whole
        self.charge(team)
        whole.load(self.best)
        self._annealed = int(whole.best_value[0])
        team.divide(ANNEALED * self.options.time_limit)
        rounds = whole.rounds
        members = max(1, int(self.instance.sizes.sum()))
        fair = int(ANNEALED * self.options.time_limit * whole.rounds_a_second)
        turns = max(1, min(COOLING_MOST * members // team.size, fair) // rounds)
        warmest = min(WARM, max(LEAST_WARM, WARM * turns * rounds * team.size / (WARM_ROUNDS * members)))
        idle, warmth = 0, 1.0
        patience = 1 if self.instance.tours.size <= FLOWING_AT_LAST else PATIENCE
        while not self.done() and not self.should_stop() and idle < patience:
            before = self.score
            whole.load(start)
            worth, begun = whole.worth_of_a_tour(), self.spent()
            for turn in range(turns):
                # By count, unless the clock would end the descent before it is cold.
                over = max(turn / turns, (self.spent() - begun) / (1 - begun))
                warm, cold = (
                    warmth * worth * warmest * (COLD / warmest) ** min(1.0, over + part)
                    for part in (0, 1 / turns)
                )
                team.anneal(rounds, warm, cold)
                self.counts["moves"] += rounds * team.size
                if self.should_stop():
                    break
                if turn % max(1, turns // STRETCHES) == 0:
                    self.hear_of(whole)
                    if self.done():
                        break
            self.take_annealed(whole)
            start = self.best
            idle = 0 if self.score < before else idle + 1
            warmth = 0.5 if warmth == 1.0 else 1.0

    def take_annealed(self, annealer: Annealer) -> None:
        """Keep the best roster of an annealer if it is better."""
        if int(annealer.best_value[0]) < self._annealed:
            self._annealed = int(annealer.best_value[0])
            self.roster.load(annealer.schedules(annealer.best_chain))
            if self.keep():
                self.tell("search")

    def hear_of(self, annealer: Annealer) -> None:
        """Tell how good an annealer's best roster is; take it if that is enough, or its value is not all."""
        objective = int(annealer.best_value[0]) + self.objective.cost * self.instance.fixed_cost
        enough = objective - self.bound <= self.options.gap * max(objective, 100)
        if enough or self.objective.levels or any(self.score[:2]):
            self.take_annealed(annealer)
        elif objective < self.score[2]:
            self.report("search", self.bound, objective)

    def relax(self) -> Relaxation:
        """
        The relaxation: the bound, and a pool of schedules.

        On compiled loops an ascent comes first, whose prices and schedules the linear program begins with.
        """
        if self.linear:
            return self.solve_relaxation(self.ascend() if self.compiled else None)
        return self.ascend()

    @property
    def linear(self) -> bool:
        """Whether the relaxation is small enough to be solved as a linear program."""
        return self.master.rows_count - len(self.master.cuts) <= LARGE

    def heard(self, state: Relaxation) -> None:
        """Take the bound of a relaxation on its way, and tell of it at times."""
        self.take_bound(state)
        if state.rounds % 5 == 1:
            self.tell("bound")

    def ascend(self) -> Relaxation:
        """Raise the bound by an ascent."""
        begun = self.spent()
        allowed = max(1e-9, ASCENT * (1 - begun))
        steps, turns = self.steps()
        found = ascend(
            self.instance,
            self.master,
            self.pricer_of_all(),
            steps=steps,
            turns=turns,
            target=(1 - self.options.gap) * self.score[2] if self.score[:2] == (0, 0) else np.inf,
            should_stop=self.should_stop,
            report=self.heard,
            spent=lambda: (self.spent() - begun) / allowed,
        )
        self.counts["rounds"] += found.rounds
        self.tell("bound")
        return found

    def solve_relaxation(self, known: Relaxation | None, latest: float = math.inf) -> Relaxation:
        """
        Solve the relaxation by column generation, from what is known of it or of one with fewer cuts.

        Parameters
        ----------
        latest
            Share of the time for the search at which it ends.
        """
        if self.should_stop() and known is not None:
            return known
        start = [schedule for mine in self.best for schedule in mine]
        if self.compiled:
            latest = min(latest, self.spent() + SOLVED * (1 - self.spent()))
        found = relax(
            self.instance,
            self.master,
            self.pricer_of_all(),
            start if known is None else [*known.schedules, *start],
            threads=self.options.threads,
            tolerance=max(1e-7, self.options.gap * 0.02),
            should_stop=lambda: self.should_stop() or self.spent() > latest,
            report=self.heard,
            centre=None if known is None else self.master.prices_of(known.master, known.row_dual),
        )
        self.counts["rounds"] += found.rounds
        self.take_bound(found)
        self.tell("bound")
        return found

    def pricer_of_all(self) -> BestSchedules:
        """A pricer of all classes for an ascent."""
        if not self.compiled:
            return self.master.pricer()
        from muster.planner.kernel.pricer import CompiledPricer

        return CompiledPricer(self.layout(), threads=self.options.threads)

    def steps(self) -> tuple[int, int]:
        """Steps of an ascent, and turns in which they ask classes."""
        seconds = ASCENDING * self.options.time_limit
        if not self.compiled:
            return min(MOST, max(FEWEST, int(seconds * TOURS_A_SECOND / self.instance.tours.size))), 1
        fair = max(1.0, seconds * self.pace)
        turns = max(1, min(TURNS, math.ceil(TURNING / fair), len(self.instance.classes)))
        if turns == 1:
            return min(MOST_COMPILED, max(FEWEST, int(fair))), 1
        most = int(MOST_TURNING * turns**0.5)
        return min(most, max(FEWEST, int(fair / (1 / turns + BESIDE)))), turns

    @cached_property
    def pace(self) -> float:
        """How often a second compiled loops can ask all classes, about."""
        master, usual = self.master, PRICED_A_SECOND / self.instance.tours.size
        half = np.zeros(master.rows_count)
        worth = master.objective.weights[master.cover_line] * master.cover_days / master.money
        half[: master.crowd_row] = worth / 2
        pricer, valuation = self.pricer_of_all(), master.duals(half).valuation
        pricer.price(valuation)
        begun = self.spent()
        pricer.price(valuation)
        seconds = (self.spent() - begun) * self.options.time_limit
        if seconds <= 0:
            return usual
        return float(usual * PACES ** math.floor(math.log(1 / (seconds * usual), PACES)))

    def tighten(self) -> None:
        """
        Take units as whole: round ceilings and what lines ask for, and relax again, while the bound rises.

        The rounding cuts that the relaxation violates are added round by round. Where the relaxation is too
        large for a linear program, there are none, and its prices are valued with whole ceilings.
        """
        latest = self.spent() + TIGHTENED * (1 - self.spent()) if self.compiled else math.inf
        for _ in range(CUTS):
            state = self.relaxation
            if state is None or state.bound is None or state.weights is None or self.spent() > latest:
                return
            if self.done() or self.should_stop() or (self.linear and not state.converged):
                return
            old, before = self.master, state.bound
            cuts = old.violated(state.schedules, state.weights) if self.linear else ()
            if cuts == old.cuts and old.whole:
                return
            self.master = Master(self.instance, self.objective, exact=old.exact, cuts=cuts, whole=True)
            found = self.solve_relaxation(state, latest) if self.linear else self.valued_again(state)
            if found.bound is None or found.bound <= before:
                self.master = old
                return
            self.relaxation = found
            if found.bound - before < LEAST_GAIN * abs(before):
                return

    def fill_whole(self) -> None:
        """Raise the bound by prices that depend on how many a tour fills, where these are not too many."""
        from muster.planner.kernel.fillings import SizeAscent
        from muster.planner.kernel.pricer import CompiledPricer

        state, known = self.relaxation, self.master
        if (
            state is None
            or state.duals is None
            or state.row_dual is None
            or self.done()
            or self.should_stop()
        ):
            return
        sizes = np.bincount(self.layout().field.pair_line, minlength=len(self.instance.lines))
        if self.steps()[1] > 1 or int(sizes[known.cover_line].sum()) > PRICES:
            return
        master = Master(self.instance, self.objective, exact=known.exact, whole=True)
        pricer = CompiledPricer(self.layout(), threads=self.options.threads)
        begun = self.spent()
        allowed = max(1e-9, FILLED * (1 - begun))
        self.relaxation = SizeAscent(master, pricer).run(
            state,
            steps=MOST_FILLING,
            should_stop=lambda: self.should_stop() or self.done(),
            report=self.heard,
            spent=lambda: (self.spent() - begun) / allowed,
        )
        self.tell("bound")

    def valued_again(self, state: Relaxation) -> Relaxation:
        """The bound that the prices of a relaxation prove in the master as it is now."""
        row_dual = self.master.prices_of(state.master, state.row_dual)
        if row_dual is None:
            return state
        duals = self.master.duals(row_dual)
        best = self.pricer_of_all().price(duals.valuation)
        bound = lagrangian(self.instance, duals, best)
        found = replace(
            state, master=self.master, bound=bound, duals=duals, best=best, row_dual=row_dual, converged=False
        )
        self.take_bound(found)
        return found

    def take_bound(self, state: Relaxation) -> None:
        """The bound in whole units: an integer objective cannot lie between."""
        if state.bound is not None:
            whole = -(-state.bound // self.master.scale)
            if self.score[0] == 0 and self.score[1] == 0 and whole > self.score[2]:
                raise BoundError(f"the bound {whole} came out above the objective {self.score[2]}")
            self.bound = max(self.bound, whole)

    # -- construction and local search --------------------------------------------------------

    def idle(self, owner: int) -> int:
        """Members of a class that stay home."""
        return int(self.instance.sizes[owner]) - len(self.roster.schedules[owner])

    def fill(self, owners: Sequence[int] | range, crowd: Ints | None = None) -> None:
        """Give idle members of the classes, one class after the other, the best that is left for them."""
        pin = self.master.pin_price if self.instance.pins else 0
        for owner in owners:
            pricer = self.pricer(owner)
            while self.idle(owner) > 0 and not self.should_stop():
                schedule = self.roster.best_response(
                    pricer, self._weights, cost=self.objective.cost, pin=pin, crowd=crowd
                )
                if not schedule:
                    break
                self.roster.add(owner, schedule)
                self.counts["moves"] += 1

    def meet_pins(self) -> None:
        """
        Give pinned tours to members before anything else, whatever the clock says.

        First the pinned tours alone, so that no other tour stands in a later pin's way; then what else the
        same members can do.
        """
        pins = self.instance.pins
        owners = sorted({self.instance.class_of(tour) for pin in pins for tour in pin.tours})
        pinned = {tour for pin in pins for tour in pin.tours}
        added: list[tuple[int, Schedule]] = []
        for owner in owners:
            while self.idle(owner) > 0:
                met = self.roster.pins_met > 0
                schedule = self._respond(owner)
                asked = tuple(tour for tour in schedule if tour in pinned)
                helps = any(not met[row] and set(asked) & set(pin.tours) for row, pin in enumerate(pins))
                if not helps or not self.roster.fits(owner, asked):
                    break
                self.roster.add(owner, asked)
                added.append((owner, asked))
        for owner, asked in added:
            self.roster.remove(owner, asked)
            longer = self._respond(owner)
            fuller = set(asked) <= set(longer) and self.roster.fits(owner, longer)
            self.roster.add(owner, longer if fuller else asked)
        self.keep()

    def _respond(self, owner: int) -> Schedule:
        pin = self.master.pin_price if self.instance.pins else 0
        return self.roster.best_response(self.pricer(owner), self._weights, cost=self.objective.cost, pin=pin)

    def ruin_and_recreate(self, rounds: int) -> None:
        """
        Take some schedules out, fill again in another order, and keep what is better or nearly as good.

        Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413, with threshold acceptance.
        """
        random = self.random
        self.roster.load(self.best)
        current, current_score = self.best, self.score
        crowd = self.crowd_prices()
        for step in range(rounds):
            if self.should_stop() or self.done():
                break
            out = self.ruin(random)
            owners = sorted({owner for owner, _ in out})
            random.shuffle(owners)
            extra = random.sample(range(len(self.instance.classes)), min(2, len(self.instance.classes)))
            self.fill([*owners, *extra], crowd if random.random() < 0.5 else None)
            self.fill(owners)
            score = self.roster.score()
            slack = int(abs(current_score[2]) * 0.0004 * (1 - step / rounds))
            if (score[0], score[1], score[2] - slack) < current_score:
                current, current_score = self.roster.copy_schedules(), score
                if self.keep():
                    self.tell("search")
            else:
                self.roster.load(current)
        self.roster.load(self.best)

    def ruin(self, random: Random) -> list[tuple[int, Schedule]]:
        """Take out schedules that have something in common: a line, its days, a class, or only chance."""
        every = [(owner, schedule) for owner, mine in enumerate(self.roster.schedules) for schedule in mine]
        if not every:
            return []
        count = min(len(every), random.randint(1, max(2, min(12, len(every) // 4))))
        kind = random.random()
        seed_owner, seed = random.choice(every)
        tour = random.choice(seed)
        if kind < 0.6:
            at, lines = self.instance.tours.at, self._block_lines
            block, start, end, _, _ = at(tour)
            line = lines[block]
            near = [item for item in every if any(lines[at(each).block] == line for each in item[1])]
            if kind < 0.25:
                near = [
                    item
                    for item in near
                    if any(at(each).start < end and start < at(each).end for each in item[1])
                ]
        elif kind < 0.75:
            near = [item for item in every if item[0] == seed_owner]
        else:
            near = every
        chosen = random.sample(near, min(count, len(near)))
        for owner, schedule in chosen:
            self.roster.remove(owner, schedule)
        return chosen

    def polish(self) -> None:
        """
        Sweep until nothing helps: a schedule, or two that serve a line at once, out for what is better.

        No plan is left with a tour that costs more than it saves, or with two where an idle class alone
        would do better.
        """
        tries = max(POLISH_LEAST, POLISH * int(self.instance.sizes.sum()))
        improved = True
        while improved and tries > 0:
            improved = False
            for out in self.pieces():
                if tries <= 0 or self.should_stop():
                    break
                self.roster.load(self.best)
                if any(
                    self.best[owner].count(schedule) < out.count((owner, schedule)) for owner, schedule in out
                ):
                    continue
                tries -= self.exchange(out)
                if self.keep():
                    improved = True
        self.roster.load(self.best)

    def pieces(self) -> list[tuple[tuple[int, Schedule], ...]]:
        """Schedules of the best roster, equal ones once; then pairs that serve a line on the same days."""
        every = sorted({(owner, schedule) for owner, mine in enumerate(self.best) for schedule in mine})
        on_line: dict[int, list[tuple[int, int, tuple[int, Schedule]]]] = {}
        for item in every:
            twice = min(2, self.best[item[0]].count(item[1]))
            for tour in item[1]:
                block, start, end, _, _ = self.instance.tours.at(tour)
                on_line.setdefault(self._block_lines[block], []).extend([(start, end, item)] * twice)
        pairs = dict.fromkeys(
            (first, second)
            for _, stays in sorted(on_line.items())
            for (start, end, first), (begin, stop, second) in combinations(stays, 2)
            if start < stop and begin < end
        )
        return [*((item,) for item in every), *pairs]

    def exchange(self, out: Sequence[tuple[int, Schedule]]) -> int:
        """Take schedules out and put in, one by one, what saves most; says how many responses were asked."""
        for owner, schedule in out:
            self.roster.remove(owner, schedule)
        lines = {self.instance.line_of(tour) for _, schedule in out for tour in schedule}
        owners = {owner for line in lines for owner in self._serving.get(line, ())}
        asked = 0
        for _ in out:
            best: tuple[int, int, Schedule] | None = None
            for owner in sorted(owners):
                if self.idle(owner) <= 0:
                    continue
                schedule = self._respond(owner)
                asked += 1
                gain = self.roster.gain(schedule) if schedule else 0
                if gain > 0 and (best is None or gain > best[0]):
                    best = gain, owner, schedule
            if best is None:
                break
            self.roster.add(best[1], best[2])
        return asked

    def crowd_prices(self) -> Ints | None:
        """What the relaxation charges for ceilings, in cents."""
        if self.relaxation is None or self.relaxation.duals is None:
            return None
        return np.asarray(self.relaxation.duals.valuation.crowd // self.master.scale, dtype=np.int64)

    # -- integer programs ---------------------------------------------------------------------

    def prove(self, *, listed: bool = False) -> bool:
        """
        Try to list every schedule that a better plan could use, and choose among them exactly.

        A schedule whose reduced cost at the bound's duals is more than best − bound is in no better plan.
        Where they are many and tours few, members choose their way through tours instead, once.

        Parameters
        ----------
        listed
            Only by listing.
        """
        state = self.relaxation
        if state is None or state.duals is None:
            return False
        room = self.room()
        pricer = self.master.pricer()
        best = pricer.price(state.duals.valuation)
        if lagrangian(self.instance, state.duals, best) != state.bound:
            raise BoundError("the bound could not be repeated")
        flowing = self.instance.tours.size <= FLOWING
        limit = LISTED if flowing else ENUMERATED
        schedules: list[Schedule] = []
        for position in range(len(self.instance.classes)):
            least = max(0, int(best[position])) - room
            found = pricer.enumerate(position, least, limit - len(schedules))
            if found is None:
                if listed or not flowing or self._flowed:
                    return False
                self._flowed = True
                return self.settled(self.let_flow(NODES))
            schedules.extend(found)
        return self.settled(self.choose(schedules, nodes=100 * NODES, exact=True))

    def settled(self, proved: bool) -> bool:
        """Take note of a proof."""
        self.counts["proofs"] += 1
        if proved and self.score[0] == 0 and self.score[1] == 0:
            self.proved = True
            self.bound = self.score[2]
        return proved

    def let_flow(self, nodes: int) -> bool:
        """
        Choose among all schedules, each a path through start days; keep the choice if it is better.

        Returns
        -------
        bool
            Whether the choice was proved best of all.
        """
        known = self.master
        cuts = known.cuts if known.exact else ()
        master = Master(self.instance, self.objective, exact=True, cuts=cuts, whole=known.whole)
        program = flow(master, master.pricer())
        integer = np.zeros(program.columns.costs.size, dtype=np.bool_)
        integer[: program.whole] = True
        result = solve_integer(
            program.rows,
            program.columns,
            integer,
            threads=self.options.threads,
            seed=self.options.seed,
            nodes=nodes,
            absolute_gap=0.49 / master.money,
            relative_gap=0.0,
            should_stop=self.should_stop,
            presolve=False,
            start=program.start(schedule for mine in self.best for schedule in mine),
        )
        if result.values is not None:
            self.load(program.schedules(result.values))
        return result.optimal

    def room(self) -> int:
        """How far above the bound a better plan may lie, in cents × scale."""
        state = self.relaxation
        assert state is not None and state.bound is not None
        if self.score[0] or self.score[1]:
            return 1 << 61
        return max(0, self.score[2] * self.master.scale - state.bound)

    def round(self) -> list[list[Schedule]] | None:
        """
        Round the relaxation: keep whole schedules, then add the others by their weight while they help.

        What is left is filled by best responses that pay the relaxation's price of every ceiling.

        Returns
        -------
        list or None
            The rounded roster by class; ``None`` if it does not meet pins and levels as the best does.
        """
        state = self.relaxation
        if state is None or state.weights is None:
            return None
        weights = state.weights[: len(state.schedules)]
        self.roster.load([[] for _ in self.instance.classes])
        rest: list[tuple[float, int]] = []
        for index, weight in enumerate(weights.tolist()):
            whole = int(weight + 1e-6)
            owner = self.owner(state.schedules[index])
            for _ in range(whole):
                if self.idle(owner) > 0 and self.roster.fits(owner, state.schedules[index]):
                    self.roster.add(owner, state.schedules[index])
            if weight - whole > 0.05:
                rest.append((whole - weight, index))
        for _, index in sorted(rest):
            schedule = state.schedules[index]
            owner = self.owner(schedule)
            if self.idle(owner) > 0 and self.roster.gain(schedule) > 0 and self.roster.fits(owner, schedule):
                self.roster.add(owner, schedule)
        if self.compiled:
            self.fill_up(self.roster.schedules)
        else:
            owners = range(len(self.instance.classes))
            self.fill(owners, self.crowd_prices())
            self.fill(owners)
        feasible = self.roster.feasible() and self.roster.score()[:2] <= self.score[:2]
        rounded = self.roster.copy_schedules() if feasible else None
        if feasible and self.keep():
            self.tell("search")
        self.roster.load(self.best)
        return rounded

    def owner(self, schedule: Schedule) -> int:
        """Class of a schedule."""
        return self.instance.class_of(schedule[0])

    def near(self, count: int) -> list[Schedule]:
        """The best roster's schedules, those found by the search, and the pool's of least reduced cost."""
        mine = sorted({schedule for have in self.best for schedule in have})
        state = self.relaxation
        if state is None or state.row_dual is None or not state.schedules:
            return mine
        pool = sorted({*state.schedules, *self.liked})
        columns = self.master.columns(pool)
        terms = columns.values * state.row_dual[columns.rows]
        reduced = columns.costs - np.add.reduceat(terms, columns.starts)
        order = np.argsort(reduced, kind="stable")[:count]
        chosen = dict.fromkeys([*mine, *(pool[index] for index in order.tolist())])
        return list(chosen)

    def restricted(self, schedules: Sequence[Schedule], *, nodes: int) -> None:
        """The integer program over some schedules."""
        self.choose(schedules, nodes=nodes, exact=False)

    def choose(self, schedules: Sequence[Schedule], *, nodes: int, exact: bool) -> bool:
        """
        Choose among schedules by integer programming; keep the choice if it is better.

        Returns
        -------
        bool
            Whether the choice was proved best among them.
        """
        if not schedules:
            return True
        master = Master(self.instance, self.objective, exact=True) if exact else self.master
        slacks, columns = master.slacks(), master.columns(schedules)
        joined = slacks.joined(columns)
        integer = np.zeros(joined.costs.size, dtype=np.bool_)
        integer[slacks.costs.size :] = True
        half_cent = 0.49 / master.money
        result = solve_integer(
            master.rows(),
            joined,
            integer,
            threads=self.options.threads,
            seed=self.options.seed,
            nodes=nodes,
            absolute_gap=half_cent,
            relative_gap=0.0 if exact else self.options.gap / 4,
            should_stop=self.should_stop,
            presolve=not exact,
        )
        if result.values is not None:
            self.take(schedules, result.values[slacks.costs.size :])
        return result.optimal

    def take(self, schedules: Sequence[Schedule], values: Floats) -> None:
        """Load a choice into the roster, mend it, fill what it leaves, and keep it if better."""
        wanted: list[list[Schedule]] = [[] for _ in self.instance.classes]
        for schedule, number in zip(schedules, np.rint(values).astype(int).tolist(), strict=True):
            owner = self.owner(schedule)
            wanted[owner].extend([schedule] * number)
        self.load(wanted)

    def load(self, wanted: Sequence[Sequence[Schedule]]) -> None:
        """Load schedules by class into the roster, fill what they leave, and keep it if better."""
        self.roster.load(wanted)
        if self.roster.feasible():
            self.keep()
            self.fill(range(len(self.instance.classes)))
            if self.keep():
                self.tell("search")
        self.roster.load(self.best)
