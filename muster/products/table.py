"""Tables of the report: a caption, headers with scope, and a stated rule where one is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from muster.products.svg import Markup, clip, element, join

__all__ = ("Cell", "Column", "said", "table", "twin")

#: A cell is markup, text, or nothing.
Cell = Markup | str | None
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; ``numeric`` columns are set right, ``wide`` ones may take the room that is left."""

    name: str
    numeric: bool = False
    wide: bool = False


def said(text: str | None, longest: int = _LONGEST) -> Markup:
    """Text from the user's material: cut to a readable length, its direction kept to itself."""
    if not text:
        return Markup("–")
    shown = clip(text, longest)
    return element("bdi", shown, class_="id" if len(shown) <= 22 and " " not in shown else None)


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    most: int = 1000,
    total: int | None = None,
    rest: str = "plan.json and the workbook have them all",
    empty: str = "None.",
    row_ids: Sequence[str] | None = None,
) -> Markup:
    """
    A table that scrolls sideways by itself where the page is narrow.

    Rows beyond ``most`` are left out and the table says so; ``total`` is the number of all rows where
    ``rows`` cannot tell it.
    """
    listed = list(rows)
    if not listed:
        return element("p", element("strong", caption + ": "), empty, class_="empty")
    count = total if total is not None else len(listed)
    shown = listed[:most]
    body = []
    for index, row in enumerate(shown):
        cells: list[Markup] = []
        for column, cell in zip(columns, row, strict=True):
            kind = " ".join(
                word for word in ("n" if column.numeric else "", "w" if column.wide else "") if word
            )
            content: object = "–" if cell is None or cell == "" else cell
            if not cells:
                cells.append(element("th", content, scope="row", class_=kind or None))
            else:
                cells.append(element("td", content, class_=kind or None))
        body.append(element("tr", *cells, id=row_ids[index] if row_ids is not None else None))
    head = element(
        "tr",
        *(
            element("th", column.name, scope="col", class_="n" if column.numeric else None)
            for column in columns
        ),
    )
    note = (
        element("p", f"The first {len(shown):,} of {count:,} rows are shown; {rest}.", class_="cut")
        if count > len(shown)
        else None
    )
    grid = element("table", element("caption", caption), element("thead", head), element("tbody", *body))
    return join(
        (
            element("div", grid, class_="scroll", tabindex="0", role="region", aria_label=clip(caption, 120)),
            note,
        )
    )


def twin(name: str, content: Markup, twin_of: str) -> Markup:
    """The table that says the same as a chart, folded until it is asked for (and open in print)."""
    return element("details", element("summary", f"Table: {name}"), content, class_="twin", data_twin=twin_of)
