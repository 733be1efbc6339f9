"""An annealer: a roster in compiled arrays, loaded from schedules, improved, and read back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from muster.planner.instance import Ints
from muster.planner.kernel.annealing import anneal, fill, load
from muster.planner.kernel.compiled import alone
from muster.planner.kernel.field import Array, Layout
from muster.planner.kernel.floor import Floor, Worth, floor_of
from muster.planner.kernel.pricer import longest
from muster.planner.master import Objective
from muster.planner.pricing import Schedule, Valuation, running

__all__ = ("Annealer",)

#: Schedules taken out at a time, at most.
MOST = 4

#: Turns in a hundred in which the class with the most to gain goes first.
CHOOSY = 40

#: Share of the time for ruin and recreate, the rest being for small moves: the first where there are as many
#: rounds for each tour as the last; less by the fourth power where there are fewer; at least the second.
RUINING, LEAST_RUINING, OFTEN = 0.8, 0.03, 45

#: Small moves that are tried in a second.
MOVES_A_SECOND = 400_000

#: Members for whom a turn takes a second: sharing a roster out takes the longer, the more there are.
MEMBERS_A_SECOND = 20_000

#: Best responses in a round of ruin and recreate; tours that each looks at, where a class has so many on the
#: lines that are open to it: of more lines a share is drawn in every round, this one at least.
RESPONSES, OPEN, LEAST_OPEN = 10, 10_000, 0.1

#: Tours that a second of annealing looks at, and those whose time a response takes for all else: work is
#: counted, not timed, so that the same run gives the same plan.
TOURS_A_SECOND, BESIDE = 200_000_000, 3_000


class Annealer:
    """
    Compiled ruin and recreate on one objective.

    Parameters
    ----------
    weights
        ``(L,)`` paid per headcount-day filled (heavier than the objective's where levels are held).
    seed
        Of the random numbers.
    """

    def __init__(self, layout: Layout, objective: Objective, weights: Ints, seed: int) -> None:
        self.layout = layout
        self.instance = layout.instance
        self.field = field = layout.field
        width = longest(layout)
        self.floor = floor_of(layout, objective, weights, width)
        classes = len(self.instance.classes)
        self.owner = np.repeat(np.arange(classes, dtype=np.int64), self.instance.sizes)
        self.serves = np.zeros((classes, len(self.instance.lines)), dtype=np.bool_)
        self.serves[self.instance.block_class, self.instance.block_line] = True
        signs = field.sign_first.size - 1
        none = np.zeros((signs, field.horizon + 1), dtype=np.int64)
        free = np.zeros(self.instance.seats.shape, dtype=np.int64)
        pinned = {tour for pin in self.instance.pins for tour in pin.tours}
        self.worth = Worth(
            weights=weights,
            cost=objective.cost,
            charge=none,
            late=none,
            none=none,
            arrive=free,
            depart=free,
            free=free,
            frozen=np.array(sorted(pinned), dtype=np.int64),
        )
        most = int(np.diff(field.class_first).max(initial=1))
        slots = field.slot_travel.shape[1]
        self._ending = np.zeros((4, most, field.horizon + 1), dtype=np.int64)
        self._best = np.zeros((slots, field.horizon + 1), dtype=np.int64)
        self._through = np.zeros_like(self._best)
        self._out = np.zeros(width, dtype=np.int64)
        self._skip = np.zeros(len(self.instance.lines), dtype=np.bool_)
        self._chance = np.random.default_rng(seed)
        self._state = alone(88172645463325252 + 2654435761 * (seed % (1 << 31))).view(np.uint64)
        self._empty = int(self.floor.value[0])
        self._each = self.instance.tours.size / max(1, classes)
        self.open_share = min(1.0, max(LEAST_OPEN, OPEN / max(1.0, self._each)))
        self.ruining = RUINING
        self.best_chain = self.floor.chain.copy()
        self.best_value = alone(self._empty)

    def divide(self, seconds: float) -> None:
        """Share out a time between ruin and recreate and small moves, by the tours of the roster."""
        self.ruining = 1.0
        tours = max(1, int((self.floor.chain >= 0).sum()))
        often = seconds * self.rounds_a_second / tours
        self.ruining = min(RUINING, max(LEAST_RUINING, RUINING * (often / OFTEN) ** 4))

    @property
    def rounds_a_second(self) -> float:
        """Rounds that a second has time for, about, with the small moves of each."""
        return self.ruining * TOURS_A_SECOND / (RESPONSES * (BESIDE + self.open_share * self._each))

    @property
    def small(self) -> int:
        """Small moves that are tried in each round."""
        return round((1 - self.ruining) * MOVES_A_SECOND / self.rounds_a_second)

    @property
    def rounds(self) -> int:
        """Rounds of a turn: they take about a third of a second, or longer where there are many members."""
        seconds = max(1 / 3, self.owner.size / MEMBERS_A_SECOND)
        return int(min(4000, max(10, self.rounds_a_second * seconds)))

    def charge(self, valuation: Valuation, scale: int) -> None:
        """What people and seats are charged for ceilings and lifts that others want too, in cents × scale."""
        field, summed = self.field, running(valuation.crowd // scale)
        charge, late = np.zeros_like(self.worth.none), np.zeros_like(self.worth.none)
        for sign in range(charge.shape[0]):
            for row in field.sign_rows[field.sign_first[sign] : field.sign_first[sign + 1]].tolist():
                (late if field.excluded[row] else charge)[sign] += summed[row]
        arrive, depart = valuation.arrive // scale, valuation.depart // scale
        self.worth = self.worth._replace(charge=charge, late=late, arrive=arrive, depart=depart)

    def load(self, schedules: Sequence[Sequence[Schedule]]) -> None:
        """Replace the roster."""
        chains = np.full_like(self.floor.chain, -1)
        for owner, mine in enumerate(schedules):
            for member, schedule in enumerate(mine, start=int(self.floor.member_first[owner])):
                chains[member, : len(schedule)] = schedule
        load(self.field, self.floor, self.worth, self.owner, chains)
        self._begin()

    def sit(self, floor: Floor, owner: Ints) -> None:
        """Go on from a roster of some members, ``owner`` their classes, changing it in place."""
        self.floor, self.owner = floor, owner
        self.best_chain, self.best_value = floor.chain.copy(), alone(int(floor.value[0]))

    def follow(self, other: Annealer) -> None:
        """Go on from where another of the same members stands, if that is better; keep the best of both."""
        if other.best_value[0] < self.best_value[0]:
            self.best_chain[...], self.best_value[0] = other.best_chain, other.best_value[0]
        if other.floor.value[0] < self.floor.value[0]:
            for mine, theirs in zip(self.floor, other.floor, strict=True):
                if isinstance(mine, np.ndarray):
                    mine[...] = theirs

    def _begin(self) -> None:
        self.best_chain[...], self.best_value[0] = self.floor.chain, self.floor.value[0]

    def fill(self, priced: int) -> int:
        """
        Give idle members, class after class, what is best for them; how many schedules that were.

        Parameters
        ----------
        priced
            0: nobody is charged for ceilings and lifts that others want; 1: everybody is.
        """
        log = np.zeros(max(1, self.owner.size), dtype=np.int64)
        classes = np.arange(len(self.instance.classes), dtype=np.int64)
        # Where not all lines are open at a time, each class has others.
        orders = [classes] if self.open_share == 1 else np.split(classes, classes.size)
        skip, count = self._skip, 0
        for order in orders:
            if self.open_share < 1:
                skip = self._chance.random(skip.size) >= self.open_share
            count += fill(
                self.field,
                self.floor,
                self.worth,
                order,
                priced,
                skip,
                self._ending,
                self._best,
                self._through,
                self._out,
                log,
                self.owner.size,
            )
        self._begin()
        return int(count)

    def anneal(self, rounds: int, warm: float, cold: float) -> None:
        """
        Ruin and recreate a number of times.

        ``best_chain`` ``(M, T)`` and ``best_value`` ``(1,)`` hold the best roster since one was loaded.
        """
        anneal(
            self.field,
            self.floor,
            self.worth,
            self.owner,
            self.serves,
            self.best_chain,
            self.best_value,
            self._state,
            rounds,
            warm,
            cold,
            MOST,
            CHOOSY,
            round(100 * self.open_share),
            self.small,
            self._ending,
            self._best,
            self._through,
        )

    def worth_of_a_tour(self) -> float:
        """What a tour of the roster saves on average."""
        tours = int((self.floor.chain >= 0).sum())
        return (self._empty - int(self.floor.value[0])) / max(1, tours)

    def schedules(self, chains: Array) -> list[list[Schedule]]:
        """Chains of members as schedules of classes."""
        out: list[list[Schedule]] = [[] for _ in self.instance.classes]
        for member in np.flatnonzero(chains[:, 0] >= 0).tolist():
            chain = chains[member]
            out[int(self.owner[member])].append(tuple(chain[chain >= 0].tolist()))
        return out
