"""One round: start mptui on a terminal, wait until the program is in full swing, end it in one way, and look."""

import os
import random
import signal
import sys
import time
import uuid
from dataclasses import dataclass, field

import psutil

from processes import MARK, left_behind
from terminal import Terminal, program

METHODS = ("fork", "spawn", "forkserver")
UNRULY = ("grandchildren", "deaf", "daemons", "breeders")
CASES = (*METHODS, *UNRULY)
GRACE = 15.0
"""Seconds in which the last process has to be gone; how long it took is reported."""


@dataclass
class Outcome:
    """What a round found. `seconds`: from the end's beginning until no process was left."""

    path: str
    case: str
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def count_left(self, mark, began):
        """Wait until no process of the round is left; what is left for too long is wrong."""
        left = left_behind(mark, GRACE)
        self.seconds = time.monotonic() - began
        self.wrong += [f"left behind: {pid} {what}" for pid, what in left.items()]


def command(path, case):
    """The command line of a round: `case` is a start method, or a way of being unruly under fork."""
    main = [program("raising")] if path == "exception" else ["-m", "mptui"]
    method = case if case in METHODS else "fork"
    target = [program("printers")] if case in METHODS else [program("unruly"), case]
    return [sys.executable, *main, "run", "--pace=0.02", "--start-method", method, *target]


def supervisor_of(terminal):
    """The pid of mptui's supervisor process: the child of its only child, the guard."""
    (guard,) = psutil.Process(terminal.pid).children()
    (supervisor,) = guard.children()
    return supervisor.pid


def _key(key, status):
    def end(terminal):
        terminal.press(key)
        return status

    return end


def _signal(signum, status):
    def end(terminal):
        os.kill(terminal.pid, signum)
        return status

    return end


def _supervisor_killed(terminal):
    """The screen says what happened, and `q` leaves."""
    os.kill(supervisor_of(terminal), signal.SIGKILL)
    terminal.wait_for("supervisor")  # the line is wrapped, anywhere
    terminal.wait_for("finished")
    terminal.press("q")
    terminal.wait_for("mptui: the supervisor process was ended")
    return 1


def _hang_up(terminal):
    terminal.hang_up()
    return


PATHS = {
    "q": _key("q", 0),
    "ctrl+c": _key("ctrl+c", 130),
    "exception": _key("g", 1),
    "SIGTERM": _signal(signal.SIGTERM, 143),
    "SIGHUP": _signal(signal.SIGHUP, 129),
    "SIGKILL": _signal(signal.SIGKILL, -9),
    "supervisor": _supervisor_killed,
    "hang up": _hang_up,
}


def play(path, case):
    """Play one round."""
    outcome, mark, began = Outcome(path, case), uuid.uuid4().hex, time.monotonic()
    with Terminal(command(path, case), **{MARK: mark}) as terminal:
        try:
            terminal.wait_for(r"printer [0-3]: line" if case in METHODS else r"main \d+")
            began = time.monotonic()
            expected = PATHS[path](terminal)
            status = terminal.wait_end()
            if expected is not None and status != expected:
                outcome.wrong.append(f"exit status {status}, not {expected}")
            if path not in ("SIGKILL", "hang up"):
                outcome.wrong += terminal.damage()
        except AssertionError as error:
            outcome.wrong.append(str(error))
        outcome.count_left(mark, began)
    return outcome


def play_early(signum):
    """End mptui by a signal while it starts: at some moment, or just when it takes the terminal."""
    outcome, mark = Outcome("early", signal.Signals(signum).name), uuid.uuid4().hex
    delay, began = random.choice((0.0, random.uniform(0.05, 1.5))), time.monotonic()
    with Terminal(command("early", "fork"), **{MARK: mark}) as terminal:
        try:
            if delay:
                time.sleep(delay)
            else:
                terminal.wait_for(lambda _: terminal.in_alternate_screen)
            began = time.monotonic()
            os.kill(terminal.pid, signum)
            terminal.wait_end()
            outcome.wrong += terminal.damage()
        except AssertionError as error:
            outcome.wrong.append(str(error))
        outcome.count_left(mark, began)
    outcome.wrong = [f"after {delay:.2f} s: {what}" for what in outcome.wrong]
    return outcome
