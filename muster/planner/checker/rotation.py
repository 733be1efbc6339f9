"""What one element (or part) owes between its tours: one place at a time, the roads, dwell or cycle."""

from __future__ import annotations

from collections import defaultdict

from muster.planner.checker.docket import Docket, Stay, day, dwell_days
from muster.planner.checker.life import check_lives

__all__ = ("check_rotation",)


def check_rotation(docket: Docket, stays: list[Stay]) -> None:
    """
    Overlap, travel and dwell between all tours of each element, in one pass over each.

    Two fixed tours owe each other nothing. A fixed tour keeps all parts of its element busy. Dwell is
    owed to every later tour, not only to the next: the rest that a long tour earned is not lost by a
    short one after it. Elements of units under a cycle live by it instead.
    """
    lives: list[list[Stay]] = []
    for tours in _by_element(docket, stays).values():
        tours.sort(key=lambda stay: (stay.start, stay.end, stay.fixed))
        if docket.by_cycle(tours[0]):
            lives.append(tours)
            continue
        everyone = _Debt()
        planned = _Debt()
        for stay in tours:
            debt = planned if stay.fixed else everyone
            debt.claim(docket, stay)
            everyone.add(stay)
            if not stay.fixed:
                planned.add(stay)
    check_lives(docket, lives)


def _by_element(docket: Docket, stays: list[Stay]) -> dict[tuple[str, int, int | None], list[Stay]]:
    found: dict[tuple[str, int, int | None], list[Stay]] = defaultdict(list)
    whole: list[Stay] = []
    for stay in stays:
        if docket.parts(stay.kind) and stay.part is None:
            whole.append(stay)
        else:
            found[stay.unit.unit, stay.element, stay.part].append(stay)
    for stay in whole:
        for part in range(1, docket.parts(stay.kind) + 1):
            found[stay.unit.unit, stay.element, part].append(stay)
    return found


class _Debt:
    """The latest claims of the tours so far: who is away longest, whose roads, whose dwell."""

    def __init__(self) -> None:
        self.away: Stay | None = None
        self.home: tuple[int, Stay] | None = None
        self.rested: tuple[int, Stay] | None = None

    def add(self, stay: Stay) -> None:
        if self.away is None or stay.end > self.away.end:
            self.away = stay
        home = stay.end + stay.travel
        if self.home is None or home > self.home[0]:
            self.home = (home, stay)
        since = home if stay.policy.dwell_from == "home" else stay.end
        rested = since + dwell_days(stay.policy, stay.days)
        if self.rested is None or rested > self.rested[0]:
            self.rested = (rested, stay)

    def claim(self, docket: Docket, stay: Stay) -> None:
        if self.away is None or self.home is None or self.rested is None:
            return
        if stay.start < self.away.end:
            docket.breach(
                "overlap",
                f"found {self.away.element_name} on {self.away.line.line} until {day(self.away.end)}, "
                "expected one line at a time",
                stay=stay,
            )
            return
        home, before = self.home
        if stay.start < home + stay.travel:
            docket.breach(
                "travel",
                f"starts on {day(stay.start)}, expected {day(home + stay.travel)} or later: "
                f"{before.travel} days home of {before.element_name} from {before.line.line} "
                f"(left on {day(before.end)}) and {stay.travel} days out",
                stay=stay,
            )
        rested, before = self.rested
        if stay.start < rested:
            dwell = dwell_days(before.policy, before.days)
            since = "the return home" if before.policy.dwell_from == "home" else "its end"
            docket.breach(
                "dwell",
                f"starts on {day(stay.start)}, expected {day(rested)} or later: {dwell} days of dwell from "
                f"{since} after the {before.days} days of {before.element_name} on {before.line.line} "
                f"that ended on {day(before.end)}",
                stay=stay,
            )
