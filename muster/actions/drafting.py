"""From statements to drafts: rows are gathered in a sketch of the case, and the case is read again."""

from __future__ import annotations

import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from muster.actions.statements import Statement
from muster.casefile.faults import Faults, Where, did_you_mean, one_of, shown
from muster.casefile.folder import write_case
from muster.casefile.read import read_case
from muster.casefile.sketch import Row, Sketch, UnknownColumnError, row_of, table_of
from muster.domain.assertion import STRENGTH, Assertion, parse_assertion
from muster.domain.authority import Authority
from muster.domain.case import Assumption, Case
from muster.domain.strength import StrengthReport
from muster.errors import Problem
from muster.ledger.canonical import canonical
from muster.ledger.entry import Draft, Entry
from muster.ledger.faults import EntryError, LedgerError
from muster.ledger.fold import known, subjects_of, view
from muster.ledger.kinds import CASE_NOUNS, KINDS, NOUNS, ORDERED, UNDONE, CaseSettings, DocumentBody, Noun
from muster.ledger.nouns import noun_json, noun_of

__all__ = ("Drafting",)


@dataclass(slots=True)
class _Pending:
    """A row that was stated and is not read yet; ``row`` is ``None`` where it ends."""

    at: int
    noun: Noun
    kind: str
    subject: str | None
    row: Row | None


