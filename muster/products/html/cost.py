"""What the plan costs: every element with its range, basis and source, and what is missing."""

from __future__ import annotations

from muster.domain.component import Component, DutyStatus
from muster.products.brief import Brief
from muster.products.cost import kind_title, overlap_words
from muster.products.figures import dollars
from muster.products.html.badge import meter
from muster.products.html.part import Part
from muster.products.svg import Markup, element, join
from muster.products.table import Column, said, table

__all__ = ("cost",)


def cost(brief: Brief) -> Part:
    """The elements, who they are spent on, what hand-over pays twice, and what the estimate leaves out."""
    expense = brief.cost.expense
    content: list[Markup] = [
        element(
            "p",
            "Each element is what the rates of the case give for the plan's tours; together they are the "
            "cost of all tours to the cent. Low and high are the ranges that the sources state. What no rate "
            "speaks of is listed, not guessed.",
            class_="lead",
        ),
        _missing(brief),
        table(
            "Elements of the cost",
            (
                Column("Element"),
                Column("Low", numeric=True),
                Column("Expected", numeric=True),
                Column("High", numeric=True),
                Column("Share"),
                Column("Basis", wide=True),
                Column("Source", wide=True),
            ),
            [
                *(
                    (
                        said(item.element),
                        dollars(item.low),
                        dollars(item.expected),
                        dollars(item.high),
                        meter(item.expected / expense.expected if expense.expected else None),
                        said(item.basis, 400),
                        said(item.source, 300) if item.source else "not stated",
                    )
                    for item in expense.elements
                ),
                (
                    "All elements",
                    dollars(expense.low),
                    element("strong", dollars(expense.expected)),
                    dollars(expense.high),
                    None,
                    "elements without a range count as expected" if expense.low is not None else None,
                    None,
                ),
            ],
            most=200,
        ),
        element("p", overlap_words(expense)),
        _people(brief),
        element("h3", "What the cost leaves out", id="left-out"),
        element(
            "ul", *(element("li", said(sentence, 600)) for sentence in brief.cost.left_out), class_="plain"
        ),
    ]
    return Part("cost", "What it costs", None, join(content))


def _missing(brief: Brief) -> Markup:
    if not brief.cost.missing:
        return element(
            "p",
            element("span", "✓ complete", class_="badge good"),
            " Every kind of cost that an estimate should name is covered.",
        )
    return element(
        "p",
        element("span", "! missing", class_="badge warn"),
        " No rate of the case speaks of: ",
        element("strong", "; ".join(brief.cost.missing)),
        ". The figures below say nothing of these.",
    )


def _people(brief: Brief) -> Markup:
    """Elements by whose people they are spent on: pay by status."""
    expense = brief.cost.expense
    people: list[tuple[Component, DutyStatus]] = sorted(
        {(share.component, share.duty_status) for item in expense.elements for share in item.by}
    )
    if len(people) < 2:
        return Markup("")
    spent = {
        (item.element, share.component, share.duty_status): share.expected
        for item in expense.elements
        for share in item.by
    }
    covers = {item.element: ", ".join(kind_title(kind) for kind in item.covers) for item in expense.elements}
    return table(
        "Elements by component and duty status",
        (
            Column("Element"),
            *(Column(f"{component} {status}", numeric=True) for component, status in people),
            Column("Speaks for", wide=True),
        ),
        [
            (
                said(name),
                *(dollars(amount) if (amount := spent.get((name, *key))) else "–" for key in people),
                covers[name] or "no kind that an estimate should name",
            )
            for name in covers
        ],
    )
