"""One section of the page, and figures with their table twins."""

from __future__ import annotations

from dataclasses import dataclass

from muster.products.svg import Markup, element, join
from muster.products.table import twin

__all__ = ("Part", "figure", "key")


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its id, its title, the rows of the product that it answers (``S1`` …), its content."""

    id: str
    title: str
    rows: str | None
    content: Markup

    def render(self) -> Markup:
        """The section as markup, headed by its title."""
        return element(
            "section",
            element("h2", self.title, id=f"{self.id}-title"),
            self.content,
            id=self.id,
            class_="part",
            data_row=self.rows,
            aria_labelledby=f"{self.id}-title",
        )


def figure(
    id_: str, drawing: Markup, caption: str, table_name: str, table: Markup, *, legend: Markup | None = None
) -> Markup:
    """A drawing that scrolls sideways where the page is narrow, its caption, and its table twin."""
    return join(
        (
            element(
                "figure",
                legend,
                element(
                    "div",
                    drawing,
                    class_="drawing",
                    tabindex="0",
                    role="region",
                    aria_label=f"Drawing: {table_name}",
                ),
                element("figcaption", caption),
                id=id_,
                class_=f"{id_}-figure",
            ),
            twin(table_name, table, id_),
        )
    )


def key(*items: tuple[Markup, str]) -> Markup:
    """A legend: small drawings with words."""
    return element(
        "ul",
        *(
            element(
                "li", element("svg", mark, viewBox="0 0 26 14", aria_hidden="true"), element("span", words)
            )
            for mark, words in items
        ),
        class_="key",
    )
