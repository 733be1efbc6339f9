"""Parts of a roster: each has lines and members of its own, and what they do fits together."""

from __future__ import annotations

import numpy as np
import pytest

from muster.planner.kernel.annealer import Annealer
from muster.planner.kernel.floor import Floor
from muster.planner.kernel.parts import Part, apart, copy_of, draw_parts, together
from muster.planner.kernel.team import Team
from muster.planner.master import Objective
from muster.planner.roster import Roster
from tests.planner.kernel.rosters import assert_true, at_home, posed, year

#: The seed from which on cases have 24 units and nine lines.
YEARS = 1_000

#: People of a large unit in these cases.
LUMP = 5


def filled(seed: int) -> Annealer | None:
    instance = posed(seed) if seed < YEARS else year(seed - YEARS)
    if instance is None:
        return None
    annealer = at_home(instance, seed)
    annealer.fill(priced=0)
    return annealer


def team_on(annealer: Annealer, seed: int, threads: int) -> Team:
    """A team that begins at the annealer's roster."""
    instance = annealer.instance
    objective = Objective(weights=instance.prices, cost=1)
    team = Team(lambda number: Annealer(annealer.layout, objective, instance.prices, number), seed, threads)
    team.whole.load(annealer.schedules(annealer.floor.chain))
    return team


def divided(annealer: Annealer, parts: int, seed: int) -> tuple[np.ndarray, list[Part]]:
    chance = np.random.default_rng(seed)
    part_of = draw_parts(annealer.floor, parts, chance)
    return part_of, apart(annealer.floor, annealer.owner, annealer.serves, part_of, parts, LUMP, chance)


@pytest.mark.parametrize("seed", [*range(30), *range(YEARS, YEARS + 3)])
@pytest.mark.parametrize("count", [2, 3])
def test_parts_share_what_there_is_and_put_back_unchanged_give_the_whole(seed: int, count: int) -> None:
    annealer = filled(seed)
    if annealer is None:
        return
    whole = annealer.floor
    part_of, parts = divided(annealer, count, seed)
    assert sum(part.lines.astype(int) for part in parts).tolist() == [1] * part_of.size
    for number, part in enumerate(parts):
        assert part.lines.tolist() == (part_of == number).tolist()
        lines = part.floor.stays[:, :, 0][part.floor.chain >= 0]
        assert part.lines[lines].all()
        assert not part.floor.gaps[~part.lines].any()
    members = np.concatenate([part.members for part in parts])
    assert np.unique(members).size == members.size
    kept = np.setdiff1d(np.arange(annealer.owner.size), members)
    for member in kept:
        serving = whole.stays[member, whole.chain[member] >= 0, 0]
        assert np.unique(part_of[serving]).size > 1
    shared = [np.maximum(0, part.floor.left) for part in parts]
    assert np.array_equal(sum(shared), np.maximum(0, whole.left))
    assert np.array_equal(sum(np.maximum(0, part.floor.money) for part in parts), np.maximum(0, whole.money))
    if whole.anywhere:
        assert np.array_equal(
            sum(whole.seats - part.floor.arrivals for part in parts), whole.seats - whole.arrivals
        )
        assert np.array_equal(sum(part.floor.overflow for part in parts), whole.overflow)
    before = copy_of(whole)
    together(whole, parts)
    for was, is_now in zip(before, whole, strict=True):
        assert np.array_equal(was, is_now)


@pytest.mark.parametrize("seed", [*range(60), *range(YEARS, YEARS + 3)])
def test_whatever_parts_do_fits_together(seed: int) -> None:
    annealer = filled(seed)
    if annealer is None:
        return
    instance = annealer.instance
    count = 2 + seed % 2
    team, roster = (
        team_on(annealer, seed, count),
        Roster(instance, Objective(weights=instance.prices, cost=1)),
    )
    assert team.size == min(count, len(instance.lines))
    for warm in (1e8, 1e7, 1e6, 1e2):
        team.divide(warm)
        for _ in range(2):
            team.anneal(20, warm, warm / 10)
        assert_true(team.whole, roster)
        roster.load(team.whole.schedules(team.whole.best_chain))
        assert roster.feasible()
        assert roster.value() == int(team.whole.best_value[0]) + instance.fixed_cost
        assert team.whole.best_value[0] <= team.whole.floor.value[0]


def test_each_of_a_team_changes_its_part() -> None:
    annealer = filled(YEARS)
    assert annealer is not None
    instance = annealer.instance
    team, roster = team_on(annealer, 0, 2), Roster(instance, Objective(weights=instance.prices, cost=1))
    changed = np.zeros(2, dtype=np.int64)
    for _ in range(10):
        before = int(team.whole.floor.value[0])
        team._anneal_parts(100, 1e9, 1e8)
        assert_true(team.whole, roster)
        changed += [each.floor.value[0] != before for each in team._each]
    assert (changed >= 3).all()


def test_who_follows_goes_on_from_the_better_roster_and_keeps_the_best() -> None:
    ahead = filled(4)
    assert ahead is not None
    behind = Annealer(ahead.layout, Objective(weights=ahead.worth.weights, cost=1), ahead.worth.weights, 1)
    empty = int(behind.floor.value[0])
    assert ahead.floor.value[0] < empty
    ahead.follow(behind)
    assert ahead.floor.value[0] < empty == behind.floor.value[0]
    behind.follow(ahead)
    for mine, theirs in zip(behind.floor, ahead.floor, strict=True):
        assert np.array_equal(mine, theirs)
    assert np.array_equal(behind.best_chain, ahead.floor.chain)
    behind.load([[] for _ in ahead.instance.classes])
    assert ahead.floor.value[0] < empty == behind.floor.value[0]
    behind.sit(copy_of(ahead.floor), ahead.owner)
    assert behind.floor.value[0] == ahead.floor.value[0]
    behind.load([[] for _ in ahead.instance.classes])
    assert ahead.floor.value[0] < empty == behind.floor.value[0]


def test_lines_that_share_members_stay_together() -> None:
    """Ten rings of three lines, each served by members of its own: no member serves two parts."""
    rings, members = 10, 400
    chance = np.random.default_rng(0)
    chain = np.zeros((members, 3), dtype=np.int64)
    stays = np.zeros((members, 3, 4), dtype=np.int32)
    for member in range(members):
        stays[member, :, 0] = member % rings + rings * ((chance.integers(3) + np.arange(3)) % 3)
    floor = Floor(
        **dict.fromkeys(Floor._fields, np.zeros(1, dtype=np.int64))
        | {"chain": chain, "stays": stays, "short": np.zeros((3 * rings, 1), dtype=np.int64)}
    )
    drawn = {tuple(draw_parts(floor, 2, chance).reshape(3, rings).tolist()[0]) for _ in range(5)}
    for _ in range(5):
        part_of = draw_parts(floor, 2, chance).reshape(3, rings)
        assert (part_of == part_of[0]).all()
        assert part_of[0].sum() == rings // 2
    assert len(drawn) > 1
