"""What a run says of itself: what stands behind its proof, and why a pin is not met."""

from __future__ import annotations

import time
from dataclasses import replace

from muster.domain.tour import Pin
from muster.planner.plan import PlanOptions, plan_case
from tests.planner import small
from tests.planner.tiny import tiny_case

EXACT = PlanOptions(gap=0, assume_lawful=True)


def test_the_proof_is_named() -> None:
    proofs = set()
    for seed in range(40):
        plan, _ = plan_case(tiny_case(seed), EXACT, clock=time.monotonic)
        assert plan is not None
        assert plan.stats["proof"] in ("bound", "enumeration")
        proofs.add(plan.stats["proof"])
    assert proofs == {"bound", "enumeration"}
    plan, _ = plan_case(small.case(), replace(EXACT, time_limit=0), clock=time.monotonic)
    assert plan is not None
    assert plan.stats["proof"] is None


def test_pins_unmet_when_time_is_up_ask_for_time() -> None:
    pin = Pin(rule="pin", unit="U1", line="L1", start=small.day(7), end=small.day(14))
    case = replace(small.case(), pins=(pin, replace(pin, start=small.day(0))))
    for options, advice in ((EXACT, "take this pin"), (replace(EXACT, time_limit=0), "more time")):
        plan, (problem,) = plan_case(case, options, clock=time.monotonic)
        assert plan is None
        assert problem.code == "M604"
        assert advice in problem.help
