"""What a parsing process may use, and how it gives up everything else."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from muster.sandbox.seccomp import filter_calls

__all__ = ("Limits", "allow_seconds", "confine", "refuse_actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    Limits of one parsing process.

    Parameters
    ----------
    memory_mb
        Of its address space.
    cpu_seconds, wall_seconds
        For one document: processor time, and time by the clock.
    documents
        After so many, the process is replaced by a fresh one.
    """

    memory_mb: int = 1_500
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    documents: int = 50


#: What Python code in the process may not even try (audit events, or their first part).
_FORBIDDEN = frozenset(
    (
        "open", "socket", "subprocess", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn",
        "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
        "os.chmod", "os.chown", "os.kill", "os.putenv", "os.utime", "os.setxattr", "pty.spawn", "shutil",
        "tempfile", "urllib", "http", "ftplib", "smtplib", "ctypes.dlopen", "webbrowser",
    )
)  # fmt: skip


def confine(limits: Limits, descriptors: int) -> None:
    """
    Give up, for the rest of this process' life, memory beyond the limit, files, sockets and children.

    No descriptor beyond the first ``descriptors`` can be opened afterwards: no file, socket or pipe. On Linux
    the kernel also refuses every call that a process does not need which only computes. Where the system has
    no such limits (Windows), only Python's own actions are refused.
    """
    try:
        import resource
    except ImportError:
        pass
    else:
        for kind, value in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, descriptors),
            (getattr(resource, "RLIMIT_NPROC", None), 0),
            (resource.RLIMIT_AS, limits.memory_mb * 1_000_000 if sys.platform != "darwin" else None),
        ):
            if kind is None or value is None:
                continue
            hard = resource.getrlimit(kind)[1]
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (most, most))
    filter_calls()
    sys.addaudithook(refuse_actions)


def refuse_actions(event: str, _arguments: object) -> None:
    """Raise where code in the process reaches for a file, a program or the network."""
    if event in _FORBIDDEN or event.partition(".")[0] in _FORBIDDEN:
        raise PermissionError(f"a parsing process may not do this: {event}")


def allow_seconds(limits: Limits) -> None:
    """Let the process use ``limits.cpu_seconds`` more of processor time, and be ended when they are over."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    until = int(time.process_time()) + 1 + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == -1 else min(until, hard), hard))
