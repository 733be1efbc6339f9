"""How law sorts the roles: what kind of act it is that people are asked to do."""

from __future__ import annotations

__all__ = ("DISASTER", "FAMILIES", "PLAIN", "POLICE", "SENSOR", "SURFACE_SENSOR", "family_of", "is_known")

#: Goods and services that any agency may get from another; no one outside the agency is touched.
PLAIN = frozenset(
    (
        "supply",
        "maintenance",
        "warehouse",
        "food_service",
        "facilities",
        "transport_ground",
        "transport_air",
        "engineering_barrier",
        "engineering_road",
        "data_entry",
        "intelligence_analysis",
        "planning_staff",
        "communications",
        "medical",
        "linguist",
        "training_of_agency",
    )
)

#: Watching surface traffic, to which 10 USC 274(b)(2)(B) sets a distance.
SURFACE_SENSOR = frozenset(("sensor_ground", "camera_operator"))

#: Detection, monitoring and communication of the movement of traffic (10 USC 274(b)(2)).
SENSOR = SURFACE_SENSOR | {"surveillance_aviation"}

#: Emergency work for the public (42 USC 5170b(a)(3)).
DISASTER = frozenset(
    ("debris_clearance", "search_rescue", "commodity_distribution", "evacuation", "firefighting")
)

#: A search, seizure, arrest, or other similar activity (10 USC 275; 32 CFR 182.6(a)(1)(iii)).
POLICE = frozenset(
    (
        "search",
        "seizure",
        "arrest",
        "detention",
        "pursuit",
        "interdiction",
        "crowd_control",
        "custodial_care",
        "show_of_force",
    )
)

#: Every role that law can judge, in exactly one family; each of the last four has a rule of its own.
FAMILIES: dict[str, frozenset[str]] = {
    "plain": PLAIN,
    "sensor": SENSOR,
    "disaster": DISASTER,
    "police": POLICE,
    "transport_detainees": frozenset(("transport_detainees",)),
    "force_protection": frozenset(("force_protection",)),
    "traffic_control": frozenset(("traffic_control",)),
    "cross_border": frozenset(("cross_border",)),
}

_FAMILY = {role: name for name, roles in FAMILIES.items() for role in roles}


def family_of(role: str) -> str | None:
    """The family of a role, ``None`` for a word of the case's own."""
    return _FAMILY.get(role)


def is_known(role: str) -> bool:
    """Whether law can judge the role; a case may use further words, which it cannot."""
    return role in _FAMILY
