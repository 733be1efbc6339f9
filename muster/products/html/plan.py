"""The plan: headline, dates to keep, maps, timeline, lines and what stays short."""

from __future__ import annotations

from itertools import groupby

from muster.products.brief import REASONS, Brief
from muster.products.cost import range_words
from muster.products.figures import count, day, dollars, dollars_short, percent, period, plural, signed_share
from muster.products.html.badge import meter, role, verdict_badge, words_of
from muster.products.html.choices import decisions
from muster.products.html.part import Part, figure, key
from muster.products.html.statements import statements
from muster.products.map import MOST_MOVES, NEAR_MILES, bundled, moves_map, service_maps
from muster.products.svg import Markup, clip, element, join
from muster.products.table import Column, said, table
from muster.products.timeline import timeline

__all__ = ("headline", "lines", "plan", "tours")

_STOPPED = {
    "gap": "the wanted gap was reached",
    "time": "the time limit was reached",
    "interrupt": "it was interrupted",
    "exhausted": "nothing was left to try",
}
_MOST_TOURS = 4000


def headline(brief: Brief) -> Markup:
    """The bottom line and the figures at the top."""
    h = brief.headline
    gap = signed_share(h.gap)
    figures = [
        (
            "Filled",
            percent(h.share),
            f"{count(h.filled)} of {count(h.asked)} headcount-days; {count(h.short)} short",
        ),
        (
            "Lines filled in full",
            f"{h.lines_full} of {h.lines}",
            f"{plural(h.lines_short, 'line')} short"
            + (f", {len(h.required_short)} of them required" if h.required_short else ""),
        ),
        ("Cost of all tours", dollars_short(h.cost), _cost_note(brief)),
        (
            "Proven distance from the best",
            f"gap {gap}" if h.gap is not None else "not known",
            (
                f"objective {dollars_short(h.objective)}, no plan below {dollars_short(h.bound)}; "
                f"{percent(h.closed)} of the possible gain is taken"
            ),
        ),
        (
            "Units, tours, people",
            f"{count(h.units)} / {count(h.tours)} / {count(h.people)}",
            (
                f"{plural(h.elements, 'unit counted one by one', 'units counted one by one')}; "
                f"{plural(h.fixed_tours, 'tour')} already ordered"
            ),
        ),
        (
            "Most people present",
            count(h.peak),
            f"first on {day(h.peak_day)}" if h.peak_day is not None else "nobody is present",
        ),
    ]
    return join(
        (
            element("div", *(element("p", sentence) for sentence in brief.bottom_line), class_="bottomline"),
            element(
                "dl",
                *(
                    element(
                        "div",
                        element("dt", name),
                        element("dd", value, class_="value"),
                        element("dd", more, class_="more"),
                    )
                    for name, value, more in figures
                ),
                class_="figures",
            ),
        )
    )


def _cost_note(brief: Brief) -> Markup:
    """The range, the elements counted, and how many kinds of cost are missing: never the total alone."""
    names = tuple(item.element for item in brief.cost.elements)
    reach = range_words(brief.cost.expense)
    missing = len(brief.cost.missing)
    return join(
        (
            f"{reach}; " if reach else "",
            "counts " + words_of(names, 4) + "; " if names else "",
            element(
                "a",
                f"{plural(missing, 'kind of cost is', 'kinds of cost are')} missing"
                if missing
                else "what it leaves out",
                href="#cost",
            ),
        )
    )


