"""The JSON schema of ``muster track --json`` (draft 2020-12)."""

from __future__ import annotations

from muster.casefile.schemaform import (
    COUNT,
    DAY,
    DAY_OR_NULL,
    NAME,
    NUMBER_OR_NULL,
    TEXT_OR_NULL,
    Schema,
    listing,
    table,
)
from muster.domain.component import Component, DutyStatus
from muster.domain.fact import BOUNDS
from muster.domain.finding import Verdict
from muster.domain.strength import STRENGTH_KINDS

__all__ = ("track_schema",)

_DOLLARS: Schema = {"type": "number", "description": "US dollars, to the cent"}
_ON_WHOM: dict[str, Schema] = {
    "component": {"enum": [*(component.value for component in Component), None]},
    "duty_status": {"enum": [*(status.value for status in DutyStatus), None]},
    "kind": {"enum": list(STRENGTH_KINDS)},
}
_REPORT = table(
    {
        "date": DAY,
        "scope": NAME,
        **_ON_WHOM,
        "headcount": COUNT,
        "low": {"type": ["integer", "null"], "minimum": 0},
        "high": {"type": ["integer", "null"], "minimum": 0},
        "bound": {"enum": list(BOUNDS)},
        "hand_over": {"type": ["integer", "null"], "minimum": 0},
        "source": TEXT_OR_NULL,
    }
)
_COUNT_OR_NULL: Schema = {"type": ["integer", "null"], "minimum": 0}
_STANDING: dict[str, Schema] = {
    "date": DAY,
    "headcount": {**COUNT, "description": "as reported; of parts their sum"},
    "low": {**COUNT, "description": "people that it shows at least"},
    "high": {**_COUNT_OR_NULL, "description": "at most; null where the report sets no upper end"},
    "firm": {"type": "boolean", "description": "the number itself, and not about it"},
    "stated": {"type": "boolean", "description": "it is certain that the ceiling counts all of them"},
    "through": {**TEXT_OR_NULL, "description": "the narrower scopes that it was reported for"},
    "sources": listing(TEXT_OR_NULL),
    "reports": listing(_REPORT),
}
_POINT = table(
    {
        **_STANDING,
        "standing": NAME,
        "rule": TEXT_OR_NULL,
        "verdict": {"enum": [*(verdict.value for verdict in Verdict), None]},
    }
)
_GAP = table(
    {
        "from": DAY,
        "until": DAY,
        "days": {"type": "integer", "minimum": 1},
        "before": DAY_OR_NULL,
        "after": DAY_OR_NULL,
    }
)
_DISAGREEMENT = table(
    {
        "date": DAY,
        "scope": NAME,
        **_ON_WHOM,
        "low": COUNT,
        "high": COUNT,
        "cannot_all_be_true": {"type": "boolean"},
        "reports": {**listing(_REPORT), "minItems": 2},
    }
)
_PEOPLE_ON = listing(table({"day": DAY, "people": COUNT}))
_FORECAST = table(
    {
        "basis": {"enum": ["plan", "orders"]},
        "from": DAY,
        "until": DAY,
        "plain": {**_PEOPLE_ON, "description": "tours alone; each number holds until the next"},
        "last_reports": listing(_REPORT),
        "difference": {
            "anyOf": [listing({"type": "integer"}), {"type": "null"}],
            "description": "reported less expected on the day of the last reports, lowest and highest",
        },
        "carried": {
            "anyOf": [table({"low": _PEOPLE_ON, "high": _PEOPLE_ON}), {"type": "null"}],
            "description": "tours with that difference carried on unchanged",
        },
        "first_above": table({"plain": DAY_OR_NULL, "carried": DAY_OR_NULL}),
    }
)
_TRACKED_CEILING = table(
    {
        "ceiling": NAME,
        "authority": NAME,
        "status": NAME,
        "limit": COUNT,
        "binds": {"anyOf": [listing(DAY_OR_NULL), {"type": "null"}]},
        "counts": {"enum": ["named", "scope"]},
        "overlap": NAME,
        "authorised": _COUNT_OR_NULL,
        "ordered": COUNT,
        "planned": _COUNT_OR_NULL,
        "hand_over": COUNT,
        "reported": {
            **listing(_POINT),
            "description": "the reports of the day itself, never an earlier one's",
        },
        "last_reported": DAY_OR_NULL,
        "days": listing(
            table(
                {
                    "from": DAY,
                    "until": DAY,
                    "authorised": _COUNT_OR_NULL,
                    "ordered": COUNT,
                    "planned": _COUNT_OR_NULL,
                    "hand_over": COUNT,
                }
            )
        ),
        "reports": listing(_POINT),
        "announced": listing(table(_STANDING)),
        "gaps": listing(_GAP),
        "conflicts": listing(_DISAGREEMENT),
        "forecast": {"anyOf": [_FORECAST, {"type": "null"}]},
    }
)
_STATED_TOUR: Schema = {"anyOf": [table({"start": DAY, "end": DAY, "headcount": COUNT}), {"type": "null"}]}
_INTEGER_OR_NULL: Schema = {"type": ["integer", "null"]}
_AGAINST = table(
    {
        "tours": listing(
            table(
                {
                    "unit": NAME,
                    "type": NAME,
                    "line": NAME,
                    "planned": _STATED_TOUR,
                    "recorded": _STATED_TOUR,
                    "words": listing(
                        {
                            "enum": [
                                *("late", "early", "left_early", "stays_longer", "short", "over"),
                                *("unplanned", "not_recorded", "as_planned"),
                            ]
                        }
                    ),
                    "days": _INTEGER_OR_NULL,
                    "people": _INTEGER_OR_NULL,
                }
            )
        ),
        "lines": listing(
            table(
                {
                    "line": NAME,
                    "place": NAME,
                    "asked": COUNT,
                    "planned": _COUNT_OR_NULL,
                    "recorded": COUNT,
                    "difference": _INTEGER_OR_NULL,
                }
            )
        ),
        "types": listing(
            table(
                {
                    "type": NAME,
                    "planned_tours": _COUNT_OR_NULL,
                    "recorded_tours": COUNT,
                    "planned": _COUNT_OR_NULL,
                    "recorded": COUNT,
                    "difference": _INTEGER_OR_NULL,
                }
            )
        ),
        "reports": listing(
            table(
                {
                    "report": _REPORT,
                    "basis": {"enum": ["plan", "orders"]},
                    "expected": COUNT,
                    "difference": {"type": "integer"},
                    "word": {"enum": ["short", "over", "as_planned", "part"]},
                }
            )
        ),
    }
)
_TO_DATE: dict[str, Schema] = {
    "estimate": NUMBER_OR_NULL,
    "planned_to_date": NUMBER_OR_NULL,
    "ordered_to_date": _DOLLARS,
}
_SPENT = table(
    {
        "on": DAY,
        **_TO_DATE,
        "elements": listing(table({"element": NAME, **_TO_DATE})),
        "budgets": listing(
            table({"ceiling": NAME, "limit": _DOLLARS, "whole": _DOLLARS, "to_date": _DOLLARS})
        ),
        "not_counted": listing(NAME),
    }
)
_NODE = table(
    {
        "command": NAME,
        "name": TEXT_OR_NULL,
        "relation": TEXT_OR_NULL,
        "place": TEXT_OR_NULL,
        "beside": listing(table({"relation": NAME, "of": NAME})),
        "units": COUNT,
        "people": COUNT,
        "by_status": {"type": "object", "additionalProperties": COUNT},
        "under": {"type": "array", "description": "the commands under it, in the same form"},
    }
)
_COMMANDS = table(
    {
        "on": DAY,
        "chains": listing(_NODE),
        "dual_status": listing(table({"command": NAME, "chains": listing(NAME)})),
        "others": listing(NAME),
        "undivided": listing(NAME),
        "not_standing": listing(NAME),
        "changes": listing(
            table(
                {
                    "day": DAY,
                    "kind": {"enum": ["transfer", "begins", "ends", "moves"]},
                    "relation": TEXT_OR_NULL,
                    "parent": TEXT_OR_NULL,
                    "before": TEXT_OR_NULL,
                    "after": TEXT_OR_NULL,
                    "message": NAME,
                }
            )
        ),
    }
)


