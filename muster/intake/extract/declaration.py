"""Declarations: an emergency, a disaster or a National Defense Area declared or said to exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.extract.span import cut_purpose
from muster.intake.grammars.modality import status_of
from muster.intake.passage import Clause, Draft

__all__ = ("declarations",)

_THING = (
    r"(?:emergenc(?:y|ies)|major disaster|disaster|invasion|national defense areas?|(?:disaster|"
    r"emergency) declaration)"
)
_DECLARES = re.compile(
    rf"\b(?:(?:declare[sd]?|declaring|proclaim(?:s|ed|ing)?|establish(?:es|ed|ing)?|designat(?:es|ed|"
    rf"ing)) (?:[\w'-]+ ){{0,6}}?{_THING}|(?:approve[sd]?|issue[sd]?|granted|signed|request(?:s|ed)|made|"
    rf"extended|extends|continu(?:e|es|ed|ing)|terminat(?:es|ed)) (?:[\w'-]+ ){{0,5}}?(?:declaration|"
    rf"(?:national |state of |public health )emergency)\b|(?:national |state of |public health |crime |"
    rf"major )?{_THING} (?:[\w'-]+ ){{0,6}}?(?:exists|exist|was declared|is declared|has been declared|"
    rf"were established|was established|remains in effect|is in effect|is to continue|shall continue|"
    rf"must continue|will continue|continues|declared by)|under a (?:national |"
    rf"declared )?(?:state of )?emergency)\b",
    re.IGNORECASE,
)


def declarations(clause: Clause) -> Iterator[Draft]:
    """Yield the declaration that a clause makes or reports, titles in parentheses aside."""
    flat = clause.page.flat
    if not clause.says(("emergenc", "disaster", "invasion", "defense area", "declar")):
        return
    for match in _DECLARES.finditer(flat, clause.start, clause.end):
        opened = flat.rfind("(", clause.start, match.start())
        if opened >= 0 and flat.find(")", opened, match.start()) < 0:
            continue
        start, end = clause.start, cut_purpose(clause, clause.start, clause.end, match.end())
        order = clause.page.order
        status = status_of(flat, start, match.end(), order=order, default="ordered" if order else "reported")
        yield Draft("declaration", start, end, status)
        return
