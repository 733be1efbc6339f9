"""Verify a plan, anyone's, against the rules and to the cent."""

from __future__ import annotations

from pathlib import Path

from muster.casefile.certificatefile import read_certificate as parse_certificate
from muster.domain.case import Case
from muster.domain.certificate import Certificate
from muster.domain.plan import Plan
from muster.errors import MaterialError, Problem
from muster.planner.verify import CertificateCheck, Verification, verify_certificate, verify_plan

__all__ = ("CertificateCheck", "read_certificate", "verify", "verify_bound")


def verify(case: Case, plan: Plan) -> Verification:
    """An independent check of ``plan`` that shares no code with the search."""
    return verify_plan(case, plan)


def verify_bound(case: Case, plan: Plan, certificate: Certificate) -> CertificateCheck:
    """The bounds that ``certificate`` claims for ``plan``, recomputed in whole numbers from the case."""
    return verify_certificate(case, plan, certificate)


def read_certificate(path: str | Path) -> Certificate:
    """
    A ``certificate.json``, ours or anyone's.

    Raises
    ------
    MaterialError
        With every fault of the file.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise MaterialError(
            [
                Problem(
                    code="M002",
                    message=f"{file} cannot be read ({error.strerror})",
                    file=str(file),
                    help="give the path of a certificate.json, as `muster plan CASE -o DIR` writes it",
                )
            ]
        ) from error
    found, problems = parse_certificate(data, file=str(file))
    if found is None:
        raise MaterialError(problems)
    return found
