"""Explain: a tour, a short line, an unused unit, a ceiling; a rule or an error code as a page."""

from __future__ import annotations

import time
from difflib import get_close_matches

from muster.casefile.codes import CODES as CASEFILE_CODES
from muster.casefile.marathon.codes import CODES as MARATHON_CODES
from muster.domain.case import Case
from muster.domain.plan import Plan
from muster.errors import CodePage, UsageError
from muster.intake.codes import CODES as INTAKE_CODES
from muster.law.library import rule_addresses
from muster.law.manual import manual
from muster.law.page import RulePage, rule_page
from muster.ledger.codes import CODES as LEDGER_CODES
from muster.planner.checker.pages import CHECK_PAGES, CheckPage
from muster.planner.codes import CODES as PLANNER_CODES
from muster.planner.explain import Explanation
from muster.planner.explain import explain as explain_plan
from muster.sandbox.codes import CODES as SANDBOX_CODES

__all__ = ("CODES", "explain", "manual", "page")

_USAGE = (
    CodePage(
        code="M001",
        title="The question cannot be asked",
        meaning="The arguments contradict each other or name something that cannot exist.",
        example="muster ask --component RA --duty-status SAD --role supply",
        remedy="Follow the help line of the message: it says what can be asked.",
    ),
    CodePage(
        code="M002",
        title="A file cannot be opened",
        meaning="The path does not exist, is a folder, or may not be read.",
        example="muster read missing.txt",
        remedy="Give the path of a file that exists and that you may read.",
    ),
    CodePage(
        code="M003",
        title="A folder cannot be written",
        meaning="The folder exists and is not empty, or may not be written.",
        example="muster new examples",
        remedy="Choose a new name, or a folder that you may write to.",
    ),
)

#: Every published error code and its page.
CODES: dict[str, CodePage] = {
    **{
        page.code: page
        for page in (*_USAGE, *PLANNER_CODES, *INTAKE_CODES, *SANDBOX_CODES, *MARATHON_CODES, *LEDGER_CODES)
    },
    **CASEFILE_CODES,
}


def page(name: str) -> CodePage | RulePage | CheckPage:
    """
    The page of an error code (``M203``), of a rule of law (``usc/t10/s275``) or of planning (``dwell``).

    Raises
    ------
    UsageError
        If there is no such code or rule; the nearest names are given.
    """
    if name.upper() in CODES:
        return CODES[name.upper()]
    found = rule_page(name)
    if found is not None:
        return found
    if name in CHECK_PAGES:
        return CHECK_PAGES[name]
    near = get_close_matches(name, [*CODES, *rule_addresses(), *CHECK_PAGES], n=3, cutoff=0.5)
    raise UsageError(
        f"there is no error code and no rule named {name!r}",
        help=(f"did you mean {', '.join(near)}? " if near else "")
        + "`muster schema rules` and `muster schema checks` list the rules; "
        "to explain a plan: muster explain CASE PLAN ID",
    )


def explain(case: Case, plan: Plan, name: str) -> Explanation:
    """
    Why this tour, why this line is short, why not this unit, what this ceiling costs.

    Raises
    ------
    UsageError
        If the case and plan know no tour, line, unit or ceiling of that name.
    """
    return explain_plan(case, plan, name, clock=time.monotonic)
