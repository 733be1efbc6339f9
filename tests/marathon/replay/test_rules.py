"""One broken rule at a time: each is refused by its name, with unit, demand, day and numbers."""

from pathlib import Path

import pytest

from muster.marathon.replay import RULE_PAGES, Stint, replay, rulebook
from tests.marathon.replay.world import broken, judge, tables

FLOOD = "1_Flood_ENG_[1...401]"
UNIT = "1_ENG_AC"

#: A unit that is on day 50 of its cycle on day 1 (so in its window until day 31), one demand for it.
ONE = {"CycleTime": 49}


def test_a_full_tour_hands_over_and_the_unit_starts_anew() -> None:
    """BOG 30, overlap 5: on the demand for 25 days, five more in hand-over, then day 0 of the cycle."""
    world = tables(supply=[ONE], demands=[{}])
    verdict = judge(world, (UNIT, FLOOD, 1, 26), (UNIT, FLOOD, 71, 96))
    assert verdict.accepted, verdict.breaches
    assert [absence.handed_over for _, absence in verdict.stays] == [31, 101]
    (fill,) = verdict.fills
    assert (fill.required, fill.filled, fill.surplus) == (400, 50, 0)
    assert broken(judge(world, (UNIT, FLOOD, 1), (UNIT, FLOOD, 70))) == [("too-early", 70)]


@pytest.mark.parametrize(("start", "rule"), [(31, "too-late"), (51 + 39, "too-early"), (51 + 40, None)])
def test_the_window_of_the_cycle(start: int, rule: str | None) -> None:
    verdict = judge(tables(supply=[ONE], demands=[{}]), (UNIT, FLOOD, start))
    assert broken(verdict) == ([] if rule is None else [(rule, start)])
    if rule is not None:
        assert "expected day 40 to 79" in verdict.breaches[0].message
        assert f"{UNIT} on {FLOOD} from day {start}" in verdict.breaches[0].message


@pytest.mark.parametrize(
    ("start", "rule"), [(25, "two-places"), (26, "hand-over"), (30, "hand-over"), (31, "too-early")]
)
def test_who_is_away_cannot_start(start: int, rule: str) -> None:
    other = {"Vignette": "Fire"}
    verdict = judge(
        tables(supply=[ONE], demands=[{}, other]), (UNIT, FLOOD, 1), (UNIT, "1_Fire_ENG_[1...401]", start)
    )
    assert broken(verdict) == [(rule, start)]


def test_reserve_templates_demobilize_after_hand_over() -> None:
    world = tables(
        supply=[{**ONE, "Component": "RC"}],
        demands=[{}],
        policies=[{"Template": "RC14", "StartDeployable": 0}],
    )
    unit = "1_ENG_RC"
    assert broken(judge(world, (unit, FLOOD, 1), (unit, FLOOD, 125))) == [("demobilization", 125)]
    verdict = judge(world, (unit, FLOOD, 1), (unit, FLOOD, 126))
    assert verdict.accepted
    assert verdict.stays[0][1].demobilized == 31 + 95


def test_hand_over_ends_with_the_demand_and_nobody_demobilizes_then() -> None:
    world = tables(
        supply=[{**ONE, "Component": "RC"}],
        demands=[{"Duration": 27}, {"Vignette": "Fire"}],
        policies=[{"Template": "RC14", "StartDeployable": 0}],
    )
    fire = "1_Fire_ENG_[1...401]"
    short = "1_Flood_ENG_[1...28]"
    assert judge(world, ("1_ENG_RC", short, 1, 26), ("1_ENG_RC", fire, 28)).accepted
    assert broken(judge(world, ("1_ENG_RC", short, 1), ("1_ENG_RC", fire, 27))) == [("hand-over", 27)]


