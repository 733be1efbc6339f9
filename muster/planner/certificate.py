"""The certificate of a search: its best row prices, told in the words of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from muster.casefile.digest import case_digest
from muster.domain.case import Case
from muster.domain.certificate import Certificate, Claim, PricedRow, Proof
from muster.planner.branching import Tree
from muster.planner.colgen import Relaxation
from muster.planner.instance import Instance, Ints
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pricing import Valuation
from muster.planner.search import Search

__all__ = ("certify", "certify_again", "limits_of", "priced_rows")


def certify(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    searches: Sequence[tuple[str, Search]],
    proof: str | None,
    trees: Mapping[str, Tree] | None = None,
) -> Certificate:
    """
    The certificate of a run: for every level the best bound that row prices prove, and these prices.

    Parameters
    ----------
    searches
        Name of each level (``objective`` where there is one only) and its search.
    trees
        By level, the divisions that prove its objective where the relaxation alone does not.
    """
    divided = trees or {}
    return Certificate(
        case=case.name,
        as_of=case.as_of,
        case_sha256=case_digest(case),
        law="assumed" if options.assume_lawful else "checked",
        allow_unknown=options.allow_unknown,
        assume_signed=tuple(sorted(options.assume_signed)),
        proof=proof,
        claims=tuple(
            _divided(case, instance, level, search, divided[level])
            if level in divided
            else _claim(case, instance, level, search)
            for level, search in searches
        ),
    )


def _divided(case: Case, instance: Instance, level: str, search: Search, tree: Tree) -> Claim:
    """The claim of a division: its least bound, and the prices of every part."""
    scale = tree.master.scale
    proofs = []
    for part in tree.parts:
        state = Relaxation(master=tree.master, bound=part.bound, duals=part.duals)
        proofs.append(
            Proof(
                rows=tuple(priced_rows(case, instance, search, state)),
                branches=tuple(
                    each.branch(case, instance, price, scale)
                    for each, price in zip(part.distinctions, part.prices, strict=True)
                ),
            )
        )
    least = min(-(-part.bound // scale) for part in tree.parts)
    return Claim(level=level, bound=min(least, search.score[2]), proofs=tuple(proofs))


def _claim(case: Case, instance: Instance, level: str, search: Search) -> Claim:
    best = _best(search)
    least = instance.fixed_cost * search.objective.cost
    limits = tuple(limits_of(instance, search))
    if best is None and not instance.tours.size:
        unfilled = int((instance.demand.sum(axis=1) * search.objective.weights).sum())
        rows = (*_whole_price(case, instance, search.objective), *limits)
        return Claim(level=level, bound=least + unfilled, proofs=(Proof(rows=rows),))
    if best is None or best[0] < least:
        return Claim(level=level, bound=least, proofs=(Proof(rows=limits),))
    state = best[1]
    assert state.duals is not None
    rows = tuple(priced_rows(case, instance, search, state))
    return Claim(level=level, bound=best[0], proofs=(Proof(rows=rows),))


def _best(search: Search) -> tuple[int, Relaxation] | None:
    """The best bound that row prices of a search prove, in its money, and the relaxation that has them."""
    best: tuple[int, Relaxation] | None = None
    for state in (search.relaxation, search.priced):
        if state is not None and state.bound is not None and state.duals is not None:
            whole = -(-state.bound // state.master.scale)
            if best is None or whole > best[0]:
                best = whole, state
    return best


def certify_again(
    case: Case,
    options: PlanOptions,
    instance: Instance,
    searches: Sequence[tuple[str, Search, int]],
) -> Certificate:
    """
    The prices of a run from a baseline, claiming nothing yet.

    The search was charged for change; the claim is about the objective without charges, for which its prices
    are as good as any. What they prove there is for the check to say.

    Parameters
    ----------
    searches
        Name of each level, its search, and in how many parts a cent is told there.
    """
    claims = []
    for level, search, unit in searches:
        best = _best(search)
        rows = tuple(limits_of(instance, search))
        if best is not None:
            rows = tuple(priced_rows(case, instance, search, best[1], unit))
        claims.append(Claim(level=level, bound=0, proofs=(Proof(rows=rows),)))
    empty = certify(case, options, instance, (), None)
    return replace(empty, claims=tuple(claims))


def _whole_price(case: Case, instance: Instance, objective: Objective) -> Iterator[PricedRow]:
    """Where nobody can serve anywhere, nothing is charged and every line is worth its whole price."""
    for number, line in enumerate(instance.lines):
        if objective.weights[number]:
            yield PricedRow(
                kind="cover",
                price=Fraction(int(objective.weights[number])),
                line=line,
                start=case.planning.start,
                end=case.planning.end,
            )


def limits_of(
    instance: Instance, search: Search, prices: Mapping[int, Fraction] | None = None
) -> Iterator[PricedRow]:
    """The levels above a search and their limits as rows, free of price where none is given."""
    prices = prices or {}
    for number, (lines, limit) in enumerate(search.objective.levels):
        yield PricedRow(
            kind="level",
            price=prices.get(number, Fraction(0)),
            priority=int(instance.priorities[lines][0]),
            limit=limit,
        )


def priced_rows(
    case: Case, instance: Instance, search: Search, state: Relaxation, unit: int = 1
) -> Iterator[PricedRow]:
    """The prices of a relaxation as rows of the case; days of equal price are one row."""
    assert state.duals is not None
    valuation, scale = state.duals.valuation, state.master.scale * unit
    zero = case.planning.start

    def runs(prices: Ints) -> Iterator[tuple[Fraction, date, date]]:
        for price, first, last in _runs(prices.tolist()):
            yield Fraction(price, scale), zero + timedelta(days=first), zero + timedelta(days=last)

    for number, line in enumerate(instance.lines):
        for price, start, end in runs(valuation.cover[number]):
            yield PricedRow(kind="cover", price=price, line=line, start=start, end=end)
    yield from _roundings(instance, state, zero, scale)
    yield from _fillings(instance, valuation, zero, scale)
    for number, ceiling in enumerate(instance.ceiling_ids):
        for price, start, end in runs(valuation.crowd[number]):
            yield PricedRow(kind="ceiling", price=price, ceiling=ceiling, start=start, end=end)
    for number, ceiling in enumerate(instance.budget_ids):
        if valuation.budget[number]:
            price = Fraction(int(valuation.budget[number]), scale)
            yield PricedRow(kind="budget", price=price, ceiling=ceiling)
    yield from _seats(instance, valuation, scale, zero)
    for paid, pin in zip(valuation.pin.tolist(), instance.pins, strict=True):
        if paid:
            yield PricedRow(
                kind="pin",
                price=Fraction(paid, scale),
                unit=pin.pin.unit,
                line=pin.pin.line,
                start=pin.pin.start,
                end=pin.pin.end,
            )
    prices = {number: Fraction(price, scale) for number, price in enumerate(state.duals.levels)}
    yield from limits_of(instance, search, prices)


def _roundings(instance: Instance, state: Relaxation, zero: date, scale: int) -> Iterator[PricedRow]:
    assert state.duals is not None
    roundings, prices = state.duals.valuation.roundings, state.duals.valuation.rounding
    if roundings is None or prices is None:
        return
    for row in np.flatnonzero(prices).tolist():
        yield PricedRow(
            kind="rounding",
            price=Fraction(int(prices[row]), scale),
            line=instance.lines[int(roundings.line[row])],
            start=zero + timedelta(days=int(roundings.start[row])),
            end=zero + timedelta(days=int(roundings.end[row])),
            size=int(roundings.size[row]),
        )


def _fillings(instance: Instance, valuation: Valuation, zero: date, scale: int) -> Iterator[PricedRow]:
    fillings = valuation.fillings
    if fillings is None:
        return
    columns = (fillings.line, fillings.start, fillings.end, fillings.fills, fillings.price)
    for line, first, last, size, price in np.stack(columns, axis=1).tolist():
        if price:
            yield PricedRow(
                kind="filling",
                price=Fraction(price, scale),
                line=instance.lines[line],
                start=zero + timedelta(days=first),
                end=zero + timedelta(days=last),
                size=size,
            )


def _seats(instance: Instance, valuation: Valuation, scale: int, zero: date) -> Iterator[PricedRow]:
    for kind, prices in (("arrivals", valuation.arrive), ("departures", valuation.depart)):
        for number, place in enumerate(instance.lift_places):
            for step, price in enumerate(prices[number].tolist()):
                if price:
                    yield PricedRow(
                        kind=kind,
                        price=Fraction(price, scale),
                        place=place,
                        start=zero + timedelta(days=step * instance.step),
                    )


def _runs(prices: list[int]) -> Iterator[tuple[int, int, int]]:
    """Price, first index and the index after the last of every run of equal prices above 0."""
    first = 0
    for index in range(1, len(prices) + 1):
        if index == len(prices) or prices[index] != prices[first]:
            if prices[first]:
                yield prices[first], first, index
            first = index
