"""The reader against the annotated documents of ../shared/reader, scored by their own score.py."""

import datetime
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from muster.intake.read import read_document

SHARED = Path(__file__).parents[2].parent / "shared" / "reader"
DATES = {
    "03-nspm4.txt": datetime.date(2025, 4, 11),
    "05-eo-dc-additional.txt": None,  # its signature line says it
    "10-ca-wildfires.txt": datetime.date(2025, 1, 8),
    "13-domenici-2006.txt": datetime.date(2006, 5, 16),
    "article.txt": datetime.date(2025, 1, 22),
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the test data folder ../shared is not here"),
]


def run(predicted: Path, gold: str) -> dict[str, Any]:
    command = [sys.executable, str(SHARED / "score.py"), str(predicted), str(SHARED / gold), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def score(gold: str, documents: list[str], folder: Path) -> dict[str, Any]:
    rows = []
    for name in documents:
        reading = read_document(name, (SHARED / name).read_bytes(), date=DATES[name])
        rows += [json.dumps(asdict(fact)) for fact in reading.facts]
    predicted = folder / "predicted.jsonl"
    predicted.write_text("\n".join(rows), encoding="utf-8")
    return run(predicted, gold)


@pytest.mark.parametrize(
    ("gold", "documents", "floor"),
    [
        ("gold-dev.jsonl", [name for name in DATES if name != "article.txt"], 0.72),
        ("gold-seed.jsonl", ["article.txt"], 0.72),
    ],
)
def test_the_reader_finds_what_an_annotator_found(
    gold: str, documents: list[str], floor: float, tmp_path: Path
) -> None:
    result = score(gold, documents, tmp_path)
    assert result["verbatim"]["rate"] == 1.0
    assert result["total"]["f1"] >= floor, result["by_doc"]
    for field, least in {"value": 0.9, "bound": 0.9, "status": 0.8, "attribution": 0.85}.items():
        assert result["accuracy"][field]["acc"] >= least, field


def test_the_scorer_would_notice_a_bad_reader(tmp_path: Path) -> None:
    predicted = tmp_path / "none.jsonl"
    predicted.write_text("", encoding="utf-8")
    assert run(predicted, "gold-dev.jsonl")["total"]["f1"] == 0.0
