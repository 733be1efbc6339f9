"""Set two plans of one case side by side."""

from __future__ import annotations

from pathlib import Path

from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.products.comparing.page import render_comparison
from muster.products.comparing.sidebyside import SideBySide, side_by_side

__all__ = ("compare_plans", "names_of", "write_comparison")


def compare_plans(
    case: Case, first: Plan, second: Plan, *, names: tuple[str, str] = ("A", "B"), check: bool = True
) -> SideBySide:
    """
    Two plans of one case side by side, whoever made them.

    Parameters
    ----------
    names
        What to call the plans.
    check
        Whether to run the independent checker over both, so that each is known to be feasible or not.

    Returns
    -------
    SideBySide
        Fill by priority, category, component, line and day, days at home before each tour, cost,
        ceilings and units, all computed from the case and the tours.

    Examples
    --------
    ``compare_plans(case, ours, theirs, names=("Muster", "MARATHON")).headline()``

    Raises
    ------
    UsageError
        If the two names are equal or one is empty.
    """
    if names[0].strip() == names[1].strip() or not all(name.strip() for name in names):
        raise UsageError(
            f"the plans are called {names[0]!r} and {names[1]!r}",
            help="give two names that tell them apart, such as --names Muster MARATHON",
        )
    return side_by_side(case, first, second, names=names, check=check)


def names_of(first: Path, second: Path) -> tuple[str, str]:
    """
    What to call two plans: their file names, or the names of their folders where these are the same.

    Examples
    --------
    >>> names_of(Path("out/plan.json"), Path("case/marathon-plan.json"))
    ('plan', 'marathon-plan')
    >>> names_of(Path("may/plan.json"), Path("june/plan.json"))
    ('may', 'june')
    """
    for pair in (
        (first.stem, second.stem),
        (first.resolve().parent.name, second.resolve().parent.name),
    ):
        if pair[0] != pair[1] and all(pair):
            return pair
    return "A", "B"


def write_comparison(both: SideBySide, path: str | Path) -> Path:
    """
    Write the comparison as one self-contained HTML page.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render_comparison(both), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}",
            help="give `--html` a file that you may write",
            code="M003",
        ) from error
    return target
