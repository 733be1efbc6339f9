"""
Dual-status commands: one commander, two chains, never one merged (32 USC 325).

The President authorizes and the governor consents; forces in title 10 answer to the federal chain, the Guard
under its governor to the State's.
"""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.case import Case
from muster.domain.command import Command
from muster.domain.component import DutyStatus
from muster.domain.finding import Finding, Verdict
from muster.domain.request import Line
from muster.law.ground import address_of
from muster.law.instruments import instruments_of
from muster.law.library import provision

__all__ = ("check_dual_status",)

_ADDRESS = "usc/t32/s325"


def check_dual_status(case: Case) -> Iterator[Finding]:
    """Commands in dual status without an instrument behind them, and lines that would merge the chains."""
    dual = [command for command in case.commands if command.relation == "dual_status"]
    standing = [command for command in dual if command.end is None or command.end > case.as_of]
    if standing and not _authorized(case):
        names = ", ".join(dict.fromkeys(command.command for command in standing))
        yield _found(
            case,
            "check/dual-status",
            Verdict.NEEDS_AUTHORITY,
            standing[0].command,
            f"{names}: command in dual status; no instrument of the case shows the authorization of the "
            "President and the consent of the governor.",
            ("an instrument that invokes 32 USC 325",),
        )
    for line in case.lines:
        command = next((item for item in dual if item.command == line.command), None)
        if command is not None and _merges(line):
            yield _merged(case, command, line)


def _authorized(case: Case) -> bool:
    instruments = instruments_of(case)
    return any(
        address_of(text, case.as_of) == _ADDRESS
        for authority in case.authorities
        if instruments.in_force(authority.id, case.as_of)
        for text in authority.invokes
    )


def _merges(line: Line) -> bool:
    """Whether forces of both chains might serve the line."""
    federal = not line.duty_statuses or DutyStatus.T10 in line.duty_statuses
    states = not line.duty_statuses or not {DutyStatus.T32, DutyStatus.SAD}.isdisjoint(line.duty_statuses)
    return federal and states


def _merged(case: Case, command: Command, line: Line) -> Finding:
    return _found(
        case,
        "check/dual-chain",
        Verdict.UNKNOWN,
        line.line,
        f"Line {line.line} stands under {command.command}, in dual status, and may be served in title 10 and "
        "under the governor: which chain commands it is not stated.",
        (),
        ("the duty statuses of the line: T10 alone, or T32 and SAD",),
    )


def _found(
    case: Case,
    rule: str,
    verdict: Verdict,
    subject: str,
    message: str,
    would: tuple[str, ...],
    settled: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        id="",
        rule=rule,
        verdict=verdict,
        severity="review",
        subject=subject,
        message=message,
        citations=(provision(_ADDRESS).citation(case.as_of),),
        would_do=would,
        settled_by=settled,
        as_of=case.as_of,
    )
