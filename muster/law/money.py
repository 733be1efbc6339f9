"""Who pays for a tour, as the instruments that it names say."""

from __future__ import annotations

from muster.domain.case import Case
from muster.domain.component import DutyStatus
from muster.domain.finding import Finding, Verdict
from muster.domain.request import Line
from muster.law.finding import line_finding
from muster.law.ground import (
    Ground,
    address_of,
)
from muster.law.instruments import instruments_of

__all__ = ("who_pays",)

_WHO_PAYS = (
    "an Economy Act order (31 USC 1535), a mission assignment, or the ground on which reimbursement is "
    "waived, among what the approval invokes"
)


#: Provision that an authority invokes -> who pays.
_FUNDS = {
    "usc/t31/s1535": "economy-act",
    "usc/t42/s5170a": "stafford",
    "usc/t42/s5170b": "stafford",
    "usc/t42/s5192": "stafford",
    "ndaa/fy2016/s1059": "dod",
    "usc/t10/s277": "dod",
    "usc/t10/s284": "dod",
    "usc/t32/s502": "dod",
    "usc/t32/s112": "dod",
    "usc/t14/s701": "uscg",
}


def who_pays(case: Case, line: Line, ground: Ground) -> tuple[str | None, Finding | None]:
    """
    Who pays: the State for its own duty; an order or a mission assignment that an authority invokes; the
    Department itself under a statute that an authority invokes; else nobody is named.
    """
    if ground.duty_status is DutyStatus.SAD:
        return "state", None
    instruments = instruments_of(case)
    for name in ground.named:
        authority = instruments.by_id.get(name)
        for text in authority.invokes if authority is not None else ():
            fund = _FUNDS.get(address_of(text, case.as_of) or "")
            if fund is not None:
                return fund, None
    return None, line_finding(
        case,
        line,
        "usc/t10/s277" if ground.duty_status is DutyStatus.T10 else "usc/t31/s1535",
        Verdict.UNKNOWN,
        f"No instrument that a tour on line {line.line} names says who pays.",
        settled=(_WHO_PAYS,),
    )
