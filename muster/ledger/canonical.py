"""One form in bytes for every value of an entry: RFC 8785 on integers, strings and ASCII keys only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from muster.ledger.faults import EntryError

__all__ = (
    "LARGEST_INTEGER",
    "Json",
    "Line",
    "Mark",
    "canonical",
    "lines_bytes",
    "parsed",
    "read_line",
    "read_lines",
    "read_marks",
)

#: JSON with neither fractions nor NaN.
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

#: Beyond it a reader that holds numbers as doubles would not read what was written (RFC 8785, 3.2.2.3).
LARGEST_INTEGER = 2**53 - 1

_HELP = "this is a fault of the program that wrote it; nothing was recorded"


def canonical(value: Json) -> bytes:
    r"""
    The bytes that are hashed: keys sorted, no spaces, UTF-8, only what must be escaped is.

    Text is kept letter for letter; it is not normalised, so that a quote stays what it was.

    Raises
    ------
    EntryError
        For a fraction, an integer beyond 2**53 − 1, a key that is not ASCII, or half a surrogate pair.

    Examples
    --------
    >>> canonical({"b": [1, "é"], "a": None})
    b'{"a":null,"b":[1,"\xc3\xa9"]}'
    """
    try:
        _check(value)
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        raise EntryError("half of a surrogate pair stands alone in a text", help=_HELP) from None
    except RecursionError:
        raise EntryError("the value is nested too deeply", help=_HELP) from None


def _check(value: Json) -> None:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise EntryError(f"the key {key!r} is not ASCII text", help=_HELP)
            if type(item) is not str:
                _check(item)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    elif isinstance(value, str):
        return
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise EntryError(f"the number {value} is beyond 2**53 - 1", help=_HELP)
    else:
        raise EntryError(f"{type(value).__name__} has no canonical form", help=_HELP)


def parsed(data: bytes) -> Json:
    """
    The value of canonical bytes; any other bytes for the same value are refused.

    Raises
    ------
    EntryError
        If the bytes are not JSON, or not in canonical form.
    """
    try:
        value: Json = _DECODER.decode(data)
        again = _ENCODER.encode(value)
    except (ValueError, RecursionError):
        raise EntryError("not a line of JSON in UTF-8", help="see `muster ledger verify`") from None
    if again != data:
        raise EntryError("the bytes are not in canonical form", help="see `muster ledger verify`")
    if _may_hold_more(data):
        _check_read(value)
    return value


class Line(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The fields of an entry's line as they stand there, in the order of their names."""

    body: Any = None
    corrects: int | None = None
    effective: str | None = None
    key: str | None = None
    kind: str = ""
    n: int = -1
    quote: str | None = None
    reason: str | None = None
    recorded: str = ""
    source: str | None = None
    subject: str | None = None
    who: str = ""


class Mark(msgspec.Struct, gc=False):
    """What of a line decides where it stands: all but its body and its words."""

    kind: str
    n: int
    recorded: str
    subject: str | None = None
    effective: str | None = None
    corrects: int | None = None


def read_marks(data: Iterable[bytes]) -> list[Mark]:
    """
    The marks of lines; that they are in canonical form is not judged here.

    Raises
    ------
    EntryError
        If one of them is not an entry.
    """
    try:
        return [_MARK_DECODER.decode(line) for line in data]
    except (ValueError, RecursionError):
        raise EntryError("a line is not an entry", help="see `muster ledger verify`") from None


def lines_bytes(lines: Sequence[Line]) -> list[bytes]:
    """
    The canonical bytes of lines; a field without a value is left out.

    Raises
    ------
    EntryError
        As :func:`canonical` does.
    """
    try:
        for line in lines:
            if line.body is not None:
                _check(line.body)
        return [_ENCODER.encode(line) for line in lines]
    except UnicodeEncodeError:
        raise EntryError("half of a surrogate pair stands alone in a text", help=_HELP) from None
    except RecursionError:
        raise EntryError("the value is nested too deeply", help=_HELP) from None


def read_line(data: bytes) -> Line | None:
    """
    The fields of canonical bytes; ``None`` if they are not canonical, or not these fields.

    Why not, :func:`parsed` tells.
    """
    try:
        line = _LINE_DECODER.decode(data)
        if _ENCODER.encode(line) != data:
            return None
        if _may_hold_more(data):
            _check_read(line.body)
    except (ValueError, RecursionError, EntryError):
        return None
    return line


def read_lines(data: Sequence[bytes]) -> list[Line] | None:
    """The fields of many canonical lines at once; ``None`` if :func:`read_line` would refuse one of them."""
    try:
        lines = [_LINE_DECODER.decode(line) for line in data]
        if [_ENCODER.encode(line) for line in lines] != list(data):
            return None
        if _may_hold_more(b"\n".join(data)):
            for line in lines:
                _check_read(line.body)
    except (ValueError, RecursionError, EntryError):
        return None
    return lines


def _may_hold_more(data: bytes) -> bool:
    """Whether there may be a key that is not ASCII, or an integer beyond 2**53 - 1, in what was decoded."""
    return not data.isascii() or _LONG in data.translate(_ALIKE)


def _check_read(value: Json) -> None:
    try:
        _check(value)
    except RecursionError:
        raise EntryError("the value is nested too deeply", help="see `muster ledger verify`") from None


def _refused(word: str) -> Json:
    raise ValueError(f"{word[:20]} has no canonical form")


_LONG = b"0" * 16
#: Makes all digits alike.
_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)
_DECODER = msgspec.json.Decoder(float_hook=_refused)
_MARK_DECODER = msgspec.json.Decoder(Mark)
_LINE_DECODER = msgspec.json.Decoder(Line, float_hook=_refused)
#: Sorts the keys of objects; the fields of a :class:`Line` are sorted already.
_ENCODER = msgspec.json.Encoder(order="deterministic")
