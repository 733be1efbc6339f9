"""The report as HTML: its structure, its table twins, its harmlessness."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from types import ModuleType

import pytest

from muster.products.brief import Brief, make_brief
from muster.products.report import render_report

VOID = {"br", "hr", "img", "input", "link", "meta", "col", "wbr"}


class Page(HTMLParser):
    """Reads a page strictly: every element closed in its order, every id once."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def page(brief: Brief) -> Page:
    return Page(render_report(brief))


def test_sections_come_in_the_planners_order_with_their_rows(page: Page) -> None:
    sections = [(attrs.get("id"), attrs.get("data-row")) for attrs in page.all("section")]
    assert sections == [
        ("headline", None),
        ("plan", "S4"),
        ("lines", "S7"),
        ("strength", "S6"),
        ("price", "S2"),
        ("cost", None),
        ("movement", None),
        ("readiness", None),
        ("authorities", "S1"),
        ("declarations", "S3"),
        ("law", "S8"),
        ("commands", "S5"),
        ("facts", "S10"),
        ("assumptions", None),
        ("proof", None),
        ("tours", None),
    ]
    linked = {str(attrs["href"]) for attrs in page.all("a") if str(attrs.get("href")).startswith("#")}
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in linked} <= set(ids)
    assert {f"#{id_}" for id_, _ in sections[1:]} <= linked


def test_every_drawing_has_a_table_twin_and_a_name(page: Page) -> None:
    figures = [attrs["id"] for attrs in page.all("figure")]
    twins = [attrs["data-twin"] for attrs in page.all("details") if "data-twin" in attrs]
    assert figures == twins
    assert {"map", "moves", "timeline", "strength-all", "strength-1"} <= set(figures)
    for attrs in page.all("svg"):
        assert attrs.get("aria-label") or attrs.get("aria-hidden") == "true", attrs


def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_tables_have_captions_and_scoped_heads(brief: Brief) -> None:
    text = render_report(brief)
    assert text.count("<table>") == text.count("<caption>") > 15
    assert not re.search(r"<th(?![^>]*scope=)[ >]", text)


def test_nothing_runs_and_nothing_is_loaded(page: Page) -> None:
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "link", "img", "form", "base"}
    for tag, attrs in page.tags:
        for name, value in attrs.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "srcset", "data", "action", "xlink:href"), (tag, name)
            if name == "href":
                assert tag == "a"
                assert str(value).startswith(("#", "https://", "http://"))
            if name == "style":
                assert "url(" not in str(value)
    assert "@import" not in render_report_style()


def render_report_style() -> str:
    from muster.products.html.style import STYLE

    assert set(re.findall(r"url\(([^)]*)\)", STYLE)) == {"#over", "#hatch", "#rows", "#dots"}
    return STYLE


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egnp.exe \u2066 شركة الأمن",
    "nul \x00 bell \x07 lone \ud800",
    "W" * 10_000,
    "]]></style></svg><b>",
    "&amp;&lt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(sample: ModuleType, text: str) -> None:
    case = sample.make_case()
    plan = sample.make_plan(case)
    hurt = replace(
        case,
        name=text,
        places=tuple(replace(place, name=text) for place in case.places),
        units=tuple(replace(unit, name=text) for unit in case.units),
        lines=tuple(replace(line, agency=text, role=text) for line in case.lines),
        authorities=tuple(replace(a, title=text, issuer=text, kind=text) for a in case.authorities),
        commands=tuple(replace(c, name=text, relation=text) for c in case.commands),
        strengths=tuple(replace(s, source=text, kind="on_duty") for s in case.strengths),
        pins=tuple(replace(pin, reason=text) for pin in case.pins),
    )
    findings = tuple(
        replace(
            finding,
            message=text,
            would_do=(text,),
            citations=tuple(
                replace(c, cite=text, quote=text, href="javascript:alert(1)") for c in finding.citations
            ),
        )
        for finding in sample.make_findings()
    )
    brief = make_brief(
        hurt,
        plan,
        findings=findings,
        facts=tuple(replace(fact, quote=text, attribution=text) for fact in sample.make_facts()),
        documents=tuple(replace(document, doc=text) for document in sample.make_documents()),
        questions=tuple(replace(question, question=text) for question in sample.make_questions()),
        verification_feasible=None,
        verification_note=text,
    )
    html = render_report(brief)
    page = Page(html)
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b-", "style-"}
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert not [attrs for attrs in page.all("a") if str(attrs.get("href")).startswith("javascript")]
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    html.encode("utf-8")
    assert len(html) < 3_000_000


def test_the_page_says_what_the_numbers_are(brief: Brief, page: Page) -> None:
    text = " ".join(page.text)
    for words in (
        "65.0%",
        "401,451 of 617,835 headcount-days",
        "gap 1.34%",
        "Whoever, except in cases",
        "needs authority",
        "text not verified",
        "? expected",
        "10 USC 12302",
        "Joint Task Force-Southern Border",
        "Where sources disagree",
        "about 1,240 on duty",
        "What the cost leaves out",
        "Does 1,500 include those already there?",
        "Notional units",
        "100 more people under this ceiling",
        "tactical control of",
    ):
        assert words in text, words


def test_the_same_brief_gives_the_same_page(brief: Brief) -> None:
    assert render_report(brief) == render_report(brief)
