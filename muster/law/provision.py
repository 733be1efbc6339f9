"""A provision: one section of law or policy under its address, with its dated texts and readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from muster.domain.authority import Due
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Citation
from muster.domain.period import Period
from muster.law.parameter import Parameter

__all__ = ("Applies", "Criterion", "LawCase", "Provision", "Reading", "Text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """
    Whom and what a provision speaks of; outside this scope its rule is silent.

    Empty means everybody, every status, every role. ``invoked`` are addresses of which one must have been
    set in motion; ``words`` holds the scope as the file writes it (``guard``, ``police``), for pages.
    """

    components: frozenset[Component] = frozenset()
    duty_statuses: frozenset[DutyStatus] = frozenset()
    roles: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    invoked: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def concerns(self, component: Component, duty_status: DutyStatus, role: str) -> bool:
        """Whether people of the component, in the status, doing the role are in the scope."""
        return (
            (not self.components or component in self.components)
            and (not self.duty_statuses or duty_status in self.duty_statuses)
            and (not self.roles or role in self.roles)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A point that a directive wants every request weighed on, in its words where they were read."""

    name: str
    asks: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """
    The provision as it read, and under which number it stood, during ``period``.

    ``quote`` is verbatim and only given where ``verified``; ``read_in`` names the source it was read in.
    ``unread`` names a part that the rule rests on and that was not read, although the quote was.
    """

    number: str
    period: Period
    quote: str | None = None
    verified: bool = False
    verified_on: date | None = None
    read_in: str | None = None
    note: str | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a court or the executive reads the provision from ``period.start`` on."""

    period: Period
    holds: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCase:
    """A worked case: the question, in the words of ``muster ask``, and the verdict it must get."""

    name: str
    question: dict[str, object]
    verdict: str
    bites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """
    One provision at its address (``usc/t10/s275``).

    Parameters
    ----------
    invokes
        Provisions that an order of the President unlocks by name (50 USC 1631).
    declares_emergency
        Whether the order declares a national emergency.
    applies, condition, effect, exception
        Whom it speaks of; when it bites; what it does; what it leaves out: in words, for the reader.
    criteria
        What a directive wants every request weighed on (DoDD 3025.18).
    dues
        What an order of the President wants done within a number of days.
    lapse
        For an emergency whose continuation was not read: the day from which it is unknown whether it
        stands (50 USC 1622(d)).
    """

    address: str
    cite: str
    title: str
    href: str | None
    texts: tuple[Text, ...]
    parameters: tuple[Parameter, ...] = ()
    readings: tuple[Reading, ...] = ()
    cases: tuple[LawCase, ...] = field(default=(), repr=False)
    invokes: tuple[str, ...] = ()
    declares_emergency: bool = False
    lapse: date | None = None
    applies: Applies = field(default_factory=Applies)
    condition: str = ""
    effect: str = ""
    exception: str = ""
    criteria: tuple[Criterion, ...] = ()
    dues: tuple[Due, ...] = ()

    def text_on(self, day: date) -> Text | None:
        """The text in force on ``day``, or ``None``."""
        for text in self.texts:
            if day in text.period:
                return text
        return None

    def in_force(self, day: date) -> bool:
        """Whether any text of the provision is in force on ``day``."""
        return self.text_on(day) is not None

    def reading_on(self, day: date) -> Reading | None:
        """The latest reading that applies on ``day``."""
        found = [reading for reading in self.readings if day in reading.period]
        return found[-1] if found else None

    def citation(self, day: date) -> Citation:
        """The citation under the number in force on ``day``, with its words where they were read."""
        text = self.text_on(day)
        if text is None:
            return Citation(cite=self.cite, href=self.href)
        quote = text.quote if text.verified else None
        return Citation(cite=text.number, quote=quote, href=self.href, verified=text.verified)
