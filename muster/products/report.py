"""The report: one HTML file that needs nothing else, in light, in dark and in print."""

from __future__ import annotations

from muster.products.brief import Brief
from muster.products.figures import day, period
from muster.products.html.choices import changes, required_lines
from muster.products.html.cost import cost
from muster.products.html.law import authorities, commands, declarations, law
from muster.products.html.movement import movement
from muster.products.html.page import render_page
from muster.products.html.plan import headline, lines, plan, tours
from muster.products.html.readiness import readiness
from muster.products.html.record import assumptions, facts, proof
from muster.products.html.strength import price, strength
from muster.products.svg import Markup, clip, element

__all__ = ("render_report",)


def render_report(brief: Brief) -> str:
    """
    Lay the brief out as one self-contained HTML page.

    The page holds no script and loads nothing; its only addresses are those of citations, as links.
    Sections that answer a row of the product carry it as ``data-row``; every drawing has a table twin.
    """
    parts = (
        plan(brief),
        changes(brief),
        lines(brief),
        required_lines(brief),
        strength(brief),
        price(brief),
        cost(brief),
        movement(brief),
        readiness(brief),
        authorities(brief),
        declarations(brief),
        law(brief),
        commands(brief),
        facts(brief),
        assumptions(brief),
        proof(brief),
        tours(brief),
    )
    return render_page(
        brief.title,
        _top(brief),
        headline(brief),
        [part for part in parts if part is not None],
        "Muster advises; a judge advocate and a commander decide, and the record shows that they did. "
        "It holds no data about private persons: it counts units, requests, places and totals. "
        "Map shapes: us-atlas (ISC), from the Census Bureau's cartographic boundaries of 2017.",
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
