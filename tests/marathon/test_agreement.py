"""The replay of MARATHON's rules and the check of the imported case say the same of every plan."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

import muster.marathon.replay
from muster.casefile.marathon.convert import import_marathon
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.marathon.replay import (
    RULE_PAGES,
    Replay,
    Rulebook,
    Stint,
    read_rows,
    read_sheets,
    replay,
    rulebook,
    stints_of_list,
)
from muster.planner.verify import Verification, verify_plan
from tests.marathon.random_worlds import mistaken, random_stints, random_tables, written
from tests.planner.loose import plan_of, tour_of

#: What the checker may call what the replay calls so.
NAMES = {
    "unit": {"unknown-reference"},
    "demand": {"unknown-reference"},
    "category": {"cycle-category"},
    "dates": {"early-start", "late-end", "reception"},
    "capability": {"capability", "fills"},
    "component": {"cycle-component"},
    "region": {"cycle-region"},
    "two-places": {"overlap", "duplicate-element"},
    "hand-over": {"cycle-hand-over"},
    "demobilization": {"cycle-demobilization"},
    "recovery": {"cycle-recovery"},
    "follow-on": {"cycle-follow-on"},
    "too-early": {"cycle-window"},
    "too-late": {"cycle-window"},
    "bog": {"cycle-bog"},
    "end": {"cycle-end", "late-end", "reception"},
    "stated": set(),
}


def imported(folder: Path) -> Case:
    made = import_marathon(folder)
    assert made.case is not None, [problem.message for problem in made.problems]
    return made.case


def plan(case: Case, stints: list[Stint]) -> Plan:
    day_0 = case.planning.start - timedelta(days=1)
    return plan_of(
        case,
        tuple(
            tour_of(
                stint.unit,
                stint.demand,
                day_0 + timedelta(days=stint.start),
                day_0 + timedelta(days=stint.end or 0),
                headcount=1,
                fills=1,
                law="assumed",
            )
            for stint in stints
        ),
        law="assumed",
    )


def both(book: Rulebook, case: Case, stints: list[Stint]) -> tuple[Replay, Verification]:
    return replay(book, stints), verify_plan(case, plan(case, stints))


def agree(book: Rulebook, case: Case, stints: list[Stint]) -> Replay:
    lived, checked = both(book, case, stints)
    told = f"{[breach.message for breach in lived.breaches]}\n{[f.message for f in checked.violations]}"
    assert lived.accepted == checked.feasible, told
    first = {breach.unit: breach for breach in reversed(lived.breaches)}
    for unit, breach in first.items():
        rules = {found.rule for found in checked.violations if found.unit == unit}
        assert rules & NAMES[breach.rule], told
    return lived


def test_every_rule_of_the_replay_has_its_name_in_the_checker() -> None:
    assert NAMES.keys() == RULE_PAGES.keys()


@pytest.mark.parametrize("block", range(5))
def test_they_agree_on_random_plans_right_and_wrong(block: int, tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in range(60 * block, 60 * block + 60):
        r = Random(seed)
        folder = written(random_tables(r), tmp_path / str(seed))
        book, case = rulebook(read_sheets(folder)), imported(folder)
        for mistake in (False, True, True, True, True):
            stints = random_stints(r, book, mistake=mistake)
            lived = agree(book, case, stints)
            assert lived.accepted or mistake, "what the replay draws it accepts"
            seen["accepted" if lived.accepted else "refused"] += 1
            seen["tours"] += len(stints)
            seen.update(breach.rule for breach in lived.breaches)
    assert seen["accepted"] > 60 and seen["refused"] > 60 and seen["tours"] > 500, seen


SHARED = Path(__file__).parents[3] / "shared" / "data" / "marathon"

shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/marathon")


def baseline(name: str) -> tuple[Rulebook, Case, list[Stint]]:
    """Rules, case and MARATHON's own list, with the ends that its life gives each stint."""
    book = rulebook(read_sheets(SHARED / "tsv" / name))
    listed = stints_of_list(read_rows(SHARED / "baselines" / name / "Deployments.txt"))
    ends = {(unit, stay.start): stay.end for unit, stay in replay(book, listed).stays}
    stints = [
        Stint(unit=stint.unit, demand=stint.demand, start=stint.start, end=ends[stint.unit, stint.start])
        for stint in listed
    ]
    return book, imported(SHARED / "tsv" / name), stints


@pytest.mark.shared
@shared
@pytest.mark.parametrize(
    "name",
    ["m4_ces_sampledata", "m4_forward-stationing", "m4_runamc-testdata", "taa_m4_book_Colorado_single"],
)
def test_they_agree_on_marathons_own_lists_and_on_those_with_one_rule_broken(name: str) -> None:
    """The whole list is accepted by both; then, one unit at a time, what is wrong is wrong for both."""
    book, case, stints = baseline(name)
    lived = agree(book, case, stints)
    assert lived.accepted
    r = Random(name)
    units, demands = list(book.troops), [stint.demand for stint in stints]
    seen: Counter[str] = Counter()
    for _ in range(40):
        chosen = r.sample(range(len(stints)), min(8, len(stints)))
        some = {stints[index].unit for index in chosen}
        own = [stint for stint in stints if stint.unit in some]
        at = r.randrange(len(own))
        own[at] = mistaken(r, own[at], units, demands)
        seen.update(breach.rule for breach in agree(book, case, own).breaches)
    assert seen.total() > 15


def test_the_replay_shares_no_code_with_import_planner_and_checker() -> None:
    """Only the words of errors are common; nothing of cases, of their readers, or of the law."""
    home = Path(muster.marathon.replay.__file__).parent
    for path in home.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = name.startswith(("muster.marathon.replay", "muster.errors"))
                assert own or not name.startswith("muster"), f"{path.name} imports {name}"
