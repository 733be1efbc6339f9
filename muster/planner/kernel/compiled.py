"""The only home of numba: compile a function if numba is installed, else leave it as it is.

Compiled functions are plain Python that numba understands. Without numba they give the same numbers, some
hundred times slower; the planner then prefers its array code (:mod:`muster.planner.pricing`). Importing this
package imports numba: only who plans a large case does (:data:`muster.planner.search.COMPILED`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

__all__ = ("available", "compiled")

F = TypeVar("F", bound=Callable[..., Any])


def available() -> bool:
    """Whether functions can be compiled."""
    return find_spec("numba") is not None


def compiled(function: F) -> F:
    """Compile at the first call, keep the result on disk where possible, and let other threads run beside."""
    if not available():
        return function
    numba: Any = import_module("numba")
    try:
        made: F = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no directory that a cache could be written to
        made = numba.njit(nogil=True)(function)
    return made
