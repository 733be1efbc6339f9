"""The TOML files of a case folder as they were written, comments and all, kept beside the case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from muster.casefile.folder import case_files
from muster.casefile.read import read_case
from muster.domain.case import Case

__all__ = ("LARGEST_TEXT_BYTES", "restore_texts", "texts_of")

#: A larger file is not kept as it was written; its rows are recorded like all others.
LARGEST_TEXT_BYTES = 256 * 2**10


def texts_of(path: Path, case: Case) -> dict[str, str | None] | None:
    """
    The texts of a case's TOML files by their usual names; CSV tables have no comments.

    A file that Muster would write just so is ``None``, as is one that is too large or no text, and a
    ``case*.toml`` that names its tables' files itself. ``None`` for a workbook.
    """
    settings = path / "case.toml" if path.is_dir() else path
    if settings.suffix.lower() != ".toml":
        return None
    own = _named_files(settings)
    texts: dict[str, str | None] = {}
    for name, usual in case_files(case).items():
        if not name.endswith(".toml"):
            continue
        stem = name.partition(".")[0]
        file = settings if name == "case.toml" else settings.parent / own.get(stem, name)
        text = _text(file)
        texts[name] = None if text == usual or (name == "case.toml" and own) else text
    return texts


def _named_files(settings: Path) -> Mapping[str, str]:
    try:
        files = tomllib.loads(settings.read_text(encoding="utf-8-sig")).get("files", {})
    except (OSError, ValueError):
        return {}
    return {str(name): str(file) for name, file in files.items()} if isinstance(files, dict) else {}


def _text(file: Path) -> str | None:
    try:
        data = file.read_bytes()
        return data.decode() if len(data) <= LARGEST_TEXT_BYTES else None
    except (OSError, UnicodeDecodeError):
        return None


def restore_texts(folder: Path, case: Case, texts: Mapping[str, str]) -> tuple[str, ...]:
    """
    Put the texts into a folder that holds the case, as far as it reads the same with them.

    Returns
    -------
    tuple
        The files that are as they were written.
    """
    usual = case_files(case)
    wanted = [name for name in texts if name in usual]
    if _try(folder, case, texts, wanted):
        return tuple(wanted)
    _write(folder, usual, wanted)
    kept = []
    for name in wanted:
        if _try(folder, case, texts, [name]):
            kept.append(name)
        else:
            _write(folder, usual, [name])
    return tuple(kept)


def _try(folder: Path, case: Case, texts: Mapping[str, str], names: Iterable[str]) -> bool:
    _write(folder, texts, names)
    return read_case(folder)[0] == case


def _write(folder: Path, texts: Mapping[str, str], names: Iterable[str]) -> None:
    for name in names:
        (folder / name).write_text(texts[name], encoding="utf-8", newline="")
