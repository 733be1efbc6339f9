"""A deployment list or a plan judged by MARATHON's unit-life rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from muster.marathon.replay.life import Absence, Life, Refusal
from muster.marathon.replay.rulebook import FIXED_STAYS, RESERVE_ONLY, UNJUDGED, Demand, Rulebook, Troop
from muster.marathon.replay.stints import Stint

__all__ = ("RULE_PAGES", "Breach", "Fill", "Replay", "replay")

#: Rule -> what it demands; the names are published.
RULE_PAGES: dict[str, str] = {
    "unit": "The unit is one that the supply records make.",
    "demand": "The demand is one of the demand records, enabled and with a quantity.",
    "category": "The rules of the demand's category are among those replayed.",
    "dates": "A unit starts on a day of its demand.",
    "capability": "The unit's SRC is the demand's, or stands in for it by enabled relations.",
    "component": "Demands for the reserve only take no unit of the active component.",
    "region": "A Forward demand takes, unless they follow on, only units aligned to its region.",
    "two-places": "A unit serves one demand at a time.",
    "hand-over": "After a full tour a unit hands over for the days of overlap, if the demand lasts.",
    "demobilization": "After hand-over units under a reserve template demobilize.",
    "recovery": "A unit whose demand ended before its tour recovers before it starts anew.",
    "follow-on": "On the day of its release a unit follows on within the demand group alone.",
    "too-early": "A rotational start is not before the window of the cycle.",
    "too-late": "A rotational start is not after the window of the cycle.",
    "bog": "A start needs BOG left in the turn, more than the days of overlap.",
    "end": "A stay ends where the rules end it: with its BOG less overlap, or with the demand.",
    "stated": "What the list says of a unit on the day of its start is what its life says.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One broken rule; ``day`` is MARATHON's."""

    rule: str
    unit: str
    demand: str
    day: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """Unit-days of a demand: asked for, filled, and present beyond what was asked for."""

    demand: Demand
    required: int
    filled: int
    surplus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """
    The verdict.

    ``fills`` has every demand, by name; ``part_way`` counts the starts of day 1 whose shorter BOG was taken
    from the list or plan because MARATHON begins part way through (parameter ``PreFill``).
    """

    fills: tuple[Fill, ...]
    breaches: tuple[Breach, ...]
    stays: tuple[tuple[str, Absence], ...]
    part_way: int

    @property
    def accepted(self) -> bool:
        """Whether no rule is broken."""
        return not self.breaches


def replay(book: Rulebook, stints: Iterable[Stint]) -> Replay:
    """
    Let every unit live as the stints say, and note every rule that breaks.

    A stint that may not start is left out of the unit's life and of the fills; one with a wrong end lives
    on to its right one.

    Parameters
    ----------
    book
        MARATHON's rules and numbers.
    stints
        Who serves which demand from when, in any order.

    Returns
    -------
    Replay
        Fills of all demands and all breaches, by day and unit.
    """
    breaches: list[Breach] = []
    stays: list[tuple[str, Absence]] = []
    by_unit: dict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        by_unit[stint.unit].append(stint)
    part_way = 0
    for unit, own in by_unit.items():
        troop = book.troops.get(unit)
        life = None if troop is None else Life(book, troop)
        for stint in sorted(own, key=lambda stint: stint.start):
            if troop is None or life is None:
                found = [Refusal(rule="unit", message="the supply records make no such unit")]
            else:
                found, absence, began_part_way = _live(book, troop, life, stint)
                part_way += began_part_way
                if absence is not None:
                    stays.append((unit, absence))
            breaches += [
                Breach(
                    rule=refusal.rule,
                    unit=unit,
                    demand=stint.demand,
                    day=stint.start,
                    message=f"{unit} on {stint.demand} from day {stint.start}: {refusal.message}",
                )
                for refusal in found
            ]
    breaches.sort(key=lambda breach: (breach.day, breach.unit, breach.demand, breach.rule))
    return Replay(fills=_fills(book, stays), breaches=tuple(breaches), stays=tuple(stays), part_way=part_way)


