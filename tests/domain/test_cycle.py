"""A cycle holds numbers that a unit can live by, and no others."""

import pytest

from muster.domain.cycle import Cycle

SOUND = {"days": 1095, "deployable_from": 550, "deployable_until": 910, "bog_days": 365, "overlap_days": 45}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"deployable_from": 0, "deployable_until": 1095},
        {"deployable_from": 909},
        {"overlap_days": 364},
        {"days": 910},
        {"bog_days": 9_999_999},
    ],
)
def test_sound_numbers(change: dict[str, int]) -> None:
    assert Cycle(**{**SOUND, **change}).recovery_days == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"deployable_from": 910}, "window"),
        ({"deployable_from": -1}, "window"),
        ({"deployable_until": 1096}, "window"),
        ({"overlap_days": 365}, "overlap_days"),
        ({"overlap_days": -1}, "overlap_days"),
        ({"recovery_days": -1}, "negative"),
        ({"demobilization_days": -1}, "negative"),
    ],
)
def test_numbers_that_cannot_be(change: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Cycle(**{**SOUND, **change})
