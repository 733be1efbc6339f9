"""
The nouns of a case as JSON for the ledger, and back: equal on return, whatever they hold.

A field that has its default is left out, so that entries stay short and a noun may gain fields with
defaults. Decimals and fractions are text; what a case keeps without knowing it (``extra``) carries a mark
of its type where JSON has none.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache

from muster.ledger.canonical import LARGEST_INTEGER, Json
from muster.ledger.faults import EntryError

__all__ = ("noun_json", "noun_of", "value_json", "value_of")

_Noun = typing.TypeVar("_Noun")

_HELP = "the entry was written by a newer Muster or by another program; see `muster ledger verify`"


def noun_json(noun: object) -> Json:
    """A frozen noun as an object of its fields; those that equality passes over are left out."""
    assert is_dataclass(noun) and not isinstance(noun, type)
    hints = _hints(type(noun))
    result: dict[str, Json] = {}
    for item in fields(noun):
        value = getattr(noun, item.name)
        if item.compare and not _is_default(item, value):
            result[item.name] = value_json(value, hints[item.name])
    return result


def _is_default(item: Field[typing.Any], value: object) -> bool:
    """Whether the field has its default to the letter: 1 and True, 0 and 0.00 are equal and not the same."""
    return item.default is not MISSING and repr(value) == repr(item.default)


@cache
def _hints(noun: type) -> dict[str, object]:
    return typing.get_type_hints(noun)


def value_json(value: object, hint: object) -> Json:
    """A value as JSON, as the type of its field has it."""
    if hint is object:
        return _marked(value)
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, tuple):
        return [value_json(item, one) for item, one in zip(value, _each(hint, len(value)), strict=True)]
    if is_dataclass(value) and not isinstance(value, type):
        return noun_json(value)
    return _plain(value)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the ledger")


def _marked(value: object) -> Json:
    """A value of a type that the field does not tell."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= LARGEST_INTEGER else {"integer": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, list):
        return [_marked(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_marked(item) for item in value]}
    if isinstance(value, Mapping):
        return {"table": [[str(key), _marked(item)] for key, item in value.items()]}
    raise TypeError(f"{type(value).__name__} has no place in the ledger")


def _each(hint: object, count: int) -> tuple[object, ...]:
    """The types of the items of a tuple of ``count``."""
    for option in _options(hint):
        if typing.get_origin(option) is tuple:
            inner = typing.get_args(option)
            return inner[:1] * count if inner[-1] is Ellipsis else inner
    raise TypeError(f"{hint} is no tuple")


def _options(hint: object) -> tuple[object, ...]:
    return typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)


def noun_of(kind: type[_Noun], data: Json) -> _Noun:
    """
    The noun that was written with :func:`noun_json`.

    Raises
    ------
    EntryError
        If the data has other fields, or values of other types.
    """
    if not isinstance(data, dict):
        raise EntryError(f"{kind.__name__}: no object of fields", help=_HELP)
    hints = _hints(typing.cast(type, kind))
    known = {item.name: item for item in fields(kind) if item.compare}  # type: ignore[arg-type]
    strange = sorted(data.keys() - known.keys())
    missing = sorted(name for name, item in known.items() if name not in data and item.default is MISSING)
    if strange or missing:
        raise EntryError(
            f"{kind.__name__}: "
            + "; ".join(
                [f"unknown field {name}" for name in strange] + [f"{name} is missing" for name in missing]
            ),
            help=_HELP,
        )
    values = {name: value_of(hints[name], value, f"{kind.__name__}.{name}") for name, value in data.items()}
    try:
        return kind(**values)
    except ValueError as error:
        raise EntryError(f"{kind.__name__}: {error}", help=_HELP) from None


def value_of(hint: object, data: Json, where: str) -> object:
    """The value that was written with :func:`value_json`; ``where`` names the field in a message."""
    if hint is object:
        return _unmarked(data, where)
    for option in _options(hint):
        found, value = _read(option, data, where)
        if found:
            return value
    raise EntryError(f"{where}: {data!r} is not a value of this field", help=_HELP)


def _read(option: object, data: Json, where: str) -> tuple[bool, object]:
    if option is type(None) or option is None:
        return data is None, None
    if typing.get_origin(option) is tuple:
        if not isinstance(data, list):
            return False, None
        inner = _each(option, len(data))
        if len(inner) != len(data):
            return False, None
        return True, tuple(value_of(one, item, where) for one, item in zip(inner, data, strict=True))
    if not isinstance(option, type):
        return False, None
    if is_dataclass(option):
        return isinstance(data, dict), noun_of(option, data) if isinstance(data, dict) else None
    if option is float:
        return _float(data)
    if option is bool or option is int:
        return type(data) is option, data
    if not isinstance(data, str):
        return False, None
    return _text(option, data)


def _text(option: type, data: str) -> tuple[bool, object]:
    """A value whose form is text."""
    try:
        if option is str:
            return True, data
        if issubclass(option, Enum):
            return True, option(data)
        if option is Decimal:
            return True, Decimal(data)
        if option is date:
            return True, date.fromisoformat(data)
    except (ValueError, InvalidOperation):
        pass
    return False, None


def _float(data: Json) -> tuple[bool, object]:
    if isinstance(data, dict) and data.keys() == {"float"} and isinstance(text := data["float"], str):
        try:
            return True, float(text)
        except ValueError:
            return False, None
    return (True, data) if type(data) is int else (False, None)


_MARKS: dict[str, typing.Callable[[str], object]] = {
    "integer": int,
    "float": float,
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def _unmarked(data: Json, where: str) -> object:
    if isinstance(data, list):
        return [_unmarked(item, where) for item in data]
    if not isinstance(data, dict):
        return data
    (mark, inner), *more = data.items() or [("", None)]
    try:
        if not more and mark in _MARKS and isinstance(inner, str):
            return _MARKS[mark](inner)
        if not more and mark == "tuple" and isinstance(inner, list):
            return tuple(_unmarked(item, where) for item in inner)
        if not more and mark == "table" and isinstance(inner, list):
            return {_key(pair): _unmarked(typing.cast(list[Json], pair)[1], where) for pair in inner}
    except (ValueError, InvalidOperation):
        pass
    raise EntryError(f"{where}: {data!r} bears no mark of a type", help=_HELP)


def _key(pair: Json) -> str:
    if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], str):
        raise ValueError("not a pair of key and value")
    return pair[0]
