"""One form in bytes for every value of an entry: RFC 8785 on integers, strings and ASCII keys only."""

from __future__ import annotations

import json

from muster.ledger.faults import EntryError

__all__ = ("LARGEST_INTEGER", "Json", "canonical", "parsed")

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
    _check(value)
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError:
        raise EntryError("half of a surrogate pair stands alone in a text", help=_HELP) from None


def _check(value: Json) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise EntryError(f"the number {value} is beyond 2**53 - 1", help=_HELP)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise EntryError(f"the key {key!r} is not ASCII text", help=_HELP)
            _check(item)
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
        value: Json = _DECODER.decode(data.decode())
        again = _ENCODER.encode(value).encode()
    except (ValueError, RecursionError):
        raise EntryError("not a line of JSON in UTF-8", help="see `muster ledger verify`") from None
    if again != data:
        raise EntryError("the bytes are not in canonical form", help="see `muster ledger verify`")
    if not data.isascii():
        _check(value)  # only the keys are left to be judged
    return value


def _whole(digits: str) -> int:
    number = int(digits) if len(digits) < 20 else LARGEST_INTEGER + 1
    if abs(number) > LARGEST_INTEGER:
        raise ValueError(f"{digits[:20]} is beyond 2**53 - 1")
    return number


def _refused(word: str) -> Json:
    raise ValueError(f"{word[:20]} has no canonical form")


_DECODER = json.JSONDecoder(parse_float=_refused, parse_constant=_refused, parse_int=_whole)
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
