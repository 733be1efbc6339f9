"""The readiness effect of a plan, computed from its tours: dwell reached, training missed, units split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from muster.domain.case import Case
from muster.domain.event import TrainingEvent
from muster.domain.plan import Plan
from muster.domain.readiness import MissedEvent, PlanReadiness, UnitReadiness
from muster.planner.checker.docket import Docket, Stay, dwell_days
from muster.planner.checker.roster import muster_stays
from muster.planner.readiness.turns import Turn, turns_of

__all__ = ("readiness_of", "readiness_of_stays")


def readiness_of(case: Case, plan: Plan) -> PlanReadiness:
    """
    What a plan does to the units that serve in it, whoever made it.

    Examples
    --------
    ``readiness_of(case, plan).events_missed``
    """
    docket = Docket(case)
    return readiness_of_stays(docket, muster_stays(docket, plan))


def readiness_of_stays(docket: Docket, stays: Sequence[Stay]) -> PlanReadiness:
    """The same for tours that are resolved already."""
    turns: defaultdict[tuple[str, int], list[Turn]] = defaultdict(list)
    for turn in turns_of(docket, stays):
        turns[turn.unit.unit, turn.element].append(turn)
    mine: defaultdict[tuple[str, int], list[Stay]] = defaultdict(list)
    for stay in stays:
        mine[stay.unit.unit, stay.element].append(stay)
    of_unit, of_type = _events(docket.case.events)
    units = []
    for key in sorted(mine):
        unit = mine[key][0].unit
        events = (*of_unit[unit.unit], *of_type[unit.type])
        units.append(_unit(docket, mine[key], turns[key], events))
    return PlanReadiness(
        units=tuple(units),
        days=docket.end - docket.start,
        events_known=bool(docket.case.events),
    )


def _events(
    events: Iterable[TrainingEvent],
) -> tuple[defaultdict[str, list[TrainingEvent]], defaultdict[str, list[TrainingEvent]]]:
    of_unit: defaultdict[str, list[TrainingEvent]] = defaultdict(list)
    of_type: defaultdict[str, list[TrainingEvent]] = defaultdict(list)
    for event in events:
        if event.unit is not None:
            of_unit[event.unit].append(event)
        elif event.type is not None:
            of_type[event.type].append(event)
    return of_unit, of_type


def _unit(
    docket: Docket, stays: Sequence[Stay], turns: Sequence[Turn], events: Iterable[TrainingEvent]
) -> UnitReadiness:
    first = stays[0]
    parts = docket.parts(first.kind)
    away = _away(docket, stays, parts) if parts else []
    known = [turn for turn in turns if turn.before is not None]
    rated = [turn.ratio_before for turn in turns if turn.ratio_before is not None]
    shortest = min(turns, key=lambda turn: (turn.ratio_after, turn.open_end))
    counts = [sum(here) for here in zip(*away, strict=True)] if away else []
    return UnitReadiness(
        unit=first.unit.unit,
        element=first.element,
        component=first.unit.component,
        tours=len(turns),
        days_away=max(map(sum, away)) if parts else _days_away(docket, stays),
        dwell_before=min((turn.before for turn in known if turn.before is not None), default=None),
        ratio_before=min(rated, default=None),
        dwell_after=min(turn.after for turn in turns),
        ratio_after=shortest.ratio_after,
        open_end=shortest.open_end,
        ready_again=max(turn.rested for turn in turns),
        ratio_asked=float(first.policy.dwell_ratio),
        below=sum(_below(docket, first, turn) for turn in turns),
        events=tuple(_missed(stays, events, parts)),
        parts=parts or None,
        parts_away=max(counts, default=0) if parts else 0,
        days_split=sum(0 < count < parts for count in counts) if parts else 0,
    )


def _below(docket: Docket, stay: Stay, turn: Turn) -> bool:
    """Whether the next tour, or this first one, comes sooner than dwell allows."""
    if not turn.open_end and turn.after < turn.owed:
        return True
    return (
        turn.returned
        and turn.before is not None
        and turn.before_days is not None
        and turn.before < dwell_days(stay.policy, turn.before_days)
    )


def _days_away(docket: Docket, stays: Sequence[Stay]) -> int:
    """Days of planning on which a whole unit is away; those of tours that overlap count once."""
    total, until = 0, docket.start
    for stay in sorted(stays, key=lambda stay: stay.start):
        low, high = max(until, stay.start), min(docket.end, stay.end)
        total += max(0, high - low)
        until = max(until, high)
    return total


def _away(docket: Docket, stays: Sequence[Stay], parts: int) -> list[list[bool]]:
    """For each part, the days of planning on which it is away."""
    days = docket.end - docket.start
    away = [[False] * days for _ in range(parts)]
    for stay in stays:
        low, high = max(0, stay.start - docket.start), min(days, stay.end - docket.start)
        if low >= high:
            continue
        which = range(parts) if stay.part is None else (stay.part - 1,)
        for part in which:
            if part < parts:
                away[part][low:high] = [True] * (high - low)
    return away


def _missed(stays: Sequence[Stay], events: Iterable[TrainingEvent], parts: int) -> Iterable[MissedEvent]:
    """Events on some day of which the unit, or a part of it, is away."""
    for event in sorted(events, key=lambda event: (event.start, event.name)):
        start, end = event.start.toordinal(), event.end.toordinal()
        touching = [stay for stay in stays if stay.start < end and start < stay.end]
        if not touching:
            continue
        days = set[int]()
        for stay in touching:
            days.update(range(max(start, stay.start), min(end, stay.end)))
        gone = {stay.part for stay in touching}
        whole = not parts or None in gone
        yield MissedEvent(
            name=event.name,
            start=event.start,
            end=event.end,
            days=len(days),
            parts=None if whole else len(gone),
        )
