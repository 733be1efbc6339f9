"""A page for each rule that ``muster verify`` checks: what it demands, where that stands, an example."""

from __future__ import annotations

from dataclasses import dataclass

from muster.planner.checker.rules import RULE_PAGES

__all__ = ("CHECK_PAGES", "CheckPage")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """
    One rule in words.

    ``stands`` is where the rule comes from; ``example`` what ``muster verify`` says of a breach of it;
    ``remedy`` what to do about one.
    """

    rule: str
    demands: str
    stands: str
    example: str
    remedy: str


_TOUR = "contract of the case folder, section 2: a tour"
_DAYS = "contract of the case folder, section 2: start and end"
_REST = "contract of the case folder, section 2: notice, availability and dwell"
_FIXED = "contract of the case folder, section 2: fixed tours; decision 9 (docs/decisions)"
_PINS = "contract of the case folder, section 2: pins and bans"
_LIMITS = "contract of the case folder, section 2: ceilings and lift; decision 2 (docs/decisions)"
_LAW = "contract of the case folder, section 2: law"
_MONEY = "contract of the case folder, section 2: objective, bound, gap"
_FILE = "contract of the case folder, section 4: plan.json"
_CYCLE = "docs/marathon.md: MARATHON's rules, one by one; decision 6 (docs/decisions)"
_COST = "docs/costs.md"
_MOVES = "docs/movement.md"
_READY = "docs/readiness.md"

_TIME = "Give the tour other days; `muster explain CASE PLAN UNIT` lists what its unit does."
_FIGURE = "Take the expected figure over: it follows from the case and the tours."

