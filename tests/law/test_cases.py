"""Every worked case of every provision gets its verdict, for the reason it names."""

from datetime import date

import pytest

from muster.domain.case import Case, Planning
from muster.domain.request import Line
from muster.law.ask import ask
from muster.law.library import provisions
from muster.law.question import LegalQuestion
from muster.law.roles import is_known

CASES = [(found.address, case) for found in provisions() for case in found.cases]
DAY = date(2025, 1, 1)


def of_its_own(role):
    """A case that uses a word of its own: law is asked of such a role only there."""
    line = Line(line="L1", place="P", role=role, capability="C", headcount=1, start=DAY, priority=1)
    return Case(name="own", as_of=DAY, planning=Planning(start=DAY, end=date(2026, 1, 1)), lines=(line,))


@pytest.mark.parametrize(("address", "case"), CASES, ids=[f"{a}: {c.name}" for a, c in CASES])
def test_worked_case(address, case):
    role = case.question["role"]
    known = None if is_known(role) else of_its_own(role)
    answer = ask(LegalQuestion.of(case=known, **case.question))
    told = "\n".join(f"{found.rule} {found.verdict}: {found.message}" for found in answer.findings)
    assert answer.verdict == case.verdict, told
    for rule in case.bites:
        assert rule in {found.rule for found in answer.findings}, told


@pytest.mark.parametrize("found", provisions(), ids=lambda found: found.address)
def test_every_provision_has_six_cases_that_reach_both_sides_of_every_change(found):
    if found.address.startswith("orders/"):
        return
    assert len(found.cases) >= 6
    assert len({case.name for case in found.cases}) == len(found.cases)
    assert len({case.verdict for case in found.cases}) > 1 or found.address == "outside/role"
    days = {case.question["on"] for case in found.cases}
    changes = [text.period.start for text in found.texts] + [
        value.period.start for item in found.parameters for value in item.values
    ]
    changes += [reading.period.start for reading in found.readings]
    for change in changes:
        if change is not None and change > date(2001, 1, 1):
            assert any(day >= change for day in days), f"no case from {change} on"
            assert any(day < change for day in days), f"no case before {change}"
