"""Every worked case of every provision gets its verdict, for the reason it names."""

import pytest

from muster.law.ask import ask
from muster.law.library import provisions
from muster.law.question import LegalQuestion

CASES = [(found.address, case) for found in provisions() for case in found.cases]


@pytest.mark.parametrize(("address", "case"), CASES, ids=[f"{a}: {c.name}" for a, c in CASES])
def test_worked_case(address, case):
    answer = ask(LegalQuestion.of(**case.question))
    told = "\n".join(f"{found.rule} {found.verdict}: {found.message}" for found in answer.findings)
    assert answer.verdict == case.verdict, told
    for rule in case.bites:
        assert rule in {found.rule for found in answer.findings}, told
