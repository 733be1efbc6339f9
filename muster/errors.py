"""
The three kinds of trouble, never mixed.

A programmer's mistake raises ``TypeError`` or ``ValueError`` where a value is built. A fault in the
user's material is a :class:`Problem`, a value: a reader returns all of them at once. The world
failing (disk, solver process) and requests that cannot be met raise one of::

    MusterError                 exit code 2 unless the class says otherwise
    ├── MaterialError           the user's material has faults; carries every Problem
    ├── UsageError              the question itself cannot be asked; says what can
    ├── MissingExtra            an optional package is not installed; names the install line
    └── SolverError             the LP solver failed; a bug to report, never a wrong answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = (
    "BoundError",
    "CodePage",
    "MaterialError",
    "MissingExtra",
    "MusterError",
    "Problem",
    "SolverError",
    "UsageError",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    A fault in the user's material, with its address and the way out.

    Parameters
    ----------
    code
        Published code, ``M`` and three digits; ``muster explain M203`` prints its page.
    message
        What was found and what was expected, in one sentence without a final full stop.
    file
        Path relative to the case folder (or as the user gave it), ``None`` for the case as a whole.
    line, column
        1-based position, columns counted in characters; ``None`` where it has none.
    excerpt
        The offending line as it stands in the file (cut to a readable length), ``None`` if none.
    width
        Characters to underline from ``column``, at least 1.
    help
        What to do next.
    severity
        ``"error"`` stops the run with exit code 2; ``"warning"`` does not.
    """

    code: str
    message: str
    help: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None
    width: int = 1
    severity: str = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage:
    """
    The page that ``muster explain M203`` prints: what the code means, an example, the way out.

    Each layer that finds faults keeps its pages in its own ``codes.py`` as ``CODES``.
    """

    code: str
    title: str
    meaning: str
    example: str
    remedy: str


class MusterError(Exception):
    """A failure that the user is told about in one message, without a traceback."""


class MaterialError(MusterError):
    """The user's material has faults; ``problems`` holds every one of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        first = self.problems[0].message if self.problems else "no problem given"
        super().__init__(f"{len(self.problems)} problem(s); the first: {first}")


class UsageError(MusterError):
    """The question cannot be asked; ``help`` says what can be."""

    def __init__(self, message: str, *, help: str, code: str = "M001") -> None:
        super().__init__(message)
        self.help = help
        self.code = code


class MissingExtra(MusterError):
    """An optional package is missing; the message is the line that installs it."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'muster[{extra}]'")
        self.package = package
        self.extra = extra


class SolverError(MusterError):
    """The LP solver returned a status that cannot be true of an elastic model."""


class BoundError(SolverError):
    """A bound contradicts a plan, or itself: it is given up, the plan is not."""
