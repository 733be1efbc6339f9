"""From a case to entries: the first time whole, later what differs from what the ledger says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256

from muster.domain.case import Case
from muster.ledger.canonical import Json, canonical
from muster.ledger.entry import Draft, Entry
from muster.ledger.faults import LedgerError
from muster.ledger.fold import known, subjects_of
from muster.ledger.kinds import CASE_NOUNS, NOUNS, ORDERED, CaseSettings, DocumentBody, FileText, Noun
from muster.ledger.nouns import noun_json, noun_of

__all__ = ("Account", "drafts_of", "rows_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who records a case, from when it holds, why, and on whose words."""

    who: str
    effective: date | None = None
    reason: str | None = None
    source: str | None = None
    quote: str | None = None


def rows_of(
    case: Case, documents: Mapping[str, bytes], before: Mapping[str, Mapping[str, Entry]] | None = None
) -> dict[str, dict[str, Json]]:
    """
    For every noun its subjects, in the order of the case, each with its body.

    Parameters
    ----------
    before
        What a ledger says, by noun and subject: a row that it has keeps the name that it has there. Rows
        that would bear one name are numbered.
    """
    nouns: dict[str, list[object]] = {
        noun.name: list(getattr(case, noun.field)) for noun in CASE_NOUNS.values() if noun.field is not None
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
    known = before or {}
    return {
        name: _named(noun, nouns[name], {s: e.draft.body for s, e in known.get(name, {}).items()})
        for name, noun in CASE_NOUNS.items()
    }


def _named(noun: Noun, rows: Iterable[object], old: Mapping[str, Json]) -> dict[str, Json]:
    """
    Rows by name: first those that the ledger has to the letter, then by what they are called.

    Two rows may be called the same (reports of one source for one day): the second is ``#2``.
    """
    told = [(row, noun_json(row)) for row in rows]
    same: dict[bytes, list[str]] = {}
    for name, body in old.items():
        same.setdefault(canonical(body), []).append(name)
    names: list[str | None] = []
    taken: set[str] = set()
    for _, body in told:
        found = same.get(canonical(body))
        kept = found.pop(0) if found else None
        names.append(kept)
        if kept is not None:
            taken.add(kept)
    named: dict[str, Json] = {}
    for (row, body), kept in zip(told, names, strict=True):
        named[kept if kept is not None else _free(noun.key(row), taken)] = body
    return named


def _free(label: str, taken: set[str]) -> str:
    name, number = label, 1
    while name in taken:
        number += 1
        name = f"{label} #{number}"
    taken.add(name)
    return name


def _document(name: str, data: bytes | None) -> DocumentBody:
    if data is None:
        return DocumentBody(name=name)
    return DocumentBody(name=name, sha256=sha256(data).hexdigest(), data=b64encode(data).decode())


def drafts_of(
    case: Case,
    documents: Mapping[str, bytes],
    account: Account,
    entries: Sequence[Entry] = (),
    files: Mapping[str, str | None] | None = None,
    *,
    as_of: date | None = None,
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
    files
        The texts of the folder's files as they were written, ``None`` for one that says no more than the case
        does; they are left alone if not given.
    as_of
        The day of the world that the case shows: what holds from a later day is left alone. By default
        everything that is recorded.

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
    before = subjects_of(entries, as_of=as_of)
    drafts: list[Draft] = []

    def draft(kind: str, subject: str, body: Json, effective: date | None = account.effective) -> None:
        drafts.append(
            Draft(
                kind=kind,
                subject=subject,
                body=body,
                who=account.who,
                effective=effective,
                reason=account.reason,
                source=account.source,
                quote=account.quote,
            )
        )

    if as_of == case.as_of and "case" in before["case"]:  # the day of the view, not of the case
        case = replace(case, as_of=noun_of(CaseSettings, before["case"]["case"].draft.body).as_of)
    wanted = rows_of(case, documents, before)
    for name, rows in wanted.items():
        noun, old = CASE_NOUNS[name], before[name]
        for subject in [gone for gone in old if gone not in rows]:
            draft(f"{name}.{noun.end}", subject, None)
        for subject, body in rows.items():
            if subject not in old:
                draft(f"{name}.{noun.bring}", subject, body)
            elif old[subject].draft.body != body:
                draft(f"{name}.{_verb(noun, old[subject].draft.body, body)}", subject, body)
    after = _with(entries, drafts, as_of)
    for name, rows in wanted.items():
        found = {subject: entry.draft.body for subject, entry in after[name].items()}
        if found != rows:
            raise LedgerError(
                f"recorded as effective {account.effective or 'always'} the change would not hold:"
                f" the ledger has later entries on a {name}",
                help="give the day from which it holds (--effective), not before theirs; a case as of a day"
                " is recorded with `muster ledger sync --as-of`",
                code="M902",
            )
        if list(found) != list(rows):
            draft(ORDERED, name, list(rows), _day_of_order(name, account.effective, entries, as_of))
    if files is not None:
        old_texts = before["file"]
        changed = bool(drafts)
        for name, text in files.items():
            body = None if text is None else noun_json(FileText(name=name, text=text))
            if body is not None and name not in old_texts:
                draft(f"file.{NOUNS['file'].bring}", name, body)
            elif body is not None and old_texts[name].draft.body != body:
                draft(f"file.{NOUNS['file'].change}", name, body)
        for name in old_texts:
            if changed and files.get(name) is None:
                draft(f"file.{NOUNS['file'].end}", name, None)
    return tuple(drafts)


def _day_of_order(
    noun: str, effective: date | None, entries: Sequence[Entry], as_of: date | None
) -> date | None:
    """The day from which an order holds: not before that of the one that it takes the place of."""
    days = [effective] if effective is not None else []
    for entry in known(entries):
        day = entry.draft.effective
        of_noun = entry.draft.kind == ORDERED and entry.draft.subject == noun
        if of_noun and day is not None and (as_of is None or day <= as_of):
            days.append(day)
    return max(days, default=None)


def _with(
    entries: Sequence[Entry], drafts: Sequence[Draft], as_of: date | None
) -> dict[str, dict[str, Entry]]:
    """What the ledger would say with the drafts."""
    last = entries[-1] if entries else None
    recorded = last.recorded if last else datetime.min.replace(tzinfo=UTC)
    number = last.n + 1 if last else 0
    return subjects_of(
        [
            *entries,
            *(Entry(n=place, recorded=recorded, draft=draft) for place, draft in enumerate(drafts, number)),
        ],
        as_of=as_of,
    )


def _verb(noun: Noun, old: Json, new: Json) -> str:
    """What a change is called: an authority may be rescinded, a request approved."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return noun.change
    status = new.get("status")
    if isinstance(status, str) and status in noun.also and status != old.get("status"):
        return status
    if "approved" in noun.also and old.get("approval") is None and new.get("approval") is not None:
        return "approved"
    return noun.change
