"""Accept facts of documents into a case: one by one, all at once, or by a file to edit."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from muster.actions.case import read_case_with_warnings
from muster.actions.read import read_documents
from muster.casefile.additions import REJECTED_FILE, added_facts, added_rows, case_files_of
from muster.casefile.factfile import read_facts
from muster.casefile.faults import Faults
from muster.casefile.read import read_case as read_material
from muster.casefile.reviewfile import read_review, review_text
from muster.casefile.rowcheck import check_row, is_held
from muster.casefile.tomltext import toml_key, toml_value
from muster.casefile.tree import Node, read_toml
from muster.domain.case import Case
from muster.domain.fact import Answer, Document, Fact, Question
from muster.domain.proposal import Proposal
from muster.domain.review import Contradiction, Decision, ReviewItem, changed, questions_of, reviewed
from muster.domain.source import RANKS, Source
from muster.errors import MaterialError, MusterError, Problem, UsageError
from muster.intake.contradiction import contradictions
from muster.intake.propose import propose
from muster.intake.rank import source_of
from muster.intake.read import Reading

__all__ = ("Accepted", "Reviewing", "accept_facts", "accept_numbers", "open_review", "rank_sources")

_CONTEXT = 200
_TABLE_FILES = {
    "authority": "authorities",
    "ceiling": "authorities",
    "strength": "strength",
    "commands": "commands",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """
    What was decided and written.

    ``accepted`` and ``rejected`` are facts as the case keeps them (corrected ones among the accepted);
    ``rows`` are those written, ``files`` the files that changed; ``left`` are the numbers of facts on which
    nothing was decided, ``already`` of those that the case had. ``contradictions`` are pairs of a number and
    what the case held against the accepted fact; both stand, and a person should look.
    """

    case: Case
    accepted: tuple[Fact, ...] = ()
    rejected: tuple[Fact, ...] = ()
    rows: tuple[Proposal, ...] = ()
    files: tuple[Path, ...] = ()
    left: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    contradictions: tuple[tuple[int, Contradiction], ...] = ()


def rank_sources(
    readings: Iterable[Reading], ranks: Mapping[str, str] | str | None = None
) -> dict[str, Source]:
    """
    The documents as sources, by name.

    Parameters
    ----------
    ranks
        Ranks that a person gives: one for all, or by document; the others are found by their marks.

    Raises
    ------
    UsageError
        If a rank is none of order, release, news, claim.
    """
    found = {}
    for reading in readings:
        source = source_of(reading.document)
        given = ranks if isinstance(ranks, str) else (ranks or {}).get(source.doc)
        if given is not None:
            if given not in RANKS:
                raise UsageError(f"{given!r} is no rank of a source", help=f"one of {', '.join(RANKS)}")
            source = replace(source, rank=given, why="a person said so")
        found[source.doc] = source
    return found


@dataclass
class Reviewing:
    """
    One review: documents that were read, and the case that facts are accepted into.

    Made by :func:`open_review`. What is decided is written at once, so that nothing is lost when somebody
    stops in the middle; each writing is checked on a copy of the case first.
    """

    folder: Path
    settings: str
    case: Case
    documents: tuple[Document, ...]
    data: dict[str, bytes]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    sources: dict[str, Source]
    readers: dict[Fact, str] = field(default_factory=dict)
    held: dict[str, Source] = field(default_factory=dict)
    rejected: tuple[Fact, ...] = ()

    def __len__(self) -> int:
        return len(self.facts)

    def item(self, number: int, changes: Mapping[str, object] | None = None) -> ReviewItem:
        """Fact ``number`` (from 1) against the case as it stands now, with corrections if any."""
        read = self.facts[number - 1]
        document = next(document for document in self.documents if document.doc == read.doc)
        source = self.sources[read.doc]
        fact = changed(read, changes)[0] if changes else read
        proposals = propose(fact, self.case, document, source)
        return ReviewItem(
            id=number,
            fact=fact if changes else read,
            source=source,
            before=document.text[max(0, read.start - _CONTEXT) : read.start],
            after=document.text[read.end : read.end + _CONTEXT],
            questions=questions_of(read, self.questions, self.facts),
            proposals=proposals,
            contradictions=contradictions(fact, self.case, source, self.held, proposals),
            decided=self.decided(read),
        )

    def items(self) -> tuple[ReviewItem, ...]:
        """Every fact."""
        return tuple(self.item(number) for number in range(1, len(self) + 1))

    def decided(self, fact: Fact) -> Fact | None:
        """The fact as the case has it, accepted, corrected or rejected; ``None`` if nobody decided yet."""
        for held in (*self.case.facts, *self.rejected):
            same = (held.doc, held.start, held.end, held.quote) == (
                fact.doc,
                fact.start,
                fact.end,
                fact.quote,
            )
            if same and fact.kind in (held.kind, _kind_read(held)):
                return held
        return None

    def open_numbers(self) -> list[int]:
        """The numbers of facts that nobody decided on."""
        return [number for number, fact in enumerate(self.facts, 1) if self.decided(fact) is None]

    def row_problems(self, row: Proposal, beside: Iterable[str] = ()) -> tuple[Problem, ...]:
        """What keeps a row from being written beside new authorities, said of the row as TOML."""
        values = {**dict(row.values), **({"under": row.under} if row.under else {})}
        text = "".join(f"{toml_key(key)} = {toml_value(value)}\n" for key, value in values.items())
        faults = Faults()
        tree = read_toml(text, "the row", faults)
        if tree is not None:
            check_row(row, Node(tree, (), tree.data, faults), self.case, dict.fromkeys(beside), faults)
        return tuple(problem for problem in faults.problems() if problem.severity == "error")

    def review_text(self) -> str:
        """The file to edit."""
        hashes = [(self.sources[doc.doc], doc.sha256) for doc in self.documents]
        return review_text(self.items(), hashes, self.case.name)

    def write_review(self, path: Path) -> None:
        """
        Write the file to edit; one that is there is never written over.

        Raises
        ------
        UsageError
            If it is there, or cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(self.review_text())
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}",
                help="choose another name for the review file",
                code="M003",
            ) from error

    def read_review(self, path: Path) -> tuple[Decision, ...]:
        """
        The decisions of an edited review file; the ranks that it gives documents hold from now on.

        Raises
        ------
        MaterialError
            With every mistake in it, each at its line and column.
        """
        faults = Faults()
        text = _text(path)
        hashes = {document.doc: document.sha256 for document in self.documents}
        decisions, ranks = read_review(text, str(path), self.items(), hashes, self.case, faults)
        if faults.failed:
            raise MaterialError(faults.problems())
        for doc, rank in ranks.items():
            if rank != self.sources[doc].rank:
                self.sources[doc] = replace(self.sources[doc], rank=rank, why="a person said so")
        return decisions

    def decide(
        self, decisions: Sequence[Decision], *, by: str | None = None, on: Date | None = None
    ) -> Accepted:
        """
        Write decisions into the case: facts, rejected facts, rows, and the documents they come from.

        Parameters
        ----------
        by
            The post that decides, such as "J3 watch officer".
        on
            The day; today, if ``None``.

        Raises
        ------
        MaterialError
            If the case would not be readable afterwards; then nothing is written.
        UsageError
            If a file cannot be written.
        """
        day = on or datetime.now().astimezone().date()
        accepted: list[Fact] = []
        rejected: list[Fact] = []
        rows: list[Proposal] = []
        already: list[int] = []
        against: list[tuple[int, Contradiction]] = []
        for decision in decisions:
            if decision.decision == "skip":
                continue
            item = self.item(decision.id)
            if item.decided is not None:
                already.append(decision.id)
                if decision.decision != "reject":
                    rows += decision.rows
                continue
            fact = reviewed(
                item,
                decision,
                by=by,
                on=day,
                sha256=next(doc.sha256 for doc in self.documents if doc.doc == item.fact.doc),
                reader=self.readers.get(self.facts[decision.id - 1]),
            )
            if decision.decision != "reject":
                against += [(decision.id, found) for found in self._against(fact, item, accepted)]
            (rejected if decision.decision == "reject" else accepted).append(fact)
            rows += [] if decision.decision == "reject" else list(decision.rows)
        rows = _once(rows)
        rows = [row for row in rows if not (self._quoted(row) if row.existing else is_held(row, self.case))]
        files = self._write(accepted, rejected, rows)
        told = {decision.id for decision in decisions if decision.decision != "skip"}
        return Accepted(
            case=self.case,
            accepted=tuple(accepted),
            rejected=tuple(rejected),
            rows=tuple(rows),
            files=files,
            left=tuple(number for number in self.open_numbers() if number not in told),
            already=tuple(already),
            contradictions=tuple(against),
        )

    def _against(self, fact: Fact, item: ReviewItem, accepted: Sequence[Fact]) -> tuple[Contradiction, ...]:
        """What the case, and what was accepted just before, holds against a fact."""
        case = replace(self.case, facts=(*self.case.facts, *accepted))
        return contradictions(fact, case, item.source, {**self.held, **self.sources}, item.proposals)

    def _quoted(self, row: Proposal) -> bool:
        """Whether an instrument of the case has the row's quote already."""
        return any(
            (quote.source, quote.text) == row.quote
            for authority in self.case.authorities
            if authority.id == row.existing
            for quote in authority.quotes
        )

    def _write(
        self, accepted: Sequence[Fact], rejected: Sequence[Fact], rows: Sequence[Proposal]
    ) -> tuple[Path, ...]:
        faults = Faults()
        files = case_files_of(self.folder, self.settings, faults)
        before: dict[str, str] = {}
        after: dict[str, str] = {}

        def now(name: str) -> str:
            if name not in before:
                before[name] = _text(self.folder / name) if (self.folder / name).exists() else ""
            return after.get(name, before[name])

        if accepted:
            name = files["facts"] or "facts.jsonl"
            after[name] = added_facts(now(name), accepted)
        if rejected:
            after[REJECTED_FILE] = added_facts(now(REJECTED_FILE), rejected)
        for table in dict.fromkeys(_TABLE_FILES[row.table] for row in rows):
            name = files[table] or f"{table}.{'toml' if table == 'authorities' else 'csv'}"
            own = [row for row in rows if _TABLE_FILES[row.table] == table]
            text = added_rows(table, now(name), name, own, faults)
            if text is not None:
                after[name] = text
        if faults.failed:
            raise MaterialError(faults.problems())
        after = {name: text for name, text in after.items() if text != before.get(name)}
        used = {fact.doc for fact in (*accepted, *rejected)} | {
            row.quote[0].removeprefix("sources/") for row in rows
        }
        documents = {
            name: self.data[name]
            for name in used
            if name in self.data and not (self.folder / "sources" / name).exists()
        }
        if not after and not documents:
            return ()
        case = self._rehearsed(after, files)
        written = _put(self.folder, documents, before, after)
        self.case = replace(case, sources=tuple(dict.fromkeys([*case.sources, *sorted(documents)])))
        self.rejected += tuple(rejected)
        for name in documents:
            self.held[name] = self.sources[name]
        return written

    def _rehearsed(self, after: Mapping[str, str], files: Mapping[str, str | None]) -> Case:
        """The case as it will read, on a copy; nothing is written if it does not read without errors."""
        with tempfile.TemporaryDirectory(prefix="muster-") as place:
            copy = Path(place) / self.folder.resolve().name
            copy.mkdir()
            for name in {self.settings, "case.xlsx", *(name for name in files.values() if name)}:
                if (self.folder / name).is_file() and name not in after:
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(self.folder / name, copy / name)
            for name, text in after.items():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                (copy / name).write_text(text, encoding="utf-8", newline="")
            case, problems = read_material(copy / self.settings)
        if case is None:
            raise MaterialError([problem for problem in problems if problem.severity == "error"])
        # The copy has no documents; the case keeps those that it had, and what is written now.
        return replace(case, sources=self.case.sources)


