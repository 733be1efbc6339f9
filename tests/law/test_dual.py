"""Dual-status commands: authorized, and never one merged chain."""

from datetime import date

import pytest

from muster.domain.command import Command
from muster.domain.component import DutyStatus
from muster.law.dual import check_dual_status

COMMANDS = (Command(command="DSC", relation="dual_status"), Command(command="TF", relation="command"))


def rules(case, **given):
    return [found.rule for found in check_dual_status(case(commands=COMMANDS, **given))]


def test_it_needs_an_instrument(case, authority):
    assert rules(case) == ["check/dual-status"]
    shown = authority("DSC-ORDER", kind="memorandum", invokes=("32 USC 325",))
    assert rules(case, authorities=(shown,)) == []
    assert rules(case, authorities=(authority("X", status="expected", invokes=("dual status",)),)) == [
        "check/dual-status"
    ]


@pytest.mark.parametrize(
    ("command", "statuses", "told"),
    [
        ("DSC", (), True),
        ("DSC", (DutyStatus.T10, DutyStatus.T32), True),
        ("DSC", (DutyStatus.T10,), False),
        ("DSC", (DutyStatus.T32, DutyStatus.SAD), False),
        ("TF", (), False),
        (None, (), False),
    ],
)
def test_the_chains_are_never_merged(case, authority, line, command, statuses, told):
    shown = authority("DSC-ORDER", kind="memorandum", invokes=("32 USC 325",))
    lines = (line("L1", command=command, duty_statuses=statuses),)
    assert ("check/dual-chain" in rules(case, authorities=(shown,), lines=lines)) is told


def test_a_command_that_has_ended_asks_for_nothing(case):
    ended = Command(command="DSC", relation="dual_status", end=date(2025, 1, 1))
    assert list(check_dual_status(case(commands=(ended,)))) == []
