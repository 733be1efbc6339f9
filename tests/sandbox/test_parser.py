"""The parsing process: used again, replaced, ended at its limits, and unable to touch anything outside."""

import json
import os
import platform
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from muster.actions.explain import CODES
from muster.errors import MaterialError
from muster.intake.formats.detect import text_of
from muster.sandbox import seccomp
from muster.sandbox.codes import CODES as SANDBOX_CODES
from muster.sandbox.limits import Limits
from muster.sandbox.parser import Parser
from tests.intake.making import docx_of, pdf_of, shown

PDF = pdf_of([shown([(72, 700, 11, "Up to 1,500 troops went to the border.")])])
DOCX = docx_of("<w:p><w:r><w:t>Up to 1,500 troops went to the border.</w:t></w:r></w:p>")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are POSIX")


def refusal(parser: Parser, name: str, data: bytes) -> tuple[str, str]:
    with pytest.raises(MaterialError) as raised:
        parser.source(name, data)
    (problem,) = raised.value.problems
    assert problem.file == name and problem.help
    return problem.code, problem.message


def test_it_gives_what_parsing_here_gives() -> None:
    with Parser() as parser:
        for name, data in (("a.pdf", PDF), ("a.docx", DOCX), ("a.txt", b"Up to 9 troops."), ("a.pdf", PDF)):
            assert parser.source(name, data) == text_of(name, data)


def test_text_needs_no_process_and_one_process_serves_many_documents_and_is_then_replaced() -> None:
    with Parser(Limits(documents=3)) as parser:
        parser.source("a.txt", b"Up to 9 troops.")
        assert parser.child is None
        served = []
        for _ in range(5):
            parser.source("a.pdf", PDF)
            served.append(parser.child)
    assert served[0] == served[1] == served[2] != served[3] == served[4]
    assert parser.child is None


def test_an_error_of_the_document_is_told_and_the_process_stays() -> None:
    with Parser() as parser:
        parser.source("a.pdf", PDF)
        first = parser.child
        assert refusal(parser, "b.pdf", b"%PDF-1.7 and nothing")[0] == "M709"
        assert parser.child == first


@POSIX
def test_a_process_that_dies_is_told_and_replaced() -> None:
    import signal

    with Parser() as parser:
        parser.source("a.pdf", PDF)
        first = parser.child
        assert first is not None
        os.kill(first, signal.SIGSEGV)
        try:
            parser.source("a.pdf", PDF)
        except MaterialError as error:  # it was still dying when it was asked
            (problem,) = error.problems
            assert (problem.code, "SIGSEGV" in problem.message) == ("M716", True)
        assert "1,500" in parser.source("a.pdf", PDF).text
        assert parser.child != first


