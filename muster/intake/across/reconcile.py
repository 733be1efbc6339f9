"""
Readings under which figures that differ may all be true.

Each is a candidate: it says what would have to be so, never that it is. They are the ways in which
numbers in orders and reports have really differed: a limit beside a count, a total beside its part, other
people, another status, another day, a plan beside a fact, a round number beside the exact one, two units
on the ground while one relieves the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from muster.intake.across.figure import agree, rounds_to, size
from muster.intake.across.told import Told, days_meet

__all__ = ("READINGS", "Candidate", "candidates")

#: Name of a reading -> what it says in general.
READINGS = {
    "part-and-total": "parts that add up to a total",
    "adds": "one figure comes on top of the other",
    "limit-and-count": "a limit beside a count of those present",
    "above-limit": "a count above a limit: hand-over, another authority, or a breach",
    "other-people": "different people are counted",
    "other-status": "different duty statuses are counted",
    "wider": "one figure counts only some of those whom the other counts",
    "other-day": "the figures hold on different days",
    "told-later": "one document is later than the other; the number may have changed",
    "plan-and-fact": "what was planned beside what was",
    "move-and-strength": "people who are sent beside people who are there",
    "rounding": "one figure rounds the other",
}
_COMING = ("expected", "planned", "proposed", "possible", "ordered", "authorised", "signed")
_STATUS = {"T10": "Title 10", "T32": "Title 32", "SAD": "state active duty"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reading (a name in :data:`READINGS`), the figures (from 0), and what it says of them."""

    reading: str
    figures: tuple[int, ...]
    words: str


def candidates(figures: Sequence[Told]) -> tuple[tuple[Candidate, ...], tuple[tuple[int, int], ...]]:
    """
    The readings that would reconcile figures, and the pairs that none does.

    Sums come first: they hold three figures together. Of every other pair told by two voices the strongest
    reading counts; what one reading says of several pairs is said once.
    """
    sums = list(_sums(figures))
    explained = {pair for item in sums for pair in combinations(sorted(item.figures), 2)}
    pairs: dict[str, list[tuple[int, int]]] = {}
    left = []
    for first, second in combinations(range(len(figures)), 2):
        one, other = figures[first], figures[second]
        if (first, second) in explained or not _two_voices(one, other) or _may_both_be_true(one, other):
            continue
        reading = _reading(one, other)
        if reading is None:
            left.append((first, second))
        else:
            pairs.setdefault(reading, []).append((first, second))
    told = [
        candidate
        for reading in READINGS
        if reading in pairs
        for candidate in _SAY[reading](reading, pairs[reading], figures)
    ]
    return (*sums, *told), tuple(left)


def _two_voices(one: Told, other: Told) -> bool:
    """Whether two documents, or two speakers of one, give the figures; one voice knows what it adds up."""
    return one.source.doc != other.source.doc or one.by != other.by


def _may_both_be_true(one: Told, other: Told) -> bool:
    """Whether there is nothing to reconcile: the same number, or bounds that leave room for both."""
    a, b = one.fact.quantity, other.fact.quantity
    if a is None or b is None or _value(one) == _value(other):
        return True
    return "ceiling" not in (one.fact.kind, other.fact.kind) and agree(a, b)


def _value(one: Told) -> float:
    return (size(one.fact.quantity) if one.fact.quantity is not None else None) or 0.0


def _number(one: Told) -> str:
    return f"{_value(one):,.0f}"


