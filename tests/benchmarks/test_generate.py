"""Generated cases: names keep their meaning, and every shape is a case that can be planned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.baselines.compact import Compact
from benchmarks.baselines.greedy import greedy
from benchmarks.baselines.roster import Roster
from benchmarks.fingerprint import fingerprint
from benchmarks.generate import Size, national
from benchmarks.registry import CASES, SHAPE_CASES
from benchmarks.scaling import twice_the_units
from benchmarks.shapes import QUICK, SHAPES
from muster.planner.options import PlanOptions
from muster.planner.pose import pose
from muster.planner.verify import verify_plan

#: A change here is a change of what a published name means: make a new name instead.
HASHES = {
    "tiny": "c263565077ef8053",
    "S": "93dd72b910e94e5f",
    "S2": "6da5a5ddf091a0c5",
    "S3": "96e798b2990ddc7f",
    "S4": "3f468102192a9515",
    "S5": "1f3001a6ac9d8214",
    "M": "b97102e1bacb5a7a",
    "M2": "0bd2506f3bd41f94",
    "M3": "c396cc79b0b56b89",
    "L": "44500728904280c6",
    "L2": "b030e083189da0e8",
    "XL": "e021cfcc381355cd",
    "XL2": "137ef978da06e3f5",
    "S-daily": "526d7e984335d14f",
    "S2-daily": "00607f2ae3b4738d",
    "M-daily": "a0ffea38d87bc523",
    "S-units-x2": "3196da9255509228",
    "S-lines-x2": "5faba9403ede0e47",
    "M-units-x2": "826f504185a8a31f",
    "M-lines-x2": "d80f5249359fbedb",
    "S-lumpy": "7657d0fe24c2f640",
    "S2-lumpy": "8141591ccf510e57",
    "S-fine": "71c08203bff7d882",
    "S2-fine": "d069fa576ef8bc3e",
    "S-nested": "afb2442703a77759",
    "S2-nested": "92f2236036349305",
    "S-open": "954e12d9eef086d2",
    "S2-open": "1ea690d5c8f592e9",
    "S-lift": "a03bc786622bcbda",
    "S2-lift": "38c8575d53edc974",
    "S-budget": "cf65a9ca95e88991",
    "S2-budget": "4c751a2853dc410c",
    "S-cheap": "670ff5b18c592c29",
    "S2-cheap": "9758215212233150",
    "S-short-lines": "366422f61dec82f0",
    "S2-short-lines": "3ab80751920bf184",
    "S-skewed": "aadb85e33ac44182",
    "S2-skewed": "c69a2c60ae34f000",
    "S-held": "c3920909dbf8fa0e",
    "S2-held": "856025842c340e94",
    "S-scattered": "ed4bdf60481adb6d",
    "S2-scattered": "43d288edd9097180",
    "S-plenty": "bd71a203b9f3faeb",
    "S2-plenty": "be5115dcb834874d",
    "S-one-sided": "e679321429f94a1c",
    "S2-one-sided": "59e99791e874276d",
    "M-fine": "1b65ce3aff17026a",
    "M-lift": "9ba21a6e4c0c450b",
    "M-cheap": "8e2009b30687016b",
    "M-skewed": "2cc85371b983d02f",
    "M-scattered": "c3831a39e70e1d3b",
    "S-13-weeks": "e7eab4db293c518e",
    "S-104-weeks": "c474cf695d0e3d54",
    "S-ten-days": "75fa6bd842bd64b7",
}


@pytest.mark.parametrize("name", HASHES)
def test_a_name_keeps_its_meaning(name: str) -> None:
    assert fingerprint(CASES[name].make()).startswith(HASHES[name])


def test_every_name_is_held() -> None:
    assert set(HASHES) == {name for name, known in CASES.items() if known.seed is not None}


def test_a_fingerprint_sees_every_cell() -> None:
    case = CASES["tiny"].make()
    line = replace(case.lines[0], headcount=case.lines[0].headcount + 1)
    assert fingerprint(replace(case, lines=(line, *case.lines[1:]))) != fingerprint(case)
    assert fingerprint(replace(case, lines=case.lines[::-1])) != fingerprint(case)
    assert fingerprint(replace(case, name="tiny")) == fingerprint(case)


def test_no_two_names_mean_the_same() -> None:
    seen: dict[str, str] = {}
    for name, known in CASES.items():
        if known.seed is not None and not name.startswith("XL"):
            case = replace(known.make(), name="")
            assert seen.setdefault(fingerprint(case), name) == name


def test_sizes_are_as_the_notes_say() -> None:
    for name, units, types, lines, weeks in (("L", 6000, 200, 600, 104), ("XL", 20000, 500, 2000, 104)):
        case = CASES[name].make()
        assert sum(unit.quantity for unit in case.units) == units
        assert (len(case.types), len(case.lines)) == (types, lines)
        assert (case.planning.end - case.planning.start).days == 7 * weeks


def test_a_sweep_has_every_shape() -> None:
    assert {f"S-{shape}" for shape in SHAPES} < set(SHAPE_CASES)


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_can_be_posed(name: str) -> None:
    """Muster finds no fault in it, and the compact model can say it exactly."""
    case = national(name, 7, Size(types=4, units=10, lines=8, weeks=20), SHAPES[name][0])
    posed = pose(case, PlanOptions(assume_lawful=True))
    assert posed.instance is not None, [problem.message for problem in posed.problems]
    model = Compact(case)
    made = greedy(model)
    checked = verify_plan(case, model.roster.plan(model.picks(made)))
    assert checked.violations == ()
    assert checked.objective == model.worth(model.complete(made))


@pytest.mark.parametrize("name", ["S-held", "S2-held"])
def test_pins_can_be_kept_together(name: str) -> None:
    case = CASES[name].make()
    pins = [pin for pin in case.pins if pin.rule == "pin"]
    assert len(pins) > 5
    lines = {line.line: line for line in case.lines}
    picks = []
    for pin in pins:
        assert pin.line and pin.start and pin.end
        status = str(lines[pin.line].duty_statuses[0])
        picks.append((pin.unit, pin.line, pin.start.toordinal(), pin.end.toordinal(), status, 1))
    assert verify_plan(case, Roster(case).plan(picks)).violations == ()


def test_twice_the_units_is_twice_the_case() -> None:
    """Every tour made twice is a plan of the doubled case, at twice the cost."""
    case = national("once", 3, Size(types=5, units=15, lines=6, weeks=20))
    double = twice_the_units(case)
    model = Compact(case)
    picks = [(*pick[:5], 2 * pick[5]) for pick in model.picks(greedy(model))]
    once = verify_plan(case, model.roster.plan(model.picks(greedy(model))))
    twice = verify_plan(double, Roster(double).plan(picks))
    assert twice.violations == ()
    assert twice.objective == 2 * once.objective
    assert twice.empty == 2 * once.empty


def test_quick_policies_fit_short_horizons() -> None:
    case = national("quick", 2, Size(types=3, units=6, lines=4, weeks=8), QUICK)
    model = Compact(case)
    assert len({stay.days for _, stay in model.tours}) > 1
