"""Numbers of options: a range without what is no number and without infinity."""

from __future__ import annotations

import math
from typing import Any

import click

__all__ = ("FiniteRange",)


class FiniteRange(click.FloatRange):
    """A range of floats; ``nan`` is in no range, and nothing ends that may take ``inf``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, if it is one and within the range."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number that can be counted with.", param, ctx)
        return number
