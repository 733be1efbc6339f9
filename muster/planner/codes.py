"""Pages of the codes M600 to M699: what planning needs and the case lacks."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

CODES: tuple[CodePage, ...] = (
    CodePage(
        code="M601",
        title="No person-day rate for a tour",
        meaning=(
            "A unit could serve a line in a duty status for which no row of rates.csv with the unit "
            "`person-day` matches on any day. Its cost is then unknown, and an unknown cost is not zero."
        ),
        example="rates.csv has person-day rates for T10 only; a line lets the Guard serve in T32 as well.",
        remedy="Add a person-day rate for the component and duty status (blank columns match everything), "
        "or narrow the line's duty_statuses.",
    ),
    CodePage(
        code="M602",
        title="Some days of tours have no person-day rate",
        meaning=(
            "On some days of the period no person-day rate matches; those days are costed at nothing, so "
            "the cost of the plan is too low there. This is a warning."
        ),
        example="The only rate runs until 2025-10-01; tours run on to December.",
        remedy="Let the rate run on (blank `until`), or add the next one.",
    ),
    CodePage(
        code="M603",
        title="A pin that the rules do not allow",
        meaning=(
            "pins.csv asks for a tour that no lawful plan can contain: the message says which rule "
            "stops it (skill, law, notice, availability, dwell, grid, length)."
        ),
        example="A pin starts on 2025-06-04, which is neither on the weekly grid nor the line's first day.",
        remedy="Change the pin's dates to ones that the message names, or take the pin out.",
    ),
    CodePage(
        code="M604",
        title="Pins that cannot be met together",
        meaning=(
            "Each pin could be met alone, but no plan was found that meets all of them: they need the same "
            "unit at once, or more people than a ceiling or a lift allows."
        ),
        example="Two pins send the only unit of its kind to two lines in the same week.",
        remedy="Take out or move one of the pins that the message names.",
    ),
    CodePage(
        code="M605",
        title="No authority of this id to assume signed",
        meaning="--assume-signed names an authority that authorities.toml does not hold.",
        example="--assume-signed SECDEF-2025 where the id is SECDEF-2025-01-22.",
        remedy="Use one of the ids that the message lists.",
    ),
    CodePage(
        code="M606",
        title="No shortfall price for a priority",
        meaning=(
            "A line has a priority for which case.toml gives no price per unfilled headcount-day, so "
            "leaving it unfilled can be weighed against nothing."
        ),
        example="A line has priority 5; [objective] shortfall prices 1 to 4.",
        remedy="Add the priority to `shortfall` in [objective], or change the line's priority.",
    ),
    CodePage(
        code="M607",
        title="The case is too large in money to be planned exactly",
        meaning=(
            "Prices times headcount-days exceed what whole cents can be counted to exactly; an inexact "
            "bound would be no proof."
        ),
        example="A shortfall price of 10^15 dollars.",
        remedy="Use smaller shortfall prices: they need only be larger than the cost of a tour.",
    ),
    CodePage(
        code="M608",
        title="Tours under way that tours.csv does not hold",
        meaning=(
            "Tours of the baseline began before the later of `as_of` and `planning.start`. They are kept as "
            "they are, as rows of tours.csv would be, since what has begun cannot be planned again. This is "
            "a warning: without the rows, or the baseline, `muster verify` does not know of these tours."
        ),
        example="A baseline of 1 May sends B-2 to a line from 5 May; the case is planned again as of 1 June.",
        remedy="Add the rows that the message shows to tours.csv; change them there if it came otherwise.",
    ),
    CodePage(
        code="M609",
        title="A baseline that is not heeded",
        meaning=(
            "Units whose policies are cycles are planned life by life, and that search does not weigh what "
            "changes from a baseline. The plan is made as if none had been given. This is a warning."
        ),
        example="muster plan of a case imported from MARATHON, with --baseline.",
        remedy="Use `muster compare CASE OLD NEW` to see what changed.",
    ),
    CodePage(
        code="M610",
        title="More candidate tours than memory holds",
        meaning=(
            "The search looks at every tour that the rules allow: each member or group of like members, on "
            "each line, from each start to each end. On a daily grid over a long period these are many "
            "millions. Planning says so before it takes more memory than it may. Compiled loops list no "
            "tours, and need memory for each class of members on each line instead."
        ),
        example="step_days = 1 over two years with 600 lines.",
        remedy="Without compiled loops, install them (pip install 'muster[fast]'), or take a grid of 7 days, "
        "which has some 50 times fewer tours. Or plan a shorter period, or fewer lines at a time; or allow "
        "more with --memory.",
    ),
    CodePage(
        code="M611",
        title="Cycles beside what is not planned with them",
        meaning=(
            "Units that live by cycles are planned life by life. Ordinary units beside them are planned "
            "apart, which is exact as long as nothing links the two. The message names what does: a line "
            "that both may serve, a ceiling, budget or lift that could bind units under cycles, a tour of "
            "theirs that is already ordered, parts, a day's road, a pin on one of several elements."
        ),
        example="line L7 may be served by 12_SRC1_AC, which lives by a cycle, and by 66MP, which does not",
        remedy="Follow the help line: it says how the two are kept apart.",
    ),
    CodePage(
        code="M612",
        title="What a plan tells beside itself is not confirmed",
        meaning=(
            "Cost by element, movement and readiness are counted twice, by two programs that share nothing. "
            "They disagreed, so that this part is left out of plan.json. Tours, objective and bound are not "
            "touched by it. This is a warning, and a bug in Muster."
        ),
        example="cost of the plan left out: 'pay' states $900.00, expected $940.00",
        remedy="Report it, with the case if you can share it.",
    ),
)
