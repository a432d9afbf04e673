"""Workers killed at random while others print: the others and the screen go on, and nothing written before is lost."""

import contextlib
import json
import random
import signal
import time

import psutil
import pytest

from terminal import Terminal, mptui, program

pytestmark = pytest.mark.usefixtures("nothing_left")


def main_process(terminal):
    """The program's main process: the child of the supervisor, which has a guard above it."""
    (guard,) = psutil.Process(terminal.pid).children()
    (supervisor,) = guard.children()
    (main,) = supervisor.children()
    return main


def kill_at_random(main, times, between):
    """Kill `times` of main's children, one at a time."""
    hits = set()
    while len(hits) < times:
        time.sleep(random.uniform(0, between))
        workers = [worker for worker in main.children() if worker not in hits]
        if workers:
            with contextlib.suppress(psutil.NoSuchProcess):
                victim = random.choice(workers)
                victim.kill()
                hits.add(victim)


def check_report(folder, times):
    report = json.loads((folder / "report.json").read_text())
    said = json.loads((folder / "said.json").read_text())
    workers = {worker["name"]: worker for worker in report["workers"] if worker["flavor"] == "process"}
    assert report["events"]["lost"] == 0
    assert workers.keys() == said.keys()
    # A worker may be killed between a line and counting it; an unfinished line counts as a message, too.
    wrong = {
        name: (workers[name]["messages"], lines)
        for name, lines in said.items()
        if workers[name]["messages"] - lines not in (0, 1)
    }
    assert not wrong
    assert {worker["exit_code"] for worker in workers.values()} == {-signal.SIGKILL}
    assert len(workers) >= times


def play(folder, times, between, rest):
    command = mptui("run", "--report", folder / "report.json", program("replaced"), folder, rest)
    with Terminal(command) as terminal:
        terminal.wait_for(r"W3 .*pid \d+")
        kill_at_random(main_process(terminal), times, between)
        terminal.press("tab", "z")
        terminal.wait_for(r"── \d+ W\d+ ─ . (killed SIGKILL|running)")  # of very many, those that run come first
        terminal.press("l")
        terminal.wait_for("lock off")
        (folder / "stop").touch()
        terminal.wait_for("finished exit 0")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []
    check_report(folder, times)


def test_thirty_kills(tmp_path):
    play(tmp_path, 30, 0.05, 0.001)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_five_hundred_kills(tmp_path):
    play(tmp_path, 500, 0.1, 0)
