"""What can be recorded: for every noun of a case the verbs that bring or change it and those that end it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from muster.domain.assertion import Assertion
from muster.domain.authority import Authority
from muster.domain.case import Assumption, Planning
from muster.domain.command import Command
from muster.domain.cycle import PolicyPeriod
from muster.domain.event import TrainingEvent
from muster.domain.fact import Fact
from muster.domain.movement import Mode
from muster.domain.place import Place
from muster.domain.policy import Policy
from muster.domain.rate import Lift, Rate
from muster.domain.request import Line
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

__all__ = (
    "CASE_NOUNS",
    "FREE_KINDS",
    "KINDS",
    "NOUNS",
    "ORDERED",
    "UNDONE",
    "CaseSettings",
    "DocumentBody",
    "FileText",
    "Noun",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSettings:
    """What a case says once: its name, day, horizon and prices."""

    name: str
    as_of: date
    planning: Planning
    shortfall_prices: tuple[tuple[int, int], ...] = ()
    extra: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentBody:
    """
    A document of a case: its name under ``sources/``, and its bytes.

    ``sha256`` is hexadecimal, ``data`` base64; both are ``None`` where the case names a document that it
    does not hold.
    """

    name: str
    sha256: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """A file of a case folder as somebody wrote it, comments and all; used where it still says the same."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """
    A noun of a case in the ledger, or an assertion about one.

    Parameters
    ----------
    name
        As entries call it: ``unit`` in ``unit.added``.
    form
        Its class.
    field
        The field of :class:`~muster.domain.case.Case` that holds it, ``None`` where it is not held there.
    key
        What one is called. Where ``unique`` is false several may be called the same, and are numbered.
    bring, change
        The verbs with a body: the first time, and later. Further verbs with a body are in ``also``.
    end
        The verb without a body.
    """

    name: str
    form: type
    field: str | None
    key: Callable[[Any], str]
    unique: bool = True
    bring: str = "added"
    change: str = "changed"
    end: str = "removed"
    also: tuple[str, ...] = ()
    of_case: bool = True

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs with a body."""
        return (self.bring, self.change, *self.also)


def _label(*columns: str) -> Callable[[Any], str]:
    """What a row without an id is called: what its columns say, and from when it holds."""

    def key(noun: Any) -> str:
        words = [str(value) for name in columns if (value := getattr(noun, name)) is not None]
        return " ".join(words) + _since(noun.start)

    return key


def _tour(noun: FixedTour) -> str:
    return f"{noun.unit} on {noun.line} from {noun.start}"


def _pin(noun: Pin) -> str:
    return f"{noun.rule} {noun.unit}" + (f" on {noun.line}" if noun.line else "") + _since(noun.start)


def _strength(noun: StrengthReport) -> str:
    who = "".join(f" {word}" for word in (noun.component, noun.duty_status) if word is not None)
    return f"{noun.date} {noun.scope}{who} {noun.kind}" + (f" per {noun.source}" if noun.source else "")


def _since(day: date | None) -> str:
    return f" from {day}" if day is not None else ""


def _fact(noun: Fact) -> str:
    return f"{noun.doc}[{noun.start}:{noun.end}] {noun.kind}"


_ALL = (
    Noun(name="case", form=CaseSettings, field=None, key=lambda _: "case", bring="opened"),
    Noun(name="assumption", form=Assumption, field="assumptions", key=lambda noun: noun.name),
    Noun(name="place", form=Place, field="places", key=lambda noun: noun.place),
    Noun(name="command", form=Command, field="commands", key=_label("command"), unique=False),
    Noun(name="type", form=UnitType, field="types", key=lambda noun: noun.type),
    Noun(name="skill", form=Skill, field="skills", key=lambda noun: f"{noun.type} / {noun.capability}"),
    Noun(name="unit", form=Unit, field="units", key=lambda noun: noun.unit),
    Noun(name="policy", form=Policy, field="policies", key=lambda noun: noun.policy),
    Noun(name="period", form=PolicyPeriod, field="policy_periods", key=_label("policy"), unique=False),
    Noun(
        name="request",
        form=Line,
        field="lines",
        key=lambda noun: noun.line,
        bring="received",
        also=("approved",),
    ),
    Noun(name="tour", form=FixedTour, field="tours", key=_tour, unique=False, bring="ordered"),
    Noun(name="pin", form=Pin, field="pins", key=_pin, unique=False),
    Noun(
        name="rate",
        form=Rate,
        field="rates",
        key=_label("element", "component", "duty_status", "mode", "unit"),
        unique=False,
    ),
    Noun(name="lift", form=Lift, field="lifts", key=_label("lift", "place"), unique=False),
    Noun(name="mode", form=Mode, field="modes", key=_label("mode", "place"), unique=False),
    Noun(
        name="event",
        form=TrainingEvent,
        field="events",
        key=_label("name", "unit", "type"),
        unique=False,
    ),
    Noun(
        name="strength",
        form=StrengthReport,
        field="strengths",
        key=_strength,
        unique=False,
        bring="reported",
        also=("corrected",),
    ),
    Noun(
        name="authority",
        form=Authority,
        field="authorities",
        key=lambda noun: noun.id,
        bring="issued",
        change="amended",
        also=("rescinded",),
    ),
    Noun(
        name="fact",
        form=Fact,
        field="facts",
        key=_fact,
        unique=False,
        bring="accepted",
        change="corrected",
    ),
    Noun(name="document", form=DocumentBody, field=None, key=lambda noun: noun.name),
    Noun(
        name="file",
        form=FileText,
        field=None,
        key=lambda noun: noun.name,
        bring="kept",
        end="dropped",
        of_case=False,
    ),
    Noun(
        name="assertion",
        form=Assertion,
        field=None,
        key=lambda noun: noun.id,
        bring="stated",
        end="withdrawn",
        of_case=False,
    ),
)

NOUNS: dict[str, Noun] = {noun.name: noun for noun in _ALL}
#: Those that make up the case.
CASE_NOUNS: dict[str, Noun] = {noun.name: noun for noun in _ALL if noun.of_case}

#: Kinds that do not bear on the case: they say what was done with it. Their body is theirs.
FREE_KINDS = (
    "ledger.opened",
    "plan.computed",
    "plan.approved",
    "plan.published",
    "finding.answered",
    "note.written",
)
#: Takes back the entry that it names in ``corrects``.
UNDONE = "entry.undone"
#: The order of rows, where it is not the order of their coming; its subject is the noun.
ORDERED = "case.ordered"

KINDS: frozenset[str] = frozenset(
    (
        *FREE_KINDS,
        UNDONE,
        ORDERED,
        *(f"{noun.name}.{verb}" for noun in _ALL for verb in (*noun.verbs, noun.end)),
    )
)
