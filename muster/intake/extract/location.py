"""Locations: basing, or where something may happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.grammars.modality import status_of
from muster.intake.grammars.places import INSTALLATION, STATES
from muster.intake.passage import Clause, Draft

__all__ = ("locations",)

_BASED = re.compile(
    r"\b(?:out of|based (?:at|in|out of)|stationed (?:at|in)|headquartered (?:at|in)|located (?:at|"
    r"in)|staged at|staging at|housed at|assigned to|from|at|in|to) (?:the )?$"
)
#: A destination is a part of the movement to it.
_ARRIVAL = re.compile(
    r"\b(?:deploy|mov(?:e|ing)|sen[dt]|arriv|return|travel|head|dispatch|transfer|relocat|redeploy|surg|"
    r"fl[eoy]w?)\w*\b"
)
#: "Soldiers from Fort Drum": where they come from, not where they are based on the mission.
_HOME = re.compile(
    r"\b(?:[Ss]oldiers|[Mm]arines|[Aa]irmen|[Ss]ailors|[Tt]roops|[Mm]embers|[Uu]nits?|[Pp]ersonnel|"
    r"[Ff]orces|engineers|Brigade|Battalion|Wing|Squadron) $"
)
_STAGED = re.compile(
    rf"\b(?:(?:based|headquartered|stationed|staged|staging) (?:at|in|out of) (?:[A-Z][\w.'-]+(?: "
    rf"[A-Z][\w.'-]+){{0,3}})(?:, (?:{STATES}))?)"
)
_LANDS = re.compile(
    r"\b(?:Federal lands?|public lands?|lands?), (?:including|excluding|known as|from) [^,;.]{4,140}"
)


def locations(clause: Clause) -> Iterator[Draft]:
    """Yield where forces are based or may act, by its own short words."""
    flat, order = clause.page.flat, clause.page.order
    if not (clause.named or clause.topic):
        return
    taken: list[tuple[int, int]] = []
    for post in INSTALLATION.finditer(flat, clause.start, clause.end):
        based = _BASED.search(flat, max(clause.start, post.start() - 24), post.start())
        start = based.start() if based is not None else post.start()
        if (
            based is None
            or (based[0].startswith("from") and _HOME.search(flat, max(clause.start, start - 24), start))
            or (
                based[0].startswith(("to ", "at "))
                and _ARRIVAL.search(flat, max(clause.start, post.start() - 60), post.start()) is not None
            )
        ):
            continue
        end = post.end()
        taken.append((start, end))
        yield Draft(
            "location", start, end, status_of(flat, clause.start, clause.end, order=order), place=post[0]
        )
    for staged in (
        *_STAGED.finditer(flat, clause.start, clause.end),
        *_LANDS.finditer(flat, clause.start, clause.end),
    ):
        if not any(staged.start() < b and a < staged.end() for a, b in taken):
            taken.append(staged.span())
            yield Draft("location", staged.start(), staged.end(), "ordered" if order else "reported")