def test_a_tour_cut_short_keeps_its_place_in_the_cycle_and_what_is_left_of_its_bog() -> None:
    world = tables(supply=[ONE], demands=[{"Duration": 10}, {"Vignette": "Fire"}])
    short, fire = "1_Flood_ENG_[1...11]", "1_Fire_ENG_[1...401]"
    assert judge(world, (UNIT, short, 1, 11), (UNIT, fire, 12, 12 + 20 - 5)).accepted
    verdict = judge(world, (UNIT, short, 1, 11), (UNIT, fire, 12, 37))
    assert broken(verdict) == [("end", 12)]
    assert "it ends on day 37, expected day 27" in verdict.breaches[0].message


def test_bog_that_hand_over_would_use_up_is_none() -> None:
    """After 24 days with BOG 30 six are left: enough; after one more day at most the five of overlap are."""
    demands = [{"Duration": 24}, {"StartDay": 30, "Duration": 1}, {"StartDay": 31, "Duration": 50}]
    first, second, third = "1_Flood_ENG_[1...25]", "1_Flood_ENG_[30...31]", "1_Flood_ENG_[31...81]"
    policies = [{"StopDeployable": 100}]
    world = tables(supply=[ONE], demands=demands, policies=policies)
    assert judge(world, (UNIT, first, 1), (UNIT, second, 30, 31)).accepted
    # The day of the second one is a full tour (6 - 5 = 1 day): reset at its end, far from the window.
    assert broken(judge(world, (UNIT, first, 1), (UNIT, second, 30), (UNIT, third, 31))) == [
        ("too-early", 31)
    ]
    periods = [
        {"Name": "Calm", "FromDay": 1, "ToDay": 39},
        {"Name": "Storm", "FromDay": 40, "ToDay": "inf"},
    ]
    world = tables(
        supply=[{**ONE, "Policy": "Both"}],
        demands=demands,
        policies=[{"StopDeployable": 100}, {"PolicyName": "Lean", "MaxBOG": 28, "StopDeployable": 100}],
        periods=periods,
        composites=[
            {"CompositeName": "Both", "Period": "Calm", "Policy": "Short"},
            {"CompositeName": "Both", "Period": "Storm", "Policy": "Lean"},
        ],
    )
    verdict = judge(world, (UNIT, first, 1), (UNIT, third, 45))
    assert broken(verdict) == [("bog", 45)]
    assert "4 of 28 days of BOG left under Lean" in verdict.breaches[0].message


def test_recovery_after_a_tour_cut_short() -> None:
    world = tables(supply=[ONE], demands=[{"Duration": 5}, {"Vignette": "Fire"}], policies=[{"Recovery": 7}])
    short, fire = "1_Flood_ENG_[1...6]", "1_Fire_ENG_[1...401]"
    assert broken(judge(world, (UNIT, short, 1), (UNIT, fire, 12))) == [("recovery", 12)]
    assert judge(world, (UNIT, short, 1), (UNIT, fire, 13)).accepted


def test_following_on_is_for_the_group_and_for_the_day() -> None:
    def world(group: str) -> object:
        return rulebook(
            tables(
                supply=[ONE],
                demands=[
                    {"Duration": 5, "DemandGroup": "Gulf"},
                    {"StartDay": 6, "DemandGroup": group, "Vignette": "Fire"},
                ],
                policies=[{"Recovery": 7}],
            )
        )

    short, fire = "1_Flood_ENG_[1...6]", "1_Fire_ENG_[6...406]"
    verdict = judge(world("Gulf"), (UNIT, short, 1, 6), (UNIT, fire, 6, 26))  # type: ignore[arg-type]
    assert verdict.accepted, verdict.breaches
    verdict = judge(world("Coast"), (UNIT, short, 1), (UNIT, fire, 6))  # type: ignore[arg-type]
    assert broken(verdict) == [("follow-on", 6)]
    assert (
        "(group Gulf)" in verdict.breaches[0].message and "found group Coast" in verdict.breaches[0].message
    )
    assert broken(judge(world("Gulf"), (UNIT, short, 1), (UNIT, fire, 7))) == [("recovery", 7)]  # type: ignore[arg-type]


