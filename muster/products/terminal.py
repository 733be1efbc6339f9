"""The plan in a few lines of plain text, for the end of a run in a terminal."""

from __future__ import annotations

from textwrap import wrap

from muster.products.brief import REASONS, Brief, on_money
from muster.products.cost import overlap_words, range_words
from muster.products.figures import count, day, dollars_short, percent, period, plural, signed_share
from muster.products.movement import movement_words
from muster.products.readiness import readiness_words
from muster.products.svg import clip, plain

__all__ = ("summary_lines",)

_WIDTH = 96
_MOST_SHORT, _MOST_CEILINGS, _MOST_ELEMENTS = 6, 6, 8


def summary_lines(brief: Brief) -> list[str]:
    """
    Headline, proof, the worst short lines with their reasons, ceilings, cost and findings.

    Plain text without colours or control characters, at most about 100 columns wide.
    """
    h = brief.headline
    said = [
        f"{_one_line(brief.title, 60)} · as of {day(brief.as_of)} · {period(brief.start, brief.end)}",
        "",
        _pair(
            "Filled",
            f"{percent(h.share)}: {count(h.filled)} of {count(h.asked)} headcount-days; "
            f"{h.lines_full} of {plural(h.lines, 'line')} in full",
        ),
        _pair(
            "Tours",
            f"{count(h.tours)} by {plural(h.units, 'unit')} ({h.fixed_tours} already ordered); at most "
            f"{count(h.peak)} people present" + (f", {day(h.peak_day)}" if h.peak_day else ""),
        ),
        _pair(
            "Proof",
            f"objective {dollars_short(h.objective)}, bound {dollars_short(h.bound)}, gap "
            f"{signed_share(h.gap)}; {percent(h.closed)} of the possible gain taken",
        ),
        _pair("Check", _check(brief)),
        _pair("Law", _law(brief)),
    ]
    if h.required_short:
        said.append(
            _pair("Required", "short: " + ", ".join(_one_line(line, 40) for line in h.required_short))
        )
    short = sorted(
        (line for line in brief.lines if line.short), key=lambda line: (line.priority, -line.short)
    )
    if short:
        said += [
            "",
            "Short lines" + (f" (worst {_MOST_SHORT} of {len(short)})" if len(short) > _MOST_SHORT else ""),
        ]
        for line in short[:_MOST_SHORT]:
            why = ", ".join(reason for reason, _ in line.reasons) or "reason not stated"
            said.append(
                f"  {_one_line(line.line, 24):<24} {_one_line(line.place_name, 26):<26} "
                f"{percent(line.share):>6} filled  {count(line.short):>9} short  {why}"
            )
        told = {reason for line in short[:_MOST_SHORT] for reason, _ in line.reasons}
        said.extend(f"    {reason}: {REASONS[reason]}" for reason in REASONS if reason in told)
    people = brief.ceilings
    if people:
        said += ["", "Ceilings"]
        for ceiling in people[:_MOST_CEILINGS]:
            limit = count(ceiling.limit) if ceiling.limit is not None else dollars_short(ceiling.dollars)
            used = count(ceiling.peak) if ceiling.limit is not None else dollars_short(ceiling.peak)
            state = "" if ceiling.in_force else f" ({ceiling.status}, not in force)"
            over = f", OVER on {plural(ceiling.over_days, 'day')}" if ceiling.over_days else ""
            worth = "" if ceiling.price is None else f"; one more person is worth ${ceiling.price:,.0f}"
            if ceiling.limit is None and ceiling.price is not None:
                worth = f"; one more dollar is worth ${ceiling.price:,.2f}"
            said.append(f"  {_one_line(ceiling.id, 24):<24} {used} of {limit} used{state}{over}{worth}")
        if len(people) > _MOST_CEILINGS:
            said.append(f"  and {len(people) - _MOST_CEILINGS} more in the report")
    said += ["", *_cost(brief)]
    for name, sentences in (
        ("Movement", movement_words(brief.movement)),
        ("Readiness", readiness_words(brief.readiness)),
    ):
        first, *more = wrap(" ".join(sentences), _WIDTH - 11)
        said.append(_pair(name, first))
        said.extend(f"{'':11}{line}" for line in more)
    verdicts = [f"{number} {verdict.value.replace('_', ' ')}" for verdict, number in brief.verdicts if number]
    money = sum(on_money(finding) for finding in brief.findings)
    if money:
        verdicts.append(f"{money} of the unknown only on who pays")
    said.append(_pair("Findings", ", ".join(verdicts) or "none"))
    if brief.conflicts:
        said.append(
            _pair("Conflicts", f"{plural(len(brief.conflicts), 'question')} answered differently by sources")
        )
    return said


def _one_line(text: str, longest: int) -> str:
    return clip(" ".join(plain(text).split()), longest)


def _pair(name: str, words: str) -> str:
    return f"{name:<10} {words}"


def _indent(sentence: str) -> list[str]:
    return wrap(sentence, _WIDTH, initial_indent=" " * 11, subsequent_indent=" " * 11)


def _check(brief: Brief) -> str:
    state = {True: "feasible", False: "VIOLATIONS FOUND", None: "not run"}[brief.verification_feasible]
    return f"{state}; {_one_line(brief.verification_note, 160)}" if brief.verification_note else state


def _law(brief: Brief) -> str:
    words = {"checked": "checked for every tour", "assumed": "ASSUMED, not checked: a study"}.get(
        brief.law, brief.law
    )
    assumed = sorted({name for tour in brief.tours for name in tour.assumes})
    return words + (f"; only once signed: {', '.join(assumed)}" if assumed else "")


def _cost(brief: Brief) -> list[str]:
    """The cost with its range, its elements, what is missing, and what hand-over pays twice."""
    expense = brief.cost.expense
    reach = range_words(expense)
    words = f"{dollars_short(brief.headline.cost)} for all tours"
    said = [_pair("Cost", words + (f", {reach}" if reach else "; no rate states a range"))]
    shown = expense.elements[:_MOST_ELEMENTS]
    said.extend(
        f"{'':10} {_one_line(item.element, 28):<28} {dollars_short(item.expected):>14}  "
        f"{_one_line(item.basis, 46)}"
        for item in shown
    )
    if len(expense.elements) > len(shown):
        said.extend(_indent(f"and {len(expense.elements) - len(shown)} more elements in the report"))
    if brief.cost.missing:
        said.extend(_indent("Missing, no rate speaks of: " + "; ".join(brief.cost.missing) + "."))
    if brief.cost.unapplied:
        said.extend(_indent(brief.cost.unapplied))
    if expense.overlap.headcount_days:
        said.extend(_indent(overlap_words(expense)))
    return said
