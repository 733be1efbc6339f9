"""Keep a ledger: open it, append to it, sign and verify it, take it elsewhere, and read the case from it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import groupby
from pathlib import Path, PurePosixPath

from muster.actions.asfiled import restore_texts, texts_of
from muster.actions.case import read_case_with_warnings, write_case
from muster.actions.proofs import read_head_file
from muster.actions.stores import create_store, need_free, opened_store, remove_store
from muster.errors import MaterialError, Problem, UsageError
from muster.ledger.address import Address, Database
from muster.ledger.audit import Audit, audit, audit_store, identity
from muster.ledger.entry import Draft, Entry, entry_of
from muster.ledger.faults import EntryError, HeadError, LedgerError, StoreError
from muster.ledger.fold import View
from muster.ledger.folding import Folding
from muster.ledger.head import VerifierKey, read_head, read_key, signed_head, verifier_key
from muster.ledger.record import Account, drafts_of
from muster.ledger.store import Receipt, Store

__all__ = (
    "ENTRIES_FILE",
    "KEY_FILE",
    "Account",
    "Draft",
    "Entry",
    "View",
    "append",
    "append_case",
    "case_of",
    "export_ledger",
    "import_ledger",
    "init_ledger",
    "log",
    "sign_head",
    "verify_ledger",
    "write_view",
)

#: Files of an export, beside the heads and the verifier.
ENTRIES_FILE = "entries.jsonl"
KEY_FILE = "ledger.key"
_VERIFIER = "verify.py"
_SECRET_BYTES = 32


def _entries(store: Store) -> list[Entry]:
    return [entry_of(line) for line in store.lines()]


def init_ledger(address: Address, *, name: str, secret_path: Path, who: str) -> tuple[VerifierKey, bool]:
    """
    Make a new ledger, and its secret key if there is none at ``secret_path`` yet.

    Returns
    -------
    tuple
        The key to keep beside heads, and whether the secret key is new.

    Raises
    ------
    LedgerError
        If there is a ledger already, the name or the key is none, or a file cannot be written.
    """
    verifier_key(name, bytes(_SECRET_BYTES))
    need_free(address)
    new = not secret_path.exists()
    secret = _new_secret(secret_path) if new else _read_secret(secret_path)
    key = verifier_key(name, secret)
    with create_store(address) as store:
        opened = Draft(kind="ledger.opened", who=who, body={"form": 1, "key": str(key)})
        store.append([opened], expected=0, recorded=datetime.now(UTC))
    return key, new


def _new_secret(path: Path) -> bytes:
    secret = secrets.token_bytes(_SECRET_BYTES)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise HeadError(
            f"{path}: the key cannot be written: {error.strerror}", help="give --secret"
        ) from None
    return secret


def _read_secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise HeadError(
            f"{path}: the secret key cannot be read: {error.strerror}", help="give its file: --secret FILE"
        ) from None
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise HeadError(f"{path}: not a secret key", help="give the file that `muster ledger init` made")
    return secret


def append_case(
    path: Address,
    case_path: Path,
    account: Account,
    *,
    expected: int | None = None,
    key: str | None = None,
    as_of: date | None = None,
) -> tuple[Receipt | None, tuple[Draft, ...], tuple[Problem, ...]]:
    """
    Record what a case says and the ledger does not say yet.

    Parameters
    ----------
    account
        Who, from when (the case's ``as_of`` if not stated), why.
    expected
        The version that the writer saw; the present one if not stated.
    key
        Client key: the same append sent again is answered with the first receipt.
    as_of
        The day of the world that the case shows, if it is not everything that is recorded.

    Returns
    -------
    tuple
        The receipt (``None`` if both say the same), what was recorded, and warnings about the case.
    """
    case, warnings = read_case_with_warnings(case_path)
    root = case_path if case_path.is_dir() else case_path.parent
    documents = {}
    for name in case.sources:
        file = root / "sources" / name
        if file.is_file():
            documents[name] = _bytes(file)
    if account.effective is None:
        account = Account(
            who=account.who,
            effective=as_of or case.as_of,
            reason=account.reason,
            source=account.source,
            quote=account.quote,
        )
    with opened_store(path) as store:
        entries = _entries(store)
        mine = [entry for entry in entries if key is not None and entry.key == key]
        before = entries[: mine[0].n] if mine else entries
        texts = texts_of(case_path, case) if as_of is None else None
        drafts = drafts_of(case, documents, account, before, texts, as_of=as_of)
        if not drafts:
            return None, (), warnings
        receipt = store.append(
            drafts,
            expected=len(entries) if expected is None else expected,
            recorded=datetime.now(UTC),
            key=key,
        )
    return receipt, drafts, warnings


def append(
    path: Address, drafts: Iterable[Draft], *, expected: int | None = None, key: str | None = None
) -> Receipt:
    """Record drafts; see :func:`append_case` for ``expected`` and ``key``."""
    with opened_store(path) as store:
        return store.append(
            tuple(drafts),
            expected=store.size() if expected is None else expected,
            recorded=datetime.now(UTC),
            key=key,
        )


def log(path: Address) -> list[Entry]:
    """Every entry, in order."""
    with opened_store(path) as store:
        return _entries(store)


def verify_ledger(path: Address, heads: Iterable[Path] = (), key: Path | None = None) -> Audit:
    """
    Check a ledger's file, or an export (its folder, or its ``entries.jsonl``), against heads.

    The heads that lie in an exported folder are checked beside those given.

    Raises
    ------
    LedgerError
        If the ledger cannot be read at all; what is wrong in it is told in the result.
    """
    given = [(str(head), read_head_file(head)) for head in heads]
    known = None if key is None else read_key(_text(key))
    if isinstance(path, Database):
        with opened_store(path) as store:
            return audit_store(store, given, known)
    if path.is_dir():
        given += [(str(head), _text(head)) for head in _heads_in(path)]
        return audit(_lines(path / ENTRIES_FILE), given, known)
    if path.suffix == ".jsonl":
        return audit(_lines(path), given, known)
    with opened_store(path) as store:
        return audit_store(store, given, known)


def _heads_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.head"))


def _lines(path: Path) -> list[bytes]:
    data = _bytes(path)
    if not data.endswith(b"\n"):
        raise StoreError(
            f"{path}: the last line is cut off", help="export the ledger again, or copy it whole", code="M911"
        )
    return data.split(b"\n")[:-1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}", help="check the path") from None


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode()
    except UnicodeDecodeError:
        raise HeadError(f"{path}: not a text in UTF-8", help="give a file that Muster wrote") from None


def sign_head(path: Address, secret_path: Path) -> str:
    """
    Sign the ledger as it is; the head is kept in the ledger too, and given back as a text to keep elsewhere.

    Every line is read and hashed anew first, and held against every head that the ledger keeps: what does not
    agree is not signed.

    Raises
    ------
    LedgerError
        If the ledger is not whole, or the key is not its own.
    """
    secret = _read_secret(secret_path)
    with opened_store(path) as store:
        found = audit_store(store, ())
        if found.faults:
            raise StoreError(
                f"{path}: not signed: {found.faults[0]}", help="see `muster ledger verify`, and ask why"
            )
        own = identity(entry_of(next(store.lines(0, 1))))
        if verifier_key(own.name, secret) != own:
            raise HeadError(
                f"{secret_path}: not the key of {own.name}",
                help="give the file that `muster ledger init` made",
            )
        text = signed_head(own.name, found.size, found.root, secret)
        if text not in store.heads():
            store.keep_head(text)
    return text


def export_ledger(path: Address, folder: Path) -> int:
    """
    Write a ledger as plain text that anybody can verify: entries, heads, public key, and the verifier.

    Returns
    -------
    int
        Number of entries.

    Raises
    ------
    UsageError
        If the folder is there and not empty, or cannot be written.
    """
    _need_empty(folder)
    with opened_store(path) as store:
        lines = list(store.lines())
        heads = store.heads()
    key = identity(entry_of(lines[0])) if lines else None
    verifier = files("muster.ledger").joinpath("standalone.py").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ENTRIES_FILE).write_bytes(b"".join(line + b"\n" for line in lines))
        for place, text in enumerate(heads, start=1):
            name = f"{place:06d}-of-{read_head(text).size}.head"
            (folder / name).write_text(text, encoding="utf-8", newline="")
        (folder / KEY_FILE).write_text(f"{key}\n", encoding="utf-8", newline="")
        (folder / _VERIFIER).write_text(verifier, encoding="utf-8", newline="")
    except OSError as error:
        raise _unwritable(folder, error) from None
    return len(lines)


def _need_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"{folder} is there already and not an empty folder", help="give a new folder", code="M003"
        )


def _unwritable(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"{folder} cannot be written: {error.strerror}",
        help="give a folder that you may write to",
        code="M003",
    )


def import_ledger(source: Path, path: Address) -> Audit:
    """
    Make a ledger of an export, entry by entry and byte by byte; it is verified first.

    Raises
    ------
    LedgerError
        If the export is not whole, or there is a file at ``path``; then nothing is left behind.
    """
    entries_path = source / ENTRIES_FILE if source.is_dir() else source
    heads = [(str(head), _text(head)) for head in _heads_in(source)] if source.is_dir() else []
    lines = _lines(entries_path)
    found = audit(lines, heads)
    if found.faults:
        raise StoreError(
            f"{source}: not imported: {found.faults[0]}",
            help="see `muster ledger verify`; take a whole export",
            code=_code_of(lines),
        )
    with create_store(path) as store:
        try:
            _copy(lines, heads, store)
            if store.root() != found.root:
                raise StoreError(f"{path}: reads differently from {source}", help="do not use this disk")
        except BaseException:
            store.close()
            remove_store(path)
            raise
    return found


def _code_of(lines: Iterable[bytes]) -> str:
    """The code of the first line that is no entry; where all are, that of heads that do not agree."""
    try:
        for line in lines:
            entry_of(line)
    except EntryError as error:
        return error.code
    return "M917"


def _copy(lines: Iterable[bytes], heads: Iterable[tuple[str, str]], store: Store) -> None:
    """Append entries as they are, those of one append together, and keep the heads."""
    for (recorded, key), group in groupby(map(entry_of, lines), lambda entry: (entry.recorded, entry.key)):
        batch = list(group)
        store.append([entry.draft for entry in batch], expected=batch[0].n, recorded=recorded, key=key)
    for _, text in heads:
        store.keep_head(text)


def case_of(path: Address, *, as_of: date | None = None, known_at: datetime | None = None) -> View:
    """The case of a ledger: as the world was on a day, as far as it was known at an instant."""
    with opened_store(path) as store:
        folding = Folding(lambda n: next(store.lines(n, n + 1)), as_of=as_of, known_at=known_at)
        folding.feed(store.lines())
        return folding.view()


def write_view(seen: View, folder: Path) -> tuple[Problem, ...]:
    """
    Write a case and its documents as a folder, and read it again.

    Files are as they were written, comments and all, where they still say what the ledger says.

    Returns
    -------
    tuple
        Warnings about the case.

    Raises
    ------
    MaterialError
        If the rows that stood on the day do not fit together; the folder is there to look at.
    UsageError
        If the folder is not empty or cannot be written.
    LedgerError
        If a document's name would lead out of the folder.
    """
    _need_empty(folder)
    for name in seen.documents:
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or "\\" in name or "\0" in name:
            raise LedgerError(
                f"the document {name!r} would be written outside {folder}",
                help="the entry was not written by Muster; see `muster ledger verify`",
                code="M901",
            )
    try:
        write_case(seen.case, folder)
        for name, data in seen.documents.items():
            file = folder / "sources" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        restore_texts(folder, seen.case, seen.files)
    except OSError as error:
        raise _unwritable(folder, error) from None
    again, warnings = read_case_with_warnings(folder)
    if again != seen.case:
        raise MaterialError(
            [
                Problem(
                    code="M901",
                    message="the case reads differently from what the ledger says",
                    help="the ledger holds what a case folder cannot say; compare with `muster log`",
                    file=str(folder),
                )
            ]
        )
    return warnings
