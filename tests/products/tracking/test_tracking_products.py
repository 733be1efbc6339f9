"""What tracking shows: text in 80 columns, drawings that are sound, a page with twins, JSON of its schema."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.actions.case import read_case
from muster.actions.track import track, tracking_json
from muster.casefile.codec import schema
from muster.domain.command import Command
from muster.domain.finding import Verdict
from muster.domain.presence import value_on
from muster.products.tracking.charts import (
    ceiling_chart,
    ceiling_window,
    command_chart,
    command_timeline,
    overview_chart,
    standalone,
)
from muster.products.tracking.days import days_of, point_word
from muster.products.tracking.document import track_csv
from muster.products.tracking.headline import eras, headline
from muster.products.tracking.page import render_tracking
from muster.products.tracking.terminal import command_lines, tracking_lines
from muster.products.tracking.textchart import TextChart, status_lanes, text_chart
from muster.tracking.track import Tracking, TrackOptions, track_case
from tests.casefile.test_codec import violations
from tests.tracking.small import SAD, T10, T32, day, make_case, make_plan, ordered, planned, report

EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = ("southwest-border-2025", "southwest-border-history", "hurricane-helene-2024")


@pytest.fixture(scope="module", params=NAMES)
def tracked(request: pytest.FixtureRequest) -> Tracking:
    return track(read_case(EXAMPLES / request.param))


@pytest.fixture(scope="module")
def busy() -> Tracking:
    """Two rotations that overlap, a limit that is passed, reports that disagree, a plan ahead."""
    made = make_case(
        report(40, 180, source="first"),
        report(60, 240, source="second", duty_status=T10),
        report(60, 262, source="third", duty_status=T10),
        report(60, 900, "ELP", kind="announced"),
        report(61, 80, "ELP", duty_status=SAD),
        report(62, 30, "ELP", duty_status=T32, kind="planned"),
        limit=210,
        tours=(ordered("U1", 30, 90), ordered("U2", 86, 150), ordered("U3", 50, 150, line="L2")),
        commands=(
            Command(command="TOP"),
            Command(command="OTHER"),
            Command(command="DSC", parent="TOP", relation="dual_status"),
            Command(command="DSC", parent="OTHER", relation="dual_status"),
            Command(command="AID", parent="DSC", relation="support"),
        ),
    )
    plan = make_plan(planned("U1", 30, 90), planned("U2", 86, 150), planned("U3", 50, 160, line="L2"))
    return track_case(made, plan)


def test_text_is_plain_and_80_columns_wide(tracked: Tracking, busy: Tracking) -> None:
    for found in (tracked, busy):
        for every in (False, True):
            lines = tracking_lines(found, every=every)
            assert max(map(len, lines)) <= 80, max(lines, key=len)
            assert all(line == line.rstrip() for line in lines)
            assert not re.search(r"[\x00-\x1f\x7f]", "".join(lines))


def test_the_text_says_what_there_is_to_say(busy: Tracking) -> None:
    text = "\n".join(tracking_lines(busy))
    for words in (
        "CAP: at most 210, from 1 Jan 2025 (A; hand-over unknown)",
        "180 on duty: within",
        "262 on duty: above; hand-over may explain it",
        "cannot all be true",
        "1 Jan – 8 Feb 2025, 39 days: until the first report",
        "the difference reported on 1 Mar 2025 (+40 to +62) carried",
        "as planned, 1 otherwise",
        "left early",
        "Not counted: What was really spent",
        "Dual status: DSC: two chains, kept apart: up to TOP and up to OTHER",
    ):
        assert words in re.sub(r"\s+", " ", text), words
    assert "251" not in text  # the mean of 240 and 262
    assert "◆" in text


def test_the_json_has_its_schema(tracked: Tracking, busy: Tracking) -> None:
    for found in (tracked, busy):
        value = json.loads(json.dumps(tracking_json(found)))
        assert violations(value, schema("track")) == []
        assert value.keys() == schema("track")["properties"].keys()
    value["ceilings"][0]["reports"][0]["headcount"] = -1
    assert violations(value, schema("track"))


def test_the_days_of_a_ceiling_are_whole_and_right(busy: Tracking) -> None:
    (ceiling,) = busy.ceilings
    days = days_of(ceiling, busy.start, busy.end)
    assert [item.start for item in days[1:]] == [item.end for item in days[:-1]]
    assert (days[0].start, days[-1].end) == (busy.start, busy.end)
    for item in days:
        for number in range((item.end - item.start).days):
            when = item.start + timedelta(days=number)
            assert item.ordered == value_on(ceiling.presence.ordered, when)
            assert item.planned == value_on(ceiling.presence.planned or (), when)
            assert item.authorised == ceiling.limit_on(when)
    assert max(item.hand_over for item in days) == 100


def test_the_table_has_a_row_a_day_and_sums_nothing(busy: Tracking) -> None:
    rows = list(csv.DictReader(io.StringIO(track_csv(busy))))
    assert len(rows) == (busy.end - busy.start).days * len(busy.ceilings)
    by_day = {row["day"]: row for row in rows}
    assert by_day["2025-03-01"]["reported"] == "240 | 262"
    assert by_day["2025-03-01"]["sources"] == "second | third"
    assert by_day["2025-03-02"]["reported"] == ""
    assert by_day["2025-03-02"]["authorised"] == "210"


def test_a_source_is_no_formula() -> None:
    found = track_case(make_case(report(50, 5, source="=HYPERLINK(1)")))
    assert "'=HYPERLINK(1)" in track_csv(found)


def test_drawings_are_sound_and_show_every_report(tracked: Tracking, busy: Tracking) -> None:
    for found in (tracked, busy):
        overview = overview_chart(found)
        assert overview is not None
        drawn = ElementTree.fromstring(overview)
        marks = [item for item in drawn.iter() if (item.get("class") or "").startswith("mark ")]
        on_duty = sum(item.kind == "on_duty" for item in found.case.strengths)
        assert len(marks) == len(found.case.strengths) + on_duty  # each on duty stands in its lane too
        for ceiling in found.ceilings:
            svg, width, height = standalone(ceiling_chart(ceiling, found), heading="<&>", note="a")
            root = ElementTree.fromstring(svg.encode())
            assert (float(root.get("width") or 0), float(root.get("height") or 0)) == (width, height)
            start, end = ceiling_window(ceiling, found)
            assert start < end


def test_a_ceilings_drawing_shows_gaps_hand_over_disagreement_excess_and_what_is_ahead(
    busy: Tracking,
) -> None:
    (ceiling,) = busy.ceilings
    drawing = ceiling_chart(ceiling, busy)
    for style in ("silent", "handover", "apart", "excess", "ahead", "carried", "limit", "today"):
        assert f'class="{style}"' in drawing, style
    assert drawing.count('class="silent"') == len(ceiling.gaps) == 2
    numbers = [
        float(number) for number in re.findall(r"-?\d+\.?\d*", " ".join(re.findall(r'd="([^"]+)"', drawing)))
    ]
    assert all(-1 <= number <= 1081 for number in numbers)


def test_commands_are_drawn_once_in_each_chain(busy: Tracking) -> None:
    drawing = command_chart(busy.chart)
    assert drawing is not None
    assert drawing.count(">DSC · dual status<") == 2
    assert drawing.count('class="chain dual_status"') == 2
    assert "supports DSC" in drawing
    assert command_chart(replace(busy.chart, chains=())) is None
    over_time = command_timeline(busy)
    assert over_time is not None
    assert over_time.count('class="post ') == 3
    assert command_timeline(replace(busy, case=replace(busy.case, commands=()))) is None
    assert any("supports DSC" in line for line in command_lines(busy.chart))
    assert command_lines(replace(busy.chart, chains=(), dual=(), others=())) == [
        "  no command is recorded for this day"
    ]


def test_every_drawing_of_the_page_has_its_table(tracked: Tracking, busy: Tracking) -> None:
    for found in (tracked, busy):
        page = render_tracking(found)
        figures = re.findall(r'<figure id="([^"]+)"', page)
        assert len(figures) >= 2
        assert sorted(figures) == sorted(re.findall(r'data-twin="([^"]+)"', page))
        assert "<script" not in page
        assert not re.findall(r'(?:src|href)="(?!#)', page)


def test_the_page_holds_hostile_words_as_words() -> None:
    hostile = "<script>alert(1)</script>\u202e"
    made = replace(make_case(report(50, 5, source=hostile)), name=hostile)
    page = render_tracking(track_case(made))
    assert "<script" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page


def test_headlines_do_not_overstate() -> None:
    quiet = track_case(make_case())
    assert (
        headline(quiet)[0] == "1 ceiling in people binds on 10 Apr 2025; 0 reports on duty count toward one."
    )
    assert "strength.csv" in headline(quiet)[-1]
    above = track_case(make_case(report(50, 300), overlap="counted"))
    assert "1 above its limit, 1 of them beyond doubt" in headline(above)[0]
    assert [finding.verdict for finding in above.findings] == [Verdict.PROHIBITED]
    late = track_case(make_case(report(50, 5)), options=TrackOptions(day=day(150)))
    assert headline(late)[-1].startswith("The case tells of days to 10 Apr 2025")
    assert late.ceilings[0].gaps[-1].end == day(101)


def test_what_a_report_is_called() -> None:
    words = {}
    for headcount, more in (
        (250, {}),
        (300, {"bound": "up_to"}),
        (100, {"bound": "at_least"}),
        (300, {}),
        (300, {"bound": "about"}),
    ):
        (point,) = track_case(make_case(report(50, headcount, **more))).ceilings[0].points
        words[headcount, more.get("bound")] = point_word(point)
    assert list(words.values()) == [
        "within",
        "may be above: the number is only a bound",
        "within, as far as it speaks",
        "above; hand-over may explain it",
        "above, by a number or people not stated exactly",
    ]


def test_eras_tell_of_reports_alone() -> None:
    found = track(read_case(EXAMPLES / "southwest-border-history"))
    assert [(row[0], row[2]) for row in eras(found)] == [
        ("Title 32", 8),
        ("Title 10", 13),
        ("state active duty", 2),
    ]


REPORTS = st.lists(
    st.tuples(st.integers(1, 200), st.integers(0, 500), st.sampled_from(["on_duty", "planned", "announced"])),
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(REPORTS, st.integers(1, 300), st.integers(1, 190), st.integers(1, 60), st.integers(20, 120))
def test_a_text_chart_fits_and_marks_every_day_of_reports(
    given_reports: list[tuple[int, int, str]], limit: int, first: int, days: int, width: int
) -> None:
    reports = [report(number, people, kind=kind) for number, people, kind in given_reports]
    chart = TextChart(
        start=day(first),
        end=day(first + days),
        steps=((day(5), 100), (day(90), 0)),
        limit=limit,
        binds=(None, day(150)),
        reports=reports,
        today=day(100),
        gaps=((day(10), day(20)),),
    )
    lines = text_chart(chart, width=width)
    assert all(len(line) <= max(width, 17) for line in lines)
    inside = [item for item in reports if chart.start <= item.date < chart.end]
    drawn = "".join(lines)
    assert any(mark in drawn for mark in "●◆") == any(item.kind == "on_duty" for item in inside)
    lanes = status_lanes(reports, chart.start, chart.end, width=width) if len(inside) == len(reports) else []
    assert "".join(lanes).count("●") <= sum(item.kind == "on_duty" for item in inside)


def test_a_disagreement_is_marked_and_a_far_number_is_kept() -> None:
    chart = TextChart(
        start=date(2025, 1, 1),
        end=date(2026, 1, 1),
        steps=(),
        limit=1000,
        binds=(date(2025, 6, 1), None),
        reports=[report(100, 900), report(100, 910), report(200, 5000)],
        today=date(2025, 1, 1),
    )
    lines = text_chart(chart)
    assert sum(line.count("◆") for line in lines) == 1
    assert sum(line.count("●") for line in lines) == 1
    assert "6,000" in lines[0]
    limit = next(line for line in lines if "──" in line and "0 " not in line[:9])
    assert limit.index("─") > 30  # it binds from June on
