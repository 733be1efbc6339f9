"""The frame of a page: one HTML file that needs nothing else, in light, in dark and in print."""

from __future__ import annotations

from collections.abc import Sequence

from muster.products.html.part import Part
from muster.products.html.style import STYLE
from muster.products.svg import Markup, clip, element, plain

__all__ = ("render_page",)

#: Nothing is loaded and nothing runs, whatever the material held.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render_page(
    title: str, top: Markup, headline: Markup, parts: Sequence[Part], footer: str, *, style: str = ""
) -> str:
    """
    Lay out one self-contained page: its top, its headline, its contents, its parts, its footer.

    The page holds no script and loads nothing. ``style`` is added to the style sheet of the report.
    """
    body = element(
        "body",
        element("a", "Skip to the content", href="#headline", class_="skip"),
        _patterns(),
        element(
            "div",
            top,
            element(
                "main",
                element("section", headline, id="headline", aria_label="Headline"),
                _contents(parts),
                *(part.render() for part in parts),
            ),
            element("footer", element("p", footer)),
            class_="page",
        ),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("title", f"{clip(plain(title), 120)} · Muster"),
        element("style", Markup(STYLE + style)),
    )
    return "<!DOCTYPE html>\n" + element("html", head, body, lang="en") + "\n"


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


def _contents(parts: Sequence[Part]) -> Markup:
    return element(
        "nav",
        element("h2", "Contents", id="contents-title"),
        element("ol", *(element("li", element("a", part.title, href=f"#{part.id}")) for part in parts)),
        class_="contents",
        aria_labelledby="contents-title",
    )
