"""Publish a plan: plan.json, report.html, plan.xlsx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from muster.actions.plan import write_plan
from muster.actions.read import read_documents
from muster.casefile.certificatefile import certificate_json
from muster.casefile.codec import encode
from muster.domain.case import Case
from muster.domain.fact import Fact
from muster.domain.plan import Plan
from muster.errors import UsageError
from muster.intake.read import Reading
from muster.planner.verify import verify_plan
from muster.products.brief import Brief, make_brief
from muster.products.report import render_report
from muster.products.xlsx import write_xlsx

__all__ = ("brief", "publish", "read_sources")


def read_sources(case_path: str | Path, case: Case) -> tuple[Reading, ...]:
    """
    What the documents in the case's ``sources/`` say; empty for a workbook.

    Documents that are dated after ``case.as_of`` were not known then, and are left out.
    """
    path = Path(case_path)
    sources = (path if path.is_dir() else path.parent) / "sources"
    readings = read_documents(sources / name for name in case.sources if (sources / name).is_file())
    return tuple(reading for reading in readings if (reading.document.date or "") <= case.as_of.isoformat())


def brief(case: Case, plan: Plan, readings: Iterable[Reading] = ()) -> Brief:
    """Everything that the products show of a plan; the independent check is run again."""
    verification = verify_plan(case, plan)
    note = (
        f"re-costed and re-checked independently: {len(plan.tours)} tours obey every rule"
        if verification.feasible
        else f"the independent check found {len(verification.violations)} violation(s)"
    )
    note += _of_bound(plan)
    read = tuple(readings)
    return make_brief(
        case,
        plan,
        findings=plan.findings,
        documents=tuple(reading.document for reading in read),
        facts=(*case.facts, *_not_accepted(case.facts, (fact for reading in read for fact in reading.facts))),
        questions=tuple(question for reading in read for question in reading.questions),
        verification_feasible=verification.feasible,
        verification_note=note,
    )


def _of_bound(plan: Plan) -> str:
    """What the certificate leaves open of a plan that is called optimal, or was."""
    certificate = plan.stats.get("certificate")
    said = certificate.get("note") if isinstance(certificate, dict) else None
    if not isinstance(said, str) or (plan.status == "optimal" and plan.stats.get("proof") == "bound"):
        return ""
    return f"; the certificate of the bound: {said}"


def _not_accepted(accepted: Iterable[Fact], read: Iterable[Fact]) -> Iterator[Fact]:
    """Facts read, less those that a person has accepted (perhaps corrected) from the same words."""
    known: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in accepted:
        known[fact.doc, fact.kind].append(fact)
    for fact in read:
        if not any(one.start < fact.end and fact.start < one.end for one in known[fact.doc, fact.kind]):
            yield fact


def publish(
    case: Case, plan: Plan, folder: str | Path, *, readings: Iterable[Reading] = ()
) -> tuple[Path, ...]:
    """
    Write ``plan.json``, ``report.html`` and ``plan.xlsx`` into ``folder``; return their paths.

    A plan made here has a ``certificate.json`` beside it. One that lies there from before, and would be of
    another plan, is taken away where the plan has none.

    Raises
    ------
    UsageError
        If the folder cannot be written.
    """
    target = Path(folder)
    content = brief(case, plan, readings)
    paths: tuple[Path, ...] = (target / "plan.json", target / "report.html", target / "plan.xlsx")
    try:
        target.mkdir(parents=True, exist_ok=True)
        write_plan(plan, paths[0])
        paths[1].write_text(render_report(content), encoding="utf-8")
        write_xlsx(content, paths[2])
        proof = target / "certificate.json"
        if plan.certificate is None:
            proof.unlink(missing_ok=True)
        else:
            proof.write_bytes(encode(certificate_json(plan.certificate), indent=1) + b"\n")
            paths = (*paths, proof)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror}",
            help="give `-o` a folder that you may write to",
            code="M003",
        ) from error
    return paths
