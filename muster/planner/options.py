"""What the user asks of a planning run, and what the run says while it works."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ("PlanOptions", "Progress", "Spread")

#: Unit and the sets of its fixed tours, numbered in order of start, that share an element.
Spread = tuple[tuple[str, tuple[tuple[int, ...], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """
    How long, how exactly and under which legal assumptions to plan.

    Parameters
    ----------
    time_limit
        Seconds of the given clock.
    gap
        Stop when (objective − bound) / max(objective, 1 dollar) is proved to be no more than this;
        0 asks for a proven optimum.
    seed
        Of the search. The same seed and threads give the same plan unless the clock stops the run.
    threads
        Of the LP solver.
    lexicographic
        Minimise unfilled headcount-days priority by priority, the highest first, and cost last.
    allow_unknown
        Let tours through whose law is UNKNOWN, marked.
    assume_signed
        Ids of expected or proposed instruments to plan on as if signed.
    assume_lawful
        Take every duty status that a line allows as permitted (studies, benchmarks).
    change_cost
        Cents charged in the search for every tour of a baseline that is dropped, ``None`` = as the case
        says; 0 keeps tours only where that costs nothing.
    memory
        Bytes that the run may take, about; a case that would take more is refused (M610) before it does.
        ``None`` = no limit.
    split_price
        Cents for every unit element whose parts do not serve together, ``None`` = as the case says; a
        preference of the search that is not part of the objective.
    spread
        Which fixed tours of a unit share an element, where there are several ways; a unit that is not named
        keeps dwell between them where its elements suffice.
    """

    time_limit: float = 60.0
    gap: float = 0.005
    seed: int = 0
    threads: int = 1
    lexicographic: bool = False
    allow_unknown: bool = False
    assume_signed: frozenset[str] = frozenset()
    assume_lawful: bool = False
    change_cost: int | None = None
    split_price: int | None = None
    memory: int | None = None
    spread: Spread = ()

    def __post_init__(self) -> None:
        if self.memory is not None and self.memory <= 0:
            raise ValueError(f"memory is above 0, not {self.memory}")
        if self.change_cost is not None and self.change_cost < 0:
            raise ValueError(f"change_cost is at least 0, not {self.change_cost}")
        if self.split_price is not None and self.split_price < 0:
            raise ValueError(f"split_price is at least 0, not {self.split_price}")
        if not (0 <= self.time_limit < math.inf and 0 <= self.gap < math.inf and self.threads >= 1):
            raise ValueError(
                "time_limit and gap are finite and at least 0 and threads at least 1, "
                f"not {self.time_limit}, {self.gap}, {self.threads}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    Where a run stands.

    ``phase`` is one of ``pose``, ``bound``, ``search``, ``proof``; ``seconds`` count from the start of
    the run; ``bound`` and ``best`` are cents; ``gap`` is a fraction; ``None`` while unknown.
    """

    phase: str
    seconds: float
    bound: int | None
    best: int | None
    gap: float | None
