"""Small forces in MARATHON's tables, and who might serve what: drawn at random, mostly as the rules allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from muster.marathon.replay import Rulebook, Stint
from muster.marathon.replay.life import Life
from muster.marathon.replay.rulebook import Demand, Troop
from muster.marathon.replay.sheets import Tables
from tests.marathon.replay.world import tables


def random_tables(r: Random, last: int = 260) -> Tables:
    """One to three SRCs, atomic and composite policies, up to three periods, all judged categories."""
    srcs = [f"S{index}" for index in range(r.randint(1, 3))]
    policies = [_policy(r, f"P{index}") for index in range(r.randint(2, 4))]
    firsts = sorted(r.sample(range(2, max(8, last - 60)), r.randint(0, 2)))
    periods = [
        {"Name": f"T{index}", "FromDay": first, "ToDay": after - 1 if after else "inf"}
        for index, (first, after) in enumerate(zip([1, *firsts], [*firsts, None], strict=True))
    ]
    names = [str(policy["PolicyName"]) for policy in policies]
    composites = [
        {
            "CompositeName": name,
            "CompositionType": "Periodic",
            "Period": period["Name"],
            "Policy": r.choice(names),
        }
        for name in ("C0", "C1")
        for period in periods
    ]
    supply = [
        {
            "SRC": r.choice(srcs),
            "Component": r.choice(("AC", "NG", "RC")),
            "Quantity": r.randint(1, 4),
            "Policy": r.choice([*names, "C0", "C1", "C0", "C1"]),
            "CycleTime": 0,
            "Tags": r.choice(("Auto", "{:preprocess [align-units [[:coast 1]]]}")),
            "OITitle": "",
        }
        for _ in range(r.randint(1, 4))
    ]
    starts = [1, *firsts, *(r.randint(1, max(2, last - 20)) for _ in range(3))]
    demands = []
    for index in range(r.randint(2, 7)):
        start = r.choice(starts)
        duration = min(r.choice((3, 10, 20, 40, 100, 200)), last - start)
        starts.append(start + duration)
        demands.append(
            {
                "SRC": r.choice(srcs),
                "Quantity": r.randint(1, 3),
                "StartDay": start,
                "Duration": max(1, duration),
                "Priority": r.randint(1, 3),
                "Vignette": f"V{index}",
                "Operation": f"O{index}",
                "DemandGroup": r.choice(("", "G", "G", "H")),
                "Category": r.choice(
                    ("Rotational", "Rotational", "Surge", "NonBOG", "NonBOG-RC-Only", "Forward")
                ),
                "Tags": r.choice(("", "{:region :coast}")),
                "SourceFirst": "Uniform",
                "Overlap": 45,
            }
        )
    relations = [
        {"Donor": r.choice(srcs), "Recepient": r.choice(srcs), "Enabled": r.choice(("TRUE", "FALSE"))}
        for _ in range(r.randint(0, 2))
    ]
    return tables(
        supply=supply,
        demands=demands,
        policies=policies,
        composites=composites,
        periods=periods,
        relations=[relation for relation in relations if relation["Donor"] != relation["Recepient"]],
        parameters={
            "PreFill": r.choice((0, 0, 1)),
            "DefaultRecoveryTime": r.choice(("", 0, 4)),
            "LastDayDefault": "",
        },
    )


def _policy(r: Random, name: str) -> dict[str, object]:
    cycle = r.choice((30, 60, 73, 100, 200, 9_999_999))
    opens = r.choice((0, 0, r.randint(0, min(cycle, 150) - 1)))
    closes = r.randint(opens + 1, cycle) if cycle < 9_999 else cycle
    bog = r.choice((10, 25, 40, 90, 9_999))
    return {
        "PolicyName": name,
        "Template": r.choice(("AC12", "AC12", "RC14", "MaxUtilization")),
        "MaxDwell": cycle,
        "MinDwell": 0,
        "MaxBOG": bog,
        "BOGBudget": r.choice(("Auto", bog + 3)),
        "StartDeployable": opens,
        "StopDeployable": closes,
        "Overlap": r.choice((0, 0, 3, 9)),
        "Recovery": r.choice((0, 0, 2, 12)),
        "Deltas": "{}",
    }


def written(made: Tables, folder: Path) -> Path:
    """The tables as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, rows in made.items():
        if not rows:
            continue
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
        (folder / f"{sheet}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def random_stints(r: Random, book: Rulebook, *, mistake: bool) -> list[Stint]:
    """
    Tours that the replay itself would start, on days drawn at random, with their right ends.

    A mistake is a tour that may not start there, or one of them changed in one way.
    """
    stints: list[Stint] = []
    demands = list(book.demands.values())
    wrong_start = mistake and r.random() < 0.6
    for troop in book.troops.values():
        life = Life(book, troop)
        day = 1
        for _ in range(12):
            demand = r.choice(demands)
            last = life.last
            days = [demand.start, day, day + r.randint(0, 30)]
            if last is not None:
                days += [last.end, last.end, last.handed_over, last.recovered, last.demobilized]
            start = max(day, r.choice(days))
            if not demand.start <= start < demand.end:
                continue
            if not fits(book, troop, life, demand, start):
                continue
            if life.refusal(demand, start) is None:
                absence = life.serve(demand, start)
                stints.append(Stint(unit=troop.name, demand=demand.name, start=start, end=absence.end))
                day = absence.end
            elif wrong_start and r.random() < 0.2:
                end = min(demand.end, start + max(1, life.rotation.bog - life.rotation.overlap))
                stints.append(Stint(unit=troop.name, demand=demand.name, start=start, end=end))
                break
            else:
                day = max(day, life.day)
    if stints and mistake and not wrong_start:
        at = r.randrange(len(stints))
        stints[at] = mistaken(r, stints[at], list(book.troops), [demand.name for demand in demands])
    return stints


def fits(book: Rulebook, troop: Troop, life: Life, demand: Demand, start: int) -> bool:
    """Whether SRC, component and region let the unit serve the demand from a day on."""
    if troop.src not in book.donors.get(demand.src, {demand.src}):
        return False
    if demand.category == "NonBOG-RC-Only" and troop.component == "AC":
        return False
    fenced = demand.category == "Forward" and troop.region != demand.region
    return not fenced or life.follows_on(demand, start)


def mistaken(r: Random, stint: Stint, units: Sequence[str], demands: Sequence[str]) -> Stint:
    """A tour changed in one way, which may by chance be as good as before."""
    assert stint.end is not None
    changes: Mapping[str, object] = r.choice(
        (
            {"start": stint.start + r.choice((-1, 1))},
            {"end": stint.end + r.choice((-7, -1, 1, 7))},
            {"start": stint.start - 5, "end": stint.end - 5},
            {"start": stint.start + 1, "end": stint.end + 1},
            {"start": stint.start + 20, "end": stint.end + 20},
            {"demand": r.choice(demands)},
            {"unit": r.choice(units)},
        )
    )
    values = {"unit": stint.unit, "demand": stint.demand, "start": stint.start, "end": stint.end, **changes}
    return Stint(**values)  # type: ignore[arg-type]