def _once(rows: Iterable[Proposal]) -> list[Proposal]:
    """
    Rows of one id once.

    A second fact that supports the same new instrument adds its quote, and what the first left unsaid.
    """
    result: list[Proposal] = []
    for row in rows:
        same = next(
            (
                place
                for place, other in enumerate(result)
                if row.table == other.table == "authority"
                and None is row.existing is other.existing
                and row.key == other.key
            ),
            None,
        )
        if same is not None:
            result[same] = replace(result[same], values=_merged(result[same].values, row.values))
            result.append(replace(row, existing=row.key))
        elif row.table == "authority" or all(other.values != row.values for other in result):
            result.append(row)
    return result


def _merged(
    first: tuple[tuple[str, object], ...], second: tuple[tuple[str, object], ...]
) -> tuple[tuple[str, object], ...]:
    """
    The values of two accounts of one instrument: lists together, what only one says from it.

    Raises
    ------
    UsageError
        If they do not say the same.
    """
    values = dict(first)
    for key, value in second:
        held = values.get(key)
        if isinstance(held, list) and isinstance(value, list):
            values[key] = list(dict.fromkeys([*held, *value]))
        elif held is not None and held != value:
            raise UsageError(
                f"two rows of the authority {values.get('id')} give {key} as {held} and as {value}",
                help="write the same value in both, or give one of them another id",
            )
        else:
            values[key] = value
    return tuple(values.items())


