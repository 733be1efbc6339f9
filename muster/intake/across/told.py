"""A fact with the source that tells it, and when two tellings may be of one event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from muster.domain.fact import Fact
from muster.domain.source import Source, rank_of_fact
from muster.intake.across.figure import agree
from muster.intake.across.scope import Scope, places_meet, scope_of, sets_meet
from muster.intake.plain import plain

__all__ = ("Told", "days_of", "days_meet", "likeness", "same_event")

_WORD = re.compile(r"[a-z]{3,}|\d[\d,.]*")
_COMMON = frozenset(
    [
        "the", "and", "for", "with", "from", "that", "this", "which", "has", "have", "had", "was", "were",
        "been", "will", "would", "shall", "may", "are", "its", "their", "his", "her", "not", "also", "into",
        "upon", "than", "then", "them", "they", "any", "all", "about", "more", "said", "says", "such",
        "other", "under", "through", "over",
    ]
)  # fmt: skip
#: Facts about one and the same thing share at least this part of their words.
_ALIKE = 0.5


@dataclass(frozen=True)
class Told:
    """
    A fact and its source.

    Attributes
    ----------
    around
        The words around it, in which a hand-over may be spoken of.
    scope
        Whom its words count.
    words
        Its words without the common ones, in small letters.
    """

    fact: Fact
    source: Source
    around: str = ""

    @property
    def rank(self) -> str:
        """The fact's own rank: a claim stays one in any document."""
        return rank_of_fact(self.fact, self.source.rank)

    @property
    def by(self) -> str:
        """Who says it: the speaker, else the document."""
        return self.fact.doc if self.fact.attribution == "document" else self.fact.attribution

    @cached_property
    def scope(self) -> Scope:
        """Whom the fact's words count."""
        return scope_of(self.fact, self.around)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that carry meaning."""
        return frozenset(_WORD.findall(plain(self.fact.quote).casefold())) - _COMMON


def likeness(one: Told, other: Told) -> float:
    """
    The share of words that two facts have in common, from 0 to 1 (Jaccard's coefficient).

    Jaccard, P. (1912), The distribution of the flora in the alpine zone, New Phytologist 11, 37-50,
    doi:10.1111/j.1469-8137.1912.tb05611.x.
    """
    both = one.words | other.words
    return len(one.words & other.words) / len(both) if both else 0.0


def days_of(iso: str | None) -> tuple[str, str] | None:
    """
    First and last day of a fact's date, ``None`` where it has none or is a duration.

    Examples
    --------
    >>> days_of("2025-03"), days_of("2025-06-07/2025-08-06"), days_of("P60D")
    (('2025-03-01', '2025-03-31'), ('2025-06-07', '2025-08-06'), None)
    """
    if iso is None or iso.startswith("P"):
        return None
    first, slash, last = iso.partition("/")
    return _padded(first, "01-01"), _padded(last if slash and last[:1].isdigit() else first, "12-31")


def _padded(day: str, rest: str) -> str:
    """A year or a month as its first or last day; days that a month lacks sort where its last day would."""
    return day + ("-" + rest if len(day) == 4 else "-" + rest[3:] if len(day) == 7 else "")


def days_meet(one: str | None, other: str | None) -> bool:
    """Whether two dates may be the same: one is unknown, or they share a day."""
    first, second = days_of(one), days_of(other)
    if first is None or second is None:
        return one is None or other is None or one == other
    return first[0] <= second[1] and second[0] <= first[1]


def same_event(one: Told, other: Told) -> bool:
    """
    Whether two facts may tell one event: same kind, and nothing in their normal forms speaks against it.

    Figures must agree, places, days, forces and duty status must be able to. Where there is no figure to
    hold them together, a citation, a post or half of the words in common does.
    """
    a, b = one.fact, other.fact
    if a.kind != b.kind or (a.status == "denied") != (b.status == "denied") or a.polarity != b.polarity:
        return False
    scope, scope_ = one.scope, other.scope
    if (a.quantity is None) != (b.quantity is None) or scope.measure != scope_.measure:
        return False
    if not (
        places_meet(scope.place, scope_.place)
        and days_meet(a.date, b.date)
        and sets_meet(scope.forces, scope_.forces)
        and (scope.duty is None or scope_.duty is None or scope.duty == scope_.duty)
        and (scope.unit is None or scope_.unit is None or scope.unit == scope_.unit)
    ):
        return False
    if a.quantity is not None and b.quantity is not None:
        if not agree(a.quantity, b.quantity, limits=True):
            return agree(a.quantity, b.quantity) and a.kind != "ceiling" and _held(one, other)
        return _held(one, other) or likeness(one, other) >= _ALIKE / 2
    if a.kind in ("authority", "declaration") and a.citations and b.citations:
        return bool(set(a.citations) & set(b.citations))
    if a.kind == "date" and a.date is not None and a.date == b.date:
        return likeness(one, other) >= _ALIKE / 2
    if a.kind == "location":
        return scope.place is not None and scope.place == scope_.place and scope.place != "border"
    return likeness(one, other) >= _ALIKE


def _held(one: Told, other: Told) -> bool:
    """Whether something beside the figure is the same: the place, the forces or the day."""
    scope, scope_ = one.scope, other.scope
    return (
        (scope.place is not None and scope_.place is not None)
        or bool(scope.forces & scope_.forces)
        or (scope.duty is not None and scope.duty == scope_.duty)
        or (one.fact.date is not None and one.fact.date == other.fact.date)
    )
