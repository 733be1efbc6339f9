"""The days of a ceiling as periods without change: what is authorised, ordered and planned on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from muster.domain.presence import value_on
from muster.products.conflicts import strength_words
from muster.products.figures import count
from muster.tracking.track import CeilingTrack, Point

__all__ = ("Days", "days_of", "point_word", "point_words", "values_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """
    Days ``[start, end)`` without change; ``None`` where no ceiling binds, or no plan is given.

    ``hand_over`` is how many of those expected a rotation brings twice.
    """

    start: date
    end: date
    authorised: int | None
    ordered: int
    planned: int | None
    hand_over: int


def values_of(track: CeilingTrack, day: date) -> Days:
    """The figures of one day."""
    presence = track.presence
    return Days(
        start=day,
        end=date.fromordinal(day.toordinal() + 1),
        authorised=track.limit_on(day),
        ordered=value_on(presence.ordered, day),
        planned=None if presence.planned is None else value_on(presence.planned, day),
        hand_over=value_on(presence.hand_over, day),
    )


def days_of(track: CeilingTrack, start: date, end: date) -> tuple[Days, ...]:
    """Every period of ``[start, end)`` without change, in order."""
    presence = track.presence
    turns = {day for day, _ in (*presence.ordered, *(presence.planned or ()), *presence.hand_over)}
    if track.binds is not None:
        turns |= {day for day in (track.binds.start, track.binds.end) if day is not None}
    marks = [start, *sorted(day for day in turns if start < day < end), end]
    found = []
    for first, last in pairwise(marks):
        now = values_of(track, first)
        found.append(
            Days(
                start=first,
                end=last,
                authorised=now.authorised,
                ordered=now.ordered,
                planned=now.planned,
                hand_over=now.hand_over,
            )
        )
    return tuple(found)


#: What the finding on a report above a ceiling makes of it.
_WORDS = {
    "check/ceiling-exceeded": "above the ceiling",
    "check/ceiling-overlap-unknown": "above; hand-over may explain it",
    "check/ceiling-strength-unstated": "above, by a number or people not stated exactly",
    "check/ceiling-tolerated": "above, within the days tolerated",
    "check/ceiling-hand-over": "within, without those handing over",
}


def point_word(point: Point) -> str:
    """Where a report stands to its ceiling, in words."""
    if point.finding is not None:
        return _WORDS.get(point.finding.rule, "above")
    limit = point.standing.ceiling.headcount or 0
    if point.headcount > limit:
        return "may be above: the number is only a bound"
    return "within" if point.standing.high is not None else "within, as far as it speaks"


def point_words(point: Point) -> str:
    """The number with its bound; of parts, their sum."""
    reports = point.standing.reports
    if len(reports) == 1:
        return strength_words(reports[0])
    parts = " + ".join(count(report.headcount) for report in reports)
    return f"{count(point.headcount)} on duty ({parts})"
