"""No plan that the replay would accept fills more than the planner's proven bound: every plan is tried."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from muster.marathon.replay import Rulebook, read_sheets, rulebook
from muster.marathon.replay.life import Life
from muster.marathon.replay.rulebook import Demand, Troop
from tests.marathon.random_worlds import fits, random_tables, written
from tests.marathon.test_agreement import imported
from tests.marathon.test_planned import accepted, planned

LAST = 16

#: Days on which a unit is at a demand: ``(demand, first, end)``, in order.
Days = tuple[tuple[str, int, int], ...]


def lives(book: Rulebook, troop: Troop) -> set[Days]:
    """Everything that a unit may do, by MARATHON's rules."""
    found: set[Days] = set()

    def go(life: Life, day: int, done: Days) -> None:
        found.add(done)
        if len(found) > 600:
            raise OverflowError
        for start, demand in product(range(day, LAST + 1), book.demands.values()):
            trial = copy.copy(life)
            if _may(book, troop, trial, demand, start):
                end = trial.serve(demand, start).end
                go(trial, end, (*done, (demand.name, start, end)))

    go(Life(book, troop), 1, ())
    return found


def _may(book: Rulebook, troop: Troop, life: Life, demand: Demand, start: int) -> bool:
    inside = demand.start <= start < demand.end
    return inside and fits(book, troop, life, demand, start) and life.refusal(demand, start) is None


def most(book: Rulebook) -> int:
    """The most unit-days that can be filled, by trying every combination of lives."""
    options: list[list[Days]] = [sorted(lives(book, troop)) for troop in book.troops.values()]
    count = 1
    for choices in options:
        count *= len(choices)
    if count > 40_000:
        raise OverflowError
    return max(_filled(book, chosen) for chosen in product(*options))


def _filled(book: Rulebook, chosen: tuple[Days, ...]) -> int:
    present: dict[tuple[str, int], int] = {}
    for name, day in _unit_days(chosen):
        present[name, day] = present.get((name, day), 0) + 1
    return sum(min(there, book.demands[name].quantity) for (name, _), there in present.items())


def _unit_days(chosen: tuple[Days, ...]) -> Iterator[tuple[str, int]]:
    for days in chosen:
        for name, start, end in days:
            for day in range(start, end):
                yield name, day


def small_worlds(tmp_path: Path, seeds: range) -> Iterator[tuple[int, Rulebook, Path]]:
    for seed in seeds:
        r = Random(seed)
        made = random_tables(r, last=LAST)
        made["SupplyRecords"] = [{**row, "Quantity": "1"} for row in made["SupplyRecords"][:2]]
        made["DemandRecords"] = [{**row, "Quantity": "1"} for row in made["DemandRecords"][:3]]
        folder = written(made, tmp_path / str(seed))
        yield seed, rulebook(read_sheets(folder)), folder


def test_the_planner_finds_what_trying_everything_finds(tmp_path: Path) -> None:
    tried = 0
    for seed, book, folder in small_worlds(tmp_path, range(60)):
        try:
            best = most(book)
        except OverflowError:
            continue
        case = imported(folder)
        made = planned(case, seconds=10, gap=0.0)
        lived = accepted(book, case, made)
        required = sum(fill.required for fill in lived.fills)
        assert made.bound is not None
        assert made.bound <= 100 * (required - best), f"seed {seed}: a plan fills {best}"
        if made.status == "optimal" and made.gap == 0:
            assert sum(fill.filled for fill in lived.fills) == best, f"seed {seed}"
            tried += best > 0
    assert tried > 8, tried
