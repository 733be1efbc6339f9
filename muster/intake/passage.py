"""What an extractor sees: a document's text, its clauses, and who speaks in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.fact import Quantity
from muster.intake.grammars.citations import Citation
from muster.intake.grammars.dates import When
from muster.intake.grammars.numbers import Amount

__all__ = ("Clause", "Draft", "Page")


@dataclass(frozen=True, slots=True)
class Page:
    """
    The document: its text, the plain twin of the same length, its date, whether it is an order.

    ``operation`` is true of operation, execute and fragmentary orders: everything in them is about forces.
    """

    doc: str
    text: str
    flat: str
    date: date | None
    order: bool
    operation: bool = False


@dataclass(slots=True)
class Clause:
    """
    A clause of a sentence, without its connective, in one voice.

    Parameters
    ----------
    start, end
        Offsets in the document.
    sentence
        Offsets of the sentence it belongs to.
    speaker
        Who says it; ``document`` for the document's own voice.
    quoted
        Whether it stands in a quotation.
    topic
        Whether the sentence or the clauses before it were about forces: a pronoun may carry on.
    force
        The force that the clause names, or the one carried over from before, ``None`` if none.
    named
        Whether the clause itself names a force or the law on its use.
    lead
        ``pronoun`` or ``relative`` where the clause begins by carrying on, ``promised`` where the speaker
        promises it, ``asked`` where it stands before a question.
    lowered
        The plain words in lower case, once they were asked for.
    basis
        Offsets of the legal basis that opens the sentence ("Through Executive Order …"), if one does.
    """

    page: Page
    start: int
    end: int
    sentence: tuple[int, int]
    speaker: str = "document"
    quoted: bool = False
    topic: bool = False
    named: bool = False
    force: str | None = None
    lead: str = ""
    basis: tuple[int, int] | None = None
    amounts: tuple[Amount, ...] = ()
    whens: tuple[When, ...] = ()
    citations: tuple[Citation, ...] = ()
    lowered: str | None = None

    @property
    def about(self) -> bool:
        """Whether the clause is about forces by its own words or by carrying on from others."""
        return self.named or self.page.operation or (self.topic and self.lead in ("pronoun", "relative"))

    def says(self, cues: tuple[str, ...]) -> bool:
        """Whether any cue, in lower case, stands in the clause: asked before a costly pattern is tried."""
        if self.lowered is None:
            self.lowered = self.page.flat[self.start : self.end].lower()
        words = self.lowered
        return any(cue in words for cue in cues)

    @property
    def words(self) -> str:
        """The plain words of the clause."""
        return self.page.flat[self.start : self.end]


@dataclass(slots=True)
class Draft:
    """A fact before its common fields (subject, place, date, citations) are filled in."""

    kind: str
    start: int
    end: int
    status: str = "reported"
    quantity: Quantity | None = None
    polarity: str | None = None
    date: str | None = None
    subject: str | None = None
    place: str | None = None
    attribution: str | None = None
    whole: bool = field(default=False)
