"""The word "optimal" stands only where verify and certificate agree to it: planted faults make it fall."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from muster.actions.publish import brief
from muster.domain.case import Case
from muster.domain.certificate import Certificate
from muster.domain.plan import Plan
from muster.planner import backing
from muster.planner.branching import divide
from muster.planner.certificate import certify
from muster.planner.checker.rules import Violation
from muster.planner.master import Objective
from muster.planner.plan import PlanOptions, plan_case
from muster.planner.pose import pose
from muster.planner.search import Search
from muster.planner.verify import Verification, verify_certificate, verify_plan
from tests.planner import brute
from tests.planner.oracle.tiny_cases import seeded
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)

#: Cases whose relaxation does not reach the optimum: a solver's enumeration is their proof at first.
APART = (12, 21, 23, 36)


def planned(case: Case, **options: Any) -> Plan:
    plan, _ = plan_case(case, replace(EXACT, **options), clock=time.monotonic)
    assert plan is not None
    return plan


def note(plan: Plan) -> str:
    told = plan.stats["certificate"]
    assert isinstance(told, dict)
    found = told.get("note", "")
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("seed", APART)
def test_a_division_proves_the_objective_and_is_accepted(seed: int) -> None:
    case = tiny_case(seed)
    plan = planned(case)
    assert plan.status == "optimal" and plan.stats["proof"] == "bound"
    assert plan.certificate is not None
    (claim,) = plan.certificate.claims
    assert len(claim.proofs) > 1
    assert claim.bound == plan.objective
    found = verify_certificate(case, plan, plan.certificate)
    assert found.accepted and found.claims[0].proved == plan.objective
    assert "proves the objective" in note(plan)


def test_a_division_with_a_part_or_a_price_changed_is_refused() -> None:
    case = tiny_case(21)
    plan = planned(case)
    assert plan.certificate is not None
    claim = plan.certificate.claims[0]

    def accepted(*proofs: Any) -> bool | None:
        changed = replace(plan.certificate, claims=(replace(claim, proofs=proofs),))  # type: ignore[type-var]
        return verify_certificate(case, plan, changed).accepted

    assert accepted(*claim.proofs)
    for number, part in enumerate(claim.proofs):
        others = (*claim.proofs[:number], *claim.proofs[number + 1 :])
        assert accepted(*others) is False
        free = tuple(replace(row, price=Fraction(0)) for row in part.rows)
        assert accepted(*others, replace(part, rows=free)) is False
        looser = tuple(
            replace(branch, number=max(0, branch.number + (-1 if branch.sense == "at_least" else 1)))
            for branch in part.branches
        )
        assert accepted(*others, replace(part, branches=looser)) is False


def test_levels_are_divided_one_by_one() -> None:
    for seed in (16, 23, 28, 34):
        case = tiny_case(seed)
        plan = planned(case, lexicographic=True)
        assert plan.certificate is not None
        found = verify_certificate(case, plan, plan.certificate)
        assert found.accepted
        assert plan.stats["proof"] == "bound"
        assert any(len(claim.proofs) > 1 for claim in plan.certificate.claims)


def searched(case: Case) -> Search:
    instance = pose(case, EXACT).instance
    assert instance is not None
    return Search(
        instance,
        Objective(weights=instance.prices, cost=1),
        EXACT,
        should_stop=lambda: False,
        report=lambda *_: None,
    )


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_a_division_never_proves_more_than_the_optimum(seed: int) -> None:
    case = seeded(seed)
    search = searched(case)
    if not search.instance.tour_block.size:
        return
    best = brute.optimum(search.instance, 3_000)
    if best is None:
        return
    # The empty roster is the plan to be proved best, which as a rule it is not.
    tree = divide(search, lambda: False, most=40)
    if best < search.score[2]:
        assert tree.parts == ()
    else:
        assert all(-(-part.bound // tree.master.scale) >= best for part in tree.parts)
    if tree.better is not None:
        search.load(tree.better)
        assert search.score[2] >= best
    search.score = (0, 0, best)
    tree = divide(search, lambda: False, most=40)
    assert all(-(-part.bound // tree.master.scale) >= best for part in tree.parts)
    search.score = (0, 0, best + 1)
    assert divide(search, lambda: False, most=40).parts == ()


def test_a_division_can_be_stopped_and_has_an_end() -> None:
    search = searched(tiny_case(21))
    search.run()
    assert divide(search, lambda: True).parts == ()
    assert divide(search, lambda: False, most=1).parts == ()
    assert divide(search, lambda: False).parts


# -- planted faults -----------------------------------------------------------------------------


def test_a_bound_that_is_not_what_it_claims_takes_the_word_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def higher(*arguments: Any, **named: Any) -> Certificate:
        found = certify(*arguments, **named)
        claim = found.claims[0]
        return replace(found, claims=(replace(claim, bound=claim.bound + 1), *found.claims[1:]))

    monkeypatch.setattr(backing, "certify", higher)
    plan = planned(tiny_case(13))
    assert plan.status == "feasible" and plan.stats["proof"] is None
    assert "not confirmed" in note(plan) and "too much" in note(plan)


def test_prices_that_do_not_reach_the_objective_take_the_word_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def weaker(*arguments: Any, **named: Any) -> Certificate:
        found = certify(*arguments, **named)
        claim = found.claims[0]
        rows = tuple(replace(row, price=row.price / 2) for row in claim.proofs[0].rows)
        proofs = (replace(claim.proofs[0], rows=rows),)
        return replace(found, claims=(replace(claim, bound=0, proofs=proofs), *found.claims[1:]))

    monkeypatch.setattr(backing, "certify", weaker)
    plan = planned(tiny_case(13))
    assert plan.status == "feasible" and plan.stats["proof"] is None
    assert "recomputed bound" in note(plan)


def test_a_plan_that_the_checker_refuses_is_not_called_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(case: Case, plan: Plan) -> Verification:
        found = verify_plan(case, plan)
        breach = Violation(rule="dwell", unit="U0", line=None, day=None, message="planted")
        return replace(found, feasible=False, violations=(breach,))

    monkeypatch.setattr(backing, "verify_plan", refuse)
    plan = planned(tiny_case(13))
    assert plan.status == "feasible"
    assert "planted" in note(plan)


def test_a_solver_that_overlooks_a_better_plan_is_found_out() -> None:
    case = seeded(26)
    true = planned(case)
    assert true.objective is not None
    search = searched(case)
    search.fill(range(len(search.instance.classes)))
    search.keep()
    assert search.score[2] > true.objective
    search.relaxation = search.priced = search.relax()
    # Here somebody says that nothing is better.
    search.proved, search.bound = True, search.score[2]
    plan = replace(true, objective=search.score[2], stats={**true.stats, "proof": "enumeration"})
    told = backing.back(case, EXACT, search.instance, plan, [("objective", search)], lambda: False)
    assert told.status == "feasible" and told.stats["proof"] is None
    assert "better plan" in note(told)


def test_what_is_too_large_to_recompute_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing, "RECOMPUTED", 1)
    plan = planned(tiny_case(13))
    assert plan.status == "optimal"
    assert "not recomputed" in note(plan)
    monkeypatch.setattr(backing, "DIVIDED", 0)
    monkeypatch.setattr(backing, "RECOMPUTED", 1_000_000)
    plan = planned(tiny_case(21))
    assert plan.status == "optimal" and plan.stats["proof"] == "enumeration"
    assert "solver's word" in note(plan)


def test_the_products_say_what_the_certificate_leaves_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "certificate" not in brief(tiny_case(13), planned(tiny_case(13))).verification_note
    monkeypatch.setattr(backing, "DIVIDED", 0)
    case = tiny_case(21)
    assert "solver's word" in brief(case, planned(case)).verification_note
