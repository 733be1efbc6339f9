"""A team: units and lines that no other unit or line has to do with, and what the units do."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from muster.planner.instance import Ints
from muster.planner.life.graph import LifeGraph
from muster.planner.life.lattice import Lattice
from muster.planner.life.walk import Walk, gains, summed

__all__ = (
    "Goal",
    "Kind",
    "Life",
    "Team",
    "cost",
    "lagrangian",
    "lives_of",
    "march",
    "short",
    "unfilled",
    "unmet",
    "way",
)

#: Arcs of one unit, tours and waiting, from its first node on.
Life = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Units of one rota that may serve the same lines.

    ``members`` numbers them in the order of the graph's entries; ``costs`` are cents of each arc's tour,
    ``(A,)``; ``pins`` are tours (place in the duties' lines, first day, day after the last) that its one
    member has to make, ``pinned`` says of each arc whether it is one, ``(A,)``.
    """

    graph: LifeGraph
    members: tuple[int, ...]
    costs: Ints
    pins: tuple[tuple[int, int, int], ...] = ()
    pinned: Ints = field(init=False)
    walk: Walk = field(init=False)
    lattice: Lattice | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "walk", Walk(self.graph))
        graph = self.graph
        pinned = np.zeros(graph.duty.size, dtype=np.int64)
        for line, first, last in self.pins:
            pinned[(graph.line == line) & (graph.start == first) & (graph.end == last)] = 1
        object.__setattr__(self, "pinned", pinned)
        plain = not graph.duties.stays.any() and not self.costs.any() and not self.pins
        fits = graph.starts is not None and plain and Lattice.fits(graph.rota)
        cycle = graph.rota.periods[0][1]
        object.__setattr__(self, "lattice", Lattice(cycle, graph.duties) if fits else None)

    @property
    def complete(self) -> bool:
        """Whether the graph holds every life: tours may start on every day."""
        return self.graph.starts is None

    def most(self, prices: Ints, total: Ints) -> int:
        """At least what all units of an incomplete kind can earn at prices, over every day of start."""
        if self.lattice is not None:
            return int(self.lattice.value(self.graph.cycle_days, total).sum())
        duties = self.graph.duties
        best = (prices[duties.line] * duties.fills[:, None]).max(axis=0)
        return int(best.sum()) * len(self.members)

    def extended(self, starts: Iterable[int]) -> Kind:
        """The kind with more days on which tours may start."""
        assert self.graph.starts is not None
        more = self.graph.starts.copy()
        more[list(starts)] = True
        graph = LifeGraph(self.graph.rota, self.graph.duties, self.graph.cycle_days, starts=more)
        return Kind(graph, self.members, np.zeros(graph.duty.size, dtype=np.int64), self.pins)


@dataclass(frozen=True, slots=True)
class Goal:
    """
    What is to be as little as can be.

    ``weights`` ``(L,)`` count each unfilled headcount-day, ``charge`` each cent of cost.
    """

    weights: Ints
    charge: int


