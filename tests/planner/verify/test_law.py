"""The law of every tour: who is asked what, and what becomes of each verdict."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import pytest

from muster.domain.finding import Verdict
from muster.domain.plan import Plan
from muster.planner.verify import verify_plan
from tests.planner.verify.test_rules import CASE, truth


@dataclass(frozen=True)
class Judgement:
    mission: Verdict
    mobilization: Verdict


class Judge:
    """Stands in for the law library: records the questions and answers as told."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.mission = self.mobilization = Verdict.PERMITTED

    def __call__(
        self, case: Any, unit: Any, line: Any, *rest: Any, assume_signed: frozenset[str]
    ) -> Judgement:
        self.asked.append((unit.unit, line.line, *rest, assume_signed))
        if unit.unit == "C":
            return Judgement(self.mission, self.mobilization)
        return Judgement(Verdict.PERMITTED, Verdict.PERMITTED)


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge]:
    basis = ModuleType("muster.law.basis")
    found = Judge()
    basis.judge = found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "muster.law.basis", basis)
    yield found


def checked(mark: str = "checked", **changes: Any) -> Plan:
    plan = truth()
    tours = tuple(replace(t, law=mark if t.unit == "C" else "checked", **changes) for t in plan.tours)
    return replace(plan, law="checked", tours=tours)


def test_a_permitted_plan_is_accepted_and_every_planned_tour_is_judged(judge: Judge) -> None:
    assert verify_plan(CASE, checked()).violations == ()
    assert {question[:2] for question in judge.asked} == {("A", "L1"), ("B", "L2"), ("C", "L1")}
    unit, _, status, authorities, mobilization, period, assumed = judge.asked[-1]
    tour = next(t for t in checked().tours if t.unit == unit)
    assert (status, authorities, mobilization) == (tour.duty_status, tour.authorities, tour.mobilization)
    assert (period.start, period.end, assumed) == (tour.start, tour.end, frozenset())


@pytest.mark.parametrize("verdict", [Verdict.PROHIBITED, Verdict.NEEDS_AUTHORITY, Verdict.UNKNOWN])
@pytest.mark.parametrize("question", ["mission", "mobilization"])
def test_what_is_not_permitted_is_refused(judge: Judge, verdict: Verdict, question: str) -> None:
    setattr(judge, question, verdict)
    found = verify_plan(CASE, checked())
    assert {violation.rule for violation in found.violations} == {f"law-{question}"}
    assert f"is {verdict}" in found.violations[0].message


def test_a_tour_marked_unknown_may_be_unknown_and_is_listed(judge: Judge) -> None:
    judge.mission = Verdict.UNKNOWN
    found = verify_plan(CASE, checked("unknown"))
    assert found.feasible
    assert any("tour of C" in warning and "unknown" in warning for warning in found.warnings)
    judge.mission = Verdict.PROHIBITED
    assert not verify_plan(CASE, checked("unknown")).feasible


def test_what_a_tour_assumes_is_told_to_the_law(judge: Judge) -> None:
    verify_plan(CASE, checked(assumes=("HOPE",)))
    assert {question[-1] for question in judge.asked} == {frozenset({"HOPE"})}


def test_a_tour_that_says_assumed_in_a_checked_plan_is_refused(judge: Judge) -> None:
    found = verify_plan(CASE, checked("assumed"))
    assert {violation.rule for violation in found.violations} == {"law-mark"}


def test_the_approval_must_be_named(judge: Judge) -> None:
    found = verify_plan(CASE, checked(authorities=("SCOPE",)))
    assert "authorities" in {violation.rule for violation in found.violations}
    assert verify_plan(CASE, checked(authorities=("SCOPE", "AUTH"))).violations[0].rule == "fixed-tour"
