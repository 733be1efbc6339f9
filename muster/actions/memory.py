"""How much memory a run may take on this machine."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ("allowed_memory",)

#: Share of the free memory that a run may take.
SHARE = 0.8

_LIMITS = (
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
)


def allowed_memory() -> int | None:
    """
    Bytes that a run may take: most of what is free, within the limits of the process and its container.

    ``None`` where the machine does not say.
    """
    known = [number for number in (_free(), _of_process(), *map(_of_container, _LIMITS)) if number]
    return int(min(known) * SHARE) if known else None


def _free() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _of_process() -> int | None:
    try:
        import resource
    except ImportError:
        return None
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def _of_container(file: str) -> int | None:
    try:
        text = Path(file).read_text(encoding="ascii").strip()
        return int(text)
    except (OSError, ValueError):
        return None