def plan(brief: Brief) -> Part:
    """S4: what was ordered to be planned, how it came out, and the days to keep."""
    status = {
        "optimal": "proven best",
        "feasible": "the best plan found; how far from the best is stated",
        "empty": "an empty plan: no tour could or should be planned",
    }.get(brief.status, brief.status)
    facts = [fact for fact in brief.facts if fact.kind == "date"]
    rows = [
        (day(due.day), element("span", due.kind, class_="badge plainbadge"), said(due.what), said(due.source))
        for due in brief.dues
    ]
    content = [
        element(
            "p",
            f"The plan covers {period(brief.start, brief.end)} in steps of "
            f"{plural(brief.step_days, 'day')}. It is "
            f"{status}; the search stopped because {_STOPPED.get(brief.stopped_by, brief.stopped_by)}.",
            class_="lead",
        ),
        table(
            "Dates to keep",
            (Column("Day"), Column("Kind"), Column("What", wide=True), Column("By")),
            rows,
            most=150,
        ),
    ]
    waves = table(
        "People in motion, by day",
        (
            Column("Day"),
            Column("Orders due for", numeric=True),
            Column("Arriving", numeric=True),
            Column("Leaving", numeric=True),
            Column("Present then", numeric=True),
        ),
        [
            (
                day(wave.day),
                *(count(number) if number else "" for number in (wave.ordered, wave.arriving, wave.leaving)),
                count(wave.present),
            )
            for wave in brief.waves
        ],
        most=400,
        empty="The plan moves nobody.",
    )
    if brief.waves:
        nearest = next((wave for wave in brief.waves if wave.ordered and wave.day >= brief.as_of), None)
        label = f"When orders are due, and who arrives and leaves ({plural(len(brief.waves), 'day')})"
        if nearest is not None:
            words = f"The next orders are due on {day(nearest.day)}, for {count(nearest.ordered)} people."
            content.append(element("p", words))
        content.append(element("details", element("summary", label), waves))
    if facts:
        content.append(statements("What the documents say of plans and due dates", facts))
    if brief.choices.decisions:
        content.append(decisions(brief))
    return Part("plan", "The plan and its dates", "S4", join(content))


def lines(brief: Brief) -> Part:
    """S7: maps, timeline, the table of lines, and what stays short."""
    content: list[Markup] = [
        element(
            "p",
            "Each line is one role at one place that an agency asked for. Units fill it in tours; "
            "while a unit is "
            "being received it is present but does not fill yet.",
            class_="lead",
        )
    ]
    content.extend(_maps(brief))
    drawn = timeline(brief)
    if drawn is not None:
        caption = (
            "Above each line's bars: the share of the people asked that is there, day by day (dashed: "
            "all of them). "
            "Hatched: days of reception, when a unit takes over and does not fill yet. Tours of one unit on "
            "the same days are one bar, with their number (×)."
        )
        if any(tour.start < brief.start for tour in brief.tours):
            caption += " Dotted: the plan begins."
        content.append(element("h3", "Tours by line"))
        content.append(
            figure(
                "timeline",
                drawn.drawing,
                " ".join((caption, *drawn.left_out)),
                "tours",
                element(
                    "p",
                    element(
                        "a", "All tours, with what carries each, are in the table of tours.", href="#tours"
                    ),
                ),
                legend=_bar_key(brief),
            )
        )
    content.append(element("h3", "Lines, how far they are filled, and why not further"))
    content.append(_line_table(brief))
    content.append(element("h3", "What stays unfilled"))
    content.append(_reason_table(brief))
    content.append(_shortfall_table(brief))
    return Part("lines", "Request lines and the units that fill them", "S7", join(content))


def _bar_key(brief: Brief) -> Markup:
    names = {"T10": "Title 10", "T32": "Title 32", "SAD": "state active duty", "USCG": "Coast Guard"}
    used = {str(tour.duty_status) for tour in brief.tours}
    items = [
        (
            join(
                (
                    element("rect", class_=f"bar {status.lower()}", x=1, y=1, width=24, height=12, rx=2),
                    element("rect", class_=f"over-{status.lower()}", x=1, y=1, width=24, height=12)
                    if status != "T10"
                    else None,
                )
            ),
            f"{status}: {words}",
        )
        for status, words in names.items()
        if status in used
    ]
    items.append(
        (
            join(
                (
                    element("rect", class_="bar t10", x=1, y=1, width=24, height=12, rx=2),
                    element("rect", class_="reception", x=1, y=1, width=24, height=12, rx=2),
                )
            ),
            "reception",
        )
    )
    if any(tour.fixed for tour in brief.tours):
        items.append(
            (
                element("rect", class_="bar t10 fixed", x=2, y=2, width=22, height=10, rx=2),
                "outlined: already ordered",
            )
        )
    return key(*items)


