"""
JSON in and out: deterministic writing, strict reading, and the published forms.

Writing keeps the order of keys, sorts sets, and refuses what JSON does not have (NaN, infinity).
Reading refuses what RFC 8259 leaves open and what would be silently lost: a key twice, NaN,
negative zero, numbers beyond 64 bits or beyond doubles, lone surrogates, deep nesting.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import msgspec

from muster.casefile.faults import excerpt_of, shown
from muster.casefile.ledgerschemas import LEDGER_SCHEMAS
from muster.casefile.schemas import SCHEMAS as _SCHEMAS
from muster.domain.fact import Fact, Question
from muster.domain.finding import Citation, Finding
from muster.errors import MaterialError, Problem

__all__ = (
    "SCHEMAS",
    "decode",
    "encode",
    "accepted_json",
    "fact_json",
    "finding_json",
    "json_place",
    "question_json",
    "schema",
)

#: Name of an output -> its JSON schema.
SCHEMAS: dict[str, dict[str, object]] = {**_SCHEMAS, **LEDGER_SCHEMAS}

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|-?[A-Za-z]+|[{}\[\],:]', re.DOTALL)
_INTEGER_DIGITS = 18
_HELP = "write JSON as RFC 8259 has it; `python3 -m json.tool FILE` shows the first fault of form"


class _RefusedError(Exception):
    """A value that is JSON for Python's reader and is not taken here."""


def encode(value: object, *, indent: int = 0) -> bytes:
    """
    A value as JSON in UTF-8: keys in their order, sets sorted, dates ISO 8601, dataclasses by field.

    Raises
    ------
    ValueError
        For NaN and infinity.
    TypeError
        For a type that has no form in JSON here.

    Examples
    --------
    >>> encode({"b": {3, 1}, "a": date(2025, 5, 22)})
    b'{"b":[1,3],"a":"2025-05-22"}'
    """
    data = msgspec.json.encode(_plain(value))
    return msgspec.json.format(data, indent=indent) if indent else data


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"JSON has no {value}")
        return value + 0.0 if value else 0.0
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return _plain(int(value) if whole else float(value))
    if isinstance(value, AbstractSet):
        return sorted((_plain(item) for item in value), key=lambda item: (type(item).__name__, item))
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value) if item.compare}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def decode(data: bytes | str, *, file: str | None = None) -> object:
    """
    The value of one JSON document, read strictly.

    Raises
    ------
    MaterialError
        With one problem (M501) at its line and column.
    """
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise _refusal("the text is not UTF-8", "save it as UTF-8", file, line, None, None) from None
    else:
        text = data
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_constant, parse_int=_integer, parse_float=_real
        )
        if re.search(r"\\u[dD][89abAB]", text) or any("\ud800" <= letter <= "\udfff" for letter in text):
            text.encode()
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _refusal(f"not valid JSON: {error.msg}", _HELP, file, error.lineno, error.colno, text) from None
    except RecursionError:
        raise _refusal(
            "nested too deeply", "remove the brackets within brackets", file, None, None, None
        ) from None
    except UnicodeEncodeError:
        raise _refusal(
            "half of a surrogate pair stands alone", "write the character itself", file, None, None, None
        ) from None
    except _RefusedError as error:
        line, column = _line_column(text, _culprit(text))
        raise _refusal(str(error), _HELP, file, line, column, text) from None
    return value


