"""Component and duty status: whose people, and under which command and pay. Two different things."""

from __future__ import annotations

from enum import StrEnum

__all__ = ("PAIRS", "Component", "DutyStatus")


class Component(StrEnum):
    """
    The part of the armed forces that a unit belongs to, whatever status it serves in.

    "Active duty" in the press is a duty status, not a component: a mobilised Guard unit stays ARNG.
    """

    RA = "RA"
    ARNG = "ARNG"
    USAR = "USAR"
    USMC = "USMC"
    USMCR = "USMCR"
    USAF = "USAF"
    ANG = "ANG"
    USAFR = "USAFR"
    USN = "USN"
    USNR = "USNR"
    USSF = "USSF"
    USCG = "USCG"

    @property
    def is_guard(self) -> bool:
        """Whether the component is the National Guard of a state."""
        return self in (Component.ARNG, Component.ANG)

    @property
    def is_reserve(self) -> bool:
        """Whether the component is a federal reserve (not the Guard)."""
        return self in (Component.USAR, Component.USMCR, Component.USAFR, Component.USNR)

    @property
    def is_regular(self) -> bool:
        """Whether the component is a regular one; the Coast Guard counts as its own."""
        return not (self.is_guard or self.is_reserve or self is Component.USCG)


class DutyStatus(StrEnum):
    """Title 10 (federal), Title 32 (federal pay, governor's command), state active duty, Coast Guard."""

    T10 = "T10"
    T32 = "T32"
    SAD = "SAD"
    USCG = "USCG"


_T10 = (DutyStatus.T10,)
_GUARD = (DutyStatus.T10, DutyStatus.T32, DutyStatus.SAD)

#: The duty statuses that each component can have (``muster schema pairs``). Only the Guard of a state
#: serves under a governor (32 USC 101, 502; state law); the Coast Guard serves under title 14.
PAIRS: dict[Component, tuple[DutyStatus, ...]] = {
    component: (_GUARD if component.is_guard else (DutyStatus.USCG,) if component is Component.USCG else _T10)
    for component in Component
}
