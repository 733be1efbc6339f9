"""10 USC 251 (331 until 2016): armed forces against an insurrection, at the request of the State."""

from __future__ import annotations

from muster.law.insurrection import chapter_13
from muster.law.rule import Rule

__all__ = ("RULE",)

RULE = Rule(address="usc/t10/s251", formula=chapter_13("usc/t10/s251"))
