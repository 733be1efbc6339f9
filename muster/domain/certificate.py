"""The certificate: prices from which anyone can recompute, in whole numbers, how little a plan can cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

__all__ = ("ROW_KINDS", "Branch", "Certificate", "Claim", "PricedRow", "Proof")

#: Kind of row -> what its price is paid or charged for, in the words of the rules of planning.
ROW_KINDS: dict[str, str] = {
    "cover": (
        "On every day of [from, until), what is filled of the line and what stays unfilled are together at "
        "least what the fixed tours leave of its headcount. The price is paid to every tour for each person "
        "that it fills on the line, no more than the line asks for, and each day."
    ),
    "rounding": (
        "On every day of [from, until): whole tours cannot fill the line as fractions of them would. With d "
        "what the fixed tours leave of the headcount, `size` = a and r = d mod a, a tour that fills f counts "
        "r * floor(f / a) + min(f mod a, r); all of them and what stays unfilled are at least "
        "r * ceil(d / a). The price is paid for each count and day."
    ),
    "filling": (
        "On every day of [from, until): each tour that fills `size` of the line is paid the price. With what "
        "all such rows of the day pay, and a tour of a size without one nothing, the prices are worth the "
        "least that whole numbers of tours of all sizes and unfilled people, at their shortfall price, come "
        "to together. No row of the kinds cover and rounding speaks of such a day of the line."
    ),
    "ceiling": (
        "On every day of [from, until) the present headcount that the ceiling counts is at most the largest "
        "sum of headcounts of the tours that it counts, each taken any number of times, for which the fixed "
        "tours leave room. The price is charged for each person counted and each day."
    ),
    "budget": (
        "The tours that the dollar ceiling counts cost at most what the fixed tours leave of it. The price "
        "is charged for each cent of their cost."
    ),
    "arrivals": (
        "Everybody who arrives at the place in the grid step that begins on `from` has a seat. The price is "
        "charged for each person."
    ),
    "departures": (
        "Everybody who leaves the place in the grid step that begins on `from` has a seat. The price is "
        "charged for each person."
    ),
    "pin": (
        "A tour of the unit is on the line on exactly [from, until). The price is paid to each such tour."
    ),
    "level": (
        "The headcount-days that stay unfilled on the lines of the priority are at most `limit`, which "
        "earlier levels reached. The price is charged for each."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedRow:
    """
    A condition that every plan keeps, and its price.

    Parameters
    ----------
    kind
        A key of :data:`ROW_KINDS`; the fields that it does not speak of are ``None``.
    price
        At least 0, in cents (or headcount-days, where these are minimised) per unit of the row.
    size
        Of a rounding row: the size that the demand is rounded by; of a filling row: what the tours fill.
    limit
        Of a level.
    """

    kind: str
    price: Fraction
    line: str | None = None
    ceiling: str | None = None
    authority: str | None = None
    place: str | None = None
    unit: str | None = None
    priority: int | None = None
    start: date | None = None
    end: date | None = None
    size: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """
    A case distinction: how many of the plan's tours are of a kind, ``number`` at most or at least.

    A tour is of the kind if it agrees in every field that is not ``None``. ``member`` is a unit, an element
    and a part, and stands for all members that nothing tells apart from it.
    """

    sense: str
    number: int
    price: Fraction
    member: tuple[str, int, int | None] | None = None
    line: str | None = None
    start: date | None = None
    end: date | None = None
    duty_status: str | None = None
    authorities: tuple[str, ...] | None = None
    mobilization: str | None = None

    @property
    def of(self) -> tuple[object, ...]:
        """What is counted."""
        return (
            self.member,
            self.line,
            self.start,
            self.end,
            self.duty_status,
            self.authorities,
            self.mobilization,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Prices that prove the bound of a claim for all plans that keep the branches (for all, if none)."""

    rows: tuple[PricedRow, ...]
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    No plan that keeps the rules is better than ``bound``.

    Parameters
    ----------
    level
        ``objective``; in a lexicographic plan ``priority N`` or ``cost``.
    bound
        Whole cents; headcount-days of a ``priority``.
    proofs
        One, or as many as there are leaves in the tree of branches: together they leave no plan out.
    """

    level: str
    bound: int
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """
    The proof that goes with a plan.

    Parameters
    ----------
    case, as_of, case_sha256
        Which case, and the digest of all that planning reads of it.
    law, allow_unknown, assume_signed
        Under which assumptions of law plans are compared.
    proof
        What the plan calls ``stats.proof``: where it is ``enumeration``, the plan's own bound is a solver's
        claim in floating point, and only ``claims`` are proved here.
    """

    case: str
    as_of: date
    case_sha256: str
    law: str
    allow_unknown: bool
    assume_signed: tuple[str, ...]
    proof: str | None
    claims: tuple[Claim, ...]
