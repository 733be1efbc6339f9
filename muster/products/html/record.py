"""The record: facts and their sources, assumptions, and how the plan was proven."""

from __future__ import annotations

from muster.products.brief import Brief
from muster.products.conflicts import date_words, quantity_words
from muster.products.figures import count, dollars, percent, signed_share
from muster.products.html.badge import role
from muster.products.html.part import Part
from muster.products.svg import Markup, element, join
from muster.products.table import Column, said, table

__all__ = ("assumptions", "facts", "proof")


def facts(brief: Brief) -> Part:
    """S10: facts with quote, source, attribution and modality; reports that disagree side by side."""
    content: list[Markup] = [
        element(
            "p",
            "Every fact is the shortest clause that proves it, verbatim, with who says so and how sure "
            "they are. "
            "Reports that disagree are kept side by side and never averaged.",
            class_="lead",
        )
    ]
    if brief.conflicts:
        content.append(element("h3", "Where sources disagree"))
        for conflict in brief.conflicts[:100]:
            content.append(
                join(
                    (
                        element("p", element("strong", said(conflict.question, 300))),
                        element(
                            "div",
                            *(
                                element("div", element("strong", said(what, 120)), said(who, 400))
                                for what, who in conflict.sides
                            ),
                            class_="sides",
                        ),
                    )
                )
            )
        if len(brief.conflicts) > 100:
            content.append(
                element("p", f"The first 100 of {len(brief.conflicts):,} are shown.", class_="cut")
            )
    else:
        content.append(
            element("p", "No two sources of the case answer the same question differently.", class_="note")
        )
    content.append(
        table(
            "Facts",
            (
                Column("Document"),
                Column("Kind"),
                Column("Quote", wide=True),
                Column("Quantity"),
                Column("About"),
                Column("Date"),
                Column("Status"),
                Column("Said by"),
            ),
            [
                (
                    join((said(fact.doc, 60), element("div", f"{fact.start}–{fact.end}", class_="small"))),
                    role(fact.kind),
                    element("q", said(fact.quote, 600)),
                    quantity_words(fact) or "–",
                    said("; ".join(part for part in (fact.subject, fact.place) if part), 160),
                    said(date_words(fact.date)),
                    " ".join(part for part in (fact.status, fact.polarity) if part),
                    said(fact.attribution, 80),
                )
                for fact in brief.facts
            ],
            most=1500,
            empty="No facts were read or accepted.",
        )
    )
    if brief.questions:
        content.append(
            table(
                "Questions that only a person can settle",
                (
                    Column("Document"),
                    Column("Question", wide=True),
                    Column("Words", wide=True),
                    Column("Readings"),
                ),
                [
                    (
                        said(question.doc, 60),
                        said(question.question, 300),
                        element("q", said(question.quote, 400)),
                        said(" / ".join(question.options), 300),
                    )
                    for question in brief.questions
                ],
                most=200,
            )
        )
    if brief.documents:
        content.append(
            table(
                "Documents read",
                (
                    Column("Document"),
                    Column("Date"),
                    Column("Characters", numeric=True),
                    Column("SHA-256", wide=True),
                ),
                [
                    (said(document.doc, 80), said(document.date), count(len(document.text)), document.sha256)
                    for document in brief.documents
                ],
                most=300,
            )
        )
    return Part("facts", "Facts and their sources", "S10", join(content))


def assumptions(brief: Brief) -> Part:
    """Planning factors, and what an unfilled day weighs."""
    content = [
        table(
            "Planning factors in force",
            (
                Column("Factor"),
                Column("Value", numeric=True),
                Column("Stated by"),
                Column("Source", wide=True),
            ),
            [
                (
                    said(factor.name),
                    f"{factor.value}",
                    "the case" if own else "Muster's default",
                    said(factor.source) if factor.source else "not stated",
                )
                for factor, own in brief.assumptions
            ],
        ),
        table(
            "What an unfilled headcount-day weighs, by priority",
            (Column("Priority"), Column("Dollars per headcount-day", numeric=True)),
            [(str(priority), dollars(cents)) for priority, cents in brief.shortfall_prices],
            empty="The case states no prices of shortfall.",
        ),
    ]
    return Part("assumptions", "Assumptions", None, join(content))


def proof(brief: Brief) -> Part:
    """How the plan was proven: objective, bound, gap, the independent check, versions."""
    h = brief.headline
    checked = {
        True: ("good", "✓ feasible"),
        False: ("bad", "✕ violations found"),
        None: ("unsure", "? not run"),
    }[brief.verification_feasible]
    rows = [
        ("Cost of all tours", dollars(h.cost), "the rates of the case on every day of every tour"),
        ("Price of what stays unfilled", dollars(h.penalty), "a weight by priority, not money spent"),
        ("Objective", dollars(h.objective), "the sum of both; the plan minimises it"),
        ("Bound", dollars(h.bound), "no plan for this very problem can have a lower objective"),
        ("Gap", signed_share(h.gap), "(objective − bound) / objective"),
        ("Empty plan", dollars(h.empty), "the objective with only the tours already ordered"),
        ("Closed", percent(h.closed), "how much of the way from the empty plan to the bound this plan goes"),
    ]
    versions = "; ".join(f"{name} {version}" for name, version in brief.versions)
    content = [
        element(
            "p",
            element("span", checked[1], class_=f"badge {checked[0]}"),
            " ",
            said(brief.verification_note, 1500),
        ),
        table(
            "The proof in figures",
            (Column("Figure"), Column("Value", numeric=True), Column("What it is", wide=True)),
            rows,
        ),
        element(
            "p",
            "The plan comes from column generation over the tours that units could make; the bound "
            "comes from the "
            "duals of its linear relaxation. An independent checker, which shares no code with the "
            "search, costs and "
            f"checks the plan again. Seed {brief.seed}. {versions}.",
            class_="small",
        ),
    ]
    return Part("proof", "How the plan was proven", None, join(content))
