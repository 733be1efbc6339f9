"""The published names of the rules, and what a check gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ("RULES", "RULE_PAGES", "Verification", "Violation")

#: Rule -> what it demands. The names are published and stable: they stand in ``muster verify --json``.
RULE_PAGES: dict[str, str] = {
    "unknown-reference": "Every unit, line, ceiling and authority that a plan names is in the case.",
    "element": "A tour's element is a number from 1 to the unit's quantity.",
    "part": "A planned tour of a type with parts names one part from 1 to n; any other tour names none.",
    "duplicate-element": "One element (or part) is not listed twice for the same line and days.",
    "fixed-tour": (
        "Every tour of tours.csv is in the plan once, unchanged and marked fixed, and no other is so "
        "marked; two that overlap do not share an element while the unit's quantity suffices."
    ),
    "headcount": "Present are the headcount of the type (of the part, of the fixed tour).",
    "fills": "A tour fills the skill headcount that its element brings for the line's capability.",
    "cost": "A tour costs what the rates say, rounded half up to cents.",
    "capability": "A unit serves only lines whose capability it has.",
    "grid-start": "A tour starts on planning.start + k steps or on the line's first day.",
    "early-start": "A tour starts after from - reception_days - step_days of its line.",
    "grid-end": (
        "A tour ends k steps or max_tour_days after its start, or where its line, its unit's availability "
        "or the planning ends."
    ),
    "late-end": "No tour outlasts its line or the planning.",
    "min-tour": (
        "A tour lasts min_tour_days at least (or the line's own length, or the time left to planning.end)."
    ),
    "max-tour": "A tour lasts max_tour_days at most.",
    "reception": "A tour outlasts its reception days.",
    "notice": "No tour starts before planning.start + notice_days.",
    "availability": (
        "A unit leaves home no sooner than available_from + notice_days and ends by available_until."
    ),
    "last-return": "After the return from its last tour a unit keeps its dwell.",
    "dwell": (
        "After a tour of n days the next one keeps max(min_dwell_days, ceil(dwell_ratio x n)) days of dwell."
    ),
    "overlap": "A unit, or a part of it, serves one line at a time.",
    "travel": "The days home and the days out fit between two tours.",
    "cycle-window": "Under a cycle, a rotational tour starts in the window of the unit's cycle.",
    "cycle-bog": (
        "A tour under a cycle starts with BOG left in the turn: more than the days of overlap, or on a line "
        "of a fixed stay one day."
    ),
    "cycle-end": (
        "A tour under a cycle ends when its BOG less the overlap is used up, or with its line; a fixed stay "
        "with its line."
    ),
    "cycle-hand-over": "After a full tour the unit hands over for the days of overlap, if the line lasts.",
    "cycle-demobilization": "After hand-over the unit demobilizes before it starts its cycle anew.",
    "cycle-recovery": "A unit whose line ended before its tour recovers before a new start.",
    "cycle-follow-on": (
        "On the day on which its line ends a unit may go on to a line of the same group without coming home, "
        "to no other."
    ),
    "cycle-component": "Lines for reserve components take no unit of an active one.",
    "cycle-region": "A Forward line takes, unless they follow on, only units of its region.",
    "cycle-category": "Tours of units under a cycle are on lines of a category whose rules are checked.",
    "duty-status": "The duty status exists for the component and is one that the line admits.",
    "authorities": "A tour names its line's approval (and under assumed law nothing else).",
    "law-mission": "The mission of a tour is permitted on every one of its days.",
    "law-mobilization": "Those who serve on a tour may be called to this duty on every one of its days.",
    "law-mark": (
        "A tour says truly whether its law was checked, assumed or left unknown, and what it assumes."
    ),
    "ceiling": "On no day do more people count against a ceiling than it allows.",
    "budget": "The tours that a budget counts cost no more than it allows.",
    "lift": "In every step everybody who arrives or leaves has a seat.",
    "pin": "Every pin is met by a tour of the unit on the line on exactly the dates given.",
    "ban": "No planned tour touches the period of a ban.",
    "objective": "The stated objective is the price of all that stays unfilled plus the cost of all tours.",
    "empty": "The stated objective of the empty plan is that of the fixed tours alone.",
    "bound": "The bound is not above the objective; gap and closed follow from them.",
    "shortfall": "The stated shortfalls add up to what stays unfilled, line by line and day by day.",
    "ceiling-use": "The stated peak and limit of a ceiling are those of the plan and the case.",
    "cost-total": "The stated cost is what all tours cost, and its elements add up to it.",
    "cost-element": "An element of the cost, its range and its shares are what its rates make of the tours.",
    "cost-missing": (
        "A cost names the kinds of cost that no rate covers, and the elements without a range or a source."
    ),
    "cost-overlap": "What is paid twice at hand-overs is that of the days of reception beside others.",
    "movement-tour": "Each way in and out of each tour within the planning is told once.",
    "movement-people": (
        "Those who move and those who do not are those of the tour; nobody stays behind while a seat is left."
    ),
    "movement-mode": "People go by a mode of the case that serves the place and takes as long.",
    "movement-dates": "Legs keep the dates of their tour, and RLD, ALD, EAD, LAD and RDD follow from them.",
    "movement-seats": "No more people go by a mode on a day than it has seats.",
    "movement-cost": "A leg costs its price for each person, rounded half up; a way the sum of its legs.",
    "readiness-unit": "Every unit that serves is listed once, with its tours and its days away.",
    "readiness-dwell": "Time at home before and after tours is what the tours leave.",
    "readiness-training": "Training that a unit is away for is listed, no other.",
    "readiness-whole": "Parts away and days on which a unit is split are those of the tours.",
}

RULES: tuple[str, ...] = tuple(RULE_PAGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """
    One breach of one rule.

    ``rule`` is a name of :data:`RULES`; ``unit`` and ``line`` are ids and ``day`` the first day
    concerned, ``None`` where the breach is not about one. ``message`` says what was found and what
    was expected.
    """

    rule: str
    unit: str | None
    line: str | None
    day: date | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """
    The verdict on a plan.

    ``objective`` and ``empty`` are the checker's own figures in cents, whatever the plan states.
    ``warnings`` are for a reader's eye: they do not make a plan infeasible.
    """

    feasible: bool
    objective: int
    empty: int
    violations: tuple[Violation, ...]
    warnings: tuple[str, ...]
