"""What a plan costs, element by element, with what the estimate leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from muster.domain.component import Component, DutyStatus

__all__ = ("COST_KINDS", "CostElement", "CostKind", "CostShare", "OverlapCost", "PlanCost", "kinds_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostKind:
    """
    An element that an estimate of a deployment should name.

    ``words`` are those by which a rate speaks of it where its ``covers`` does not say so.
    """

    kind: str
    title: str
    words: tuple[str, ...]


#: The elements that reviews of earlier deployments asked to see; each is in an estimate or named as missing.
COST_KINDS: tuple[CostKind, ...] = (
    CostKind(
        kind="pay",
        title="pay and allowances by status",
        words=("pay", "salary", "salaries", "allowance", "allowances", "composite", "wages"),
    ),
    CostKind(
        kind="benefits",
        title="benefits (health care, retirement accrual)",
        words=("benefit", "benefits", "retirement", "medical", "health"),
    ),
    CostKind(
        kind="per_diem",
        title="per diem (lodging, meals, incidentals)",
        words=("per diem", "lodging", "meal", "meals", "m&ie", "subsistence", "food", "incidentals"),
    ),
    CostKind(
        kind="travel",
        title="travel in and out",
        words=("travel", "road", "movement", "convoy", "bus", "buses", "rail", "transport"),
    ),
    CostKind(
        kind="airlift", title="airlift", words=("airlift", "charter", "saam", "military air", "air movement")
    ),
    CostKind(
        kind="vehicles",
        title="vehicles, rental and fuel",
        words=("vehicle", "vehicles", "rental", "fuel", "trucks"),
    ),
    CostKind(
        kind="flight_hours",
        title="flight hours",
        words=("flight", "flying", "aircraft", "helicopter", "helicopters"),
    ),
    CostKind(
        kind="base_support",
        title="base and installation support",
        words=("base", "installation", "camp", "facilities", "utilities"),
    ),
    CostKind(
        kind="reset",
        title="reset of equipment",
        words=("reset", "refit", "repair", "reconstitution", "equipment"),
    ),
    CostKind(
        kind="guard_reimbursement",
        title="reimbursement of the Guard's states",
        words=("reimbursement", "reimbursements", "reimbursed"),
    ),
    CostKind(kind="contracts", title="contractors", words=("contract", "contracts", "contractor")),
    CostKind(kind="stand_by", title="forces held ready", words=("stand by", "standby", "held ready")),
)


def kinds_of(element: str) -> tuple[str, ...]:
    """
    The kinds that an element's own words speak of.

    Examples
    --------
    >>> kinds_of("pay and benefits"), kinds_of("per_diem"), kinds_of("payload")
    (('pay', 'benefits'), ('per_diem',), ())
    """
    words = " ".join(re.split(r"[\s_\-]+", element.casefold()))
    return tuple(
        kind.kind
        for kind in COST_KINDS
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words) for word in kind.words)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare:
    """Cents of an element spent on the people of one component in one duty status."""

    component: Component
    duty_status: DutyStatus
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CostElement:
    """
    One element of a plan's cost; money in cents.

    Parameters
    ----------
    low, high
        ``None`` where no rate of the element states a range.
    source
        Where the rates come from, ``None`` where none of them says.
    basis
        What was multiplied by what.
    covers
        Kinds of cost that the element speaks for (see :data:`COST_KINDS`).
    """

    element: str
    low: int | None
    expected: int
    high: int | None
    source: str | None
    basis: str
    covers: tuple[str, ...] = ()
    by: tuple[CostShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapCost:
    """
    What is paid twice while tours hand over: part of the cost, not in addition to it.

    ``headcount_days`` are those of people in reception on a line while others still serve it, at most as
    many as those others. Money is in cents.
    """

    headcount_days: int
    low: int | None
    expected: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCost:
    """
    The cost of all tours of a plan with its basis; money in cents.

    Parameters
    ----------
    expected
        The sum of the elements, and of the costs of all tours, to the cent.
    low, high
        With every element that states a range at its end of it and every other as expected; ``None``
        where no element states one.
    missing
        Kinds of cost that no element of the estimate covers: it says nothing of them.
    missing_for
        Kinds that are covered for some people and not for those of a component in a duty status.
    no_range, no_source
        Elements that state no range; elements of which some rate states no source.
    """

    elements: tuple[CostElement, ...]
    low: int | None
    expected: int
    high: int | None
    missing: tuple[str, ...]
    missing_for: tuple[tuple[str, Component, DutyStatus], ...]
    no_range: tuple[str, ...]
    no_source: tuple[str, ...]
    overlap: OverlapCost
