"""What outlives the main process runs on, as without mptui, or is ended: as the user chose, and always said."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from mptui import events as ev
from vocabulary import METHODS, program, start_mptui, watch

SAYS = "mptui: the main process has ended (exit 0); "

DAEMON = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for stream in range(3 * (sys.argv[2] == "closed")):
            os.close(stream)
        time.sleep(1.5)
        with open(sys.argv[1], "w") as file:
            file.write("done")
    os._exit(0)
os.wait()
print("on its way", flush=True)
"""

CREW = """
import multiprocessing as mp, os, signal, sys, time

def web(number, up):
    up.put(number)
    for tick in range(12):
        time.sleep(0.1)
        print("web", number, "tick", tick, flush=True)

def master(up):
    crew = [mp.Process(target=web, args=(number, up), name=f"web-{number}") for number in range(2)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()

if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    up = mp.SimpleQueue()
    leader = mp.Process(target=master, args=(up,), name="master")
    leader.start()
    for _ in range(2):
        up.get()
    os.kill(leader.pid, signal.SIGKILL)
    leader.join()
"""


def script(folder, text):
    path = folder / "script.py"
    path.write_text(text)
    return path


def test_an_orphan_that_ends_at_once_is_not_worth_a_word():
    run = watch("orphan.py", 0)
    assert (run.status, run.stderr) == (0, b"")
    assert sorted(run.lines) == ["main ends", "orphan ends"]


def test_an_orphan_is_waited_for_and_named():
    run = watch("orphan.py", 1.5)
    assert (run.status, run.lines) == (0, ["main ends", "orphan ends"])
    orphan = run.report["workers"][-1]
    assert (orphan["exit_code"], orphan["ended_by"]) == (0, "program")
    told = f"{SAYS}waiting for what it left running: {orphan['name']} (pid {orphan['pid']})\n"
    assert run.stderr.decode() == told
    (left,) = run.kinds(ev.LeftRunning)
    assert [pid for pid, _ in left.processes] == [orphan["pid"]]


@pytest.mark.parametrize("descriptors", ["open", "closed"])
def test_a_daemon_does_its_work(tmp_path, descriptors):
    done = tmp_path / "done"
    run = watch(script(tmp_path, DAEMON), done, descriptors)
    assert (run.status, run.lines) == (0, ["on its way"])
    assert done.read_text() == "done"
    assert run.stderr.decode().startswith(f"{SAYS}waiting for")


@pytest.mark.parametrize("method", METHODS)
def test_workers_whose_parent_was_killed_go_on_and_all_they_write_arrives(tmp_path, method):
    run = watch(script(tmp_path, CREW), method)
    assert run.status == 0
    assert sorted(run.lines) == sorted(f"web {number} tick {tick}" for number in range(2) for tick in range(12))
    assert re.search(
        r"waiting for what it left running: web-[01] \(pid \d+\), web-[01] \(pid \d+\)\n$", run.stderr.decode()
    )


def test_a_started_program_that_stays_is_named_by_its_own_name(tmp_path):
    source = "import subprocess; subprocess.Popen(['sleep', '1'], start_new_session=True)"
    assert re.search(rb"running: sleep \(pid \d+\)\n", watch(script(tmp_path, source)).stderr)


def test_orphans_are_ended_if_the_user_wants_that():
    began = time.monotonic()
    run = watch("orphan.py", 60, orphans="end")
    assert time.monotonic() - began < 20
    assert (run.status, run.lines) == (0, ["main ends"])
    orphan = run.report["workers"][-1]
    assert (orphan["state"], orphan["ended_by"]) == ("ended by mptui", "mptui")
    assert run.worker("MainProcess")["ended_by"] == "program"
    assert run.stderr.decode().startswith(f"{SAYS}ending what it left running: {orphan['name']} (pid ")


def test_a_timeout_and_a_signal_end_the_wait():
    run = watch("orphan.py", 60, timeout=3)
    assert (run.status, run.lines) == (124, ["main ends"])
    process = start_mptui("run", "--headless", program("orphan.py"), 60)
    assert process.stdout.readline() == b"main ends\n"
    assert b"waiting for" in process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0, "the main process's own"


def test_a_stranger_who_holds_the_output_open_keeps_nobody_waiting(tmp_path):
    path = str(tmp_path / "socket")
    source = (
        "import socket, sys\nwith socket.socket(socket.AF_UNIX) as end:\n"
        "    end.connect(sys.argv[1])\n    socket.send_fds(end, [b'x'], [1, 2])\nprint('given', flush=True)\n"
    )
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        process = start_mptui("run", "--headless", script(tmp_path, source), path)
        connection, _ = server.accept()
        with connection:
            _, descriptors, _, _ = socket.recv_fds(connection, 1, 2)
            try:
                assert process.communicate(timeout=30) == (b"given\n", b"")
                assert process.returncode == 0
            finally:
                process.kill()
                for descriptor in descriptors:
                    os.close(descriptor)


def test_what_outlives_main_outlives_it_without_mptui_too(tmp_path):
    done = tmp_path / "done"
    subprocess.run([sys.executable, script(tmp_path, DAEMON), done, "open"], check=True, capture_output=True)
    assert done.exists(), "the pipe is held until the daemon ends"