def test_following_on_asks_for_no_window() -> None:
    """On day 81 of its cycle, past the window, the unit goes on within its group; a stranger may not."""
    demands = [
        {"Duration": 10, "DemandGroup": "Gulf"},
        {"StartDay": 11, "DemandGroup": "Gulf", "Vignette": "Fire"},
    ]
    first, second = "1_Flood_ENG_[1...11]", "1_Fire_ENG_[11...411]"
    world = tables(supply=[{"CycleTime": 74}], demands=demands)
    assert judge(world, (UNIT, first, 1, 11), (UNIT, second, 11, 26)).accepted
    demands[1]["DemandGroup"] = ""
    world = tables(supply=[{"CycleTime": 74}], demands=demands)
    assert broken(judge(world, (UNIT, first, 1), (UNIT, second, 11))) == [("follow-on", 11)]


def test_who_ran_past_the_cycle_and_followed_on_into_a_fixed_stay_starts_anew_at_home() -> None:
    demands = [
        {"Duration": 24, "DemandGroup": "Gulf"},
        {"StartDay": 25, "Duration": 10, "DemandGroup": "Gulf", "Category": "NonBOG", "Vignette": "Fire"},
        {"Vignette": "Next"},
    ]
    world = tables(supply=[{"CycleTime": 78}], demands=demands)
    tour, stay = (UNIT, "1_Flood_ENG_[1...25]", 1, 25), (UNIT, "1_Fire_ENG_[25...35]", 25, 35)
    after = "1_Next_ENG_[1...401]"
    assert judge(world, tour, stay, (UNIT, after, 35 + 40, 35 + 65)).accepted
    assert broken(judge(world, tour, stay, (UNIT, after, 35 + 39))) == [("too-early", 74)]


@pytest.mark.parametrize("category", ["NonBOG-RC-Only", "RC_Cannibalization"])
def test_reserve_only(category: str) -> None:
    world = tables(supply=[{}, {"Component": "NG"}], demands=[{"Category": category}])
    assert broken(judge(world, (UNIT, FLOOD, 1))) == [("component", 1)]
    assert judge(world, ("2_ENG_NG", FLOOD, 1, 401)).accepted


def test_fixed_stays_begin_anywhere_in_the_cycle_and_stop_it() -> None:
    world = tables(
        supply=[{"CycleTime": 10}], demands=[{"Category": "NonBOG", "Duration": 50}, {"Vignette": "Fire"}]
    )
    stay, fire = "1_Flood_ENG_[1...51]", "1_Fire_ENG_[1...401]"
    # Day 16 of the cycle on day 6, and again on day 51: the window opens 24 days later.
    assert judge(world, (UNIT, stay, 6, 51), (UNIT, fire, 75, 100)).accepted
    assert broken(judge(world, (UNIT, stay, 6), (UNIT, fire, 74))) == [("too-early", 74)]
    assert broken(judge(world, (UNIT, stay, 6, 50))) == [("end", 6)]


def test_forward_demands_take_those_aligned_to_their_region_or_who_follow_on() -> None:
    world = tables(
        supply=[{"Quantity": 3, "Tags": "{:preprocess [align-units [[:coast 1]]]}"}],
        demands=[
            {"Category": "Forward", "Tags": "{:region :coast}", "DemandGroup": "Gulf", "StartDay": 10},
            {"Category": "NonBOG", "Duration": 9, "Vignette": "Fire", "DemandGroup": "Gulf"},
        ],
    )
    forward, other = "1_Flood_ENG_[10...410]", "1_Fire_ENG_[1...10]"
    assert judge(world, (UNIT, forward, 10)).accepted
    assert broken(judge(world, ("2_ENG_AC", forward, 10))) == [("region", 10)]
    assert judge(world, ("2_ENG_AC", other, 1), ("2_ENG_AC", forward, 10)).accepted
    assert judge(world, (UNIT, other, 1)).accepted, "alignment binds the demand, not the unit"