def _sums(figures: Sequence[Told]) -> Iterator[Candidate]:
    """
    Two figures whose sum is a third, where the words say that something adds up.

    Numbers alone prove nothing (any three round numbers may add up): one must come on top, or the third
    must be a total or a limit while the two count different people.
    """
    said: set[tuple[str, str, str]] = set()
    by_value: dict[float, list[int]] = {}
    for place, told in enumerate(figures):
        by_value.setdefault(_value(told), []).append(place)
    for first, second in combinations(range(len(figures)), 2):
        one, other = figures[first], figures[second]
        if not _value(one) or not _value(other):
            continue
        for total in by_value.get(_value(one) + _value(other), ()):
            whole = figures[total]
            adding = [told for told in (one, other) if told.scope.adding]
            apart = _people_differ(one, other) or _status_differs(one, other)
            if not (adding or (apart and (whole.scope.summing or whole.fact.kind == "ceiling"))):
                continue
            limit = whole.fact.kind == "ceiling"
            parts = sorted((_number(one), _number(other)))
            key = (parts[0], parts[1], f"{_number(whole)}{limit}")
            if key in said:
                continue
            said.add(key)
            what = f" ({_scope_words(one)} and {_scope_words(other)})" if apart else ""
            on_top = f"; {_number(adding[0])} is worded as coming on top" if adding else ""
            yield Candidate(
                reading="part-and-total",
                figures=(first, second, total),
                words=f"{_number(one)} + {_number(other)} = {_number(whole)}{what}{on_top}. All are true if "
                f"the {'limit' if limit else 'total'} of {_number(whole)} holds both",
            )


def _reading(one: Told, other: Told) -> str | None:
    """The strongest reading of a pair, or ``None``."""
    small, large = sorted((one, other), key=_value)
    limits = [told for told in (one, other) if told.fact.kind == "ceiling"]
    if not days_meet(one.fact.date, other.fact.date):
        return "other-day"
    if _status_differs(one, other) or (len(limits) == 1 and "SAD" in (one.scope.duty, other.scope.duty)):
        return "other-status"
    if _people_differ(one, other):
        return "other-people"
    if len([told for told in (one, other) if told.scope.adding]) == 1:
        return "adds"
    if len(limits) == 1:
        return "limit-and-count" if small is not limits[0] else "above-limit"
    if len([told for told in (one, other) if told.fact.status in _COMING]) == 1:
        return "plan-and-fact"
    if (one.fact.kind == "movement") != (other.fact.kind == "movement"):
        return "move-and-strength"
    if rounds_to(_value(small), _value(large)) or rounds_to(_value(large), _value(small)):
        return "rounding"
    if (small.scope.forces or small.scope.duty) and not (large.scope.forces or large.scope.duty):
        return "wider"
    if None not in (one.source.date, other.source.date) and one.source.date != other.source.date:
        return "told-later"
    return None


Pairs = Sequence[tuple[int, int]]
_Say = Callable[[str, Pairs, Sequence[Told]], Iterator[Candidate]]


def _members(pairs: Pairs, figures: Sequence[Told]) -> list[int]:
    return sorted(
        {place for pair in pairs for place in pair}, key=lambda place: (_value(figures[place]), place)
    )


def _numbers(told: Sequence[Told]) -> str:
    """The numbers, each once, in the order of their size: "2,200 and 2,500"."""
    words = list(dict.fromkeys(map(_number, sorted(told, key=_value))))
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _by(form: Callable[[Told], str], opening: str, closing: str = "") -> _Say:
    """A saying that lists all figures of a reading under what tells them apart."""

    def say(reading: str, pairs: Pairs, figures: Sequence[Told]) -> Iterator[Candidate]:
        places = _members(pairs, figures)
        groups: dict[str, list[Told]] = {}
        for place in places:
            groups.setdefault(form(figures[place]), []).append(figures[place])
        listed = "; ".join(f"{name}: {_numbers(group)}" for name, group in sorted(groups.items()))
        yield Candidate(reading=reading, figures=tuple(sorted(places)), words=f"{opening} {listed}{closing}")

    return say


