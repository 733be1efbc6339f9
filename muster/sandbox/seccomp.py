"""
A filter of system calls for a process that only computes (Linux, x86-64 and ARM64).

It lists what such a process may ask of the kernel (read and write what is open, memory, time, its own
limits and its own end) and has all else fail with EPERM: files, sockets, programs, other processes. It
cannot be taken off again. The kernel's documentation: https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

__all__ = ("filter_calls", "program")

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1

#: What may be called: name -> numbers on x86-64 and on ARM64 (``asm/unistd_64.h``, ``asm-generic/unistd.h``).
_CALLS = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "exit": (60, 93),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "getrandom": (318, 278),
}
#: What may be called upon oneself only: its first argument is 0 or this process.
_OWN = {"prlimit64": (302, 261), "tgkill": (234, 131)}
#: ``platform.machine()`` -> the column of the tables above, and the kernel's name of the architecture.
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def filter_calls() -> bool:
    """Filter this process' calls from now on; whether the system could."""
    if (
        not sys.platform.startswith("linux")
        or platform.machine() not in _MACHINES
        or sys.byteorder != "little"
    ):
        return False
    code = program(platform.machine(), os.getpid())
    held = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: the number of instructions, and where they are
    told = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held)))
    control = ctypes.CDLL(None, use_errno=True).prctl
    zero = ctypes.c_ulong(0)
    if control(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero) != 0:
        return False
    place = ctypes.c_void_p(ctypes.addressof(told))
    return bool(control(_SET_SECCOMP, ctypes.c_ulong(_FILTER), place, zero, zero) == 0)


def program(machine: str, process: int) -> bytes:
    """Return the filter as instructions of eight bytes each, for a machine and a process."""
    column, architecture = _MACHINES[machine]
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
    ]
    for own in _OWN.values():
        steps += [
            (_EQUAL, 0, 5, own[column]),
            (_LOAD, 0, 0, _FIRST_ARGUMENT),
            (_EQUAL, 1, 0, 0),
            (_EQUAL, 0, 1, process),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _REFUSE),
        ]
    for call in _CALLS.values():
        steps += [(_EQUAL, 0, 1, call[column]), (_RETURN, 0, 0, _ALLOW)]
    steps.append((_RETURN, 0, 0, _REFUSE))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
