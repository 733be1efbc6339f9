"""Who commands on a day, and what changes."""

from muster.domain.command import Command
from muster.domain.component import DutyStatus
from muster.domain.period import Period
from muster.tracking.commands import changes_of, chart_on
from muster.tracking.people import people_of
from tests.tracking.small import day, make_case, ordered

TRANSFER = day(73)  # 14 March 2025

ROWS = (
    Command(command="NORTHCOM", name="U.S. Northern Command", relation="command"),
    Command(command="JTF-N", parent="NORTHCOM", relation="command", end=TRANSFER),
    Command(command="JTF-SB", parent="NORTHCOM", relation="command", start=TRANSFER),
    Command(command="JTF-N", parent="CBP", relation="support", end=TRANSFER),
    Command(command="JTF-SB", parent="CBP", relation="support", start=TRANSFER),
    Command(command="2SBCT", parent="JTF-SB", relation="tactical_control", start=day(91)),
    Command(command="CBP"),
)


def names(node):
    return {node.command: [names(inner) for inner in node.under]}


def test_the_day_before_and_the_day_of_a_transfer_of_authority():
    made = make_case(commands=ROWS)
    before, after = chart_on(made, day(72)), chart_on(made, TRANSFER)
    assert [names(node) for node in before.chains] == [{"NORTHCOM": [{"JTF-N": []}]}]
    assert [names(node) for node in after.chains] == [{"NORTHCOM": [{"JTF-SB": []}]}]
    assert after.chains[0].under[0].beside == (("support", "CBP"),)
    assert after.chains[0].name == "U.S. Northern Command"
    assert after.others == ("CBP",)


def test_the_transfer_is_told_once_for_each_relation():
    told = [(change.day, change.kind, change.message) for change in changes_of(ROWS)]
    assert told == [
        (TRANSFER, "transfer", "transfer of authority from JTF-N to JTF-SB under NORTHCOM"),
        (TRANSFER, "transfer", "transfer of support from JTF-N to JTF-SB of CBP"),
        (day(91), "begins", "2SBCT begins: under the tactical control of JTF-SB"),
    ]
    assert [change.kind for change in changes_of(ROWS, Period(day(80), None))] == ["begins"]


def test_a_command_that_moves_and_one_that_ends():
    rows = (
        Command(command="X", parent="A", relation="command", place="ELP", end=day(10)),
        Command(command="X", parent="B", relation="command", place="ELP", start=day(10), end=day(20)),
    )
    assert [(change.day, change.message) for change in changes_of(rows)] == [
        (day(10), "X moves from under A, at ELP to under B, at ELP"),
        (day(20), "X ends: under B, at ELP"),
    ]


def test_dual_status_stands_in_two_chains_that_are_never_merged():
    rows = (
        Command(command="NORTHCOM"),
        Command(command="ARNORTH", parent="NORTHCOM", relation="command"),
        Command(command="STATE"),
        Command(command="DSC", parent="ARNORTH", relation="dual_status"),
        Command(command="DSC", parent="STATE", relation="dual_status"),
        Command(command="TF", parent="DSC", relation="command"),
    )
    chart = chart_on(make_case(commands=rows), day(1))
    assert chart.dual == (("DSC", ("NORTHCOM", "STATE")),)
    assert [names(node) for node in chart.chains] == [
        {"NORTHCOM": [{"ARNORTH": [{"DSC": [{"TF": []}]}]}]},
        {"STATE": [{"DSC": [{"TF": []}]}]},
    ]
    assert chart.chains[1].under[0].relation == "dual_status"
    assert chart.undivided == ("TF",)


def test_people_stand_under_the_command_of_their_line_or_unit():
    made = make_case(commands=ROWS, tours=(ordered("U1", 60, 90), ordered("U2", 60, 70)))
    lines = tuple(
        type(line)(**{name: getattr(line, name) for name in line.__slots__} | {"command": "JTF-N"})
        for line in made.lines
    )
    made = make_case(commands=ROWS, tours=made.tours, lines=lines)
    chart = chart_on(made, day(65), people_of(made))
    node = chart.chains[0].under[0]
    assert (node.units, node.people, node.by_status) == (2, 200, ((DutyStatus.T10, 200),))
    assert chart.undivided == ()
    assert chart.not_standing == ()
    later = chart_on(made, TRANSFER, people_of(made))
    assert later.not_standing == ("JTF-N",)


def test_a_circle_ends_and_no_command_is_no_chart():
    rows = (
        Command(command="A", parent="B", relation="command"),
        Command(command="B", parent="A", relation="command"),
    )
    assert chart_on(make_case(commands=rows), day(1)).chains == ()
    empty = chart_on(make_case(), day(1))
    assert (empty.chains, empty.dual, empty.others, empty.not_standing) == ((), (), (), ())


def test_commands_under_nobody_do_not_follow_each_other():
    rows = (Command(command="A", end=day(10)), Command(command="B", start=day(10)))
    assert [change.kind for change in changes_of(rows)] == ["ends", "begins"]