def track_schema(finding: Schema) -> Schema:
    """The schema of the whole document; ``finding`` is that of one finding."""
    return table(
        {
            "schema": {"const": "muster.track/1"},
            "case": NAME,
            "as_of": DAY,
            "on": DAY,
            "from": DAY,
            "until": DAY,
            "plan": {"type": "boolean"},
            "gap_days": {"type": "integer", "minimum": 1},
            "ceilings": listing(_TRACKED_CEILING),
            "scopes": listing(
                table(
                    {
                        "scope": NAME,
                        "kind": {"enum": ["ceiling", "authority", "place", "unit", "command", "scope"]},
                        "name": TEXT_OR_NULL,
                        "reports": listing(_REPORT),
                        "gaps": listing(_GAP),
                    }
                )
            ),
            "conflicts": listing(_DISAGREEMENT),
            "reconciliations": listing(
                table(
                    {
                        "total": _REPORT,
                        "parts": {**listing(_REPORT), "minItems": 2},
                        "same_scope_or_source": {"type": "boolean"},
                    }
                )
            ),
            "alerts": listing(
                table(
                    {
                        "kind": {"enum": ["exceeded", "will_exceed", "full", "near", "ends", "clock"]},
                        "day": DAY,
                        "days_left": COUNT,
                        "subject": NAME,
                        "basis": {"enum": ["reported", "plan", "orders", "carried", "law"]},
                        "message": NAME,
                    }
                )
            ),
            "against": _AGAINST,
            "cost": {"anyOf": [_SPENT, {"type": "null"}]},
            "commands": _COMMANDS,
            "facts_not_used": listing(table({"doc": NAME, "quote": NAME, "why": NAME})),
            "findings": listing(finding),
        }
    )
