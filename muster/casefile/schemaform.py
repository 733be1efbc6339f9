"""The pieces that JSON schemas (draft 2020-12) are made of. Reading stays open: further keys are allowed."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = (
    "COUNT",
    "DAY",
    "DAY_OR_NULL",
    "NAME",
    "NUMBER_OR_NULL",
    "TEXT",
    "TEXT_OR_NULL",
    "Schema",
    "listing",
    "optional",
    "published",
    "table",
)

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
NAME: Schema = {"type": "string", "minLength": 1}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
DAY_OR_NULL: Schema = {"anyOf": [DAY, {"type": "null"}]}


def listing(items: Schema) -> Schema:
    """A list of one kind of item."""
    return {"type": "array", "items": items}


def table(properties: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object; all but the optional keys are there."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
    }


def optional(form: Schema) -> Schema:
    """The form, or null."""
    return {"anyOf": [form, {"type": "null"}]}


def published(name: str, title: str, body: Schema) -> Schema:
    """A schema with its address and title."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:muster:schema:{name}",
        "title": title,
        **body,
    }