def _maps(brief: Brief) -> list[Markup]:
    geography = brief.geography
    drawn: list[Markup] = []
    places = table(
        "Places served",
        (
            Column("Place"),
            Column("State"),
            Column("Lines", wide=True),
            Column("People asked", numeric=True),
            Column("Filled", numeric=True),
        ),
        [
            (
                said(place.name),
                said(place.state),
                said(words_of(place.lines), 300),
                count(place.headcount),
                percent(place.share),
            )
            for place in geography.served
        ],
        most=300,
    )
    disc = join(
        (
            element("circle", class_="need", cx=13, cy=7, r=6),
            element("path", class_="filled", d="M13 7V1A6 6 0 1 1 7 7Z"),
            element("circle", class_="rim", cx=13, cy=7, r=6),
        )
    )
    legend = key(
        (disc, "people asked (area) and the share filled"),
        (element("rect", class_="home", x=9, y=3, width=8, height=8), "home station"),
    )
    maps = service_maps(geography)
    for index, (name, drawing) in enumerate(maps):
        drawn.append(element("h3", "Where they serve" + (f": {name}" if name else "")))
        drawn.append(
            figure(
                "map" if index == 0 else f"map-{index + 1}",
                drawing,
                f"Need and fill at each place over {period(brief.start, brief.end)}.",
                "places served",
                places,
                legend=legend if index == 0 else None,
            )
        )
    moves = moves_map(geography)
    if moves is not None:
        names = {home.place: home.name for home in geography.homes} | {
            p.place: p.name for p in geography.served
        }
        caption = "Great-circle lines from home stations to the places served."
        bundles = bundled(geography)
        if len(bundles) < len(geography.moves):
            caption += (
                f" Of {len(geography.moves):,} moves, those from one home to places within "
                f"{NEAR_MILES:.0f} miles of one another are drawn as one."
            )
        if len(bundles) > MOST_MOVES:
            caption += f" Drawn are the {MOST_MOVES} largest."
        rows = [
            (
                said(names[move.home]),
                said(names[move.place]),
                count(move.headcount),
                count(move.tours),
                f"{move.miles:,.1f}",
            )
            for move in geography.moves
        ]
        columns = (
            Column("From"),
            Column("To"),
            Column("People", numeric=True),
            Column("Tours", numeric=True),
            Column("Road miles", numeric=True),
        )
        drawn.append(element("h3", "Where they come from"))
        flow = key(
            (element("rect", class_="home", x=9, y=3, width=8, height=8), "home station"),
            (element("circle", class_="served", cx=13, cy=7, r=3.2), "place served"),
            (element("path", class_="head", d="M22 7L10 2V12Z"), "move, as wide as its people"),
        )
        moved = table("Moves", columns, rows, most=400)
        drawn.append(figure("moves", moves, caption, "moves", moved, legend=flow))
    return drawn


