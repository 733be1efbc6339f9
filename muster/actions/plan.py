"""Plan a case: pose, solve, doubt."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from muster.actions.memory import allowed_memory
from muster.casefile.codec import encode
from muster.casefile.planfile import plan_json
from muster.casefile.planfile import read_plan as parse_plan
from muster.domain.case import Case
from muster.domain.finding import Finding
from muster.domain.plan import Plan
from muster.errors import MaterialError, Problem, SolverError
from muster.law.check import check_case
from muster.planner.account import with_account
from muster.planner.plan import PlanOptions, Progress, plan_case
from muster.planner.underway import with_under_way
from muster.planner.verify import Verification, verify_plan

__all__ = (
    "plan",
    "plan_with_warnings",
    "read_baseline",
    "read_plan",
    "read_plan_with_warnings",
    "write_plan",
)

#: What a plan tells beside itself, and how the rules begin that judge it.
_ACCOUNT = {"cost": "cost-", "movements": "movement-", "readiness": "readiness-"}


def plan(
    case: Case,
    *,
    time_limit: float = 60.0,
    gap: float = 0.005,
    seed: int = 0,
    threads: int | None = None,
    baseline: Plan | None = None,
    lexicographic: bool = False,
    allow_unknown: bool = False,
    assume_signed: Iterable[str] = (),
    assume_lawful: bool = False,
    change_cost: float | None = None,
    split_price: float | None = None,
    memory: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """
    The best lawful plan found for ``case``, with a proven bound, re-checked before it is returned.

    Parameters
    ----------
    time_limit
        Seconds of wall clock for the search; the best plan so far is kept.
    gap
        Stop when (objective - bound) / objective is at most this.
    seed, threads
        Two runs with the same seed and number of threads give the same plan, unless the clock
        stopped them. ``threads=None`` takes the machine's cores, at most 2.
    baseline
        A plan to stay close to: its tours that had begun by the later of ``as_of`` and ``planning.start``
        stay as they are, and each other one that is dropped is charged ``change_cost``. The plan says what
        changed, and why; its objective and bound are without the charge.
    lexicographic
        Fill priority 1 strictly before 2, and so on, instead of by price.
    allow_unknown
        Let combinations through on which the law is UNKNOWN, marked.
    assume_signed
        Ids of instruments to plan on as if signed; every tour that hangs on one says so.
    assume_lawful
        Take every combination that the lines' duty statuses allow as permitted (studies only).
    change_cost
        Dollars that every dropped tour of the baseline must be worth; ``None`` = as the case says, else 0:
        a tour is then kept where that costs nothing.
    split_price
        Dollars for each unit element whose parts do not serve together; ``None`` = as the case says, else 0.
    memory
        Gigabytes that the run may take, about; ``None`` = most of what is free. A case that would take more
        is refused.
    progress, should_stop
        Called from time to time with the phase, bound, best and gap; and asked whether to stop.

    Raises
    ------
    MaterialError
        If the case lacks something that planning needs.
    SolverError
        If the plan fails its own independent check: a bug, never shown as a plan.
    """
    return plan_with_warnings(
        case,
        time_limit=time_limit,
        gap=gap,
        seed=seed,
        threads=threads,
        baseline=baseline,
        lexicographic=lexicographic,
        allow_unknown=allow_unknown,
        assume_signed=assume_signed,
        assume_lawful=assume_lawful,
        change_cost=change_cost,
        split_price=split_price,
        memory=memory,
        progress=progress,
        should_stop=should_stop,
    )[0]


def plan_with_warnings(
    case: Case,
    *,
    time_limit: float = 60.0,
    gap: float = 0.005,
    seed: int = 0,
    threads: int | None = None,
    baseline: Plan | None = None,
    lexicographic: bool = False,
    allow_unknown: bool = False,
    assume_signed: Iterable[str] = (),
    assume_lawful: bool = False,
    change_cost: float | None = None,
    split_price: float | None = None,
    memory: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan as :func:`plan` makes it, and the warnings about the case that came up on the way."""
    options = PlanOptions(
        time_limit=time_limit,
        gap=gap,
        seed=seed,
        threads=threads if threads is not None else min(2, os.cpu_count() or 1),
        lexicographic=lexicographic,
        allow_unknown=allow_unknown,
        assume_signed=frozenset(assume_signed),
        assume_lawful=assume_lawful,
        change_cost=None if change_cost is None else round(change_cost * 100),
        split_price=None if split_price is None else round(split_price * 100),
        memory=allowed_memory() if memory is None else round(memory * 1e9),
    )
    found, problems = plan_case(
        case, options, clock=time.monotonic, progress=progress, should_stop=should_stop, baseline=baseline
    )
    if found is None:
        raise MaterialError(problems)
    case = with_under_way(case, baseline)
    found, doubts = _doubted(case, with_account(case, found))
    checked = check_case(case)
    if assume_lawful:
        checked = tuple(finding for finding in checked if not _of_law(finding))
    findings = _numbered((*found.findings, *checked))
    warnings = tuple(dict.fromkeys((*problems, *doubts)))
    return replace(found, findings=findings), warnings


