"""Read several documents together: what is told twice, and what does not agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from pathlib import Path

from muster.actions.accept import rank_sources
from muster.actions.read import read_documents
from muster.intake.across.compare import Together, compare_documents
from muster.intake.read import Reading

__all__ = ("compare_readings", "read_together")


def read_together(
    paths: Iterable[str | Path],
    *,
    date: Date | None = None,
    ranks: Mapping[str, str] | str | None = None,
) -> Together:
    """
    The events that documents tell more than once, and the figures in which they differ.

    Parameters
    ----------
    paths, date
        As of :func:`muster.read_documents`.
    ranks
        Ranks of the documents (order, release, news, claim) where a person gives them: one for all, or by
        file name.

    Raises
    ------
    MaterialError
        With the faults of every document that cannot be read.
    """
    return compare_readings(read_documents(paths, date=date), ranks=ranks)


def compare_readings(
    readings: Iterable[Reading], *, ranks: Mapping[str, str] | str | None = None
) -> Together:
    """The same for documents that were read already."""
    read = list(readings)
    sources = rank_sources(read, ranks)
    return compare_documents(
        [(sources[reading.document.doc], reading.facts) for reading in read],
        {reading.document.doc: reading.document.text for reading in read},
    )
