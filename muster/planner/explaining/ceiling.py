"""What a ceiling limits, how full it is, and what one more person is worth."""

from __future__ import annotations

from muster.domain.authority import Authority, Ceiling
from muster.domain.finding import Citation
from muster.domain.plan import Plan
from muster.law.ceilings import binding_period, counts
from muster.planner.explaining.explanation import Dossier, Explanation, ExplanationTable, money, period_text
from muster.planner.explaining.tour import tour_name

__all__ = ("explain_ceiling",)


def explain_ceiling(dossier: Dossier, authority: Authority, ceiling: Ceiling) -> Explanation:
    """Limit, scope, days in force, peak, price, and the tours that count."""
    period = binding_period(dossier.case, authority, ceiling)
    limit = (
        f"{money(ceiling.dollars)} for the tours that it counts"
        if ceiling.dollars is not None
        else f"{ceiling.headcount:,} people present on any day"
    )
    counted = "tours that name the authority" if ceiling.counts == "named" else "everybody in its scope"
    paragraphs = [
        (
            f"{authority.id} ({authority.title or authority.kind}, {authority.status}) "
            f"sets a ceiling of {limit}. "
            f"It counts {counted}{_scope(ceiling)}."
        ),
    ]
    if period is None:
        paragraphs.append("It does not bind: it and its authority are never in force together.")
    else:
        until = "open-ended" if period.end is None else f"until {period.end}, that day not included"
        paragraphs.append(f"It binds from {period.start or 'the beginning'}, {until}.")
    use = next((use for use in dossier.plan.ceilings if use.ceiling == ceiling.id), None)
    if use is not None:
        peak = money(use.peak) if ceiling.dollars is not None else f"{use.peak:,} people on the fullest day"
        paragraphs.append(f"The plan uses {peak}.")
        paragraphs.append(_price(use.price, ceiling))
        paragraphs += _loss(dossier.plan, ceiling)
    if ceiling.overlap not in ("counted", "excluded"):
        paragraphs.append(
            f"Hand-over days are {ceiling.overlap} in the order; the plan counts them, "
            "which is the safe reading."
        )
    tours = [
        tour
        for tour in dossier.plan.tours
        if counts(
            ceiling,
            authority,
            dossier.case,
            dossier.units[tour.unit],
            dossier.lines[tour.line],
            tour.duty_status,
            tour.authorities,
        )
    ]
    table = ExplanationTable(
        caption=f"Tours that count ({len(tours)})",
        header=("tour", "days", "present", "cost"),
        rows=tuple(
            (tour_name(tour), period_text(tour.start, tour.end), f"{tour.headcount:,}", money(tour.cost))
            for tour in tours
        ),
    )
    return Explanation(
        title=f"Ceiling {ceiling.id}",
        paragraphs=tuple(paragraphs),
        tables=(table,) if tours else (),
        citations=tuple(
            Citation(cite=quote.source, quote=quote.text, verified=True) for quote in authority.quotes
        ),
    )


def _scope(ceiling: Ceiling) -> str:
    words = [
        f"{what} {', '.join(map(str, values))}"
        for what, values in (
            ("of", ceiling.components),
            ("in", ceiling.duty_statuses),
            ("in the roles", ceiling.roles),
            ("at", ceiling.places),
            ("but not in the roles", ceiling.excludes_roles),
        )
        if values
    ]
    return f" {' '.join(words)}" if words else ""


def _loss(plan: Plan, ceiling: Ceiling) -> list[str]:
    """What one less would cost, where that is known and not what one more saves."""
    intervals = plan.stats.get("ceiling_prices")
    known = intervals.get(ceiling.id) if isinstance(intervals, dict) else None
    if not isinstance(known, list | tuple) or len(known) != 2 or known[1] is None or known[0] == known[1]:
        return []
    less = "dollar" if ceiling.dollars is not None else "person"
    span = f"{float(known[0]):,.2f} to {float(known[1]):,.2f}"
    return [
        f"One {less} less would cost {float(known[1]):,.2f} dollars; the dual price lies anywhere in {span}."
    ]


def _price(price: float | None, ceiling: Ceiling) -> str:
    if price is None:
        return "What one more would be worth is not known."
    more = "dollar" if ceiling.dollars is not None else "person on every day of its period"
    if price == 0:
        return f"One more {more} would be worth nothing: something else stops the lines that are short."
    return (
        f"One more {more} would save {price:,.2f} dollars of the objective in the linear relaxation "
        "(shortfall priced as in case.toml, and the cost of tours)."
    )
