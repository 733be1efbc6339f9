"""
Instruments of a case: what each is worth on a day, through amendments, endings and emergencies.

``verbal``, ``signed`` and ``amended`` instruments carry from the day they speak; ``expected`` and
``proposed`` ones only where they are assumed signed; ``superseded``, ``rescinded`` and ``expired`` ones
carry nothing. Statuses are read as recorded in the case, that is as of ``case.as_of``: an instrument that
is recorded as signed and issued later than ``as_of`` is not known on that day, and is taken as expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.period import Period
from muster.law.invocation import Invocation, read_invocation, read_invocations, same_provision
from muster.law.library import parameter
from muster.law.mobilization import add_months

__all__ = (
    "CARRYING",
    "RANK",
    "Instruments",
    "approving",
    "case_invocations",
    "in_force",
    "instruments_of",
    "rank",
)

CARRYING = ("verbal", "signed", "amended")
#: Lower numbers prevail: statute over order of the President over memorandum over approval.
RANK = {
    "statute": 0,
    "executive_order": 1,
    "proclamation": 1,
    "declaration": 1,
    "memorandum": 2,
    "governor_order": 2,
    "request_approval": 3,
}
_AWAITED = ("proposed", "expected")
_DECLARING = ("declaration", "proclamation", "executive_order", "statute")
_EMERGENCY_POWERS = ("usc/t50/s1621", "usc/t10/s12302", "usc/t10/s2808")


def rank(authority: Authority) -> int:
    """How high an instrument stands: statute 0, order of the President 1, memorandum 2, approval 3."""
    return RANK.get(authority.kind, 3)


class Instruments:
    """
    The authorities of one case by id, with the days on which each carries.

    Parameters
    ----------
    case
        The case; kept, so that an ``Instruments`` may be shared by everything that asks about it.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.by_id = {authority.id: authority for authority in case.authorities}
        self._periods: dict[tuple[str, frozenset[str]], Period | None] = {}
        #: What was reasoned from the case already, by whoever reasons from it.
        self.memo: dict[object, object] = {}
        self._resting = {authority.emergency for authority in case.authorities if authority.emergency}
        self._continued = {authority.continues for authority in case.authorities if authority.continues}

    def status(self, authority: Authority) -> str:
        """
        The status as known on ``case.as_of``.

        What is issued later is not yet known, so expected; what was approved by word and is written later
        is verbal. An ending by another instrument of the case is read from that one's day: until then the
        instrument stood.
        """
        as_of, status = self.case.as_of, authority.status
        ended = self._ended(authority)
        if ended is not None and status in (*CARRYING, "superseded", "rescinded"):
            how, day = ended
            if day <= as_of:
                return how
        if status in ("superseded", "rescinded") and self._enders(authority):
            status = "signed"
        known = [day for day in (authority.issued, authority.verbal) if day is not None]
        if status in CARRYING and known and min(known) > as_of:
            return "expected"
        if status in CARRYING and authority.verbal is not None and authority.issued is not None:
            return "verbal" if authority.verbal <= as_of < authority.issued else status
        return status

    def _enders(self, authority: Authority) -> list[tuple[Authority, str]]:
        """The instruments that supersede or rescind it, and which of the two they do."""
        return [
            (other, how)
            for other in self.case.authorities
            for how, ended in (("superseded", other.supersedes), ("rescinded", other.rescinds))
            if authority.id in ended and other.status in (*CARRYING, "superseded", "rescinded")
        ]

    def _ended(self, authority: Authority) -> tuple[str, date] | None:
        """How and on which day another instrument of the case, known by now, ends it."""
        found: list[tuple[date, str]] = []
        for other, how in self._enders(authority):
            told = [day for day in (other.issued, other.verbal) if day is not None]
            starts = other.start or other.verbal or other.issued
            if starts is not None and not (told and min(told) > self.case.as_of):
                found.append((starts, how))
        if not found:
            return None
        day, how = min(found)
        return how, day

    def carries(self, authority_id: str, *, assume_signed: frozenset[str] = frozenset()) -> bool:
        """Whether the instrument carries at all, on some day."""
        return self.period(authority_id, assume_signed=assume_signed) is not None

    def assumed(self, authority_id: str, assume_signed: frozenset[str]) -> bool:
        """Whether the instrument carries only because it is assumed signed."""
        authority = self.by_id.get(authority_id)
        return authority is not None and authority_id in assume_signed and self.status(authority) in _AWAITED

    def period(self, authority_id: str, *, assume_signed: frozenset[str] = frozenset()) -> Period | None:
        """
        The days on which the instrument carries, ``None`` if none.

        From ``from``, else the day of the verbal approval or of issue, until ``until``, the anniversary at
        which an uncontinued emergency lapses, or the end of the emergency that it rests on.
        """
        key = (authority_id, assume_signed)
        if key not in self._periods:
            self._periods[key] = None  # an instrument that rests on itself carries nothing
            self._periods[key] = self._period(authority_id, assume_signed)
        return self._periods[key]

    def in_force(self, authority_id: str, day: date, *, assume_signed: frozenset[str] = frozenset()) -> bool:
        """Whether the instrument carries on ``day``."""
        period = self.period(authority_id, assume_signed=assume_signed)
        return period is not None and day in period

    def declares_emergency(self, authority: Authority) -> bool:
        """
        Whether it declares (or continues the declaration of) a national emergency.

        It does if others rest on it or continue it, or if it is a declaration, proclamation or order that
        names the National Emergencies Act or a power of such an emergency and rests on no other.
        """
        if authority.kind not in _DECLARING or authority.emergency or authority.continues:
            return False
        if authority.id in self._resting or authority.id in self._continued:
            return True
        return any(
            same_provision(text, address, self.case.as_of)
            for text in authority.invokes
            for address in _EMERGENCY_POWERS
        )

    def lapse(self, authority: Authority) -> date | None:
        """
        The anniversary on which the emergency lapses: the first for which the case has no notice.

        50 USC 1622(d): the notice is published within the ninety days before the anniversary.
        """
        declared = authority.issued or authority.start or authority.verbal
        if declared is None:
            return None
        found = parameter("usc/t50/s1622", "notice_window", declared)
        window = timedelta(days=found.value if found is not None else 0)
        notices = [
            notice
            for notice in self.case.authorities
            if notice.continues == authority.id and self.status(notice) in CARRYING
        ]
        for years in range(1, 100):
            anniversary = add_months(declared, 12 * years)
            if not any(
                anniversary - window <= day <= anniversary
                for notice in notices
                for day in (notice.issued or notice.start,)
                if day is not None
            ):
                return anniversary
        return None

    def _period(self, authority_id: str, assume_signed: frozenset[str]) -> Period | None:
        authority = self.by_id.get(authority_id)
        if authority is None:
            return None
        status = self.status(authority)
        ended = self._ended(authority) if status in (*CARRYING, "superseded", "rescinded") else None
        waits = authority_id in assume_signed and status in _AWAITED
        if status not in CARRYING and ended is None and not waits:
            return None
        speaks = authority.verbal if status == "verbal" else (authority.verbal or authority.issued)
        starts = authority.start or speaks
        until = self._until(authority, assume_signed)
        ends = [until] if until is not None else []
        ends.extend([ended[1]] if ended is not None else [])
        if self.declares_emergency(authority):
            lapse = self.lapse(authority)
            ends.extend([lapse] if lapse is not None else [])
        if authority.emergency and authority.emergency != authority_id:
            rests_on = self.period(authority.emergency, assume_signed=assume_signed)
            if rests_on is None:
                return None
            ends.extend([rests_on.end] if rests_on.end is not None else [])
            if rests_on.start is not None and (starts is None or starts < rests_on.start):
                starts = rests_on.start
        end = min(ends) if ends else None
        if starts is not None and end is not None and end <= starts:
            return None
        return Period(starts, end)

    def _until(self, authority: Authority, assume_signed: frozenset[str]) -> date | None:
        """
        The end as amended: that of the latest amendment that states one.

        An amendment that begins only after the end has passed revives nothing.
        """
        until = authority.end
        for amendment in self.amendments(authority.id, assume_signed=assume_signed):
            begins = amendment.start or amendment.verbal or amendment.issued
            lapsed = until is not None and begins is not None and begins > until
            if amendment.end is not None and not lapsed:
                until = amendment.end
        return until

    def amendments(
        self, authority_id: str, *, assume_signed: frozenset[str] = frozenset()
    ) -> tuple[Authority, ...]:
        """The instruments that amend it and carry, by the day from which they do."""
        found = [
            (period.start or date.min, authority)
            for authority in self.case.authorities
            if authority_id in authority.amends and authority.id != authority_id
            for period in (self.period(authority.id, assume_signed=assume_signed),)
            if period is not None
        ]
        return tuple(authority for _, authority in sorted(found, key=lambda item: item[0]))

    def chain(self, authority_id: str) -> tuple[Authority, ...]:
        """The instrument, and what it incorporates by reference, and so on; each once."""
        found: dict[str, Authority] = {}
        waiting = [authority_id]
        while waiting:
            name = waiting.pop(0)
            if name in found or name not in self.by_id:
                continue
            found[name] = self.by_id[name]
            waiting.extend(self.by_id[name].incorporates)
        return tuple(found.values())

    def forbids(
        self,
        authority: Authority,
        role: str,
        day: date,
        *,
        assume_signed: frozenset[str] = frozenset(),
    ) -> str | None:
        """
        Id of the instrument whose words forbid the role: the authority, or one whose caveats it incorporates.

        An amendment in force on ``day``, of no lower rank, that permits the role by name lifts the words
        that it amends: later words prevail. ``None`` if nothing forbids it.
        """
        for source in self.chain(authority.id):
            if role not in source.forbids_roles:
                continue
            lifted = any(
                role in amendment.permits_roles
                and rank(amendment) <= rank(source)
                and self.in_force(amendment.id, day, assume_signed=assume_signed)
                for amendment in self.amendments(source.id, assume_signed=assume_signed)
            )
            if not lifted:
                return source.id
        return None

    def max_days(
        self, authority_id: str, *, assume_signed: frozenset[str] = frozenset()
    ) -> tuple[int, str] | None:
        """
        The longest stay that an instrument allows, as last amended, and who says so.

        Of caveats taken over by reference the shortest counts.
        """
        limits = []
        for source in self.chain(authority_id):
            stated = [
                item
                for item in (source, *self.amendments(source.id, assume_signed=assume_signed))
                if item.max_days is not None
            ]
            if stated:
                last = stated[-1]
                limits.append((last.max_days or 0, last.id))
        return min(limits) if limits else None

    def permits(
        self,
        authority: Authority,
        role: str,
        day: date | None,
        *,
        assume_signed: frozenset[str] = frozenset(),
    ) -> str | None:
        """
        Id of the instrument that permits the role by name: the authority itself, or one that amends it.

        ``day`` ``None`` asks whether one ever does. What an amendment does not speak of remains.
        """
        if role in authority.permits_roles:
            return authority.id
        for amendment in self.amendments(authority.id, assume_signed=assume_signed):
            speaks = day is None or self.in_force(amendment.id, day, assume_signed=assume_signed)
            if role in amendment.permits_roles and speaks:
                return amendment.id
        return None


