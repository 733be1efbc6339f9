"""Places."""

from __future__ import annotations

from dataclasses import dataclass, field

from muster.domain.origin import Extra, Origin

__all__ = ("PLACE_KINDS", "Place")

PLACE_KINDS = ("installation", "sector", "station", "county", "airfield", "state", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A point on the map that units come from or serve at. A place is only itself, never its parent.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees, in [-90, 90] and [-180, 180].
    state
        Two-letter postal code of the state or territory, ``None`` if not stated.
    """

    place: str
    kind: str
    lat: float
    lon: float
    name: str | None = None
    state: str | None = None
    extra: Extra = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)
