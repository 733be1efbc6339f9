"""10 USC 253 (333 until 2016): domestic violence that deprives people of rights, or obstructs the laws."""

from __future__ import annotations

from muster.law.insurrection import chapter_13
from muster.law.rule import Rule

__all__ = ("RULE",)

RULE = Rule(address="usc/t10/s253", formula=chapter_13("usc/t10/s253"))
