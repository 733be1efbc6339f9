"""What is written is read back equal, as a folder and as a workbook."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from muster.casefile.folder import write_case
from muster.casefile.read import read_case
from muster.casefile.template import new_case_files
from muster.casefile.workbook import write_workbook
from muster.domain.case import Case
from tests.casefile.strategies import cases

#: Shrinking such large values takes minutes; the report of the first failure is enough to start from.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@given(cases())
@settings(max_examples=40, deadline=None, phases=PHASES, suppress_health_check=SLOW)
def test_a_case_is_the_same_after_a_folder(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_case(case, Path(folder))
        again, problems = read_case(Path(folder))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert again == case


@given(cases())
@settings(max_examples=40, deadline=None, phases=PHASES, suppress_health_check=SLOW)
def test_a_case_is_the_same_after_a_workbook(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a case.xlsx"
        write_workbook(case, path)
        again, problems = read_case(path)
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert again == case


def test_the_new_case_reads_without_any_problem(tmp_path: Path) -> None:
    for name, text in new_case_files("Flood watch, 2026").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case, problems = read_case(tmp_path)
    assert problems == ()
    assert case is not None
    assert case.name == "Flood watch, 2026"
    write_case(case, tmp_path / "again")
    assert read_case(tmp_path / "again") == (case, ())
