"""However mptui itself ends, no process of the program is left. (Every test here is checked for that at its end.)"""

import contextlib
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from processes import marked
from vocabulary import METHODS, environment, mptui, program, start_mptui, watch


def printing_crowd(out, *options):
    """Start mptui with four workers that print without end, and wait until each has; returns the Popen."""
    with out.open("wb") as file:
        process = start_mptui("run", "--headless", *options, program("crowd.py"), 4, 0, stdout=file)
    deadline = time.monotonic() + 30
    while not all(b"k%d 0;" % number in out.read_bytes() for number in range(4)):
        time.sleep(0.02)
        assert time.monotonic() < deadline
    return process


@pytest.fixture(params=METHODS)
def crowd(request, tmp_path):
    """mptui with four printing workers; it is ended in any case."""
    process = printing_crowd(tmp_path / "out", "--start-method", request.param)
    yield process
    process.kill()
    process.communicate(timeout=10)


def in_shell(*words):
    """Run mptui with a tail of shell's own around it."""
    command = " ".join([sys.executable, "-m mptui", *words])
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": 60, "env": environment()}
    return subprocess.run(["bash", "-c", command], check=False, **options)


def supervisors_of(mark):
    """The guard and the supervisor, in this order."""
    return sorted(
        (pid for pid, command in marked(mark).items() if "supervisor.py" in command),
        key=lambda pid: len(ancestors(pid)),
    )


def ancestors(pid):
    return psutil.Process(pid).parents()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL", "SIGQUIT", "SIGABRT"])
def test_a_signal_to_mptui_ends_everything(crowd, name):
    number = getattr(signal, name)
    crowd.send_signal(number)
    assert crowd.wait(30) in (128 + number, -number)


def test_the_second_interrupt_ends_a_program_that_ignores_the_first(tmp_path):
    script = tmp_path / "stubborn.py"
    script.write_text("import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('up', flush=True)\n")
    script.write_text(script.read_text() + "time.sleep(60)\n")
    process = start_mptui("run", "--headless", script)
    assert process.stdout.readline() == b"up\n"
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.7)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    process.communicate()


def test_an_interrupt_reaches_the_program_as_on_a_terminal(tmp_path):
    script = tmp_path / "catches.py"
    script.write_text(
        "import time\nprint('up', flush=True)\n"
        "try:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('caught')\n    raise SystemExit(3)\n"
    )
    process = start_mptui("run", "--headless", script)
    assert process.stdout.readline() == b"up\n"
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=10) == (b"caught\n", b"")
    assert process.returncode == 3


@pytest.mark.parametrize("which", [0, 1])
def test_the_death_of_the_supervisor_or_its_guard_ends_everything(crowd, mark, which):
    os.kill(supervisors_of(mark)[which], signal.SIGKILL)
    assert crowd.wait(30) != 0
    assert b"Traceback" not in crowd.stderr.read()


def test_the_death_of_mptui_while_its_supervisor_is_told_to_end_too_leaves_nothing(crowd, mark):
    both = supervisors_of(mark)
    crowd.kill()
    for pid in both:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


@pytest.mark.parametrize("which", [0, 1])
def test_the_death_of_mptui_and_of_the_supervisor_or_its_guard_at_once_leaves_nothing(crowd, mark, which):
    victim = supervisors_of(mark)[which]
    crowd.kill()
    os.kill(victim, signal.SIGKILL)


def test_a_broken_pipe_ends_everything():
    done = in_shell("run --headless", program("crowd.py"), "4 0 | head -1; echo ${PIPESTATUS[0]}")
    lines = done.stdout.decode().splitlines()
    assert len(lines) == 2
    assert int(lines[1]) == 128 + signal.SIGPIPE
    assert done.stderr == b""


def test_a_full_disk_is_one_clear_line_and_nothing_is_left():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = mptui("run", "--headless", program("crowd.py"), 4, 100, capture_output=False, stdout=full, stderr=-1)
    assert done.returncode not in (0, None)
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"mptui: ")
    assert done.stderr.count(b"\n") == 1


def test_mptui_whose_stdout_is_closed_writes_nowhere_else():
    done = in_shell("run --headless", program("ticks.py"), "5 0 >&-; echo $?")
    assert b"Traceback" not in done.stderr
    assert done.stdout == b"0\n"


@pytest.mark.parametrize("method", METHODS)
def test_a_timeout_kills_all_and_still_reports(method):
    began = time.monotonic()
    run = watch("ticks.py", 0, 0.02, start_method=method, timeout=1.5 if method == "fork" else 3)
    assert time.monotonic() - began < 15
    assert run.status == run.report["exit_code"] == 124
    assert run.worker("MainProcess")["state"] == "ended by mptui"
    ends = {(worker["state"], worker["ended_by"]) for worker in run.report["workers"]}
    assert ends <= {("ended by mptui", "mptui"), ("created", None)}
    assert run.report["output"]["messages"] > 0
    assert run.lines


def test_a_timeout_that_is_not_reached_changes_nothing():
    assert watch("family.py", timeout=60).status == 0
