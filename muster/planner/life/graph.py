"""The graph of lives: nodes are states of units on days that matter, arcs are tours and waiting.

Every path from a unit's node is a life that the rules allow, and every such life is a path. States that
nothing to come can tell apart are one node, so that units of a kind share most of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from muster.planner.instance import Flags, Ints
from muster.planner.life.rota import NEVER, Rota, States

__all__ = ("Duties", "LifeGraph", "TooLarge")

#: Line of an arc that is no tour.
WAIT = -1


class TooLarge(Exception):
    """The graph has more arcs than asked for."""


@dataclass(frozen=True, slots=True)
class Duties:
    """
    Lines that units of one kind may serve, each as often as there are legal bases for it.

    Attributes
    ----------
    line
        ``(n,)`` number of each line.
    start, end
        First day, and the day after the last.
    stays
        Whether units stay to the line's end, whatever the day of their cycle.
    group
        Lines of one group (≥ 0) may follow each other; −1 = none.
    following
        Whether units come to it only from another line of its group.
    earliest, latest, longest
        First start, last end and most days of a tour, whatever the rota says.
    fills
        Headcount that one unit fills.
    bans
        By line: days, first and after the last, that no tour may touch.
    """

    line: Ints
    start: Ints
    end: Ints
    stays: Flags
    group: Ints
    following: Flags
    earliest: Ints
    latest: Ints
    longest: Ints
    fills: Ints
    bans: tuple[tuple[tuple[int, int], ...], ...] = ()


class LifeGraph:
    """
    The graph for units of one rota and the same lines.

    Parameters
    ----------
    cycle_days
        Day of its cycle on which each unit is on day 0.
    starts
        Days on which tours may start, beside the first day of each state, ``(H + 1,)``; ``None`` = all.
    most
        Arcs at most.

    Raises
    ------
    TooLarge
        If there are more arcs.

    Attributes
    ----------
    order
        ``(N,)`` twice the day of each node, one more for units at home; arcs lead to later ones.
    tail, head, line, start, end
        ``(A,)`` arcs, sorted by ``order`` of their tail, descending, and tail; ``line`` −1 = waiting;
        ``head`` −1 = nothing more can be done.
    duty, fills
        ``(A,)`` place of each arc's line in the duties, −1 = waiting; headcount that it fills.
    entry
        Node of each unit, −1 where it can do nothing.
    first, count
        ``(N + 1,)`` where the arcs out of each node begin, and how many there are.
    """

    def __init__(
        self,
        rota: Rota,
        duties: Duties,
        cycle_days: Ints,
        *,
        starts: Flags | None = None,
        most: int | None = None,
    ) -> None:
        self.rota = rota
        self.duties = duties
        self.cycle_days = cycle_days
        self.starts = starts
        self._starts = None if starts is None else np.flatnonzero(starts)
        self._most = most
        self._followed = self._follow_on()
        self._busy_from, self._busy_until = _spans(duties)
        rotational = ~duties.stays
        self._last = int(duties.end.max(initial=0))
        self._last_rotational = int(duties.end[rotational].max(initial=0))
        self._columns: Ints = np.zeros((0, 5), dtype=np.int64)
        self._index: dict[tuple[int, ...], int] = {}
        self._arcs = 0
        arcs: list[tuple[Ints, Ints, Ints, Ints, Ints]] = []
        entries = self.rota.entries(cycle_days)
        self.entry, fresh = self._number(entries, np.full(cycle_days.shape, -1, dtype=np.int64))
        while fresh.size:
            grown = self._expand(fresh)
            fresh = np.concatenate([new for new, _ in grown]) if grown else np.zeros(0, dtype=np.int64)
            arcs.extend(arc for _, arc in grown)
        self._finish(arcs)

    # -- nodes --------------------------------------------------------------------------------

    def _number(self, states: States, group: Ints) -> tuple[Ints, Ints]:
        """
        Node of each state, and the new ones.

        ``group`` is −1 for units at home; for those that may follow in a group twice its number, one more
        if they were on a line that takes units as they are. Units at home are first brought to the next day
        on which a line runs; −1 where none does.
        """
        home = group < 0
        at = np.searchsorted(self._busy_until, states.day, side="right")
        over = at >= self._busy_from.size
        day = np.where(over, states.day, np.maximum(states.day, np.append(self._busy_from, 0)[at]))
        day = np.where(home, day, states.day)
        settled = self.rota.settle(states, np.where(home, day, states.day))
        settled = States(
            settled.day,
            np.where(home, settled.turn, states.turn),
            np.where(home, settled.reset, states.reset),
            np.where(home, settled.used, states.used),
        )
        plain = self._plain(settled)
        rows = np.stack([plain.day, group, plain.turn, plain.reset, plain.used], axis=1)
        unique, inverse = _unique_rows(rows)
        numbers = np.empty(unique.shape[0], dtype=np.int64)
        new: list[int] = []
        known = len(self._index)
        alive = np.ones(unique.shape[0], dtype=np.bool_)
        alive[inverse[over & home]] = False
        for position, key in enumerate(map(tuple, unique.tolist())):
            if not alive[position]:
                numbers[position] = -1
                continue
            number = self._index.get(key)
            if number is None:
                number = self._index[key] = known + len(new)
                new.append(position)
            numbers[position] = number
        if new:
            self._columns = np.concatenate([self._columns, unique[new]])
        fresh = np.arange(known, known + len(new), dtype=np.int64)
        return numbers[inverse], fresh

    def _plain(self, states: States) -> States:
        """
        States with what can make no difference any more set to one value.

        Where only lines remain that take units as they are, nothing does. Where the cycle changes no more,
        days away that last to the end of all lines are as good as any, and so is a window that stays open.
        """
        rota, ahead = self.rota, self._last_rotational - states.day
        if rota.recovery.any():
            return states
        idle = (ahead <= 0) & (states.used < rota.least_bog)
        pending = states.turn != rota.in_force(states.day)
        change = rota.change(states.day)
        steady = change >= self._last
        kept = steady | (states.reset + rota.days[states.turn] <= change)
        enough = kept & (rota.left(states) > np.maximum(ahead, 0))
        used = np.where(enough, 0, states.used)
        opens, closes = rota.opens[states.turn], rota.closes[states.turn]
        at = states.day - states.reset
        stretch = self._last - states.day
        open_ = (at >= opens) & (closes - opens >= ahead) & (closes - at >= ahead)
        lasting = (rota.days[states.turn] - opens > stretch) & (rota.days[states.turn] - at > stretch)
        endless = steady & enough & open_ & lasting
        whole = steady & enough & ~pending & (opens == 0) & (closes >= rota.days[states.turn])
        reset = np.where(endless, states.day - opens, np.where(whole, states.day, states.reset))
        turn = np.where(idle, 0, states.turn)
        return States(states.day, turn, np.where(idle, 0, reset), np.where(idle, 0, used))

    def _states(self, nodes: Ints) -> States:
        rows = self._columns[nodes]
        return States(rows[:, 0].copy(), rows[:, 2].copy(), rows[:, 3].copy(), rows[:, 4].copy())

    # -- arcs ---------------------------------------------------------------------------------

    def _expand(self, nodes: Ints) -> list[tuple[Ints, tuple[Ints, Ints, Ints, Ints, Ints]]]:
        """Arcs out of new nodes, with the nodes that they make, one line after the other."""
        found = []
        groups = self._columns[nodes, 1]
        home, follow = nodes[groups < 0], nodes[groups >= 0]
        if follow.size:
            found.append(self._go_home(follow))
        states = self._states(home)
        idle = (states.day >= self._last_rotational) & (states.used < self.rota.least_bog)
        event = np.where(idle, NEVER, self.rota.event(states))
        opens, closes = self.rota.window(states)
        waiting = event < self._last
        if waiting.any():
            at_event = self.rota.settle(states.take(waiting), event[waiting])
            heads, fresh = self._number(at_event, np.full(at_event.day.shape, -1, dtype=np.int64))
            day = states.day[waiting]
            found.append((fresh, (home[waiting], heads, np.full_like(heads, WAIT), day, day)))
        for stays in (False, True):
            rows = np.flatnonzero(self.duties.stays == stays)
            if not rows.size:
                continue
            low = np.maximum(states.day, self.duties.start[rows, None])
            high = np.minimum(event, self.duties.end[rows, None])
            if stays:
                high = np.where(self.rota.bog[states.turn] > states.used, high, low)
            else:
                low, high = np.maximum(low, opens), np.minimum(high, closes)
                high = np.where(self.rota.left(states) > 0, high, low)
            high = np.where(self.duties.following[rows, None], low, high)
            found.append(self._tours(home, states, rows, low, high, stays))
            if follow.size:
                these = self._states(follow)
                group = self.duties.group[rows, None]
                runs = (group >= 0) & (self._columns[follow, 1] // 2 == group)
                runs &= (these.day >= self.duties.start[rows, None]) & (
                    these.day < self.duties.end[rows, None]
                )
                if not stays:
                    runs &= self.rota.left(these) > 0
                low = np.broadcast_to(these.day, runs.shape)
                found.append(self._tours(follow, these, rows, low, low + runs, stays))
        return found

    def _go_home(self, follow: Ints) -> tuple[Ints, tuple[Ints, Ints, Ints, Ints, Ints]]:
        """Arcs of units that might follow in their group and do not."""
        states = self._states(follow)
        kept = self._columns[follow, 1] % 2 == 1
        there, back = self.rota.home(states, stays=True), self.rota.home(states, stays=False)
        home = States(
            np.where(kept, there.day, back.day),
            np.where(kept, there.turn, back.turn),
            np.where(kept, there.reset, back.reset),
            np.where(kept, there.used, back.used),
        )
        heads, fresh = self._number(home, np.full(follow.shape, -1, dtype=np.int64))
        return fresh, (follow, heads, np.full_like(heads, WAIT), states.day, states.day)

    def _tours(
        self, nodes: Ints, states: States, rows: Ints, low: Ints, high: Ints, stays: bool
    ) -> tuple[Ints, tuple[Ints, Ints, Ints, Ints, Ints]]:
        """
        Tours that start on the days from ``low`` to the one before ``high``, ``(lines, nodes)`` each.

        ``rows`` are the places of the lines, which all take units as they are or all do not (``stays``).
        """
        row, at = np.nonzero(high > low)
        pair, start = self._ranges(low[row, at], high[row, at])
        at, position = at[pair], rows[row[pair]]
        away = states.take(at)
        duties = self.duties
        done = self.rota.depart(States(start, away.turn, away.reset, away.used), duties.end[position], stays)
        kept = (start >= duties.earliest[position]) & (done.end <= duties.latest[position])
        kept &= done.end - start <= duties.longest[position]
        for place, bans in enumerate(duties.bans):
            for first, last in bans:
                kept &= (position != place) | (done.end <= first) | (start >= last)
        if not kept.all():
            at, start, position, done = at[kept], start[kept], position[kept], done.take(kept)
        follows = done.follow & self._followed[position]
        reached = States(
            np.where(follows, done.state.day, done.home.day),
            np.where(follows, done.state.turn, done.home.turn),
            np.where(follows, done.state.reset, done.home.reset),
            np.where(follows, done.state.used, done.home.used),
        )
        held = 2 * duties.group[position] + int(stays)
        heads, fresh = self._number(reached, np.where(follows, held, -1))
        return fresh, (nodes[at], heads, position, start, done.end)

    def _follow_on(self) -> Flags:
        """Whether a line of its group runs on the day on which each line ends."""
        duties = self.duties
        same = (duties.group[:, None] == duties.group) & (duties.group[:, None] >= 0)
        runs = (duties.start <= duties.end[:, None]) & (duties.end[:, None] < duties.end)
        return np.asarray((same & runs).any(axis=1), dtype=np.bool_)

    def _ranges(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """All pairs of a node and a day of its range: every day, or those asked for and the range's first."""
        if self._starts is None:
            size = np.maximum(high - low, 0)
            self._count(int(size.sum()))
            at = np.repeat(np.arange(low.size), size)
            begun = np.cumsum(size) - size
            return at, np.arange(at.size, dtype=np.int64) - begun[at] + low[at]
        begin = np.searchsorted(self._starts, low, side="right")
        close = np.maximum(np.searchsorted(self._starts, high, side="left"), begin)
        own = (high > low).astype(np.int64)
        size = (close - begin) * own + own
        self._count(int(size.sum()))
        at = np.repeat(np.arange(low.size), size)
        place = np.arange(at.size, dtype=np.int64) - (np.cumsum(size) - size)[at]
        day = np.append(self._starts, 0)[np.minimum(begin[at] + place - 1, self._starts.size)]
        return at, np.where(place == 0, low[at], day)

    def _count(self, more: int) -> None:
        self._arcs += more
        if self._most is not None and self._arcs > self._most:
            raise TooLarge

    # -- finish -------------------------------------------------------------------------------

    def _finish(self, arcs: list[tuple[Ints, Ints, Ints, Ints, Ints]]) -> None:
        self.order = 2 * self._columns[:, 0] + (self._columns[:, 1] < 0)
        joined = [np.concatenate([arc[part] for arc in arcs] or [np.zeros(0, np.int64)]) for part in range(5)]
        tail = joined[0]
        by = np.lexsort((tail, -self.order[tail] if tail.size else tail))
        self.tail, self.head, self.duty, self.start, self.end = (part[by] for part in joined)
        self.line = np.append(self.duties.line, WAIT)[self.duty]
        self.fills = np.append(self.duties.fills, 0)[self.duty]
        nodes, first = np.unique(self.tail, return_index=True)
        self.first = np.zeros(self.order.size + 1, dtype=np.int64)
        self.count = np.zeros(self.order.size + 1, dtype=np.int64)
        self.first[nodes] = first
        self.count[nodes] = np.bincount(self.tail, minlength=self.order.size)[nodes]

    def arcs_of(self, node: int) -> tuple[int, int]:
        """The arcs out of a node: the first, and the one after the last."""
        low = int(self.first[node])
        return low, low + int(self.count[node])


def _spans(duties: Duties) -> tuple[Ints, Ints]:
    """Days on which any line runs, as stretches: first days, and the days after the last."""
    begin: list[int] = []
    close: list[int] = []
    for start, end in sorted(zip(duties.start.tolist(), duties.end.tolist(), strict=True)):
        if begin and start <= close[-1]:
            close[-1] = max(close[-1], end)
        else:
            begin.append(start)
            close.append(end)
    return np.array(begin, dtype=np.int64), np.array(close, dtype=np.int64)


def _unique_rows(rows: Ints) -> tuple[Ints, Ints]:
    """Distinct rows, and which of them each row is."""
    if not rows.shape[0]:
        return rows, np.zeros(0, dtype=np.int64)
    order = np.lexsort(rows.T[::-1])
    ordered = rows[order]
    fresh = np.ones(rows.shape[0], dtype=np.bool_)
    fresh[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    inverse = np.empty(rows.shape[0], dtype=np.int64)
    inverse[order] = np.cumsum(fresh) - 1
    return ordered[fresh], inverse
