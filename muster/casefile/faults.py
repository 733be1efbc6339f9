"""Faults of one reading, gathered so that a user sees all of them at once and each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import NamedTuple

from muster.errors import Problem

__all__ = ("SAME_FAULT_LIMIT", "Faults", "Where", "did_you_mean", "excerpt_of", "one_of", "shown")

#: Faults of one code in one file that are told one by one; the rest is counted.
SAME_FAULT_LIMIT = 50
_EXCERPT = 160
_NAMES_SEARCHED = 2_000


class Where(NamedTuple):
    """
    An address in the material: file, 1-based line and column, the line itself, what to underline.

    Everything after ``file`` may be unknown.
    """

    file: str | None
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None
    width: int = 1


class Faults:
    """
    Collects problems; after :data:`SAME_FAULT_LIMIT` of one code in one file it only counts.

    Examples
    --------
    >>> faults = Faults()
    >>> faults.add("M101", "there is no case here", help="run `muster new DIR`")
    >>> [problem.code for problem in faults.problems()], faults.failed
    (['M101'], True)
    """

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._count: Counter[tuple[str, str | None]] = Counter()
        self._severity: dict[tuple[str, str | None], str] = {}
        self.failed = False

    def room(self, code: str, file: str | None) -> bool:
        """
        Whether one more fault of this kind would still be told; if not, it is counted here and now.

        Callers whose message is costly to build (a search for similar names) ask first.
        """
        if self._count[code, file] < SAME_FAULT_LIMIT:
            return True
        self._count[code, file] += 1
        return False

    def add(
        self,
        code: str,
        message: str,
        *,
        help: str,
        where: Where | None = None,
        severity: str = "error",
    ) -> None:
        """Record one fault."""
        at = where or Where(None)
        kind = (code, at.file)
        self._count[kind] += 1
        self._severity[kind] = severity
        if severity == "error":
            self.failed = True
        if self._count[kind] > SAME_FAULT_LIMIT:
            return
        self._problems.append(
            Problem(
                code=code,
                message=message,
                help=help,
                file=at.file,
                line=at.line,
                column=at.column,
                excerpt=excerpt_of(at.excerpt, at.column),
                width=max(1, min(at.width, _EXCERPT)),
                severity=severity,
            )
        )

    def warn(self, code: str, message: str, *, help: str, where: Where | None = None) -> None:
        """Record a fault that does not stop the run."""
        self.add(code, message, help=help, where=where, severity="warning")

    def problems(self) -> tuple[Problem, ...]:
        """Every fault, by file and line, errors and warnings together; what was cut is counted."""
        more = [
            Problem(
                code=code,
                message=f"{count - SAME_FAULT_LIMIT} more faults {code} in {file or 'the case'}",
                help="mend those shown; the others are likely to be of the same make",
                file=file,
                severity=self._severity[code, file],
            )
            for (code, file), count in self._count.items()
            if count > SAME_FAULT_LIMIT
        ]
        return tuple(
            sorted(
                self._problems + more,
                key=lambda fault: (
                    fault.file or "",
                    fault.line is None and fault in more,
                    fault.line or 0,
                    fault.column or 0,
                    fault.code,
                ),
            )
        )


def excerpt_of(line: str | None, column: int | None) -> str | None:
    """The line cut to a readable length, ``None`` where the column would not show."""
    if line is None:
        return None
    text = "".join(
        letter if letter.isprintable() or letter == "\t" else "\ufffd"
        for letter in line.rstrip("\r\n")[: _EXCERPT + 1]
    )
    if len(text) <= _EXCERPT:
        return text
    return None if column is not None and column > _EXCERPT - 20 else f"{text[: _EXCERPT - 1]}…"


def shown(text: str, limit: int = 40) -> str:
    """The text as a message quotes it: printable, on one line, not too long."""
    line = "".join(letter if letter.isprintable() else "\ufffd" for letter in text[: limit + 1])
    return f"'{line}'" if len(line) <= limit else f"'{line[: limit - 1]}…'"


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """
    The known name most like this one, or ``None``; only the first 2,000 are compared.

    Examples
    --------
    >>> did_you_mean("fort-blis", ["fort-bliss", "fort-huachuca"])
    'fort-bliss'
    """
    pool: list[str] = []
    for known in names:
        if known.casefold() == name.casefold():
            return known
        if len(pool) < _NAMES_SEARCHED:
            pool.append(known)
    close = get_close_matches(name[:200], pool, n=1, cutoff=0.6)
    return close[0] if close else None


def one_of(names: Collection[str], limit: int = 12) -> str:
    """A list for a message: ``a, b, c`` or ``a, b, … (30 in all)``."""
    few = list(names)[:limit]
    tail = "" if len(names) <= limit else f", … ({len(names)} in all)"
    return ", ".join(few) + tail
