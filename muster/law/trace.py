"""The trace of an answer: which rules were asked, and what each of them said."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ("Step",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One rule that was asked.

    ``effect`` is ``decides``, ``carries``, ``lacks``, ``notes``, ``silent`` (it had nothing to say) or
    ``not in force``; ``counted`` tells whether the outcome counted in the verdict.
    """

    rule: str
    leg: str | None
    effect: str
    verdict: str | None
    counted: bool
    message: str = ""

    def json(self) -> dict[str, object]:
        """The step as JSON."""
        return {
            "rule": self.rule,
            "leg": self.leg,
            "effect": self.effect,
            "verdict": self.verdict,
            "counted": self.counted,
            "message": self.message,
        }

    def text(self) -> str:
        """The step as one line."""
        if self.verdict is None:
            return f"{self.rule}: {self.effect}"
        unused = "" if self.counted else " (another provision decides)"
        return f"{self.rule}: {self.leg}, {self.effect}, {self.verdict}{unused}: {self.message}"
