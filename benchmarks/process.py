"""
One method in a process of its own: heard while it works, measured, and killed when its time is over.

The child writes lines of JSON into a pipe. The clock starts at ``{"is": "go"}``, so that building a model
is not charged; at the limit and a small grace the whole process group is killed, and what it has told by
then is its result; ``{"is": "done"}`` ends it in peace. Memory is that of the child and all its descendants
together.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ("Outcome", "grace", "supervise")

#: Seconds between two looks at memory, and for which a child may build before its clock starts.
LOOK, BUILDING = 0.25, 1800.0


@dataclass(slots=True)
class Outcome:
    """
    What a child told and used.

    Attributes
    ----------
    told
        Its messages, in order.
    killed
        Whether it had to be killed.
    code, complaint
        Its exit code and the last lines that it wrote to its standard error.
    wall, solving, cpu
        Seconds: from its start to its end; from "go" to its end; of all cores, its children included.
    peak_mb
        The most memory that it and its descendants had at once (resident; MiB).
    """

    told: list[dict[str, Any]] = field(default_factory=list)
    killed: bool = False
    code: int | None = None
    complaint: str = ""
    wall: float = 0.0
    solving: float | None = None
    cpu: float = 0.0
    peak_mb: int = 0

    def last(self, kind: str) -> dict[str, Any] | None:
        """The last message of a kind."""
        return next((message for message in reversed(self.told) if message["is"] == kind), None)


def grace(seconds: float) -> float:
    """What a method may take beyond its limit to say its last word, before it is killed."""
    return max(3.0, 0.05 * seconds)


def supervise(command: Sequence[str], seconds: float, building: float = BUILDING) -> Outcome:
    """
    Run a command that takes ``--tell FD``; kill it ``grace(seconds)`` after its clock has run out.

    Parameters
    ----------
    command
        The command without ``--tell``.
    seconds
        From its "go".
    building
        Seconds that it may take before "go".
    """
    reading, writing = os.pipe()
    began = time.monotonic()
    child = subprocess.Popen(
        [*command, "--tell", str(writing)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=(writing,),
        start_new_session=True,
    )
    os.close(writing)
    outcome = Outcome()
    try:
        _listen(child, reading, began, seconds, building, outcome)
    finally:
        os.close(reading)
        _end(child, outcome)
    outcome.wall = time.monotonic() - began
    if outcome.solving is not None:
        outcome.solving = time.monotonic() - outcome.solving
    return outcome


def _listen(
    child: subprocess.Popen[bytes],
    reading: int,
    began: float,
    seconds: float,
    building: float,
    outcome: Outcome,
) -> None:
    """Hear the child until it closes its pipe or its time is over."""
    assert child.stderr is not None
    os.set_blocking(reading, False)
    os.set_blocking(child.stderr.fileno(), False)
    buffer = b""
    until, looked = began + building, 0.0
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        selector.register(child.stderr, selectors.EVENT_READ)
        while True:
            now = time.monotonic()
            if now >= until:
                outcome.killed = True
                return
            if now - looked >= LOOK:
                outcome.peak_mb = max(outcome.peak_mb, _resident_mb(child.pid))
                looked = now
            for key, _ in selector.select(min(LOOK, until - now)):
                chunk = os.read(key.fd, 1 << 20)
                if not chunk:
                    selector.unregister(key.fileobj)
                    if key.fd == reading:
                        return
                elif key.fd != reading:
                    outcome.complaint = (outcome.complaint + chunk.decode(errors="replace"))[-4000:]
                else:
                    *lines, buffer = (buffer + chunk).split(b"\n")
                    for line in lines:
                        message = json.loads(line)
                        outcome.told.append(message)
                        if message["is"] == "done":
                            return
                        if message["is"] == "go":
                            outcome.solving = time.monotonic()
                            until = outcome.solving + seconds + grace(seconds)


def _end(child: subprocess.Popen[bytes], outcome: Outcome) -> None:
    """Kill what is left of the child's group and reap it, with what it has used."""
    if not outcome.killed:
        # The pipe is closed: a healthy child ends by itself at once.
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and not _over(child.pid):
            time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = outcome.code = os.waitstatus_to_exitcode(status)
    outcome.cpu = used.ru_utime + used.ru_stime
    outcome.peak_mb = max(outcome.peak_mb, used.ru_maxrss // 1024)
    assert child.stderr is not None
    outcome.complaint = (outcome.complaint + (child.stderr.read() or b"").decode(errors="replace"))[-4000:]
    child.stderr.close()


def _over(pid: int) -> bool:
    """Whether a child has ended, without reaping it."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _resident_mb(pid: int) -> int:
    """Resident memory of a process and its descendants (Linux; 0 elsewhere)."""
    pages, waiting = 0, [pid]
    while waiting:
        at = Path("/proc") / str(waiting.pop())
        try:
            pages += int((at / "statm").read_text().split()[1])
            for task in (at / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, ValueError, IndexError):
            continue
    return pages * resource.getpagesize() >> 20
