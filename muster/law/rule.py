"""A rule: the formula of one provision, asked of a situation; and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from muster.domain.component import DutyStatus
from muster.domain.finding import Verdict
from muster.law.invocation import Invocation, names_statute
from muster.law.library import parameter, provision
from muster.law.question import LegalQuestion
from muster.law.roles import POLICE

__all__ = (
    "Effect",
    "Leg",
    "Outcome",
    "Rule",
    "Situation",
    "carries",
    "forbids",
    "lacks",
    "leaves_open",
    "notes",
)


class Leg(StrEnum):
    """The separate questions that every use of forces raises."""

    MISSION = "mission"
    MOBILIZATION = "mobilization"
    MONEY = "money"


class Effect(StrEnum):
    """
    What an outcome does in its leg.

    ``decides`` stands whatever else carries; ``carries`` and ``lacks`` are alternatives, of which the
    best one counts; ``default`` is said where no other provision speaks; ``notes`` only says something.
    """

    DECIDES = "decides"
    CARRIES = "carries"
    LACKS = "lacks"
    DEFAULT = "default"
    NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a rule says: effect, verdict and the sentence that gives the reason."""

    leg: Leg
    effect: Effect
    verdict: Verdict
    message: str
    would_do: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()
    review: bool = False


def carries(message: str, *, leg: Leg = Leg.MISSION, review: bool = False) -> Outcome:
    """The provision permits it: one of these suffices in a leg."""
    return Outcome(leg=leg, effect=Effect.CARRIES, verdict=Verdict.PERMITTED, message=message, review=review)


def forbids(message: str, *, leg: Leg = Leg.MISSION, would_do: tuple[str, ...] = ()) -> Outcome:
    """The provision prohibits it, whatever else might carry it."""
    return Outcome(
        leg=leg, effect=Effect.DECIDES, verdict=Verdict.PROHIBITED, message=message, would_do=would_do
    )


def lacks(
    message: str,
    *,
    would_do: tuple[str, ...] = (),
    settled_by: tuple[str, ...] = (),
    leg: Leg = Leg.MISSION,
    verdict: Verdict | None = None,
) -> Outcome:
    """The provision does not carry it as it stands; another one may."""
    said = verdict or (Verdict.UNKNOWN if settled_by and not would_do else Verdict.NEEDS_AUTHORITY)
    return Outcome(
        leg=leg, effect=Effect.LACKS, verdict=said, message=message, would_do=would_do, settled_by=settled_by
    )


def leaves_open(
    message: str,
    *,
    would_do: tuple[str, ...] = (),
    settled_by: tuple[str, ...] = (),
    leg: Leg = Leg.MISSION,
) -> Outcome:
    """Disputed, or missing something that nothing else replaces: stands whatever else carries."""
    said = Verdict.UNKNOWN if settled_by and not would_do else Verdict.NEEDS_AUTHORITY
    return Outcome(
        leg=leg,
        effect=Effect.DECIDES,
        verdict=said,
        message=message,
        would_do=would_do,
        settled_by=settled_by,
    )


