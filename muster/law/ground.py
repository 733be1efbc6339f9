"""What a tour may rest on: its duty status, the authorities that it names, the section that calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.component import Component, DutyStatus
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.instruments import instruments_of
from muster.law.invocation import read_invocation

__all__ = (
    "CALLING",
    "Ground",
    "address_of",
    "agreed",
    "concerns",
    "grounds",
    "must_be_called",
    "named",
    "orders_guard",
    "place_state",
    "speaks_of",
)

CALLING = (
    "usc/t10/s12301",
    "usc/t10/s12302",
    "usc/t10/s12304",
    "usc/t10/s12304a",
    "usc/t10/s12304b",
    "usc/t10/s12406",
    "usc/t10/s251",
    "usc/t10/s252",
    "usc/t10/s253",
)


_MILITIA = ("usc/t10/s12406", "usc/t10/s251", "usc/t10/s252", "usc/t10/s253")


_T32 = ("usc/t32/s502", "usc/t32/s112")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a tour rests on: its status, the authorities that it names, its section."""

    duty_status: DutyStatus
    named: tuple[str, ...]
    mobilization: str | None


def named(line: Line, authorities: Iterable[str]) -> tuple[str, ...]:
    """The authorities that a tour names: those listed, and its line's approval always among them."""
    first = (line.approval,) if line.approval else ()
    return tuple(dict.fromkeys((*first, *authorities)))


def grounds(
    case: Case, unit: Unit, line: Line, status: DutyStatus, assume_signed: frozenset[str]
) -> Iterator[Ground]:
    """Every ground that the case offers in a status: approvals times sections."""
    missions = _mission_names(case, unit, line, status, assume_signed)
    for names in missions:
        for section, behind in _sections(case, unit, line, status, assume_signed):
            yield Ground(
                duty_status=status,
                named=tuple(dict.fromkeys((*names, *behind))),
                mobilization=section,
            )


def _mission_names(
    case: Case, unit: Unit, line: Line, status: DutyStatus, assume_signed: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """The authorities that a tour may name for its mission, one tuple for each way."""
    instruments = instruments_of(case)
    first = (line.approval,) if line.approval else ()
    own = instruments.by_id.get(line.approval) if line.approval else None
    if own is not None and not own.permits_roles:
        return (first,)
    by = instruments.permits(own, line.role, None, assume_signed=assume_signed) if own is not None else None
    if by is not None:
        return (tuple(dict.fromkeys((*first, by))),)
    others = tuple(
        (*first, authority.id)
        for authority in case.authorities
        if line.role in authority.permits_roles
        and authority.id != line.approval
        and instruments.carries(authority.id, assume_signed=assume_signed)
        and concerns(case, authority, unit, line, status)
    )
    return others or (first,)


def speaks_of(authority: Authority, unit: Unit, status: DutyStatus) -> bool:
    """Whether an instrument can concern the unit: a governor's order binds the Guard of its own State."""
    if authority.kind != "governor_order":
        return True
    return status in (DutyStatus.SAD, DutyStatus.T32) and (
        not authority.states or unit.state is None or unit.state in authority.states
    )


def concerns(case: Case, authority: Authority, unit: Unit, line: Line, status: DutyStatus) -> bool:
    """Whether an instrument speaks of the unit's Guard or of the soil of the line's place."""
    soil = place_state(case, line)
    helps = status in (DutyStatus.SAD, DutyStatus.T32) and soil is not None and soil in authority.states
    return speaks_of(authority, unit, status) or helps


def _sections(
    case: Case, unit: Unit, line: Line, status: DutyStatus, assume_signed: frozenset[str]
) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """The sections that may call the unit, each with the authorities that set it in motion."""
    instruments = instruments_of(case)
    if status is DutyStatus.SAD:
        orders = [
            authority.id
            for authority in case.authorities
            if authority.kind == "governor_order"
            and speaks_of(authority, unit, status)
            and instruments.carries(authority.id, assume_signed=assume_signed)
        ]
        behind = _emac(case, unit, line, assume_signed)
        return tuple((None, (order, *behind)) for order in orders) or ((None, ()),)
    if status is DutyStatus.T32:
        return _invoking(case, unit, _T32, assume_signed) or ((None, ()),)
    if status is DutyStatus.USCG or not must_be_called(unit.component):
        return ((None, ()),)
    stated = tuple(dict.fromkeys(text for text in (unit.mobilization, line.mobilization) if text))
    if stated:
        return tuple((text, _behind(case, text, assume_signed)) for text in stated)
    return _invoking(case, unit, CALLING, assume_signed) or ((None, ()),)


def must_be_called(component: Component) -> bool:
    """Whether members serve in title 10 only when a provision calls them."""
    return component.is_guard or component.is_reserve


def _invoking(
    case: Case, unit: Unit, addresses: tuple[str, ...], assume_signed: frozenset[str]
) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """Sections that instruments of the case invoke, in the words of the first that does."""
    instruments = instruments_of(case)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for authority in case.authorities:
        if not instruments.carries(authority.id, assume_signed=assume_signed):
            continue
        elsewhere = bool(authority.states) and unit.state is not None and unit.state not in authority.states
        if elsewhere and addresses == _T32:
            continue
        for text in authority.invokes:
            address = address_of(text, case.as_of)
            if address not in addresses or (address in _MILITIA and not unit.component.is_guard):
                continue
            found.setdefault(address, (text, (authority.id,)))
    return tuple(found.values())


def _behind(
    case: Case, text: str, assume_signed: frozenset[str], *, soil: str | None = None
) -> tuple[str, ...]:
    """The first instrument in force that invokes the section (there), for the tour to name."""
    instruments = instruments_of(case)
    address = address_of(text, case.as_of)
    for authority in case.authorities:
        if soil is not None and not agreed(case, authority.id, soil):
            continue
        if instruments.carries(authority.id, assume_signed=assume_signed) and any(
            address_of(words, case.as_of) == address for words in authority.invokes
        ):
            return (authority.id,)
    return ()


def _emac(case: Case, unit: Unit, line: Line, assume_signed: frozenset[str]) -> tuple[str, ...]:
    """The instrument by which a State's Guard serves in another, if the line is in another."""
    place = place_state(case, line)
    if place is None or unit.state is None or place == unit.state:
        return ()
    return _behind(case, "EMAC", assume_signed, soil=place)


def agreed(case: Case, source: str | None, soil: str | None) -> bool:
    """Whether an agreement between States speaks of the soil that it is used on, or of no State at all."""
    authority = instruments_of(case).by_id.get(source or "")
    return authority is None or not authority.states or soil in authority.states


def orders_guard(authority: Authority, as_of: date) -> bool:
    """Whether the instrument orders the Guard to duty under its governor: it then carries its own errand."""
    return authority.kind == "governor_order" or any(
        address_of(text, as_of) in _T32 for text in authority.invokes
    )


@lru_cache(maxsize=4096)
def address_of(text: str, day: date) -> str | None:
    """The provision that ``text`` names, ``None`` if the library knows none."""
    return read_invocation(text, day).address


def place_state(case: Case, line: Line) -> str | None:
    """The State of the line's place, ``None`` if the case does not say."""
    for place in case.places:
        if place.place == line.place:
            return place.state
    return None
