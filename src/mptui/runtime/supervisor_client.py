"""mptui's side of the supervisor process: start it, talk to it, and clean up after it should it die."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

_SCRIPT = Path(__file__).with_name("supervisor.py")
_SWEEP_TIMEOUT = 5
"""Seconds that a sweep may take: programs that go on starting processes are swept again and again."""
_PR_SET_CHILD_SUBREAPER = 36
_adopting = False


def adopt_orphans() -> None:
    """Let what a dead supervisor leaves become this process's children, so that it can be found (Linux).

    For a process that is mptui's alone: a sweep then ends all its descendants.
    """
    global _adopting
    if sys.platform == "linux":
        import ctypes

        _adopting = ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


class SupervisorClient:
    """One supervisor process. Owned by the reader thread once it runs."""

    def __init__(self) -> None:
        """Start the supervisor. Call before anything has touched the terminal or started a thread."""
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", str(_SCRIPT), str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._inbox = b""
        self.lost = False
        self.runs = 0
        """Programs that were started."""

    def fileno(self) -> int:
        """The control socket, to wait on."""
        return self.control.fileno()

    def start(self, argv: list[str], spec: dict[str, Any], descriptors: list[int], settle: float) -> None:
        """Start a program: `argv` and the JSON of `spec`; descriptors: event, board, journal, stdout, stderr, stdin.

        `settle`: seconds after the main process's end until it is said what that has left running.
        """
        self.runs += 1
        message = {
            "do": "start",
            "run": self.runs,
            "argv": argv,
            "cwd": str(Path.cwd()),
            "spec": spec,
            "settle": settle,
        }
        with self._noticing_loss():
            socket.send_fds(self.control, [json.dumps(message).encode() + b"\n"], descriptors)

    def signal(self, pid: int, signum: int) -> None:
        """Send a signal to one process of the program."""
        self._send({"do": "signal", "pid": pid, "signum": signum})

    def pass_on(self, signum: int) -> None:
        """Send a signal to the program as if mptui were not there; from any thread, and from a signal handler."""
        self._send({"do": "pass", "signum": signum})

    def end_program(self, run: int | None = None) -> None:
        """Kill every process of the program; the answer is `gone`. From any thread if it says which `run` to end."""
        self._send({"do": "end", "run": run})

    def _send(self, message: dict[str, Any]) -> None:
        with self._noticing_loss():
            self.control.sendall(json.dumps(message).encode() + b"\n")

    @contextlib.contextmanager
    def _noticing_loss(self) -> Any:
        try:
            yield
        except (ConnectionError, OSError):
            self.lost = True

    def receive(self) -> list[dict[str, Any]]:
        """The messages that have arrived; sets `lost` when the supervisor is gone."""
        try:
            data = self.control.recv(1 << 16)
        except ConnectionError:
            data = b""
        if not data:
            self.lost = True
        *lines, self._inbox = (self._inbox + data).split(b"\n")
        return [json.loads(line) for line in lines]

    def sweep(self, known: list[int]) -> None:
        """The supervisor has died: kill what it left, until nothing is left. `known`: the program's live processes."""
        deadline = time.monotonic() + _SWEEP_TIMEOUT
        while (left := self._left(known)) and time.monotonic() < deadline:
            for pid in left:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.005)

    def _left(self, known: list[int]) -> set[int]:
        """What runs of the program, zombies apart: known, in the supervisor's session, or adopted by us."""
        found = {process.pid for process in psutil.Process().children(recursive=True)} if _adopting else set()
        for pid in psutil.pids():
            with contextlib.suppress(OSError):
                if pid in known or os.getsid(pid) == self.process.pid:
                    found.add(pid)
        return {pid for pid in found if _runs(pid)}

    def close(self) -> None:
        """Let the supervisor end everything and wait for it to end."""
        self.control.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False