#: A child that does, with a document, what the test wants of it: it is started in place of the real one.
_STUB = """
import sys, time
from muster.sandbox import child
from muster.sandbox.limits import Limits, allow_seconds, confine
def answer(answers, head, data):
    exec(data.split(b"\\n", 1)[1].decode())
    child.write_frame(answers, {"text": repr(locals().get("said", "")), "date": None, "pages": None,
                                "words": [], "notes": [], "scanned": []})
child._answer = answer
child.main(MEMORY, CPU)
"""


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process run the lines after the first of a "PDF", under the real limits."""
    stub = _STUB.replace("{", "{{").replace("}", "}}").replace("MEMORY", "{}").replace("CPU", "{}")
    start = "import sys,json; sys.path[:]=json.loads(sys.argv[1])\n" + stub
    monkeypatch.setattr("muster.sandbox.parser._START", start)


def run(code: str, **limits: float) -> str:
    with Parser(Limits(**limits)) as parser:  # type: ignore[arg-type]
        return parser.source("a.pdf", b"%PDF-1.4\n" + code.encode()).text


@POSIX
@pytest.mark.parametrize(
    ("code", "limits", "expected", "words"),
    [
        ("while True: pass", {"cpu_seconds": 1}, "M714", "1 s of processor time"),
        ("time.sleep(60)", {"wall_seconds": 3}, "M714", "within 3 s"),
        ("x = bytearray(600_000_000)", {"memory_mb": 500}, "M716", "MemoryError"),
        ("import os; os._exit(3)", {}, "M716", "exit code 3"),
        ("import os; os.abort()", {}, "M715", "MB of memory"),
        ("answers.write(b'x' * 40); import os; os._exit(0)", {}, "M716", "ended in the middle of it"),
    ],
)
@pytest.mark.usefixtures("obedient")
def test_it_is_ended_at_its_limits(code: str, limits: dict[str, float], expected: str, words: str) -> None:
    with Parser(Limits(**limits)) as parser:  # type: ignore[arg-type]
        if "MemoryError" in words:  # as the parsers themselves meet it
            code = f"try:\n    {code}\nexcept MemoryError:\n    said = 'MemoryError'"
            assert "MemoryError" in parser.source("a.pdf", b"%PDF-1.4\n" + code.encode()).text
            return
        told, message = refusal(parser, "a.pdf", b"%PDF-1.4\n" + code.encode())
        assert (told, words in message) == (expected, True), message
        assert parser.source("a.pdf", b"%PDF-1.4\nsaid = 7").text == "7"


@POSIX
@pytest.mark.usefixtures("obedient")
@pytest.mark.parametrize(
    "code",
    [
        "open({path!r}, 'w').write('x')",
        "open('/etc/hostname').read()",
        "import os; os.open({path!r}, os.O_CREAT | os.O_WRONLY)",
        "import os; os.mkdir({path!r})",
        "import os; os.remove({path!r} + '/../kept')",
        "import os; os.rename({path!r} + '/../kept', {path!r})",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.system('true')",
        "import _socket; _socket.socket()",
        "import os; os.pipe()",
    ],
)
def test_it_can_touch_nothing_outside(code: str, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    code = code.format(path=str(tmp_path / "made"))
    attempt = f"try:\n    {code}\n    said = 'done'\nexcept BaseException as error:\n"
    attempt += "    said = type(error).__name__"
    assert run(attempt) in ("'PermissionError'", "'OSError'", "'ImportError'", "'ModuleNotFoundError'")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


FILTERED = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in ("x86_64", "aarch64"),
    reason="the filter of system calls is Linux'",
)


@FILTERED
@pytest.mark.usefixtures("obedient")
def test_the_kernel_refuses_machine_code_what_needs_no_descriptor(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    kept, made = bytes(tmp_path / "kept"), bytes(tmp_path / "made")
    attempt = (
        "import ctypes\nlibc = ctypes.pythonapi\n"
        f"said = [libc.mkdir({made!r}, 511), libc.unlink({kept!r}), libc.rename({kept!r}, {made!r}),\n"
        f"        libc.symlink({kept!r}, {made!r}), libc.chmod({kept!r}, 0), libc.fork(),\n"
        f"        libc.getppid() < 1, libc.kill({os.getpid()}, 0),\n"
        "        libc.execv(b'/bin/true', None), libc.ptrace(16, 1, 0, 0)]"
    )
    assert run(attempt) == str([-1] * 6 + [True] + [-1] * 3)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


@FILTERED
def test_the_filter_is_in_force() -> None:
    with Parser() as parser:
        parser.source("a.pdf", PDF)
        status = Path(f"/proc/{parser.child}/status").read_text()
    assert "Seccomp:\t2\n" in status and "NoNewPrivs:\t1\n" in status


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_lets_pass_what_it_lists_and_nothing_else(machine: str) -> None:
    """The instructions, executed here: what each number and first argument comes to."""
    column = ["x86_64", "aarch64"].index(machine)
    code = [
        struct.unpack_from("HBBI", seccomp.program(machine, 77), at)
        for at in range(0, len(seccomp.program(machine, 77)), 8)
    ]
    architecture = seccomp._MACHINES[machine][1]

    def verdict(number: int, first: int = 5, arch: int = architecture) -> bool:
        held, at = 0, 0
        while True:
            what, true, false, value = code[at]
            at += 1
            if what == 0x06:
                return value == 0x7FFF0000
            if what == 0x20:
                held = {0: number, 4: arch, 16: first}[value]
            else:
                at += true if held == value else false

    listed = {numbers[column] for numbers in seccomp._CALLS.values()}
    own = {numbers[column] for numbers in seccomp._OWN.values()}
    assert {number for number in range(600) if verdict(number)} == listed
    assert {number for number in range(600) if verdict(number, first=77)} == listed | own
    assert not any(verdict(number, arch=0x40000003) or verdict(number | 0x40000000) for number in range(600))


@POSIX
@pytest.mark.usefixtures("obedient")
def test_machine_code_gets_no_descriptor_either() -> None:
    """What a parser written in C would do: the limits of the process refuse it without any Python."""
    attempt = (
        "import ctypes\nlibc = ctypes.pythonapi\n"
        "said = [libc.open(b'/etc/hostname', 0), libc.socket(2, 1, 0)]\n"
        "said += [libc.open(b'/tmp/muster-test', 65, 420)]"
    )
    assert run(attempt) == "[-1, -1, -1]"
    assert not Path("/tmp/muster-test").exists()


def test_answers_that_make_no_sense_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in ({}, {"text": 5}, {"text": "a", "pages": [[1]], "words": [], "date": None}):
        with Parser() as parser:
            monkeypatch.setattr(parser, "_exchange", lambda *_, answer=answer: (answer, b""))
            assert refusal(parser, "a.pdf", PDF)[0] == "M716"


@POSIX
def test_nothing_is_left_running() -> None:
    code = (
        "from muster.sandbox.parser import Parser\n"
        f"parser = Parser(); parser.source('a.docx', {DOCX!r}); print(parser.child)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "" or "ResourceWarning" not in done.stderr
    process = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the parsing process outlived the one that started it")


def test_every_code_has_a_page() -> None:
    said = {"M714", "M715", "M716", "M720"}
    assert {page.code for page in SANDBOX_CODES} == said <= set(CODES)
    assert all(json.dumps(page.remedy) and page.meaning for page in SANDBOX_CODES)
