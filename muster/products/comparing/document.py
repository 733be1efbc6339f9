"""The comparison as the JSON document that ``muster compare --json`` prints; money in dollars."""

from __future__ import annotations

from itertools import pairwise

from muster.products.comparing.sidebyside import (
    DWELL_CLASSES,
    DwellFigures,
    FillPair,
    Pair,
    Side,
    SideBySide,
)

__all__ = ("COMPARE_SCHEMA", "comparison_json")

COMPARE_SCHEMA = "muster.compare/1"

Json = dict[str, object]


def comparison_json(both: SideBySide) -> Json:
    """Every figure; pairs are ``[first plan, second plan]``."""
    return {
        "schema": COMPARE_SCHEMA,
        "case": both.case,
        "as_of": both.as_of.isoformat(),
        "from": both.start.isoformat(),
        "until": both.end.isoformat(),
        "headline": list(both.headline()),
        "asked": both.asked,
        "lines": both.lines_asked,
        "plans": [_side(side) for side in both.sides],
        "by_priority": [{"priority": int(pair.key), **_fill(pair)} for pair in both.by_priority],
        "by_category": [{"category": pair.key, **_fill(pair)} for pair in both.by_category],
        "by_component": [
            {
                "component": pair.component.value,
                "units": pair.elements,
                "units_used": list(pair.used),
                "tours": list(pair.tours),
                "headcount_days_brought": list(pair.brought),
                "headcount_days_present": list(pair.present),
                "cost": _dollars(pair.cost),
            }
            for pair in both.by_component
        ],
        "by_line": [
            {
                "line": pair.line,
                "priority": pair.priority,
                "category": pair.category,
                "place": pair.place,
                "required": pair.required,
                "asked": pair.asked,
                "filled": list(pair.filled),
                "difference": pair.difference,
                "tours": list(pair.tours),
            }
            for pair in both.by_line
        ],
        "by_day": [
            {"day": point.day.isoformat(), "asked": point.asked, "filled": list(point.filled)}
            for point in both.curve
        ],
        "dwell_before": [
            {
                "component": None if pair.component is None else pair.component.value,
                "plans": [_dwell(figures) for figures in pair.figures],
            }
            for pair in both.dwell
        ],
        "ceilings": [
            {
                "ceiling": pair.ceiling,
                "limit": pair.limit / 100 if pair.money else pair.limit,
                "unit": "dollars" if pair.money else "people",
                "in_force": pair.in_force,
                "used": _dollars(pair.peak) if pair.money else list(pair.peak),
                "days_over": list(pair.over_days),
            }
            for pair in both.ceilings
        ],
        "costs": [{"element": pair.element, "cost": _dollars(pair.cents)} for pair in both.costs[:-1]],
        "paid_twice": _dollars(both.costs[-1].cents),
        "cost_missing": list(both.cost_missing),
        "units": {
            "both": both.units.both,
            "only": list(both.units.only),
            "neither": both.units.neither,
            "names_only": [list(names) for names in both.units.names_only],
            "same_tours": both.units.same_tours,
        },
    }


def _side(side: Side) -> Json:
    return {
        "name": side.name,
        "status": side.status,
        "law": side.law,
        "feasible": side.feasible,
        "violations": side.violations,
        "rules_broken": [{"rule": rule, "times": times} for rule, times in side.rules],
        "filled": side.filled,
        "share": side.share,
        "lines_full": side.lines_full,
        "required_short": list(side.required_short),
        "tours": side.tours,
        "fixed_tours": side.fixed_tours,
        "unknown_tours": side.unknown_tours,
        "units": side.units,
        "units_one_by_one": side.elements,
        "headcount_days_present": side.present,
        "peak": side.peak,
        "peak_day": None if side.peak_day is None else side.peak_day.isoformat(),
        "cost": side.cost / 100,
        "price_of_shortfall": side.penalty / 100,
        "objective": side.objective / 100,
        "bound": None if side.bound is None else side.bound / 100,
        "gap": side.gap,
    }


def _fill(pair: FillPair) -> Json:
    return {
        "lines": pair.lines,
        "asked": pair.asked,
        "filled": list(pair.filled),
        "share": list(pair.shares),
        "difference": pair.difference,
    }


def _dwell(figures: DwellFigures) -> Json:
    quartiles = figures.quartiles or (None,) * 5
    names = ("least", "lower_quartile", "median", "upper_quartile", "most")
    return {
        "tours": figures.tours,
        "unknown": figures.unknown,
        "continuing": figures.continuing,
        "mean": figures.mean,
        **dict(zip(names, quartiles, strict=True)),
        "classes": [
            {"from": low, "until": high, "tours": number}
            for (low, high), number in zip(
                [*pairwise(DWELL_CLASSES), (DWELL_CLASSES[-1], None)], figures.classes, strict=True
            )
        ],
    }


def _dollars(cents: Pair) -> list[float]:
    return [cents[0] / 100, cents[1] / 100]
