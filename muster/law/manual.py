"""The manual of the law: every provision of the library as a chapter to read, made from the rule files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from muster.domain.period import Period
from muster.law.library import coverage, provision, rule_addresses
from muster.law.page import scope_words
from muster.law.provision import LawCase, Provision, Text

__all__ = ("MARK", "manual")

#: In ``docs/law.md`` everything after this line is :func:`manual`.
MARK = "<!-- From here on the page is made from the rule files: muster explain law -->"

_STATED = {"on", "component", "duty_status", "role", "invoke"}


def manual() -> str:
    """The manual in Markdown: chapters, provisions with texts, numbers and cases, and what is left out."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    about = coverage()
    yield "## The library, provision by provision"
    yield ""
    yield (
        f"{len(rule_addresses())} provisions and orders, last verified on {about['verified_on']} against "
        f"{about['against']}. A text that could not be read in a source has no words here, and every verdict "
        "that rests on it asks for review."
    )
    for number, chapter in enumerate(about["chapter"], start=1):
        yield ""
        yield f"## {number}. {chapter['title']}"
        yield ""
        yield chapter["words"]
        for address in chapter["provisions"]:
            yield ""
            yield from _provision(provision(address))
    yield ""
    yield "## Orders of the President that the library holds"
    yield ""
    yield "| order | from | until | unlocks | due |"
    yield "|---|---|---|---|---|"
    for address in rule_addresses():
        if address.startswith("orders/"):
            yield _order(provision(address))
    yield ""
    yield "## Left out on purpose"
    yield ""
    for row in about["left_out"]:
        yield f"- **{row['what']}.** {row['why']}"


def _provision(found: Provision) -> Iterator[str]:
    yield f"### {found.cite}: {found.title}"
    yield ""
    link = f", [text]({found.href})" if found.href else ""
    yield f"`{found.address}`{link}"
    yield ""
    for words in scope_words(found):
        label, _, rest = words.partition(": ")
        plain = label in ("When", "Effect", "Except")
        yield f"- **{label}:** {rest}" if plain else f"- {words}"
    yield ""
    yield "| number | in force | words | read |"
    yield "|---|---|---|---|"
    for text in found.texts:
        yield _text(text)
    if found.parameters:
        yield ""
        yield "| number set | value | in force | by |"
        yield "|---|---|---|---|"
        for item in found.parameters:
            for value in item.values:
                doubt = "" if value.citation.verified else " (not verified)"
                yield (
                    f"| {item.name.replace('_', ' ')} | {value.value:,} {item.unit}s | "
                    f"{_span(value.period)} | "
                    f"{_cell(value.citation.cite)}{doubt} |"
                )
    for reading in found.readings:
        yield ""
        yield f"Reading from {reading.period.start} on, {reading.citation.cite}: {reading.holds}"
    if found.criteria:
        yield ""
        yield "Every request is weighed on:"
        yield ""
        for criterion in found.criteria:
            doubt = "" if criterion.verified else " (wording not read)"
            yield f"- {criterion.asks}{doubt}"
    if found.cases:
        yield ""
        yield "| case | who | role | day | stated | verdict |"
        yield "|---|---|---|---|---|---|"
        for case in found.cases:
            yield _case(case)


def _text(text: Text) -> str:
    words = f"“{text.quote}”" if text.verified and text.quote else "not read in a source"
    if text.note:
        words += f" {text.note}"
    if text.unread:
        words += f" Not read: {text.unread}."
    read = f"{text.read_in}, {text.verified_on}" if text.verified else "no"
    return f"| {text.number} | {_span(text.period)} | {_cell(words)} | {_cell(read)} |"


def _case(case: LawCase) -> str:
    question = case.question
    invoked = question.get("invoke", ())
    names = (invoked,) if isinstance(invoked, str) else tuple(map(str, invoked))  # type: ignore[call-overload]
    stated = [f"{key}: {value}" for key, value in question.items() if key not in _STATED]
    told = "; ".join([*(f"invokes {name}" for name in names), *stated])
    return (
        f"| {_cell(case.name)} | {question['component']} {question['duty_status']} | {question['role']} | "
        f"{question['on']} | {_cell(told)} | {case.verdict.replace('_', ' ')} |"
    )


def _order(found: Provision) -> str:
    period = Period(found.texts[0].period.start, found.texts[-1].period.end)
    unlocks = ", ".join(provision(address).cite for address in found.invokes) or "nothing"
    dues = "; ".join(f"{due.what}, {due.days} days after {' or '.join(due.after)}" for due in found.dues)
    until = period.end or (f"{found.lapse} unless continued" if found.lapse else "further notice")
    return f"| {found.cite}, {_cell(found.title)} | {period.start} | {until} | {unlocks} | {_cell(dues)} |"


def _span(period: Period) -> str:
    start: date | str = period.start or "the beginning"
    return f"{start} to {period.end}" if period.end is not None else f"{start} on"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
