"""Compare two cases, two plans or two documents: what changed."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from muster.actions.case import read_case
from muster.actions.check import check
from muster.actions.plan import read_plan_with_warnings
from muster.actions.read import read_documents
from muster.domain.case import Case
from muster.domain.difference import (
    Change,
    difference_of_cases,
    difference_of_findings,
    difference_of_plans,
)
from muster.domain.plan import Plan
from muster.domain.source import Source
from muster.errors import UsageError
from muster.intake.across.amendment import FactChange, changed_facts
from muster.intake.rank import source_of
from muster.intake.read import Reading
from muster.law.escalation import Escalation, escalation

__all__ = ("Comparison", "compare", "compare_documents", "compare_instruments", "compare_paths")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    ``kind`` is ``cases``, ``plans`` or ``documents``.

    Of documents ``facts`` holds every fact of both, paired where they are versions of one, and
    ``documents`` the two as sources; ``changes`` are the same in the form of the other kinds.
    """

    kind: str
    changes: tuple[Change, ...]
    facts: tuple[FactChange, ...] = ()
    documents: tuple[Source, ...] = ()


def compare(before: Case | Plan, after: Case | Plan) -> Comparison:
    """
    What changed between two cases (with the findings that come and go) or two plans.

    Raises
    ------
    UsageError
        If one is a case and the other a plan.
    """
    if isinstance(before, Plan) and isinstance(after, Plan):
        return Comparison(kind="plans", changes=difference_of_plans(before, after))
    if isinstance(before, Case) and isinstance(after, Case):
        findings = difference_of_findings(check(before), check(after))
        return Comparison(kind="cases", changes=(*difference_of_cases(before, after), *findings))
    raise UsageError(
        "a case cannot be compared with a plan", help="give two cases, two plans or two documents"
    )


def compare_instruments(case: Case, before: str, after: str) -> Escalation:
    """
    What the instrument ``after`` adds to ``before``, and what the law says of it.

    Raises
    ------
    UsageError
        If the case has no such instrument; the known ones are listed.
    """
    known = [authority.id for authority in case.authorities]
    for name in (before, after):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            raise UsageError(
                f"there is no instrument {name!r} in {case.name}",
                help=(f"did you mean {near[0]}? " if near else "")
                + f"instruments: {', '.join(known) or 'none'}",
            )
    return escalation(case, before, after)


def compare_paths(before: str | Path, after: str | Path) -> Comparison:
    """
    Compare what lies at two paths: case folders or workbooks, plan.json files, or documents.

    Raises
    ------
    UsageError
        If the two are not of one kind.
    MaterialError
        If one of them cannot be read.
    """
    old, new = Path(before), Path(after)
    kinds = {_kind(old), _kind(new)}
    if kinds == {"plan"}:
        (one, _), (two, _) = (read_plan_with_warnings(path, None) for path in (old, new))
        return compare(one, two)
    if kinds == {"case"}:
        return compare(read_case(old), read_case(new))
    if kinds == {"document"}:
        return compare_documents(*read_documents([old, new]))
    raise UsageError(
        f"{old} and {new} are not of one kind ({' and '.join(sorted(kinds))})",
        help="give two cases, two plan.json files or two documents",
    )


def compare_documents(before: Reading, after: Reading) -> Comparison:
    """An order and its amendment, fact by fact: what is added, dropped, changed and unchanged."""
    facts = changed_facts(before.facts, after.facts)
    return Comparison(
        kind="documents",
        changes=tuple(change for fact in facts for change in _changes(fact)),
        facts=facts,
        documents=(source_of(before.document), source_of(after.document)),
    )


def _changes(fact: FactChange) -> list[Change]:
    """A changed fact in the form of every other change: one row a field."""
    one = fact.after or fact.before
    assert one is not None
    key = f"{one.doc}[{one.start}:{one.end}]"
    words = f"{one.kind}: “{one.quote}”"
    if fact.change == "added":
        return [Change(table="facts", key=key, change="added", after=words)]
    if fact.change == "dropped":
        return [Change(table="facts", key=key, change="removed", before=words)]
    return [
        Change(
            table="facts", key=key, change="changed", field=item.field, before=item.before, after=item.after
        )
        for item in fact.fields
    ]


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if path.is_dir() or suffix in (".toml", ".xlsx"):
        return "case"
    return "plan" if suffix == ".json" else "document"
