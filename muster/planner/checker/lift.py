"""Lift: everybody who arrives or leaves in a step has a seat."""

from __future__ import annotations

from collections import Counter

from muster.planner.checker.docket import Docket, Stay, day

__all__ = ("check_lift", "missing_seats", "seats")


def missing_seats(people: Counter[str], own: dict[str, int], anywhere: int | None) -> int:
    """
    People without a seat when all seats are shared out as well as possible.

    A maximum flow in closed form: people bound for a place take its own seats first, since nobody
    else can; who is left over competes for the seats to any place.

    Parameters
    ----------
    people
        People by place.
    own
        Seats by place, of the lifts that serve that place alone; a place without such a lift is absent.
    anywhere
        Seats of the lifts that serve any place; ``None`` = there is no such lift, and then a place
        that is absent from ``own`` has no limit.
    """
    if anywhere is None:
        return sum(max(0, people[place] - number) for place, number in own.items())
    left = sum(max(0, number - own.get(place, 0)) for place, number in people.items())
    return max(0, left - anywhere)


def check_lift(docket: Docket, stays: list[Stay]) -> None:
    """
    Seats in and, separately, out, step by step of the planning grid.

    Departures on ``planning.end`` or later are not counted. A lift matches by place alone; its seats
    in a step are ``passengers_per_day`` times the days of the step (cut at ``planning.end``) on which
    it is in force. Fixed tours use seats; those they lack by themselves are a warning.
    """
    if not docket.case.lifts:
        return
    for verb, moves in (
        ("arrive", [(stay.start, stay) for stay in stays]),
        ("leave", [(stay.end, stay) for stay in stays]),
    ):
        everyone: dict[int, Counter[str]] = {}
        fixed: dict[int, Counter[str]] = {}
        for when, stay in moves:
            if docket.start <= when < docket.end:
                step = (when - docket.start) // docket.step
                for people in (everyone, fixed) if stay.fixed else (everyone,):
                    people.setdefault(step, Counter())[stay.line.place] += stay.headcount
        for step in sorted(everyone):
            own, anywhere = seats(docket, step)
            first = docket.start + step * docket.step
            lack = missing_seats(everyone[step], own, anywhere)
            before = missing_seats(fixed.get(step, Counter()), own, anywhere)
            if lack > before:
                docket.breach(
                    "lift",
                    f"{sum(everyone[step].values()):,} people {verb} in the step from {day(first)} "
                    f"({_listed(everyone[step])}), and {lack:,} have no seat: expected at most "
                    f"{_listed(Counter(own)) or 'none bound to a place'}"
                    f"{'' if anywhere is None else f', and {anywhere:,} seats for any place'}",
                    on=first,
                )
            elif before:
                docket.warn(
                    f"lift: {before:,} people of fixed tours who {verb} in the step "
                    f"from {day(first)} lack seats"
                )


def seats(docket: Docket, step: int) -> tuple[dict[str, int], int | None]:
    """
    Seats by place and for any place in one step.

    The second is ``None`` if no lift serves any place whatever.
    """
    first = docket.start + step * docket.step
    last = min(first + docket.step, docket.end)
    own: dict[str, int] = {}
    anywhere: int | None = None
    for lift in docket.case.lifts:
        begin = first if lift.start is None else max(first, lift.start.toordinal())
        end = last if lift.end is None else min(last, lift.end.toordinal())
        number = lift.passengers_per_day * max(0, end - begin)
        if lift.place is None:
            anywhere = number if anywhere is None else anywhere + number
        else:
            own[lift.place] = own.get(lift.place, 0) + number
    return own, anywhere


def _listed(people: Counter[str]) -> str:
    return ", ".join(f"{place} {number:,}" for place, number in sorted(people.items()))