class _Same:
    """A case as a key: the same object, not an equal one."""

    __slots__ = ("case",)

    def __init__(self, case: Case) -> None:
        self.case = case

    def __hash__(self) -> int:
        return id(self.case)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.case is self.case


@lru_cache(maxsize=4)
def _instruments(key: _Same) -> Instruments:
    return Instruments(key.case)


def instruments_of(case: Case) -> Instruments:
    """The instruments of a case; the last few cases asked about are remembered."""
    return _instruments(_Same(case))


def in_force(case: Case, authority_id: str, day: date, assume_signed: frozenset[str] = frozenset()) -> bool:
    """Whether an authority of the case carries on ``day``, as amended and as known on ``case.as_of``."""
    return instruments_of(case).in_force(authority_id, day, assume_signed=assume_signed)


def case_invocations(
    case: Case,
    day: date,
    *,
    read_on: date | None = None,
    assume_signed: frozenset[str] = frozenset(),
    states: Iterable[str | None] = (),
) -> tuple[Invocation, ...]:
    """
    What the authorities in force on ``day`` invoke.

    Parameters
    ----------
    read_on
        Day as of which the law is read, ``day`` if not given.
    states
        Where given, an authority that names states counts only if it names one of these.
    """
    instruments = instruments_of(case)
    wanted = {state for state in states if state}
    read = read_on or day
    found: list[Invocation] = []
    for authority in case.authorities:
        if not instruments.in_force(authority.id, day, assume_signed=assume_signed):
            continue
        if wanted and authority.states and not wanted & set(authority.states):
            continue
        for text in authority.invokes:
            found.extend(read_invocations(text, read, source=authority.id))
        if instruments.declares_emergency(authority):
            found.append(read_invocation("50 USC 1621", read, source=authority.id))
    return tuple(found)


def approving(case: Case, role: str, day: date, *, assume_signed: frozenset[str] = frozenset()) -> str | None:
    """Id of an authority in force that names the role among those it permits, ``None`` if there is none."""
    instruments = instruments_of(case)
    for authority in case.authorities:
        speaks = role in authority.permits_roles
        if speaks and instruments.in_force(authority.id, day, assume_signed=assume_signed):
            return authority.id
    return None