def _around(anchor: Callable[[Told, Told], Told], form: Callable[[Told, list[Told]], str]) -> _Say:
    """A saying for each figure that others stand beside, such as a limit."""

    def say(reading: str, pairs: Pairs, figures: Sequence[Told]) -> Iterator[Candidate]:
        groups: dict[int, list[int]] = {}
        for first, second in pairs:
            middle = first if anchor(figures[first], figures[second]) is figures[first] else second
            groups.setdefault(middle, []).append(second if middle == first else first)
        for middle, others in sorted(groups.items()):
            yield Candidate(
                reading=reading,
                figures=(middle, *sorted(others)),
                words=form(figures[middle], [figures[place] for place in others]),
            )

    return say


def _limit(one: Told, other: Told) -> Told:
    return one if one.fact.kind == "ceiling" else other


def _adding(one: Told, other: Told) -> Told:
    return one if one.scope.adding else other


def _larger(one: Told, other: Told) -> Told:
    return max((one, other), key=_value)


def _under_limit(limit: Told, counts: list[Told]) -> str:
    return (
        f"{_number(limit)}{_modality(limit)} is a limit, {_numbers(counts)} "
        f"{'is a number' if len(counts) == 1 else 'are numbers'} of people: a limit need not be reached"
    )


def _over_limit(limit: Told, counts: list[Told]) -> str:
    relief = limit.scope.relief or any(count.scope.relief for count in counts)
    verb = "is" if len(counts) == 1 else "are"
    ways = (
        "the words speak of a hand-over, in which the relieved and the relieving are both counted"
        if relief
        else "true together during a hand-over, under another authority, or against the limit"
    )
    return f"{_numbers(counts)} {verb} above the limit of {_number(limit)}{_modality(limit)}: {ways}"


def _on_top(more: Told, others: list[Told]) -> str:
    return (
        f"{_number(more)} is worded as coming on top of others, not as how many there are beside "
        f"{_numbers(others)}"
    )


def _wide(wide: Told, narrow: list[Told]) -> str:
    whom = " and ".join(dict.fromkeys(map(_scope_words, narrow)))
    verb = "counts" if len(narrow) == 1 else "count"
    return f"{_numbers(narrow)} {verb} {whom}; {_number(wide)} does not say whom, and may count others too"


def _rounded(large: Told, small: list[Told]) -> str:
    return f"{_numbers(small)} and {_number(large)}: one may round the other"


def _status_words(told: Told) -> str:
    return _STATUS[told.scope.duty] if told.scope.duty else "not stated"


def _plan_words(told: Told) -> str:
    return "to come" if told.fact.status in _COMING else "reported as there"


def _move_words(told: Told) -> str:
    return "sent" if told.fact.kind == "movement" else "there"


_SAY: dict[str, _Say] = {
    "adds": _around(_adding, _on_top),
    "limit-and-count": _around(_limit, _under_limit),
    "above-limit": _around(_limit, _over_limit),
    "other-people": _by(lambda told: _scope_words(told), "They count different people."),
    "other-status": _by(
        _status_words, "They count different duty statuses.", "; these stand beside one another"
    ),
    "wider": _around(_larger, _wide),
    "other-day": _by(lambda told: told.fact.date or "", "They hold on different days."),
    "told-later": _by(lambda told: told.source.date or "", "They were told on different days."),
    "plan-and-fact": _by(_plan_words, "One is to come, the other was there."),
    "move-and-strength": _by(_move_words, "A move is not a strength."),
    "rounding": _around(_larger, _rounded),
}


def _modality(told: Told) -> str:
    return f" ({told.fact.status})" if told.fact.status != "reported" else ""


def _people_differ(one: Told, other: Told) -> bool:
    a, b = one.scope.forces, other.scope.forces
    return bool(a and b and not a & b)


def _status_differs(one: Told, other: Told) -> bool:
    return None not in (one.scope.duty, other.scope.duty) and one.scope.duty != other.scope.duty


def _scope_words(told: Told) -> str:
    scope = told.scope
    forces = " and ".join(sorted(scope.forces)) if scope.forces else "people"
    return f"{forces} in {_STATUS[scope.duty]}" if scope.duty else forces
