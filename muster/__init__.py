"""
Muster plans, checks and tracks military support to civil authorities.

From the order to a lawful, priced, provably good deployment plan, with a record that anyone can
verify. The public face is small; each name is loaded when it is first used::

    from muster import ask, check, plan, read_case, verify

    case = read_case("examples/southwest-border-2025")
    findings = check(case)
    result = plan(case, time_limit=30)
    verify(case, result).feasible
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from muster.actions.accept import accept_facts as accept_facts
    from muster.actions.accept import open_review as open_review
    from muster.actions.ask import ask as ask
    from muster.actions.case import read_case as read_case
    from muster.actions.case import write_case as write_case
    from muster.actions.check import check as check
    from muster.actions.compare import compare as compare
    from muster.actions.demo import demo as demo
    from muster.actions.explain import explain as explain
    from muster.actions.export import export as export
    from muster.actions.factexport import export_facts as export_facts
    from muster.actions.importing import import_case as import_case
    from muster.actions.plan import plan as plan
    from muster.actions.plan import read_plan as read_plan
    from muster.actions.plan import write_plan as write_plan
    from muster.actions.publish import publish as publish
    from muster.actions.read import read_documents as read_documents
    from muster.actions.sidebyside import compare_plans as compare_plans
    from muster.actions.together import read_together as read_together
    from muster.actions.track import track as track
    from muster.actions.verify import verify as verify
    from muster.domain.case import Case as Case
    from muster.domain.fact import Fact as Fact
    from muster.domain.finding import Finding as Finding
    from muster.domain.finding import Verdict as Verdict
    from muster.domain.plan import Plan as Plan
    from muster.errors import MaterialError as MaterialError
    from muster.errors import MusterError as MusterError
    from muster.errors import Problem as Problem
    from muster.errors import UsageError as UsageError

__version__ = "0.1.0"

#: Public name -> the module that holds it. Tested against the documentation.
_HOMES = {
    "Case": "muster.domain.case",
    "Fact": "muster.domain.fact",
    "Finding": "muster.domain.finding",
    "MaterialError": "muster.errors",
    "MusterError": "muster.errors",
    "Plan": "muster.domain.plan",
    "Problem": "muster.errors",
    "UsageError": "muster.errors",
    "Verdict": "muster.domain.finding",
    "accept_facts": "muster.actions.accept",
    "ask": "muster.actions.ask",
    "check": "muster.actions.check",
    "compare": "muster.actions.compare",
    "compare_plans": "muster.actions.sidebyside",
    "demo": "muster.actions.demo",
    "explain": "muster.actions.explain",
    "export": "muster.actions.export",
    "export_facts": "muster.actions.factexport",
    "import_case": "muster.actions.importing",
    "open_review": "muster.actions.accept",
    "plan": "muster.actions.plan",
    "publish": "muster.actions.publish",
    "read_case": "muster.actions.case",
    "read_documents": "muster.actions.read",
    "read_plan": "muster.actions.plan",
    "read_together": "muster.actions.together",
    "track": "muster.actions.track",
    "verify": "muster.actions.verify",
    "write_case": "muster.actions.case",
    "write_plan": "muster.actions.plan",
}

__all__ = tuple(sorted(_HOMES))


def __getattr__(name: str) -> object:
    """Load a public name on first use, so that ``import muster`` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'muster' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
