"""Every command and every Python example of the documentation runs, and prints what is shown."""

import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.casefile.codec import schema
from muster.cli.main import COMMANDS, run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.M | re.S)


def blocks(language: str) -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if match[1] == language:
                yield page, match[2]


def consoles() -> list[object]:
    return [
        pytest.param(text, id=f"{page.relative_to(ROOT)}-{number}")
        for number, (page, text) in enumerate(blocks("console"))
    ]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def output_of(command: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(shlex.split(command)[1:])
    assert code in (0, 1, 3), f"{command} exited with {code}:\n{out.getvalue()}"
    return out.getvalue()


@pytest.mark.parametrize("text", consoles())
def test_commands_run_and_print_what_is_shown(text: str, workplace: Path) -> None:
    output = ""
    for line in text.splitlines():
        if line.startswith("$ muster"):
            output = output_of(line[2:])
        elif line.startswith("$"):
            pytest.fail(f"only muster commands are shown with a prompt: {line}")
        elif line.strip() not in ("", "…"):
            assert line.rstrip() in output, f"not printed: {line!r}\nin:\n{output[:4000]}"
            output = output[output.index(line.rstrip()) :]


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=str(page.relative_to(ROOT))) for page, text in blocks("python")]
)
def test_python_examples_run(text: str, workplace: Path) -> None:
    exec(compile(text, "example", "exec"), {"__name__": "example"})


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=str(page.relative_to(ROOT))) for page, text in blocks("json")]
)
def test_json_examples_have_the_published_form(text: str) -> None:
    value = json.loads(text)
    name = "fact" if "kind" in value else "finding" if "rule" in value else "plan"
    assert value.keys() == schema(name)["properties"].keys()


def test_every_command_is_documented() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    missing = [name for name in COMMANDS if f"muster {name}" not in pages]
    assert missing == []


def test_links_between_pages_exist() -> None:
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_the_repository_speaks_of_muster_alone() -> None:
    assert not (ROOT / "uv.lock").exists()
    for name in ("requirements.lock", "requirements-bench.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, f"{name} records an address"