def _refusal(
    message: str, help_: str, file: str | None, line: int | None, column: int | None, text: str | None
) -> MaterialError:
    excerpt = None
    if text is not None and line is not None:
        excerpt = excerpt_of(text.split("\n")[line - 1], column)
    return MaterialError(
        [
            Problem(
                code="M501", message=message, help=help_, file=file, line=line, column=column, excerpt=excerpt
            )
        ]
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(f"the key {shown(twice)} stands twice in one object")
    return table


def _constant(word: str) -> object:
    raise _RefusedError(f"{word} is not a number of JSON")


def _integer(digits: str) -> int:
    if digits == "-0":
        raise _RefusedError("negative zero is not a number that means anything here")
    if len(digits) > _INTEGER_DIGITS:
        raise _RefusedError(f"the number {shown(digits, 24)} is too large")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise _RefusedError(f"the number {shown(digits, 24)} is too large")
    if value == 0 and digits.startswith("-"):
        raise _RefusedError("negative zero is not a number that means anything here")
    return value


def _culprit(text: str) -> int:
    """Offset of the first token that :func:`decode` refuses in a document of sound syntax."""
    stack: list[set[str] | None] = []
    expects_key = False
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == "{":
            stack.append(set())
            expects_key = True
        elif token == "[":
            stack.append(None)
            expects_key = False
        elif token in "}]":
            stack.pop()
            expects_key = False
        elif token == ",":
            expects_key = bool(stack) and stack[-1] is not None
        elif token.startswith('"'):
            if expects_key and stack and (keys := stack[-1]) is not None:
                if token in keys:
                    return found.start()
                keys.add(token)
                expects_key = False
        elif token.lstrip("-") in ("NaN", "Infinity"):
            return found.start()
        elif token[0] in "-0123456789":
            try:
                _real(token) if any(sign in token for sign in ".eE") else _integer(token)
            except _RefusedError:
                return found.start()
    return 0


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


_SPACE = re.compile(r"[ \t\r\n]*")


def json_place(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """
    Offsets of the value at a path of keys and indices, or of the deepest part of the path there is.

    Examples
    --------
    >>> text = '{"tours": [{"unit": "u"}, {"unit": 5}]}'
    >>> start, end = json_place(text, ("tours", 1, "unit"))
    >>> text[start:end]
    '5'
    """
    decoder = json.JSONDecoder()

    def skip(offset: int) -> int:
        found = _SPACE.match(text, offset)
        return found.end() if found else offset

    start = skip(1 if text.startswith("\ufeff") else 0)
    end = decoder.raw_decode(text, start)[1]
    for step in path:
        at = skip(start + 1)
        index = 0
        while at < end - 1:
            key: object = index
            if text[start] == "{":
                key, at = decoder.raw_decode(text, at)
                at = skip(skip(at) + 1)
            last = decoder.raw_decode(text, at)[1]
            if key == step:
                start, end = at, last
                break
            at = skip(last)
            at = skip(at + 1)
            index += 1
        else:
            return start, end
        if text[start] not in "{[":
            break
    return start, end


def fact_json(fact: Fact) -> dict[str, object]:
    """A fact with the contract's keys, in their order."""
    quantity = fact.quantity
    return {
        "doc": fact.doc,
        "kind": fact.kind,
        "subject": fact.subject,
        "quantity": None
        if quantity is None
        else {
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "bound": quantity.bound,
            "unit": quantity.unit,
        },
        "place": fact.place,
        "date": fact.date,
        "status": fact.status,
        "attribution": fact.attribution,
        "polarity": fact.polarity,
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "citations": list(fact.citations),
    }


def accepted_json(fact: Fact) -> dict[str, object]:
    """A fact as ``facts.jsonl`` keeps it: with ``review``, what a person decided on it, where one did."""
    review = fact.review
    if review is None:
        return fact_json(fact)
    said: dict[str, object] = {"state": review.state}
    if review.reason is not None:
        said["reason"] = review.reason
    if review.corrections:
        said["corrections"] = [
            {"field": item.field, "was": item.was, "now": item.now} for item in review.corrections
        ]
    if review.answers:
        said["answers"] = [{"question": item.question, "answer": item.answer} for item in review.answers]
    others = {
        "by": review.by,
        "on": None if review.on is None else review.on.isoformat(),
        "rank": review.rank,
        "dated": review.dated,
        "sha256": review.sha256,
        "reader": review.reader,
    }
    said |= {key: value for key, value in others.items() if value is not None}
    return {**fact_json(fact), "review": said}


def question_json(question: Question) -> dict[str, object]:
    """A question that a document leaves open."""
    return {
        "doc": question.doc,
        "question": question.question,
        "options": list(question.options),
        "quote": question.quote,
        "start": question.start,
        "end": question.end,
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding with the contract's keys, in their order."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": finding.message,
        "citations": [_citation_json(citation) for citation in finding.citations],
        "would_do": list(finding.would_do),
        "settled_by": list(finding.settled_by),
        "as_of": finding.as_of.isoformat(),
        "days": None
        if finding.days is None
        else [finding.days[0].isoformat(), None if finding.days[1] is None else finding.days[1].isoformat()],
    }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "cite": citation.cite,
        "quote": citation.quote,
        "href": citation.href,
        "verified": citation.verified,
    }


def schema(name: str) -> dict[str, object]:
    """
    The JSON schema (2020-12) of an output: plan, fact, finding, read, check, ask, verify, diff or compare.

    Raises
    ------
    KeyError
        If there is no output of that name.
    """
    return SCHEMAS[name]
