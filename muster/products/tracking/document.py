"""Tracking as the JSON document that ``muster track --json`` prints; money in dollars."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from muster.domain.presence import Steps
from muster.domain.strength import StrengthReport
from muster.law.reports import Standing
from muster.products.tracking.days import days_of, point_word, values_of
from muster.tracking.against import TourStanding
from muster.tracking.commands import ChartNode
from muster.tracking.disagreement import Disagreement
from muster.tracking.forecast import Forecast
from muster.tracking.gaps import Gap
from muster.tracking.spending import Spending
from muster.tracking.track import CeilingTrack, Point, ScopeTrack, Tracking

__all__ = ("TRACK_SCHEMA", "track_csv", "track_json")

TRACK_SCHEMA = "muster.track/1"

Json = dict[str, object]


def track_json(found: Tracking) -> Json:
    """Everything that was found, without the findings, whose form :func:`finding_json` knows."""
    return {
        "schema": TRACK_SCHEMA,
        "case": found.case.name,
        "as_of": found.case.as_of.isoformat(),
        "on": found.day.isoformat(),
        "from": found.start.isoformat(),
        "until": found.end.isoformat(),
        "plan": found.plan is not None,
        "gap_days": found.options.every,
        "ceilings": [_ceiling(track, found) for track in found.ceilings],
        "scopes": [_scope(track) for track in found.scopes],
        "conflicts": [_conflict(item) for item in found.disagreements],
        "reconciliations": [
            {
                "total": _report(item.total),
                "parts": [_report(part) for part in item.parts],
                "same_scope_or_source": item.own,
            }
            for item in found.reconciliations
        ],
        "alerts": [
            {
                "kind": alert.kind,
                "day": alert.day.isoformat(),
                "days_left": alert.days_left,
                "subject": alert.subject,
                "basis": alert.basis,
                "message": alert.message,
            }
            for alert in found.alerts
        ],
        "against": {
            "tours": [_tour(item) for item in found.tours],
            "lines": [
                {
                    "line": item.line,
                    "place": item.place,
                    "asked": item.asked,
                    "planned": None if found.plan is None else item.planned,
                    "recorded": item.recorded,
                    "difference": None if found.plan is None else item.difference,
                }
                for item in found.lines
            ],
            "types": [
                {
                    "type": item.type,
                    "planned_tours": None if found.plan is None else item.planned_tours,
                    "recorded_tours": item.recorded_tours,
                    "planned": None if found.plan is None else item.planned,
                    "recorded": item.recorded,
                    "difference": None if found.plan is None else item.difference,
                }
                for item in found.types
            ],
            "reports": [
                {
                    "report": _report(item.report),
                    "basis": item.basis,
                    "expected": item.expected,
                    "difference": item.difference,
                    "word": item.word,
                }
                for item in found.reports
            ],
        },
        "cost": None if found.spending is None else _spending(found.spending),
        "commands": {
            "on": found.chart.day.isoformat(),
            "chains": [_node(node) for node in found.chart.chains],
            "dual_status": [
                {"command": command, "chains": list(chains)} for command, chains in found.chart.dual
            ],
            "others": list(found.chart.others),
            "undivided": list(found.chart.undivided),
            "not_standing": list(found.chart.not_standing),
            "changes": [
                {
                    "day": change.day.isoformat(),
                    "kind": change.kind,
                    "relation": change.relation,
                    "parent": change.parent,
                    "before": None if change.before is None else change.before.command,
                    "after": None if change.after is None else change.after.command,
                    "message": change.message,
                }
                for change in found.changes
            ],
        },
        "facts_not_used": [
            {"doc": item.fact.doc, "quote": item.fact.quote, "why": item.why} for item in found.unplaced
        ],
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _report(report: StrengthReport) -> Json:
    return {
        "date": report.date.isoformat(),
        "scope": report.scope,
        "component": None if report.component is None else report.component.value,
        "duty_status": None if report.duty_status is None else report.duty_status.value,
        "headcount": report.headcount,
        "low": report.low,
        "high": report.high,
        "bound": report.bound,
        "kind": report.kind,
        "hand_over": report.hand_over,
        "source": report.source,
    }


def _ceiling(track: CeilingTrack, found: Tracking) -> Json:
    ceiling, now = track.ceiling, values_of(track, found.day)
    last = track.last_points(found.day)
    return {
        "ceiling": ceiling.id,
        "authority": track.authority.id,
        "status": track.authority.status,
        "limit": track.limit,
        "binds": None if track.binds is None else [_iso(track.binds.start), _iso(track.binds.end)],
        "counts": ceiling.counts,
        "overlap": ceiling.overlap,
        "authorised": now.authorised,
        "ordered": now.ordered,
        "planned": now.planned,
        "hand_over": now.hand_over,
        "reported": [_point(point) for point in track.points if point.date == found.day],
        "last_reported": _iso(last[0].date) if last else None,
        "days": [
            {
                "from": item.start.isoformat(),
                "until": item.end.isoformat(),
                "authorised": item.authorised,
                "ordered": item.ordered,
                "planned": item.planned,
                "hand_over": item.hand_over,
            }
            for item in days_of(track, found.start, found.end)
        ],
        "reports": [_point(point) for point in track.points],
        "announced": [_standing(standing) for standing in track.announced],
        "gaps": [_gap(gap) for gap in track.gaps],
        "conflicts": [_conflict(item) for item in track.disagreements],
        "forecast": None if track.forecast is None else _forecast(track.forecast, track),
    }


def _standing(standing: Standing) -> Json:
    return {
        "date": standing.date.isoformat(),
        "headcount": sum(report.headcount for report in standing.reports),
        "low": standing.low,
        "high": standing.high,
        "firm": standing.firm,
        "stated": standing.stated,
        "through": standing.through,
        "sources": list(dict.fromkeys(report.source for report in standing.reports)),
        "reports": [_report(report) for report in standing.reports],
    }


def _point(point: Point) -> Json:
    return _standing(point.standing) | {
        "standing": point_word(point),
        "rule": None if point.finding is None else point.finding.rule,
        "verdict": None if point.finding is None else point.finding.verdict.value,
    }


def _gap(gap: Gap) -> Json:
    return {
        "from": gap.start.isoformat(),
        "until": gap.end.isoformat(),
        "days": gap.days,
        "before": _iso(gap.before),
        "after": _iso(gap.after),
    }


def _conflict(item: Disagreement) -> Json:
    return {
        "date": item.date.isoformat(),
        "scope": item.scope,
        "kind": item.kind,
        "component": None if item.component is None else item.component.value,
        "duty_status": None if item.duty_status is None else item.duty_status.value,
        "low": item.low,
        "high": item.high,
        "cannot_all_be_true": item.apart,
        "reports": [_report(report) for report in item.reports],
    }


def _forecast(found: Forecast, track: CeilingTrack) -> Json:
    return {
        "basis": found.basis,
        "from": found.start.isoformat(),
        "until": found.end.isoformat(),
        "plain": _steps(found.plain),
        "last_reports": [_report(report) for report in found.reported],
        "difference": None if found.difference is None else list(found.difference),
        "carried": None
        if found.low is None or found.high is None
        else {"low": _steps(found.low), "high": _steps(found.high)},
        "first_above": {
            "plain": _iso(found.first_above(track.limit, track.binds)),
            "carried": _iso(found.first_above(track.limit, track.binds, carried=True)),
        },
    }


def _steps(steps: Steps) -> list[Json]:
    return [{"day": day.isoformat(), "people": value} for day, value in steps]


def _scope(track: ScopeTrack) -> Json:
    return {
        "scope": track.scope,
        "kind": track.kind,
        "name": track.name,
        "reports": [_report(report) for report in track.reports],
        "gaps": [_gap(gap) for gap in track.gaps],
    }


def _tour(item: TourStanding) -> Json:
    def days(stated: tuple[date, date, int] | None) -> Json | None:
        if stated is None:
            return None
        return {"start": stated[0].isoformat(), "end": stated[1].isoformat(), "headcount": stated[2]}

    return {
        "unit": item.unit,
        "type": item.type,
        "line": item.line,
        "planned": days(item.planned),
        "recorded": days(item.recorded),
        "words": list(item.words),
        "days": item.days,
        "people": item.people,
    }


def _spending(found: Spending) -> Json:
    return {
        "on": found.day.isoformat(),
        "estimate": _dollars(found.estimate),
        "planned_to_date": _dollars(found.planned),
        "ordered_to_date": _dollars(found.ordered),
        "elements": [
            {
                "element": item.element,
                "estimate": _dollars(item.estimate),
                "planned_to_date": _dollars(item.planned),
                "ordered_to_date": _dollars(item.ordered),
            }
            for item in found.elements
        ],
        "budgets": [
            {
                "ceiling": item.ceiling,
                "limit": item.limit / 100,
                "whole": item.whole / 100,
                "to_date": item.to_date / 100,
            }
            for item in found.budgets
        ],
        "not_counted": list(found.not_counted()),
    }


def _dollars(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _node(node: ChartNode) -> Json:
    return {
        "command": node.command,
        "name": node.name,
        "relation": node.relation,
        "place": node.place,
        "beside": [{"relation": relation, "of": other} for relation, other in node.beside],
        "units": node.units,
        "people": node.people,
        "by_status": {status.value: people for status, people in node.by_status},
        "under": [_node(inner) for inner in node.under],
    }


def track_csv(found: Tracking) -> str:
    """
    One row a day and ceiling: authorised, ordered, planned, in hand-over, and each report of the day.

    Reports of one day stand in one cell, apart by ``|``, and are never summed; a day without a report has an
    empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("day", "ceiling", "authorised", "ordered", "planned", "hand_over", "reported", "standing", "sources")
    )
    for track in found.ceilings:
        reported: defaultdict[date, list[Point]] = defaultdict(list)
        for point in track.points:
            reported[point.date].append(point)
        for item in days_of(track, found.start, found.end):
            day = item.start
            while day < item.end:
                points = reported.get(day, ())
                writer.writerow(
                    (
                        day.isoformat(),
                        _no_formula(track.ceiling.id),
                        *_cells(item.authorised, item.ordered, item.planned, item.hand_over),
                        " | ".join(str(point.headcount) for point in points),
                        " | ".join(point_word(point) for point in points),
                        " | ".join(_sources(point.standing.reports) for point in points),
                    )
                )
                day += timedelta(days=1)
    return out.getvalue()


def _cells(*values: int | None) -> Iterable[object]:
    return ("" if value is None else value for value in values)


def _sources(reports: Iterable[StrengthReport]) -> str:
    return "; ".join(dict.fromkeys(_no_formula(report.source or "not stated") for report in reports))


def _no_formula(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
