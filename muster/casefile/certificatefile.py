"""``certificate.json``: the proof that goes with a plan, written exactly and read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from muster.casefile.codec import decode
from muster.casefile.faults import Faults, Where, shown
from muster.domain.certificate import ROW_KINDS, Branch, Certificate, Claim, PricedRow, Proof
from muster.errors import MaterialError, Problem

__all__ = ("CERTIFICATE_SCHEMA", "certificate_json", "read_certificate")

CERTIFICATE_SCHEMA = "muster.certificate/1"

T = TypeVar("T")

#: Keys of a row beyond ``row`` and ``price``: key in the file -> field.
_KEYS = {
    "line": "line",
    "ceiling": "ceiling",
    "authority": "authority",
    "place": "place",
    "unit": "unit",
    "priority": "priority",
    "from": "start",
    "until": "end",
    "size": "size",
    "limit": "limit",
}
_FRACTION = re.compile(r"[0-9]{1,60}(/[1-9][0-9]{0,60})?")
_HELP = "`muster schema certificate` prints the form; `muster plan CASE -o DIR` writes a certificate.json"


def certificate_json(certificate: Certificate) -> dict[str, object]:
    """
    A certificate as JSON: prices are fractions written out, so that nothing is rounded.

    ``rows`` at the top says what a row of each kind means that is used below.
    """
    used = {row.kind for claim in certificate.claims for proof in claim.proofs for row in proof.rows}
    return {
        "schema": CERTIFICATE_SCHEMA,
        "case": certificate.case,
        "as_of": certificate.as_of.isoformat(),
        "case_sha256": certificate.case_sha256,
        "law": certificate.law,
        "allow_unknown": certificate.allow_unknown,
        "assume_signed": list(certificate.assume_signed),
        "proof": certificate.proof,
        "rows": {kind: words for kind, words in ROW_KINDS.items() if kind in used},
        "claims": [
            {
                "level": claim.level,
                "unit": "headcount-day" if claim.level.startswith("priority") else "cent",
                "bound": claim.bound,
                "proofs": [
                    {
                        "branches": [_branch_json(branch) for branch in proof.branches],
                        "rows": [_row_json(row) for row in proof.rows],
                    }
                    for proof in claim.proofs
                ],
            }
            for claim in certificate.claims
        ],
    }


def _row_json(row: PricedRow) -> dict[str, object]:
    found: dict[str, object] = {"row": row.kind}
    for key, name in _KEYS.items():
        value = getattr(row, name)
        if value is not None:
            found[key] = value.isoformat() if isinstance(value, date) else value
    found["price"] = str(row.price)
    return found


def _branch_json(branch: Branch) -> dict[str, object]:
    found: dict[str, object] = {}
    if branch.member is not None:
        found["member"] = list(branch.member)
    for key, value in (
        ("line", branch.line),
        ("from", branch.start and branch.start.isoformat()),
        ("until", branch.end and branch.end.isoformat()),
        ("duty_status", branch.duty_status),
        ("authorities", None if branch.authorities is None else list(branch.authorities)),
        ("mobilization", branch.mobilization),
    ):
        if value is not None:
            found[key] = value
    return {**found, branch.sense: branch.number, "price": str(branch.price)}


def read_certificate(
    data: bytes | str, *, file: str = "certificate.json"
) -> tuple[Certificate | None, tuple[Problem, ...]]:
    """
    Read anyone's certificate.

    Returns
    -------
    tuple
        The certificate, ``None`` if some problem is an error; and every problem. Whether it proves what it
        claims is not asked here.
    """
    try:
        value = decode(data, file=file)
    except MaterialError as error:
        return None, error.problems
    reading = _Reading(file)
    found = reading.certificate(value)
    problems = reading.faults.problems()
    return (None if reading.faults.failed else found), tuple(problems)


def _said(value: object) -> str:
    return "nothing" if value is None else shown(value if isinstance(value, str) else json.dumps(value))


class _Reading:
    """Values taken from JSON; what is not as it should be is told with its path."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults = Faults()

    def fault(self, path: str, message: str) -> None:
        if self.faults.room("M510", self.file):
            self.faults.add("M510", f"{path}: {message}", help=_HELP, where=Where(self.file))

    def certificate(self, value: object) -> Certificate | None:
        top = self.table(value, "the certificate")
        if top is None:
            return None
        if top.get("schema") != CERTIFICATE_SCHEMA:
            self.fault("schema", f"found {_said(top.get('schema'))}, expected {CERTIFICATE_SCHEMA!r}")
            return None
        digest = self.text(top, "case_sha256", "")
        if not re.fullmatch("[0-9a-f]{64}", digest):
            self.fault("case_sha256", "expected 64 hexadecimal digits")
        law = self.text(top, "law", "")
        if law not in ("checked", "assumed"):
            self.fault("law", f"found {_said(law)}, expected checked or assumed")
        proof = top.get("proof")
        if proof not in (None, "bound", "enumeration"):
            self.fault("proof", f"found {_said(proof)}, expected bound, enumeration or null")
        unknown = top.get("allow_unknown")
        if not isinstance(unknown, bool):
            self.fault("allow_unknown", f"found {_said(unknown)}, expected true or false")
        return Certificate(
            case=self.text(top, "case", ""),
            as_of=self.day(top.get("as_of"), "as_of") or date.min,
            case_sha256=digest,
            law=law,
            allow_unknown=unknown is True,
            assume_signed=self.texts(top.get("assume_signed"), "assume_signed"),
            proof=proof if isinstance(proof, str) else None,
            claims=self.each(top.get("claims"), "claims", self.claim),
        )

    def claim(self, value: object, path: str) -> Claim | None:
        table = self.table(value, path)
        if table is None:
            return None
        return Claim(
            level=self.text(table, "level", path),
            bound=self.whole(table.get("bound"), f"{path}.bound") or 0,
            proofs=self.each(table.get("proofs"), f"{path}.proofs", self.proof),
        )

    def proof(self, value: object, path: str) -> Proof | None:
        table = self.table(value, path)
        if table is None:
            return None
        return Proof(
            rows=self.each(table.get("rows"), f"{path}.rows", self.row),
            branches=self.each(table.get("branches", []), f"{path}.branches", self.branch),
        )

    def row(self, value: object, path: str) -> PricedRow | None:
        table = self.table(value, path)
        if table is None:
            return None
        kind = self.text(table, "row", path)
        if kind not in ROW_KINDS:
            self.fault(f"{path}.row", f"found {_said(kind)}, expected one of {', '.join(ROW_KINDS)}")
        for key in table:
            if key not in _KEYS and key not in ("row", "price"):
                self.fault(f"{path}.{key}", f"no row has this key; expected one of {', '.join(_KEYS)}")

        def name(key: str) -> str | None:
            return self.text(table, key, path) if key in table else None

        def number(key: str) -> int | None:
            return self.whole(table[key], f"{path}.{key}") if key in table else None

        def when(key: str) -> date | None:
            return self.day(table[key], f"{path}.{key}") if key in table else None

        return PricedRow(
            kind=kind,
            price=self.price(table.get("price"), f"{path}.price"),
            line=name("line"),
            ceiling=name("ceiling"),
            authority=name("authority"),
            place=name("place"),
            unit=name("unit"),
            priority=number("priority"),
            start=when("from"),
            end=when("until"),
            size=number("size"),
            limit=number("limit"),
        )

    def branch(self, value: object, path: str) -> Branch | None:
        table = self.table(value, path)
        if table is None:
            return None
        senses = [sense for sense in ("at_most", "at_least") if sense in table]
        if len(senses) != 1:
            self.fault(path, "expected either at_most or at_least")
            return None
        member = None
        if "member" in table:
            member = self.member(table["member"], f"{path}.member")
        return Branch(
            sense=senses[0],
            number=self.whole(table[senses[0]], f"{path}.{senses[0]}") or 0,
            price=self.price(table.get("price"), f"{path}.price"),
            member=member,
            line=self.text(table, "line", path) if "line" in table else None,
            start=self.day(table["from"], f"{path}.from") if "from" in table else None,
            end=self.day(table["until"], f"{path}.until") if "until" in table else None,
            duty_status=self.text(table, "duty_status", path) if "duty_status" in table else None,
            authorities=self.texts(table["authorities"], f"{path}.authorities")
            if "authorities" in table
            else None,
            mobilization=self.text(table, "mobilization", path) if "mobilization" in table else None,
        )

    def member(self, value: object, path: str) -> tuple[str, int, int | None] | None:
        if isinstance(value, list) and len(value) == 3:
            unit, element, part = value
            whole = type(element) is int and (part is None or type(part) is int)
            if isinstance(unit, str) and whole:
                return unit, element, part
        self.fault(path, f"found {_said(value)}, expected unit, element and part (or null)")
        return None

    # -- plain values -------------------------------------------------------------------------

    def table(self, value: object, path: str) -> Mapping[str, object] | None:
        if isinstance(value, dict):
            return value
        self.fault(path, f"found {_said(value)}, expected an object")
        return None

    def each(self, value: object, path: str, read: Callable[[object, str], T | None]) -> tuple[T, ...]:
        if not isinstance(value, list):
            self.fault(path, f"found {_said(value)}, expected a list")
            return ()
        found = (read(item, f"{path}[{index}]") for index, item in enumerate(value))
        return tuple(item for item in found if item is not None)

    def text(self, table: Mapping[str, object], key: str, path: str) -> str:
        value = table.get(key)
        if isinstance(value, str):
            return value
        self.fault(f"{path}.{key}".lstrip("."), f"found {_said(value)}, expected a text")
        return ""

    def texts(self, value: object, path: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(path, f"found {_said(value)}, expected a list of texts")
        return ()

    def whole(self, value: object, path: str) -> int | None:
        if type(value) is int and value >= 0:
            return value
        self.fault(path, f"found {_said(value)}, expected a whole number, 0 or more")
        return None

    def day(self, value: object, path: str) -> date | None:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.fault(path, f"found {_said(value)}, expected a date such as 2025-05-22")
        return None

    def price(self, value: object, path: str) -> Fraction:
        if isinstance(value, str) and _FRACTION.fullmatch(value):
            return Fraction(value)
        self.fault(path, f'found {_said(value)}, expected a fraction as text, such as "7/2", at least 0')
        return Fraction(0)
