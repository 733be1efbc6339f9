"""What a case holds that a fact speaks against: both are shown, neither gives way by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Case
from muster.domain.fact import Fact, Quantity
from muster.domain.proposal import Proposal
from muster.domain.review import Contradiction
from muster.domain.source import Source, rank_place
from muster.domain.strength import StrengthReport
from muster.intake.across.amendment import quantity_words
from muster.intake.across.figure import agree
from muster.intake.across.reconcile import candidates
from muster.intake.across.scope import places_meet, sets_meet
from muster.intake.across.told import Told, days_meet, likeness
from muster.intake.propose import authority_for

__all__ = ("contradictions",)

_COUNTED = ("ceiling", "strength", "movement")
_ALIKE = 0.5


def contradictions(
    fact: Fact,
    case: Case,
    source: Source,
    sources: Mapping[str, Source],
    proposals: Sequence[Proposal] = (),
) -> tuple[Contradiction, ...]:
    """
    What of the case a new fact contradicts.

    Parameters
    ----------
    fact, source
        The new fact and its document.
    sources
        The documents of the case by file name, as far as they are known.
    proposals
        The rows that the fact supports, to be held against rows of the same name.
    """
    told = Told(fact, source)
    found = [*_facts(told, case, sources)]
    for proposal in proposals:
        found += _rows(told, proposal, case, sources)
    if fact.kind in ("authority", "declaration"):
        found += _instruments(told, case, sources)
    return tuple(dict.fromkeys(found))


def _facts(told: Told, case: Case, sources: Mapping[str, Source]) -> Iterator[Contradiction]:
    for held in case.facts:
        if held.doc == told.fact.doc or held.kind != told.fact.kind:
            continue
        known = _held_source(held, sources)
        other = Told(held, known)
        differs = _differs(other, told)
        if differs is None:
            continue
        readings, _ = candidates([other, told])
        yield Contradiction(
            table="facts",
            key=f"{held.doc}[{held.start}:{held.end}]",
            field=differs,
            held=f"{_value(held, differs)}: “{' '.join(held.quote.split())}”",
            told=f"{_value(told.fact, differs)}: “{' '.join(told.fact.quote.split())}”",
            held_source=known,
            told_source=told.source,
            stronger=_stronger(other.rank, told.rank),
            reading=readings[0].words if readings else None,
        )


def _held_source(fact: Fact, sources: Mapping[str, Source]) -> Source:
    review = fact.review
    if review is not None and review.rank is not None:
        return Source(doc=fact.doc, rank=review.rank, date=review.dated)
    return sources.get(fact.doc) or Source(doc=fact.doc, rank="unknown")


def _differs(held: Told, told: Told) -> str | None:
    """The field in which two facts on one matter cannot both be right, ``None`` if there is none."""
    a, b = held.fact, told.fact
    same_scope = (
        held.scope.measure == told.scope.measure
        and places_meet(held.scope.place, told.scope.place)
        and sets_meet(held.scope.forces, told.scope.forces)
        and (None in (held.scope.duty, told.scope.duty) or held.scope.duty == told.scope.duty)
        and held.scope.unit == told.scope.unit
    )
    if a.kind in _COUNTED and a.quantity is not None and b.quantity is not None:
        if not same_scope or not days_meet(a.date, b.date):
            return None
        if a.kind != "strength" and likeness(held, told) < _ALIKE * 0.6:
            return None  # limits and moves of their own, not two tellings of one
        limits = a.kind == "ceiling"
        return None if agree(a.quantity, b.quantity, limits=limits) else "quantity"
    alike = likeness(held, told) >= _ALIKE
    if a.polarity != b.polarity and None not in (a.polarity, b.polarity) and alike:
        return "polarity" if "prohibited" in (a.polarity, b.polarity) else None
    if (a.status == "denied") != (b.status == "denied") and alike:
        return "status"
    if a.kind == "date" and alike and a.date and b.date and not days_meet(a.date, b.date):
        return "date"
    return None


def _value(fact: Fact, field: str) -> str:
    if field == "quantity" and fact.quantity is not None:
        return quantity_words(fact.quantity)
    return str(getattr(fact, field) or "not stated")


def _stronger(held: str, told: str) -> str | None:
    if rank_place(held) == rank_place(told):
        return None
    return "held" if rank_place(held) < rank_place(told) else "told"


def _rows(
    told: Told, proposal: Proposal, case: Case, sources: Mapping[str, Source]
) -> Iterator[Contradiction]:
    values = dict(proposal.values)
    if proposal.table == "strength":
        for row in case.strengths:
            if _strength_differs(row, values):
                held = f"{_bounded(row)} ({row.kind.replace('_', ' ')})"
                known = sources.get(_file(row.source))
                yield _row(told, "strength", f"{row.date} {row.scope}", "headcount", held, known, row.source)
    elif proposal.table == "ceiling":
        for authority in case.authorities:
            for limit in authority.ceilings:
                if authority.id == proposal.under and _limit_differs(limit, values):
                    field = "headcount" if limit.headcount is not None else "dollars"
                    known = _source_of(authority, sources)
                    yield _row(told, "ceiling", limit.id, field, _limit_words(limit), known, None)


def _row(
    told: Told, table: str, key: str, field: str, held: str, known: Source | None, said: str | None
) -> Contradiction:
    return Contradiction(
        table=table,
        key=key,
        field=field,
        held=held + (f", from {said}" if said else ""),
        told=f"{_value(told.fact, 'quantity')}: “{' '.join(told.fact.quote.split())}”",
        held_source=known,
        told_source=told.source,
        stronger=None if known is None else _stronger(known.rank, told.rank),
    )


def _strength_differs(row: StrengthReport, values: Mapping[str, object]) -> bool:
    """Whether a report and a proposed one count the same people on the same day, and not the same number."""
    for key, held in (("date", row.date), ("scope", row.scope), ("kind", row.kind)):
        if values.get(key) != held:
            return False
    for key, stated in (("component", row.component), ("duty_status", row.duty_status)):
        if stated is not None and values.get(key) not in (None, stated.value):
            return False
    number = values.get("headcount")
    if not isinstance(number, int):
        return False
    low, high = values.get("low"), values.get("high")
    proposed = Quantity(
        value=number,
        low=low if isinstance(low, int) else None,
        high=high if isinstance(high, int) else None,
        bound=str(values.get("bound") or "exact"),
        unit="people",
    )
    held_ = Quantity(value=row.headcount, low=row.low, high=row.high, bound=row.bound, unit="people")
    return not agree(proposed, held_)


def _bounded(row: StrengthReport) -> str:
    return quantity_words(
        Quantity(value=row.headcount, low=row.low, high=row.high, bound=row.bound, unit="people")
    )


def _limit_differs(limit: Ceiling, values: Mapping[str, object]) -> bool:
    if limit.headcount is not None and "headcount" in values:
        return limit.headcount != values["headcount"]
    if limit.dollars is not None and "dollars" in values:
        given = values["dollars"]
        return isinstance(given, int) and limit.dollars != given * 100
    return False


def _limit_words(limit: Ceiling) -> str:
    if limit.headcount is not None:
        return f"{limit.headcount:,} people"
    return f"${(limit.dollars or 0) / 100:,.0f}"


def _instruments(told: Told, case: Case, sources: Mapping[str, Source]) -> Iterator[Contradiction]:
    """Day and state of an instrument that the case has, where the fact gives others."""
    fact = told.fact
    checks: tuple[tuple[str, Callable[[Authority], str | None], str | None], ...] = (
        ("issued", lambda held: held.issued.isoformat() if held.issued else None, fact.date),
        ("status", lambda held: held.status, "signed" if fact.status == "signed" else None),
    )
    for cite in fact.citations:
        held = authority_for(case, cite)
        if held is None:
            continue
        for field, read, now in checks:
            was = read(held)
            if field == "issued" and fact.status not in ("signed", "reported"):
                continue
            ends = held.status in ("amended", "superseded", "rescinded", "expired", "signed")
            if was is None or now is None or (len(now) != len(was) and field == "issued"):
                continue
            if was != now and not (field == "status" and ends):
                yield Contradiction(
                    table="authority",
                    key=held.id,
                    field=field,
                    held=f"{field} {was}",
                    told=f"{field} {now}: “{' '.join(fact.quote.split())}”",
                    held_source=_source_of(held, sources),
                    told_source=told.source,
                    stronger=None,
                )


def _source_of(authority: Authority, sources: Mapping[str, Source]) -> Source | None:
    """The strongest document that the instrument is quoted from."""
    known = [source for quote in authority.quotes if (source := sources.get(_file(quote.source))) is not None]
    return min(known, key=lambda source: rank_place(source.rank)) if known else None


def _file(source: str | None) -> str:
    """The file of a source such as ``sources/memo.txt (CNN)``."""
    return (source or "").partition(" (")[0].removeprefix("sources/")
