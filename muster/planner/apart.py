"""
Integer programs in a process of their own: a solver that hangs or dies there loses no plan.

The process is started afresh for each program (nothing of this one is copied into it), gets the program as
plain numbers, and tells every better solution at once. It is asked to stop when the search should stop, and
killed if it does not; what it has told by then counts. It does the same work as the call in this process
would, so that the result is the same too.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from muster.planner.highs import Columns, Floats, IntegerResult, MixedInteger, Rows, solve_here

__all__ = ("serve", "solve_apart", "started")

#: Seconds between two questions whether to stop; how many of them a process has to stop when asked; and how
#: many it may give no sign of life before it is taken for hung.
PAUSE, GRACE, SILENCE = 0.05, 10, 12_000

#: What is run in the new process.
_PROGRAM = "from muster.planner.apart import serve; serve()"

#: Marks of messages from the process: alive, a better solution, the result.
_ALIVE, _BETTER, _RESULT = b"a", b"b", b"r"


def solve_apart(work: MixedInteger, should_stop: Callable[[], bool]) -> IntegerResult | None:
    """
    Solve a mixed-integer program in a process of its own.

    Returns
    -------
    IntegerResult or None
        As :func:`muster.planner.highs.solve_here` would give it. Of a process that died, hung or had to be
        killed, the best solution that it had told, with nothing claimed. ``None`` if no process could be
        started.
    """
    with started(_PROGRAM) as process:
        if process is None:
            return None
        talk = _Talk(process)
        try:
            talk.send(work)
            return talk.listen(should_stop)
        except (BrokenPipeError, ConnectionResetError):
            return talk.told() if talk.began else None


@contextmanager
def started(program: str) -> Iterator[subprocess.Popen[bytes] | None]:
    """A new Python process that runs a program, gone when the block is left, however it is left."""
    if os.name == "nt" or not sys.executable:  # pipes cannot be waited for there; nothing to start
        yield None
        return
    known = os.pathsep.join(path for path in sys.path if path)
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": known, "PYTHONSAFEPATH": "1"},
            start_new_session=True,  # Ctrl-C is for us: we ask it to stop, and wait for its answer.
        )
    except (OSError, ValueError):
        yield None
        return
    try:
        yield process
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


@dataclass(slots=True)
class _Talk:
    """What is said to a process, and heard from it."""

    process: subprocess.Popen[bytes]
    began: bool = False
    best: Floats | None = None
    result: IntegerResult | None = None
    heard: bytes = b""

    def send(self, work: MixedInteger) -> None:
        """The program, as a line of JSON and arrays after it."""
        assert self.process.stdin is not None
        arrays = _arrays(work)
        head = {
            "threads": work.threads,
            "seed": work.seed,
            "nodes": work.nodes,
            "absolute_gap": work.absolute_gap,
            "relative_gap": work.relative_gap,
            "presolve": work.presolve,
            "arrays": [[name, str(array.dtype.str), array.size] for name, array in arrays.items()],
        }
        self.process.stdin.write(json.dumps(head).encode() + b"\n")
        for array in arrays.values():
            self.process.stdin.write(array.tobytes())
        self.process.stdin.flush()

    def listen(self, should_stop: Callable[[], bool]) -> IntegerResult | None:
        """Until the result is there, or nothing more is to be expected; ``None`` if it never began."""
        assert self.process.stdin is not None and self.process.stdout is not None
        silent = asked = 0
        while True:
            ready, _, _ = select.select([self.process.stdout], [], [], PAUSE)
            if ready:
                silent = 0
                piece = os.read(self.process.stdout.fileno(), 1 << 20)
                if not piece or not self.take(piece):
                    return self.told() if self.began else None
                if self.result is not None:
                    return self.result
            else:
                silent += 1
            if asked or should_stop():
                if not asked:
                    self.process.stdin.write(b"s")
                    self.process.stdin.flush()
                asked += not ready
                if asked > GRACE:
                    return self.told()
                asked = max(1, asked)
            if silent > SILENCE:
                return self.told()

    def take(self, piece: bytes) -> bool:
        """A piece of what the process says, marks with length and content; whether it makes sense."""
        self.heard += piece
        while len(self.heard) >= 9:
            size = int.from_bytes(self.heard[1:9], "little")
            if self.heard[:1] not in (_ALIVE, _BETTER, _RESULT):
                return False
            if len(self.heard) < 9 + size:
                return True
            mark, content = self.heard[:1], self.heard[9 : 9 + size]
            self.heard = self.heard[9 + size :]
            self.began = True
            if mark == _BETTER:
                self.best = np.frombuffer(content, dtype=np.float64).copy()
            elif mark == _RESULT:
                line, _, values = content.partition(b"\n")
                said = json.loads(line)
                self.result = IntegerResult(
                    values=np.frombuffer(values, dtype=np.float64).copy() if said["found"] else None,
                    bound=float(said["bound"]),
                    optimal=said["optimal"],
                    infeasible=said["infeasible"],
                )
        return True

    def told(self) -> IntegerResult:
        """The best solution told so far; nothing is claimed of it."""
        return IntegerResult(values=self.best, bound=-np.inf, optimal=False, infeasible=False)


def _arrays(work: MixedInteger) -> dict[str, np.ndarray[Any, Any]]:
    found: dict[str, np.ndarray[Any, Any]] = {
        "lower": work.rows.lower,
        "upper": work.rows.upper,
        "costs": work.columns.costs,
        "least": work.columns.lower,
        "most": work.columns.upper,
        "starts": work.columns.starts,
        "rows": work.columns.rows,
        "values": work.columns.values,
        "integer": work.integer,
    }
    if work.start is not None:
        found["start"] = work.start
    return {name: np.ascontiguousarray(array) for name, array in found.items()}


# -- in the new process ---------------------------------------------------------------------------


def serve() -> None:
    """Solve the program on standard input and tell standard output; the whole life of the process."""
    hearing, telling = sys.stdin.buffer, _own_output()
    stop = threading.Event()
    work = _received(hearing)
    _tell(telling, _ALIVE, b"")
    threading.Thread(target=_heed, args=(hearing, stop), daemon=True).start()
    calls = 0

    def should_stop() -> bool:
        nonlocal calls
        calls += 1
        if calls % 1024 == 0:
            _tell(telling, _ALIVE, b"")
        return stop.is_set()

    result = solve_here(work, should_stop, lambda values: _tell(telling, _BETTER, values.tobytes()))
    said = {
        "found": result.values is not None,
        "bound": repr(result.bound),
        "optimal": result.optimal,
        "infeasible": result.infeasible,
    }
    values = b"" if result.values is None else result.values.astype(np.float64).tobytes()
    _tell(telling, _RESULT, json.dumps(said).encode() + b"\n" + values)


def _own_output() -> IO[bytes]:
    """Standard output for us alone: whatever else prints goes nowhere."""
    mine = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return mine


def _heed(hearing: IO[bytes], stop: threading.Event) -> None:
    """Stop when told to; end when nobody is there to be told."""
    if hearing.read(1):
        stop.set()
        hearing.read()
    os._exit(1)


def _received(hearing: IO[bytes]) -> MixedInteger:
    head = json.loads(hearing.readline())
    arrays = {}
    for name, kind, size in head["arrays"]:
        dtype = np.dtype(kind)
        arrays[name] = np.frombuffer(hearing.read(dtype.itemsize * size), dtype=dtype).copy()
    return MixedInteger(
        rows=Rows(lower=arrays["lower"], upper=arrays["upper"]),
        columns=Columns(
            costs=arrays["costs"],
            lower=arrays["least"],
            upper=arrays["most"],
            starts=arrays["starts"],
            rows=arrays["rows"],
            values=arrays["values"],
        ),
        integer=arrays["integer"],
        threads=head["threads"],
        seed=head["seed"],
        nodes=head["nodes"],
        absolute_gap=head["absolute_gap"],
        relative_gap=head["relative_gap"],
        presolve=head["presolve"],
        start=arrays.get("start"),
    )


def _tell(telling: IO[bytes], mark: bytes, content: bytes) -> None:
    try:
        telling.write(mark + len(content).to_bytes(8, "little") + content)
        telling.flush()
    except OSError:
        os._exit(1)
