"""JSON schemas (draft 2020-12) of what Muster prints. Reading stays open: further keys are allowed."""

from __future__ import annotations

from muster.casefile.marathon.note import NOTE_KINDS
from muster.casefile.schemaform import COUNT as _COUNT
from muster.casefile.schemaform import DAY as _DAY
from muster.casefile.schemaform import DAY_OR_NULL as _DAY_OR_NULL
from muster.casefile.schemaform import NAME as _NAME
from muster.casefile.schemaform import NUMBER_OR_NULL as _NUMBER_OR_NULL
from muster.casefile.schemaform import TEXT as _TEXT
from muster.casefile.schemaform import TEXT_OR_NULL as _TEXT_OR_NULL
from muster.casefile.schemaform import Schema
from muster.casefile.schemaform import listing as _list
from muster.casefile.schemaform import published as _published
from muster.casefile.schemaform import table as _object
from muster.casefile.trackschema import track_schema
from muster.domain.certificate import ROW_KINDS
from muster.domain.component import Component, DutyStatus
from muster.domain.conflict import CONFLICT_KINDS
from muster.domain.expense import COST_KINDS
from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES, REVIEW_STATES
from muster.domain.finding import Verdict
from muster.domain.movement import MODE_KINDS
from muster.domain.plan import CHANGE_KINDS, SHORTFALL_REASONS
from muster.domain.source import RANKS

__all__ = ("SCHEMAS",)

