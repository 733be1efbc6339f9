"""Check a case: authorities, ceilings, clocks, reported strength, consistency."""

from __future__ import annotations

from muster.domain.case import Case
from muster.domain.finding import Finding
from muster.law.check import check_case

__all__ = ("check",)


def check(case: Case) -> tuple[Finding, ...]:
    """Every finding on the case, in the order of its parts; see ``muster check --help``."""
    return check_case(case)
