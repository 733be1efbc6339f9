"""
Totals and the parts they are made of: 9,200 = 4,200 in Title 10 + 5,000 on state active duty.

A total that does not say in which status or of which component its people are is no strength of any one of
them. Where reports of its own day state the parts, and these add up to it, the parts are what counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from muster.domain.case import Case
from muster.domain.strength import StrengthReport
from muster.law.instruments import instruments_of

__all__ = ("Reconciliation", "reconcile", "reconciliations")

#: Reports that are tried as parts, and parts of one total, at most; and reports of a day beyond which only
#: those of the total's own scope or source are tried, because among many some add up to anything.
_MOST_REPORTS, _MOST_PARTS, _MOST_STRANGERS = 12, 4, 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """
    A total and the reports of its day that add up to it, no two of the same people.

    ``own`` says whether every part is of the total's own scope or source; where it is not, the sum alone
    speaks for it.
    """

    total: StrengthReport
    parts: tuple[StrengthReport, ...]
    own: bool


def reconciliations(case: Case) -> tuple[Reconciliation, ...]:
    """What is found for the reports of a case, once."""
    memo = instruments_of(case).memo
    if "reconciliations" not in memo:
        places = frozenset(place.place for place in case.places)
        units = frozenset(unit.unit for unit in case.units)
        memo["reconciliations"] = reconcile(case.strengths, apart=(places, units))
    found = memo["reconciliations"]
    assert isinstance(found, tuple)
    return found


def reconcile(
    reports: Sequence[StrengthReport], *, apart: tuple[frozenset[str], ...] = ()
) -> tuple[Reconciliation, ...]:
    """
    Totals that reports of the same day add up to, in the order of the reports.

    Parameters
    ----------
    apart
        Sets of scopes of which no two hold the same people, such as places, or units.
    """
    pools: defaultdict[tuple[object, ...], list[StrengthReport]] = defaultdict(list)
    for report in reports:
        if report.duty_status is not None:
            pools[report.date, "scope", report.scope].append(report)
            pools[(report.date,)].append(report)
            if report.source is not None:
                pools[report.date, "source", report.source].append(report)
    return tuple(
        found
        for report in reports
        if report.duty_status is None or report.component is None
        for found in _of_total(report, pools, apart)
    )


def _of_total(
    total: StrengthReport,
    pools: Mapping[tuple[object, ...], Sequence[StrengthReport]],
    apart: tuple[frozenset[str], ...],
) -> Iterator[Reconciliation]:
    """The best set of parts: of the total's own scope and source first, then the fewest."""
    scope = pools.get((total.date, "scope", total.scope), ())
    source = pools.get((total.date, "source", total.source), ())
    near = (*scope, *(report for report in source if report.scope != total.scope))
    strangers = pools.get((total.date,), ())
    for own, pool in ((True, near), (False, strangers if len(strangers) <= _MOST_STRANGERS else ())):
        parts = list(islice((report for report in pool if _part(report, total)), _MOST_REPORTS))
        for size in range(2, min(_MOST_PARTS, len(parts)) + 1):
            for chosen in combinations(parts, size):
                if sum(part.headcount for part in chosen) == total.headcount and _disjoint(chosen, apart):
                    yield Reconciliation(total=total, parts=chosen, own=own)
                    return


def _part(report: StrengthReport, total: StrengthReport) -> bool:
    """Whether the report says more of fewer people than the total, and of people who are as much there."""
    if report is total or not 0 < report.headcount < total.headcount:
        return False
    if report.kind not in ("on_duty", total.kind):
        return False
    status = report.duty_status is not None and total.duty_status in (None, report.duty_status)
    component = total.component in (None, report.component)
    narrower = total.duty_status is None or (total.component is None and report.component is not None)
    return status and component and narrower


def _disjoint(parts: Sequence[StrengthReport], apart: tuple[frozenset[str], ...]) -> bool:
    """Whether no two of the reports can speak of the same person."""
    return all(
        one.duty_status != two.duty_status
        or (one.component is not None and two.component is not None and one.component != two.component)
        or (one.scope != two.scope and any({one.scope, two.scope} <= scopes for scopes in apart))
        for one, two in combinations(parts, 2)
    )
