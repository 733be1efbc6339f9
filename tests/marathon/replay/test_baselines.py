"""MARATHON's own deployment lists: accepted, with the fill that was measured for every demand."""

from pathlib import Path

import pytest

from muster.actions.replay import replay_marathon
from muster.marathon.replay import read_rows, read_sheets, replay, rulebook, stints_of_list

SHARED = Path(__file__).parents[4] / "shared" / "data" / "marathon"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/marathon"),
]


@pytest.mark.parametrize(
    ("name", "deployments", "demands", "part_way"),
    [
        ("m4_ces_sampledata", 182, 71, 0),
        ("m4_forward-stationing", 23, 2, 0),
        ("m4_runamc-testdata", 414, 49, 52),
        ("taa_m4_book_Colorado_single", 3825, 915, 0),
    ],
)
def test_the_list_is_accepted_and_fills_what_was_measured(
    name: str, deployments: int, demands: int, part_way: int
) -> None:
    """Cycle day, dwell, BOG, policy and follow-on of each row are those of the unit's life, too."""
    base = SHARED / "baselines" / name
    result = replay_marathon(SHARED / "tsv" / name, base / "Deployments.txt")
    assert [breach.message for breach in result.breaches] == []
    assert (len(result.stays), result.part_way) == (deployments, part_way)
    measured = {
        row["DemandName"]: (int(row["required_unit_days"]), int(row["deployed_unit_days"]))
        for row in read_rows(base / "demand_fill_summary.tsv")
    }
    assert len(measured) == demands
    assert {fill.demand.name: (fill.required, fill.filled) for fill in result.fills} == measured
    assert sum(fill.surplus for fill in result.fills) == 0


def test_moving_one_deployment_of_many_is_noticed() -> None:
    """Each of the first hundred deployments of Colorado a day later: each time its columns give it away."""
    name = "taa_m4_book_Colorado_single"
    book = rulebook(read_sheets(SHARED / "tsv" / name))
    rows = read_rows(SHARED / "baselines" / name / "Deployments.txt")[:100]
    for index, row in enumerate(rows):
        moved = {**row, "DeployInterval": str(int(row["DeployInterval"]) + 1)}
        verdict = replay(book, stints_of_list([*rows[:index], moved, *rows[index + 1 :]]))
        assert not verdict.accepted, row
