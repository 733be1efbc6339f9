"""The history of reports at the border: sourced, quoted, and what tracking makes of it."""

import csv
import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from muster.actions.case import read_case_with_warnings
from muster.actions.track import track
from muster.casefile.folder import write_case
from muster.cli.main import run
from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case, Planning
from muster.domain.command import Command
from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.domain.strength import StrengthReport
from muster.products.tracking.terminal import tracking_lines
from muster.tracking.track import Tracking

FOLDER = Path(__file__).parents[2] / "examples" / "southwest-border-history"
SERIES = Path(__file__).parents[3] / "shared" / "data" / "border_strength_timeseries.csv"
STATUSES = {
    "Title 10": DutyStatus.T10,
    "Title 32 502(f)": DutyStatus.T32,
    "State active duty": DutyStatus.SAD,
    "mixed": None,
}
KINDS = {"on duty": "on_duty", "planned": "planned", "target": "planned"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def history() -> Tracking:
    case, warnings = read_case_with_warnings(FOLDER)
    assert warnings == ()
    return track(case)


def test_every_row_and_quote_has_its_document() -> None:
    for path in FOLDER.glob("*.csv"):
        for row in rows(path):
            assert row["source"].startswith(("sources/", "assumption: ")), (path.name, row)
            for name in re.findall(r"sources/[\w.-]+\.txt", row["source"]):
                assert (FOLDER / name).is_file(), name
    for authority in tomllib.loads((FOLDER / "authorities.toml").read_text(encoding="utf-8"))["authority"]:
        (quote,) = authority["quote"]
        assert quote["text"] in (FOLDER / quote["source"]).read_text(encoding="utf-8")
        assert f"{authority['ceiling'][0]['headcount']:,}" in quote["text"]
    for document in (FOLDER / "sources").glob("*.txt"):
        text = document.read_text(encoding="utf-8")
        assert "A summary of public facts, written for this example case." in text
        assert re.search(r"^Public sources: ", text, re.MULTILINE)


def test_every_number_stands_in_its_document() -> None:
    for row in rows(FOLDER / "strength.csv"):
        text = (FOLDER / row["source"].split(" ")[0]).read_text(encoding="utf-8")
        assert re.search(rf"(?<![\d,]){int(row['headcount']):,}(?![\d,]*\d)", text), row


def test_the_story_of_the_readme(history: Tracking) -> None:
    above = [point for track in history.ceilings for point in track.above]
    assert [(point.date, point.headcount) for point in above] == [(date(2022, 10, 28), 2708)]
    (finding,) = (item for item in history.findings if item.subject == "FY23-2500")
    assert (finding.rule, finding.verdict) == ("check/ceiling-overlap-unknown", Verdict.UNKNOWN)
    assert "how many of them were in hand-over" in finding.settled_by[0]
    (two,) = history.disagreements
    assert [report.headcount for report in two.reports] == [2200, 2500]
    (total,) = history.reconciliations
    assert (total.total.headcount, sorted(part.headcount for part in total.parts)) == (9200, [4200, 5000])
    year = next(item for item in history.ceilings if item.ceiling.id == "FY22-3000")
    assert [gap.days for gap in year.gaps] == [365]
    assert history.changes[1].message == "transfer of authority from JTF-N to JTF-SB under NORTHCOM"
    assert not [item for item in history.findings if item.verdict is Verdict.PROHIBITED]


# The research series, where it is there: its reports are ours, and it is tracked itself.


def research_case() -> Case:
    """The series as a case: an operation is a mission with its ceilings, or a command; nothing is guessed."""
    series = [row for row in rows(SERIES) if row["measure"]]
    fiscal = {f"FY{year}": (date(year - 1, 10, 1), date(year, 10, 1)) for year in range(2021, 2026)}
    authorities: dict[str, Authority] = {}
    for row in series:
        name, status = row["operation"], STATUSES[row["duty_status"]]
        if row["measure"] == "ceiling" and status is not None:
            start, end = fiscal.get(name, (date.fromisoformat(row["date"]), None))
            authorities[name] = Authority(
                id=name,
                kind="request_approval",
                status="signed",
                start=start,
                end=end,
                ceilings=(
                    Ceiling(
                        id=f"{name} {row['count']}", headcount=int(row["count"]), duty_statuses=(status,)
                    ),
                ),
            )
    reports, scopes = [], dict[str, None]()
    for row in series:
        if row["measure"] == "ceiling":
            continue
        whole = row["scope"] == "border" and row["operation"] in authorities
        scope = row["operation"] if whole else f"{row['operation']} {row['scope']}"
        scopes |= {} if whole else {scope: None}
        reports.append(
            StrengthReport(
                date=date.fromisoformat(row["date"]),
                scope=scope,
                headcount=int(row["count"]),
                kind=KINDS.get(row["measure"], "announced"),
                duty_status=STATUSES[row["duty_status"]],
                source=f"{row['source_url']} {row['note']}".strip(),
            )
        )
    return Case(
        name="The research series",
        as_of=date(2025, 8, 1),
        planning=Planning(start=date(2025, 8, 1), end=date(2025, 10, 1)),
        authorities=tuple(authorities.values()),
        commands=tuple(Command(command=scope) for scope in scopes),
        strengths=tuple(reports),
    )


@pytest.mark.shared
@pytest.mark.skipif(not SERIES.is_file(), reason="no ../shared: the research series is not there")
def test_the_example_has_every_report_on_duty_of_the_research_series() -> None:
    ours = {
        (row["date"], row["headcount"], row["duty_status"])
        for row in rows(FOLDER / "strength.csv")
        if row["kind"] == "on_duty"
    }
    for row in rows(SERIES):
        status = STATUSES[row["duty_status"]]
        if row["measure"] == "on duty" and status is not None:
            assert (row["date"], row["count"], status.value) in ours, row
    ceilings = {
        ceiling["headcount"]
        for authority in tomllib.loads((FOLDER / "authorities.toml").read_text())["authority"]
        for ceiling in authority["ceiling"]
    }
    assert ceilings >= {int(row["count"]) for row in rows(SERIES) if row["measure"] == "ceiling"}


@pytest.mark.shared
@pytest.mark.skipif(not SERIES.is_file(), reason="no ../shared: the research series is not there")
def test_the_research_series_is_tracked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = research_case()
    assert len(case.strengths) + sum(len(a.ceilings) for a in case.authorities) == len(rows(SERIES))
    found = track(case)
    text = "\n".join(tracking_lines(found, every=True))
    for words in (
        "Title 32 ●",
        "Title 10",
        "state",
        "28 Oct 2022: 2,708 on duty: above; hand-over may explain it",
        "9,200 = 4,200 T10",
        "5,000 SAD",
        "FY2022: 1 Oct 2021 – 30 Sep 2022, 365 days: nothing at all".replace("FY2022", "FY2022 3000"),
    ):
        assert words in re.sub(r"\s+", " ", text) or words in text, words
    above = [(point.date, point.headcount) for track in found.ceilings for point in track.above]
    assert above == [(date(2022, 10, 28), 2708)]
    # As a folder on disk, from the command line.
    write_case(case, tmp_path / "series")
    assert run(["track", str(tmp_path / "series"), "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert len(value["ceilings"]) == 5
    assert sum(len(scope["reports"]) for scope in value["scopes"]) == len(case.strengths)