def _put(
    folder: Path, documents: Mapping[str, bytes], before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Path, ...]:
    """Write documents first, then files, each whole or not at all; a file that changed meanwhile stops it."""
    written = []
    try:
        for name, data in documents.items():
            target = folder / "sources" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, data)
            written.append(target)
        for name, text in after.items():
            target = folder / name
            if (_text(target) if target.exists() else "") != before.get(name, ""):
                raise MusterError(f"{target} was changed by somebody else meanwhile; run again")
            _replace(target, text.encode())
            written.append(target)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be written: {error.strerror}",
            help="choose a case that you may write to",
            code="M003",
        ) from error
    return tuple(written)


def _replace(target: Path, data: bytes) -> None:
    """Put a file in the place of another at once, keeping its rights."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise MaterialError(
            [
                Problem(
                    code="M105",
                    message=f"{path.name} is not UTF-8: byte {error.start} cannot stand there",
                    help="save it as UTF-8",
                    file=str(path),
                )
            ]
        ) from None
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}", help="give a file that you may read", code="M002"
        ) from error


def _kind_read(fact: Fact) -> str | None:
    """The kind that a corrected fact was read as."""
    for item in fact.review.corrections if fact.review is not None else ():
        if item.field == "kind":
            return item.was
    return None


def open_review(
    paths: Iterable[str | Path],
    into: str | Path,
    *,
    date: Date | None = None,
    ranks: Mapping[str, str] | str | None = None,
    readings: Sequence[Reading] | None = None,
    readers: Mapping[Fact, str] | None = None,
) -> Reviewing:
    """
    Read documents and open a case, to accept facts of the one into the other.

    Parameters
    ----------
    paths
        The documents.
    into
        A case folder, or a ``case*.toml`` in one.
    date, ranks
        The documents' own date and ranks, where a person gives them.
    readings
        The documents as read already, in the order of ``paths``; ``None`` = read them.
    readers
        Of facts that a plug-in proposed, its name.

    Raises
    ------
    MaterialError
        With the faults of the documents or of the case.
    UsageError
        If the case is a workbook, or two documents have one name.
    """
    files = [Path(path) for path in paths]
    target = Path(into)
    folder, settings = (target.parent, target.name) if target.suffix == ".toml" else (target, "case.toml")
    if target.suffix.lower() in (".xlsx", ".xlsm", ".xls") or (folder / "case.xlsx").exists():
        raise UsageError(
            f"{target} is a workbook; facts are accepted into a case folder",
            help='make a folder of it: python -c "import muster; muster.write_case(muster.read_case('
            f"'{target.name}'), 'NEW-FOLDER')\"",
        )
    case, _ = read_case_with_warnings(target)
    read = tuple(readings) if readings is not None else read_documents(files, date=date)
    data: dict[str, bytes] = {}
    named: list[Reading] = []
    for path, reading in zip(files, read, strict=True):
        content = path.read_bytes()
        if content in data.values():
            raise UsageError(f"{path} is the same document as another one", help="give each document once")
        name = _free_name(folder, reading.document.doc, content, data)
        data[name] = content
        named.append(reading if name == reading.document.doc else _renamed(reading, name))
    sources = rank_sources(named, ranks)
    return Reviewing(
        folder=folder,
        settings=settings,
        case=case,
        documents=tuple(reading.document for reading in named),
        data=data,
        facts=tuple(fact for reading in named for fact in reading.facts),
        questions=tuple(question for reading in named for question in reading.questions),
        sources=sources,
        readers=dict(readers or {}),
        held=_held(folder, case),
        rejected=_rejected(folder),
    )


def _free_name(folder: Path, name: str, content: bytes, taken: Mapping[str, bytes]) -> str:
    """The document's name, or the first numbered one under which the case has no other document."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, free = 1, name
    while True:
        held = folder / "sources" / free
        other = taken.get(free)
        if other is None and (
            not held.exists() or sha256(held.read_bytes()).digest() == sha256(content).digest()
        ):
            return free
        number += 1
        free = f"{stem}-{number}{suffix}"


