"""Values as TOML text. Written anew because the standard library only reads TOML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

__all__ = ("plain_value", "toml_key", "toml_value")

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z", re.ASCII)
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def toml_key(key: str) -> str:
    """A key, quoted where it must be."""
    return key if _BARE.match(key) else toml_value(key)


def toml_value(value: object) -> str:
    """
    A value on one line.

    Examples
    --------
    >>> toml_value(["a", 1, {"until": None}])
    Traceback (most recent call last):
    ...
    TypeError: TOML has no NoneType
    >>> toml_value({"a b": [1, "x"]})
    '{ "a b" = [1, "x"] }'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_letter(letter) for letter in value) + '"'
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = repr(value)
        return text if any(sign in text for sign in ".einf") else f"{text}.0"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{toml_key(str(key))} = {toml_value(item)}" for key, item in value.items())
        return "{ " + inner + " }" if inner else "{}"
    raise TypeError(f"TOML has no {type(value).__name__}")


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or letter == "\x7f" else letter


def plain_value(value: object) -> object:
    """A value read from TOML with decimals as floats, as a case keeps what it does not know."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    return value
