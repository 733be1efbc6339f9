"""A small force in MARATHON's own tables, to break one rule at a time in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from muster.marathon.replay import Replay, Rulebook, Stint, replay, rulebook
from muster.marathon.replay.sheets import Tables

Row = Mapping[str, object]

SUPPLY: dict[str, object] = {
    "Enabled": "TRUE",
    "Component": "AC",
    "Quantity": 1,
    "SRC": "ENG",
    "Policy": "Short",
    "CycleTime": 0,
    "Tags": "Auto",
}
DEMAND: dict[str, object] = {
    "Enabled": "TRUE",
    "Priority": 1,
    "Quantity": 1,
    "SRC": "ENG",
    "StartDay": 1,
    "Duration": 400,
    "Vignette": "Flood",
    "Operation": "Flood",
    "DemandGroup": "",
    "Category": "Rotational",
    "Tags": "",
}
POLICY: dict[str, object] = {
    "PolicyName": "Short",
    "Template": "AC12",
    "MaxDwell": 100,
    "MaxBOG": 30,
    "BOGBudget": "Auto",
    "StartDeployable": 40,
    "StopDeployable": 80,
    "Overlap": 5,
    "Recovery": 0,
    "Deltas": "{}",
}


def tables(
    *,
    supply: Iterable[Row],
    demands: Iterable[Row],
    policies: Iterable[Row] = ({},),
    composites: Iterable[Row] = (),
    periods: Iterable[Row] = (),
    relations: Iterable[Row] = (),
    tags: Iterable[Row] = (),
    parameters: Mapping[str, object] | None = None,
) -> Tables:
    """Tables whose rows are the usual ones but for what is given."""

    def rows(usual: Row, given: Iterable[Row]) -> list[dict[str, str]]:
        return [{key: str(cell) for key, cell in {**usual, **row}.items()} for row in given]

    return {
        "SupplyRecords": rows(SUPPLY, supply),
        "DemandRecords": rows(DEMAND, demands),
        "PolicyRecords": rows(POLICY, policies),
        "CompositePolicyRecords": rows({}, composites),
        "PeriodRecords": rows({}, periods),
        "RelationRecords": rows({"Enabled": "TRUE", "Relation": "sub", "Cost": 1}, relations),
        "SRCTagRecords": rows({}, tags),
        "Parameters": [
            {"ParameterName": name, "Value": str(value)} for name, value in (parameters or {}).items()
        ],
    }


def judge(book: Rulebook | Tables, *stints: tuple[object, ...]) -> Replay:
    """The verdict on ``(unit, demand, start)`` or ``(unit, demand, start, end)``."""
    known = book if isinstance(book, Rulebook) else rulebook(book)
    return replay(
        known,
        [
            Stint(
                unit=str(unit),
                demand=str(demand),
                start=int(str(start)),
                end=int(str(end[0])) if end else None,
            )
            for unit, demand, start, *end in stints
        ],
    )


def broken(verdict: Replay) -> list[tuple[str, int]]:
    """Rule and day of every breach."""
    return [(breach.rule, breach.day) for breach in verdict.breaches]
