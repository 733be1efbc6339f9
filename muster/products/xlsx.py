"""
The workbook: the tables of the brief as sheets.

Cells are written as text, numbers or days by their type, so that nothing in the material becomes a
formula or a link. Periods are half-open as in the case folder: ``until`` is the first day not included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from muster.products.brief import REASONS, Brief
from muster.products.choices import CHANGE_WORDS
from muster.products.conflicts import quantity_words
from muster.products.readiness import worst_first
from muster.products.svg import plain

__all__ = ("SHEETS", "SOMETIMES", "write_xlsx")

#: What a cell may hold.
Plain = str | int | float | date | bool | None
#: A value, or a value with a kind of its own where a column mixes kinds.
Value = Plain | tuple[int | float, str]
#: Heading, kind (text, number, share, dollars, ratio, day) and width in characters.
Column = tuple[str, str, int]

#: The longest text that a cell of the format holds (ECMA-376, 18.18: 32,767 characters).
_LONGEST = 32_767
_MOST_ROWS = 1_048_575

SHEETS = (
    "Summary",
    "Lines",
    "Tours",
    "Shortfalls",
    "Ceilings",
    "Cost",
    "Movements",
    "Readiness",
    "Changes",
    "Required lines",
    "Pins and bans",
    "Splits",
    "Findings",
    "Facts",
    "Assumptions",
    "Authorities",
)

#: Sheets that are there only where there is something to tell.
SOMETIMES = ("Changes", "Required lines", "Pins and bans", "Splits")


def write_xlsx(brief: Brief, path: str | Path) -> None:
    """
    Write the workbook.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(str(path), options)
    # The as-of day stands for the time of writing, so that the same brief gives the same file.
    book.set_properties(
        {
            "title": _text(brief.title)[:250],
            "comments": "Written by Muster",
            "created": datetime(brief.as_of.year, brief.as_of.month, brief.as_of.day),  # noqa: DTZ001
        }
    )
    formats = {
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "share": book.add_format({"num_format": "0.0%", "valign": "top"}),
        "dollars": book.add_format({"num_format": "$#,##0.00", "valign": "top"}),
        "ratio": book.add_format({"num_format": "0.00", "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "head": book.add_format(
            {"bold": True, "valign": "top", "text_wrap": True, "bottom": 1, "bg_color": "#E8EDF2"}
        ),
    }
    for name in SHEETS:
        columns, rows = _CONTENT[name](brief)
        if name in SOMETIMES:
            rows = list(rows)
            if not rows:
                continue
        _sheet(book, formats, name, columns, rows)
    book.close()


def _text(value: str) -> str:
    return plain(value)[:_LONGEST]


def _sheet(
    book: xlsxwriter.Workbook,
    formats: dict[str, Format],
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for index, (heading, _, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, formats["head"])
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > _MOST_ROWS:
            count -= 1
            break
        for index, (value, (_, kind, _)) in enumerate(zip(row, columns, strict=True)):
            _cell(sheet, formats, count, index, value, kind)
    if count:
        sheet.autofilter(0, 0, count, len(columns) - 1)


def _cell(
    sheet: Worksheet, formats: dict[str, Format], row: int, column: int, value: Value, kind: str
) -> None:
    if isinstance(value, tuple):
        value, kind = value
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", formats["text"])
    elif isinstance(value, date):
        if value.year >= 1900:
            moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001
            sheet.write_datetime(row, column, moment, formats["day"])
        else:  # days that the format cannot count
            sheet.write_string(row, column, value.isoformat(), formats["text"])
    elif isinstance(value, str):
        sheet.write_string(row, column, _text(value), formats["text"])
    else:
        amount = value / 100 if kind == "dollars" else value
        sheet.write_number(row, column, amount, formats[kind if kind != "text" else "number"])


_Content = tuple[Sequence[Column], Iterable[Sequence[Value]]]


def _summary(brief: Brief) -> _Content:
    h = brief.headline
    rows: list[Sequence[Value]] = [
        ("Case", brief.title, None),
        ("As of", brief.as_of, None),
        ("Plan from", brief.start, None),
        ("Plan until", brief.end, "first day not included"),
    ]
    rows.extend(("In words", sentence, None) for sentence in brief.bottom_line)
    figures: tuple[tuple[str, int | float | None, str, str], ...] = (
        ("Headcount-days asked", h.asked, "number", ""),
        ("Headcount-days filled", h.filled, "number", ""),
        ("Headcount-days short", h.short, "number", ""),
        ("Share filled", h.share, "share", ""),
        ("Lines", h.lines, "number", "with days inside the plan"),
        ("Lines short", h.lines_short, "number", ""),
        ("Units", h.units, "number", ""),
        ("Tours", h.tours, "number", ""),
        ("Tours already ordered", h.fixed_tours, "number", ""),
        ("People", h.people, "number", "each unit or part counted once"),
        ("Most people present", h.peak, "number", f"first on {h.peak_day}" if h.peak_day else ""),
        ("Cost of all tours", h.cost, "dollars", "what it leaves out: sheet Assumptions"),
        ("Price of what stays unfilled", h.penalty, "dollars", "a weight by priority, not money spent"),
        ("Objective", h.objective, "dollars", ""),
        ("Bound", h.bound, "dollars", "no plan for this problem can have a lower objective"),
        ("Gap", h.gap, "share", "(objective − bound) / objective"),
        ("Closed", h.closed, "share", "of the way from the empty plan to the bound"),
    )
    rows.extend(
        (name, "not known" if value is None else (value, kind), note) for name, value, kind, note in figures
    )
    feasible = {True: "feasible", False: "violations found", None: "not run"}
    rows.append(("Independent check", feasible[brief.verification_feasible], brief.verification_note))
    rows.append(("Law", brief.law, None))
    rows.append(("Status", brief.status, f"stopped by {brief.stopped_by}, seed {brief.seed}"))
    return (("Figure", "text", 30), ("Value", "text", 60), ("Note", "text", 60)), rows


def _lines(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Line", "text", 18),
        ("Request", "text", 12),
        ("Agency", "text", 14),
        ("Place", "text", 24),
        ("Role", "text", 20),
        ("Capability", "text", 18),
        ("Priority", "number", 8),
        ("Required", "text", 9),
        ("Armed", "text", 7),
        ("Contact", "text", 8),
        ("From", "day", 11),
        ("Until", "day", 11),
        ("People asked", "number", 10),
        ("Headcount-days asked", "number", 13),
        ("Headcount-days filled", "number", 13),
        ("Headcount-days short", "number", 13),
        ("Share filled", "share", 9),
        ("Tours", "number", 7),
        ("Cost", "dollars", 16),
        ("Why short (headcount-days)", "text", 30),
        ("Worst finding", "text", 16),
        ("Who pays is open", "text", 10),
        ("Approval", "text", 20),
        ("Command", "text", 14),
        ("Units", "text", 40),
    )
    return columns, (
        (
            line.line,
            line.request,
            line.agency,
            line.place_name,
            line.role,
            line.capability,
            line.priority,
            line.required,
            line.armed,
            line.contact,
            line.start,
            line.end,
            line.headcount,
            line.asked,
            line.filled,
            line.short,
            line.share,
            line.tours,
            line.cost,
            "; ".join(f"{reason} {days}" for reason, days in line.reasons),
            line.verdict.value if line.verdict is not None else None,
            line.money_open,
            line.approval,
            line.command,
            ", ".join(line.units),
        )
        for line in brief.lines
    )


def _tours(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Tour", "text", 8),
        ("Unit", "text", 18),
        ("Name", "text", 34),
        ("Element", "number", 9),
        ("Part", "number", 7),
        ("Component", "text", 11),
        ("Home", "text", 16),
        ("Line", "text", 18),
        ("Place", "text", 14),
        ("Start", "day", 11),
        ("Fills from", "day", 11),
        ("End", "day", 11),
        ("Duty status", "text", 10),
        ("Authorities", "text", 34),
        ("Mobilization", "text", 16),
        ("Fund", "text", 16),
        ("Present", "number", 9),
        ("Fills", "number", 9),
        ("Cost", "dollars", 15),
        ("Already ordered", "text", 10),
        ("Law", "text", 10),
        ("Assumes signed", "text", 24),
        ("Legal chain", "text", 8),
    )
    return columns, (
        (
            tour.tour,
            tour.unit,
            tour.unit_name,
            tour.element,
            tour.part,
            str(tour.component) if tour.component is not None else None,
            tour.home,
            tour.line,
            tour.place,
            tour.start,
            tour.fills_from,
            tour.end,
            str(tour.duty_status),
            "; ".join(tour.authorities),
            tour.mobilization,
            tour.fund,
            tour.headcount,
            tour.fills,
            tour.cost,
            tour.fixed,
            tour.law,
            "; ".join(tour.assumes),
            tour.chain,
        )
        for tour in brief.tours
    )


def _shortfalls(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Line", "text", 18),
        ("Place", "text", 24),
        ("From", "day", 11),
        ("Until", "day", 11),
        ("People missing", "number", 10),
        ("Headcount-days", "number", 13),
        ("Reason", "text", 12),
        ("What it means", "text", 60),
    )
    return columns, (
        (
            short.line,
            short.place_name,
            short.start,
            short.end,
            short.headcount,
            short.headcount_days,
            short.reason,
            REASONS.get(short.reason, ""),
        )
        for short in brief.shortfalls
    )


def _ceilings(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Ceiling", "text", 18),
        ("Authority", "text", 22),
        ("Status", "text", 12),
        ("Limit", "number", 16),
        ("Most used", "number", 16),
        ("First day of most", "day", 12),
        ("Days over", "number", 9),
        ("Binds from", "day", 11),
        ("Binds until", "day", 11),
        ("Counts", "text", 50),
        ("Hand-over days", "text", 14),
        ("Inside", "text", 18),
        ("One more person is worth", "number", 14),
        ("In words", "text", 70),
    )
    return columns, (
        (
            ceiling.id,
            ceiling.authority,
            ceiling.status,
            ceiling.limit if ceiling.dollars is None else (ceiling.dollars, "dollars"),
            ceiling.peak if ceiling.dollars is None else (ceiling.peak, "dollars"),
            ceiling.peak_day,
            ceiling.over_days,
            ceiling.start,
            ceiling.end,
            ceiling.scope,
            ceiling.overlap,
            ", ".join(ceiling.inside),
            "not known" if ceiling.price is None else (ceiling.price * 100, "dollars"),
            ceiling.price_words,
        )
        for ceiling in brief.ceilings
    )


def _cost(brief: Brief) -> _Content:
    """Elements, their parts by component and duty status, the whole, and what is missing."""
    expense = brief.cost.expense
    columns: Sequence[Column] = (
        ("Element", "text", 30),
        ("Row", "text", 12),
        ("Component", "text", 11),
        ("Duty status", "text", 10),
        ("Low", "dollars", 18),
        ("Expected", "dollars", 18),
        ("High", "dollars", 18),
        ("Speaks for", "text", 34),
        ("Basis", "text", 50),
        ("Source", "text", 60),
    )
    rows: list[Sequence[Value]] = []
    for item in expense.elements:
        covers = ", ".join(item.covers)
        rows.append(
            (
                item.element,
                "element",
                None,
                None,
                item.low,
                item.expected,
                item.high,
                covers,
                item.basis,
                item.source or "not stated",
            )
        )
        rows.extend(
            (
                item.element,
                "part",
                str(share.component),
                str(share.duty_status),
                None,
                share.expected,
                None,
                covers,
                None,
                None,
            )
            for share in item.by
        )
    nothing: tuple[Value, ...] = (None, None)
    whole = (expense.low, expense.expected, expense.high)
    rows.append(("All elements", "whole", *nothing, *whole, None, "the sum of the elements", None))
    overlap = expense.overlap
    rows.append(
        (
            "Paid twice during hand-over",
            "of which",
            *nothing,
            overlap.low,
            overlap.expected,
            overlap.high,
            None,
            f"{overlap.headcount_days:,} headcount-days",
            None,
        )
    )
    rows.extend(
        (what, "missing", None, None, None, "not in the estimate", None, None, None, None)
        for what in brief.cost.missing
    )
    return columns, rows


def _movements(brief: Brief) -> _Content:
    """One row for each leg, in the terms of a time-phased deployment list; days also counted from C-day."""
    columns: Sequence[Column] = (
        ("Unit", "text", 18),
        ("Element", "number", 9),
        ("Part", "number", 7),
        ("Line", "text", 18),
        ("Way", "text", 6),
        ("Origin", "text", 16),
        ("Destination", "text", 16),
        ("PAX", "number", 8),
        ("RLD", "day", 11),
        ("ALD", "day", 11),
        ("EAD", "day", 11),
        ("LAD", "day", 11),
        ("RDD", "day", 11),
        ("RLD C+", "number", 8),
        ("ALD C+", "number", 8),
        ("EAD C+", "number", 8),
        ("LAD C+", "number", 8),
        ("RDD C+", "number", 8),
        ("Mode", "text", 12),
        ("Kind", "text", 7),
        ("PAX of the leg", "number", 9),
        ("Leaves", "day", 11),
        ("Arrives", "day", 11),
        ("Cost of the leg", "dollars", 14),
        ("No seat", "number", 8),
        ("Cost by road in the plan", "dollars", 14),
    )
    rows: list[Sequence[Value]] = []
    for one in brief.movement.movements:
        days = (one.rld, one.ald, one.ead, one.lad, one.rdd)
        head = (
            *(one.unit, one.element, one.part, one.line, one.direction, one.origin, one.destination),
            one.headcount,
            *days,
            *(None if when is None else (when - brief.start).days for when in days),
        )
        legs: list[Sequence[Value]] = [
            (leg.mode, leg.kind, leg.headcount, leg.leaves, leg.arrives, leg.cost) for leg in one.legs
        ]
        for index, leg in enumerate(legs or [(None,) * 6]):
            first = index == 0
            rows.append(
                (*head, *leg, one.unmoved or None if first else None, one.road_cost if first else None)
            )
    return columns, rows


def _readiness(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Unit", "text", 18),
        ("Element", "number", 9),
        ("Component", "text", 11),
        ("Tours", "number", 7),
        ("Days away", "number", 9),
        ("Days at home before, least", "number", 11),
        ("Ratio before, least", "ratio", 10),
        ("Days at home after, least", "number", 11),
        ("Ratio after, least", "ratio", 10),
        ("Counted to the end of the plan", "text", 12),
        ("Ratio asked", "ratio", 9),
        ("Tours below policy", "number", 9),
        ("May go again", "day", 12),
        ("Training missed", "text", 60),
        ("Parts", "number", 7),
        ("Most parts away", "number", 9),
        ("Days split", "number", 8),
        ("Kept whole", "text", 8),
    )
    return columns, (
        (
            unit.unit,
            unit.element,
            str(unit.component),
            unit.tours,
            unit.days_away,
            unit.dwell_before,
            unit.ratio_before,
            unit.dwell_after,
            unit.ratio_after,
            unit.open_end,
            unit.ratio_asked,
            unit.below,
            unit.ready_again,
            "; ".join(f"{event.name} ({event.start} until {event.end})" for event in unit.events),
            unit.parts,
            unit.parts_away if unit.parts is not None else None,
            unit.days_split if unit.parts is not None else None,
            unit.whole,
        )
        for unit in worst_first(brief.readiness)
    )


def _changes(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Change", "text", 12),
        ("Before", "text", 44),
        ("Now", "text", 44),
        ("Reason", "text", 14),
        ("Why", "text", 80),
    )
    return columns, (
        (
            CHANGE_WORDS[change.kind],
            ", ".join(change.before or ()),
            ", ".join(change.after or ()),
            change.reason,
            change.why,
        )
        for change in brief.choices.changes
    )


def _required(brief: Brief) -> _Content:
    """One row for each way out of a line's conflict; what is the line's own stands in its first."""
    columns: Sequence[Column] = (
        ("Line", "text", 18),
        ("Place", "text", 24),
        ("Headcount-days short", "number", 12),
        ("Short at best, were it alone", "number", 12),
        ("Scope", "text", 9),
        ("Settled", "text", 8),
        ("Stand against each other", "text", 60),
        ("Would resolve it", "text", 60),
        ("In words", "text", 80),
    )
    rows: list[Sequence[Value]] = []
    for line in brief.choices.required:
        conflict = line.conflict
        ways = ["; and ".join(change.change for change in way.changes) for way in conflict.resolutions]
        for number, way in enumerate(ways or [None]):
            first = number == 0
            rows.append(
                (
                    line.line,
                    line.place,
                    line.short if first else None,
                    conflict.short if first else None,
                    conflict.scope,
                    conflict.exact,
                    "\n".join(item.says for item in conflict.items) if first else None,
                    way,
                    conflict.why if first else None,
                )
            )
    return columns, rows


def _pins(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Rule", "text", 8),
        ("Unit", "text", 18),
        ("Lines", "text", 40),
        ("From", "day", 11),
        ("Until", "day", 11),
        ("Price in the relaxation", "dollars", 16),
        ("Reason", "text", 60),
    )
    return columns, (
        (
            made.rule,
            made.unit,
            ", ".join(made.lines),
            made.start,
            made.end,
            "not known" if made.price is None else made.price,
            made.reason,
        )
        for made in brief.choices.decisions
    )


def _splits(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Unit", "text", 18),
        ("Name", "text", 40),
        ("Element", "number", 9),
        ("Parts", "number", 7),
        ("Parts away", "number", 8),
        ("Lines", "text", 40),
        ("Days not whole", "number", 9),
        ("Person-days apart", "number", 10),
        ("Price", "dollars", 14),
    )
    return columns, (
        (
            split.unit,
            split.name,
            split.element,
            split.parts,
            split.away,
            ", ".join(split.lines),
            split.days,
            split.person_days,
            split.charge,
        )
        for split in brief.choices.splits
    )


def _findings(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Finding", "text", 10),
        ("Verdict", "text", 16),
        ("Severity", "text", 10),
        ("Subject", "text", 20),
        ("Rule", "text", 24),
        ("Message", "text", 70),
        ("From", "day", 11),
        ("Until", "day", 11),
        ("Law as of", "day", 11),
        ("Provisions", "text", 30),
        ("Words", "text", 60),
        ("Text verified", "text", 10),
        ("Would permit it", "text", 30),
        ("Would settle it", "text", 30),
    )
    return columns, (
        (
            finding.id,
            finding.verdict.value,
            finding.severity,
            finding.subject,
            finding.rule,
            finding.message,
            finding.days[0] if finding.days is not None else None,
            finding.days[1] if finding.days is not None else None,
            finding.as_of,
            "; ".join(citation.cite for citation in finding.citations),
            " … ".join(citation.quote for citation in finding.citations if citation.quote),
            all(citation.verified for citation in finding.citations) if finding.citations else None,
            "; ".join(finding.would_do),
            "; ".join(finding.settled_by),
        )
        for finding in brief.findings
    )


def _facts(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Document", "text", 22),
        ("Kind", "text", 12),
        ("Quote", "text", 70),
        ("Quantity", "text", 22),
        ("Subject", "text", 26),
        ("Place", "text", 20),
        ("Date", "text", 14),
        ("Status", "text", 12),
        ("Polarity", "text", 11),
        ("Said by", "text", 22),
        ("Citations", "text", 22),
        ("Starts at", "number", 9),
        ("Ends at", "number", 9),
    )
    return columns, (
        (
            fact.doc,
            fact.kind,
            fact.quote,
            quantity_words(fact),
            fact.subject,
            fact.place,
            fact.date,
            fact.status,
            fact.polarity,
            fact.attribution,
            "; ".join(fact.citations),
            fact.start,
            fact.end,
        )
        for fact in brief.facts
    )


def _assumptions(brief: Brief) -> _Content:
    rows: list[Sequence[Value]] = [
        (
            "planning factor",
            factor.name,
            str(factor.value),
            "the case" if own else "Muster's default",
            factor.source or "not stated",
        )
        for factor, own in brief.assumptions
    ]
    rows.extend(
        ("price of shortfall", f"priority {priority}", (cents, "dollars"), "the case", None)
        for priority, cents in brief.shortfall_prices
    )
    rows.extend(("cost leaves out", sentence, None, None, None) for sentence in brief.cost.left_out)
    columns: Sequence[Column] = (
        ("Kind", "text", 20),
        ("Name", "text", 60),
        ("Value", "text", 20),
        ("Stated by", "text", 18),
        ("Source", "text", 60),
    )
    return columns, rows


def _authorities(brief: Brief) -> _Content:
    columns: Sequence[Column] = (
        ("Authority", "text", 24),
        ("Title", "text", 50),
        ("Kind", "text", 16),
        ("Issuer", "text", 24),
        ("Status", "text", 12),
        ("Issued", "day", 11),
        ("Verbal", "day", 11),
        ("From", "day", 11),
        ("Until", "day", 11),
        ("Longest stay, days", "number", 10),
        ("Ceilings", "text", 24),
        ("Invokes", "text", 24),
        ("Amends", "text", 24),
        ("Rests on", "text", 20),
        ("Tours", "number", 8),
        ("Headcount-days", "number", 13),
        ("Assumed signed", "text", 10),
        ("Quotes", "text", 60),
    )
    return columns, (
        (
            authority.id,
            authority.title,
            authority.kind,
            authority.issuer,
            authority.status,
            authority.issued,
            authority.verbal,
            authority.start,
            authority.end,
            authority.max_days,
            ", ".join(authority.ceilings),
            "; ".join(authority.invokes),
            "; ".join(authority.amends),
            authority.emergency,
            authority.tours,
            authority.headcount_days,
            authority.assumed,
            "\n".join(f"“{quote.text}” ({quote.source})" for quote in authority.quotes),
        )
        for authority in brief.authorities
    )


_CONTENT: dict[str, Callable[[Brief], _Content]] = {
    "Summary": _summary,
    "Lines": _lines,
    "Tours": _tours,
    "Shortfalls": _shortfalls,
    "Ceilings": _ceilings,
    "Cost": _cost,
    "Movements": _movements,
    "Readiness": _readiness,
    "Changes": _changes,
    "Required lines": _required,
    "Pins and bans": _pins,
    "Splits": _splits,
    "Findings": _findings,
    "Facts": _facts,
    "Assumptions": _assumptions,
    "Authorities": _authorities,
}
