"""What the planner asks of the law: under which bases a unit may serve a line, and why under no other."""

from __future__ import annotations

from muster.domain.case import Case
from muster.domain.component import PAIRS
from muster.domain.finding import Verdict
from muster.domain.period import Period
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import Bases, LegalBasis, bases_for
from muster.law.instruments import instruments_of
from muster.planner.options import PlanOptions

__all__ = ("bases_of",)


def bases_of(case: Case, unit: Unit, line: Line, options: PlanOptions) -> Bases:
    """
    Every basis that the law gives, or that the user takes as lawful (``--assume-lawful``).

    Taken as lawful is every duty status that the line allows and the component can have; such a tour names
    the line's approval alone, and hangs on it where it is only assumed signed.
    """
    if not options.assume_lawful:
        return bases_for(
            case, unit, line, allow_unknown=options.allow_unknown, assume_signed=options.assume_signed
        )
    allowed = line.duty_statuses or PAIRS[unit.component]
    approval = (line.approval,) if line.approval else ()
    instruments = instruments_of(case)
    assumes = tuple(name for name in approval if instruments.assumed(name, options.assume_signed))
    assumed = tuple(
        LegalBasis(
            duty_status=status,
            authorities=approval,
            mobilization=None,
            fund=None,
            verdict=Verdict.PERMITTED,
            period=Period(None, None),
            max_days=None,
            assumes=assumes,
        )
        for status in PAIRS[unit.component]
        if status in allowed
    )
    return Bases(options=assumed, findings=())
