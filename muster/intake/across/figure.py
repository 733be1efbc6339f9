"""When two figures say the same, as far as their bounds and their roundness tell."""

from __future__ import annotations

from math import inf

from muster.domain.fact import Quantity

__all__ = ("MEASURES", "agree", "interval", "measure", "rounds_to", "size")

#: Measures other than people, by words of the unit.
MEASURES = {
    "percent": "percent",
    "dollar": "dollars",
    "day": "time",
    "month": "time",
    "week": "time",
    "year": "time",
    "hour": "time",
    "mile": "length",
    "acre": "area",
    "kilomet": "length",
    "aircraft": "aircraft",
    "helicopter": "aircraft",
    "uh-60": "aircraft",
    "ch-47": "aircraft",
    "c-17": "aircraft",
    "c-130": "aircraft",
    "drone": "aircraft",
    "vehicle": "vehicles",
    "stryker": "vehicles",
    "truck": "vehicles",
    "ship": "ships",
    "vessel": "ships",
    "cutter": "ships",
    "compan": "units",
    "battalion": "units",
    "brigade": "units",
    "team": "units",
    "state": "states",
}
_PEOPLE = (
    "troop", "soldier", "guard", "marine", "airm", "sailor", "member", "personnel", "reserv", "people",
    "force", "police", "engineer", "analyst", "paratrooper", "crew", "operator", "staff", "men and women",
)  # fmt: skip


def measure(unit: str) -> str:
    """
    What a unit counts: ``people``, ``dollars``, ``percent``, ``aircraft`` …, ``other``.

    Examples
    --------
    >>> measure("title 10 personnel"), measure("days"), measure("UH-60"), measure("widgets")
    ('people', 'time', 'aircraft', 'other')
    """
    words = unit.casefold()
    if any(sign in words for sign in _PEOPLE):
        return "people"
    return next((name for sign, name in MEASURES.items() if sign in words), "other")


def size(quantity: Quantity) -> float | None:
    """The figure itself: the value, of a range the middle of nothing but its upper end."""
    return quantity.value if quantity.value is not None else quantity.high


def interval(quantity: Quantity) -> tuple[float, float]:
    """
    The numbers that the words leave open, both ends included.

    "About" and "nearly" leave half a unit of the last digit that is not 0, and at most one twentieth.

    Examples
    --------
    >>> interval(Quantity(value=2200, low=None, high=None, bound="about", unit="troops"))
    (2150.0, 2250.0)
    >>> interval(Quantity(value=4000, low=None, high=4000, bound="up_to", unit="troops"))
    (0.0, 4000.0)
    """
    value = quantity.value
    if quantity.bound == "range" or value is None:
        return (
            0.0 if quantity.low is None else float(quantity.low),
            inf if quantity.high is None else float(quantity.high),
        )
    if quantity.bound == "at_least":
        return float(value), inf
    if quantity.bound == "up_to":
        return 0.0, float(value)
    slack = min(_last_unit(value) / 2, abs(value) / 20)
    if quantity.bound == "about":
        return value - slack, value + slack
    if quantity.bound == "nearly":
        return value - 2 * slack, float(value)
    return float(value), float(value)


def agree(one: Quantity, other: Quantity, *, limits: bool = False) -> bool:
    """
    Whether both may be true of one count; of two ``limits`` whether they are the same limit.

    Examples
    --------
    >>> about = Quantity(value=1500, low=None, high=None, bound="about", unit="troops")
    >>> exact = Quantity(value=1532, low=1532, high=1532, bound="exact", unit="troops")
    >>> agree(about, exact), agree(about, exact, limits=True)
    (True, False)
    """
    if limits:
        return (one.value, one.low if one.value is None else 0, one.high if one.value is None else 0) == (
            other.value,
            other.low if other.value is None else 0,
            other.high if other.value is None else 0,
        )
    (low, high), (least, most) = interval(one), interval(other)
    return low <= most and least <= high


def rounds_to(exact: float, round_: float) -> bool:
    """
    Whether the one figure is the other, rounded to its last digit that is not 0.

    Examples
    --------
    >>> rounds_to(2489, 2500), rounds_to(2200, 2500)
    (True, False)
    """
    unit = _last_unit(round_)
    return unit > 1 and exact != round_ and abs(exact - round_) <= min(unit / 2, abs(round_) / 20)


def _last_unit(value: float) -> float:
    """The unit of the last digit that is not 0: 100 of 2,200."""
    if value == 0 or value != int(value):
        return 1.0
    unit, rest = 1, abs(int(value))
    while rest % 10 == 0:
        rest //= 10
        unit *= 10
    return float(unit)
