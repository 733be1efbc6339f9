"""The digest of a case: one hash of everything that planning reads of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from muster.domain.case import Case

__all__ = ("case_digest",)

#: What planning does not read.
_LEFT_OUT = ("facts", "sources", "strengths", "extra")


def case_digest(case: Case) -> str:
    """
    SHA-256 of a case in hexadecimal, whatever the order of its rows and wherever its files lie.

    Facts, sources, reported strengths and unknown columns play no part in planning, and none here.

    Examples
    --------
    >>> from muster.domain.case import Case, Planning
    >>> day = date(2025, 5, 22)
    >>> case = Case(name="a", as_of=day, planning=Planning(start=day, end=date(2026, 1, 1)))
    >>> case_digest(case) == case_digest(case)
    True
    """
    content = {}
    for item in fields(case):
        if item.name in _LEFT_OUT:
            continue
        value = getattr(case, item.name)
        if isinstance(value, tuple):
            content[item.name] = sorted(_canonical(_plain(row)) for row in value)
        else:
            content[item.name] = [_canonical(_plain(value))]
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: _plain(getattr(value, item.name))
            for item in fields(value)
            if item.compare and item.name not in _LEFT_OUT
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in a digest")