def _live(
    book: Rulebook, troop: Troop, life: Life, stint: Stint
) -> tuple[list[Refusal], Absence | None, bool]:
    """One stint of a unit's life: what breaks, the stay if it may start, whether it began part way."""
    demand = book.demands.get(stint.demand)
    if demand is None:
        return [Refusal(rule="demand", message="no enabled demand record has this name")], None, False
    unfit = _unfit(book, troop, life, demand, stint.start)
    if unfit is not None:
        return [unfit], None, False
    follows = life.follows_on(demand, stint.start)
    refused = life.refusal(demand, stint.start)
    if refused is not None:
        return [refused], None, False
    part_way = _begin_part_way(book, life, demand, stint)
    found = list(_misstated(life, demand, stint, follows))
    absence = life.serve(demand, stint.start)
    if stint.end is not None and stint.end != absence.end:
        found.append(
            Refusal(
                rule="end",
                message=f"it ends on day {stint.end}, expected day {absence.end}:"
                f" {_why_end(demand, absence)}",
            )
        )
    return found, absence, part_way


def _unfit(book: Rulebook, troop: Troop, life: Life, demand: Demand, day: int) -> Refusal | None:
    """Whether the unit may serve the demand at all, and the demand is open on the day."""
    if demand.category in UNJUDGED:
        return Refusal(
            rule="category", message=f"the rules of category {demand.category} are not replayed here"
        )
    if not demand.start <= day < demand.end:
        return Refusal(
            rule="dates",
            message=f"found day {day}, expected a day from {demand.start} to {demand.end - 1}",
        )
    donors = book.donors.get(demand.src, frozenset({demand.src}))
    if troop.src not in donors:
        return Refusal(
            rule="capability",
            message=f"its SRC is {troop.src}, expected {' or '.join(sorted(donors))}: no enabled relation",
        )
    if demand.category in RESERVE_ONLY and troop.component == "AC":
        return Refusal(
            rule="component", message=f"it is of the active component, and {demand.category} takes none"
        )
    if demand.category == "Forward" and troop.region != demand.region and not life.follows_on(demand, day):
        return Refusal(
            rule="region",
            message=f"it is aligned to {troop.region or 'no region'},"
            f" expected {demand.region or 'no region'}",
        )
    return None


def _begin_part_way(book: Rulebook, life: Life, demand: Demand, stint: Stint) -> bool:
    """On day 1 of a spread beginning a unit may be part way through its tour: with less BOG, never more."""
    if not book.spread_at_start or stint.start != 1 or demand.category in FIXED_STAYS:
        return False
    rotation = life.rotation
    stated = stint.bog
    if stated is None and stint.end is not None and stint.end < demand.end:
        stated = stint.end - stint.start + rotation.overlap
    if stated is None or not rotation.overlap < stated < life.bog_left:
        return False
    life.used = rotation.bog - stated
    return True


def _misstated(life: Life, demand: Demand, stint: Stint, follows: bool) -> Iterable[Refusal]:
    for column, stated, lived in (
        ("CycleTime", stint.cycle_day, life.cycle_day),
        ("DwellBeforeDeploy", stint.dwell, life.dwell),
        ("BogBudget", stint.bog, life.bog_left),
        ("AtomicPolicy", stint.rotation, life.rotation.name),
    ):
        if stated is not None and stated != lived:
            yield Refusal(rule="stated", message=f"{column} is {stated}, expected {lived}")
    if stint.follow_on and not follows:
        yield Refusal(
            rule="stated", message=f"FollowOn is TRUE, but nothing of group {demand.group} ended on this day"
        )


def _why_end(demand: Demand, absence: Absence) -> str:
    if absence.end == demand.end:
        return f"the demand ends then ({demand.category or 'no category'})"
    return "its BOG less the days of overlap is used up then"


def _fills(book: Rulebook, stays: Iterable[tuple[str, Absence]]) -> tuple[Fill, ...]:
    """Unit-days of every demand, counted on no day beyond the quantity."""
    changes: dict[str, dict[int, int]] = {name: defaultdict(int) for name in book.demands}
    for _, absence in stays:
        changes[absence.demand.name][absence.start] += 1
        changes[absence.demand.name][absence.end] -= 1
    fills = []
    for name in sorted(changes):
        demand = book.demands[name]
        present = filled = surplus = 0
        since = demand.start
        for day, change in sorted(changes[name].items()):
            filled += (day - since) * min(present, demand.quantity)
            surplus += (day - since) * max(0, present - demand.quantity)
            present, since = present + change, day
        fills.append(
            Fill(
                demand=demand,
                required=demand.quantity * (demand.end - demand.start),
                filled=filled,
                surplus=surplus,
            )
        )
    return tuple(fills)
