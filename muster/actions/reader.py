"""Readers that other packages bring: found by their entry points, asked, and held to the document's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points

from muster.domain.fact import Fact
from muster.errors import MusterError, UsageError
from muster.intake.read import Reading
from muster.intake.reader import ENTRY_POINTS, Anchored, FactReader, anchor

__all__ = ("Consulted", "consult", "load_reader", "reader_names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """
    Readings with what plug-ins added, and what became of each plug-in's proposals.

    ``readers`` names the plug-in of every fact that one brought.
    """

    readings: tuple[Reading, ...]
    anchored: tuple[Anchored, ...]
    readers: dict[Fact, str]


def _points() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def reader_names() -> tuple[str, ...]:
    """The readers that are installed."""
    return tuple(sorted(_points()))


def load_reader(name: str) -> FactReader:
    """
    The reader of that name.

    Raises
    ------
    UsageError
        If none is installed under the name; those that are, are listed.
    MusterError
        If it cannot be loaded, or is not a reader.
    """
    points = _points()
    if name not in points:
        known = ", ".join(sorted(points)) or "none is installed"
        raise UsageError(
            f"there is no reader {name!r}",
            help=f"readers: {known}; a package brings one by the entry point group {ENTRY_POINTS}",
        )
    try:
        found = points[name].load()
        reader = found() if isinstance(found, type) else found
    except Exception as error:
        raise MusterError(f"the reader {name} cannot be loaded ({type(error).__name__}: {error})") from error
    if not isinstance(reader, FactReader):
        raise MusterError(f"the reader {name} has no method propose(document, facts) or no name")
    return reader


def consult(readings: Iterable[Reading], readers: Sequence[FactReader]) -> Consulted:
    """
    Ask readers for further facts of documents.

    Every proposal must stand verbatim in its document; others are refused and counted. What a reader
    proposes joins the facts with the reader's name, and never takes the place of one.

    Raises
    ------
    MusterError
        If a reader fails; its error is told, not its traceback.
    """
    result: list[Reading] = []
    told: list[Anchored] = []
    names: dict[Fact, str] = {}
    for reading in readings:
        facts = list(reading.facts)
        for reader in readers:
            try:
                found = anchor(
                    str(reader.name), reading.document, facts, reader.propose(reading.document, tuple(facts))
                )
            except Exception as error:
                what = f"{reading.document.doc} ({type(error).__name__}: {error})"
                raise MusterError(f"the reader {reader.name} failed on {what}") from error
            told.append(found)
            names |= dict.fromkeys(found.facts, found.reader)
            facts += found.facts
        facts.sort(key=lambda fact: (fact.start, fact.end))
        result.append(replace(reading, facts=tuple(facts)))
    return Consulted(readings=tuple(result), anchored=tuple(told), readers=names)
