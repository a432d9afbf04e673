"""The supervisor process: starts the watched program, passes signals on, reaps what is left behind, and ends it all.

It is single-threaded, lives in a session of its own, and on Linux is the subreaper of everything the program starts:
a worker that outlives its parent lands here. It ends processes by pid, never by group, and ends all of them when the
control socket closes, whatever closed it. Run as a script, so that it imports the standard library and psutil alone.

Its parent is a guard that does nothing but wait. If the supervisor is killed, its children become the guard's, which
kills them; if the guard is killed, the supervisor ends everything. So it takes three kills at once, with mptui's own,
to leave something. The program could be given a death signal instead, but could see that.

    in:  {"do": "start", argv, cwd, settle} with descriptors · {"do": "signal", pid, signum}
         {"do": "pass", signum} · {"do": "end"}
    out: {"did": "start" | "fail" | "exit" | "left" | "reap" | "gone", ...}

`left` names the processes that still run `settle` seconds after the main one has ended, `gone` says that none is left.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from typing import Any

_HELPERS = (
    "multiprocessing.resource_tracker",
    "multiprocessing.forkserver",
    "multiprocessing.semaphore_tracker",
)
"""Processes of the library that end by themselves once the program is gone, and clean up after it."""
_HELPERS_TIMEOUT = 1.5
"""Seconds that they are given to end."""
_PR_SET_CHILD_SUBREAPER = 36
_ENDING = (signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP)
"""Signals that ask a program to end. What its main process leaves behind is asked in its turn."""
_TO_GROUP = (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)
"""Signals that a terminal sends to a whole process group; who sends another means the main process."""


def _adopt_orphans() -> None:
    """Become the parent of what outlives its own, where the system has that (Linux)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Supervisor:
    """The loop, and the one program that it may have running."""

    def __init__(self, control: socket.socket, guard: int) -> None:
        """`guard`: the end of a pipe that is closed when the guard is gone."""
        self._control, self._guard = control, guard
        self._main: subprocess.Popen[bytes] | None = None
        self._running = False
        self._run = 0
        self._settle = 0.0
        self._asked: int | None = None
        self._look_at: float | None = None
        self._inbox = b""
        self._descriptors: list[int] = []
        self._wake_in, self._wake_out = socket.socketpair()
        for end in (self._wake_in, self._wake_out):
            end.setblocking(False)

    def run(self) -> None:
        """Serve until the control socket closes; then nothing of the program is left."""
        _adopt_orphans()
        signal.set_wakeup_fd(self._wake_out.fileno(), warn_on_full_buffer=False)
        for signum in (signal.SIGCHLD, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP):
            if signal.getsignal(signum) is not signal.SIG_IGN or signum == signal.SIGCHLD:
                signal.signal(signum, lambda *_: None)  # a function, not SIG_IGN: exec gives the program the default
        try:
            while self._turn():
                pass
        finally:
            self._end()
            self._wake_in.close()
            self._wake_out.close()

    def _turn(self) -> bool:
        timeout = None if self._look_at is None else max(self._look_at - time.monotonic(), 0)
        sources: list[Any] = [self._control, self._wake_in, self._guard]
        ready, _, _ = select.select(sources, [], [], timeout)
        if self._wake_in in ready:
            with contextlib.suppress(BlockingIOError):
                self._wake_in.recv(4096)
        self._reap()
        if self._look_at is not None and time.monotonic() >= self._look_at:
            self._report_left()
        if self._guard in ready:
            return False
        return self._receive() if self._control in ready else True

    def _receive(self) -> bool:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 20, 8)
        except ConnectionError:
            return False
        if not data:
            return False
        self._inbox += data
        self._descriptors += descriptors  # they may come with the command before the one they are for
        while b"\n" in self._inbox:
            line, _, self._inbox = self._inbox.partition(b"\n")
            self._carry_out(json.loads(line))
        return True

    def _send(self, **message: Any) -> None:
        with contextlib.suppress(ConnectionError):
            self._control.sendall(json.dumps(message).encode() + b"\n")

    def _carry_out(self, message: dict[str, Any]) -> None:
        if message["do"] == "start":
            descriptors, self._descriptors = self._descriptors, []
            self._start(message, descriptors)
        elif message["do"] == "signal":
            if _is_ours(message["pid"]):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(message["pid"], message["signum"])
        elif message["do"] == "pass":
            self._pass_on(message["signum"])
        elif message.get("run") in (None, self._run):  # a late word on a program that has been ended by now is none
            self._end()

    def _start(self, message: dict[str, Any], descriptors: list[int]) -> None:
        self._run = message["run"]
        event, board, journal, out, err, stdin = descriptors
        spec = {**message["spec"], "event": event, "board": board, "journal": journal}
        path = os.environ.get("PYTHONPATH")
        variables = {**spec, "pythonpath": path}
        launch = {
            f"MPTUI_LAUNCH_{name.upper()}": str(value)
            for name, value in variables.items()
            if value not in (None, False)
        }
        path = os.pathsep.join([spec["bootstrap"], path] if path else [spec["bootstrap"]])
        try:
            self._main = subprocess.Popen(
                message["argv"],
                cwd=message["cwd"],
                env={**os.environ, "PYTHONPATH": path, **launch},
                stdin=stdin,
                stdout=out,
                stderr=err,
                pass_fds=(event, board, journal),
                process_group=0,
            )
        except OSError as error:
            self._send(did="fail", text=str(error))
        else:
            self._running, self._settle, self._asked = True, message["settle"], None
            self._send(did="start", pid=self._main.pid)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _reap(self) -> None:
        """Wait for whatever has ended: the program's main process, and orphans that have landed here."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                self._all_gone()
                return
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            if self._main is not None and pid == self._main.pid:
                self._main.returncode = code
                self._look_at = time.monotonic() + self._settle
                self._send(did="exit", code=code)
                if self._asked is not None:
                    self._pass_on(self._asked)
            else:
                self._send(did="reap", pid=pid, code=code)

    def _all_gone(self) -> None:
        if self._running:
            self._running = False
            self._main = self._look_at = None
            self._send(did="gone")

    def _report_left(self) -> None:
        """The main process has ended: say what still runs and is no helper."""
        self._look_at = None
        left = [(process.pid, _name(process)) for process in self._left()]
        if left:
            self._send(did="left", processes=left)

    def _left(self) -> list[Any]:
        """The program's processes that run, but for the library's helpers."""
        import psutil

        return [process for process in psutil.Process().children(recursive=True) if _runs(process)]

    def _pass_on(self, signum: int) -> None:
        """A signal came for the program: as without mptui its group or its main process gets it, else what is left."""
        if self._main is None:
            return
        if signum in _ENDING:
            self._asked = signum
        if self._main.returncode is None and signum not in _TO_GROUP:
            targets = [self._main.pid]
        else:
            ended = self._main.returncode is not None
            targets = [one.pid for one in self._left() if ended or _group(one.pid) == self._main.pid]
        for pid in targets:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signum)

    def _end(self) -> None:
        """Kill all that is left, parents before children, helpers last and only if they do not end by themselves."""
        import psutil

        deadline: float | None = None
        while self._running:
            self._reap()
            left = psutil.Process().children(recursive=True)
            helpers = {process.pid for process in left if _is_helper(process)}
            victims = [process for process in left if process.pid not in helpers]
            if not victims and left:
                deadline = deadline or time.monotonic() + _HELPERS_TIMEOUT
                if time.monotonic() > deadline:
                    victims = left
            for process in victims:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            if self._running:
                time.sleep(0.005)


def _is_ours(pid: int) -> bool:
    """Whether a process descends from this one: its id comes from a worker, or may have passed to another since."""
    import psutil

    try:
        return any(process.pid == os.getpid() for process in psutil.Process(pid).parents())
    except (psutil.Error, ValueError, OverflowError):
        return False


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:
        return None


def _name(process: Any) -> str:
    import psutil

    try:
        return str(process.name())
    except psutil.Error:
        return ""


def _runs(process: Any) -> bool:
    """Whether a process of the program goes on, and is not the library's helper."""
    import psutil

    try:
        return process.status() != psutil.STATUS_ZOMBIE and not _is_helper(process)
    except psutil.Error:
        return False


def _is_helper(process: Any) -> bool:
    """Whether a process is the library's own; a fork server's children look like it and are workers."""
    import psutil

    try:
        command = process.cmdline()
        helps = "-c" in command and any(helper in argument for argument in command for helper in _HELPERS)
        return bool(helps and process.parent().cmdline() != command)
    except (psutil.Error, AttributeError):
        return False


def _guard(supervisor: int) -> None:
    """Wait for the supervisor's end, and kill what it leaves: nothing, unless it was killed itself."""
    for signum in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, signal.SIGTSTP):
        signal.signal(signum, signal.SIG_IGN)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(supervisor, 0)
        while True:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
            _kill_children()
            time.sleep(0.005)


def _kill_children() -> None:
    import psutil

    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def _main(control: int) -> None:
    """Part into the guard and the supervisor."""
    _adopt_orphans()
    guarded, held = os.pipe()
    supervisor = os.fork()
    if supervisor:
        os.close(control)
        _guard(supervisor)
    else:
        os.close(held)
        with socket.socket(fileno=control) as socket_of_mptui:
            Supervisor(socket_of_mptui, guarded).run()


if __name__ == "__main__":
    _main(int(sys.argv[1]))
