"""Pages of error codes, rules and explanations, as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from muster.domain.finding import Citation
from muster.errors import CodePage
from muster.law.page import RulePage
from muster.planner.checker.pages import CheckPage
from muster.planner.explain import Explanation

__all__ = ("citation_lines", "explanation_json", "page_json", "page_lines")

_WIDTH = 100


def page_lines(page: CodePage | RulePage | CheckPage) -> Iterator[str]:
    """The page of an error code, of a rule of law or of planning, line by line."""
    if isinstance(page, CodePage):
        yield f"{page.code}: {page.title}"
        yield ""
        yield from _fill(page.meaning)
        yield ""
        yield "  For example:"
        yield from (f"    {line}" for line in page.example.splitlines())
        yield ""
        yield from _fill(f"What to do: {page.remedy}")
        return
    if isinstance(page, CheckPage):
        yield from _check_lines(page)
        return
    yield f"{page.address}: {page.title}"
    yield f"  {page.cite}"
    for paragraph in page.paragraphs:
        yield ""
        yield from _fill(paragraph)
    for number, start, end, words in page.texts:
        yield ""
        yield f"  {number}, in force from {start or 'the beginning'}{f' until {end}' if end else ''}"
        yield from _fill(words, indent="    ")
    if page.parameters:
        yield ""
        yield "  Parameters"
        for name, value, unit, start, end, source in page.parameters:
            until = f" until {end}" if end else ""
            yield from _fill(
                f"{name} = {value} {unit}, from {start or 'the beginning'}{until}; {source}", indent="    "
            )
    if page.cases:
        yield ""
        yield "  Cases"
        for situation, verdict in page.cases:
            yield from _fill(f"{verdict}: {situation}", indent="    ")
    if page.citations:
        yield ""
        for citation in page.citations:
            yield from citation_lines(citation)


def _check_lines(page: CheckPage) -> Iterator[str]:
    yield f"{page.rule}: {page.demands}"
    yield ""
    yield from _fill(f"It stands in: {page.stands}.")
    yield ""
    yield "  What `muster verify` says of a breach, for example:"
    yield from _fill(page.example, indent="    ")
    yield ""
    yield from _fill(f"What to do: {page.remedy}")


def citation_lines(citation: Citation) -> Iterator[str]:
    """A citation, its words where they were verified, and its link."""
    words = f" “{citation.quote}”" if citation.quote else ""
    doubt = "" if citation.verified else " (text not verified)"
    yield from _fill(f"§ {citation.cite}{words}{doubt}")
    if citation.href:
        yield f"    {citation.href}"


def _fill(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )


def page_json(page: CodePage | RulePage | CheckPage) -> dict[str, object]:
    """The same page as JSON."""
    if isinstance(page, CodePage):
        return {
            "code": page.code,
            "title": page.title,
            "meaning": page.meaning,
            "example": page.example,
            "remedy": page.remedy,
        }
    if isinstance(page, CheckPage):
        return {
            "rule": page.rule,
            "demands": page.demands,
            "stands": page.stands,
            "example": page.example,
            "remedy": page.remedy,
        }
    return {
        "rule": page.address,
        "cite": page.cite,
        "title": page.title,
        "paragraphs": list(page.paragraphs),
        "texts": [
            {"number": number, "from": start or None, "until": end or None, "text": words}
            for number, start, end, words in page.texts
        ],
        "parameters": [
            {
                "name": name,
                "value": value,
                "unit": unit,
                "from": start or None,
                "until": end or None,
                "source": source,
            }
            for name, value, unit, start, end, source in page.parameters
        ],
        "cases": [{"situation": situation, "verdict": verdict} for situation, verdict in page.cases],
        "citations": [_citation_json(citation) for citation in page.citations],
    }


def explanation_json(explanation: Explanation) -> dict[str, object]:
    """An explanation as JSON."""
    return {
        "title": explanation.title,
        "paragraphs": list(explanation.paragraphs),
        "tables": [
            {
                "caption": table.caption,
                "header": list(table.header),
                "rows": [list(row) for row in table.rows],
            }
            for table in explanation.tables
        ],
        "citations": [_citation_json(citation) for citation in explanation.citations],
    }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "cite": citation.cite,
        "quote": citation.quote,
        "href": citation.href,
        "verified": citation.verified,
    }
