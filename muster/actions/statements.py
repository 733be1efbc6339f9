"""Statements: what somebody wants recorded in a ledger, in the words of a case folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from muster.casefile.columns import TABLES, check_header
from muster.casefile.delimited import CsvTable
from muster.casefile.entryfile import RawEntry, read_entries
from muster.casefile.faults import Faults, Where, one_of
from muster.casefile.material import read_text
from muster.errors import MaterialError
from muster.ledger.entry import Entry
from muster.ledger.faults import LedgerError
from muster.ledger.fold import known
from muster.ledger.kinds import CASE_NOUNS, NOUNS
from muster.ledger.record import Account

__all__ = ("Statement", "correction", "entry_numbered", "statements_of_file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    What somebody wants recorded, in the words of a case folder.

    Parameters
    ----------
    kind
        Such as ``unit.changed``. A noun alone stands for its first verb, or for its change where the ledger
        has the subject.
    values
        Columns of the row, as a case folder has them (for a note ``text``, for an assertion ``says``, for
        a document or plan ``file``); ``None`` where a row ends.
    whole
        Whether ``values`` are the whole row; else the other columns stay as they are.
    corrects
        Number of the entry that it replaces or takes back.
    only_new
        Record nothing where the ledger says the same already.
    where
        The place of a key in the user's file.
    """

    kind: str
    account: Account
    subject: str | None = None
    values: Mapping[str, Any] | None = None
    whole: bool = False
    corrects: int | None = None
    only_new: bool = False
    where: Callable[..., Where] | None = None
    folder: Path = field(default_factory=Path)

    def place(self, *keys: str) -> Where:
        """The place of a key, or of the statement."""
        return Where(None) if self.where is None else self.where(*keys)


def statements_of_file(path: Path, account: Account) -> tuple[Statement, ...]:
    """
    The statements of a file: of entries (TOML, JSON, JSON Lines), of rows, or of facts.

    A CSV file has the rows of one table of a case and is named after it: ``strength.csv``,
    ``strength-april.csv``. Facts are those of ``facts.jsonl`` or of ``muster read --json``. What the ledger
    says already is passed over of rows and facts.

    Parameters
    ----------
    account
        Who, why, on whose words, where an entry does not say so itself.

    Raises
    ------
    MaterialError
        With every fault of the file.
    LedgerError
        If there is nothing in it, or a CSV file is named after no table.
    """
    faults = Faults()
    text = read_text(path, path.name, faults)
    made: tuple[Statement, ...] = ()
    if text is not None and path.suffix.lower() == ".csv":
        made = tuple(_rows(text, path, account, faults))
    elif text is not None:
        raw = read_entries(text, path.name, faults)
        made = tuple(_statement(item, account, path.parent) for item in raw)
    if faults.failed:
        raise MaterialError(faults.problems())
    if not made:
        raise LedgerError(
            f"{path} holds no entry",
            help="write [[entry]] tables into it, or rows under the header of a table",
            code="M921",
        )
    return made


def _rows(text: str, path: Path, account: Account, faults: Faults) -> Iterator[Statement]:
    """One statement for each row of a table."""
    names = [name for name in TABLES if re.match(rf"{name}([-_. ]|$)", path.stem)]
    if not names:
        raise LedgerError(
            f"{path.name} is named after no table",
            help=f"name it after what its rows are, such as strength-april.csv: {one_of(list(TABLES), 20)}",
            code="M921",
        )
    spec = TABLES[max(names, key=len)]
    noun = next(noun.name for noun in CASE_NOUNS.values() if noun.form is spec.noun)
    table = CsvTable(path.name, text, faults)
    check_header(table, spec, faults)
    for line, cells in table.rows():
        yield Statement(
            kind=noun,
            values={name: cell for name, cell in zip(table.header, cells, strict=True) if cell.strip()},
            whole=True,
            only_new=True,
            account=account,
            where=_place_in(table, line),
        )


def _place_in(table: CsvTable, line: int) -> Callable[..., Where]:
    def where(*keys: str) -> Where:
        column = keys[-1] if keys and keys[-1] in table.header else None
        return table.where(line, column)

    return where


def _statement(raw: RawEntry, account: Account, folder: Path) -> Statement:
    return Statement(
        kind=raw.kind,
        subject=raw.subject,
        values=raw.body if raw.set is None else raw.set,
        whole=raw.body is not None,
        only_new=raw.fact,
        corrects=raw.corrects,
        account=Account(
            who=raw.who or account.who,
            effective=raw.effective or account.effective,
            reason=raw.reason or account.reason,
            source=raw.source or account.source,
            quote=raw.quote or account.quote,
        ),
        where=raw.where,
        folder=folder,
    )


def entry_numbered(entries: Sequence[Entry], n: int) -> Entry:
    """
    The entry of a number.

    Raises
    ------
    LedgerError
        If there is none.
    """
    if not 0 <= n < len(entries):
        raise LedgerError(
            f"there is no entry {n}: the ledger has entries 0 to {len(entries) - 1}",
            help="give the number that `muster log` shows",
            code="M920",
        )
    return entries[n]


def correction(entries: Sequence[Entry], n: int, values: Mapping[str, Any], account: Account) -> Statement:
    """
    The statement that corrects an entry: it holds from the same day, with these columns set right.

    Raises
    ------
    LedgerError
        If there is no such entry, it no longer stands, or its kind has no row to correct.
    """
    entry = entry_numbered(entries, n)
    noun, _, verb = entry.draft.kind.partition(".")
    if entry not in known(entries):
        by = max(item.n for item in entries if item.draft.corrects == n)
        raise LedgerError(
            f"entry {n} no longer stands: entry {by} corrected it",
            help=f"correct entry {by}",
            code="M920",
        )
    if account.effective is None:
        account = replace(account, effective=entry.draft.effective)
    if entry.draft.kind == "note.written":
        return Statement(kind="note.written", values=values, corrects=n, account=account)
    if noun not in NOUNS or verb == NOUNS[noun].end:
        raise LedgerError(
            f"entry {n} is {entry.draft.kind}, which has no columns to correct",
            help=f"take it back (muster ledger undo LEDGER {n} --reason …) and record anew",
            code="M920",
        )
    change = NOUNS[noun].change if "corrected" not in NOUNS[noun].also else "corrected"
    return Statement(
        kind=f"{noun}.{change}", subject=entry.draft.subject, values=values, corrects=n, account=account
    )
