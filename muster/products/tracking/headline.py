"""What tracking found, in a few sentences."""

from __future__ import annotations

from muster.domain.finding import Verdict
from muster.domain.strength import StrengthReport
from muster.products.figures import count, day, period, plural
from muster.products.tracking.days import point_word, point_words
from muster.tracking.track import Tracking

__all__ = ("eras", "headline")

_STATUSES = {
    "T10": "Title 10",
    "T32": "Title 32",
    "SAD": "state active duty",
    "USCG": "Coast Guard",
    None: "status not stated",
}


def headline(found: Tracking) -> tuple[str, ...]:
    """The state of the ceilings first, then what is open."""
    bound = [track for track in found.ceilings if track.limit_on(found.day) is not None]
    points = [point for track in found.ceilings for point in track.points]
    above = [point for point in points if point.finding is not None]
    broken = [point for point in above if point.finding and point.finding.verdict is Verdict.PROHIBITED]
    said = [
        f"{plural(len(bound), 'ceiling')} in people {'binds' if len(bound) == 1 else 'bind'} on "
        f"{day(found.day)}; {plural(len(points), 'report')} on duty count{'s' if len(points) == 1 else ''} "
        f"toward {'one' if len(found.ceilings) == 1 else 'some ceiling'}"
        + (
            ", and none is above its limit."
            if points and not above
            else f", {len(above)} above {'its' if len(above) == 1 else 'their'} limit, "
            f"{len(broken)} of them beyond doubt."
            if above
            else "."
        )
    ]
    for point in above[:3]:
        said.append(
            f"{day(point.date)}: {point_words(point)} under {point.standing.ceiling.id} "
            f"({count(point.standing.ceiling.headcount)}): {point_word(point)}."
        )
    coming = [alert for alert in found.alerts if alert.kind in ("will_exceed", "exceeded", "full", "near")]
    if coming:
        said.append(coming[0].message)
    open_ends = []
    if found.disagreements:
        open_ends.append(
            f"{plural(len(found.disagreements), 'question')} answered differently by two sources"
        )
    gaps = [gap for track in found.ceilings for gap in track.gaps]
    if gaps:
        longest = max(gaps, key=lambda gap: gap.days)
        open_ends.append(
            f"{plural(len(gaps), 'gap')} without a report, the longest {period(longest.start, longest.end)}"
        )
    if open_ends:
        said.append("Open: " + "; ".join(open_ends) + ".")
    if not found.case.strengths:
        said.append("Nobody has reported: add rows to strength.csv, or give --report or --reports.")
    if found.known < found.day:
        said.append(f"The case tells of days to {day(found.known)}; nothing later is known.")
    return tuple(said)


def eras(found: Tracking) -> tuple[tuple[str, str, int, str], ...]:
    """
    When people of which status were reported on duty.

    Each row is the status, the days from the first report to the last, the number of reports, and the lowest
    and highest number. It says nothing of the days between reports.
    """
    groups: dict[str | None, list[StrengthReport]] = {}
    for report in sorted(found.case.strengths, key=lambda report: report.date):
        if report.kind == "on_duty":
            key = None if report.duty_status is None else report.duty_status.value
            groups.setdefault(key, []).append(report)
    rows = []
    for key, reports in groups.items():
        days = sorted({report.date for report in reports})
        heads = sorted({report.headcount for report in reports})
        rows.append(
            (
                _STATUSES.get(key, str(key)),
                " to ".join(day(when) for when in dict.fromkeys((days[0], days[-1]))),
                len(reports),
                " to ".join(count(number) for number in dict.fromkeys((heads[0], heads[-1]))),
            )
        )
    return tuple(rows)
