"""The workbook, the GeoJSON and the terminal's summary."""

import doctest
import importlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from muster.domain.place import Place
from muster.products.brief import Brief, make_brief
from muster.products.geojson import geojson
from muster.products.report import render_report
from muster.products.terminal import summary_lines
from muster.products.xlsx import SHEETS, SOMETIMES, write_xlsx


def test_the_workbook_reads_back(brief: Brief, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_xlsx(brief, path)
    book = CalamineWorkbook.from_path(path)
    assert tuple(book.sheet_names) == tuple(n for n in SHEETS if n not in SOMETIMES or n == "Pins and bans")
    tours = book.get_sheet_by_name("Tours").to_python()
    assert len(tours) == 1 + len(brief.tours)
    row = dict(zip(tours[0], tours[1], strict=True))
    assert row["Start"] == brief.tours[0].start and row["Cost"] == brief.tours[0].cost / 100
    lines = book.get_sheet_by_name("Lines").to_python()
    assert sum(row[lines[0].index("Headcount-days short")] for row in lines[1:]) == brief.headline.short
    assert len(book.get_sheet_by_name("Findings").to_python()) == 1 + len(brief.findings)


def test_nothing_in_the_workbook_is_a_formula_or_a_link(sample: ModuleType, tmp_path: Path) -> None:
    case = sample.make_case()
    evil = '=HYPERLINK("http://example.com","x")'
    hurt = replace(
        case,
        name=evil,
        units=tuple(replace(unit, name="@SUM(A1)") for unit in case.units),
        places=tuple(replace(place, name="http://example.com/" + "x" * 40_000) for place in case.places),
        authorities=tuple(replace(a, title="+1+cmd|' /C calc'!A0\x00\u202e") for a in case.authorities),
    )
    brief = make_brief(
        hurt,
        sample.make_plan(case),
        findings=sample.make_findings(),
        facts=tuple(replace(fact, quote=evil) for fact in sample.make_facts()),
        verification_feasible=None,
        verification_note=evil,
    )
    path = tmp_path / "plan.xlsx"
    write_xlsx(brief, path)
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        for name in sheets:
            text = archive.read(name).decode()
            assert "<f>" not in text and "<f " not in text and "<hyperlink" not in text
        assert not [name for name in archive.namelist() if "externalLink" in name]
    summary = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary").to_python()
    assert summary[1][1] == evil


def test_the_same_brief_gives_the_same_workbook(brief: Brief, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(brief, tmp_path / name)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as a, zipfile.ZipFile(tmp_path / "b.xlsx") as b:
        assert {n: a.read(n) for n in a.namelist()} == {n: b.read(n) for n in b.namelist()}


def positions(coordinates: object) -> Iterator[tuple[float, float]]:
    assert isinstance(coordinates, list)
    if coordinates and isinstance(coordinates[0], float | int):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from positions(part)


def test_geojson_is_what_rfc_7946_says(sample: ModuleType) -> None:
    case = sample.make_case()
    guam = Place(place="guam", kind="installation", lat=13.58, lon=144.92, state="GU")
    units = tuple(replace(u, home="guam") if u.unit == "66MP" else u for u in case.units)
    case = replace(case, places=(*case.places, guam), units=units)
    found = geojson(case, sample.make_plan(case))
    assert json.loads(json.dumps(found)) == found
    assert found["type"] == "FeatureCollection"
    features = found["features"]
    assert isinstance(features, list)
    for feature in features:
        assert feature["type"] == "Feature" and set(feature) == {"type", "geometry", "properties"}
        for lon, lat in positions(feature["geometry"]["coordinates"]):
            assert -180 <= lon <= 180 and -90 <= lat <= 90
    places = {f["properties"]["place"]: f for f in features if f["properties"]["feature"] == "place"}
    assert places["EPT"]["properties"]["asked"] == 1090 * 210
    assert places["EPT"]["geometry"]["coordinates"] == [-106.4783, 31.7584]
    split = [f for f in features if f["properties"].get("from") == "guam"]
    assert [f["geometry"]["type"] for f in split] == ["MultiLineString"]
    first, second = split[0]["geometry"]["coordinates"]
    assert first[-1][0] == 180 and second[0][0] == -180 and first[-1][1] == second[0][1]
    bare = geojson(case, None)["features"]
    assert isinstance(bare, list) and len(bare) == len(case.places)
    assert {f["properties"].get("filled") for f in bare} == {None}


def test_moves_to_islands_and_abroad_can_be_drawn(sample: ModuleType) -> None:
    case = sample.make_case()
    homes = {"66MP": (144.92, 13.58), "3CAB": (7.6, 49.4), "569EN": (-149.8, 61.25), "10CSSB": (-157.9, 21.4)}
    places = tuple(Place(place=name, kind="other", lat=lat, lon=lon) for name, (lon, lat) in homes.items())
    case = replace(
        case,
        places=(*case.places, *places),
        units=tuple(replace(u, home=u.unit) if u.unit in homes else u for u in case.units),
        lines=tuple(replace(x, place="buchanan") if x.line == "R3-LOG-EPT" else x for x in case.lines),
    )
    brief = make_brief(
        case, sample.make_plan(case), findings=(), verification_feasible=None, verification_note=""
    )
    page = render_report(brief)
    for name in ("Alaska", "Hawaii", "Guam, Northern Marianas", "Puerto Rico, Virgin Islands"):
        assert f">{name}</text>" in page
    assert "Where they serve: Puerto Rico, Virgin Islands" in page
    assert "nan" not in page.replace("finance", "").replace("financ", "").lower().split("<style>")[0]


def test_the_terminal_summary_is_plain_and_short(brief: Brief) -> None:
    lines = summary_lines(brief)
    assert 20 < len(lines) < 60
    text = "\n".join(lines)
    assert all(character == "\n" or character.isprintable() for character in text)
    for words in (
        "65.0%",
        "gap 1.34%",
        "R2-ENG-SDC",
        "a ceiling is full",
        "SW-1500",
        "OVER on",
        "not applied",
    ):
        assert words in text, words


def test_large_plans_stay_small(sample: ModuleType) -> None:
    case = sample.make_case()
    plan = sample.make_plan(case)
    from datetime import timedelta

    many = tuple(
        replace(tour, element=index % 50 + 1, start=tour.start + timedelta(days=index % 11))
        for index, tour in enumerate(plan.tours * 300)
        if (tour.end - tour.start).days > 11
    )
    brief = make_brief(
        case, replace(plan, tours=many), findings=(), verification_feasible=None, verification_note=""
    )
    page = render_report(brief)
    assert len(page) < 4_000_000
    assert "are shown; plan.json and the workbook have them all" in page
    assert "appear as their fill alone" in page


@pytest.mark.parametrize("name", ["figures", "svg", "chart", "conflicts"])
def test_examples_in_the_code_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"muster.products.{name}"))
    assert result.attempted > 0 and result.failed == 0
