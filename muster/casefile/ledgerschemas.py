"""JSON schemas of what ``muster ledger``, ``log``, ``show``, ``case`` and ``diff --known-at`` print."""

from __future__ import annotations

from muster.casefile.schemaform import (
    COUNT,
    DAY,
    DAY_OR_NULL,
    NAME,
    TEXT,
    TEXT_OR_NULL,
    Schema,
    listing,
    optional,
    published,
    table,
)
from muster.casefile.schemas import SCHEMAS

__all__ = ("LEDGER_SCHEMAS",)

_INSTANT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
}
_COUNT_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 0}
_YES: Schema = {"type": "boolean"}
_ROOT: Schema = {
    "type": "string",
    "description": "root of the Merkle tree (RFC 6962), base64",
    "minLength": 44,
}
_FINDING: Schema = {
    key: value for key, value in SCHEMAS["finding"].items() if key not in ("$schema", "$id", "title")
}
_VIOLATION = table(
    {"rule": NAME, "unit": TEXT_OR_NULL, "line": TEXT_OR_NULL, "day": DAY_OR_NULL, "message": NAME}
)
_ENTRY = table(
    {
        "n": COUNT,
        "recorded": _INSTANT,
        "who": NAME,
        "kind": {"type": "string", "pattern": "^[a-z]+[.][a-z]+$"},
        "subject": TEXT_OR_NULL,
        "effective": DAY_OR_NULL,
        "reason": TEXT_OR_NULL,
        "source": TEXT_OR_NULL,
        "quote": TEXT_OR_NULL,
        "corrects": _COUNT_OR_NULL,
        "key": TEXT_OR_NULL,
        "body": {
            "description": "the noun from then on, with the fields that have no default; null where it ends"
        },
    }
)
_CONTRADICTION = table(
    {
        "what": NAME,
        "said": NAME,
        "source": TEXT_OR_NULL,
        "difference": {"type": ["integer", "null"]},
        "entries": listing(COUNT),
        "units": listing(
            table({"of": NAME, "before": _COUNT_OR_NULL, "now": _COUNT_OR_NULL, "entry": _COUNT_OR_NULL})
        ),
    }
)
_CONTRADICTED = table(
    {"assertion": NAME, "says": NAME, "entry": COUNT, "contradictions": listing(_CONTRADICTION)}
)
_APPEND = table(
    {
        "recorded": listing(table({"n": COUNT, "kind": NAME, "subject": TEXT_OR_NULL})),
        "repeated": _YES,
        "size": COUNT,
        "root": _ROOT,
        "contradicts": listing(_CONTRADICTED),
    },
    optional=("size", "root"),
)
_VERIFY = table(
    {
        "verified": _YES,
        "size": COUNT,
        "root": _ROOT,
        "heads": listing(table({"head": TEXT, "size": COUNT})),
        "covered": COUNT,
        "own_key": _YES,
        "faults": listing(TEXT),
    }
)
_CHECK = table(
    {
        "assertions": listing(
            table(
                {
                    "assertion": NAME,
                    "says": NAME,
                    "entry": COUNT,
                    "who": NAME,
                    "source": TEXT_OR_NULL,
                    "verdict": {"enum": ["holds", "contradicted", "open"]},
                    "from_start": _YES,
                    "readings": listing(
                        table(
                            {
                                "what": NAME,
                                "low": _COUNT_OR_NULL,
                                "high": _COUNT_OR_NULL,
                                "source": TEXT_OR_NULL,
                            }
                        )
                    ),
                    "contradictions": listing(_CONTRADICTION),
                }
            )
        ),
        "findings": listing(_FINDING),
        "moot": listing(COUNT),
    }
)
_JUDGEMENT = table(
    {
        "as_of": DAY,
        "known_at": optional(_INSTANT),
        "feasible": _YES,
        "objective": {"type": "number"},
        "violations": listing(_VIOLATION),
        "findings": listing(_FINDING),
        "ceilings": listing(
            table(
                {
                    "ceiling": NAME,
                    "peak": {"type": "number"},
                    "limit": {"type": ["number", "null"]},
                    "unit": {"enum": ["people", "dollars"]},
                }
            )
        ),
    }
)
_REPLAY = table(
    {
        "plan": COUNT,
        "name": TEXT_OR_NULL,
        "verdict": {"enum": ["stands", "changed", "falls"]},
        "then": _JUDGEMENT,
        "now": _JUDGEMENT,
        "differences": listing(
            table(
                {
                    "what": {"enum": ["finding", "violation", "objective", "ceiling"]},
                    "rule": TEXT_OR_NULL,
                    "subject": TEXT_OR_NULL,
                    "severity": {"enum": ["block", "review", "note", None]},
                    "before": TEXT_OR_NULL,
                    "after": TEXT_OR_NULL,
                    "cause": {"enum": ["muster", "day", "knowledge"]},
                    "entries": listing(COUNT),
                }
            )
        ),
        "entries": listing(_ENTRY),
    }
)
_SHOW = table(
    {
        "entry": _ENTRY,
        "stands": _YES,
        "fallen_by": _COUNT_OR_NULL,
        "before": _COUNT_OR_NULL,
        "after": _COUNT_OR_NULL,
        "against": listing(COUNT),
        "together": {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2},
        "changed": listing(table({"field": NAME, "before": {}, "after": {}})),
    }
)
_CASE = table(
    {
        "case": NAME,
        "as_of": DAY,
        "known_at": optional(_INSTANT),
        "counts": table(
            dict.fromkeys(("authorities", "units", "lines", "tours", "strengths", "facts", "sources"), COUNT)
        ),
        "entries": listing(COUNT),
        "folder": TEXT_OR_NULL,
    }
)
_LEARNT = table(
    {
        "kind": {"const": "knowledge"},
        "known_at": {"type": "array", "items": _INSTANT, "minItems": 2, "maxItems": 2},
        "as_of": DAY_OR_NULL,
        "entries": listing(COUNT),
        "other_entries": listing(COUNT),
        "changes": listing(
            table(
                {
                    "table": NAME,
                    "key": NAME,
                    "change": {"enum": ["added", "removed", "changed"]},
                    "field": TEXT_OR_NULL,
                    "before": TEXT_OR_NULL,
                    "after": TEXT_OR_NULL,
                    "entry": _COUNT_OR_NULL,
                    "why": {"enum": ["learnt", "happened", "ahead"]},
                }
            )
        ),
        "findings": listing(
            table(
                {
                    "key": NAME,
                    "change": {"enum": ["added", "removed", "changed"]},
                    "before": TEXT_OR_NULL,
                    "after": TEXT_OR_NULL,
                }
            )
        ),
    }
)
_INIT = table({"ledger": NAME, "key": NAME, "secret": NAME, "secret_is_new": _YES})
_HEAD = table({"head": NAME})
_EXPORT = table({"entries": COUNT, "folder": NAME})
_IMPORT = table({"entries": COUNT, "ledger": NAME})

