"""The report: one HTML file that needs nothing else, in light, in dark and in print."""

from __future__ import annotations

from muster.products.brief import Brief
from muster.products.figures import day, period
from muster.products.html.law import authorities, commands, declarations, law
from muster.products.html.part import Part
from muster.products.html.plan import headline, lines, plan, tours
from muster.products.html.record import assumptions, facts, proof
from muster.products.html.strength import price, strength
from muster.products.html.style import STYLE
from muster.products.svg import Markup, clip, element, plain

__all__ = ("render_report",)


def render_report(brief: Brief) -> str:
    """
    Lay the brief out as one self-contained HTML page.

    The page holds no script and loads nothing; its only addresses are those of citations, as links.
    Sections that answer a row of the product carry it as ``data-row``; every drawing has a table twin.
    """
    parts = (
        plan(brief),
        lines(brief),
        strength(brief),
        price(brief),
        authorities(brief),
        declarations(brief),
        law(brief),
        commands(brief),
        facts(brief),
        assumptions(brief),
        proof(brief),
        tours(brief),
    )
    body = element(
        "body",
        element("a", "Skip to the content", href="#headline", class_="skip"),
        _patterns(),
        element(
            "div",
            _top(brief),
            element(
                "main",
                element("section", headline(brief), id="headline", aria_label="Headline"),
                _contents(parts),
                *(part.render() for part in parts),
            ),
            element(
                "footer",
                element(
                    "p",
                    "Muster advises; a judge advocate and a commander decide, and the record shows "
                    "that they did. "
                    "It holds no data about private persons: it counts units, requests, places and totals. "
                    "Map shapes: us-atlas (ISC), from the Census Bureau's cartographic boundaries of 2017.",
                ),
            ),
            class_="page",
        ),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", f"{clip(plain(brief.title), 120)} · Muster"),
        element("style", Markup(STYLE)),
    )
    return "<!DOCTYPE html>\n" + element("html", head, body, lang="en") + "\n"


#: Nothing is loaded and nothing runs, whatever the material held.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def _patterns() -> Markup:
    """Hatchings that the drawings share."""
    hatch = element(
        "pattern",
        element(
            "path", d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5", stroke="var(--hatch)", stroke_width="2.2", fill="none"
        ),
        id="hatch",
        width="6",
        height="6",
        patternUnits="userSpaceOnUse",
    )
    over = element(
        "pattern",
        element(
            "path", d="M-1 1L7 9M-1 -5L7 3M-3 5L3 11", stroke="var(--bad)", stroke_width="1.6", fill="none"
        ),
        id="over",
        width="6",
        height="6",
        patternUnits="userSpaceOnUse",
    )
    rows = element(
        "pattern",
        element("path", d="M0 .8H6", stroke="var(--hatch)", stroke_width="1.1", opacity=".55", fill="none"),
        id="rows",
        width="6",
        height="4.6",
        patternUnits="userSpaceOnUse",
    )
    dots = element(
        "pattern",
        element("circle", cx="2", cy="2", r="0.9", fill="var(--hatch)", opacity=".6"),
        id="dots",
        width="6",
        height="6",
        patternUnits="userSpaceOnUse",
    )
    return element(
        "svg",
        element("defs", hatch, over, rows, dots),
        width="0",
        height="0",
        aria_hidden="true",
        style="position:absolute",
    )


def _top(brief: Brief) -> Markup:
    feasible = {True: "✓ no violations", False: "✕ violations found", None: "not run"}
    law_words = {"checked": "checked for every tour", "assumed": "assumed, not checked"}.get(
        brief.law, brief.law
    )
    items = (
        ("As of", day(brief.as_of)),
        ("Plan", period(brief.start, brief.end)),
        ("Law", law_words),
        ("Independent check", feasible[brief.verification_feasible]),
    )
    return element(
        "header",
        element("p", "Muster · plan for military support to civil authorities", class_="eyebrow"),
        element("h1", element("bdi", clip(brief.title, 200))),
        element(
            "ul", *(element("li", f"{name} ", element("b", value)) for name, value in items), class_="meta"
        ),
        class_="top",
    )


def _contents(parts: tuple[Part, ...]) -> Markup:
    return element(
        "nav",
        element("h2", "Contents", id="contents-title"),
        element("ol", *(element("li", element("a", part.title, href=f"#{part.id}")) for part in parts)),
        class_="contents",
        aria_labelledby="contents-title",
    )
