"""Export what was read: W3C annotations, CSV, the documents as HTML with their facts marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from muster.actions.accept import rank_sources
from muster.casefile.codec import encode
from muster.domain.fact import Fact
from muster.errors import UsageError
from muster.intake.read import Reading
from muster.products.reading.annotations import annotation_collection
from muster.products.reading.facttable import fact_table
from muster.products.reading.marked import MarkedDocument, render_marked

__all__ = ("FACT_FORMATS", "export_facts", "facts_as")

#: Format -> the ending of its file.
FACT_FORMATS = {"annotations": "jsonld", "csv": "csv", "html": "html"}


def facts_as(
    readings: Sequence[Reading],
    to: str,
    *,
    ranks: Mapping[str, str] | str | None = None,
    readers: Mapping[Fact, str] | None = None,
) -> str:
    """
    What was read, as the text of a file.

    Raises
    ------
    UsageError
        If there is no such format.
    """
    if to not in FACT_FORMATS:
        raise UsageError(f"{to!r} is no format of facts", help=f"choose one of {', '.join(FACT_FORMATS)}")
    sources = rank_sources(readings, ranks)
    each = [(reading.document, sources[reading.document.doc], reading.facts) for reading in readings]
    if to == "csv":
        return fact_table(each)
    if to == "annotations":
        layouts = {r.document.doc: r.layout for r in readings if r.layout is not None}
        return encode(annotation_collection(each, layouts)).decode() + "\n"
    return render_marked(
        [
            MarkedDocument(
                document=reading.document,
                source=sources[reading.document.doc],
                facts=reading.facts,
                questions=reading.questions,
                notes=tuple(
                    (fact, f"proposed by {readers[fact]}") for fact in reading.facts if fact in readers
                )
                if readers
                else (),
            )
            for reading in readings
        ]
    )


def export_facts(
    readings: Sequence[Reading],
    path: str | Path,
    *,
    to: str,
    ranks: Mapping[str, str] | str | None = None,
    readers: Mapping[Fact, str] | None = None,
) -> Path:
    """
    Write what was read at ``path`` as ``annotations``, ``csv`` or ``html``, and return the path.

    Raises
    ------
    UsageError
        If there is no such format, or the file cannot be written.
    """
    text = facts_as(readings, to, ranks=ranks, readers=readers)
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}", help="choose another path with -o", code="M003"
        ) from error
    return target
