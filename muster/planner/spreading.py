"""
Which way to put fixed tours on the elements of their units: part of what is planned.

Fixed tours obey no rule, so a unit of several elements may have made two of them with one element or with
two; which is better depends on what else is wanted. A run knows of one way. Its prices value every other one
too (:func:`muster.planner.verify.bounds_by_spread`), and the way that promises most is searched next, until
none promises a better plan than the best one found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil

from muster.domain.case import Case
from muster.domain.finding import Finding, Verdict
from muster.domain.plan import Plan
from muster.errors import Problem
from muster.planner.backing import RECOMPUTED, with_bound
from muster.planner.life.beside import plan_beside
from muster.planner.life.pose import lives_by_cycle
from muster.planner.options import PlanOptions, Progress, Spread
from muster.planner.posing.dwell import dwell_days
from muster.planner.posing.spreads import held, spreads
from muster.planner.result import Run
from muster.planner.verify import bounds_by_spread, has_several_spreads

__all__ = ("plan_spreads",)

#: Ways up to which each is bounded, and searched if it has to be.
LISTED = 128

#: Share of the time limit of the first search, where others may have to follow.
FIRST = 0.7

Found = tuple[Plan | None, tuple[Problem, ...]]


def plan_spreads(
    case: Case,
    options: PlanOptions,
    clock: Callable[[], float],
    progress: Callable[[Progress], None] | None,
    should_stop: Callable[[], bool] | None,
    baseline: Plan | None,
) -> Found:
    """
    Plan a case for every way to put its fixed tours on elements.

    As :func:`muster.planner.plan.plan_case`. Where there is one way only, that is one run. So it is level by
    level and from a baseline: the bound is then of every way, the search of one.
    """
    if lives_by_cycle(case):

        def run(part: Case, seconds: float) -> Found:
            limited = replace(options, time_limit=seconds)
            if lives_by_cycle(part):
                return Run(part, limited, clock, progress, should_stop, None).plan()
            return plan_spreads(part, limited, clock, progress, should_stop, None)

        return plan_beside(case, options, run)
    if options.spread or not has_several_spreads(case):
        return Run(case, options, clock, progress, should_stop, baseline).plan()
    began = clock()
    ways = spreads(case, options, LISTED)
    alone = options.lexicographic or baseline is not None
    if alone or ways is None or len(ways) < 2:
        found, problems = Run(case, options, clock, progress, should_stop, baseline).plan()
        return (None if found is None else _told(case, options, found)), problems
    return _Spreading(case, options, clock, progress, should_stop, ways, began).plan()


class _Spreading:
    """Search by search, the way that promises most next."""

    def __init__(
        self,
        case: Case,
        options: PlanOptions,
        clock: Callable[[], float],
        progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
        ways: Sequence[Spread],
        began: float,
    ) -> None:
        self.case = case
        self.options = options
        self.clock = clock
        self.progress = progress
        self.should_stop = should_stop or (lambda: False)
        self.ways = ways
        self.began = began
        # What is known of the plans of each way, in cents; and of which a search has said so.
        self.least = [0] * len(ways)
        self.searched: dict[int, Plan] = {}

    def left(self) -> float:
        """Seconds until the time limit."""
        return self.options.time_limit - (self.clock() - self.began)

    def plan(self) -> Found:
        """The best plan of all searches, with the bound of all ways."""
        found, problems = self.search(0, FIRST * self.left())
        if found is None:
            return None, problems
        best, stopped = found, found.stopped_by
        while found is not None:
            self.bound(found)
            assert best.objective is not None
            number = min(range(len(self.ways)), key=self.least.__getitem__)
            allowed = self.options.gap * max(best.objective, 100)
            if number in self.searched or best.objective - self.least[number] <= allowed:
                break
            if self.should_stop() or self.left() <= 0:
                stopped = "interrupt" if self.should_stop() else "time"
                break
            found, _ = self.search(number, self.left())
            if found is not None and found.objective is not None and found.objective < best.objective:
                best = found
        return self.told(best, stopped), problems

    def search(self, number: int, seconds: float) -> Found:
        """A run with the fixed tours on elements in one way."""
        options = replace(self.options, spread=self.ways[number], time_limit=max(0.0, seconds))
        run = Run(self.case, options, self.clock, self.progress, self.should_stop, None)
        found, problems = run.plan()
        if found is not None:
            self.searched[number] = found
            self.least[number] = max(self.least[number], run.own_bound or 0)
        return found, problems

    def bound(self, found: Plan) -> None:
        """What the prices of a search say of each way."""
        if found.certificate is None:
            return
        rows = [held(self.case, replace(self.options, spread=way)) for way in self.ways]
        said = bounds_by_spread(self.case, found, found.certificate, rows, largest=RECOMPUTED)
        every = found.bound or 0
        for number, proved in enumerate(said):
            cents = every if proved is None else ceil(Fraction(proved))
            self.least[number] = max(self.least[number], cents)

    def told(self, best: Plan, stopped: str) -> Plan:
        """The best plan with what all searches prove together."""
        assert best.objective is not None
        bound = min(*self.least, best.objective)
        certificates = [
            (found.bound or 0, found.certificate) for found in self.searched.values() if found.certificate
        ]
        top, certificate = max(certificates, key=lambda each: each[0], default=(0, None))
        met = bound >= best.objective
        proof = None if not met else "bound" if top >= best.objective else "enumeration"
        told = with_bound(replace(best, stopped_by=stopped), bound)
        if certificate is not None:
            certificate = replace(certificate, proof=proof)
        stats = {
            **best.stats,
            "proof": proof,
            "spreads": {"ways": len(self.ways), "searched": len(self.searched)},
        }
        note = stats.get("certificate")
        if isinstance(note, dict) and certificate is not None:
            claims = {claim.level: claim.bound / 100 for claim in certificate.claims}
            stats["certificate"] = {**note, "claims": claims}
        status = best.status if best.status == "empty" else "optimal" if met else "feasible"
        told = replace(told, status=status, stats=stats, certificate=certificate)
        return _told(self.case, replace(self.options, spread=best_way(self, best)), told)


def best_way(spreading: _Spreading, best: Plan) -> Spread:
    """The way of the plan that was kept."""
    return next(
        spreading.ways[number]
        for number, found in spreading.searched.items()
        if found is best or found.tours == best.tours
    )


def _told(case: Case, options: PlanOptions, plan: Plan) -> Plan:
    """The plan with a finding for each unit that made two fixed tours with one element and no dwell."""
    units = {unit.unit: unit for unit in case.units}
    policies = {policy.policy: policy for policy in case.policies}
    found: list[Finding] = []
    for name, elements in sorted(held(case, options).items()):
        policy = policies[units[name].policy]
        close: list[date] = []
        for mine in elements:
            order = sorted(mine, key=lambda tour: (tour.start, tour.end))
            for number, later in enumerate(order):
                for tour in order[:number]:
                    owed = dwell_days(policy, (tour.end - tour.start).days)
                    if (later.start - tour.end).days < owed:
                        close.append(later.start)
        if close:
            found.append(
                Finding(
                    id=f"S{len(found) + 1:04d}",
                    rule="check/fixed-tours-share-element",
                    verdict=Verdict.PERMITTED,
                    severity="note",
                    subject=name,
                    message=(
                        f"tours of {name} that are already ordered follow each other without dwell and are "
                        f"taken to be made by one of its {units[name].quantity} elements (on {min(close)}): "
                        "the other elements are then free for more. If different elements make them, give "
                        "these rows of their own in units.csv"
                    ),
                    as_of=case.as_of,
                )
            )
    return replace(plan, findings=(*plan.findings, *found))
