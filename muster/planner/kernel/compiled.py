"""The only home of numba: compile a function if numba is installed, else leave it as it is.

Compiled functions are plain Python that numba understands. Without numba they give the same numbers, some
hundred times slower; the planner then prefers its array code (:mod:`muster.planner.pricing`). Importing this
package imports numba: only who plans a large case does (:data:`muster.planner.search.COMPILED`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ("alone", "available", "compiled", "inner", "kept_in", "made_by", "whole")

Array = npt.NDArray[np.int64]
F = TypeVar("F", bound=Callable[..., Any])


def available() -> bool:
    """Whether functions can be compiled."""
    return find_spec("numba") is not None


def made_by() -> str:
    """What compiles, and for which processor: what was compiled by or for another is of no use."""
    numba: Any = import_module("numba")
    processor: Any = import_module("llvmlite.binding")
    return f"numba {numba.__version__}, {processor.get_host_cpu_name()}"


def kept_in(function: Callable[..., Any]) -> Path | None:
    """The folder where what was compiled is kept; ``None`` if it is not."""
    folder: str | None = getattr(getattr(function, "stats", None), "cache_path", None)
    return None if folder is None else Path(folder)


def whole(number: int) -> int:
    """
    A constant for calls of compiled functions.

    For every Python number that stands in a call as it is, the function called is compiled once more.
    """
    made: Any = np.int64(number)
    constant: int = made
    return constant


def alone(number: int) -> Array:
    """
    An array ``(1,)`` of a number that a thread changes often.

    It is in the middle of a larger one: two threads that write to one cache line wait for each other.
    """
    array = np.zeros(32, dtype=np.int64)[16:17]
    array[0] = number
    return array


def compiled(function: F) -> F:
    """Compile at the first call, keep the result on disk where possible, and let other threads run beside."""
    return _compiled(function, no_cfunc_wrapper=True)


def inner(function: F) -> F:
    """
    As :func:`compiled`, for what only compiled functions call.

    What unpacks Python's arguments takes longer to compile than most of these functions; they have none.
    """
    return _compiled(function, no_cfunc_wrapper=True, no_cpython_wrapper=True)


def _compiled(function: F, **options: bool) -> F:
    if not available():
        return function
    numba: Any = import_module("numba")
    try:
        made: F = numba.njit(cache=True, nogil=True, **options)(function)
    except RuntimeError:  # no directory that a cache could be written to
        made = numba.njit(nogil=True, **options)(function)
    return made
