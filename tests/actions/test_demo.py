"""The border case from documents to report: each row of the mission has its section, and what it is about."""

import re
from pathlib import Path

import pytest

from muster.actions.case import read_case
from muster.actions.demo import Demo, demo
from muster.actions.publish import read_sources
from muster.errors import UsageError
from muster.planner.verify import verify_plan

#: Row -> words that its section must hold.
ROWS = {
    "S1": ("SECDEF-2025-01-22", "1,500", "signed", "expected"),
    "S2": ("to be named", "MAY-1115"),
    "S3": ("Proclamation 10886", "10 USC 12302", "2808"),
    "S4": ("C-day", "due"),
    "S5": ("Joint Task Force-North", "Joint Task Force-Southern Border"),
    "S6": ("FY25-4000", "4,000", "Title 10"),
    "S7": ("TCA-PATROL", "EPT-SENSOR"),
    "S8": ("18 USC 1385", "EPT-CUSTODY", "prohibited"),
    "S10": ("2,200", "2,500", "Associated Press"),
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo("border", tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def sections(done: Demo) -> dict[str, str]:
    html = done.files[1].read_text(encoding="utf-8")
    found: dict[str, str] = {}
    starts = [(match.start(), match[1]) for match in re.finditer(r'<section[^>]*data-row="([^"]+)"', html)]
    for (start, rows), end in zip(starts, [*(begin for begin, _ in starts[1:]), len(html)], strict=True):
        for row in rows.split():
            found[row] = found.get(row, "") + html[start:end]
    return found


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_mission_has_its_section(sections: dict[str, str], row: str) -> None:
    assert row in sections
    missing = [word for word in ROWS[row] if word not in sections[row]]
    assert missing == []


def test_row_s9_is_not_claimed(sections: dict[str, str]) -> None:
    assert "S9" not in sections


def test_the_demo_reads_plans_verifies_and_writes(done: Demo) -> None:
    assert {path.name for path in done.files} == {"plan.json", "report.html", "plan.xlsx", "certificate.json"}
    assert all(path.stat().st_size > 1000 for path in done.files if path.name != "certificate.json")
    assert sum(len(reading.facts) for reading in done.readings) > 20
    assert verify_plan(done.case, done.plan).feasible
    assert done.plan.gap is not None and done.plan.gap <= 0.01


def test_documents_of_a_later_day_were_not_known() -> None:
    january = Path(__file__).parents[2] / "examples" / "southwest-border-2025" / "case-2025-01-22.toml"
    case = read_case(january)
    known = {reading.document.doc for reading in read_sources(january, case)}
    assert "2025-01-20-orders.txt" in known
    assert known < set(case.sources)
    assert "2025-02-28-sustainment.txt" in set(case.sources) - known


def test_there_is_no_other_demo() -> None:
    with pytest.raises(UsageError) as caught:
        demo("moon")
    assert "border" in caught.value.help
