"""A long ledger read by two processes: this one and a helper take stretches of it in turn."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread

from muster.ledger.faults import StoreError
from muster.ledger.judging import Ask, Judged, helper, judged
from muster.ledger.store import Store

__all__ = ("shared",)

#: Entries of a stretch.
STRETCH = 4_096

Stretch = tuple[int, int]


def shared(store: Store, path: Path, start: int, end: int) -> Generator[tuple[int, int, Judged | None]]:
    """
    What is found in the entries ``[start, end)``, stretch by stretch, in order.

    Parameters
    ----------
    path
        The store's file, which the helper opens for itself.

    Yields
    ------
    tuple
        The first entry of a stretch, the one after its last, and what :func:`~muster.ledger.judging.judged`
        says of it; ``None`` also where the helper could not say anything.
    """
    stretches = _Stretches(start, end)
    with _aside(stretches, path):
        for stretch in stretches.all:
            while not stretches.has(stretch) and (mine := stretches.next()) is not None:
                stretches.put(mine, _judged_here(store, mine))
            yield *stretch, stretches.take(stretch)


class _Stretches:
    """Stretches, each given to one of two readers, and what they found."""

    def __init__(self, start: int, end: int) -> None:
        self.all = [(at, min(end, at + STRETCH)) for at in range(start, end, STRETCH)]
        self._coming = iter(self.all)
        self._found: dict[Stretch, Judged | None] = {}
        self._changed = Condition()

    def next(self) -> Stretch | None:
        with self._changed:
            return next(self._coming, None)

    def put(self, stretch: Stretch, found: Judged | None) -> None:
        with self._changed:
            self._found[stretch] = found
            self._changed.notify_all()

    def has(self, stretch: Stretch) -> bool:
        return stretch in self._found

    def take(self, stretch: Stretch) -> Judged | None:
        """What was found in a stretch that was given to a reader, when it is known."""
        with self._changed:
            self._changed.wait_for(lambda: stretch in self._found)
            return self._found.pop(stretch)

    def end(self) -> None:
        with self._changed:
            self._coming = iter(())


def _judged_here(store: Store, stretch: Stretch) -> Judged | None:
    start, end = stretch
    try:
        return judged(store.lines(start, end), start, end - start)
    except StoreError:
        return None


@contextmanager
def _aside(stretches: _Stretches, path: Path) -> Iterator[None]:
    """A helper at work on stretches of the ledger's file, as long as there are some."""

    def work(ask: Ask) -> None:
        while (stretch := stretches.next()) is not None:
            found = None
            try:
                found = ask(*stretch)
            finally:
                stretches.put(stretch, found)

    with helper(path) as ask:
        if ask is None:
            yield
            return
        worker = Thread(target=work, args=(ask,))
        worker.start()
        try:
            yield
        finally:
            stretches.end()
            worker.join()