_LEDGER: Schema = {"anyOf": [_APPEND, _VERIFY, _CHECK, _REPLAY, _INIT, _HEAD, _EXPORT, _IMPORT]}
_RECORDING = "append, sync, record, correct, undo, note, plan, approve, publish, answer, assert"
#: Output name -> its schema.
LEDGER_SCHEMAS: dict[str, Schema] = {
    name: published(name, title, body)
    for name, title, body in (
        ("entry", "One entry of a ledger", _ENTRY),
        ("log", "muster log --json", table({"entries": listing(_ENTRY)})),
        ("show", "muster show --json", _SHOW),
        ("case", "muster case --json", _CASE),
        ("knowledge", "muster diff LEDGER --known-at A B --json", _LEARNT),
        ("ledger", "muster ledger --json: whichever of its commands was run", _LEDGER),
        ("ledger-init", "muster ledger init --json", _INIT),
        ("ledger-append", f"muster ledger --json of {_RECORDING}", _APPEND),
        ("ledger-check", "muster ledger check --json", _CHECK),
        ("ledger-replay", "muster ledger replay --json", _REPLAY),
        ("ledger-verify", "muster ledger verify --json", _VERIFY),
        ("ledger-head", "muster ledger head --json", _HEAD),
        ("ledger-export", "muster ledger export --json", _EXPORT),
        ("ledger-import", "muster ledger import --json", _IMPORT),
    )
}