@dataclass(frozen=True, slots=True)
class Team:
    """
    Attributes
    ----------
    demand
        ``(L, H)`` headcount that each line still wants on each day.
    kinds
        The units, apart by kind; ``place`` gives the kind of each unit and its number in it.
    """

    demand: Ints
    kinds: tuple[Kind, ...]
    place: dict[int, tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        place = {
            member: (number, index)
            for number, kind in enumerate(self.kinds)
            for index, member in enumerate(kind.members)
        }
        object.__setattr__(self, "place", place)

    @property
    def pins(self) -> int:
        """How many tours have to be made."""
        return sum(len(kind.pins) for kind in self.kinds)


def unmet(team: Team, lives: dict[int, Life]) -> int:
    """Tours that have to be made and that no life holds."""
    met = sum(
        int(team.kinds[team.place[member][0]].pinned[np.array(life, dtype=np.int64)].sum())
        for member, life in lives.items()
    )
    return team.pins - met


def short(team: Team, lives: dict[int, Life]) -> Ints:
    """Headcount that is missing on each line and day, below 0 where there is too much, ``(L, H)``."""
    change = np.zeros((team.demand.shape[0], team.demand.shape[1] + 1), dtype=np.int64)
    for member, life in lives.items():
        graph = team.kinds[team.place[member][0]].graph
        arcs = np.array(life, dtype=np.int64)
        arcs = arcs[graph.line[arcs] >= 0]
        np.add.at(change, (graph.line[arcs], graph.start[arcs]), graph.fills[arcs])
        np.add.at(change, (graph.line[arcs], graph.end[arcs]), -graph.fills[arcs])
    return np.asarray(team.demand - np.cumsum(change, axis=1)[:, :-1], dtype=np.int64)


def unfilled(team: Team, lives: dict[int, Life]) -> Ints:
    """Unfilled unit-days of each line, ``(L,)``."""
    return np.asarray(np.maximum(short(team, lives), 0).sum(axis=1), dtype=np.int64)


def cost(team: Team, lives: dict[int, Life]) -> int:
    """Cents that lives cost."""
    return sum(
        int(team.kinds[team.place[member][0]].costs[np.array(life, dtype=np.int64)].sum())
        for member, life in lives.items()
    )


def lagrangian(team: Team, prices: Ints, charge: int, pin: int = 0) -> int:
    """
    Least worth of unfilled headcount-days, if each unit chooses for itself at these prices.

    Parameters
    ----------
    prices
        ``(L, H)`` paid for each headcount-day, from 0 to what an unfilled one is worth.
    charge
        Charged for each cent of cost.
    pin
        Paid for each tour that has to be made, and made.

    Notes
    -----
    Whatever the prices are, no lives leave less unfilled: those that fill a unit-day are paid no more than it
    is worth, and those beyond what a line asks for are paid as well (Geoffrion 1974, doi:10.1007/BFb0120690).
    """
    total = summed(prices)
    earned = sum(
        int(kind.walk.everyone(gains(kind.graph, total) - charge * kind.costs + pin * kind.pinned).sum())
        for kind in team.kinds
    )
    return int((team.demand * prices).sum()) + pin * team.pins - earned


def march(team: Team, rank: Ints) -> dict[int, Life]:
    """
    Fill day by day: on each day the lines by rank, each with the units whose chance ends first.

    Parameters
    ----------
    rank
        ``(L,)`` which line is served before which.
    """
    return _March(team, rank).run()


class _March:
    def __init__(self, team: Team, rank: Ints) -> None:
        self.team = team
        self.lines = np.lexsort((np.arange(rank.size), rank)).tolist()
        self.short = team.demand.copy()
        self.lives: dict[int, list[int]] = {}
        self.node: dict[int, int] = {}
        self.ready: dict[int, int] = {}
        self.options: list[list[dict[int, tuple[int, int, int]] | None]] = [
            [None] * kind.graph.order.size for kind in team.kinds
        ]
        self.days: list[int] = []
        self.seen: set[int] = set()

    def run(self) -> dict[int, Life]:
        for member, (kind, index) in self.team.place.items():
            self.settle(member, int(self.team.kinds[kind].graph.entry[index]), 0)
        while self.days:
            day = heapq.heappop(self.days)
            self.seen.discard(day)
            self.fill(day)
        return {member: way(self.team, member, life) for member, life in self.lives.items()}

    def call(self, day: int) -> None:
        if day not in self.seen:
            self.seen.add(day)
            heapq.heappush(self.days, day)

    def settle(self, member: int, node: int, day: int) -> None:
        """A unit is at a node; the days on which it may first start somewhere are looked at."""
        if node < 0:
            self.node.pop(member, None)
            return
        self.node[member] = node
        kind = self.team.place[member][0]
        for low, _, _ in self.choices(kind, node).values():
            self.call(max(low, day))

    def choices(self, kind: int, node: int) -> dict[int, tuple[int, int, int]]:
        """By line: first start, last start, first arc."""
        known = self.options[kind][node]
        if known is None:
            graph = self.team.kinds[kind].graph
            known = {}
            low, high = graph.arcs_of(node)
            duty, start = graph.duty[low:high], graph.start[low:high]
            cut = np.flatnonzero(np.diff(duty)) + 1
            for begin, close in zip([0, *cut.tolist()], [*cut.tolist(), high - low], strict=True):
                if begin < close:
                    line = int(graph.line[low + begin])
                    known.setdefault(line, (int(start[begin]), int(start[close - 1]), low + begin))
            self.options[kind][node] = known
        return known

    def fill(self, day: int) -> None:
        """Fill what is short on a day, as far as units may start on it."""
        team = self.team
        moved = True
        while moved:
            moved = False
            for member, node in list(self.node.items()):
                waiting = self.choices(team.place[member][0], node).get(-1)
                if waiting is None:
                    continue
                graph = team.kinds[team.place[member][0]].graph
                head = int(graph.head[waiting[2]])
                # whoever may follow in his group does so before he goes home
                due = day if head < 0 else int(graph.order[head]) // 2
                if due <= day and int(graph.order[node]) % 2 == 1:
                    self.settle(member, head, day)
                    moved = True
        for home in (False, True):
            for line in self.lines:
                want = int(self.short[line, day])
                if want > 0:
                    self.send(line, day, want, home)
            if not home:
                for member, node in list(self.node.items()):
                    kind = team.place[member][0]
                    graph = team.kinds[kind].graph
                    if int(graph.order[node]) == 2 * day:
                        self.settle(member, int(graph.head[self.choices(kind, node)[-1][2]]), day)

    def send(self, line: int, day: int, want: int, home: bool) -> None:
        team = self.team
        able = []
        for member, node in self.node.items():
            kind = team.place[member][0]
            graph = team.kinds[kind].graph
            if (int(graph.order[node]) % 2 == 1) != home:
                continue
            choice = self.choices(kind, node).get(line)
            if choice is None or not choice[0] <= day <= choice[1]:
                continue
            arc = self.arc(graph, choice, node, day)
            if arc is not None and (self.short[line, day : int(graph.end[arc])] > 0).all():
                able.append((choice[1], member, arc))
        able.sort()
        for _, member, arc in able:
            if want <= 0:
                break
            graph = team.kinds[team.place[member][0]].graph
            end = int(graph.end[arc])
            if not (self.short[line, day:end] > 0).all():
                continue
            self.short[line, day:end] -= graph.fills[arc]
            want -= int(graph.fills[arc])
            self.lives.setdefault(member, []).append(arc)
            self.settle(member, int(graph.head[arc]), end)
            self.call(end) if end < self.short.shape[1] else None

    def arc(self, graph: LifeGraph, choice: tuple[int, int, int], node: int, day: int) -> int | None:
        first, last, low = choice
        high = graph.arcs_of(node)[1]
        at = low + int(np.searchsorted(graph.start[low:high][: last - first + 1], day))
        return at if at < high and int(graph.start[at]) == day else None


def lives_of(team: Team, flows: Sequence[dict[int, int]]) -> dict[int, Life]:
    """
    A life for each unit, from how many units go along each arc of each kind.

    Flow is taken apart from the earliest nodes on; units at a node are alike.
    """
    lives: dict[int, list[int]] = {}
    for kind, flow in zip(team.kinds, flows, strict=True):
        graph = kind.graph
        at: dict[int, list[int]] = {}
        for member, node in zip(kind.members, graph.entry.tolist(), strict=True):
            if node >= 0:
                at.setdefault(node, []).append(member)
        for arc in sorted(flow, key=lambda arc: (int(graph.order[graph.tail[arc]]), arc)):
            for _ in range(flow[arc]):
                member = at[int(graph.tail[arc])].pop()
                lives.setdefault(member, []).append(arc)
                head = int(graph.head[arc])
                if head >= 0:
                    at.setdefault(head, []).append(member)
    return {member: tuple(life) for member, life in lives.items()}


def way(team: Team, member: int, tours: Sequence[int]) -> Life:
    """A life from its tours: the waiting that leads to each is put between."""
    number, index = team.place[member]
    graph = team.kinds[number].graph
    node = int(graph.entry[index])
    found: list[int] = []
    for tour in tours:
        while node != int(graph.tail[tour]):
            low, high = graph.arcs_of(node)
            arc = low + int(np.flatnonzero(graph.line[low:high] < 0)[0])
            found.append(arc)
            node = int(graph.head[arc])
        found.append(tour)
        node = int(graph.head[tour])
    return tuple(found)


def carried(old: Team, new: Team, lives: dict[int, Life]) -> dict[int, Life]:
    """Lives in a team whose graphs hold the same tours, and more."""
    found: dict[int, Life] = {}
    for member, life in lives.items():
        number, index = old.place[member]
        before, graph = old.kinds[number].graph, new.kinds[number].graph
        node, tours = int(graph.entry[index]), []
        for arc in life:
            if before.duty[arc] < 0:
                continue
            tour = _tour(graph, node, int(before.duty[arc]), int(before.start[arc]))
            tours.append(tour)
            node = int(graph.head[tour])
        found[member] = way(new, member, tours)
    return found


def _tour(graph: LifeGraph, node: int, duty: int, start: int) -> int:
    """The arc of a tour, from a node on, after as much waiting as it takes."""
    while True:
        low, high = graph.arcs_of(node)
        mine = low + np.flatnonzero((graph.duty[low:high] == duty) & (graph.start[low:high] == start))
        if mine.size:
            return int(mine[0])
        waits = low + np.flatnonzero(graph.duty[low:high] < 0)
        node = int(graph.head[waits[0]])