def _doubted(case: Case, found: Plan) -> tuple[Plan, tuple[Problem, ...]]:
    """
    The plan as far as its independent check confirms it.

    A plan that breaks a rule is never shown. What it tells beside itself, of cost, movement and readiness, is
    left out where the check counts otherwise, and a warning says so.
    """
    verification = verify_plan(case, found)
    rules = {violation.rule for violation in verification.violations}
    wrong = [name for name, prefix in _ACCOUNT.items() if any(rule.startswith(prefix) for rule in rules)]
    if any(not rule.startswith(tuple(_ACCOUNT.values())) for rule in rules):
        raise SolverError(_failed(verification))
    if not wrong:
        return found, ()
    first = verification.violations[0]
    doubt = Problem(
        code="M612",
        message=f"{' and '.join(wrong)} of the plan left out: their independent check counts otherwise "
        f"({first.rule}: {first.message})",
        help="the plan itself is confirmed; this is a bug in Muster: please report it with the case",
        severity="warning",
    )
    kept = replace(
        found,
        cost=None if "cost" in wrong else found.cost,
        movements=None if "movements" in wrong else found.movements,
        readiness=None if "readiness" in wrong else found.readiness,
    )
    return kept, (doubt,)


def _of_law(finding: Finding) -> bool:
    """Whether it says what the law makes of a line or ordered tour: not asked where it is taken as given."""
    return not finding.rule.startswith("check/") or finding.rule in (
        "check/line-prohibited",
        "check/line-needs-authority",
        "check/line-unknown",
        "check/fixed-tour-law",
    )


def _failed(verification: Verification) -> str:
    first = verification.violations[0]
    return (
        f"the plan failed its own independent check ({len(verification.violations)} violation(s); the first: "
        f"{first.rule}: {first.message}). Nothing was written. "
        "This is a bug in Muster: please report it with the case"
    )


def _numbered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    seen: dict[Finding, None] = {}
    for finding in findings:
        seen.setdefault(replace(finding, id=""))
    return tuple(replace(finding, id=f"F{number:04d}") for number, finding in enumerate(seen, start=1))


def read_plan(path: str | Path, case: Case) -> Plan:
    """
    A ``plan.json``, ours or anyone's, read against its case.

    Raises
    ------
    MaterialError
        With every fault of the file.
    """
    return read_plan_with_warnings(path, case)[0]


def read_plan_with_warnings(
    path: str | Path, case: Case | None, *, judged: bool = False
) -> tuple[Plan, tuple[Problem, ...]]:
    """
    The plan at ``path`` and the warnings about it; raises as :func:`read_plan` does.

    ``judged`` leaves to the checker what only it should judge (see ``casefile.planfile``); without a case
    every name is taken as it stands.
    """
    file = Path(path)
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):
            raise OSError(None, "it is no regular file")
        data = file.read_bytes()
    except OSError as error:
        raise MaterialError(
            [
                Problem(
                    code="M002",
                    message=f"{file} cannot be read ({error.strerror})",
                    file=str(file),
                    help="give the path of a plan.json, as `muster plan CASE -o DIR` writes it",
                )
            ]
        ) from error
    found, problems = parse_plan(data, case, file=str(file), judged=judged)
    if found is None:
        raise MaterialError(problems)
    return found, problems


def read_baseline(path: str | Path, case: Case) -> Plan:
    """
    An earlier ``plan.json``, perhaps of units, lines and dates that the case no longer has.

    Raises
    ------
    MaterialError
        With every fault of the file.
    """
    return read_plan_with_warnings(path, case, judged=True)[0]


def write_plan(found: Plan, path: str | Path) -> None:
    """Write ``found`` as a ``plan.json``."""
    Path(path).write_bytes(encode(plan_json(found)) + b"\n")
