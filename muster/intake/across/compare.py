"""Several documents together: events told more than once, and figures that do not agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muster.domain.fact import Fact
from muster.domain.source import Source, rank_place
from muster.intake.across.figure import agree, size
from muster.intake.across.reconcile import Candidate, candidates
from muster.intake.across.scope import places_meet
from muster.intake.across.told import Told, same_event

__all__ = ("Conflict", "Event", "Together", "compare_documents")

_COUNTED = ("ceiling", "strength", "movement")
_AROUND = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The same thing told by several documents, the strongest source first."""

    kind: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    Figures on one matter that are not the same.

    Parameters
    ----------
    measure, place
        What is counted, and where (``None`` = no figure says).
    told
        The figures, by day, then by rank; figures that agree stand together as one.
    candidates
        Readings that would reconcile figures; each is only a candidate, and a person decides.
    open
        Pairs of figures (by their place in ``told``, from 0) that no reading reconciles.
    """

    measure: str
    place: str | None
    told: tuple[tuple[Told, ...], ...]
    candidates: tuple[Candidate, ...]
    open: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What several documents say beside one another."""

    events: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]


def compare_documents(
    readings: Iterable[tuple[Source, Sequence[Fact]]], texts: Mapping[str, str] | None = None
) -> Together:
    """
    Link what is told twice, and list the figures that do not agree.

    Parameters
    ----------
    readings
        Each document as a source, with its facts.
    texts
        The documents' texts by name, for the words around a figure; without them only its own words count.

    Nothing is averaged, chosen or left out: a conflict keeps every figure with its source, and says which
    reading would reconcile two of them, if there is one.
    """
    told = [
        Told(fact, source, _around((texts or {}).get(source.doc, ""), fact))
        for source, facts in readings
        for fact in facts
    ]
    return Together(events=tuple(_events(told)), conflicts=tuple(_conflicts(told)))


def _around(text: str, fact: Fact) -> str:
    return text[max(0, fact.start - _AROUND) : fact.end + _AROUND]


def _events(told: Sequence[Told]) -> list[Event]:
    """Facts that every other of their group may be; only groups of more than one document are events."""
    groups: list[list[Told]] = []
    index: dict[tuple[str, str], list[int]] = {}
    for one in told:
        found = None
        for place in sorted({place for key in _keys(one) for place in index.get(key, ())}):
            if all(one.source.doc != other.source.doc and same_event(one, other) for other in groups[place]):
                found = place
                break
        if found is None:
            found = len(groups)
            groups.append([])
        groups[found].append(one)
        for key in _keys(one):
            held = index.setdefault(key, [])
            if not held or held[-1] != found:
                held.append(found)
    return [
        Event(kind=group[0].fact.kind, told=tuple(sorted(group, key=_by_rank)))
        for group in groups
        if len(group) > 1
    ]


def _keys(one: Told) -> list[tuple[str, str]]:
    """
    Under what a fact is looked up: facts that share none of these are never one event.

    A figure is looked up by what it measures, anything else by its words, its citations and its post.
    """
    fact = one.fact
    if fact.quantity is not None:
        return [(fact.kind, f"#{one.scope.measure}")]
    keys = [(fact.kind, word) for word in one.words]
    keys += [(fact.kind, f"§{cite}") for cite in fact.citations]
    return [*keys, (fact.kind, f"@{one.scope.place}")] if fact.kind == "location" else keys


def _by_rank(one: Told) -> tuple[int, str, str, int]:
    return rank_place(one.rank), one.source.date or "~", one.source.doc, one.fact.start


def _conflicts(told: Sequence[Told]) -> list[Conflict]:
    counted = [one for one in told if _counts_on_a_whole(one)]
    matters: list[list[Told]] = []
    for one in counted:
        for matter in matters:
            if all(_one_matter(one, other) for other in matter):
                matter.append(one)
                break
        else:
            matters.append([one])
    found = []
    for matter in matters:
        if len({one.source.doc for one in matter} | {one.by for one in matter}) < 2:
            continue
        figures = _figures(matter)
        if len(figures) < 2:
            continue
        readings, left = candidates([figure[0] for figure in figures])
        if not readings and not left:
            continue
        places = [one.scope.place for one in matter if one.scope.place is not None]
        found.append(
            Conflict(
                measure=matter[0].scope.measure or "other",
                place=max(places, key=len) if places else None,
                told=tuple(figures),
                candidates=readings,
                open=left,
            )
        )
    return found


def _counts_on_a_whole(one: Told) -> bool:
    """Whether the figure is about a mission or a place, not one unit's people, a share or a time."""
    fact = one.fact
    return (
        fact.kind in _COUNTED
        and fact.quantity is not None
        and size(fact.quantity) is not None
        and one.scope.measure in ("people", "dollars", "aircraft", "vehicles", "ships")
        and one.scope.unit is None
        and fact.status != "denied"
    )


def _one_matter(one: Told, other: Told) -> bool:
    """Whether two figures count the same kind of thing for what may be the same place."""
    return one.scope.measure == other.scope.measure and places_meet(one.scope.place, other.scope.place)


def _figures(matter: Sequence[Told]) -> list[tuple[Told, ...]]:
    """Figures that say the same become one with several sources; sorted by day, rank and size."""
    groups: list[list[Told]] = []
    for one in matter:
        for group in groups:
            if all(_same_figure(one, other) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    figures = [tuple(sorted(group, key=_by_rank)) for group in groups]
    return sorted(
        figures,
        key=lambda group: (
            group[0].fact.date or group[0].source.date or "~",
            rank_place(group[0].rank),
            _size(group[0]),
        ),
    )


def _size(one: Told) -> float:
    return (size(one.fact.quantity) if one.fact.quantity is not None else None) or 0.0


def _same_figure(one: Told, other: Told) -> bool:
    a, b = one.fact, other.fact
    assert a.quantity is not None and b.quantity is not None
    limits = "ceiling" in (a.kind, b.kind)
    return (
        (a.kind == "ceiling") == (b.kind == "ceiling")
        and agree(a.quantity, b.quantity, limits=limits)
        and a.quantity.value == b.quantity.value
        and one.scope.duty == other.scope.duty
        and one.scope.forces == other.scope.forces
        and (a.date or one.source.date) == (b.date or other.source.date)
    )
