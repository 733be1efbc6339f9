"""Documents are regular files of a bearable size; all that are not are named in one run."""

import os
from pathlib import Path

import pytest

from muster.actions.read import read_documents
from muster.errors import MaterialError


def test_a_pipe_a_folder_a_giant_and_a_missing_file_are_refused_together(tmp_path: Path) -> None:
    pipe, giant = tmp_path / "pipe.txt", tmp_path / "giant.txt"
    os.mkfifo(pipe)
    with giant.open("wb") as file:
        file.truncate(10**9)
    with pytest.raises(MaterialError) as caught:
        read_documents([pipe, tmp_path, giant, tmp_path / "missing.txt"])
    found = [problem.message for problem in caught.value.problems]
    assert len(found) == 4
    for words, message in zip(
        ("no regular file", "is a folder", "1,000 MB", "does not exist"), found, strict=True
    ):
        assert words in message


def test_documents_come_back_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("Up to 1,500 soldiers will deploy to the border.\n")
    readings = read_documents([tmp_path / "b.txt", tmp_path / "a.txt"])
    assert [reading.document.doc for reading in readings] == ["b.txt", "a.txt"]
