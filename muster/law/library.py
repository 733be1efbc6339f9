"""The law library: loads provisions from their files, at call time. The only module here that reads files."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from muster.domain.finding import Citation
from muster.domain.period import Period
from muster.law.parameter import Parameter, ParameterValue
from muster.law.provision import LawCase, Provision, Reading, Text

__all__ = ("coverage", "parameter", "provision", "provisions", "rule_addresses")

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
        cases=tuple(_case(row) for row in data.get("case", ())),
        invokes=tuple(data.get("invokes", ())),
        declares_emergency=data.get("declares_emergency", False),
        lapse=data.get("lapse"),
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
    question = {key: value for key, value in row.items() if key not in ("name", "verdict", "bites")}
    return LawCase(
        name=row["name"], question=question, verdict=row["verdict"], bites=tuple(row.get("bites", ()))
    )
