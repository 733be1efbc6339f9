"""Whatever stands in the tables: faults with their places, or a case that reads back without an error."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.casefile.folder import write_case
from muster.casefile.marathon.convert import import_marathon
from muster.casefile.read import read_case
from tests.casefile.marathon.made import Tables, small_tables, write_folder

ODD = st.sampled_from(
    [
        *(
            "",
            " ",
            "nil",
            "Auto",
            "TRUE",
            "0",
            "1",
            "-1",
            "2",
            "12.0",
            "1e9",
            "999999999999",
            "inf",
            "0.5",
            "\u00e9",
        ),
        *("{}", "{", "[[]]", "{:preprocess [align-units [[:forward 3]]]}", "{:region 3}", "{:preprocess 1}"),
        *(
            "[align-units]",
            "#{1}",
            '"',
            '""',
            "a;b",
            "Peace",
            "War",
            "Active",
            "TRUCKS",
            "COOKS",
            "Ghost",
            "NG",
        ),
        *("Surge", "PreSurge", "Permanent", "UNGROUPED", "SRM", "Forward", "NonBOG", "Modernization", "=1+1"),
    ]
) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=6)


@st.composite
def odd_tables(draw: st.DrawFn) -> Tables:
    tables = small_tables()
    for _ in range(draw(st.integers(1, 4))):
        table = tables[draw(st.sampled_from(sorted(tables)))]
        row = draw(st.integers(0 if draw(st.booleans()) else 1, len(table) - 1)) if len(table) > 1 else 0
        table[row][draw(st.integers(0, len(table[row]) - 1))] = draw(ODD)
    if draw(st.booleans()):
        del tables[draw(st.sampled_from(sorted(tables)))]
    return tables


@given(odd_tables())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_faults_or_a_case_that_reads_back(tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = import_marathon(write_folder(tables, Path(folder) / "tables"), name="odd")
        if made.case is None:
            assert any(problem.severity == "error" for problem in made.problems)
            return
        write_case(made.case, Path(folder) / "case")
        again, problems = read_case(Path(folder) / "case")
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert again == made.case


@given(st.integers(1, 60), st.integers(1, 400))
@settings(max_examples=50, deadline=None)
def test_units_stand_evenly_over_the_cycle(units: int, days: int) -> None:
    tables = small_tables()
    tables["SupplyRecords"] = [
        tables["SupplyRecords"][0],
        ["SupplyRecord", "TRUE", str(units), "COOKS", "NG", "", "Steady", "", "0", "0"],
    ]
    tables["PolicyRecords"][4][2:7] = [str(days), "0", "270", "0", str(days)]
    with tempfile.TemporaryDirectory() as folder:
        case = import_marathon(write_folder(tables, Path(folder))).case
    assert case is not None
    found = sorted((unit.cycle_day or 0) - 1 if unit.cycle_day else days - 1 for unit in case.units)
    gaps = {after - before for before, after in zip(found, [*found[1:], found[0] + days], strict=True)}
    assert len(gaps) <= 2 and max(gaps) - min(gaps) <= 1, (found, gaps)
