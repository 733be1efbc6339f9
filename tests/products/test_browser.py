"""The report in a real browser: it draws without a complaint, in print and on a narrow screen."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from muster.actions.case import read_case
from muster.actions.track import track
from muster.products.brief import Brief
from muster.products.report import render_report
from muster.products.tracking.page import render_tracking

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install it to see the report drawn"),
]
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--enable-logging=stderr",
]


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    return subprocess.run(
        [CHROMIUM, *QUIET, profile, *arguments], capture_output=True, text=True, timeout=90, check=True
    )


@pytest.fixture()
def page(brief: Brief, tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(render_report(brief), encoding="utf-8")
    return path


def test_it_draws_without_a_complaint_and_as_written(page: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "--dump-dom", page.as_uri())
    assert "CONSOLE" not in done.stderr
    # What the browser understood has the sections that were written: nothing was moved or dropped.
    written = re.findall(r'<section[^>]*id="([a-z]+)"', page.read_text(encoding="utf-8"))
    assert re.findall(r'<section[^>]*id="([a-z]+)"', done.stdout) == written
    assert done.stdout.count("<svg") == page.read_text(encoding="utf-8").count("<svg")


def test_it_prints_with_its_tables_open(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    run(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
    document = pypdfium2.PdfDocument(target)
    text = "\n".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    document.close()
    for words in ("The plan fills 65.0%", "Places served", "Road miles", "by period without change", "Left"):
        assert words in text, words


def test_the_page_of_tracking_draws_without_a_complaint(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "southwest-border-history"
    path = tmp_path / "track.html"
    path.write_text(render_tracking(track(read_case(example))), encoding="utf-8")
    done = run(tmp_path, "--dump-dom", path.as_uri())
    assert "CONSOLE" not in done.stderr
    written = re.findall(r'<section[^>]*id="([a-z]+)"', path.read_text(encoding="utf-8"))
    assert re.findall(r'<section[^>]*id="([a-z]+)"', done.stdout) == written
    assert done.stdout.count("<svg") == path.read_text(encoding="utf-8").count("<svg")