def test_only_the_src_or_its_enabled_donors_even_through_others() -> None:
    def world(enabled: str) -> object:
        return rulebook(
            tables(
                supply=[{**ONE, "SRC": "MP"}],
                demands=[{}],
                relations=[
                    {"Donor": "MED", "Recepient": "ENG"},
                    {"Donor": "MP", "Recepient": "MED", "Enabled": enabled},
                ],
            )
        )

    assert judge(world("TRUE"), ("1_MP_AC", FLOOD, 1)).accepted  # type: ignore[arg-type]
    verdict = judge(world("FALSE"), ("1_MP_AC", FLOOD, 1))  # type: ignore[arg-type]
    assert broken(verdict) == [("capability", 1)]
    assert "its SRC is MP, expected ENG or MED" in verdict.breaches[0].message


def test_dates_units_and_demands_that_are_not_there() -> None:
    world = tables(
        supply=[ONE], demands=[{"StartDay": 3, "Duration": 5}, {"Vignette": "Off", "Enabled": "FALSE"}]
    )
    demand = "1_Flood_ENG_[3...8]"
    assert broken(judge(world, (UNIT, demand, 2))) == [("dates", 2)]
    assert broken(judge(world, (UNIT, demand, 8))) == [("dates", 8)]
    assert broken(judge(world, (UNIT, demand, 7, 9))) == [("end", 7)]
    assert broken(judge(world, ("9_ENG_AC", demand, 3))) == [("unit", 3)]
    assert broken(judge(world, (UNIT, "1_Off_ENG_[1...401]", 3))) == [("demand", 3)]


def test_categories_that_are_not_replayed_are_refused_by_name() -> None:
    verdict = judge(tables(supply=[ONE], demands=[{"Category": "Modernization"}]), (UNIT, FLOOD, 1))
    assert broken(verdict) == [("category", 1)]


def test_more_than_asked_is_waste_and_no_breach() -> None:
    world = tables(supply=[{"Quantity": 2}], demands=[{"Category": "NonBOG", "Duration": 10}])
    verdict = judge(world, (UNIT, "1_Flood_ENG_[1...11]", 1), ("2_ENG_AC", "1_Flood_ENG_[1...11]", 4))
    assert verdict.accepted
    (fill,) = verdict.fills
    assert (fill.required, fill.filled, fill.surplus) == (10, 10, 7)


def test_units_are_numbered_through_and_spread_over_their_cycle() -> None:
    book = rulebook(
        tables(
            supply=[
                {"Quantity": 2, "Enabled": "FALSE"},
                {"Quantity": 4, "Tags": "{:preprocess [align-units [[:coast 2]]]}"},
                {"Quantity": 3, "Component": "NG"},
            ],
            demands=[{}],
        )
    )
    assert {name: (unit.cycle_day, unit.region) for name, unit in book.troops.items()} == {
        "1_ENG_AC": (0, "coast"),
        "2_ENG_AC": (50, "coast"),
        "3_ENG_AC": (0, None),
        "4_ENG_AC": (50, None),
        "5_ENG_NG": (0, None),
        "6_ENG_NG": (33, None),
        "7_ENG_NG": (66, None),
    }


PERIODS = [
    {"Name": "Calm", "FromDay": 1, "ToDay": 20},
    {"Name": "Storm", "FromDay": 21, "ToDay": "inf"},
]
BOTH = [
    {"CompositeName": "Both", "Period": "Calm", "Policy": "Short"},
    {"CompositeName": "Both", "Period": "Storm", "Policy": "Long"},
]


