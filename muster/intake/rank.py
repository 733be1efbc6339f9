"""What a document is worth as a source, by the marks that it bears; a person may say otherwise."""

from __future__ import annotations

import re

from muster.domain.fact import Document
from muster.domain.source import Source
from muster.intake.grammars.modality import is_order
from muster.intake.plain import plain

__all__ = ("source_of",)

_TELLING = re.compile(
    r"\b(?:said|told (?:reporters|the)|according to|reported|spokes(?:man|woman|person))\b", re.IGNORECASE
)
_RELEASE = re.compile(
    r"^[ *#]{0,4}(?:for immediate release|(?:press|news|media) release|immediate release|fact sheet"
    r"|readout|statement (?:by|from|on)|media advisory|release no\.?)\b"
    r"|\b(?:public affairs(?: office)?|media contact|press contact|office of the press secretary)\b",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD, _TAIL = 2_500, 800


def source_of(document: Document) -> Source:
    r"""
    Rank a document: order or instrument, official release, news.

    An instrument commands or declares in its own voice; a text that tells of others ("said", "according
    to") does not become one by quoting one. A release says that it is one, or names the public affairs
    office that answers for it. Everything else counts as news. ``claim`` is never found for a whole
    document: it is a person's to say, and every fact of kind claim has it of its own.

    Examples
    --------
    >>> memo = Document(doc="m.txt", sha256="", text="MEMORANDUM FOR THE CHIEF\n\nYou shall…")
    >>> source_of(memo).rank
    'order'
    """
    lined = "\n".join(plain(line) for line in document.text.split("\n"))
    head, tail = lined[:_HEAD], lined[-_TAIL:]
    telling = len(_TELLING.findall(lined[:6_000]))
    if is_order(lined) and telling < 2:
        rank, why = "order", "it commands or declares in its own voice"
    elif (found := _RELEASE.search(head) or _RELEASE.search(tail)) is not None:
        rank, why = "release", f"it says “{' '.join(found[0].split())}”"
    else:
        rank, why = "news", "it bears the marks of neither an order nor a release"
    return Source(doc=document.doc, rank=rank, date=document.date, why=why)
