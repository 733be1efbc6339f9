"""10 USC 252 (332 until 2016): armed forces where courts cannot enforce the laws; needs no request."""

from __future__ import annotations

from muster.law.insurrection import chapter_13
from muster.law.rule import Rule

__all__ = ("RULE",)

RULE = Rule(address="usc/t10/s252", formula=chapter_13("usc/t10/s252"))
