"""Reading a case: every file, every row, every reference, and all of its faults in one pass."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from muster.casefile.columns import TABLES, read_rows
from muster.casefile.delimited import CsvTable
from muster.casefile.factfile import read_fact, read_facts
from muster.casefile.faults import Faults, Where, did_you_mean, shown
from muster.casefile.instruments import authority_ids, read_authorities
from muster.casefile.material import inside, read_bytes, read_text
from muster.casefile.relations import Rows, check_relations
from muster.casefile.rotation import check_rotation
from muster.casefile.settings import Settings, read_settings
from muster.casefile.table import Table
from muster.casefile.tree import Tree, read_toml
from muster.casefile.workbook import Workbook, open_workbook
from muster.domain.authority import Authority
from muster.domain.case import Case
from muster.domain.fact import Fact
from muster.errors import Problem

__all__ = ("read_case",)

_SHEETS = ("case", *TABLES, "authorities", "ceilings", "quotes", "dues", "facts", "sources")
_BOOK = "case.xlsx"
_SOURCES = "sources"


def read_case(path: Path) -> tuple[Case | None, tuple[Problem, ...]]:
    """
    Read a case from a folder, from a ``case*.toml`` in one, or from a workbook.

    Parameters
    ----------
    path
        The folder, settings file or ``.xlsx`` workbook.

    Returns
    -------
    tuple
        The case, ``None`` exactly if some problem is an error; and every problem, by file and line.
    """
    faults = Faults()
    with _collection_paused():
        case = _Reading(path, faults).case()
    problems = faults.problems()
    return (None if faults.failed else case), problems


@contextmanager
def _collection_paused() -> Iterator[None]:
    """
    No cyclic collection while millions of values without cycles are made; it would be quadratic.

    Afterwards they count as old, so that the next collection of young values does not walk them all:
    freezing and unfreezing does just that, and is left out where someone else has frozen values.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class _Reading:
    """One reading of one case: which folder or workbook, and what has been opened so far."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self.path = path
        self.faults = faults
        self.folder: Path | None = None
        self.book: Workbook | None = None
        self.settings_name = "case.toml"
        self.files: dict[str, str] = {}
        self.files_where: dict[str, Where] = {}

    def case(self) -> Case | None:
        """The case as far as it could be read."""
        tree = self._open()
        if tree is None:
            return None
        settings = read_settings(tree, self.faults)
        self.files = settings.files
        self.files_where = {name: tree.where(("files", name)) for name in settings.files}
        if self.book is not None:
            self.book.unknown_sheets(_SHEETS)
        rows = self._tables()
        self._needed(rows)
        authorities = self._authorities(rows)
        prices = {priority for priority, _ in settings.shortfall_prices} if settings.prices_sound else None
        check_relations(rows, prices, self.faults)
        check_rotation(rows, settings.planning, self.faults)
        facts = self._facts()
        sources = self._sources(settings, authorities)
        if settings.name is None or settings.as_of is None or settings.planning is None:
            return None
        return Case(
            name=settings.name,
            as_of=settings.as_of,
            planning=settings.planning,
            shortfall_prices=settings.shortfall_prices,
            assumptions=settings.assumptions,
            **{spec.field: tuple(rows.nouns.get(name, ())) for name, spec in TABLES.items()},
            authorities=authorities,
            facts=facts,
            sources=sources,
            extra=settings.extra,
        )

    # What the path is

    def _open(self) -> Tree | None:
        path, faults = self.path, self.faults
        try:
            is_folder, is_file = path.is_dir(), path.is_file()
            exists = is_folder or is_file or path.exists()
        except (OSError, ValueError) as error:
            faults.add(
                "M104",
                f"{shown(str(path), 200)} cannot be read: {error}",
                help="check the path and your rights to it",
            )
            return None
        if not exists:
            faults.add(
                "M101",
                f"there is no case at {shown(str(path), 200)}",
                help="name a case folder, a case*.toml in it, or an .xlsx workbook; `muster"
                " new DIR` makes one",
            )
            return None
        if is_folder:
            return self._open_folder(path, "case.toml")
        if not is_file:
            faults.add(
                "M103",
                f"{path.name} is neither a folder nor a regular file",
                help="name a case folder or workbook",
            )
            return None
        if path.suffix.lower() == ".toml":
            return self._open_folder(path.parent, path.name)
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
            data = read_bytes(path, path.name, faults)
            self.book = None if data is None else open_workbook(data, path.name, faults)
            return self._book_settings(path.name)
        faults.add(
            "M103",
            f"{path.name} is a file where a case folder is expected",
            help="name the folder that holds it, a case*.toml, or an .xlsx workbook",
            where=Where(path.name),
        )
        return None

    def _open_folder(self, folder: Path, settings: str) -> Tree | None:
        self.folder, self.settings_name = folder, settings
        faults = self.faults
        try:
            names = sorted(entry.name for entry in folder.iterdir())
        except OSError as error:
            faults.add(
                "M104",
                f"the folder {shown(str(folder), 200)} cannot be read: {error.strerror}",
                help="check your rights to it",
            )
            return None
        if _BOOK in names:
            book = inside(folder, _BOOK, faults)
            data = None if book is None else read_bytes(book, _BOOK, faults)
            if data is not None:
                self.book = open_workbook(data, _BOOK, faults)
        self._misspelt(names)
        if settings in names:
            if self.book is not None and "case" in self.book.sheets:
                self._twice(settings, "case")
            path = inside(folder, settings, faults)
            text = None if path is None else read_text(path, settings, faults)
            return None if text is None else read_toml(text, settings, faults)
        if _BOOK in names:
            return self._book_settings(_BOOK)
        others = [name for name in names if name.startswith("case") and name.endswith(".toml")]
        if others:
            help_ = f"name one of its settings files: {', '.join(others[:6])}"
        elif names:
            help_ = "add case.toml; `muster new DIR` writes a small commented case to start from"
        else:
            help_ = "`muster new DIR` writes a small commented case to start from"
        faults.add(
            "M101",
            "there is no case.toml here" if names else "the folder is empty",
            help=help_,
            where=Where("case.toml"),
        )
        return None

    def _book_settings(self, file: str) -> Tree | None:
        if self.book is None:
            return None
        if "case" not in self.book.sheets:
            self.faults.add(
                "M102",
                f"{file} has no sheet case",
                help="add a sheet named case with the columns key and value: case.name,"
                " case.as_of, planning.start, planning.end",
                where=Where(file),
            )
            return None
        return self.book.case_tree()

    def _misspelt(self, names: list[str]) -> None:
        """CSV files whose name is almost that of a table which is not there."""
        absent = [name for name in TABLES if f"{name}.csv" not in names]
        for name in names:
            stem, dot, ending = name.rpartition(".")
            if not dot or ending.lower() != "csv" or (stem in TABLES and ending == "csv"):
                continue
            near = did_you_mean(stem, absent)
            if near and abs(len(near) - len(stem)) <= 2:
                self.faults.warn(
                    "M122",
                    f"{name} is not read: no table has that name",
                    help=f"did you mean {near}.csv? [files] in {self.settings_name} can name"
                    f" another file for a table",
                    where=Where(name),
                )

    def _twice(self, file: str, sheet: str) -> None:
        self.faults.add(
            "M109",
            f"{file} and the sheet {sheet} of {_BOOK} are both there",
            help="keep one of the two, so that it is clear which holds",
            where=Where(file),
        )

    # What the case is made of

    def _content(self, name: str, ending: str) -> tuple[str | None, bool]:
        """File of a table in the folder (``None`` if it has none), and whether the sheet holds it."""
        sheet = self.book is not None and name in self.book.sheets
        if self.folder is None:
            if self.files.get(name):
                self.faults.add(
                    "M414",
                    f"files.{name} names a file, but a workbook holds all of its case",
                    help="remove it; write case.toml in a folder to use several files",
                    where=self.files_where[name],
                )
            return None, sheet and self.files.get(name) != ""
        if name in self.files:
            return self.files[name] or None, False
        file = f"{name}.{ending}"
        there = (self.folder / file).exists() or (self.folder / file).is_symlink()
        if there and sheet:
            self._twice(file, name)
        return (file if there else None), sheet and not there

    def _text(self, name: str, file: str) -> str | None:
        """Text of a file of the folder."""
        assert self.folder is not None
        where = self.files_where.get(name)
        path = inside(self.folder, file, self.faults, where)
        if path is None:
            return None
        if where is not None and not path.exists():
            self.faults.add(
                "M102",
                f"{file} is missing, which {self.settings_name} names for {name}",
                help=f'add the file, correct the name, or write {name} = "" for none',
                where=where,
            )
            return None
        return read_text(path, file, self.faults)

    def _table(self, name: str) -> tuple[Table | None, bool]:
        """A table, and whether the case has it at all (it may be there and unreadable)."""
        file, sheet = self._content(name, "csv")
        if file is not None:
            text = self._text(name, file)
            if text is None:
                return None, True
            table = CsvTable(file, text, self.faults)
            return (table if table.header else None), True
        if sheet and self.book is not None:
            return self.book.table(name), True
        return None, False

    def _tables(self) -> Rows:
        rows = Rows()
        for name, spec in TABLES.items():
            table, there = self._table(name)
            if table is None:
                rows.keys[name] = None if there else set()
                continue
            rows.tables[name] = table
            rows.nouns[name], keys = read_rows(table, spec, self.faults)
            rows.keys[name] = keys if spec.columns[0].name in table.header else None
        return rows

    def _needed(self, rows: Rows) -> None:
        """Tables without which others cannot be meant: a header line alone says that there are none."""
        for name, others in (
            ("units", ("requests",)),
            ("requests", ("units",)),
            ("skills", ("units", "requests")),
        ):
            if name in rows.tables or rows.keys.get(name) is None or self.files.get(name) == "":
                continue
            if all(other in rows.tables for other in others):
                columns = ",".join(column.name for column in TABLES[name].columns if column.required)
                what = f"{name}.csv" if self.folder is not None else f"the sheet {name}"
                self.faults.add(
                    "M102",
                    f"{what} is missing, though the case has {' and '.join(others)}",
                    help=f"add it; if there are none, its header alone says so: {columns}",
                    where=Where(f"{name}.csv" if self.folder is not None else f"{self.path.name}#{name}"),
                )

    def _authorities(self, rows: Rows) -> tuple[Authority, ...]:
        tree: Tree | None = None
        file, sheet = self._content("authorities", "toml")
        there = file is not None or sheet
        if file is not None:
            text = self._text("authorities", file)
            tree = None if text is None else read_toml(text, file, self.faults)
        elif sheet and self.book is not None:
            tree = self.book.authority_tree()
        if tree is None:
            rows.authorities = None if there else set()
            return ()
        places = rows.keys.get("places")
        rows.authorities = authority_ids(tree)
        authorities = read_authorities(tree, self.faults, places)
        rows.ceilings = {ceiling.id for authority in authorities for ceiling in authority.ceilings}
        return authorities

    def _facts(self) -> tuple[Fact, ...]:
        file, sheet = self._content("facts", "jsonl")
        if file is not None:
            text = self._text("facts", file)
            return () if text is None else read_facts(text, file, self.faults)
        if not sheet or self.book is None:
            return ()
        table = self.book.table("facts")
        if table is None:
            return ()
        found = []
        for line, row in table.rows():
            fact = read_fact(row[0], table.where(line, 0), self.faults)
            if fact is not None:
                found.append(fact)
        return tuple(found)

    def _sources(self, settings: Settings, authorities: tuple[Authority, ...]) -> tuple[str, ...]:
        """Names of documents: those in ``sources/``, and those that the case lists."""
        listed = list(settings.sources)
        if self.book is not None and (self.folder is None or "sources" in self.book.sheets):
            table = self.book.table("sources")
            if table is not None:
                listed += [row[0].strip() for _, row in table.rows()]
        if self.folder is None:
            return tuple(dict.fromkeys(listed))
        found = self._documents(self.folder)
        for name in listed:
            if name not in found:
                self._absent(f"{_SOURCES}/{name}", "the case lists it")
        known = {*found, *listed}
        for authority in authorities:
            for quote in authority.quotes:
                head, slash, name = quote.source.partition("/")
                if slash and head == _SOURCES and name not in known:
                    self._absent(quote.source, f"authority {authority.id} quotes it")
        return tuple(dict.fromkeys([*listed, *found]))

    def _absent(self, name: str, who: str) -> None:
        self.faults.warn(
            "M123",
            f"the document {name} is not in the case, though {who}",
            help="add the document, so that its words can be checked",
            where=Where(name),
        )

    def _documents(self, folder: Path) -> list[str]:
        root = folder / _SOURCES
        if not root.exists() and not root.is_symlink():
            return []
        if inside(folder, _SOURCES, self.faults) is None:
            return []
        if not root.is_dir():
            self.faults.add(
                "M103",
                f"{_SOURCES} is a file where a folder is expected",
                help="make it a folder and put the documents into it",
                where=Where(_SOURCES),
            )
            return []
        names: list[str] = []

        def unreadable(error: OSError) -> None:
            self.faults.add(
                "M104",
                f"{_SOURCES} cannot be read: {error.strerror}",
                help="check your rights to the folder",
                where=Where(_SOURCES),
            )

        for parent, folders, files in os.walk(root, onerror=unreadable):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in files:
                relative = (Path(parent) / name).relative_to(root).as_posix()
                if (
                    not name.startswith(".")
                    and inside(folder, f"{_SOURCES}/{relative}", self.faults) is not None
                ):
                    names.append(relative)
        return sorted(names)