def lived(length: int, cycle_day: int, stints: list[Stint], turn: int = 100) -> list[str]:
    """What a list would have to say of the last stint."""
    book = rulebook(
        tables(
            supply=[{"CycleTime": cycle_day, "Policy": "Both"}],
            demands=[{"Duration": 15}, {"Vignette": "Fire", "Category": "NonBOG"}],
            policies=[
                {"MaxDwell": turn},
                {"PolicyName": "Long", "MaxDwell": length, "StartDeployable": 0, "StopDeployable": length},
            ],
            periods=PERIODS,
            composites=BOTH,
        )
    )
    return [breach.message for breach in replay(book, stints).breaches if breach.rule == "stated"]


@pytest.mark.parametrize(
    ("length", "before", "after"),
    [(100, 37, 37), (1095, 37, 405), (10_000, 37, 37), (30, 37, 11), (70, 33, 23)],
)
def test_a_switch_keeps_the_proportion_to_six_decimals(length: int, before: int, after: int) -> None:
    """37 of 100 is 405.15 of 1,095; an endless cycle takes the day over as it is."""
    stint = Stint(unit=UNIT, demand="1_Fire_ENG_[1...401]", start=21, cycle_day=after, bog=30, dwell=before)
    assert lived(length, before - 21, [stint]) == []


@pytest.mark.parametrize(
    ("turn", "length", "before", "after"),
    [(1095, 1095, 996, 995), (1095, 1095, 219, 219), (2190, 1460, 174, 115), (2190, 1460, 0, 0)],
)
def test_the_proportion_is_cut_before_it_is_multiplied(
    turn: int, length: int, before: int, after: int
) -> None:
    """As measured in the book of Colorado: 996 of 1,095 becomes 995; 174 of 2,190 becomes 115 of 1,460."""
    stint = Stint(unit=UNIT, demand="1_Fire_ENG_[1...401]", start=21, cycle_day=after)
    assert lived(length, (before - 21) % turn, [stint], turn=turn) == []


def test_who_is_away_on_the_day_of_a_switch_keeps_the_old_policy_until_reset() -> None:
    demand = "1_Flood_ENG_[1...16]"
    fire = "1_Fire_ENG_[1...401]"
    tour = Stint(unit=UNIT, demand=demand, start=1)
    assert (
        lived(1095, 50, [tour, Stint(unit=UNIT, demand=fire, start=18, cycle_day=68, rotation="Short")]) == []
    )
    assert (
        lived(1095, 50, [tour, Stint(unit=UNIT, demand=fire, start=21, cycle_day=777, rotation="Long")]) == []
    )


def test_what_a_list_says_of_a_unit_is_compared_with_its_life() -> None:
    world = rulebook(tables(supply=[ONE], demands=[{}]))
    right = {"cycle_day": 50, "dwell": 50, "bog": 30, "rotation": "Short", "follow_on": False}
    assert replay(world, [Stint(unit=UNIT, demand=FLOOD, start=1, **right)]).accepted  # type: ignore[arg-type]
    for field, wrong in {
        "cycle_day": 51,
        "dwell": 49,
        "bog": 29,
        "rotation": "Long",
        "follow_on": True,
    }.items():
        stint = Stint(unit=UNIT, demand=FLOOD, start=1, **{**right, field: wrong})  # type: ignore[arg-type]
        assert broken(replay(world, [stint])) == [("stated", 1)], field


def test_a_spread_beginning_shortens_first_tours_and_lengthens_none() -> None:
    world = rulebook(tables(supply=[ONE], demands=[{}], parameters={"PreFill": "1"}))
    assert judge(world, (UNIT, FLOOD, 1, 11)).part_way == 1
    assert judge(world, (UNIT, FLOOD, 1, 11)).accepted
    assert broken(judge(world, (UNIT, FLOOD, 1, 27))) == [("end", 1)]
    assert broken(judge(world, (UNIT, FLOOD, 2, 12))) == [("end", 2)]
    plain = rulebook(tables(supply=[ONE], demands=[{}]))
    assert broken(judge(plain, (UNIT, FLOOD, 1, 11))) == [("end", 1)]


def test_every_rule_is_seen_to_break_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    for rule in RULE_PAGES:
        assert f'"{rule}"' in source, rule
