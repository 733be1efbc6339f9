"""What one cell may say: text to value, or to the fault that it is. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from muster.casefile.faults import did_you_mean, one_of, shown
from muster.domain.component import Component, DutyStatus

__all__ = (
    "ABSURD_HEADCOUNT",
    "LOWEST_PRIORITY",
    "POSTAL_CODES",
    "TOGETHER",
    "Bad",
    "Convert",
    "choice",
    "choices",
    "component",
    "day",
    "days",
    "decimal",
    "duty_status",
    "duty_statuses",
    "identifier",
    "identifiers",
    "latitude",
    "longitude",
    "postal",
    "text",
    "whole",
    "yes_no",
)

#: More people than any force has; such a number is a slip.
ABSURD_HEADCOUNT = 10_000_000

#: The last of the priorities; other models' cases count in tens of thousands.
LOWEST_PRIORITY = 999_999

#: Two-letter codes of the states, the District, and the territories (USPS Publication 28, appendix B).
POSTAL_CODES: tuple[str, ...] = (
    *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS"),
    *("KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC"),
    *("ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY"),
    *("AS", "GU", "MP", "PR", "VI"),
)

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}\Z", re.ASCII)
_ENORMOUS = re.compile(r"-?\d{19,}\Z", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?\Z", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1776, 2199
_DAYS_LIMIT = 36_525


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell's fault: its code, what was found and expected, and what to write instead."""

    code: str
    message: str
    help: str


#: A cell that is not blank, stripped, to its value or its fault.
Convert = Callable[[str], object]


def text(cell: str) -> object:
    """Any text."""
    return cell


def identifier(cell: str) -> object:
    """A name that other rows refer to: one line, and no ``;``, which separates names in lists."""
    if ";" in cell or "\n" in cell or "\t" in cell:
        return Bad("M212", f"{shown(cell)} cannot be a name", "write it on one line, without ';' and tabs")
    return cell


def identifiers(cell: str) -> object:
    """Names separated by ``;``."""
    return _list(cell, text)


