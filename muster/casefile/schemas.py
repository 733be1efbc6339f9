"""JSON schemas (draft 2020-12) of what Muster prints. Reading stays open: further keys are allowed."""

from __future__ import annotations

from collections.abc import Mapping

from muster.domain.component import DutyStatus
from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES
from muster.domain.finding import Verdict
from muster.domain.plan import CHANGE_KINDS, SHORTFALL_REASONS

__all__ = ("SCHEMAS",)

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_NAME: Schema = {"type": "string", "minLength": 1}
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_DAY_OR_NULL: Schema = {"anyOf": [_DAY, {"type": "null"}]}
_DOLLARS: Schema = {"type": "number", "description": "US dollars, to the cent"}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
    }


_QUANTITY = _object(
    {
        "value": _NUMBER_OR_NULL,
        "low": _NUMBER_OR_NULL,
        "high": _NUMBER_OR_NULL,
        "bound": {"enum": list(BOUNDS)},
        "unit": _TEXT,
    }
)
_FACT = _object(
    {
        "doc": _NAME,
        "kind": {"enum": list(FACT_KINDS)},
        "subject": _TEXT_OR_NULL,
        "quantity": {"anyOf": [_QUANTITY, {"type": "null"}]},
        "place": _TEXT_OR_NULL,
        "date": _TEXT_OR_NULL,
        "status": {"enum": list(FACT_STATUSES)},
        "attribution": _TEXT_OR_NULL,
        "polarity": {"enum": ["tasked", "permitted", "prohibited", None]},
        "quote": _NAME,
        "start": _COUNT,
        "end": _COUNT,
        "citations": _list(_TEXT),
    }
)
_QUESTION = _object(
    {"doc": _NAME, "question": _NAME, "options": _list(_TEXT), "quote": _TEXT, "start": _COUNT, "end": _COUNT}
)
_FINDING = _object(
    {
        "id": _NAME,
        "rule": _NAME,
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "severity": {"enum": ["block", "review", "note"]},
        "subject": _TEXT,
        "message": _NAME,
        "citations": _list(
            _object(
                {
                    "cite": _NAME,
                    "quote": _TEXT_OR_NULL,
                    "href": _TEXT_OR_NULL,
                    "verified": {"type": "boolean"},
                }
            )
        ),
        "would_do": _list(_TEXT),
        "settled_by": _list(_TEXT),
        "as_of": _DAY,
        "days": {
            "anyOf": [
                {"type": "array", "prefixItems": [_DAY, _DAY_OR_NULL], "minItems": 2, "maxItems": 2},
                {"type": "null"},
            ]
        },
    }
)
_TOUR = _object(
    {
        "unit": _NAME,
        "element": {"type": "integer", "minimum": 1},
        "part": {"type": ["integer", "null"], "minimum": 1},
        "line": _NAME,
        "start": _DAY,
        "end": _DAY,
        "duty_status": {"enum": [status.value for status in DutyStatus]},
        "authorities": _list(_NAME),
        "mobilization": _TEXT_OR_NULL,
        "fund": _TEXT_OR_NULL,
        "headcount": _COUNT,
        "fills": _COUNT,
        "cost": _DOLLARS,
        "fixed": {"type": "boolean"},
        "law": {"enum": ["checked", "assumed", "unknown"]},
        "assumes": _list(_TEXT),
    }
)
_TOUR_NAME = _object(
    {
        "unit": _NAME,
        "element": {"type": "integer", "minimum": 1},
        "part": {"type": ["integer", "null"], "minimum": 1},
        "line": _NAME,
        "start": _DAY,
        "end": _DAY,
        "duty_status": {"enum": [status.value for status in DutyStatus]},
    }
)
_CHANGED = _object(
    {
        "kind": {"enum": list(CHANGE_KINDS)},
        "reason": _TEXT,
        "before": {"anyOf": [_TOUR_NAME, {"type": "null"}]},
        "after": {"anyOf": [_TOUR_NAME, {"type": "null"}]},
        "why": _NAME,
    }
)
_PLAN = _object(
    {
        "schema": {"const": "muster.plan/1"},
        "case": _TEXT,
        "as_of": _DAY,
        "seed": {"type": "integer"},
        "versions": {"type": "object", "additionalProperties": _TEXT},
        "law": {"enum": ["checked", "assumed"]},
        "status": {"enum": ["optimal", "feasible", "empty"]},
        "stopped_by": {"enum": ["gap", "time", "interrupt", "exhausted"]},
        "objective": _NUMBER_OR_NULL,
        "bound": _NUMBER_OR_NULL,
        "gap": _NUMBER_OR_NULL,
        "closed": _NUMBER_OR_NULL,
        "empty": _NUMBER_OR_NULL,
        "tours": _list(_TOUR),
        "shortfalls": _list(
            _object(
                {
                    "line": _NAME,
                    "from": _DAY,
                    "until": _DAY,
                    "headcount": {"type": "integer", "minimum": 1},
                    "reason": {"enum": list(SHORTFALL_REASONS)},
                }
            )
        ),
        "ceilings": _list(
            _object(
                {
                    "ceiling": _NAME,
                    "peak": {"type": "number", "description": "people, or dollars of a budget"},
                    "headcount": {"type": ["integer", "null"]},
                    "price": _NUMBER_OR_NULL,
                }
            )
        ),
        "findings": _list(_FINDING),
        "stats": {"type": "object"},
        "changes": _list(_CHANGED),
    },
    optional=("changes",),
)
_DOCUMENT = _object(
    {
        "doc": _NAME,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "date": _TEXT_OR_NULL,
        "text": _TEXT,
    }
)
_VIOLATION = _object(
    {"rule": _NAME, "unit": _TEXT_OR_NULL, "line": _TEXT_OR_NULL, "day": _DAY_OR_NULL, "message": _NAME}
)
_CHANGE: Schema = {
    "type": "object",
    "properties": {"change": {"enum": ["added", "removed", "changed"]}},
    "description": "what was added, removed or changed, with the value before and after",
}


def _published(name: str, title: str, body: Schema) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:muster:schema:{name}",
        "title": title,
        **body,
    }


#: Output name -> its schema.
SCHEMAS: dict[str, Schema] = {
    "plan": _published("plan", "plan.json: tours, shortfalls, ceilings and the proof", _PLAN),
    "fact": _published("fact", "A statement of a document, with its quote", _FACT),
    "finding": _published("finding", "What one rule says of one subject", _FINDING),
    "read": _published(
        "read",
        "muster read --json",
        _object({"documents": _list(_DOCUMENT), "facts": _list(_FACT), "questions": _list(_QUESTION)}),
    ),
    "check": _published("check", "muster check --json", _object({"findings": _list(_FINDING)})),
    "ask": _published(
        "ask",
        "muster ask --json",
        _object({"verdict": {"enum": [verdict.value for verdict in Verdict]}, "findings": _list(_FINDING)}),
    ),
    "verify": _published(
        "verify",
        "muster verify --json",
        _object(
            {"feasible": {"type": "boolean"}, "objective": _NUMBER_OR_NULL, "violations": _list(_VIOLATION)}
        ),
    ),
    "diff": _published(
        "diff",
        "muster diff --json",
        _object(
            {
                "facts": _list(_CHANGE),
                "tours": _list(_CHANGE),
                "dollars": {"type": ["object", "null"]},
                "findings": _list(_CHANGE),
            }
        ),
    ),
}
