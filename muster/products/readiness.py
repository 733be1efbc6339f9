"""The readiness effect in words."""

from __future__ import annotations

from muster.domain.readiness import PlanReadiness, UnitReadiness
from muster.products.figures import count, day, percent, plural

__all__ = ("ratio", "readiness_words", "worst_first")


def ratio(value: float | None) -> str:
    """
    Days at home for each day away, as planners write it.

    Examples
    --------
    >>> ratio(2.0), ratio(0.456), ratio(None)
    ('1:2.0', '1:0.46', '–')
    """
    if value is None:
        return "–"
    return f"1:{value:.1f}" if value >= 1 else f"1:{value:.2f}"


def worst_first(readiness: PlanReadiness) -> tuple[UnitReadiness, ...]:
    """Units, those that the plan costs most readiness first."""
    return tuple(
        sorted(
            readiness.units,
            key=lambda unit: (
                -unit.below,
                -len(unit.events),
                -unit.days_split,
                unit.ratio_before if unit.ratio_before is not None else 1e9,
                -unit.days_away,
                unit.unit,
                unit.element,
            ),
        )
    )


def readiness_words(readiness: PlanReadiness) -> tuple[str, ...]:
    """The effect in sentences, before the decision is taken."""
    if not readiness.units:
        return ("No unit serves in this plan.",)
    units = len(readiness.units)
    away = sum(unit.days_away for unit in readiness.units)
    share = away / (units * readiness.days) if readiness.days else 0.0
    last = day(max(unit.ready_again for unit in readiness.units))
    said = [
        (
            f"{plural(units, 'unit serves', 'units serve')}, counted one by one, away for {percent(share)} "
            f"of the days; the last may go again on {last}."
        )
    ]
    least = readiness.least_ratio
    if least is not None:
        said.append(f"Least days at home for each day away, before a tour: {ratio(least)}.")
    if readiness.below:
        said.append(
            f"{plural(readiness.below, 'unit has', 'units have')} less time at home between tours than the "
            "policy asks for; only tours already ordered may do so."
        )
    if readiness.events_known:
        missing = sum(bool(unit.events) for unit in readiness.units)
        said.append(
            f"{plural(readiness.events_missed, 'training event is', 'training events are')} missed, by "
            f"{plural(missing, 'unit')}."
            if readiness.events_missed
            else "No training event of the case is missed."
        )
    else:
        said.append("The case names no training events (events.csv), so none can be said to be missed.")
    parted = sum(unit.parts is not None for unit in readiness.units)
    if parted:
        said.append(
            f"{count(readiness.split)} of {plural(parted, 'unit')} that may be split "
            f"{'is' if readiness.split == 1 else 'are'} split on some day."
        )
    return tuple(said)
