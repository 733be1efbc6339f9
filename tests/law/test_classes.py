"""The table of classes, written by hand: role family, bound or not, instrument; every cell in one row."""

import tomllib
from itertools import product
from pathlib import Path

import pytest

from muster.domain.component import PAIRS
from muster.domain.role import ROLES
from muster.law.ask import ask
from muster.law.question import LegalQuestion
from muster.law.rule import Leg

TABLE = tomllib.loads((Path(__file__).parent / "classes.toml").read_text(encoding="utf-8"))
CELLS = list(product(TABLE["families"], TABLE["people"], TABLE["instruments"]))


def rows_of(family, people, instrument):
    return [
        row
        for row in TABLE["class"]
        if family in row["families"]
        and people in row["people"]
        and (row["instruments"] == ["*"] or instrument in row["instruments"])
    ]


def test_every_role_stands_in_exactly_one_family():
    told = [role for roles in TABLE["families"].values() for role in roles]
    assert sorted(told) == sorted(ROLES)


def test_every_possible_pair_stands_in_exactly_one_class_of_people():
    told = [pair for pairs in TABLE["people"].values() for pair in pairs]
    possible = [f"{component} {status}" for component, statuses in PAIRS.items() for status in statuses]
    assert sorted(told) == sorted(possible)


def test_every_cell_stands_in_exactly_one_row_with_its_source():
    assert [cell for cell in CELLS if len(rows_of(*cell)) != 1] == []
    for row in TABLE["class"]:
        assert row["source"]
        assert row["because"]
        assert (row["expect"] == "unknown") == row["because"].startswith("unknown because ")


@pytest.mark.parametrize(("family", "people", "instrument"), CELLS, ids=["-".join(cell) for cell in CELLS])
def test_the_law_says_what_the_table_says(family, people, instrument):
    (row,) = rows_of(family, people, instrument)
    for role, pair in product(TABLE["families"][family], TABLE["people"][people]):
        component, status = pair.split()
        question = LegalQuestion.of(
            component=component,
            duty_status=status,
            role=role,
            on=TABLE["on"],
            invoke=TABLE["instruments"][instrument],
        )
        answer = ask(question)
        told = "\n".join(found.message for found in answer.findings)
        assert answer.reasoned.legs[Leg.MISSION] == row["expect"], f"{role}, {pair}: {told}"
