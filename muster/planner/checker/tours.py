"""The rules that one planned tour obeys by itself, and the figures that it states."""

from __future__ import annotations

from muster.domain.component import PAIRS
from muster.domain.plan import PlannedTour
from muster.domain.tour import Pin
from muster.planner.checker.docket import Docket, Stay, day, dollars, dwell_days

__all__ = ("check_figures_of_tours", "check_pins", "check_tours")


def check_tours(docket: Docket, stays: list[Stay]) -> None:
    """
    Grid, limits, notice, availability, capability and duty status of every planned tour.

    What a cycle says of start, end, length and readiness is checked with the member's whole life.
    """
    for stay in stays:
        if not stay.fixed:
            _check_start(docket, stay)
            _check_end(docket, stay)
            if not docket.by_cycle(stay):
                _check_length(docket, stay)
                _check_ready(docket, stay)
            _check_available_from(docket, stay)
            _check_fitness(docket, stay)


def _check_start(docket: Docket, stay: Stay) -> None:
    first = stay.line.start.toordinal()
    if stay.start != first and (stay.start - docket.start) % docket.step:
        docket.breach(
            "grid-start",
            f"starts on {day(stay.start)}, expected {day(docket.start)} + k x {docket.step} days "
            f"or the line's first day {day(first)}",
            stay=stay,
        )
    earliest = first - stay.policy.reception_days - docket.step + 1
    if stay.start < earliest:
        docket.breach(
            "early-start",
            f"starts on {day(stay.start)}, expected {day(earliest)} or later: the line begins on "
            f"{day(first)}, reception takes {stay.policy.reception_days} days",
            stay=stay,
        )


def _check_end(docket: Docket, stay: Stay) -> None:
    line_end = None if stay.line.end is None else stay.line.end.toordinal()
    home_by = None if stay.unit.available_until is None else stay.unit.available_until.toordinal()
    limits = {line_end, home_by, docket.end, stay.start + stay.policy.max_tour_days}
    if stay.end not in limits and stay.days % docket.step and not docket.by_cycle(stay):
        docket.breach(
            "grid-end",
            f"ends {stay.days} days after its start, expected a multiple of {docket.step}, "
            f"{stay.policy.max_tour_days} days, or the end of the line, the planning or the availability",
            stay=stay,
            on=stay.end,
        )
    last = docket.end if line_end is None else min(line_end, docket.end)
    if stay.end > last:
        what = "the planning ends" if last == docket.end else "the line ends"
        docket.breach(
            "late-end",
            f"ends on {day(stay.end)}, expected {day(last)} or earlier: {what}",
            stay=stay,
            on=last,
        )
    if home_by is not None and stay.end > home_by:
        docket.breach(
            "availability",
            f"ends on {day(stay.end)}, expected {day(home_by)} or earlier: available_until",
            stay=stay,
            on=home_by,
        )


def _check_length(docket: Docket, stay: Stay) -> None:
    own = (docket.end if stay.line.end is None else stay.line.end.toordinal()) - stay.line.start.toordinal()
    least = min(stay.policy.min_tour_days, own, docket.end - stay.start)
    if stay.days < least:
        docket.breach("min-tour", f"lasts {stay.days} days, expected {least} at least", stay=stay)
    if stay.days > stay.policy.max_tour_days:
        docket.breach(
            "max-tour", f"lasts {stay.days} days, expected {stay.policy.max_tour_days} at most", stay=stay
        )
    if stay.days <= stay.policy.reception_days:
        docket.breach(
            "reception",
            f"lasts {stay.days} days, expected more than the {stay.policy.reception_days} of reception",
            stay=stay,
        )


def _check_ready(docket: Docket, stay: Stay) -> None:
    unit, policy = stay.unit, stay.policy
    earliest = docket.start + policy.notice_days
    if stay.start < earliest:
        docket.breach(
            "notice",
            f"starts on {day(stay.start)}, expected {day(earliest)} or later: planning starts on "
            f"{day(docket.start)}, notice is {policy.notice_days} days",
            stay=stay,
        )
    if unit.last_return is not None:
        dwell = dwell_days(policy, unit.last_tour_days)
        rested = unit.last_return.toordinal() + dwell
        if stay.start < rested:
            after = "unknown length" if unit.last_tour_days is None else f"{unit.last_tour_days} days"
            docket.breach(
                "last-return",
                f"starts on {day(stay.start)}, expected {day(rested)} or later: back on {unit.last_return} "
                f"from a tour of {after}, dwell is {dwell} days",
                stay=stay,
            )