class Drafting:
    """Statements on their way to drafts: rows are gathered in a sketch of the case and read together."""

    def __init__(self, entries: Sequence[Entry], statements: tuple[Statement, ...], alone: bool) -> None:
        self.entries = list(entries)
        self.statements = statements
        self.alone = alone and all(_ends(statement) for statement in statements)
        self.faults = Faults()
        self._others: list[Problem] = []
        self._first = len(entries)
        self._pending: list[_Pending] = []
        self._stated: set[tuple[str, str]] = set()
        self._sketch: Sketch | None = None
        self._day: date | None = None
        self._subjects: dict[str, dict[str, Entry]] = {}
        self._rows: dict[str, dict[str, Row]] = {}
        self._before: set[str] | None = None
        self._standing: dict[tuple[str, str], Entry] | None = None
        self.skipped = 0
        self._told: set[str] = set()
        self._names: dict[str, set[str]] = {}
        self._bodies: dict[str, dict[str, bytes]] = {}

    @property
    def failed(self) -> bool:
        """Whether something cannot be recorded."""
        return self.faults.failed

    def problems(self) -> tuple[Problem, ...]:
        """Every fault and warning."""
        return (*self.faults.problems(), *self._others)

    def drafts(self) -> list[Draft]:
        """The drafts, in the order of the statements."""
        touches = False
        for at, statement in enumerate(self.statements):
            noun = self._noun(statement)
            if not self._corrects(statement, noun):
                continue
            if noun is not None and noun.of_case and noun.name != "document":
                touches = True
                self._row(at, statement, noun)
            else:
                self._flush()
                touches = touches or statement.kind == UNDONE
                self._plain(statement, noun)
        self._flush()
        if touches and not self.failed and len(self.entries) > self._first:
            self._check_case()
        return [entry.draft for entry in self.entries[self._first :]]

    # What the ledger says

    def _latest(self, noun: str, subject: str | None) -> Entry | None:
        """The entry on a subject that holds in the end: the latest day's, of one day the last."""
        if self._standing is None:
            self._standing = {}
            for entry in known(self.entries):
                self._note_standing(entry)
        return self._standing.get((noun, subject or ""))

    def _note_standing(self, entry: Entry) -> None:
        assert self._standing is not None
        about = entry.draft.kind.partition(".")[0], entry.draft.subject or ""
        was = self._standing.get(about)
        if was is None or (was.draft.effective or date.min) <= (entry.draft.effective or date.min):
            self._standing[about] = entry

    def _there(self, noun: Noun, subject: str | None) -> bool:
        """Whether the ledger has something of this name."""
        entry = self._latest(noun.name, subject)
        return entry is not None and entry.draft.kind != f"{noun.name}.{noun.end}"

    # What a statement is

    def _corrects(self, statement: Statement, noun: Noun | None) -> bool:
        """Whether what it corrects, if anything, is there, stands, and is of its own noun."""
        n = statement.corrects
        if n is None:
            return True
        if n >= len(self.entries):
            self._fault(
                statement,
                f"{statement.kind} corrects entry {n}, and the ledger ends with {len(self.entries) - 1}",
                "give the number that `muster log` shows",
                "corrects",
            )
            return False
        other = self.entries[n].draft.kind
        if statement.kind == UNDONE or other.partition(".")[0] == statement.kind.partition(".")[0]:
            return True
        self._fault(
            statement,
            f"{statement.kind} cannot correct entry {n}, which is {other}",
            "correct it by an entry on the same noun, or take it back (muster ledger undo)",
            "corrects",
        )
        return False

    def _noun(self, statement: Statement) -> Noun | None:
        return NOUNS.get(statement.kind.partition(".")[0])

    def _kind(self, statement: Statement, noun: Noun | None, there: bool) -> str | None:
        kind = statement.kind
        if noun is not None and kind == noun.name:
            kind = f"{kind}.{noun.change if there else noun.bring}"
        if kind in KINDS and kind not in (ORDERED, "ledger.opened") and not kind.startswith("file."):
            return kind
        near = did_you_mean(kind, (*KINDS, *NOUNS))
        self._fault(
            statement,
            f"the kind {shown(kind)} is not one that is recorded by hand",
            f"{f'did you mean {near}? ' if near else ''}`muster schema entries` lists them",
            "kind",
        )
        return None

    def _fault(self, statement: Statement, message: str, help_: str, *keys: str, code: str = "M920") -> None:
        self.faults.add(code, message, help=help_, where=statement.place(*keys))

    def _warn(self, statement: Statement, message: str, help_: str) -> None:
        self.faults.warn("M920", message, help=help_, where=statement.place())

    # Rows of the case

    def _open(self, day: date | None) -> Sketch | None:
        """The case to edit: as of a day, or everything that is recorded."""
        if self._sketch is None or self._day != day:
            self._flush()
            seen_as_of = day if day is None or subjects_of(self.entries, as_of=day)["case"] else None
            try:
                seen = view(self.entries, as_of=seen_as_of)
            except LedgerError as error:
                self.faults.add(
                    "M920",
                    f"{error}, so that no row can be stated in it",
                    help="append a case folder first: muster ledger append LEDGER CASE",
                )
                return None
            self._day = day
            self._sketch = Sketch.of(seen.case)
            self._subjects = subjects_of(self.entries, as_of=seen_as_of)
            self._rows = {
                name: dict(zip(self._subjects[name], self._sketch.tables[table_of(noun.form)], strict=True))
                for name, noun in CASE_NOUNS.items()
                if name != "document"
            }
        return self._sketch

    def _row(self, at: int, statement: Statement, noun: Noun) -> None:
        subject = self._subject(statement, noun)
        if subject is not None and (noun.name, subject) in self._stated:
            self._flush()  # what was said of it before is an entry of its own
        sketch = self._open(statement.account.effective)
        if sketch is None:
            return
        rows = self._rows[noun.name]
        table = table_of(noun.form)
        kind = self._kind(statement, noun, subject in rows)
        if kind is None:
            return
        verb = kind.partition(".")[2]
        if verb == noun.bring and statement.corrects is None:
            if subject in rows and noun.unique:
                called = noun.name if noun.name == "case" else f"{noun.name} {subject}"
                self._fault(
                    statement,
                    f"there is a {called} already, stated by entry {self._subjects[noun.name][subject].n}",
                    f"change it ({noun.name}.{noun.change}), or correct the entry",
                    "subject",
                )
                return
            subject = statement.subject if noun.unique else None
            index = None
        else:
            if subject not in rows and statement.corrects is None:
                near = did_you_mean(subject or "", rows)
                self._fault(
                    statement,
                    f"there is no {noun.name} {shown(subject or '')}"
                    + (f" as of {self._day}" if self._day else ""),
                    (f"did you mean {near}? " if near else "") + f"known: {one_of(list(rows), 8) or 'none'}",
                    "subject",
                )
                return
            index = self._index(sketch, table, rows.get(subject or ""))
        if verb == noun.end:
            if statement.values:
                self._fault(statement, f"{kind} has no columns", "leave them out: the row ends", "body")
                return
            assert index is not None
            sketch.end(table, index)
            rows.pop(subject or "")
            self._pending.append(_Pending(at, noun, kind, subject, None))
            self._stated.add((noun.name, subject or ""))
            return
        values = dict(statement.values or {})
        row = self._state(at, statement, sketch, table, noun, index, values)
        if row is None:
            return
        if subject is not None:
            rows[subject] = row
            self._stated.add((noun.name, subject))
        self._pending.append(_Pending(at, noun, kind, subject, row))

    def _state(
        self,
        at: int,
        statement: Statement,
        sketch: Sketch,
        table: str,
        noun: Noun,
        index: int | None,
        values: dict[str, Any],
    ) -> Row | None:
        whole = statement.whole or index is None
        if statement.corrects is not None and not statement.whole and noun.name != "case":
            corrected = self.entries[statement.corrects].draft
            values = row_of(noun_of(noun.form, corrected.body)) | values
            whole = True
        first = next(iter(sketch.columns(table)), None)
        named = values.get(first) if first is not None and noun.unique and noun.name != "skill" else None
        if index is not None and statement.subject is not None and named not in (None, statement.subject):
            self._fault(
                statement,
                f"{noun.name} {statement.subject} would be called {named}",
                "a row keeps its name: end the old one and state the new one",
                *self._keys(statement, first),
            )
            return None
        if index is None and statement.subject and noun.unique and first is not None and noun.name != "skill":
            values.setdefault(first, statement.subject)
        if index is None and noun.form is StrengthReport and statement.account.source is not None:
            values.setdefault("source", statement.account.source)  # a report is its source's
        stated = index
        for key, value in values.items() or [("", None)]:
            try:
                stated = sketch.state(
                    table, stated, {key: value} if key else {}, owner=at, whole=whole and stated == index
                )
            except UnknownColumnError as error:
                self._fault(statement, str(error), error.help, *self._keys(statement, key))
                if stated is None:
                    sketch.tables[table].pop()
                return None
            whole = False
        assert stated is not None
        return sketch.tables[table][stated]

    @staticmethod
    def _keys(statement: Statement, column: str | None) -> tuple[str, ...]:
        outer = "body" if statement.whole else "set"
        return (outer,) if column is None else (outer, column)

    @staticmethod
    def _index(sketch: Sketch, table: str, row: Row | None) -> int | None:
        return next((n for n, other in enumerate(sketch.tables[table]) if other is row), None)

    def _subject(self, statement: Statement, noun: Noun) -> str | None:
        """The subject as given, or as its columns say it."""
        if noun.name == "case":
            return "case"
        if statement.subject is not None or not statement.values or not noun.unique:
            return statement.subject
        values = statement.values
        if noun.name == "skill":
            return f"{values.get('type')} / {values.get('capability')}"
        key = "id" if noun.form is Authority else "name" if noun.form is Assumption else noun.name
        found = values.get("line" if noun.name == "request" else key)
        return None if found is None else str(found)

    # Reading what was stated

    def _flush(self) -> None:
        """Read the case with the rows stated, and make drafts of them."""
        sketch, pending = self._sketch, self._pending
        self._sketch, self._pending = None, []
        self._stated.clear()
        if sketch is None or not pending:
            return
        case, problems = _read(sketch.files())
        self._relate(sketch, problems, pending)
        if self.failed:
            return
        self._names = {noun: set(subjects) for noun, subjects in self._subjects.items()}
        self._bodies = {}
        if case is None and any(item.row is not None for item in pending):
            first = next(problem for problem in problems if problem.severity == "error")
            self.faults.add(
                "M922",
                f"the ledger's case does not hang together since before: {_place(first)}: {first.message}",
                help="mend that first: state what is named, or end what names it",
            )
            return
        for item in pending:
            if item.row is None:
                self._draft(self.statements[item.at], item.kind, item.subject, None)
            elif case is not None:
                self._made(item, item.row, case, sketch)

    def _made(self, item: _Pending, row: Row, case: Case, sketch: Sketch) -> None:
        statement = self.statements[item.at]
        table = table_of(item.noun.form)
        found: Any
        if item.noun.name == "case":
            found = CaseSettings(
                name=case.name,
                as_of=case.as_of,
                planning=case.planning,
                shortfall_prices=case.shortfall_prices,
                extra=case.extra,
            )
        else:
            index = self._index(sketch, table, row)
            assert index is not None
            assert item.noun.field is not None
            found = getattr(case, item.noun.field)[index]
        label = item.noun.key(found)
        subject = item.subject
        if statement.only_new and self._said(item.noun, subject, found):
            self.skipped += 1
            return
        if subject is None:
            subject, number = label, 1
            while subject in self._names[item.noun.name]:
                number += 1
                subject = f"{label} #{number}"
            self._names[item.noun.name].add(subject)
        elif item.noun.unique and label != subject:
            self._fault(
                statement,
                f"the row is called {label}, the entry {subject}",
                "a row keeps its name: end the old one and state the new one",
                "subject",
            )
            return
        self._draft(statement, item.kind, subject, found)

    def _said(self, noun: Noun, subject: str | None, found: object) -> bool:
        """Whether the ledger says this of the subject already; a row without a name of its own, of any."""
        if noun.name not in self._bodies:
            self._bodies[noun.name] = {
                name: canonical(entry.draft.body) for name, entry in self._subjects[noun.name].items()
            }
        bodies, body = self._bodies[noun.name], canonical(noun_json(found))
        if noun.unique or subject is not None:
            return bodies.get(subject or "") == body
        same = next((name for name, other in bodies.items() if other == body), None)
        if same is not None:
            del bodies[same]  # of two equal rows one is new
        return same is not None

    def _draft(self, statement: Statement, kind: str, subject: str | None, found: object) -> None:
        effective = statement.account.effective
        if effective is None:
            effective = self._default_day(statement, kind, subject, found)
        self._append(
            statement,
            kind,
            subject=subject,
            body=None if found is None else noun_json(found),
            effective=effective,
        )
        noun = kind.partition(".")[0]
        holds = self._latest(noun, subject)
        if holds is not None and (holds.draft.effective or date.min) > (effective or date.min):
            self._warn(
                statement,
                f"{noun} {subject}: from {holds.draft.effective} on entry {holds.n} holds as before",
                f"if it should hold then too, correct entry {holds.n}, or record it again from that day",
            )

    def _default_day(
        self, statement: Statement, kind: str, subject: str | None, found: object
    ) -> date | None:
        """From the day of what it corrects or follows; of a new row from the day that it speaks of."""
        if statement.corrects is not None:
            return self.entries[statement.corrects].draft.effective
        latest = self._latest(kind.partition(".")[0], subject)
        if latest is not None:
            return latest.draft.effective
        return _since(found)

    def _relate(self, sketch: Sketch, problems: Sequence[Problem], pending: Sequence[_Pending]) -> None:
        """Faults of the case, each at the place of whoever stated the row."""
        stated = {item.at for item in pending}
        for problem in problems:
            owner = sketch.owner(problem.file, problem.line, problem.column)
            if owner is not None and owner.owner in stated:
                statement = self.statements[owner.owner]
                keys = self._keys(statement, owner.column)
                where = statement.place(*keys) if statement.where is not None else Where(None)
                subject = (
                    f"{statement.kind} {statement.subject}: " if statement.subject else f"{statement.kind}: "
                )
                column = f"{owner.column}: " if owner.column and statement.where is None else ""
                self.faults.add(
                    problem.code,
                    f"{subject if statement.where is None else ''}{column}{problem.message}",
                    help=problem.help,
                    where=where,
                    severity=problem.severity,
                )
            elif problem.severity == "error":
                self._astray(problem)

    def _astray(self, problem: Problem) -> None:
        """A fault in a row that nobody stated here: it names what is ended or changed."""
        if self._before is None:
            try:
                before = _read(Sketch.of(view(self.entries[: self._first]).case).files())[1]
            except LedgerError:
                before = ()
            self._before = {item.message for item in before}
        if problem.message in self._before:
            return
        message = f"afterwards the case would not hang together: {_place(problem)}: {problem.message}"
        if message in self._told:
            return
        self._told.add(message)
        if self.alone:
            self._others.append(Problem(code="M922", message=message, help=problem.help, severity="warning"))
            return
        self.faults.add(
            "M922",
            message,
            help="end or change in the same file of entries what names it too; --alone ends it all the same",
        )

    def _check_case(self) -> None:
        """Whether the ledger's case, with everything recorded, can be read."""
        try:
            case = view(self.entries).case
        except LedgerError as error:
            try:
                view(self.entries[: self._first])
            except LedgerError:
                return  # there was no case before either
            self._astray(Problem(code="M922", message=str(error), help=error.help))
            return
        with tempfile.TemporaryDirectory() as folder:
            write_case(case, Path(folder))
            again, problems = read_case(Path(folder))
        for problem in problems:
            if problem.severity == "error":
                self._astray(problem)
        if again is not None and again != case and not self.failed:
            self._astray(
                Problem(
                    code="M922",
                    message="a case folder cannot say what the ledger would say",
                    help="state the rows anew",
                )
            )

    # What is no row

    def _append(
        self,
        statement: Statement,
        kind: str,
        *,
        body: Any = None,
        subject: str | None = None,
        effective: date | None = None,
    ) -> None:
        account = statement.account
        try:
            draft = Draft(
                kind=kind,
                subject=subject,
                body=body,
                who=account.who,
                effective=effective,
                reason=account.reason,
                source=account.source,
                quote=account.quote,
                corrects=statement.corrects,
            )
        except EntryError as error:
            self._fault(statement, str(error), error.help, code="M901")
            return
        recorded = self.entries[-1].recorded if self.entries else datetime.min.replace(tzinfo=UTC)
        entry = Entry(n=len(self.entries), recorded=recorded, draft=draft)
        self.entries.append(entry)
        if draft.corrects is not None:
            self._standing = None
        elif self._standing is not None:
            self._note_standing(entry)

    def _plain(self, statement: Statement, noun: Noun | None) -> None:
        kind = self._kind(statement, noun, self._has(statement, noun))
        if kind is None:
            return
        values = dict(statement.values or {})
        effective = statement.account.effective
        makers: dict[str, Callable[[Statement, str, dict[str, Any]], tuple[str | None, Any] | None]] = {
            "note": self._note,
            "entry": self._undone,
            "assertion": self._assertion,
            "document": self._document,
            "plan": self._plan,
            "finding": self._finding,
        }
        made = makers[kind.partition(".")[0]](statement, kind, values)
        if made is not None:
            subject, body = made
            if noun is not None and effective is None and subject is not None:
                was = self._latest(noun.name, subject)
                effective = was.draft.effective if was is not None else None
            self._append(statement, kind, subject=subject, body=body, effective=effective)

    def _has(self, statement: Statement, noun: Noun | None) -> bool:
        return noun is not None and self._there(noun, statement.subject)

    def _only(self, statement: Statement, values: Mapping[str, Any], known_: Sequence[str]) -> bool:
        for key in values:
            if key not in known_:
                near = did_you_mean(key, known_)
                self._fault(
                    statement,
                    f"{statement.kind} has no {shown(key)}",
                    f"{f'did you mean {near}? ' if near else ''}it has {one_of(known_)}",
                    *self._keys(statement, key),
                )
                return False
        return True

    def _note(self, statement: Statement, _: str, values: dict[str, Any]) -> tuple[str | None, Any] | None:
        text = values.get("text")
        if not self._only(statement, values, ("text",)):
            return None
        if not isinstance(text, str) or not text.strip():
            self._fault(statement, "a note without a text", 'write body = { text = "…" }', "body")
            return None
        return statement.subject, {"text": text}

    def _undone(self, statement: Statement, _: str, __: dict[str, Any]) -> tuple[str | None, Any] | None:
        n = statement.corrects
        if n is not None and n < len(self.entries):
            undone = self.entries[n]
            if undone.draft.kind == "ledger.opened":
                self._fault(
                    statement,
                    "entry 0 opens the ledger, and cannot be taken back",
                    "make a new ledger",
                    "corrects",
                )
                return None
            by = [item.n for item in known(self.entries) if item.draft.corrects == n]
            if by:
                self._fault(
                    statement,
                    f"entry {n} was taken back or corrected already, by entry {by[-1]}",
                    f"to restore it, take back entry {by[-1]}",
                    "corrects",
                )
                return None
        return None, None

    def _assertion(
        self, statement: Statement, kind: str, values: dict[str, Any]
    ) -> tuple[str | None, Any] | None:
        noun = NOUNS["assertion"]
        there = subjects_of(self.entries)["assertion"]
        if kind == f"assertion.{noun.end}":
            if statement.subject not in there:
                self._fault(
                    statement,
                    f"there is no assertion {shown(statement.subject or '')}",
                    f"known: {one_of(list(there), 8) or 'none'}",
                    "subject",
                )
                return None
            return statement.subject, None
        if not self._only(statement, values, ("says",)):
            return None
        try:
            made = parse_assertion(str(values.get("says", "")), statement.subject or "")
        except ValueError as error:
            self._fault(
                statement,
                str(error),
                "see `muster ledger assert --help`",
                *self._keys(statement, "says"),
                code="M923",
            )
            return None
        if kind == f"assertion.{noun.bring}" and made.id in there:
            self._fault(
                statement,
                f"{made.id!r} is asserted already (entry {there[made.id].n})",
                "give it another name, or correct the entry",
                "subject",
            )
            return None
        return (made.id, noun_json(made)) if self._testable(statement, made) else None

    def _testable(self, statement: Statement, made: Assertion) -> bool:
        """Whether the ledger can ever know something of it."""
        if made.noun == STRENGTH:
            scopes = _scopes(self.entries)
            if scopes and made.subject not in scopes:
                near = did_you_mean(made.subject, scopes)
                self._warn(
                    statement,
                    f"nothing in the ledger is called {shown(made.subject)}",
                    f"did you mean {near}? " if near else "it stays open until a report names it",
                )
            return True
        noun = CASE_NOUNS.get(made.noun)
        if noun is None:
            near = did_you_mean(made.noun, (STRENGTH, *CASE_NOUNS))
            self._fault(
                statement,
                f"{made.noun!r} is no noun of a case",
                (f"did you mean {near}? " if near else "") + f"known: strength, {', '.join(CASE_NOUNS)}",
                code="M923",
            )
            return False
        columns = {
            "start" if name == "from" else "end" if name == "until" else name for name in (made.field or "",)
        }
        fields_ = [item for item in getattr(noun.form, "__dataclass_fields__", {}) if item != "origin"]
        if not columns <= set(fields_):
            near = did_you_mean(made.field or "", fields_)
            self._fault(
                statement,
                f"a {noun.name} has no {made.field}",
                (f"did you mean {near}? " if near else "") + f"it has {one_of(fields_, 30)}",
                code="M923",
            )
            return False
        if not self._there(noun, made.subject):
            self._warn(
                statement,
                f"there is no {noun.name} {shown(made.subject)} in the ledger yet",
                "the assertion stays open until there is one",
            )
        return True

    def _document(
        self, statement: Statement, kind: str, values: dict[str, Any]
    ) -> tuple[str | None, Any] | None:
        if kind.endswith(".removed"):
            if not self._has(statement, NOUNS["document"]):
                self._fault(
                    statement, f"there is no document {statement.subject}", "see `muster log`", "subject"
                )
                return None
            return statement.subject, None
        if not self._only(statement, values, ("file", "name")):
            return None
        path = statement.folder / str(values.get("file", ""))
        data = self._bytes(statement, path)
        if data is None:
            return None
        name = str(values.get("name") or statement.subject or path.name)
        body = DocumentBody(name=name, sha256=sha256(data).hexdigest(), data=b64encode(data).decode())
        return name, noun_json(body)

    def _bytes(self, statement: Statement, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError as error:
            self._fault(
                statement,
                f"{path}: {error.strerror}",
                "give the path of a file, from the folder of the file of entries",
                *self._keys(statement, "file"),
                code="M002",
            )
            return None

    def _plan(self, statement: Statement, kind: str, values: dict[str, Any]) -> tuple[str | None, Any] | None:
        if not self._only(statement, values, ("file", "entry", "to")):
            return None
        extra = {"to": values["to"]} if isinstance(values.get("to"), str) else {}
        if "entry" in values:
            n = values["entry"]
            if not isinstance(n, int) or not 0 <= n < len(self.entries):
                self._fault(statement, f"there is no entry {n}", "see `muster log --kind plan`")
                return None
            told = self.entries[n]
            if told.draft.kind != "plan.computed":
                self._fault(
                    statement,
                    f"entry {n} is {told.draft.kind}, and no plan that was computed",
                    "see `muster log --kind plan.computed`",
                )
                return None
            body = told.draft.body
            text = str(body.get("text", "")) if isinstance(body, dict) else ""
            return told.draft.subject, {"plan": n, "sha256": sha256(text.encode()).hexdigest()} | extra
        path = statement.folder / str(values.get("file", ""))
        data = self._bytes(statement, path)
        if data is None:
            return None
        try:
            text = data.decode()
            plan = json.loads(text)
        except ValueError:
            self._fault(statement, f"{path}: not JSON", "give the plan.json that Muster wrote", code="M501")
            return None
        if not isinstance(plan, dict) or not isinstance(plan.get("tours"), list):
            self._warn(
                statement,
                f"{path}: a plan without tours, which cannot be replayed",
                "give the plan.json that Muster wrote",
            )
        return statement.subject or path.name, {"text": text} | extra

    def _finding(self, statement: Statement, _: str, values: dict[str, Any]) -> tuple[str | None, Any] | None:
        keys = ("rule", "subject", "message", "verdict", "severity", "days", "answer")
        if not self._only(statement, values, keys):
            return None
        for key in ("rule", "subject", "answer"):
            if not isinstance(values.get(key), str) or not values[key].strip():
                self._fault(
                    statement,
                    f"an answered finding without its {key}",
                    'write body = { rule = "check/…", subject = "…", answer = "…" }',
                    "body",
                )
                return None
        return f"{values['rule']} on {values['subject']}", values


def _place(problem: Problem) -> str:
    return ":".join(str(part) for part in (problem.file, problem.line) if part is not None)


def _ends(statement: Statement) -> bool:
    """Whether it takes back or ends, and states nothing."""
    noun, _, verb = statement.kind.partition(".")
    return statement.kind == UNDONE or (noun in NOUNS and verb == NOUNS[noun].end)


def _since(found: object) -> date | None:
    """The first day on which a row holds that does not say so itself: a report from its own day."""
    if isinstance(found, StrengthReport):
        return found.date
    if isinstance(found, Authority):
        return min((day for day in (found.verbal, found.issued) if day is not None), default=None)
    return None


def _scopes(entries: Sequence[Entry]) -> set[str]:
    """Everything that a strength may be of."""
    subjects = subjects_of(entries)
    names = {name for noun in ("place", "unit", "authority", "request") for name in subjects[noun]}
    for entry in (*subjects["command"].values(), *subjects["strength"].values()):
        body = entry.draft.body
        if isinstance(body, dict):
            names |= {str(body[key]) for key in ("command", "scope") if key in body}
    for entry in subjects["authority"].values():
        found = noun_of(Authority, entry.draft.body)
        names |= {ceiling.id for ceiling in found.ceilings}
    return names


def _read(files: Mapping[str, str]) -> tuple[Case | None, tuple[Problem, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        case, problems = read_case(Path(folder))
    return case, tuple(problem for problem in problems if problem.code != "M123")
