"""An order and its amendment, fact by fact: added, dropped, changed in a field, unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.domain.fact import Fact, Quantity
from muster.domain.source import Source
from muster.intake.across.told import Told, likeness

__all__ = ("CHANGES", "FactChange", "FieldChange", "changed_facts", "quantity_words")

CHANGES = ("changed", "added", "dropped", "unchanged")
_FIELDS = ("quantity", "date", "status", "attribution", "polarity", "place", "citations")
#: Facts less alike than this are not two versions of one.
_SAME_FACT = 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that differs, as text; the bound of a quantity is a field of its own."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact of the one document, of the other, or of both, with the fields in which they differ."""

    change: str
    before: Fact | None = None
    after: Fact | None = None
    fields: tuple[FieldChange, ...] = ()


def changed_facts(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[FactChange, ...]:
    """
    Pair the facts of two documents, each at most once, the most alike first.

    The same words come first. Two other facts are versions of one where their kind is the same and their
    words, numbers and dates apart, are alike. Equal normal forms are unchanged; the rest
    of either document is dropped or added. In the order of the second document, what was dropped last.
    """
    old = [Told(fact, Source(doc=fact.doc, rank="order")) for fact in before]
    new = [Told(fact, Source(doc=fact.doc, rank="order")) for fact in after]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    verbatim: dict[tuple[str, str], list[int]] = {}
    for i, told in enumerate(old):
        verbatim.setdefault((told.fact.kind, told.fact.quote), []).append(i)
    for j, told in enumerate(new):
        same = verbatim.get((told.fact.kind, told.fact.quote))
        if same:
            partner[j] = same.pop(0)
            taken.add(partner[j])
    scored = sorted(
        (-_resemblance(one, other), abs(i / max(1, len(old)) - j / max(1, len(new))), i, j)
        for i, one in enumerate(old)
        if i not in taken
        for j, other in enumerate(new)
        if j not in partner and one.fact.kind == other.fact.kind
    )
    for score, _, i, j in scored:
        if -score < _SAME_FACT:
            break
        if i not in taken and j not in partner:
            taken.add(i)
            partner[j] = i
    _pair_inner(old, new, partner, taken)
    changes = []
    for j, told in enumerate(new):
        if j not in partner:
            changes.append(FactChange(change="added", after=told.fact))
            continue
        earlier = old[partner[j]].fact
        fields = field_changes(earlier, told.fact)
        kind = "changed" if fields else "unchanged"
        changes.append(FactChange(change=kind, before=earlier, after=told.fact, fields=fields))
    changes += [
        FactChange(change="dropped", before=told.fact) for i, told in enumerate(old) if i not in taken
    ]
    return tuple(changes)


def _pair_inner(old: Sequence[Told], new: Sequence[Told], partner: dict[int, int], taken: set[int]) -> None:
    """Pair short facts, such as "by March 31", that lie in facts which are versions of one another."""
    for j, i in sorted(partner.items()):
        outer, outer_ = old[i].fact, new[j].fact
        inside = [n for n, told in enumerate(old) if n not in taken and _within(told.fact, outer)]
        inside_ = [n for n, told in enumerate(new) if n not in partner and _within(told.fact, outer_)]
        for n in inside_:
            same = [m for m in inside if m not in taken and old[m].fact.kind == new[n].fact.kind]
            if same:
                taken.add(same[0])
                partner[n] = same[0]


def _within(inner: Fact, outer: Fact) -> bool:
    return inner is not outer and outer.start <= inner.start and inner.end <= outer.end


def _resemblance(one: Told, other: Told) -> float:
    """How alike two facts are: their words without numbers, and whether figures and citations meet."""
    a, b = one.fact, other.fact
    words, words_ = (frozenset(w for w in told.words if not w[0].isdigit()) for told in (one, other))
    both = words | words_
    alike = len(words & words_) / len(both) if both else likeness(one, other)
    if (a.quantity is None) != (b.quantity is None):
        alike -= 0.2
    elif a.quantity is not None and b.quantity is not None:
        if one.scope.measure != other.scope.measure:
            alike -= 0.3
        elif a.quantity.value == b.quantity.value:
            alike += 0.1
    if a.citations and set(a.citations) & set(b.citations):
        alike += 0.2
    return alike


def field_changes(before: Fact, after: Fact) -> tuple[FieldChange, ...]:
    """The fields of a fact in which two versions differ; the wording alone is no change."""
    found = []
    for name in _FIELDS:
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        if name == "quantity":
            found += _quantity_changes(was, now)
        else:
            found.append(FieldChange(field=name, before=_text(was), after=_text(now)))
    return tuple(found)


def _quantity_changes(was: Quantity | None, now: Quantity | None) -> list[FieldChange]:
    if was is None or now is None:
        return [
            FieldChange(
                field="quantity",
                before=None if was is None else quantity_words(was),
                after=None if now is None else quantity_words(now),
            )
        ]
    found = []
    ends = (was.low, was.high) != (now.low, now.high)
    if was.value != now.value or (was.value is None and ends):
        found.append(FieldChange(field="quantity", before=quantity_words(was), after=quantity_words(now)))
    if was.bound != now.bound:
        found.append(FieldChange(field="bound", before=was.bound, after=now.bound))
    return found


def _text(value: object) -> str | None:
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or None
    return None if value is None else str(value)


_BOUND_WORDS = {"up_to": "up to ", "at_least": "at least ", "about": "about ", "nearly": "nearly "}


def quantity_words(quantity: Quantity) -> str:
    """
    A quantity as people write it.

    Examples
    --------
    >>> quantity_words(Quantity(value=1500, low=None, high=1500, bound="up_to", unit="soldiers"))
    'up to 1,500 soldiers'
    >>> quantity_words(Quantity(value=None, low=100, high=140, bound="range", unit="miles"))
    '100 to 140 miles'
    """
    if quantity.value is None:
        number = " to ".join(_figure(end) for end in (quantity.low, quantity.high) if end is not None)
    else:
        number = _BOUND_WORDS.get(quantity.bound, "") + _figure(quantity.value)
    if quantity.unit in ("dollars", "US dollars", "USD"):
        bound, _, figure = number.rpartition(" ")
        return f"{bound} ${figure}".strip()
    return f"{number} {quantity.unit}".strip()


def _figure(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,}"
