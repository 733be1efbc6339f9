"""Ceilings as products need them: the days on which one binds, what it counts, what lies inside what."""

from __future__ import annotations

from datetime import date, timedelta

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case

__all__ = ("counted_from", "inside", "scope_words")


def counted_from(ceiling: Ceiling, start: date, reception_days: int) -> date:
    """The first day of a tour that the ceiling counts: reception days are left out only where excluded."""
    return start + timedelta(days=reception_days) if ceiling.overlap == "excluded" else start


def inside(inner: tuple[Authority, Ceiling], outer: tuple[Authority, Ceiling]) -> bool:
    """Whether everyone whom the inner ceiling counts is counted by the outer one too, by their scopes."""
    (inner_authority, small), (outer_authority, large) = inner, outer
    if large.counts == "named" and (small.counts != "named" or inner_authority.id != outer_authority.id):
        return False
    for name in ("components", "duty_statuses", "roles", "places"):
        wide = set(getattr(large, name))
        narrow = set(getattr(small, name))
        if wide and not (narrow and narrow <= wide):
            return False
    return set(large.excludes_roles) <= set(small.excludes_roles)


def scope_words(case: Case, authority: Authority, ceiling: Ceiling) -> str:
    """Whom the ceiling counts, as a phrase."""
    names = {place.place: place.name or place.place for place in case.places}
    who = "tours that name " + authority.id if ceiling.counts == "named" else "everyone present"
    limits = [
        " or ".join(ceiling.components),
        " or ".join(f"in {status}" for status in ceiling.duty_statuses),
        "for " + ", ".join(_role(role) for role in ceiling.roles) if ceiling.roles else "",
        "at " + ", ".join(names.get(place, place) for place in ceiling.places) if ceiling.places else "",
        "without " + ", ".join(_role(role) for role in ceiling.excludes_roles)
        if ceiling.excludes_roles
        else "",
    ]
    said = [limit for limit in limits if limit]
    return who + (": " + ", ".join(said) if said else "")


def _role(role: str) -> str:
    return role.replace("_", " ")
