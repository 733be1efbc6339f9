"""Planning as an action: warnings are kept, and nothing is told that its check does not confirm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from muster.actions import plan as planning
from muster.actions.plan import plan_with_warnings
from muster.casefile.folder import write_case
from muster.cli.main import run
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import SolverError
from muster.planner.account import with_account
from tests.planner import small

FAST: dict[str, Any] = {"time_limit": 10.0, "assume_lawful": True}


def partly_rated() -> Case:
    """The only rate stops before tours do: they are planned, and M602 warns of it."""
    case = small.case()
    return replace(case, rates=(replace(case.rates[0], end=small.day(24)),))


def test_warnings_of_planning_are_kept_when_a_plan_is_found() -> None:
    found, warnings = plan_with_warnings(partly_rated(), **FAST)
    assert found.tours
    assert [problem.code for problem in warnings] == ["M602"]
    assert warnings[0].severity == "warning"
    assert plan_with_warnings(small.case(), **FAST)[1] == ()
    assert planning.plan(partly_rated(), **FAST).tours == found.tours


def test_the_command_says_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_case(partly_rated(), tmp_path / "case")
    assert run(["plan", str(tmp_path / "case"), "--assume-lawful", "--time-limit", "10", "-q"]) == 0
    assert "M602" not in capsys.readouterr().err
    assert run(["plan", str(tmp_path / "case"), "--assume-lawful", "--time-limit", "10"]) == 0
    said = capsys.readouterr()
    assert "M602" in said.err and "M602" not in said.out


def test_an_account_that_the_check_does_not_confirm_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def dearer(case: Case, plan: Plan) -> Plan:
        told = with_account(case, plan)
        assert told.cost is not None
        return replace(told, cost=replace(told.cost, expected=told.cost.expected + 1))

    monkeypatch.setattr(planning, "with_account", dearer)
    found, warnings = plan_with_warnings(small.case(), **FAST)
    assert found.cost is None
    assert found.movements is not None and found.readiness is not None
    assert [problem.code for problem in warnings] == ["M612"]
    assert "cost-total" in warnings[0].message


def test_a_plan_that_breaks_a_rule_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def cheaper(case: Case, plan: Plan) -> Plan:
        assert plan.objective is not None
        return replace(with_account(case, plan), objective=plan.objective - 1)

    monkeypatch.setattr(planning, "with_account", cheaper)
    with pytest.raises(SolverError, match="objective"):
        plan_with_warnings(small.case(), **FAST)
