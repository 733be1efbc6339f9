"""From a case to entries: the first time whole, later what differs from what the ledger says."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from muster.domain.case import Case
from muster.ledger.canonical import Json, canonical
from muster.ledger.entry import Draft, Entry
from muster.ledger.faults import LedgerError
from muster.ledger.fold import subjects_of
from muster.ledger.kinds import NOUNS, ORDERED, CaseSettings, DocumentBody, Noun
from muster.ledger.nouns import noun_json

__all__ = ("Account", "drafts_of", "rows_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who records a case, from when it holds, why, and on whose words."""

    who: str
    effective: date | None = None
    reason: str | None = None
    source: str | None = None
    quote: str | None = None


def rows_of(case: Case, documents: Mapping[str, bytes]) -> dict[str, dict[str, Json]]:
    """
    For every noun its subjects, in the order of the case, each with its body.

    A row without a key of its own is called by a hash of its content; rows that would bear one name are
    numbered.
    """
    nouns: dict[str, list[object]] = {
        noun.name: list(getattr(case, noun.field)) for noun in NOUNS.values() if noun.field is not None
    }
    nouns["case"] = [
        CaseSettings(
            name=case.name,
            as_of=case.as_of,
            planning=case.planning,
            shortfall_prices=case.shortfall_prices,
            extra=case.extra,
        )
    ]
    nouns["document"] = [_document(name, documents.get(name)) for name in case.sources]
    return {name: _named(NOUNS[name], nouns[name]) for name in NOUNS}


def _named(noun: Noun, rows: Iterable[object]) -> dict[str, Json]:
    met: Counter[str] = Counter()
    named: dict[str, Json] = {}
    for row in rows:
        body = noun_json(row)
        name = noun.key(row) if noun.key else sha256(canonical(body)).hexdigest()[:16]
        met[name] += 1
        named[name if met[name] == 1 else f"{name} #{met[name]}"] = body
    return named


def _document(name: str, data: bytes | None) -> DocumentBody:
    if data is None:
        return DocumentBody(name=name)
    return DocumentBody(name=name, sha256=sha256(data).hexdigest(), data=b64encode(data).decode())


def drafts_of(
    case: Case, documents: Mapping[str, bytes], account: Account, entries: Sequence[Entry] = ()
) -> tuple[Draft, ...]:
    """
    The entries that bring a ledger from what it says to what the case says.

    Parameters
    ----------
    case, documents
        The case, and the bytes of its documents by name, as far as there are any.
    account
        Who, from when, why.
    entries
        What the ledger has; nothing for a new one.

    Returns
    -------
    tuple
        Empty if they say the same. A row that went is ended, one that came or differs is stated whole; where
        the rows then stand in another order than in the case, the order is stated too.

    Raises
    ------
    LedgerError
        If entries that are effective later would hide the change.
    """
    before = subjects_of(entries)
    drafts: list[Draft] = []

    def draft(kind: str, subject: str, body: Json) -> None:
        drafts.append(
            Draft(
                kind=kind,
                subject=subject,
                body=body,
                who=account.who,
                effective=account.effective,
                reason=account.reason,
                source=account.source,
                quote=account.quote,
            )
        )

    wanted = rows_of(case, documents)
    for name, rows in wanted.items():
        noun, old = NOUNS[name], before[name]
        for subject in [gone for gone in old if gone not in rows]:
            draft(f"{name}.{noun.end}", subject, None)
        for subject, body in rows.items():
            if subject not in old:
                draft(f"{name}.{noun.bring}", subject, body)
            elif old[subject].draft.body != body:
                draft(f"{name}.{_verb(noun, body)}", subject, body)
    after = _with(entries, drafts)
    for name, rows in wanted.items():
        found = {subject: entry.draft.body for subject, entry in after[name].items()}
        if found != rows:
            raise LedgerError(
                f"recorded as effective {account.effective or 'always'} the change would not hold:"
                f" the ledger has later entries on a {name}",
                help="give the day from which it holds (--effective), not before theirs",
                code="M902",
            )
        if list(found) != list(rows):
            draft(ORDERED, name, list(rows))
    return tuple(drafts)


def _with(entries: Sequence[Entry], drafts: Sequence[Draft]) -> dict[str, dict[str, Entry]]:
    """What the ledger would say with the drafts."""
    last = entries[-1] if entries else None
    recorded = last.recorded if last else datetime.min.replace(tzinfo=UTC)
    number = last.n + 1 if last else 0
    return subjects_of(
        [
            *entries,
            *(Entry(n=place, recorded=recorded, draft=draft) for place, draft in enumerate(drafts, number)),
        ]
    )


def _verb(noun: Noun, body: Json) -> str:
    """What a change is called: an authority whose status is rescinded is rescinded."""
    status = body.get("status") if isinstance(body, dict) else None
    return status if isinstance(status, str) and status in noun.also else noun.change
