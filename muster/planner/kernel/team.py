"""A team of annealers, one for each thread, that improve one roster side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from muster.planner.kernel.annealer import Annealer
from muster.planner.kernel.parts import apart, copy_of, draw_parts, together
from muster.planner.pricing import Valuation

__all__ = ("Team",)


class Team:
    """
    Annealers that work on one roster, in turns each on a part of its own and each on a copy of the whole.

    On parts they save twice as much, but what one gives up under a ceiling that is full, or of a day's seats,
    another cannot take; on copies they can, and only the better is kept. Either alone ends at worse rosters:
    parts on small cases and daily grids, copies on large ones.

    Parameters
    ----------
    make
        Makes an annealer from the seed of its random numbers.
    threads
        How many work side by side; one works on the whole.

    Attributes
    ----------
    whole
        Holds the roster, and the best since one was loaded.
    """

    def __init__(self, make: Callable[[int], Annealer], seed: int, threads: int) -> None:
        self.whole = make(seed)
        lines = self.whole.floor.short.shape[0]
        count = min(threads, lines)
        self._each = [make(seed + 7_919 * number) for number in range(1, count + 1)] if count > 1 else []
        self._divided = False
        self._lump = int(self.whole.field.heads.max(initial=0))
        self._chance = np.random.default_rng(seed)

    @property
    def size(self) -> int:
        """How many work side by side."""
        return max(1, len(self._each))

    def charge(self, valuation: Valuation, scale: int) -> None:
        """Let all know what people and seats are charged for ceilings and lifts that others want too."""
        for annealer in (self.whole, *self._each):
            annealer.charge(valuation, scale)

    def divide(self, seconds: float) -> None:
        """Share out a time between ruin and recreate and small moves."""
        self.whole.divide(seconds * self.size)
        for annealer in self._each:
            annealer.ruining = self.whole.ruining

    def anneal(self, rounds: int, warm: float, cold: float) -> None:
        """Ruin and recreate a number of times, in turns each on a part and each on the whole."""
        if not self._each:
            self.whole.anneal(rounds, warm, cold)
            return
        self._divided = not self._divided
        if self._divided:
            self._anneal_parts(rounds, warm, cold)
        else:
            self._anneal_copies(rounds, warm, cold)

    def _anneal_copies(self, rounds: int, warm: float, cold: float) -> None:
        """Each goes its own way with the whole; all go on from the best."""
        whole, others = self.whole, self._each[1:]
        for annealer in others:
            annealer.sit(copy_of(whole.floor), whole.owner)
        self._run([whole, *others], rounds, warm, cold)
        for annealer in others:
            whole.follow(annealer)

    def _anneal_parts(self, rounds: int, warm: float, cold: float) -> None:
        """Each works on a part, drawn anew; what they save adds up."""
        whole = self.whole
        part_of = draw_parts(whole.floor, self.size, self._chance)
        parts = apart(whole.floor, whole.owner, whole.serves, part_of, self.size, self._lump, self._chance)
        at_first = int(whole.floor.value[0])
        chains = whole.floor.chain.copy()
        working = [(each, part) for each, part in zip(self._each, parts, strict=True) if part.members.size]
        for annealer, part in working:
            annealer.sit(part.floor, whole.owner[part.members])
        self._run([annealer for annealer, _ in working], rounds, warm, cold)
        together(whole.floor, parts)
        best = at_first
        for annealer, part in working:
            best += int(annealer.best_value[0]) - at_first
            chains[part.members] = annealer.best_chain
        if best < whole.best_value[0]:
            whole.best_value[0] = best
            whole.best_chain[...] = chains

    def _run(self, annealers: Sequence[Annealer], rounds: int, warm: float, cold: float) -> None:
        with ThreadPoolExecutor(self.size) as pool:
            for way in [pool.submit(annealer.anneal, rounds, warm, cold) for annealer in annealers]:
                way.result()
