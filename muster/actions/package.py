"""The decision package for a request of a case."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.products.decision import DecisionPackage, decision_package, render_package, requests_of

__all__ = ("DecisionPackage", "package", "write_package")


def package(case: Case, request: str, plan: Plan | None = None) -> DecisionPackage:
    """
    The six criteria of DoDD 3025.18 for a request: computed, with its basis, and open.

    Raises
    ------
    UsageError
        If the case has no such request; the known ones are listed.
    """
    known = requests_of(case)
    if request in known:
        return decision_package(case, request, plan)
    near = get_close_matches(request, known, n=1)
    raise UsageError(
        f"there is no request {request!r} in {case.name}",
        help=(f"did you mean {near[0]}? " if near else "") + f"requests: {', '.join(known) or 'none'}",
    )


def write_package(found: DecisionPackage, path: str | Path) -> Path:
    """
    Write the package as Markdown.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render_package(found), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}", help="choose another path with -o", code="M003"
        ) from error
    return target
