"""The question that ``muster ask`` puts: who, in which status, does what, when, where, on what ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from muster.casefile.cells import POSTAL_CODES
from muster.domain.case import Case
from muster.domain.component import PAIRS, Component, DutyStatus
from muster.domain.place import Place
from muster.domain.role import ROLES
from muster.errors import UsageError
from muster.law.invocation import read_invocations
from muster.law.library import provisions

__all__ = ("CHOICES", "EARLIEST", "LegalQuestion")

_Word = TypeVar("_Word", bound=StrEnum)

#: The library reads the law from this day on.
EARLIEST = date(2001, 1, 1)

#: The words that an argument may take.
CHOICES: dict[str, tuple[str, ...]] = {
    "requested_by": ("federal-lea", "federal-agency", "state", "local", "none"),
    "first_detected": ("outside", "inside"),
    "domain": ("land", "water", "air", "military-land"),
    "custody": ("agency", "military"),
    "protects": ("own", "agency", "property"),
    "purpose": ("border", "disaster", "civil-disturbance", "counterdrug", "wmd", "cyber"),
    "fund": ("economy-act", "stafford", "dod", "state"),
    "governor_consent": ("yes", "no", "unknown"),
    "member_consent": ("yes", "no", "unknown"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalQuestion:
    """
    One question of law; ``None`` means *not stated*, which is never read as a no.

    Parameters
    ----------
    on
        Day on which text, number and reading of every provision are taken.
    until, days, hours
        Length of the stay: the first day after it, or a number of days or hours.
    place
        A place of the case, a state code, or ``lat,lon``.
    invoke
        Provisions and orders set in motion by whoever may do so.
    case
        Its authorities are in force as recorded.
    """

    component: Component
    duty_status: DutyStatus
    role: str
    on: date
    until: date | None = None
    days: int | None = None
    hours: int | None = None
    place: str | None = None
    home_state: str | None = None
    invoke: tuple[str, ...] = ()
    case: Case | None = field(default=None, compare=False, repr=False)
    requested_by: str | None = None
    governor_consent: str | None = None
    member_consent: str | None = None
    armed: bool | None = None
    contact: bool | None = None
    headcount: int | None = None
    miles_from_border: float | None = None
    first_detected: str | None = None
    domain: str | None = None
    custody: str | None = None
    protects: str | None = None
    purpose: str | None = None
    fund: str | None = None

    @classmethod
    def of(cls, **arguments: Any) -> LegalQuestion:
        """
        A question from loose arguments in the words of ``muster ask``; ``consent`` may be pairs such as
        ``"governor=yes"`` or a mapping.

        Raises
        ------
        UsageError
            If an argument is missing, unknown, or has a value that it cannot have.
        """
        given = {key: value for key, value in arguments.items() if value is not None}
        given.update(_consents(given.pop("consent", ())))
        unknown = sorted(set(given) - {item.name for item in fields(cls)})
        if unknown:
            raise UsageError(
                f"a question of law has no argument {unknown[0]!r}",
                help="arguments: " + ", ".join(item.name for item in fields(cls)),
            )
        for name in ("component", "duty_status", "role", "on"):
            if name not in given:
                raise UsageError(f"a question of law needs {name}", help=f"give {name}=…")
        given["component"] = _member(Component, given["component"], "component")
        given["duty_status"] = _member(DutyStatus, given["duty_status"], "duty status")
        for name, words in CHOICES.items():
            if name in given and given[name] not in words:
                raise UsageError(
                    f"{name} cannot be {given[name]!r}", help=f"choose one of {', '.join(words)}"
                )
        for name in ("on", "until"):
            given[name] = _day(given.get(name), name)
        invoked = given.get("invoke", ())
        given["invoke"] = (invoked,) if isinstance(invoked, str) else tuple(invoked)
        question = cls(**given)
        question.check()
        question._check_words()
        return question

    def check(self) -> None:
        """
        Whether the question can exist.

        Raises
        ------
        UsageError
            For a component that cannot have the duty status, a day before the library begins, or a stay
            that ends before it starts.
        """
        statuses = PAIRS[self.component]
        if self.duty_status not in statuses:
            words = ", ".join(status.value for status in statuses)
            raise UsageError(
                f"{self.component.value} cannot serve in {self.duty_status.value}",
                help=f"{self.component.value} can have: {words}; `muster schema pairs` lists every pair",
            )
        if self.on < EARLIEST:
            raise UsageError(
                f"the law library begins on {EARLIEST}, and the question is of {self.on}",
                help=f"ask of a day from {EARLIEST} on",
            )
        if self.component is Component.USSF and self.on < date(2019, 12, 20):
            raise UsageError(
                f"there was no Space Force on {self.on}",
                help="ask of a day from 2019-12-20 on, or of component USAF",
            )
        if self.until is not None and self.until <= self.on:
            raise UsageError(
                f"the stay ends on {self.until}, which is not after {self.on}",
                help="--until is the first day after the stay",
            )
        self._check_where()
        for name in ("days", "hours", "headcount"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise UsageError(f"{name} cannot be {value}", help=f"give {name} of at least 1")
        if self.miles_from_border is not None and not self.miles_from_border >= 0:
            raise UsageError(
                f"miles from the border cannot be {self.miles_from_border}", help="give 0 or more"
            )

    def _check_words(self) -> None:
        """What is invoked can be read, and the role is one of the vocabulary or of the case."""
        instruments = () if self.case is None else tuple(item.id for item in self.case.authorities)
        for text in self.invoke:
            if text in instruments:
                continue
            if any(found.standing == "unread" for found in read_invocations(text, self.on)):
                raise _unread(text)
        if self.role in ROLES:
            return
        case = self.case
        own = set() if case is None else {line.role for line in case.lines}
        if case is not None:
            own.update(
                role for item in case.authorities for role in (*item.permits_roles, *item.forbids_roles)
            )
        if self.role in own:
            return
        near = get_close_matches(self.role, [*ROLES, *sorted(own)], n=1)
        raise UsageError(
            f"there is no role {self.role!r}",
            help=(f"did you mean {near[0]}? " if near else "")
            + f"the roles are {', '.join([*ROLES, *sorted(own)])}; a case may use more",
        )

    def _check_where(self) -> None:
        """The place is one of the case, a state or a point on earth; the home is a state."""
        if self.home_state is not None and self.home_state.strip().upper() not in POSTAL_CODES:
            raise UsageError(
                f"there is no state {self.home_state!r}", help="write its two letters, such as TX"
            )
        if self.place is None or self._named_place() is not None:
            return
        word = self.place.strip()
        if word.upper() in POSTAL_CODES or _on_earth(word):
            return
        of_case = "" if self.case is None else "a place of the case, "
        raise UsageError(
            f"there is no place {self.place!r}",
            help=f"give {of_case}two letters of a state such as TX, or degrees such as 31.8,-106.4",
        )

    def _named_place(self) -> Place | None:
        places = () if self.case is None else self.case.places
        return next((place for place in places if place.place == self.place), None)

    @property
    def end(self) -> date | None:
        """First day after the stay, ``None`` if no length is stated; the longest statement counts."""
        ends = [self.until] if self.until is not None else []
        if self.days is not None:
            ends.append(_later(self.on, self.days))
        if self.hours is not None:
            ends.append(_later(self.on, -(-self.hours // 24)))
        return max(ends) if ends else None

    @property
    def stay_hours(self) -> int | None:
        """Length of the stay in hours, ``None`` if not stated."""
        lengths = [self.hours] if self.hours is not None else []
        if self.days is not None:
            lengths.append(24 * self.days)
        if self.until is not None:
            lengths.append(24 * (self.until - self.on).days)
        return max(lengths) if lengths else None

    @property
    def place_state(self) -> str | None:
        """Two-letter state of the place, ``None`` if the place is not stated or has none."""
        if self.place is None:
            return None
        named = self._named_place()
        if named is not None:
            return named.state
        word = self.place.strip()
        return word.upper() if len(word) == 2 and word.isalpha() else None


def _unread(text: str) -> UsageError:
    """What may be invoked, section by section."""
    titles: dict[str, list[str]] = {}
    for found in provisions():
        if found.address.startswith("usc/"):
            title, _, section = found.cite.rpartition(" ")
            titles.setdefault(title, []).append(section)
    known = "; ".join(f"{title} {', '.join(sections)}" for title, sections in titles.items())
    return UsageError(
        f"{text!r} is no citation that can be read",
        help=f"cite it as 10 USC 252, Pub. L. 114-92 s. 1059, Proclamation 10886, or by name (Stafford "
        f"Act, EMAC, "
        f"approved request, immediate response, state law); known: {known}; `muster schema rules` lists all",
    )


def _on_earth(word: str) -> bool:
    """Whether the word is a latitude and a longitude, in degrees."""
    try:
        lat, lon = (float(part) for part in word.split(","))
    except ValueError:
        return False
    return -90 <= lat <= 90 and -180 <= lon <= 180


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _day(given: object, name: str) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise UsageError(f"{name} is not a day: {given!r}", help="write it as 2025-05-22") from None
    if given is not None and not isinstance(given, date):
        raise UsageError(f"{name} is not a day: {given!r}", help="give a date, or a text such as 2025-05-22")
    return given


def _member(kind: type[_Word], value: object, noun: str) -> _Word:
    try:
        return kind(str(value))
    except ValueError:
        words = ", ".join(item.value for item in kind)
        raise UsageError(f"there is no {noun} {value!r}", help=f"choose one of {words}") from None


def _consents(given: object) -> dict[str, str]:
    pairs: Iterable[tuple[str, str]]
    if isinstance(given, Mapping):
        pairs = [(str(who), str(answer)) for who, answer in given.items()]
    else:
        words = (given,) if isinstance(given, str) else given
        pairs = [tuple(str(word).partition("=")[::2]) for word in words]  # type: ignore[misc,attr-defined]
    found: dict[str, str] = {}
    for who, answer in pairs:
        if who not in ("governor", "member") or answer not in CHOICES["governor_consent"]:
            raise UsageError(
                f"consent cannot be {f'{who}={answer}'!r}",
                help="write governor=yes, governor=no, governor=unknown, or the same for member",
            )
        found[f"{who}_consent"] = answer
    return found
