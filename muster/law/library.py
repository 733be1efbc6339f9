"""The law library: loads provisions from their files, at call time. The only module here that reads files."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from muster.domain.authority import Due
from muster.domain.component import Component, DutyStatus
from muster.domain.finding import Citation
from muster.domain.period import Period
from muster.law.parameter import Parameter, ParameterValue
from muster.law.provision import Applies, Criterion, LawCase, Provision, Reading, Text
from muster.law.roles import FAMILIES

__all__ = ("coverage", "epoch", "parameter", "provision", "provisions", "rule_addresses")

_SHELVES = ("usc", "ndaa", "dod", "compacts", "state", "orders", "outside")


def _home() -> Path:
    return Path(__file__).parent


@cache
def provision(address: str) -> Provision:
    """
    The provision at an address such as ``usc/t10/s275``.

    Raises
    ------
    KeyError
        If the library holds no such provision.
    """
    path = _home() / f"{address}.toml"
    if ".." in address or not path.is_file():
        raise KeyError(address)
    return _provision(address, tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def rule_addresses() -> tuple[str, ...]:
    """Every address in the library, in the order of the shelves."""
    home = _home()
    return tuple(
        path.relative_to(home).with_suffix("").as_posix()
        for shelf in _SHELVES
        for path in sorted((home / shelf).rglob("*.toml"))
    )


@cache
def provisions() -> tuple[Provision, ...]:
    """Every provision of the library."""
    return tuple(provision(address) for address in rule_addresses())


@cache
def _changes() -> tuple[date, ...]:
    """Every day on which some text or reading of the library begins or ends."""
    days = {
        day
        for found in provisions()
        for period in (
            *(text.period for text in found.texts),
            *(reading.period for reading in found.readings),
        )
        for day in (period.start, period.end)
        if day is not None
    }
    return (date.min, *sorted(days))


@lru_cache(maxsize=65536)
def epoch(day: date) -> date:
    """The last day up to ``day`` on which some text changed: the same texts are in force from it to "
    "``day``.
    """
    changes = _changes()
    return changes[bisect_right(changes, day) - 1]


@cache
def coverage() -> dict[str, Any]:
    """``coverage.toml``: what is encoded, against what it was last verified, what is left out on purpose."""
    return tomllib.loads((_home() / "coverage.toml").read_text(encoding="utf-8"))


def parameter(address: str, name: str, day: date) -> ParameterValue | None:
    """
    The value of a parameter as of ``day``.

    Raises
    ------
    KeyError
        If the provision has no such parameter at any time.
    """
    for found in provision(address).parameters:
        if found.name == name:
            return found.as_of(day)
    raise KeyError(f"{address} has no parameter {name}")


def _period(row: dict[str, Any]) -> Period:
    return Period(row.get("from"), row.get("until"))


def _provision(address: str, data: dict[str, Any]) -> Provision:
    href = data.get("href")
    cite = data["cite"]
    texts = tuple(
        Text(
            number=row.get("number", cite),
            period=_period(row),
            quote=row.get("quote"),
            verified=row.get("verified", False),
            verified_on=row.get("verified_on"),
            read_in=row.get("read_in"),
            note=row.get("note"),
            unread=row.get("unread"),
        )
        for row in data.get("text", ())
    )
    return Provision(
        address=address,
        cite=cite,
        title=data["title"],
        href=href,
        texts=texts,
        parameters=tuple(_parameter(row, cite, href) for row in data.get("parameter", ())),
        readings=tuple(
            Reading(period=_period(row), holds=row["holds"], citation=_citation(row, cite, row.get("href")))
            for row in data.get("reading", ())
        ),
        cases=tuple(_case(row) for row in data.get("worked", {}).get("cases", ())),
        invokes=tuple(data.get("invokes", ())),
        declares_emergency=data.get("declares_emergency", False),
        lapse=data.get("lapse"),
        applies=_applies(data.get("applies", {})),
        condition=data.get("condition", ""),
        effect=data.get("effect", ""),
        exception=data.get("exception", ""),
        dues=tuple(
            Due(**{**row, "after": tuple(row.get("after", ("issued",)))}) for row in data.get("due", ())
        ),
        criteria=tuple(Criterion(**row) for row in data.get("criterion", ())),
    )


def _applies(row: dict[str, Any]) -> Applies:
    """The scope; ``guard``, ``reserve`` and ``regular`` and the families of roles stand for their members."""
    families = {
        "guard": [item for item in Component if item.is_guard],
        "reserve": [item for item in Component if item.is_reserve],
        "regular": [item for item in Component if item.is_regular],
    }
    components = [
        item
        for word in row.get("components", ())
        for item in (families[word] if word in families else (Component(word),))
    ]
    roles = [role for word in row.get("roles", ()) for role in FAMILIES.get(word, (word,))]
    return Applies(
        components=frozenset(components),
        duty_statuses=frozenset(DutyStatus(word) for word in row.get("duty_statuses", ())),
        roles=frozenset(roles),
        purposes=frozenset(row.get("purposes", ())),
        invoked=tuple(row.get("invoked", ())),
        words=tuple((key, ", ".join(value)) for key, value in row.items()),
    )


def _citation(row: dict[str, Any], cite: str, href: str | None) -> Citation:
    verified = row.get("verified", False)
    return Citation(
        cite=row.get("cite", cite),
        quote=row.get("quote") if verified else None,
        href=row.get("href", href),
        verified=verified,
    )


def _parameter(row: dict[str, Any], cite: str, href: str | None) -> Parameter:
    return Parameter(
        name=row["name"],
        unit=row["unit"],
        values=tuple(
            ParameterValue(
                value=value["value"],
                period=_period(value),
                citation=_citation(value, cite, href),
                verified_on=value.get("verified_on"),
            )
            for value in row["value"]
        ),
    )


def _case(row: dict[str, Any]) -> LawCase:
    """One row of the table of cases; ``who`` is component and duty status."""
    question = {key: value for key, value in row.items() if key not in ("who", "name", "verdict", "bites")}
    component, _, status = row["who"].partition(" ")
    question.update(component=component, duty_status=status)
    return LawCase(
        name=row["name"], question=question, verdict=row["verdict"], bites=tuple(row.get("bites", ()))
    )
