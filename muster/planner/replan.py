"""Planning again: the charge for change in the search, and what a plan from a baseline says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from muster.domain.case import Case
from muster.domain.plan import PlanChange, PlannedTour
from muster.planner.changes import changes_of
from muster.planner.churn import Churn, Kept, charged, kept_of
from muster.planner.colgen import Relaxation
from muster.planner.instance import Instance, Member
from muster.planner.master import Objective
from muster.planner.options import PlanOptions
from muster.planner.pose import Posed
from muster.planner.posing.baseline import Baseline
from muster.planner.pricing import Schedule
from muster.planner.roster import Roster
from muster.planner.search import Search

__all__ = ("Replan",)


class Replan:
    """
    One run from a baseline.

    Attributes
    ----------
    churn
        The instance that the search reads, and how its money translates.
    plain
        The search without charges that followed, ``None`` if there was none.
    """

    def __init__(self, case: Case, posed: Posed, options: PlanOptions) -> None:
        assert posed.instance is not None and posed.baseline is not None
        self.case = case
        self.instance: Instance = posed.instance
        self.baseline: Baseline = posed.baseline
        self.plain: Search | None = None
        cents = options.change_cost
        if cents is None:
            cents = case.planning.change_cost or 0
        self.churn: Churn = charged(
            posed.instance, posed.baseline, zero=case.planning.start, apart=posed.apart, cents=cents
        )

    @property
    def stays(self) -> dict[Member, tuple[tuple[str, int, int], ...]]:
        """What each member did in the baseline: line, start and end as days of the instance."""
        zero = self.case.planning.start
        return {
            member: tuple((line, (start - zero).days, (end - zero).days) for line, start, end, _ in stays)
            for member, stays in self.baseline.stays.items()
        }

    def compare(
        self,
        search: Search,
        options: PlanOptions,
        should_stop: Callable[[], bool],
        report: Callable[[str, int | None, int | None], None],
        run: Callable[[Search], object],
    ) -> Search:
        """Search without charges, from the plan that was found: what could be had without the baseline."""
        self.plain = Search(
            self.instance,
            Objective(weights=self.instance.prices, cost=1),
            options,
            should_stop=should_stop,
            report=report,
            start=search.best,
        )
        run(self.plain)
        return self.plain

    def bound(self, search: Search, plain: Relaxation | None) -> int:
        """
        A bound on the objective without charges, in cents: the best of what is known.

        From the charged bound, from the row prices that prove it, and from the relaxation without charges
        where that was solved.
        """
        found = [self.churn.bound(search.bound), self.instance.least]
        if self.plain is not None:
            found.append(self.plain.bound)
        elif search.relaxation is not None:
            at = self.churn.bound_at(self.instance, search.relaxation)
            if at is not None:
                found.append(at)
        if plain is not None and plain.bound is not None:
            found.append(-(-plain.bound // plain.master.scale))
        return max(found)

    def proves(self, objective: int, bound: int | None) -> bool:
        """Whether a proved charged plan is also proved to be of the least objective."""
        return (bound is not None and objective <= bound) or (
            self.churn.cents == 0 and self.churn.model != "class"
        )

    def reported(
        self, tell: Callable[[str, int | None, int | None], None]
    ) -> Callable[[str, int | None, int | None], None]:
        """A listener for the search, whose money is charged, that tells cents."""
        unit = self.churn.unit

        def heard(phase: str, bound: int | None, best: int | None) -> None:
            tell(phase, None if bound is None else bound // unit, None if best is None else best // unit)

        return heard

    def kept(self, tours: Sequence[PlannedTour]) -> Kept:
        """What a plan keeps, drops and adds."""
        return kept_of(self.baseline, tours)

    def cost(self, schedules: Sequence[Sequence[Schedule]]) -> int:
        """What all tours cost, in cents."""
        planned = sum(self.instance.cost_of(each) for mine in schedules for each in mine)
        return self.instance.fixed_cost + planned

    def stats(self, search: Search, kept: Kept, objective: int) -> dict[str, object]:
        """
        The churn of a plan: tours kept, dropped and added; money in dollars.

        ``charge`` is the cost of change times the tours dropped, also of those that nobody could keep;
        ``charged_objective`` and ``charged_bound`` are those of the search, charges included;
        ``objective_without_charge`` the best that was found when nothing was charged for change.
        """
        charge = self.churn.cents * len(kept.dropped)
        unavoidable = len(kept.dropped) + len(kept.kept) - len(self.baseline.ordered) - self.churn.tours
        stats: dict[str, object] = {
            "change_cost": _dollars(self.churn.cents),
            "kept": len(kept.kept),
            "dropped": len(kept.dropped),
            "added": len(kept.added),
            "charge": _dollars(charge),
            "charged_objective": _dollars(objective + charge),
            "model": self.churn.model,
        }
        if self.plain is not None and not self.plain.score[0]:
            stats["objective_without_charge"] = _dollars(min(objective, self.plain.score[2]))
        if self.churn.model == "tour" and self.churn.cents:
            bound = search.bound + self.churn.cents * unavoidable
            stats["charged_bound"] = _dollars(bound)
            stats["charged_gap"] = (objective + charge - bound) / max(objective + charge, 100)
        return stats

    def changes(
        self,
        roster: Roster,
        chosen: Mapping[Member, Schedule],
        kept: Kept,
        should_stop: Callable[[], bool],
    ) -> tuple[PlanChange, ...]:
        """What changed from the baseline, each with its reason."""
        return changes_of(self.case, self.baseline, roster, chosen, kept, should_stop)


def _dollars(cents: int) -> float | int:
    return cents / 100 if cents % 100 else cents // 100
