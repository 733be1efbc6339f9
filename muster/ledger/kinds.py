"""What can be recorded: for every noun of a case the verbs that bring or change it and those that end it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

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

__all__ = ("FREE_KINDS", "KINDS", "NOUNS", "ORDERED", "UNDONE", "CaseSettings", "DocumentBody", "Noun")


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
class Noun:
    """
    A noun of a case in the ledger.

    Parameters
    ----------
    name
        As entries call it: ``unit`` in ``unit.added``.
    form
        Its class.
    field
        The field of :class:`~muster.domain.case.Case` that holds it, ``None`` where it is not held there.
    key
        What tells one from another; ``None`` where only the whole content does.
    bring, change
        The verbs with a body: the first time, and later. Further verbs with a body are in ``also``.
    end
        The verb without a body.
    """

    name: str
    form: type
    field: str | None
    key: Callable[[Any], str] | None = None
    bring: str = "added"
    change: str = "changed"
    end: str = "removed"
    also: tuple[str, ...] = ()

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs with a body."""
        return (self.bring, self.change, *self.also)


_ALL = (
    Noun(name="case", form=CaseSettings, field=None, key=lambda _: "case", bring="opened"),
    Noun(name="assumption", form=Assumption, field="assumptions", key=lambda noun: noun.name),
    Noun(name="place", form=Place, field="places", key=lambda noun: noun.place),
    Noun(name="command", form=Command, field="commands"),
    Noun(name="type", form=UnitType, field="types", key=lambda noun: noun.type),
    Noun(name="skill", form=Skill, field="skills", key=lambda noun: f"{noun.type} / {noun.capability}"),
    Noun(name="unit", form=Unit, field="units", key=lambda noun: noun.unit),
    Noun(name="policy", form=Policy, field="policies", key=lambda noun: noun.policy),
    Noun(name="period", form=PolicyPeriod, field="policy_periods"),
    Noun(
        name="request",
        form=Line,
        field="lines",
        key=lambda noun: noun.line,
        bring="received",
        also=("approved",),
    ),
    Noun(name="tour", form=FixedTour, field="tours", bring="ordered"),
    Noun(name="pin", form=Pin, field="pins"),
    Noun(name="rate", form=Rate, field="rates"),
    Noun(name="lift", form=Lift, field="lifts"),
    Noun(name="mode", form=Mode, field="modes"),
    Noun(name="event", form=TrainingEvent, field="events"),
    Noun(name="strength", form=StrengthReport, field="strengths", bring="reported"),
    Noun(
        name="authority",
        form=Authority,
        field="authorities",
        key=lambda noun: noun.id,
        bring="issued",
        change="amended",
        also=("rescinded",),
    ),
    Noun(name="fact", form=Fact, field="facts", bring="accepted", change="corrected"),
    Noun(name="document", form=DocumentBody, field=None, key=lambda noun: noun.name),
)

NOUNS: dict[str, Noun] = {noun.name: noun for noun in _ALL}

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
