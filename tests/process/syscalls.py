"""The write(2) calls of a program, seen by ptrace as strace does: the yardstick for how output is cut in pieces."""

import ctypes
import os
import platform
import signal
import struct
import subprocess

_TRACEME, _SYSCALL, _SETOPTIONS, _GET_SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_TRACESYSGOOD, _EXITKILL = 1, 1 << 20
_ENTRY = 1
_INFO = struct.Struct("<B3xIQQQQQQQQQ")
"""op, arch, instruction and stack pointer, then on entry: number and six arguments (linux/ptrace.h)."""
_WRITE = {"x86_64": 1, "aarch64": 64}.get(platform.machine())
_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def _ptrace(request, pid, address=0, data=0):
    result = _libc.ptrace(ctypes.c_long(request), ctypes.c_long(pid), ctypes.c_void_p(address), ctypes.c_void_p(data))
    if result < 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    return result


def available():
    """Whether this machine lets a test trace a process of its own."""
    if _WRITE is None or _libc is None or not hasattr(_libc, "ptrace"):
        return False
    try:
        return writes(["/bin/sh", "-c", "echo x"], stdout=subprocess.DEVNULL) == [(1, b"x\n")]
    except OSError:
        return False


def writes(command, **popen):
    """Run a single-threaded command; returns (descriptor, bytes) of each write to descriptor 1 or 2."""
    process = subprocess.Popen(command, preexec_fn=lambda: _libc.ptrace(_TRACEME, 0, 0, 0), **popen)
    pid, found, pass_on = process.pid, [], 0
    _, status = os.waitpid(pid, 0)
    _ptrace(_SETOPTIONS, pid, 0, _TRACESYSGOOD | _EXITKILL)
    while os.WIFSTOPPED(status):
        if os.WSTOPSIG(status) == signal.SIGTRAP | 0x80:
            _note_write(pid, found)
        elif os.WSTOPSIG(status) != signal.SIGTRAP:
            pass_on = os.WSTOPSIG(status)
        _ptrace(_SYSCALL, pid, 0, pass_on)
        pass_on = 0
        _, status = os.waitpid(pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return found


def _note_write(pid, found):
    info = ctypes.create_string_buffer(_INFO.size)
    _ptrace(_GET_SYSCALL_INFO, pid, _INFO.size, ctypes.addressof(info))
    op, _arch, _ip, _sp, number, descriptor, address, length, *_ = _INFO.unpack(info.raw)
    if op == _ENTRY and number == _WRITE and descriptor in (1, 2):
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
            memory.seek(address)
            found.append((descriptor, memory.read(length)))