_DOLLARS: Schema = {"type": "number", "description": "US dollars, to the cent"}

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
_REVIEW = _object(
    {
        "state": {"enum": list(REVIEW_STATES)},
        "reason": _NAME,
        "corrections": _list(_object({"field": _NAME, "was": _TEXT_OR_NULL, "now": _TEXT_OR_NULL})),
        "answers": _list(_object({"question": _NAME, "answer": _NAME})),
        "by": _NAME,
        "on": _DAY,
        "rank": {"enum": list(RANKS)},
        "dated": _DAY,
        "sha256": _NAME,
        "reader": _NAME,
    },
    optional=("reason", "corrections", "answers", "by", "on", "rank", "dated", "sha256", "reader"),
)
_ACCEPTED: Schema = {
    **_FACT,
    "properties": {**_FACT["properties"], "review": _REVIEW},  # type: ignore[dict-item]
}
_TOLD = _object({"rank": {"enum": list(RANKS)}, "document_date": _TEXT_OR_NULL, "by": _NAME, "fact": _FACT})
_DIFFERING = _object(
    {
        "measure": _NAME,
        "place": _TEXT_OR_NULL,
        "figures": _list(_list(_TOLD)),
        "candidates": _list(
            _object({"reading": _NAME, "means": _NAME, "figures": _list(_COUNT), "words": _NAME})
        ),
        "open": _list(_list(_COUNT)),
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
_PEOPLE: dict[str, Schema] = {
    "component": {"enum": [component.value for component in Component]},
    "duty_status": {"enum": [status.value for status in DutyStatus]},
}
_RANGE: dict[str, Schema] = {"low": _NUMBER_OR_NULL, "expected": _DOLLARS, "high": _NUMBER_OR_NULL}
_COST = _object(
    {
        **_RANGE,
        "elements": _list(
            _object(
                {
                    "element": _NAME,
                    **_RANGE,
                    "source": _TEXT_OR_NULL,
                    "basis": _TEXT,
                    "covers": _list({"enum": [kind.kind for kind in COST_KINDS]}),
                    "by": _list(_object({**_PEOPLE, "expected": _DOLLARS})),
                }
            )
        ),
        "missing": _list(_NAME),
        "missing_for": _list(_object({"kind": _NAME, **_PEOPLE})),
        "no_range": _list(_NAME),
        "no_source": _list(_NAME),
        "overlap": _object({"headcount_days": _COUNT, **_RANGE}),
    }
)
_CONFLICT = _object(
    {
        "line": _NAME,
        "scope": {"enum": ["alone", "others", "unknown"]},
        "short": {"type": ["integer", "null"], "minimum": 0},
        "items": _list(_object({"kind": {"enum": list(CONFLICT_KINDS)}, "subject": _TEXT, "says": _TEXT})),
        "resolutions": _list(
            _object(
                {
                    "changes": _list(
                        _object(
                            {
                                "kind": {"enum": list(CONFLICT_KINDS)},
                                "subject": _TEXT,
                                "amount": _NUMBER_OR_NULL,
                                "change": _TEXT,
                            }
                        )
                    )
                }
            )
        ),
        "exact": {"type": "boolean"},
        "why": _TEXT,
    }
)
_PIN_PRICE = _object(
    {
        "rule": {"enum": ["pin", "ban"]},
        "unit": _NAME,
        "line": _TEXT_OR_NULL,
        "start": _DAY_OR_NULL,
        "end": _DAY_OR_NULL,
        "price": _NUMBER_OR_NULL,
    }
)
_SPLIT = _object(
    {
        "unit": _NAME,
        "element": {"type": "integer", "minimum": 1},
        "parts": _COUNT,
        "away": _COUNT,
        "lines": _list(_NAME),
        "days": _COUNT,
        "person_days": _COUNT,
        "charge": _DOLLARS,
    }
)
_MOVEMENT = _object(
    {
        "unit": _NAME,
        "element": {"type": "integer", "minimum": 1},
        "part": {"type": ["integer", "null"], "minimum": 1},
        "line": _NAME,
        "start": _DAY,
        "direction": {"enum": ["in", "out"]},
        "origin": _TEXT,
        "destination": _TEXT,
        "headcount": _COUNT,
        "rld": _DAY_OR_NULL,
        "ald": _DAY_OR_NULL,
        "ead": _DAY,
        "lad": _DAY,
        "rdd": _DAY_OR_NULL,
        "legs": _list(
            _object(
                {
                    "mode": _NAME,
                    "kind": {"enum": list(MODE_KINDS)},
                    "headcount": {"type": "integer", "minimum": 1},
                    "leaves": _DAY,
                    "arrives": _DAY,
                    "cost": _DOLLARS,
                }
            )
        ),
        "unmoved": _COUNT,
        "cost": _DOLLARS,
        "road_cost": _DOLLARS,
    }
)
_READINESS = _object(
    {
        "days": _COUNT,
        "units_used": _COUNT,
        "least_ratio": _NUMBER_OR_NULL,
        "below_policy": _COUNT,
        "events_known": {"type": "boolean"},
        "events_missed": _COUNT,
        "split": _COUNT,
        "units": _list(
            _object(
                {
                    "unit": _NAME,
                    "element": {"type": "integer", "minimum": 1},
                    "component": _PEOPLE["component"],
                    "tours": _COUNT,
                    "days_away": _COUNT,
                    "dwell_before": {"type": ["integer", "null"], "minimum": 0},
                    "ratio_before": _NUMBER_OR_NULL,
                    "dwell_after": _COUNT,
                    "ratio_after": {"type": "number"},
                    "open_end": {"type": "boolean"},
                    "ready_again": _DAY,
                    "ratio_asked": {"type": "number"},
                    "below": _COUNT,
                    "events": _list(
                        _object(
                            {
                                "name": _NAME,
                                "from": _DAY,
                                "until": _DAY,
                                "days": _COUNT,
                                "parts": {"type": ["integer", "null"], "minimum": 1},
                            }
                        )
                    ),
                    "parts": {"type": ["integer", "null"], "minimum": 1},
                    "parts_away": _COUNT,
                    "days_split": _COUNT,
                    "whole": {"type": "boolean"},
                }
            )
        ),
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
        "cost": _COST,
        "movements": _list(_MOVEMENT),
        "readiness": _READINESS,
        "changes": _list(_CHANGED),
        "conflicts": _list(_CONFLICT),
        "pins": _list(_PIN_PRICE),
        "splits": _list(_SPLIT),
    },
    optional=("cost", "movements", "readiness", "changes", "conflicts", "pins", "splits"),
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
    **_object(
        {
            "table": _NAME,
            "key": _TEXT,
            "change": {"enum": ["added", "removed", "changed"]},
            "field": _TEXT_OR_NULL,
            "before": _TEXT_OR_NULL,
            "after": _TEXT_OR_NULL,
        }
    ),
    "description": "what was added, removed or changed, with the value before and after",
}


_FRACTION: Schema = {
    "type": "string",
    "pattern": "^[0-9]{1,60}(/[1-9][0-9]{0,60})?$",
    "description": "an exact fraction, at least 0",
}
_CERTIFICATE_ROW = _object(
    {
        "row": {"enum": list(ROW_KINDS)},
        "line": _NAME,
        "ceiling": _NAME,
        "authority": _NAME,
        "place": _NAME,
        "unit": _NAME,
        "priority": _COUNT,
        "from": _DAY,
        "until": _DAY,
        "size": {"type": "integer", "minimum": 1},
        "limit": _COUNT,
        "price": _FRACTION,
    },
    optional=(
        *("line", "ceiling", "authority", "place", "unit", "priority", "from", "until", "size", "limit"),
    ),
)
_BRANCH = _object(
    {
        "member": {
            "type": "array",
            "prefixItems": [_NAME, {"type": "integer", "minimum": 1}, {"type": ["integer", "null"]}],
            "minItems": 3,
            "maxItems": 3,
        },
        "line": _NAME,
        "from": _DAY,
        "until": _DAY,
        "duty_status": {"enum": [status.value for status in DutyStatus]},
        "authorities": _list(_NAME),
        "mobilization": _TEXT,
        "at_most": _COUNT,
        "at_least": _COUNT,
        "price": _FRACTION,
    },
    optional=(
        *("member", "line", "from", "until", "duty_status", "authorities", "mobilization"),
        *("at_most", "at_least"),
    ),
)
_CERTIFICATE = _object(
    {
        "schema": {"const": "muster.certificate/1"},
        "case": _TEXT,
        "as_of": _DAY,
        "case_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "law": {"enum": ["checked", "assumed"]},
        "allow_unknown": {"type": "boolean"},
        "assume_signed": _list(_NAME),
        "proof": {"enum": ["bound", "enumeration", None]},
        "rows": {
            "type": "object",
            "description": "what a row of each kind used below says",
            "additionalProperties": _TEXT,
        },
        "claims": _list(
            _object(
                {
                    "level": _NAME,
                    "unit": {"enum": ["cent", "headcount-day"]},
                    "bound": _COUNT,
                    "proofs": _list(_object({"branches": _list(_BRANCH), "rows": _list(_CERTIFICATE_ROW)})),
                }
            )
        ),
    }
)

_PAIR: Schema = {
    "type": "array",
    "items": {"type": "number"},
    "minItems": 2,
    "maxItems": 2,
    "description": "first plan, second plan",
}
_FILLED: dict[str, Schema] = {
    "lines": _COUNT,
    "asked": _COUNT,
    "filled": _PAIR,
    "share": _list(_NUMBER_OR_NULL),
    "difference": {"type": "integer"},
}
_SIDE = _object(
    {
        "name": _NAME,
        "status": _NAME,
        "law": _NAME,
        "feasible": {"type": ["boolean", "null"]},
        "violations": _COUNT,
        "rules_broken": _list(_object({"rule": _NAME, "times": _COUNT})),
        "filled": _COUNT,
        "share": _NUMBER_OR_NULL,
        "lines_full": _COUNT,
        "required_short": _list(_NAME),
        "tours": _COUNT,
        "fixed_tours": _COUNT,
        "unknown_tours": _COUNT,
        "units": _COUNT,
        "units_one_by_one": _COUNT,
        "headcount_days_present": _COUNT,
        "peak": _COUNT,
        "peak_day": _DAY_OR_NULL,
        "cost": _DOLLARS,
        "price_of_shortfall": _DOLLARS,
        "objective": _DOLLARS,
        "bound": _NUMBER_OR_NULL,
        "gap": _NUMBER_OR_NULL,
    }
)
_DWELL_BEFORE = _object(
    {
        "tours": _COUNT,
        "unknown": _COUNT,
        "continuing": _COUNT,
        "mean": _NUMBER_OR_NULL,
        **dict.fromkeys(("least", "lower_quartile", "median", "upper_quartile", "most"), _NUMBER_OR_NULL),
        "classes": _list(_object({"from": _COUNT, "until": {"type": ["integer", "null"]}, "tours": _COUNT})),
    }
)
_COMPARE = _object(
    {
        "schema": {"const": "muster.compare/1"},
        "case": _TEXT,
        "as_of": _DAY,
        "from": _DAY,
        "until": _DAY,
        "headline": _list(_TEXT),
        "asked": _COUNT,
        "lines": _COUNT,
        "plans": _list(_SIDE),
        "by_priority": _list(_object({"priority": {"type": "integer"}, **_FILLED})),
        "by_category": _list(_object({"category": _NAME, **_FILLED})),
        "by_component": _list(
            _object(
                {
                    "component": _NAME,
                    "units": _COUNT,
                    "units_used": _PAIR,
                    "tours": _PAIR,
                    "headcount_days_brought": _PAIR,
                    "headcount_days_present": _PAIR,
                    "cost": _PAIR,
                }
            )
        ),
        "by_line": _list(
            _object(
                {
                    "line": _NAME,
                    "priority": {"type": "integer"},
                    "category": _NAME,
                    "place": _TEXT,
                    "required": {"type": "boolean"},
                    "asked": _COUNT,
                    "filled": _PAIR,
                    "difference": {"type": "integer"},
                    "tours": _PAIR,
                }
            )
        ),
        "by_day": _list(_object({"day": _DAY, "asked": _COUNT, "filled": _PAIR})),
        "dwell_before": _list(_object({"component": _TEXT_OR_NULL, "plans": _list(_DWELL_BEFORE)})),
        "ceilings": _list(
            _object(
                {
                    "ceiling": _NAME,
                    "limit": {"type": "number"},
                    "unit": {"enum": ["people", "dollars"]},
                    "in_force": {"type": "boolean"},
                    "used": _PAIR,
                    "days_over": _PAIR,
                }
            )
        ),
        "costs": _list(_object({"element": _NAME, "cost": _PAIR})),
        "paid_twice": _PAIR,
        "cost_missing": _list(_TEXT),
        "units": _object(
            {
                "both": _COUNT,
                "only": _PAIR,
                "neither": _COUNT,
                "names_only": _list(_list(_NAME)),
                "same_tours": _COUNT,
            }
        ),
    }
)

_IMPORT = _object(
    {
        "case": _NAME,
        "files": _list(_NAME),
        "counts": _object(dict.fromkeys(("units", "types", "policies", "lines", "headcount_days"), _COUNT)),
        "notes": _list(
            _object(
                {
                    "kind": {"enum": list(NOTE_KINDS)},
                    "subject": _NAME,
                    "count": _COUNT,
                    "why": _NAME,
                    "examples": _list(_NAME),
                }
            )
        ),
        "plan": {"anyOf": [_object(dict.fromkeys(("tours", "filled", "asked"), _COUNT)), {"type": "null"}]},
    }
)

_REPLAY = _object(
    {
        "accepted": {"type": "boolean"},
        "required": _COUNT,
        "filled": _COUNT,
        "fills": _list(
            _object(
                {
                    "demand": _NAME,
                    "priority": {"type": "integer"},
                    "category": _TEXT,
                    **dict.fromkeys(("required", "filled", "surplus"), _COUNT),
                }
            )
        ),
        "violations": _list(
            _object(
                {"rule": _NAME, "unit": _TEXT, "demand": _TEXT, "day": {"type": "integer"}, "message": _TEXT}
            )
        ),
        "part_way": _COUNT,
    }
)

#: Output name -> its schema.
SCHEMAS: dict[str, Schema] = {
    "plan": _published("plan", "plan.json: tours, shortfalls, ceilings and the proof", _PLAN),
    "certificate": _published(
        "certificate", "certificate.json: the prices from which a plan's bound is recomputed", _CERTIFICATE
    ),
    "fact": _published("fact", "A statement of a document, with its quote", _FACT),
    "accepted": _published(
        "accepted", "A line of facts.jsonl: a fact, and what was decided on it", _ACCEPTED
    ),
    "finding": _published("finding", "What one rule says of one subject", _FINDING),
    "read": _published(
        "read",
        "muster read --json",
        _object(
            {
                "documents": _list(_DOCUMENT),
                "facts": _list(_FACT),
                "questions": _list(_QUESTION),
                "events": _list(_object({"kind": {"enum": list(FACT_KINDS)}, "told": _list(_TOLD)})),
                "conflicts": _list(_DIFFERING),
                "readers": _list(
                    _object({"reader": _NAME, "doc": _NAME, "proposed": _COUNT, "agreed": _COUNT})
                ),
            },
            optional=("events", "conflicts", "readers"),
        ),
    ),
    "import": _published("import", "muster import --json", _IMPORT),
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
            {
                "feasible": {"type": "boolean"},
                "objective": _NUMBER_OR_NULL,
                "violations": _list(_VIOLATION),
                "certificate": _object(
                    {
                        "accepted": {"type": ["boolean", "null"]},
                        "tours": _COUNT,
                        "claims": _list(
                            _object(
                                {
                                    "level": _NAME,
                                    "accepted": {"type": "boolean"},
                                    "claimed": _NUMBER_OR_NULL,
                                    "proved": _NUMBER_OR_NULL,
                                    "message": _NAME,
                                }
                            )
                        ),
                        "messages": _list(_TEXT),
                    }
                ),
            },
            optional=("certificate",),
        ),
    ),
    "replay": _published("replay", "muster replay --json", _REPLAY),
    "diff": _published(
        "diff",
        "muster diff --json",
        _object(
            {
                "kind": {"enum": ["cases", "plans", "documents"]},
                "changes": _list(_CHANGE),
                "documents": _list(
                    _object({"doc": _NAME, "rank": {"enum": list(RANKS)}, "date": _TEXT_OR_NULL})
                ),
                "facts": _list(
                    _object(
                        {
                            "change": {"enum": ["changed", "added", "dropped", "unchanged"]},
                            "fields": _list(
                                _object({"field": _NAME, "before": _TEXT_OR_NULL, "after": _TEXT_OR_NULL})
                            ),
                            "before": {"anyOf": [_FACT, {"type": "null"}]},
                            "after": {"anyOf": [_FACT, {"type": "null"}]},
                        }
                    )
                ),
            },
            optional=("documents", "facts"),
        ),
    ),
    "compare": _published("compare", "muster compare --json", _COMPARE),
    "track": _published("track", "muster track --json", track_schema(_FINDING)),
}