def notes(message: str, *, leg: Leg = Leg.MISSION, review: bool = False) -> Outcome:
    """Something to know, without weight in the verdict."""
    return Outcome(leg=leg, effect=Effect.NOTES, verdict=Verdict.PERMITTED, message=message, review=review)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """
    The question with everything that is in force on its day: what rules look at.

    Parameters
    ----------
    approved
        Id of the case's instrument that approves the role, ``None`` if none does (or there is no case).
    carrying
        Addresses of the provisions that were set in motion and are in force.
    """

    question: LegalQuestion
    invocations: tuple[Invocation, ...] = ()
    approved: str | None = None
    carrying: frozenset[str | None] = field(init=False)

    def __post_init__(self) -> None:
        carrying = frozenset(item.address for item in self.invocations if item.standing == "carries")
        object.__setattr__(self, "carrying", carrying)

    @property
    def day(self) -> date:
        """The day on which the law is read."""
        return self.question.on

    @property
    def role(self) -> str:
        """The role asked about."""
        return self.question.role

    @property
    def t10(self) -> bool:
        """Whether the people serve under title 10."""
        return self.question.duty_status is DutyStatus.T10

    @property
    def mobilized(self) -> bool:
        """Whether Guard or Reserve members would serve under title 10, so that a section must call them."""
        component = self.question.component
        return self.t10 and (component.is_guard or component.is_reserve)

    @property
    def police(self) -> bool:
        """Whether the role is a search, seizure, arrest or similar act, or custody of detainees."""
        custody = self.role == "transport_detainees" and self.question.custody == "military"
        return self.role in POLICE or custody

    @property
    def military_purpose(self) -> bool:
        """Whether a military purpose is stated: the force's own protection, or military land."""
        return self.question.protects == "own" or self.question.domain == "military-land"

    @property
    def wmd_emergency(self) -> bool:
        """Whether help against a weapon of mass destruction is set in motion (10 USC 282)."""
        return self.question.purpose in (None, "wmd") and self.invoked("usc/t10/s282")

    @property
    def unexcused(self) -> bool:
        """Whether nothing that the law excepts from the Posse Comitatus Act is invoked, stated or "
        "disputed.
        """
        excused = self.military_purpose or self.wmd_emergency
        acts = any(names_statute(item.text) for item in self.unencoded)
        doubtful = acts or self.invoked("outside/inherent-power")
        return self.insurrection is False and not excused and not doubtful

    @property
    def unencoded(self) -> tuple[Invocation, ...]:
        """What the question itself invokes and the library does not encode."""
        return tuple(item for item in self.invocations if item.standing == "unencoded" and not item.source)

    def invoked(self, *addresses: str) -> bool:
        """Whether any of the provisions was set in motion and is in force."""
        return not self.carrying.isdisjoint(addresses)

    def in_force(self, address: str) -> bool:
        """Whether the provision is in force on the day."""
        return provision(address).in_force(self.day)

    def paragraphs(self, address: str) -> tuple[str, ...]:
        """The paragraphs of it that were named in force; ``""`` where none was named."""
        return tuple(
            item.paragraph
            for item in self.invocations
            if item.address == address and item.standing == "carries"
        )

    def parameter(self, address: str, name: str) -> int | None:
        """The parameter's value on the day."""
        found = parameter(address, name, self.day)
        return found.value if found is not None else None

    @property
    def emergency(self) -> bool | None:
        """Whether a national emergency stands: ``None`` if one was named and its continuation is unknown."""
        doubt = False
        for item in self.invocations:
            declared = item.address == "usc/t50/s1621" or (
                item.address is not None
                and item.address.startswith("orders/")
                and provision(item.address).declares_emergency
            )
            if declared and item.standing == "carries":
                return True
            doubt = doubt or (declared and item.standing == "unknown")
        return None if doubt else False

    @property
    def lapses(self) -> tuple[date, ...]:
        """The anniversaries at which emergencies that were invoked by name lapse, if not continued."""
        orders = (
            provision(item.address)
            for item in self.invocations
            if item.standing == "carries" and item.address is not None and item.address.startswith("orders/")
        )
        return tuple(order.lapse for order in orders if order.lapse is not None)

    @property
    def insurrection(self) -> bool | None:
        """
        Whether chapter 13 of title 10 stands: ``True`` with the proclamation of section 254, ``None``
        where 251, 252 or 253 was invoked without it, ``False`` if none was.
        """
        if not self.invoked("usc/t10/s251", "usc/t10/s252", "usc/t10/s253"):
            return False
        return True if self.invoked("usc/t10/s254") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    A provision's formula.

    ``formula`` gives the outcomes that bite in a situation, none if the provision has nothing to say.
    It is asked only on days on which the provision is in force.
    """

    address: str
    formula: Callable[[Situation], Iterable[Outcome]]
