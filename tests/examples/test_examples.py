"""The example cases: every row has a source, every quote stands in its source, every sum adds up."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
BORDER = EXAMPLES / "southwest-border-2025"
HELENE = EXAMPLES / "hurricane-helene-2024"
FOLDERS = (BORDER, HELENE)
TABLES = sorted(path for folder in FOLDERS for path in folder.glob("*.csv"))
INSTRUMENTS = sorted(path for folder in FOLDERS for path in folder.glob("authorities*.toml"))
REGISTERS = (
    "CBP sector headquarters town",
    "DoD list of military installations",
    "FAA airfield record",
    "U.S. Census Bureau",
)


def name(path: Path) -> str:
    return str(path.relative_to(EXAMPLES))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unsourced(folder: Path, source: str) -> str | None:
    """What is wrong with a source; ``None`` for a document of the folder, a register or an assumption."""
    if not source.startswith(("sources/", "assumption: ", *REGISTERS)):
        return f"neither a document, a register nor an assumption: {source!r}"
    missing = [path for path in re.findall(r"sources/[\w.-]+\.txt", source) if not (folder / path).is_file()]
    return f"no such document: {missing}" if missing else None


def instruments(path: Path) -> list[dict[str, object]]:
    authorities = tomllib.loads(path.read_text(encoding="utf-8"))["authority"]
    assert isinstance(authorities, list)
    return authorities


def present(folder: Path, tours: str, units: str, day: date | None) -> Counter[str]:
    """People present on a day (on any day if ``None``) by the first authority that their tour names."""
    headcount = {row["type"]: int(row["headcount"]) for row in rows(folder / "types.csv")}
    types = {row["unit"]: row["type"] for row in rows(folder / units)}
    counted: Counter[str] = Counter()
    for row in rows(folder / tours):
        if day is None or date.fromisoformat(row["start"]) <= day < date.fromisoformat(row["end"]):
            people = int(row["headcount"] or headcount[types[row["unit"]]])
            counted[row["authority"].split(";")[0]] += people
    return counted


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_row_names_its_source(path: Path) -> None:
    wrong = [
        f"{path.name}:{number}: {fault}"
        for number, row in enumerate(rows(path), start=2)
        if (fault := unsourced(path.parent, row["source"]))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_made_up_source_is_noticed() -> None:
    assert unsourced(BORDER, "it is well known")
    assert unsourced(BORDER, "sources/no-such-document.txt (1,500)")


@pytest.mark.parametrize("path", INSTRUMENTS, ids=name)
def test_every_quote_stands_in_its_source(path: Path) -> None:
    for authority in instruments(path):
        assert not unsourced(path.parent, str(authority["source"])), authority["id"]
        quotes = authority["quote"]
        assert isinstance(quotes, list)
        assert quotes, authority["id"]
        for quote in quotes:
            text = (path.parent / quote["source"]).read_text(encoding="utf-8")
            assert quote["text"] in text, (authority["id"], quote)


@pytest.mark.parametrize("path", INSTRUMENTS, ids=name)
def test_a_quote_of_a_ceiling_bears_its_number(path: Path) -> None:
    for authority in instruments(path):
        for ceiling in authority.get("ceiling", []):  # type: ignore[attr-defined]
            number = f"{ceiling['headcount']:,}"
            assert any(number in quote["text"] for quote in authority["quote"]), ceiling  # type: ignore[attr-defined]


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_documents_say_that_they_are_summaries_and_name_public_sources(folder: Path) -> None:
    documents = sorted((folder / "sources").glob("*.txt"))
    assert len(documents) >= 6
    for document in documents:
        text = document.read_text(encoding="utf-8")
        assert "A summary of public facts, written for this example case." in text, document.name
        assert re.search(r"^Public sources?: ", text, re.MULTILINE), document.name


def test_the_order_of_22_may_adds_up_to_1115() -> None:
    headcount = {row["type"]: int(row["headcount"]) for row in rows(BORDER / "types.csv")}
    people = [
        headcount[row["type"]] * int(row["quantity"] or 1)
        for row in rows(BORDER / "units.csv")
        if row["unit"].startswith("MAY-")
    ]
    assert people == [250, 140, 125, 145, 310, 75, 65, 5]
    assert sum(people) == 1115


def test_the_sustainment_tranche_is_seven_units_and_1140() -> None:
    tours = [row for row in rows(BORDER / "tours.csv") if row["authority"] == "RELEASE-2025-02-28"]
    assert len({row["unit"] for row in tours}) == 7
    assert present(BORDER, "tours.csv", "units.csv", date(2025, 5, 22))["RELEASE-2025-02-28"] == 1140


def test_tours_under_way_on_22_may() -> None:
    assert present(BORDER, "tours.csv", "units.csv", date(2025, 5, 22)) == {
        "MISSION-FY2025": 1500,
        "SECDEF-2025-01-22": 1500,
        "RELEASE-2025-02-04": 640,
        "RELEASE-2025-02-28": 1140,
        "RELEASE-2025-03-01": 2900,
        "RELEASE-2025-03-10": 630,
        "RELEASE-2025-03-17": 400,
    }
    assert present(BORDER, "tours.csv", "units.csv", date(2025, 5, 22)).total() == 8710


def test_guard_under_way_in_january_is_the_larger_of_the_two_reports() -> None:
    people = present(BORDER, "tours-2025-01-22.csv", "units-2025-01-22.csv", date(2025, 1, 22))
    assert people == {"MISSION-FY2025": 2500}
    reported = {
        row["headcount"] for row in rows(BORDER / "strength-2025-01-22.csv") if row["kind"] == "on_duty"
    }
    assert reported == {"2200", "2500"}


def test_reports_of_28_february_are_kept_apart_by_duty_status() -> None:
    reports = {
        row["duty_status"]: int(row["headcount"])
        for row in rows(BORDER / "strength.csv")
        if row["date"] == "2025-02-28" and row["scope"] in ("JTF-N", "LONE-STAR", "SWB")
    }
    assert reports == {"T10": 4200, "SAD": 5000, "": 9200}
    assert reports["T10"] + reports["SAD"] == reports[""]


def test_helene_guard_of_fifteen_states() -> None:
    reports = [
        row
        for row in rows(HELENE / "strength.csv")
        if row["date"] == "2024-10-02" and row["scope"].endswith("-GUARD")
    ]
    assert len(reports) == 15
    assert sum(int(row["headcount"]) for row in reports) == 6560
    headcount = {row["type"]: int(row["headcount"]) for row in rows(HELENE / "types.csv")}
    units = {
        row["unit"]: headcount[row["type"]] * int(row["quantity"] or 1) for row in rows(HELENE / "units.csv")
    }
    assert {row["scope"]: int(row["headcount"]) for row in reports} == {
        unit: people for unit, people in units.items() if unit.endswith("-GUARD")
    }


def test_helene_federal_troops_rise_from_1000_to_1500() -> None:
    def federal(day: date) -> int:
        people = present(HELENE, "tours.csv", "units.csv", day)
        return people["SECDEF-2024-10-02"] + people["SECDEF-2024-10-05"]

    assert [federal(date(2024, 10, day)) for day in (2, 3, 5, 6)] == [0, 1000, 1000, 1500]


def test_installations_stand_at_their_posts() -> None:
    """The centroid of Fort Bliss lies some 34 miles from its main post, on the range in New Mexico."""
    place = {row["place"]: (float(row["lat"]), float(row["lon"])) for row in rows(BORDER / "places.csv")}
    assert abs(place["BLISS"][0] - 31.8495) < 0.01
    assert abs(place["BLISS"][1] + 106.3801) < 0.01
    sectors = {row["place"] for row in rows(BORDER / "places.csv") if row["kind"] == "sector"}
    assert len(sectors) == 9


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/facts*.jsonl")), ids=name)
def test_accepted_facts_stand_in_their_documents(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 10
    for line in lines:
        fact = json.loads(line)
        text = (path.parent / "sources" / fact["doc"]).read_text(encoding="utf-8")
        assert text[fact["start"] : fact["end"]] == fact["quote"], fact
