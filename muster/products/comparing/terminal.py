"""The comparison as plain text tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from muster.products.comparing.sidebyside import (
    CeilingPair,
    DwellFigures,
    DwellPair,
    FillPair,
    Side,
    SideBySide,
)
from muster.products.figures import count, day, dollars_short, percent, period, plural, signed_share
from muster.products.svg import clip, plain

__all__ = ("comparison_lines",)

_WIDTH = 98
_MOST_GROUPS, _MOST_LINES, _MOST_CEILINGS = 24, 8, 12
_NAME, _CELL = 40, 26


def comparison_lines(both: SideBySide) -> list[str]:
    """
    Headline, then fill by priority, category and component, cost, dwell, ceilings, units and lines.

    Plain text without colours or control characters, at most about 100 columns wide.
    """
    a, b = both.sides
    first, second = _label(a.name), _label(b.name)
    heads = (first, second, "difference")
    said = [
        f"{_one_line(both.case, 60)} · as of {day(both.as_of)} · {period(both.start, both.end)}",
        "",
    ]
    for sentence in both.headline():
        said.extend(wrap(plain(sentence), _WIDTH))
    said += ["", *_grid("", heads, _whole(both))]
    said += ["", *_grid("Filled by priority", ("asked", *heads), _fills(both.by_priority))]
    groups = both.by_category[:_MOST_GROUPS]
    said += ["", *_grid("Filled by category", ("asked", *heads), _fills(groups))]
    if len(both.by_category) > _MOST_GROUPS:
        said.append(f"  and {len(both.by_category) - _MOST_GROUPS} more: --html and --json have them all")
    said += [
        "",
        *_grid(
            "By component",
            ("units", "used", "headcount-days brought", "difference"),
            (
                (
                    str(pair.component),
                    count(pair.elements),
                    f"{count(pair.used[0])} · {count(pair.used[1])}",
                    f"{count(pair.brought[0])} · {count(pair.brought[1])}",
                    _signed(pair.brought[1] - pair.brought[0]),
                )
                for pair in both.by_component
            ),
        ),
    ]
    said += [
        "",
        *_grid(
            "Cost by element",
            heads,
            (
                (
                    pair.element or "of it paid twice",
                    dollars_short(pair.cents[0]),
                    dollars_short(pair.cents[1]),
                    _money(pair.cents[1] - pair.cents[0]),
                )
                for pair in both.costs
            ),
        ),
    ]
    if both.cost_missing:
        words = "Missing from both, no rate speaks of: " + "; ".join(both.cost_missing)
        said.extend(wrap(words, _WIDTH, initial_indent="  ", subsequent_indent="  "))
    if any(figures.tours for figures in both.dwell[0].figures):
        heads_home = ("tours known", "median", "mean", "not known")
        said += ["", *_grid("Days at home before a tour", heads_home, _dwell(both.dwell))]
    else:
        said += ["", "Days at home before a tour: the case does not say for any tour of the plans."]
    if both.ceilings:
        said += ["", *_grid("Ceilings, most used", ("limit", *heads), _ceilings(both.ceilings))]
        if len(both.ceilings) > _MOST_CEILINGS:
            said.append(f"  and {len(both.ceilings) - _MOST_CEILINGS} more")
    apart = [pair for pair in both.by_line if pair.difference]
    if apart:
        shown = apart[:_MOST_LINES]
        title = "Lines that differ most" if len(apart) > len(shown) else "Lines that differ"
        said += [
            "",
            *_grid(
                title,
                ("asked", *heads),
                (
                    (
                        pair.line,
                        count(pair.asked),
                        count(pair.filled[0]),
                        count(pair.filled[1]),
                        _signed(pair.difference),
                    )
                    for pair in shown
                ),
            ),
        ]
        if len(apart) > len(shown):
            said.append(f"  and {len(apart) - len(shown)} more")
    units = both.units
    said += [
        "",
        (
            f"Units, one by one: {count(units.both)} in both plans, {count(units.only[0])} only in {first}, "
            f"{count(units.only[1])} only in {second}, {count(units.neither)} in neither; "
            f"{plural(units.same_tours, 'tour')} the same."
        ),
    ]
    return said


def _whole(both: SideBySide) -> list[tuple[str, ...]]:
    a, b = both.sides
    rows: list[tuple[str, ...]] = [
        ("Filled, headcount-days", count(a.filled), count(b.filled), _signed(b.filled - a.filled)),
        ("Share filled", percent(a.share), percent(b.share), _points(a.share, b.share)),
        ("Lines in full", count(a.lines_full), count(b.lines_full), _signed(b.lines_full - a.lines_full)),
        ("Tours", count(a.tours), count(b.tours), _signed(b.tours - a.tours)),
        ("Units, one by one", count(a.elements), count(b.elements), _signed(b.elements - a.elements)),
        ("Most people present", count(a.peak), count(b.peak), _signed(b.peak - a.peak)),
        ("Cost of tours", dollars_short(a.cost), dollars_short(b.cost), _money(b.cost - a.cost)),
        (
            "Price of shortfall",
            dollars_short(a.penalty),
            dollars_short(b.penalty),
            _money(b.penalty - a.penalty),
        ),
        (
            "Objective",
            dollars_short(a.objective),
            dollars_short(b.objective),
            _money(b.objective - a.objective),
        ),
        ("Gap proved", signed_share(a.gap), signed_share(b.gap), ""),
        ("Independent check", _check(a), _check(b), ""),
    ]
    if a.required_short or b.required_short:
        rows.append(("Required lines short", count(len(a.required_short)), count(len(b.required_short)), ""))
    if a.unknown_tours or b.unknown_tours:
        rows.append(("Tours not of this case", count(a.unknown_tours), count(b.unknown_tours), ""))
    return rows


def _check(side: Side) -> str:
    if side.feasible is None:
        return "not run"
    return "feasible" if side.feasible else plural(side.violations, "violation")


def _fills(pairs: Iterable[FillPair]) -> list[tuple[str, ...]]:
    return [
        (
            pair.key,
            count(pair.asked),
            percent(pair.shares[0]),
            percent(pair.shares[1]),
            _signed(pair.difference),
        )
        for pair in pairs
    ]


def _dwell(pairs: Iterable[DwellPair]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for pair in pairs:
        a, b = pair.figures
        rows.append(
            (
                "all" if pair.component is None else str(pair.component),
                f"{count(a.tours)} · {count(b.tours)}",
                f"{_median(a)} · {_median(b)}",
                f"{count(a.mean)} · {count(b.mean)}",
                f"{count(a.unknown)} · {count(b.unknown)}",
            )
        )
    return rows


def _median(figures: DwellFigures) -> str:
    return count(figures.quartiles[2] if figures.quartiles is not None else None)


def _ceilings(pairs: Sequence[CeilingPair]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for pair in pairs[:_MOST_CEILINGS]:
        write = dollars_short if pair.money else count
        used = [
            write(value) + (f" (over {over} d)" if over else "")
            for value, over in zip(pair.peak, pair.over_days, strict=True)
        ]
        change = pair.peak[1] - pair.peak[0]
        rows.append(
            (pair.ceiling, write(pair.limit), *used, _money(change) if pair.money else _signed(change))
        )
    return rows


def _grid(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table: names to the left, figures to the right, as wide as they need."""
    listed = [
        [_one_line(cell, _NAME if index == 0 else _CELL) for index, cell in enumerate(row)] for row in rows
    ]
    if not listed:
        return [f"{title}: none"]
    names = max(len(title), *(len(row[0]) + 2 for row in listed))
    widths = [
        max(len(head), *(len(row[index]) for row in listed)) for index, head in enumerate(heads, start=1)
    ]
    head = "  ".join(name.rjust(width) for name, width in zip(heads, widths, strict=True))
    lines = [f"{title:<{names}}  {head}".rstrip()]
    for row in listed:
        cells = "  ".join(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
        lines.append(f"{'  ' + row[0]:<{names}}  {cells}".rstrip())
    return lines


def _signed(value: int) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):,}"


def _money(cents: int) -> str:
    return f"{'+' if cents > 0 else ''}{dollars_short(cents)}"


def _points(a: float | None, b: float | None) -> str:
    if a is None or b is None:
        return ""
    points = (b - a) * 100
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{abs(points):.2f} points"


def _label(name: str) -> str:
    return _one_line(name, 16)


def _one_line(text: str, longest: int) -> str:
    return clip(" ".join(plain(text).split()), longest)