def day(cell: str) -> object:
    """An ISO 8601 calendar day that exists, from 1776 to 2199."""
    found = _ISO_DAY.match(cell)
    if not found:
        return Bad("M202", f"{shown(cell)} is not a date", f"write year-month-day, such as {_iso_hint(cell)}")
    try:
        value = date(*map(int, found.groups()))
    except ValueError as error:
        return Bad(
            "M202", f"{cell} does not exist: {error}", "write a day of the calendar, as year-month-day"
        )
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return Bad(
            "M202",
            f"the year {value.year:04} is out of range",
            f"write a year from {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    return value


def _iso_hint(cell: str) -> str:
    """The same day in ISO form where only one reading is possible, else an example."""
    found = re.match(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z", cell, re.ASCII)
    if found:
        year, month, number = map(int, found.groups())
        try:
            return date(year, month, number).isoformat()
        except ValueError:
            pass
    return "2025-05-22"


def whole(what: str, low: int, high: int, *, why: str = "") -> Convert:
    """
    A whole number from ``low`` to ``high``, without thousands separators or exponents.

    ``what`` names the quantity in messages, ``why`` says what to do about one too low.
    """

    def convert(cell: str) -> object:
        if not _WHOLE.match(cell):
            if _ENORMOUS.match(cell):
                return Bad("M204", f"{what} is {shown(cell)}, out of range", _within(low, high))
            return Bad("M203", f"{shown(cell)} is not a whole number", _plain_number(cell, whole=True))
        value = int(cell)
        if value < low or value > high:
            side = f"less than {low:,}" if value < low else f"more than {high:,}"
            help_ = why if why and value < low else _within(low, high)
            return Bad("M204", f"{what} is {value:,}, {side}", help_)
        return value

    return convert


def _within(low: int, high: int) -> str:
    return f"write a whole number from {low:,} to {high:,}"


def days(what: str, low: int = 0) -> Convert:
    """A number of days, up to a century."""
    return whole(what, low, _DAYS_LIMIT)


def decimal(what: str, low: Decimal, high: Decimal) -> Convert:
    """A decimal number in ``[low, high]``, kept exactly."""

    def convert(cell: str) -> object:
        if not _DECIMAL.match(cell):
            return Bad("M205", f"{shown(cell)} is not a number", _plain_number(cell, whole=False))
        value = Decimal(cell)
        if not low <= value <= high:
            return Bad("M204", f"{what} is {cell}, out of range", f"write a number from {low} to {high}")
        return value

    return convert


def _plain_number(cell: str, *, whole: bool) -> str:
    """What to write instead of a number in another form, where that form is known."""
    bare = cell.replace(" ", "").replace("\u00a0", "").replace("_", "").removeprefix("$").removeprefix("+")
    grouped = re.match(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z", bare, re.ASCII)
    example = "12" if whole else "12.5"
    if grouped:
        return f"write {bare.replace(',', '')}: digits without separators"
    if re.match(r"-?\d+(?:\.\d*)?[eE][+-]?\d{1,2}\Z", bare, re.ASCII):
        value = Decimal(bare)
        if value == value.to_integral_value():
            return f"write {int(value)}: digits without an exponent"
    if re.match(r"-?\d+\.0+\Z", bare, re.ASCII):
        return f"write {bare.split('.')[0]}: whole numbers have no decimal point"
    if bare != cell and (_WHOLE if whole else _DECIMAL).match(bare):
        return f"write {bare}: digits alone"
    return f"write digits alone, such as {example}" + (
        "; people are not divided" if "." in bare and whole else ""
    )


def latitude(cell: str) -> object:
    """Degrees north, WGS 84, in [-90, 90]."""
    return _degrees(cell, "latitude", 90)


def longitude(cell: str) -> object:
    """Degrees east, WGS 84, in [-180, 180]; the Americas are west and so negative."""
    return _degrees(cell, "longitude", 180)


_ONE_DEGREES = r"-?\d{1,3}(?:\.\d{1,40})?(?:[eE]-\d{1,3})?"
_DEGREES = re.compile(rf"{_ONE_DEGREES}\Z", re.ASCII)


def _degrees(cell: str, what: str, limit: int) -> object:
    if not _DEGREES.match(cell):
        return Bad(
            "M205",
            f"{shown(cell)} is not a {what} in degrees",
            "write decimal degrees, such as 31.85 or -106.44",
        )
    value = float(cell)
    if not -limit <= value <= limit:
        swap = " (are latitude and longitude exchanged?)" if what == "latitude" else ""
        return Bad(
            "M206",
            f"the {what} {cell} is out of range{swap}",
            f"write decimal degrees from -{limit} to {limit}",
        )
    return value


_DEGREES_LINES = re.compile(rf"(?:{_ONE_DEGREES}\n)*\Z", re.ASCII)


def _all_texts(cells: Sequence[str]) -> Sequence[object] | None:
    return cells


def _all_identifiers(cells: Sequence[str]) -> Sequence[object] | None:
    joined = "\n".join(cells)
    sound = ";" not in joined and "\t" not in joined and joined.count("\n") == len(cells) - 1
    return cells if sound else None


def _all_degrees(limit: int) -> Callable[[Sequence[str]], Sequence[object] | None]:
    def convert(cells: Sequence[str]) -> Sequence[object] | None:
        joined = "\n".join([*cells, ""])
        if joined.count("\n") != len(cells) or not _DEGREES_LINES.match(joined):
            return None
        values = list(map(float, cells))
        return values if -limit <= min(values) and max(values) <= limit else None

    return convert


#: How many cells are read together where few of them are alike; ``None`` if one of them has a fault.
TOGETHER: dict[Convert, Callable[[Sequence[str]], Sequence[object] | None]] = {
    text: _all_texts,
    identifier: _all_identifiers,
    latitude: _all_degrees(90),
    longitude: _all_degrees(180),
}


def choice(what: str, options: Collection[str]) -> Convert:
    """One of a published list."""

    def convert(cell: str) -> object:
        return cell if cell in options else unknown_choice(what, cell, options)

    return convert


def unknown_choice(what: str, cell: str, options: Collection[str], code: str = "M207") -> Bad:
    """The fault of a word that is not in a closed list, with the list."""
    near = did_you_mean(cell, options)
    hint = f"did you mean {near}? " if near else ""
    return Bad(code, f"{shown(cell)} is not a {what}", f"{hint}possible: {one_of(options, 20)}")


def component(cell: str) -> object:
    """A component of the armed forces."""
    try:
        return Component(cell)
    except ValueError:
        return unknown_choice("component", cell, tuple(Component))


def duty_status(cell: str) -> object:
    """A duty status."""
    try:
        return DutyStatus(cell)
    except ValueError:
        return unknown_choice("duty status", cell, tuple(DutyStatus))


def duty_statuses(cell: str) -> object:
    """Duty statuses separated by ``;``."""
    return _list(cell, duty_status)


def choices(what: str, options: Collection[str]) -> Convert:
    """Words of a published list, separated by ``;``."""
    return lambda cell: _list(cell, choice(what, options))


def _list(cell: str, item: Convert) -> object:
    values: list[object] = []
    for part in cell.split(";"):
        name = part.strip()
        if not name:
            return Bad(
                "M209",
                f"the list {shown(cell)} has an empty item",
                "write one ';' between two items and none at the end",
            )
        value = item(name)
        if isinstance(value, Bad):
            return value
        if value in values:
            return Bad("M209", f"the list {shown(cell)} names {name} twice", "write each item once")
        values.append(value)
    return tuple(values)


_YES_NO = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}


def yes_no(cell: str) -> object:
    """``y`` or ``n`` (also yes, no, true, false, as spreadsheets have them)."""
    value = _YES_NO.get(cell.lower())
    return Bad("M208", f"{shown(cell)} is neither y nor n", "write y or n") if value is None else value


def postal(cell: str) -> object:
    """The postal code of a state, the District, or a territory."""
    if cell in POSTAL_CODES:
        return cell
    return Bad(
        "M211",
        f"{shown(cell)} is not the postal code of a state or territory",
        f"write {cell.upper()}"
        if cell.upper() in POSTAL_CODES
        else "write two capital letters, such as TX or PR",
    )
