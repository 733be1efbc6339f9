"""The published lists and JSON schemas."""

from __future__ import annotations

from muster.casefile.codec import SCHEMAS, schema
from muster.domain.component import PAIRS
from muster.domain.role import ROLES
from muster.errors import UsageError
from muster.law.page import rule_list

__all__ = ("LISTS", "published", "published_names")

LISTS = ("pairs", "roles", "rules")


def published_names() -> tuple[str, ...]:
    """Every name that :func:`published` knows."""
    return (*LISTS, *sorted(SCHEMAS))


def published(name: str) -> object:
    """
    A published list (``rules``, ``roles``, ``pairs``) or the JSON schema of an output.

    Raises
    ------
    UsageError
        If there is no such list or schema.
    """
    if name == "pairs":
        return {
            component.value: [status.value for status in statuses] for component, statuses in PAIRS.items()
        }
    if name == "roles":
        return dict(ROLES)
    if name == "rules":
        return rule_list()
    if name in SCHEMAS:
        return schema(name)
    raise UsageError(
        f"there is no schema or list named {name!r}", help=f"choose one of {', '.join(published_names())}"
    )
