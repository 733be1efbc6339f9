"""What a plan says that it does to its units, counted again and compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from muster.domain.event import TrainingEvent
from muster.domain.readiness import PlanReadiness, UnitReadiness
from muster.planner.checker.docket import Docket, Stay, day, dwell_days

__all__ = ("check_readiness",)

#: By how much stated ratios may differ: they are printed with a few digits.
_RATIO = 1e-6


def check_readiness(docket: Docket, stays: Sequence[Stay], told: PlanReadiness) -> None:
    """Units that serve, their time at home, training missed and wholeness, as the plan's tours make them."""
    of_element: defaultdict[tuple[str, int], list[Stay]] = defaultdict(list)
    for stay in stays:
        of_element[stay.unit.unit, stay.element].append(stay)
    stated = {(unit.unit, unit.element): unit for unit in told.units}
    listed = Counter((unit.unit, unit.element) for unit in told.units)
    for (name, element), number in listed.items():
        if number > 1 or (name, element) not in of_element:
            docket.breach(
                "readiness-unit",
                f"element {element} of {name} is listed {number} times, expected "
                f"{'once' if (name, element) in of_element else 'not at all: it has no tour'}",
                unit=name,
            )
    for (name, element), mine in sorted(of_element.items()):
        found = stated.get((name, element))
        if found is None:
            docket.breach("readiness-unit", f"element {element} of {name} serves and is missing", unit=name)
        else:
            _Member(docket, mine, found).check()
    days, known = docket.end - docket.start, bool(docket.case.events)
    if told.days != days:
        docket.breach("readiness-unit", f"states {told.days} days of planning, expected {days}")
    if told.events_known != known:
        docket.breach(
            "readiness-training",
            f"says that training is {'' if told.events_known else 'not '}known, expected "
            f"{'that it is' if known else 'that it is not: the case names none'}",
        )