def _renamed(reading: Reading, name: str) -> Reading:
    return replace(
        reading,
        document=replace(reading.document, doc=name),
        facts=tuple(replace(fact, doc=name) for fact in reading.facts),
        questions=tuple(replace(question, doc=name) for question in reading.questions),
    )


def _held(folder: Path, case: Case) -> dict[str, Source]:
    """The documents of the case as sources: as its facts say, else by their own marks."""
    found = {
        fact.doc: Source(doc=fact.doc, rank=fact.review.rank, date=fact.review.dated)
        for fact in case.facts
        if fact.review is not None and fact.review.rank is not None
    }
    for name in case.sources:
        path = folder / "sources" / name
        if name in found or not path.is_file():
            continue
        try:
            (reading,) = read_documents([path])
        except MaterialError:
            continue
        found[name] = replace(source_of(reading.document), doc=name)
    return found


def _rejected(folder: Path) -> tuple[Fact, ...]:
    path = folder / REJECTED_FILE
    if not path.is_file():
        return ()
    faults = Faults()
    facts = read_facts(_text(path), REJECTED_FILE, faults)
    if faults.failed:
        raise MaterialError(faults.problems())
    return facts


def accept_facts(
    paths: Iterable[str | Path],
    into: str | Path,
    *,
    accept: Iterable[int] | str = "all",
    reject: Mapping[int, str] | None = None,
    correct: Mapping[int, tuple[str, Mapping[str, object]]] | None = None,
    answers: Mapping[int, Sequence[Answer]] | None = None,
    rows: bool | Mapping[int, Mapping[str, object]] = False,
    date: Date | None = None,
    ranks: Mapping[str, str] | str | None = None,
    by: str | None = None,
    on: Date | None = None,
) -> Accepted:
    """
    Accept facts of documents into a case without asking.

    Parameters
    ----------
    paths, into, date, ranks
        As of :func:`open_review`.
    accept
        Numbers of facts (from 1, over all documents, as ``muster read`` shows them), or ``"all"``: every
        one that is neither rejected nor corrected.
    reject
        Number to reason.
    correct
        Number to reason and corrected fields (:data:`muster.domain.review.CORRECTABLE`).
    answers
        Number to answers to questions.
    rows
        ``False``: no row of the case is written. ``True``: those proposed rows that lack nothing. A mapping:
        for these facts, with these values set.
    by, on
        The post that decides, and the day.

    Raises
    ------
    MaterialError, UsageError
        As of :func:`open_review` and :meth:`Reviewing.decide`; also for numbers that do not exist, and rows
        that lack something.
    """
    review = open_review(paths, into, date=date, ranks=ranks)
    reject, correct = dict(reject or {}), dict(correct or {})
    if isinstance(accept, str) and accept != "all":
        raise UsageError(f"accept={accept!r}", help='give "all" or numbers of facts')
    others = {*reject, *correct}
    everything = [number for number in range(1, len(review) + 1) if number not in others]
    wanted = everything if isinstance(accept, str) else list(accept)
    _need_numbers(review, (*wanted, *others))
    decisions = [Decision(id=number, decision="reject", reason=why) for number, why in reject.items()]
    decisions += [
        Decision(id=number, decision="correct", reason=why, changes=tuple(changes.items()))
        for number, (why, changes) in correct.items()
    ]
    decisions += [Decision(id=number, decision="accept") for number in wanted]
    complete = []
    new: list[str] = []
    for decision in sorted(decisions, key=lambda decision: decision.id):
        more = () if decision.decision == "reject" else _rows(review, decision, rows, new)
        given = tuple((answers or {}).get(decision.id, ()))
        complete.append(replace(decision, answers=given, rows=more))
    return review.decide(complete, by=by, on=on)


