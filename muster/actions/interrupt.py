"""Ctrl-C as a request to stop with the best plan; a second one stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ("interruptible",)


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """
    Yield a function that says whether Ctrl-C was pressed.

    Outside the main thread signals cannot be caught, and the function is always false.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return

    def note(_signal: int, _frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