class _Member:
    """One unit of a quantity: its tours and what the plan says of it."""

    def __init__(self, docket: Docket, stays: Sequence[Stay], told: UnitReadiness) -> None:
        self.docket = docket
        self.stays = sorted(stays, key=lambda stay: (stay.start, stay.end))
        self.told = told
        self.unit = stays[0].unit
        self.policy = stays[0].policy
        self.parts = docket.parts(stays[0].kind)

    def check(self) -> None:
        """Compare everything that is said of it."""
        self._units()
        self._dwell()
        self._training()
        self._whole()

    def _differ(self, rule: str, what: str, stated: object, expected: object) -> None:
        same = stated == expected
        if isinstance(stated, float) and isinstance(expected, float):
            same = abs(stated - expected) <= _RATIO * max(1.0, abs(expected))
        if not same:
            self.docket.breach(
                rule,
                f"element {self.told.element}: {what} is stated as {stated}, expected {expected}",
                unit=self.unit.unit,
            )

    def _units(self) -> None:
        self._differ("readiness-unit", "the component", self.told.component, self.unit.component)
        self._differ("readiness-unit", "the number of tours", self.told.tours, len(self.stays))
        self._differ("readiness-unit", "days away", self.told.days_away, max(map(len, self._away())))

    # -- time at home -------------------------------------------------------------------------

    def _home(self, stay: Stay) -> int:
        """The day from which time at home counts after a tour."""
        return stay.end + stay.travel if self.policy.dwell_from == "home" else stay.end

    def _together(self, stay: Stay) -> list[Stay]:
        """Tours of some of the same people; without parts every tour is by all of them."""
        return [
            other
            for other in self.stays
            if other is not stay and (other.part == stay.part or other.part is None or stay.part is None)
        ]

    def _before(self, stay: Stay) -> tuple[int | None, int | None, bool]:
        """Days at home before a tour, the days of the tour before them, and whether that was no tour here."""
        earlier = [
            other for other in self._together(stay) if self.stays.index(other) < self.stays.index(stay)
        ]
        if earlier:
            last = max(earlier, key=lambda other: (other.end, self._home(other)))
            return (
                (None if last.end == stay.start else max(0, stay.start - self._home(last))),
                last.days,
                False,
            )
        if self.unit.last_return is not None:
            return max(0, stay.start - self.unit.last_return.toordinal()), self.unit.last_tour_days, True
        if self.unit.cycle_day is not None:
            return max(0, self.unit.cycle_day + stay.start - self.docket.start), None, False
        return None, None, False

    def _dwell(self) -> None:
        before: list[int] = []
        before_ratios: list[float] = []
        after: list[tuple[float, bool, int]] = []
        again, below = 0, 0
        for stay in self.stays:
            home, length, returned = self._before(stay)
            if home is not None:
                before.append(home)
                if length:
                    before_ratios.append(home / length)
            owed = dwell_days(self.policy, stay.days)
            again = max(again, self._home(stay) + owed)
            later = [other.start for other in self._together(stay) if other.start >= stay.end]
            rest = max(0, min(later, default=self.docket.end) - self._home(stay))
            after.append((rest / stay.days, not later, rest))
            early = (
                returned
                and home is not None
                and length is not None
                and home < dwell_days(self.policy, length)
            )
            below += early or (bool(later) and rest < owed)
        ratio, open_end, _ = min(after)
        told = self.told
        for what, stated, expected in (
            ("dwell_before", told.dwell_before, min(before, default=None)),
            ("ratio_before", told.ratio_before, min(before_ratios, default=None)),
            ("dwell_after", told.dwell_after, min(rest for _, _, rest in after)),
            ("ratio_after", told.ratio_after, ratio),
            ("open_end", told.open_end, open_end),
            ("ready_again", told.ready_again, day(again)),
            ("ratio_asked", told.ratio_asked, float(self.policy.dwell_ratio)),
            ("below", told.below, below),
        ):
            self._differ("readiness-dwell", what, stated, expected)

    # -- training and wholeness ---------------------------------------------------------------

    def _away(self) -> list[set[int]]:
        """Days of the planning on which each part (the unit, if it has none) is away."""
        away: list[set[int]] = [set() for _ in range(max(1, self.parts))]
        for stay in self.stays:
            days = range(max(stay.start, self.docket.start), min(stay.end, self.docket.end))
            for number, part in enumerate(away, start=1):
                if not self.parts or stay.part in (None, number):
                    part.update(days)
        return away

    def _training(self) -> None:
        unit = self.unit
        expected = []
        mine = [
            event
            for event in self.docket.case.events
            if event.unit == unit.unit or (event.unit is None and event.type == unit.type)
        ]
        for event in sorted(mine, key=lambda event: (event.start, event.name)):
            days, parts = self._missed(event)
            if days:
                expected.append((event.name, event.start, event.end, days, parts))
        stated = [(event.name, event.start, event.end, event.days, event.parts) for event in self.told.events]
        if sorted(stated, key=repr) != sorted(expected, key=repr):
            self._differ("readiness-training", "training missed", _events(stated), _events(expected))

    def _missed(self, event: TrainingEvent) -> tuple[int, int | None]:
        """Days of an event on which somebody is away, and how many parts are; ``None`` = the whole unit."""
        first, last = event.start.toordinal(), event.end.toordinal()
        gone = [stay for stay in self.stays if stay.start < last and first < stay.end]
        days = {when for stay in gone for when in range(max(first, stay.start), min(last, stay.end))}
        parts = {stay.part for stay in gone}
        return len(days), (None if not self.parts or None in parts else len(parts))

    def _whole(self) -> None:
        told = self.told
        away = self._away()
        counts = Counter(when for part in away for when in part) if self.parts else Counter[int]()
        split = sum(number < self.parts for number in counts.values())
        self._differ("readiness-whole", "the number of parts", told.parts, self.parts or None)
        self._differ(
            "readiness-whole", "parts away at once", told.parts_away, max(counts.values(), default=0)
        )
        self._differ("readiness-whole", "days on which it is split", told.days_split, split)


def _events(events: Sequence[tuple[object, ...]]) -> str:
    return "; ".join(f"{name} ({days} days)" for name, _, _, days, _ in events) or "none"