def accept_numbers(
    review: Reviewing,
    *,
    accept: Sequence[int] = (),
    reject: Sequence[int] = (),
    reason: str | None = None,
    rows: bool = False,
    by: str | None = None,
    on: Date | None = None,
) -> Accepted:
    """
    Accept and reject facts of an open review by their numbers, with one reason.

    A number that is rejected is not accepted, though it stands in both.

    Raises
    ------
    UsageError
        If facts are rejected without a reason, or a number does not exist.
    """
    if reject and not reason:
        raise UsageError("a rejection says why", help="add --reason TEXT")
    _need_numbers(review, (*accept, *reject))
    decisions = []
    new: list[str] = []
    for number in sorted({*accept, *reject}):
        word = "reject" if number in reject else "accept"
        decision = Decision(id=number, decision=word, reason=reason)
        more = () if word == "reject" else _rows(review, decision, rows, new)
        decisions.append(replace(decision, rows=more))
    return review.decide(decisions, by=by, on=on)


def _need_numbers(review: Reviewing, numbers: Iterable[int]) -> None:
    for number in numbers:
        if not 1 <= number <= len(review):
            raise UsageError(
                f"there is no fact {number}; the documents have {len(review)}",
                help="`muster read` shows the number of each fact",
            )


def _rows(
    review: Reviewing,
    decision: Decision,
    rows: bool | Mapping[int, Mapping[str, object]],
    new: list[str],
) -> tuple[Proposal, ...]:
    """
    The rows to write with a decision: those that lack nothing, or those that values were given for.

    ``new`` collects the ids of new authorities, so that later rows may name them.
    """
    if rows is False or (not isinstance(rows, bool) and decision.id not in rows):
        return ()
    proposals = review.item(decision.id, dict(decision.changes)).proposals
    written = []
    if isinstance(rows, bool):
        for row in proposals:
            if row.complete and not review.row_problems(row, new):
                written.append(row)
                if row.table == "authority":
                    new.append(row.key)
        return tuple(written)
    given = dict(rows[decision.id])
    completed = [row if row.existing else row.with_values(_own(row, given)) for row in proposals]
    problems: list[Problem] = []
    for row in completed:
        problems += review.row_problems(row, new)
        if row.table == "authority":
            new.append(row.key)
    if problems:
        raise MaterialError(problems)
    return tuple(completed)


def _own(row: Proposal, given: Mapping[str, object]) -> dict[str, object]:
    """The values for this row: those of its own table where they are told apart, else all."""
    inner = given.get(row.table)
    if isinstance(inner, Mapping):
        return dict(inner)
    return {key: value for key, value in given.items() if not isinstance(value, Mapping)}
