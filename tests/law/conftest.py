"""Small cases, built by hand."""

from datetime import date

import pytest

from muster.domain.authority import Authority
from muster.domain.case import Case, Planning
from muster.domain.component import Component
from muster.domain.place import Place
from muster.domain.request import Line
from muster.domain.unit import Unit


def _authority(id, **given):
    given.setdefault("kind", "request_approval")
    given.setdefault("status", "signed")
    given.setdefault("issued", date(2025, 1, 1))
    return Authority(id=id, **given)


def _line(line="L1", **given):
    given.setdefault("place", "ELP")
    given.setdefault("role", "warehouse")
    given.setdefault("capability", given["role"])
    given.setdefault("headcount", 10)
    given.setdefault("start", date(2025, 2, 1))
    given.setdefault("priority", 1)
    return Line(line=line, **given)


def _unit(unit="U1", component="RA", **given):
    given.setdefault("type", "CO")
    given.setdefault("home", "ELP")
    given.setdefault("policy", "P")
    return Unit(unit=unit, component=Component(component), **given)


def _case(**given):
    given.setdefault("name", "test")
    given.setdefault("as_of", date(2025, 1, 15))
    given.setdefault("planning", Planning(start=date(2025, 1, 20), end=date(2026, 3, 1)))
    given.setdefault(
        "places",
        (
            Place(place="ELP", kind="sector", lat=31.8, lon=-106.4, state="TX"),
            Place(place="AVL", kind="county", lat=35.6, lon=-82.5, state="NC"),
        ),
    )
    return Case(**given)


@pytest.fixture(scope="session")
def authority():
    return _authority


@pytest.fixture(scope="session")
def line():
    return _line


@pytest.fixture(scope="session")
def unit():
    return _unit


@pytest.fixture(scope="session")
def case():
    return _case