def _line_table(brief: Brief) -> Markup:
    rows = []
    agencies = {line.agency for line in brief.lines}
    one = next(iter(agencies)) if len(agencies) == 1 else None
    for line in brief.lines:
        flags = [
            word
            for word, is_so in (("required", line.required), ("armed", line.armed), ("contact", line.contact))
            if is_so
        ]
        why = "; ".join(f"{reason} {count(days)}" for reason, days in line.reasons)
        rows.append(
            (
                said(line.line, 60),
                join(
                    (
                        said(line.place_name, 60),
                        element("div", said(line.agency, 60), class_="small")
                        if line.agency and not one
                        else None,
                    )
                ),
                join((role(line.role), element("div", ", ".join(flags), class_="small") if flags else None)),
                str(line.priority),
                count(line.headcount),
                element("span", period(line.start, line.end), class_="nowrap")
                if line.asked
                else "outside the plan",
                meter(line.share),
                count(line.short) if line.asked else None,
                why or ("–" if not line.short else "not stated"),
                join(
                    (
                        verdict_badge(line.verdict),
                        element("div", "who pays is open", class_="small") if line.money_open else None,
                    )
                ),
            )
        )
    return table(
        "Request lines (short: headcount-days, by reason)"
        + (f"; all asked by {clip(one, 60)}" if one else ""),
        (
            Column("Line"),
            Column("Place" if one else "Place, agency"),
            Column("Role"),
            Column("Priority", numeric=True),
            Column("People", numeric=True),
            Column("Days"),
            Column("Filled"),
            Column("Short", numeric=True),
            Column("Why short"),
            Column("Law"),
        ),
        rows,
        most=1500,
        empty="The case asks for nobody.",
    )


def _reason_table(brief: Brief) -> Markup:
    total = sum(days for _, days in brief.reason_days)
    return table(
        "Unfilled headcount-days by reason",
        (
            Column("Reason"),
            Column("What it means", wide=True),
            Column("Headcount-days", numeric=True),
            Column("Share", numeric=True),
        ),
        [
            (reason, REASONS.get(reason, ""), count(days), percent(days / total if total else None))
            for reason, days in brief.reason_days
        ],
        empty="Nothing stays unfilled.",
    )


def _shortfall_table(brief: Brief) -> Markup:
    if not brief.shortfalls:
        return Markup("")
    content = table(
        "Every shortfall",
        (
            Column("Line"),
            Column("Place"),
            Column("Days"),
            Column("People missing", numeric=True),
            Column("Headcount-days", numeric=True),
            Column("Reason", wide=True),
        ),
        [
            (
                said(short.line, 60),
                said(short.place_name, 60),
                period(short.start, short.end),
                count(short.headcount),
                count(short.headcount_days),
                f"{short.reason}: {short.words}",
            )
            for short in brief.shortfalls
        ],
        most=800,
    )
    return element(
        "details",
        element("summary", f"Every shortfall, day by day ({len(brief.shortfalls):,} rows)"),
        content,
    )


def tours(brief: Brief) -> Part:
    """The table of tours, line by line."""
    rows = []
    for _, group in groupby(brief.tours, key=lambda tour: tour.line):
        for tour in group:
            part = f" part {tour.part}" if tour.part is not None else ""
            rows.append(
                (
                    said(tour.line, 60),
                    join(
                        (
                            said(tour.unit_name, 80),
                            f" #{tour.element}{part}" if tour.element > 1 or part else None,
                        )
                    ),
                    str(tour.component or "–"),
                    str(tour.duty_status),
                    period(tour.start, tour.end),
                    day(tour.fills_from, year=False),
                    count(tour.headcount),
                    count(tour.fills),
                    dollars(tour.cost),
                    join(
                        (
                            tour.chain,
                            " ordered" if tour.fixed else None,
                            " on condition" if tour.assumes else None,
                        )
                    ),
                )
            )
    content = table(
        "Tours",
        (
            Column("Line"),
            Column("Unit", wide=True),
            Column("Component"),
            Column("Status"),
            Column("Present"),
            Column("Fills from"),
            Column("People", numeric=True),
            Column("Fill", numeric=True),
            Column("Cost", numeric=True),
            Column("Law"),
        ),
        rows,
        most=_MOST_TOURS,
        empty="The plan has no tours.",
    )
    lead = element(
        "p",
        "“Law” names the legal chain of the section on the law; “ordered” marks tours already under "
        "way, which "
        "the plan takes as they are.",
        class_="lead",
    )
    unused = (
        element(
            "details",
            element("summary", f"Units that the plan does not use ({len(brief.unused):,})"),
            element("p", said(words_of(brief.unused, 200), 6000)),
        )
        if brief.unused
        else None
    )
    return Part("tours", "All tours", None, join((lead, content, unused)))
