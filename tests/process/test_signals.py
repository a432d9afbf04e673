"""A signal that asks mptui to end goes to the program, which ends in its own way; the rest is ended after a grace."""

import signal
import time

import pytest

from vocabulary import bare, program, start_mptui, watch

ASKED = "asked_to_end.py"


def defaults():
    """In the child: whoever runs the tests may ignore signals (nohup does)."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)


def asked(name, does, *options):
    """mptui with a program that is ready for the signal; the caller ends it."""
    process = start_mptui("run", "--headless", *options, program(ASKED), name, does, preexec_fn=defaults)
    assert process.stdout.readline() == b"ready\n"
    return process


def end_of(process):
    """Its exit status, and what else it wrote."""
    out, err = process.communicate(timeout=30)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_the_program_ends_in_its_own_way_and_with_its_own_status(name):
    process = asked(name, "cleans")
    process.send_signal(getattr(signal, name))
    assert end_of(process) == (7, "cleaning up\natexit\n", "")


def test_two_signals_in_a_row_as_timeout_sends_them_are_one():
    process = asked("SIGTERM", "cleans")
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    assert end_of(process) == (7, "cleaning up\natexit\n", "")


def test_what_has_not_ended_after_the_grace_is_ended_and_that_is_said():
    process, began = asked("SIGTERM", "ignores", "--grace=0.5"), time.monotonic()
    process.send_signal(signal.SIGTERM)
    status, out, err = end_of(process)
    assert (status, out) == (128 + signal.SIGTERM, "")
    assert time.monotonic() - began >= 0.5
    assert err.startswith("mptui: not all has ended within 0.5 s after SIGTERM: ending the rest\n")
    assert "MainProcess runs" in err


def test_the_second_signal_ends_it_at_once_and_that_is_said():
    process, began = asked("SIGTERM", "ignores", "--grace=50"), time.monotonic()
    process.send_signal(signal.SIGTERM)
    time.sleep(0.4)
    process.send_signal(signal.SIGTERM)
    status, _, err = end_of(process)
    assert status == 128 + signal.SIGTERM
    assert time.monotonic() - began < 25
    assert err.startswith("mptui: SIGTERM again: ending the program at once\n")


def test_a_termination_is_for_the_main_process_and_then_for_what_it_has_left():
    process = asked("SIGTERM", "passes")
    process.send_signal(signal.SIGTERM)
    status, out, _ = end_of(process)
    assert (status, out) == (7, "cleaning up\natexit\nchild told\n")


def test_a_hangup_is_for_the_whole_group():
    process = asked("SIGHUP", "passes")
    process.send_signal(signal.SIGHUP)
    status, out, _ = end_of(process)
    assert (status, sorted(out.splitlines())) == (7, ["atexit", "child told", "cleaning up"])


@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT", "SIGTERM", "SIGTSTP", "SIGQUIT"])
def test_a_signal_that_mptui_has_inherited_as_ignored_stays_ignored(name, tmp_path):
    number = getattr(signal, name)
    script = tmp_path / "asks.py"
    script.write_text(f"import signal\nprint(signal.getsignal({int(number)}))\n")
    done = watch(script, popen={"preexec_fn": lambda: signal.signal(number, signal.SIG_IGN)})
    assert done.lines == [str(signal.SIG_IGN)]


def test_dispositions_that_nobody_changed_are_those_without_mptui(tmp_path):
    script = tmp_path / "asks.py"
    script.write_text(
        "for line in open('/proc/self/status'):\n    if line[:6] in ('SigIgn', 'SigBlk'): print(line.split())\n"
    )
    alone = bare(script, preexec_fn=defaults)
    assert watch(script, popen={"preexec_fn": defaults}).lines == alone.stdout.decode().splitlines()
