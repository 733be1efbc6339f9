"""The examples in the code of tracking hold."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name", ["muster.domain.presence", "muster.tracking.gaps", "muster.tracking.commands"]
)
def test_examples_in_the_code_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
