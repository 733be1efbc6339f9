"""The differential campaign in small; ``python -m benchmarks.campaign`` is the long one."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.campaign import case_of, disagreements, examined
from benchmarks.fingerprint import fingerprint


@pytest.mark.parametrize("seed", range(30))
def test_all_agree_on_other_shapes(seed: int) -> None:
    record = examined("shapes", seed, seconds=5.0)
    assert record["wrong"] == []
    found = record["found"]
    if found["highs"]["proved"] and found["muster"]["objective"] is not None:
        assert found["muster"]["objective"] <= found["highs"]["objective"] * (1 + 1e-6) + 100


def test_a_seed_is_a_case() -> None:
    assert fingerprint(case_of("shapes", 5)[1]) == fingerprint(case_of("shapes", 5)[1])
    assert fingerprint(case_of("shapes", 5)[1]) != fingerprint(case_of("shapes", 6)[1])
    assert len({case_of("shapes", seed)[0] for seed in range(60)}) > 10


def told(objective: int | None, bound: int | None, proved: bool = True, **more: Any) -> dict[str, Any]:
    return {"objective": objective, "bound": bound, "proved": proved, "violations": [], **more}


def test_what_cannot_be_true_is_noticed() -> None:
    right = {"muster": told(10**9, 10**9), "brute": told(10**9, 10**9), "highs": told(10**9 + 500, 10**9)}
    assert disagreements(right) == []
    (high,) = disagreements(right | {"muster": told(10**9, 10**9 + 1)})
    assert high.startswith("muster: bound")
    (beaten,) = disagreements(right | {"muster": told(10**9 + 1, 10**9)})
    assert beaten.startswith("muster: claims")
    assert disagreements(right | {"muster": told(10**9 + 1, 10**9, proved=False)}) == []
    (refused,) = disagreements(right | {"muster": told(10**9, 10**9, violations=["late"])})
    assert refused.startswith("muster: refused")
    (none,) = disagreements(right | {"muster": told(None, None, proved=False)})
    assert none.startswith("muster: no plan")
    (other,) = disagreements(right | {"highs": told(10**9 + 5000, 10**9 + 4000)})
    assert other.startswith("highs: bound")
