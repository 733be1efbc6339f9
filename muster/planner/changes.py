"""Changes: what a plan does otherwise than its baseline, one sentence each, with the reason.

Reasons: ``unit-lost``, ``element-lost``, ``line-lost``, ``not-ordered`` and ``not-allowed`` say that the
baseline's tour is no longer possible; ``priority`` that its member serves a line of higher priority;
``ceiling``, ``budget`` and ``lift`` that there is no room for it; ``not-needed``, ``cheaper`` and ``better``
that the plan does better without it; ``pin``; ``ordered`` that ``tours.csv`` now holds the new tour;
``needed`` that the new tour fills what was short; ``search`` that nothing was found against the old tour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from muster.domain.case import Case
from muster.domain.plan import Plan, PlanChange, PlannedTour, TourName
from muster.planner.churn import Kept
from muster.planner.instance import Instance, Member
from muster.planner.posing.baseline import Baseline
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.verify import verify_plan

__all__ = ("changes_of", "tour_words")

#: Changes whose effect is reckoned by putting the old tour back; the others are told without it.
RECKONED = 400

#: Rules that a tour breaks by itself, in the order in which they are told.
_OWN = (
    "unknown-reference",
    "element",
    "part",
    "capability",
    "law-mission",
    "law-mobilization",
    "duty-status",
    "ban",
    "availability",
    "last-return",
    "notice",
    "late-end",
    "early-start",
    "grid-start",
    "grid-end",
    "max-tour",
    "min-tour",
    "reception",
    "dwell",
    "overlap",
    "travel",
)


def changes_of(
    case: Case,
    baseline: Baseline,
    roster: Roster,
    chosen: Mapping[Member, Schedule],
    kept: Kept,
    should_stop: Callable[[], bool],
) -> tuple[PlanChange, ...]:
    """
    Every tour of the baseline that is dropped and every new one, paired where one stands for the other.

    Parameters
    ----------
    roster
        The plan, its money without charges for change.
    chosen
        The schedule of each member that serves.
    should_stop
        Once true, no more effects are reckoned.
    """
    teller = _Teller(case, baseline, roster, chosen, kept, should_stop)
    return tuple(teller.change(*pair) for pair in _pairs(kept.dropped, kept.added))


def tour_words(case: Case, tour: PlannedTour | TourName, *, line: bool = True) -> str:
    """A tour in words: ``U1 (2 of 3) on L1, 2025-06-01 to 2025-06-28``."""
    last = tour.end - timedelta(days=1)
    return f"{_who(case, tour)}{f' on {tour.line}' if line else ''}, {tour.start} to {last}"


def _who(case: Case, tour: PlannedTour | TourName) -> str:
    unit = next((unit for unit in case.units if unit.unit == tour.unit), None)
    words = []
    if unit is not None and unit.quantity > 1:
        words.append(f"{tour.element} of {unit.quantity}")
    if tour.part is not None:
        words.append(f"part {tour.part}")
    return f"{tour.unit} ({', '.join(words)})" if words else tour.unit


def _pairs(
    dropped: Sequence[PlannedTour], added: Sequence[PlannedTour]
) -> list[tuple[str, PlannedTour | None, PlannedTour | None]]:
    """
    Old and new tours side by side: of the same member on the same line, of the same member in the same
    days, of another one on the line in the same days; each tour once, those with most days in common first.
    """
    found: list[tuple[str, PlannedTour | None, PlannedTour | None]] = []
    done: set[int] = set()

    def take(kind: str, fits: Callable[[PlannedTour, PlannedTour], bool], overlap: bool) -> None:
        by_key: dict[object, list[PlannedTour]] = {}
        for after in added:
            by_key.setdefault(after.line if kind == "replaced" else after.unit, []).append(after)
        several = [
            (-_common(before, after), _key(before), _key(after), before, after)
            for before in dropped
            for after in by_key.get(before.line if kind == "replaced" else before.unit, ())
            if fits(before, after) and (not overlap or _common(before, after) > 0)
        ]
        for *_, before, after in sorted(several, key=lambda item: item[:3]):
            if id(before) not in done and id(after) not in done:
                done.update((id(before), id(after)))
                found.append((kind, before, after))

    take("shifted", lambda a, b: _member(a) == _member(b) and a.line == b.line, False)
    take("moved", lambda a, b: _member(a) == _member(b), True)
    take("replaced", lambda a, b: a.line == b.line, True)
    found += [("dropped", before, None) for before in dropped if id(before) not in done]
    found += [("added", None, after) for after in added if id(after) not in done]
    return sorted(found, key=lambda pair: _key(pair[1] or pair[2]))


def _common(a: PlannedTour, b: PlannedTour) -> int:
    return (min(a.end, b.end) - max(a.start, b.start)).days


def _member(tour: PlannedTour) -> Member:
    return Member(tour.unit, tour.element, tour.part)


def _key(tour: PlannedTour | None) -> tuple[object, ...]:
    assert tour is not None
    return (tour.start, tour.line, tour.unit, tour.element, tour.part or 0, tour.end, str(tour.duty_status))


@dataclass(frozen=True, slots=True)
class _Back:
    """What putting an old tour back would do, all else as it is."""

    cents: int
    filled: int
    unfilled: int
    stop: str | None


class _Teller:
    """Finds the reason of each change."""

    def __init__(
        self,
        case: Case,
        baseline: Baseline,
        roster: Roster,
        chosen: Mapping[Member, Schedule],
        kept: Kept,
        should_stop: Callable[[], bool],
    ) -> None:
        self.case = case
        self.baseline = baseline
        self.roster = roster
        self.instance: Instance = roster.instance
        self.chosen = chosen
        self.should_stop = should_stop
        self.units = {unit.unit: unit for unit in case.units}
        self.lines = {line.line: line for line in case.lines}
        self.owner = {
            member: number for number, kind in enumerate(self.instance.classes) for member in kind.members
        }
        self.line_of = {line: number for number, line in enumerate(self.instance.lines)}
        self.pinned = {(pin.unit, pin.line, pin.start, pin.end) for pin in case.pins if pin.rule == "pin"}
        self.tour_of = {tour: self.candidates(tour) for tour in kept.dropped}
        self.broken = self.breaches(tour for tour in kept.dropped if not self.tour_of[tour])
        self.short = {
            (row.line, row.start + timedelta(days=day))
            for row in baseline.plan.shortfalls
            for day in range((row.end - row.start).days)
        }
        self.left = RECKONED

    def change(self, kind: str, before: PlannedTour | None, after: PlannedTour | None) -> PlanChange:
        """One change in words."""
        if before is None:
            assert after is not None
            reason, why = self.came(after)
            head = f"new: {tour_words(self.case, after)}"
        else:
            reason, why = self.went(before, after)
            head = self.headline(kind, before, after)
        return PlanChange(
            kind=kind, reason=reason, before=_named(before), after=_named(after), why=f"{head}: {why}"
        )

    def headline(self, kind: str, before: PlannedTour, after: PlannedTour | None) -> str:
        old = tour_words(self.case, before)
        if after is None:
            return f"dropped: {old}"
        if kind == "shifted":
            status = "" if before.duty_status == after.duty_status else f" in {after.duty_status}"
            return f"shifted: {old}, now {after.start} to {after.end - timedelta(days=1)}{status}"
        if kind == "moved":
            return (
                f"moved: {old}, now {tour_words(self.case, after).removeprefix(_who(self.case, after) + ' ')}"
            )
        return f"replaced: {old}, by {tour_words(self.case, after, line=False)}"

    # -- what went ----------------------------------------------------------------------------

    def went(self, before: PlannedTour, after: PlannedTour | None) -> tuple[str, str]:
        """Why a tour of the baseline is no longer there."""
        unit = self.units.get(before.unit)
        if unit is None:
            return "unit-lost", f"{before.unit} is no longer in the case"
        if before.line not in self.lines:
            return "line-lost", f"line {before.line} is no longer asked for"
        if before.element > unit.quantity:
            return "element-lost", f"{before.unit} now stands for {unit.quantity} unit(s)"
        tours = self.tour_of[before]
        if not tours:
            return self.impossible(before)
        if after is not None and self.is_pinned(after):
            return "pin", "pins.csv asks for the new tour"
        back = self.back(_member(before), tours[0])
        if back is not None and back.stop is not None:
            what, name = back.stop.split(":")
            words = {
                "ceiling": f"ceiling {name} has no room for it beside the tours that are worth more",
                "budget": f"budget {name} has no room for it beside the tours that are worth more",
                "lift": f"the lift to {name} has no seats for it beside the tours that are worth more",
            }
            return what, words[what]
        if after is not None and after.line != before.line:
            old, new = self.lines[before.line].priority, self.lines[after.line].priority
            if new < old:
                return "priority", (
                    f"it is freed for {after.line}, priority {new} before {old}{self.costs(back)}"
                )
        if back is None:
            return "better", "the plan as a whole does better"
        if back.cents <= 0:
            return "search", "nothing is lost by the old tour; the search ended before it tried it"
        same = after is not None and after.line == before.line
        if same and after is not None and after.cost < before.cost:
            return "cheaper", (
                f"the new tour costs ${(before.cost - after.cost) / 100:,.2f} less{self.costs(back)}"
            )
        if back.filled <= 0 and not same:
            return "not-needed", f"{before.line} is filled without it{self.costs(back)}"
        return "better", f"the plan as a whole does better{self.costs(back)}"

    def costs(self, back: _Back | None) -> str:
        if back is None or back.cents <= 0:
            return ""
        days = f" and leave {back.unfilled:,} more headcount-days unfilled" if back.unfilled > 0 else ""
        return f"; putting it back, all else as it is, would cost ${back.cents / 100:,.2f} more{days}"

    def impossible(self, before: PlannedTour) -> tuple[str, str]:
        """Which rule the tour breaks today."""
        if before.fixed:
            return "not-ordered", "tours.csv no longer orders it"
        rule = self.broken.get((before.unit, before.line, before.start))
        owner = self.owner.get(_member(before))
        exclusion = (
            None if owner is None else self.instance.exclusions.get((owner, self.line_of[before.line]))
        )
        if rule is None and exclusion is not None:
            return "not-allowed", exclusion.message
        return "not-allowed", rule or "no rule of the case allows it any more"

    def breaches(self, tours: Iterable[PlannedTour]) -> dict[tuple[str, str, object], str]:
        """What the independent checker says of tours that are no candidates, each by itself."""
        known = [tour for tour in tours if tour.unit in self.units and tour.line in self.lines]
        if not known:
            return {}
        trial = Plan(
            case=self.case.name,
            as_of=self.case.as_of,
            seed=0,
            versions={},
            law=self.baseline.plan.law,
            status="feasible",
            stopped_by="exhausted",
            objective=None,
            bound=None,
            gap=None,
            closed=None,
            empty=None,
            tours=(*self.instance.fixed, *(replace(tour, fixed=False) for tour in known)),
            shortfalls=(),
            ceilings=(),
        )
        found: dict[tuple[str, str, object], str] = {}
        rank = {rule: number for number, rule in enumerate(_OWN)}
        violations = [each for each in verify_plan(self.case, trial).violations if each.rule in rank]
        for violation in sorted(violations, key=lambda each: rank[each.rule]):
            for tour in known:
                if (violation.unit, violation.line) == (tour.unit, tour.line) and (
                    violation.day is None or tour.start <= violation.day <= tour.end
                ):
                    found.setdefault(
                        (tour.unit, tour.line, tour.start), violation.message.split("): ", 1)[-1]
                    )
        return found

    def candidates(self, before: PlannedTour) -> list[int]:
        """The candidate tours that would be the old one."""
        instance = self.instance
        owner = self.owner.get(_member(before))
        if owner is None or before.line not in self.line_of:
            return []
        zero = self.case.planning.start
        found = instance.find(
            owner, self.line_of[before.line], (before.start - zero).days, (before.end - zero).days
        )
        return [
            tour
            for tour in found
            if instance.bases[instance.tours.at(tour).block].duty_status == before.duty_status
        ]

    def back(self, member: Member, tour: int) -> _Back | None:
        """What putting a tour back would do to the objective (cents) and to the headcount-days filled."""
        if self.left <= 0 or self.should_stop():
            return None
        self.left -= 1
        roster, owner = self.roster, self.owner[member]
        now = self.chosen.get(member, ())
        rest = tuple(other for other in now if not self.clash(other, tour))
        then = tuple(sorted((*rest, tour), key=lambda each: self.instance.tours.at(each).start))
        before, filled = roster.value(), self.useful(tour)
        unfilled = int(roster.unfilled().sum())
        if now:
            roster.remove(owner, now)
        roster.add(owner, then)
        cents, more = roster.value() - before, int(roster.unfilled().sum()) - unfilled
        stop = self.limit(tour)
        roster.remove(owner, then)
        if now:
            roster.add(owner, now)
        return _Back(cents, filled, more, stop)

    def useful(self, tour: int) -> int:
        """Headcount-days that the tour could fill of what is short now on its line."""
        instance = self.instance
        block, start, end, _, _ = instance.tours.at(tour)
        begin = start + int(instance.block_reception[block])
        short = self.roster.short[int(instance.block_line[block]), begin:end]
        return int(np.minimum(np.maximum(0, short), int(instance.block_fills[block])).sum())

    def clash(self, one: int, other: int) -> bool:
        """Whether one member cannot do both."""
        instance = self.instance
        first, second = sorted(
            (instance.tours.at(one), instance.tours.at(other)), key=lambda tour: tour.start
        )
        travel = int(instance.block_travel[[first.block, second.block]].sum())
        return second.start < first.end + max(first.dwell, travel)

    def limit(self, tour: int) -> str | None:
        """The limit that the roster breaks now, if the tour is part of it."""
        instance, roster = self.instance, self.roster
        if roster.feasible():
            return None
        block, start, end, _, _ = instance.tours.at(tour)
        days = slice(start, end)
        for row, name in enumerate(instance.ceiling_ids):
            if instance.counts[row, block] and (roster.left[row, days] < 0).any():
                return f"ceiling:{name}"
        for row, name in enumerate(instance.budget_ids):
            if roster.money_left[row] < 0:
                return f"budget:{name}"
        place = int(instance.block_place[block])
        return f"lift:{instance.lift_places[place]}" if place >= 0 else None

    # -- what came ----------------------------------------------------------------------------

    def is_pinned(self, tour: PlannedTour) -> bool:
        return (tour.unit, tour.line, tour.start, tour.end) in self.pinned

    def came(self, after: PlannedTour) -> tuple[str, str]:
        """Why a new tour is there."""
        if after.fixed:
            return "ordered", "tours.csv now holds it"
        if self.is_pinned(after):
            return "pin", "pins.csv asks for it"
        worth = self.worth(after)
        saves = "" if worth is None or worth <= 0 else f"; it saves ${worth / 100:,.2f}"
        days = (after.end - after.start).days
        if any((after.line, after.start + timedelta(days=day)) in self.short for day in range(days)):
            return "needed", f"{after.line} was short on these days in the baseline{saves}"
        if not any(tour.line == after.line for tour in self.baseline.plan.tours):
            return "needed", f"nobody served {after.line} in the baseline{saves}"
        if worth is not None and worth <= 0:
            return "search", "nothing is lost without it; the search ended before it tried"
        return "needed", f"{after.line} would be short without it{saves}"

    def worth(self, after: PlannedTour) -> int | None:
        """What the objective would lose without a tour, all else as it is, in cents."""
        member = _member(after)
        now = self.chosen.get(member)
        if now is None or self.left <= 0 or self.should_stop():
            return None
        self.left -= 1
        zero, instance = self.case.planning.start, self.instance
        start = (after.start - zero).days
        rest = tuple(tour for tour in now if instance.tours.at(tour).start != start)
        owner, before = self.owner[member], self.roster.value()
        self.roster.remove(owner, now)
        if rest:
            self.roster.add(owner, rest)
        lost = self.roster.value() - before
        if rest:
            self.roster.remove(owner, rest)
        self.roster.add(owner, now)
        return lost


def _named(tour: PlannedTour | None) -> TourName | None:
    if tour is None:
        return None
    return TourName(
        unit=tour.unit,
        element=tour.element,
        part=tour.part,
        line=tour.line,
        start=tour.start,
        end=tour.end,
        duty_status=tour.duty_status,
    )
