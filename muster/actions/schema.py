"""The published lists and JSON schemas."""

from __future__ import annotations

from muster.casefile.codec import SCHEMAS, schema
from muster.casefile.sketch import columns_of, table_of
from muster.domain.assertion import Assertion
from muster.domain.component import PAIRS
from muster.domain.role import ROLES
from muster.errors import UsageError
from muster.law.page import rule_list
from muster.ledger.kinds import FREE_KINDS, NOUNS, UNDONE, DocumentBody, FileText
from muster.planner.checker.rules import RULE_PAGES

__all__ = ("LISTS", "published", "published_names")

LISTS = ("checks", "entries", "pairs", "roles", "rules")


def published_names() -> tuple[str, ...]:
    """Every name that :func:`published` knows."""
    return (*LISTS, *sorted(SCHEMAS))


def published(name: str) -> object:
    """
    A published list (``rules``, ``checks``, ``roles``, ``pairs``, ``entries``) or an output's JSON schema.

    Raises
    ------
    UsageError
        If there is no such list or schema.
    """
    if name == "entries":
        return entry_kinds()
    if name == "pairs":
        return {
            component.value: [status.value for status in statuses] for component, statuses in PAIRS.items()
        }
    if name == "roles":
        return dict(ROLES)
    if name == "checks":
        return dict(RULE_PAGES)
    if name == "rules":
        return rule_list()
    if name in SCHEMAS:
        return schema(name)
    raise UsageError(
        f"there is no schema or list named {name!r}", help=f"choose one of {', '.join(published_names())}"
    )


def entry_kinds() -> dict[str, dict[str, object]]:
    """Every kind of entry that is recorded by hand: what it does, and the columns of its row."""
    kinds: dict[str, dict[str, object]] = {}
    for noun in NOUNS.values():
        if noun.form is FileText:
            continue  # a folder's own files are kept with the folder
        columns = list(_columns(noun.form))
        for verb in noun.verbs:
            does = "the first time" if verb == noun.bring else "from then on"
            kinds[f"{noun.name}.{verb}"] = {"does": f"states a {noun.name}, {does}", "columns": columns}
        kinds[f"{noun.name}.{noun.end}"] = {"does": f"ends a {noun.name}", "columns": []}
    for kind in FREE_KINDS:
        if kind in _FREE:
            does, names = _FREE[kind]
            kinds[kind] = {"does": does, "columns": list(names)}
    kinds[UNDONE] = {"does": "takes back the entry that corrects names", "columns": []}
    return kinds


_FREE: dict[str, tuple[str, tuple[str, ...]]] = {
    "plan.computed": ("records a plan.json", ("file",)),
    "plan.approved": ("says that a recorded plan is approved", ("entry", "file")),
    "plan.published": ("says that a recorded plan went out", ("entry", "file", "to")),
    "finding.answered": (
        "answers a finding",
        ("rule", "subject", "message", "verdict", "severity", "days", "answer"),
    ),
    "note.written": ("notes something", ("text",)),
}


def _columns(form: type) -> tuple[str, ...]:
    if form is DocumentBody:
        return ("file", "name")
    if form is Assertion:
        return ("says",)
    return columns_of(table_of(form))
