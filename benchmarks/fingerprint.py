"""A hash of a case that says whether two runs, or two versions of the generator, speak of the same case."""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from muster.domain.case import Case

__all__ = ("fingerprint",)


def fingerprint(case: Case) -> str:
    """
    SHA-256 of everything in the case that is not at its default, in hexadecimal.

    Fields at their default are left out, so that a column that Muster learns later changes no hash; where
    a row was read from plays no part either.
    """
    return hashlib.sha256(_told(case).encode()).hexdigest()


def _told(value: Any) -> str:
    if is_dataclass(value):
        stated = (
            f"{f.name}={_told(getattr(value, f.name))}"
            for f in sorted(fields(value), key=lambda f: f.name)
            if f.compare and not _at_default(f, getattr(value, f.name))
        )
        return f"{type(value).__name__}({','.join(stated)})"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(_told, value))}]"
    return str(value)


def _at_default(field: Any, value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and bool(value == field.default_factory())
