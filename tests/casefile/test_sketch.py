"""A case taken apart into rows and put together again; every fault finds who stated its row."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from muster.casefile.read import read_case
from muster.casefile.sketch import Sketch, UnknownColumnError, row_of, table_of
from muster.domain.authority import Authority
from muster.domain.case import Assumption, Case
from muster.domain.fact import Fact
from muster.domain.tour import FixedTour
from muster.domain.unit import Unit
from tests.casefile.strategies import cases

EXAMPLES = Path(__file__).parents[2] / "examples"
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def read(sketch: Sketch) -> tuple[Case | None, list]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in sketch.files().items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        case, problems = read_case(Path(folder))
    return case, [problem for problem in problems if problem.severity == "error"]


@pytest.fixture
def border() -> Case:
    case, _ = read_case(EXAMPLES / "southwest-border-2025")
    assert case is not None
    return case


@given(cases())
@settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=SLOW)
def test_a_case_is_the_same_after_it_was_taken_apart(case: Case) -> None:
    again, problems = read(Sketch.of(case))
    assert problems == []
    assert again == case


def test_a_row_alone_says_what_it_says_in_its_table(border: Case) -> None:
    sketch = Sketch.of(border)
    for table, nouns in (
        ("units", border.units),
        ("authorities", border.authorities),
        ("facts", border.facts),
    ):
        for noun, row in zip(nouns, sketch.tables[table], strict=True):
            alone = row_of(noun)
            assert {k: v for k, v in row.values.items() if v != ""} == {
                k: v for k, v in alone.items() if v != ""
            }


def test_rows_are_stated_changed_and_ended(border: Case) -> None:
    sketch = Sketch.of(border)
    name = border.units[0].unit
    sketch.state("units", 0, {"quantity": 3}, owner=0, whole=False)
    sketch.state("authorities", 0, {"until": "2026-01-01"}, owner=1, whole=False)
    sketch.state("settings", 0, {"as_of": "2025-06-01", "step_days": "14"}, owner=2, whole=False)
    sketch.state("assumptions", None, {"name": "buses_per_day", "value": "350"}, owner=3, whole=True)
    sketch.end("strength", 0)
    case, problems = read(sketch)
    assert problems == []
    assert case is not None
    assert case.units[0].quantity == 3
    assert case.units[0].unit == name
    assert str(case.authorities[0].end) == "2026-01-01"
    assert (str(case.as_of), case.planning.step_days) == ("2025-06-01", 14)
    assert len(case.strengths) == len(border.strengths) - 1
    assert str(next(item for item in case.assumptions if item.name == "buses_per_day").value) == "350"


def test_the_number_of_a_ceiling_is_set_by_its_id(border: Case) -> None:
    at = next(n for n, item in enumerate(border.authorities) if item.ceilings)
    limit = border.authorities[at].ceilings[0].id
    sketch = Sketch.of(border)
    sketch.state("authorities", at, {f"ceiling.{limit}.headcount": "1234"}, owner=0, whole=False)
    case, problems = read(sketch)
    assert problems == []
    assert case is not None
    assert case.authorities[at].ceilings[0].headcount == 1234


@pytest.mark.parametrize(
    ("table", "values", "words"),
    [
        ("units", {"hom": "X"}, "did you mean home"),
        ("authorities", {"ceilings": []}, "did you mean ceiling"),
        ("authorities", {"ceiling.SW.heads": "1"}, "ceiling.ID.headcount"),
        ("settings", {"colour": "red"}, "they have"),
        ("assumptions", {"val": "1"}, "value"),
        ("facts", {"quot": "1"}, "quote"),
    ],
)
def test_a_column_that_is_none_is_refused(table: str, values: dict, words: str, border: Case) -> None:
    with pytest.raises(UnknownColumnError) as error:
        Sketch.of(border).state(table, 0, values, owner=0, whole=False)
    assert words in error.value.help


def test_every_fault_finds_who_stated_the_row_and_the_column(border: Case) -> None:
    sketch = Sketch.of(border)
    sketch.state("units", 1, {"home": "NOWHERE"}, owner=7, whole=False)
    sketch.state("authorities", 0, {"issued": "yesterday"}, owner=8, whole=False)
    _, problems = read(sketch)
    owners = {sketch.owner(problem.file, problem.line, problem.column) for problem in problems}
    assert {(found.owner, found.column) for found in owners if found} == {(7, "home"), (8, "issued")}
    assert sketch.owner("units.csv", 2, 1) is None
    assert sketch.owner(None, None) is None


def test_the_table_of_a_noun() -> None:
    assert [table_of(noun) for noun in (Unit, FixedTour, Authority, Fact, Assumption, Case)] == [
        "units",
        "tours",
        "authorities",
        "facts",
        "assumptions",
        "settings",
    ]
