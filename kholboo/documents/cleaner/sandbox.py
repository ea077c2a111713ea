"""Walls around the process that opens hostile files: memory, time, no network, no writing.

The kernel's seccomp filter (Linux, x86-64 and ARM64; no privilege needed) refuses sockets, new
programs, tracing, signals to others and every way to create or change a file by its name. What
stays possible: reading files, and writing to the descriptors the parent opened.
Elsewhere only the resource limits hold; the verdict says so in `walls` and the parent warns.
Sources: seccomp(2), linux/audit.h, the kernel's syscall tables.
"""

import ctypes
import errno
import platform
import resource
import struct
import sys
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class _Calls:
    """System call numbers of one processor family; `opens` maps a call to its flags argument."""

    arch: int
    refused: tuple[int, ...]
    opens: dict[int, int]
    clone: int
    programs: tuple[int, ...]  # of `refused`: those that start another program in this process


_X86_64 = _Calls(
    arch=0xC000003E,
    refused=(
        *range(41, 45), 46, 49, 50, 53, 57, 58, 59, 62, 76, *range(82, 89), *range(90, 95), 101,
        133, 165, 166, 169, 175, 188, 189, 190, 200, 234, *range(258, 261), *range(263, 267), 268,
        272, 288, 304, 307, 308, 310, 311, 313, 316, 321, 322, 323, 424, *range(425, 434), 437,
        438, 452,
    ),
    opens={2: 1, 257: 2},
    clone=56,
    programs=(59, 322),
)  # fmt: skip
_ARM64 = _Calls(
    arch=0xC00000B7,
    refused=(
        5, 6, 7, *range(33, 41), 45, *range(52, 56), 97, 105, 117, 129, 130, 131, 142,
        *range(198, 204), 206, 211, 221, 242, 265, 268, 269, 270, 271, 273, 276, 280, 281, 282,
        424, *range(425, 434), 437, 438, 452,
    ),
    opens={56: 2},
    clone=220,
    programs=(221, 281),
)  # fmt: skip
_CALLS = {"x86_64": _X86_64, "aarch64": _ARM64}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE, _NO_SUCH_CALL = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000  # WRONLY, RDWR, CREAT, TRUNC, APPEND
_THREAD = 0x10000  # CLONE_THREAD: image libraries may start threads, never processes
_CLONE3 = 435  # its flags lie in memory; "no such call" makes libc use clone instead
_X32 = 0x40000000  # the second numbering of x86-64 would walk around the list
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def build_walls(*, memory: int, cpu: int, disk: int, becomes_another: bool = False) -> str:
    """Close this process in for good; answers "seccomp" or, where there is none, "limits".

    `becomes_another`: it may still turn into another program, which stands within the same walls.
    """
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, disk),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    return "seccomp" if _close_system_calls(becomes_another) else "limits"


def _close_system_calls(becomes_another: bool) -> bool:
    calls = _CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or calls is None:
        return False
    program = _filter(calls, calls.programs if becomes_another else ())
    code = ctypes.create_string_buffer(program, len(program))
    fprog = _Program(len(program) // 8, ctypes.cast(code, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER, ctypes.byref(fprog), 0, 0) == 0)


def _filter(calls: _Calls, allowed: Collection[int]) -> bytes:
    """The filter as classic BPF: one line is code, jump if true, jump if false, value."""
    lines = [
        (_LOAD, 0, 0, 4), (_EQUAL, 1, 0, calls.arch), (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0), (_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _REFUSE),
        (_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _NO_SUCH_CALL),
    ]  # fmt: skip
    for number in sorted(set(calls.refused) - set(allowed)):
        lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number, argument in calls.opens.items():
        lines += _by_bits(number, argument, _WRITING, found=_REFUSE, missing=_ALLOW)
    lines += _by_bits(calls.clone, 0, _THREAD, found=_ALLOW, missing=_REFUSE)
    lines.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def _by_bits(
    number: int, argument: int, bits: int, *, found: int, missing: int
) -> list[tuple[int, int, int, int]]:
    """Answer call `number` by whether its argument holds any of `bits`."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, 16 + 8 * argument),
        (_ANY_BIT, 0, 1, bits),
        (_RETURN, 0, 0, found),
        (_RETURN, 0, 0, missing),
    ]