#: Rule -> where it stands, an example, what to do.
_PAGES: dict[str, tuple[str, str, str]] = {
    "unknown-reference": (
        _FILE,
        "tour of MPCO-1 on LAREDO from 2025-06-02 names line 'LAREDO', expected ids of the case",
        "Correct the id, or check the plan against the case that it was made for.",
    ),
    "element": (
        _TOUR,
        "tour of MPCO-1 #4 on L7 [2025-06-02, 2025-09-01): found element 4, expected 1 to 3",
        "Number elements from 1 to the unit's quantity in units.csv.",
    ),
    "part": (
        _TOUR,
        "found no part, expected 1 to 4: the unit is planned in parts",
        "Name a part for planned tours of types with `part` in types.csv, and none for others.",
    ),
    "duplicate-element": (_TOUR, "tour of MPCO-1 on L7 …: listed 2 times, expected once", "Take one out."),
    "fixed-tour": (
        _FIXED,
        "fixed tour of MPCO-1 on L7 [2025-05-01, 2025-07-01) in T10 is missing, expected once",
        "Every row of tours.csv is in the plan as it is; a re-plan is checked with --baseline.",
    ),
    "headcount": (_TOUR, "states 120 people, expected 118", _FIGURE),
    "fills": (_TOUR, "states 118 people, expected 96", _FIGURE),
    "cost": (
        _MONEY,
        "states $1,000,000.00, expected $1,002,410.20 for 118 people, 91 days and 2 x 412.6 miles",
        "Add every matching rate, and round each tour once, halves up, to cents.",
    ),
    "capability": (
        _TOUR,
        "type MP brings nobody with 'medical', expected one person or more",
        "Take a unit whose type has the line's capability in skills.csv.",
    ),
    "grid-start": (
        _DAYS,
        "starts on 2025-06-04, expected 2025-06-02 + k x 7 days or the line's first day 2025-06-10",
        _TIME,
    ),
    "early-start": (
        _DAYS,
        (
            "starts on 2025-05-20, expected 2025-05-27 or later: the line begins on 2025-06-10, "
            "reception takes 7 days"
        ),
        _TIME,
    ),
    "grid-end": (
        _DAYS,
        (
            "ends 25 days after its start, expected a multiple of 7, 180 days, or the end of the line, the "
            "planning or the availability"
        ),
        _TIME,
    ),
    "late-end": (_DAYS, "ends on 2026-02-01, expected 2026-01-01 or earlier: the planning ends", _TIME),
    "min-tour": (_DAYS, "lasts 14 days, expected 30 at least", _TIME),
    "max-tour": (_DAYS, "lasts 210 days, expected 180 at most", _TIME),
    "reception": (_DAYS, "lasts 7 days, expected more than the 7 of reception", _TIME),
    "notice": (
        _REST,
        (
            "starts on 2025-06-02, expected 2025-06-21 or later: planning starts on 2025-05-22, "
            "notice is 30 days"
        ),
        _TIME,
    ),
    "availability": (
        _REST,
        (
            "leaves home on 2025-06-01 (2 days of travel), expected 2025-07-01 or later: available from "
            "2025-07-01, notice is 0 days"
        ),
        _TIME,
    ),
    "last-return": (
        _REST,
        (
            "starts on 2025-06-02, expected 2025-09-30 or later: back on 2025-01-03 from a tour of 90 days, "
            "dwell is 270 days"
        ),
        _TIME,
    ),
    "dwell": (
        _REST,
        (
            "starts on 2025-10-06, expected 2025-12-01 or later: 91 days of dwell from 2025-09-01 after the "
            "91 days of MPCO-1 on L7 that ended on 2025-09-01"
        ),
        _TIME,
    ),
    "overlap": (_TOUR, "found MPCO-1 on L7 until 2025-09-01, expected one line at a time", _TIME),
    "travel": (
        _REST,
        (
            "starts on 2025-09-02, expected 2025-09-05 or later: 2 days home of MPCO-1 from L7 (left on "
            "2025-09-01) and 2 days out"
        ),
        _TIME,
    ),
    "cycle-window": (
        _CYCLE,
        "starts on day 200 of the cycle, expected day 365 to 1094",
        _TIME,
    ),
    "cycle-bog": (
        _CYCLE,
        "found 45 days of BOG left of 270, expected more than the 45 of overlap",
        _TIME,
    ),
    "cycle-end": (
        _CYCLE,
        "ends on 2025-08-01, expected 2025-09-15: its BOG less the overlap is used up then",
        _TIME,
    ),
    "cycle-hand-over": (
        _CYCLE,
        (
            "starts on 2025-09-20, expected 2025-10-30 or later: hand-over after L7, which ended for U1 on "
            "2025-09-15"
        ),
        _TIME,
    ),
    "cycle-demobilization": (
        _CYCLE,
        (
            "starts on 2025-11-01, expected 2025-12-29 or later: demobilization after L7, which ended for U1 "
            "on 2025-09-15"
        ),
        _TIME,
    ),
    "cycle-recovery": (
        _CYCLE,
        (
            "starts on 2025-11-01, expected 2025-12-15 or later: recovery after L7, which ended for U1 on "
            "2025-09-15"
        ),
        _TIME,
    ),
    "cycle-follow-on": (
        _CYCLE,
        (
            "starts on day 1100 of the cycle, expected day 365 to 1094; released that day by L7, it may "
            "follow on within the group A, found the group B"
        ),
        "Follow on within one group only.",
    ),
    "cycle-component": (
        _CYCLE,
        "found RA, expected a reserve component on a line of NonBOG-RC-Only",
        "Take another unit.",
    ),
    "cycle-region": (
        _CYCLE,
        ("found a unit of the region EUCOM, expected the region PACOM or a follow-on within the group"),
        "Take another unit.",
    ),
    "cycle-category": (
        _CYCLE,
        "found category Surge, expected one whose rules are checked",
        "Give the line a category that docs/marathon.md names.",
    ),
    "duty-status": (
        _LAW,
        "found SAD, expected one of T10 for RA",
        "`muster schema pairs` lists the statuses that each component can have.",
    ),
    "authorities": (
        _LAW,
        "names no authority, expected the line's approval SECDEF-2025-01-22 among them",
        "Let the tour name the approval of its line.",
    ),
    "law-mission": (
        _LAW,
        ("the mission in T10 under SECDEF-2025-01-22 (12302) is prohibited, expected permitted on every day"),
        "`muster ask` puts the same question; `muster explain usc/t10/s275` prints a rule of law.",
    ),
    "law-mobilization": (
        _LAW,
        (
            "the mobilization in T10 under SECDEF-2025-01-22 (no mobilization section) is needs_authority, "
            "expected permitted on every day"
        ),
        "`muster ask` with --component and --invoke puts the same question.",
    ),
    "law-mark": (
        _LAW,
        "marked law 'assumed' in a plan marked 'checked', expected checked or unknown",
        "Mark tours by what the law library says, and name in `assumes` what is not signed yet.",
    ),
    "ceiling": (
        _LIMITS,
        ("SW-1500 counts 1,540 people on 2025-07-14 (0 of them in fixed tours), expected 1,500 at most"),
        "`muster explain CASE PLAN SW-1500` shows who counts, and what one person more would be worth.",
    ),
    "budget": (
        _LIMITS,
        ("SW-400M counts $402,000,000.00 ($0.00 of it in fixed tours), expected $400,000,000.00 at most"),
        "`muster explain CASE PLAN SW-400M` shows what counts.",
    ),
    "lift": (
        _LIMITS,
        (
            "300 people arrive in the step from 2025-06-02 (YUMA 300), and 60 have no seat: expected at most "
            "YUMA 240"
        ),
        "Move some tours to other steps, or add seats in lift.csv.",
    ),
    "pin": (
        _PINS,
        "a tour of MPCO-1 on L7 on exactly the days [2025-06-02, 2025-09-01) was expected, found none",
        "Add the tour, or take the pin out of pins.csv.",
    ),
    "ban": (
        _PINS,
        "touches the ban of MPCO-1 from L7 [2025-06-02, …), expected no tour there",
        "Take the tour out, or the ban out of pins.csv.",
    ),
    "objective": (
        _MONEY,
        "the plan states $1,000.00, expected $1,200.00 (difference -$200.00)",
        _FIGURE,
    ),
    "empty": (
        _MONEY,
        "the plan states $1,000.00, expected $1,200.00 (difference -$200.00)",
        _FIGURE,
    ),
    "bound": (
        _MONEY,
        "the plan states a bound of $1,300.00, expected at most its objective $1,200.00",
        "State a bound that is proved (`muster verify --certificate` recomputes one), or null.",
    ),
    "shortfall": (
        _FILE,
        "line L7: the plan states 10 people short on 2025-06-02, expected 22",
        "List, line by line, everyone who is missing on every day.",
    ),
    "ceiling-use": (
        _FILE,
        "ceiling SW-1500: the plan states a peak of 1,400, expected 1,432",
        _FIGURE,
    ),
    "cost-total": (
        _COST,
        "the cost states $1,000.00, expected $1,002.00: what all tours cost",
        _FIGURE,
    ),
    "cost-element": (_COST, "'pay' states $900.00, expected $940.00", _FIGURE),
    "cost-missing": (
        _COST,
        "missing names airlift, expected airlift, reset",
        "Name every kind of cost of which the estimate says nothing: a total is never shown without them.",
    ),
    "cost-overlap": (_COST, "states 40 headcount-days of hand-over, expected 70", _FIGURE),
    "movement-tour": (
        _MOVES,
        "tour of MPCO-1 on L7 [2025-06-02, 2025-09-01): its way in is not told",
        "Tell each way in and out of each tour that starts, or ends, within the planning once.",
    ),
    "movement-people": (
        _MOVES,
        "way in: 100 people move and 0 do not, of 118: expected 118 in all",
        "Legs and `unmoved` add up to the tour's headcount.",
    ),
    "movement-mode": (
        _MOVES,
        (
            "way in: 118 go by bus (land) from 2025-06-01 to 2025-06-02, expected a mode that serves YUMA on "
            "2025-06-02 and takes as long: bus (3 days)"
        ),
        "Take a mode of modes.csv, with its days.",
    ),
    "movement-dates": (
        _MOVES,
        "way in: states EAD 2025-06-01, expected 2025-06-02",
        "Dates follow from the tour and the modes used, as the table in docs/movement.md says.",
    ),
    "movement-seats": (
        _MOVES,
        "90 people go in by C-130 on 2025-06-02 (YUMA 90), 20 more than there are seats",
        "Spread the people over days or modes.",
    ),
    "movement-cost": (
        _MOVES,
        "way in: 118 go by bus for $1,000.00, expected $1,180.00",
        _FIGURE,
    ),
    "readiness-unit": (
        _READY,
        "element 2 of MPCO-1 serves and is missing",
        "List every element that serves once, and no other.",
    ),
    "readiness-dwell": (_READY, "element 1: dwell_after is stated as 120, expected 91", _FIGURE),
    "readiness-training": (
        _READY,
        "element 1: training missed is stated as none, expected NTC 25-08 (21 days)",
        "List the events of events.csv on some day of which the unit is away.",
    ),
    "readiness-whole": (_READY, "element 1: days on which it is split is stated as 0, expected 30", _FIGURE),
}

#: Rule -> its page, in the order of :data:`~muster.planner.checker.rules.RULES`.
CHECK_PAGES: dict[str, CheckPage] = {
    rule: CheckPage(rule=rule, demands=demands, stands=stands, example=example, remedy=remedy)
    for rule, demands in RULE_PAGES.items()
    for stands, example, remedy in (_PAGES[rule],)
}
