"""Output is cut into fragments exactly as CPython cuts it into write(2) calls, in each way of buffering."""

import os
import subprocess
import sys
import threading
import tty
from contextlib import contextmanager

import pytest
import syscalls

from vocabulary import environment, program, watch

needs_ptrace = pytest.mark.skipif(not syscalls.available(), reason="processes cannot be traced here")


@contextmanager
def drained(read_end):
    """Keep reading, so that the writer never waits."""

    def read():
        while True:
            try:
                if not os.read(read_end, 1 << 16):
                    return
            except OSError:
                return

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    yield
    reader.join(10)
    assert not reader.is_alive()


def bare_writes(buffering, *command):
    """The writes of a bare run: on a terminal for line buffering, with -u for none, into a pipe for block."""
    flags = ["-u"] if buffering == "unbuffered" else []
    read_end, write_end = os.pipe() if buffering == "block" else os.openpty()
    if buffering != "block":
        tty.setraw(write_end)
    try:
        with drained(read_end):
            found = syscalls.writes(
                [sys.executable, *flags, *command],
                stdin=subprocess.DEVNULL,
                stdout=write_end,
                stderr=write_end,
                env=environment(),
            )
            os.close(write_end)
    finally:
        os.close(read_end)
    return found


@needs_ptrace
@pytest.mark.parametrize("buffering", ["line", "unbuffered", "block"])
def test_fragments_are_the_writes_of_a_bare_run(buffering):
    expected = bare_writes(buffering, program("fragments.py"))
    run = watch("fragments.py", buffering=buffering)
    for descriptor, stream in ((1, "stdout"), (2, "stderr")):
        assert run.written(stream) == [data for fd, data in expected if fd == descriptor and data]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize("buffering", ["line", "unbuffered", "block"])
def test_workers_buffer_as_the_knob_says(buffering, method, tmp_path):
    script = tmp_path / "worker.py"
    script.write_text(
        "from multiprocessing import Process\n"
        "def work():\n    print('a', 1)\n    print('b', end=' ')\n    print('c')\n"
        "if __name__ == '__main__':\n    p = Process(target=work, name='w')\n    p.start()\n    p.join()\n"
    )
    run = watch(script, buffering=buffering, start_method=method)
    assert (
        run.written(worker=run.worker("w")["id"])
        == {
            "unbuffered": [b"a", b" ", b"1", b"\n", b"b", b" ", b"c", b"\n"],
            "line": [b"a 1\n", b"b c\n"],
            "block": [b"a 1\nb c\n"],
        }[buffering]
    )


def test_an_unflushed_buffer_is_printed_twice_after_a_fork_and_lost_by_a_hard_exit(tmp_path):
    script = tmp_path / "twice.py"
    script.write_text("import os, sys\nprint('twice', end='')\nif os.fork():\n    os.wait()\nsys.exit()\n")
    assert watch(script, buffering="block").stdout == b"twicetwice"
    script.write_text("import os\nprint('lost')\nos._exit(0)\n")
    assert watch(script, buffering="block").stdout == b""
    assert watch(script, buffering="line").stdout == b"lost\n"