def _check_available_from(docket: Docket, stay: Stay) -> None:
    unit = stay.unit
    notice = 0 if docket.by_cycle(stay) else stay.policy.notice_days
    if unit.available_from is not None:
        leaves, ready = stay.start - stay.travel, unit.available_from.toordinal() + notice
        if leaves < ready:
            docket.breach(
                "availability",
                f"leaves home on {day(leaves)} ({stay.travel} days of travel), "
                f"expected {day(ready)} or later: available from {unit.available_from}, "
                f"notice is {notice} days",
                stay=stay,
            )


def _check_fitness(docket: Docket, stay: Stay) -> None:
    if stay.fills <= 0:
        docket.breach(
            "capability",
            f"type {stay.kind.type} brings nobody with {stay.line.capability!r}, expected one person or more",
            stay=stay,
        )
    able = PAIRS[stay.unit.component]
    wanted = stay.line.duty_statuses
    if stay.duty_status not in able:
        docket.breach(
            "duty-status",
            f"found {stay.duty_status}, expected one of {', '.join(able)} for {stay.unit.component}",
            stay=stay,
        )
    elif wanted and stay.duty_status not in wanted:
        docket.breach(
            "duty-status",
            f"found {stay.duty_status}, expected one of {', '.join(wanted)} for the line",
            stay=stay,
        )


def check_figures_of_tours(docket: Docket, stays: list[Stay]) -> None:
    """Headcount, fills and cost as each tour states them, the fixed ones included."""
    for stay in stays:
        if stay.stated is None:
            continue
        tour = stay.stated
        for rule, found, expected in (
            ("headcount", tour.headcount, stay.headcount),
            ("fills", tour.fills, stay.fills),
        ):
            if found != expected:
                docket.breach(rule, f"states {found} people, expected {expected}", stay=stay)
        if tour.cost != stay.cost:
            docket.breach(
                "cost", f"states {dollars(tour.cost)}, expected {_account(docket, stay, tour)}", stay=stay
            )


def _account(docket: Docket, stay: Stay, tour: PlannedTour) -> str:
    miles = float(docket.tariff.miles(stay.unit.home, stay.line.place))
    return (
        f"{dollars(stay.cost)} for {stay.headcount} people, {stay.days} days and 2 x {miles:,.1f} miles "
        f"(difference {dollars(tour.cost - stay.cost)})"
    )


def check_pins(docket: Docket, stays: list[Stay]) -> None:
    """Every pin is met by a tour, planned or fixed; no planned tour touches a ban."""
    exact = {(stay.unit.unit, stay.line.line, stay.start, stay.end) for stay in stays}
    bans: dict[str, list[Pin]] = {}
    for pin in docket.case.pins:
        if pin.rule == "ban":
            bans.setdefault(pin.unit, []).append(pin)
        elif pin.line is not None and pin.start is not None and pin.end is not None:
            if (pin.unit, pin.line, pin.start.toordinal(), pin.end.toordinal()) not in exact:
                docket.breach(
                    "pin",
                    f"a tour of {pin.unit} on {pin.line} on exactly the days [{pin.start}, {pin.end}) "
                    "was expected, found none",
                    unit=pin.unit,
                    line=pin.line,
                    on=pin.start.toordinal(),
                )
        else:
            docket.warn(f"a pin of {pin.unit} lacks its line or its days and was not checked")
    for stay in stays:
        if stay.fixed:
            continue
        for ban in bans.get(stay.unit.unit, ()):
            if ban.line not in (None, stay.line.line):
                continue
            after = ban.start is None or stay.end > ban.start.toordinal()
            before = ban.end is None or stay.start < ban.end.toordinal()
            if after and before:
                docket.breach(
                    "ban",
                    f"touches the ban of {ban.unit} from {ban.line or 'every line'} "
                    f"[{ban.start or '…'}, {ban.end or '…'}), expected no tour there",
                    stay=stay,
                )
