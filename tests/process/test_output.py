"""What a program writes comes out byte for byte, whatever it is and by whatever way it goes."""

import subprocess

import pytest

from mptui import events as ev
from vocabulary import bare, watch


def check_same(found, expected):
    """Compare what is too long for pytest to explain."""
    if found == expected:
        return
    pairs = enumerate(zip(found, expected, strict=False))
    place = next((place for place, (one, two) in pairs if one != two), None)
    assert place is None, (place, found[place : place + 60], expected[place : place + 60])
    assert len(found) == len(expected)


@pytest.mark.parametrize("buffering", ["line", "unbuffered", "block"])
def test_odd_bytes_and_a_line_of_ten_million_go_through_unchanged(buffering):
    plain = bare("bytes_out.py", flags=["-u"] if buffering == "unbuffered" else [])
    run = watch("bytes_out.py", buffering=buffering)
    assert run.status == 0
    check_same(run.stdout, plain.stdout)
    check_same(b"".join(run.written()), plain.stdout.replace(b"straight to the descriptor\n", b""))
    assert run.stderr == plain.stderr == b"and to the other\n"
    assert max(map(len, run.written())) <= 65_536
    assert run.report["events"]["lost"] == 0
    assert run.report["output"]["stray_bytes"] == len(b"straight to the descriptor\nand to the other\n")


def test_what_is_kept_of_an_endless_line_is_bounded():
    log = watch("bytes_out.py").state.output
    assert max(line.size for line in log.console.lines) <= 2000
    assert sum(line.cut for line in log.console.lines) > 9_000_000


def test_stray_output_is_told_apart_and_keeps_its_descriptor(tmp_path):
    script = tmp_path / "stray.py"
    script.write_text(
        "import os, subprocess, sys\n"
        "print('python', flush=True)\n"
        "os.write(1, b'descriptor 1\\n')\nos.write(2, b'descriptor 2\\n')\n"
        "subprocess.run(['/bin/sh', '-c', 'echo from a shell; echo its trouble >&2'])\n"
    )
    run = watch(script)
    assert sorted(run.lines) == ["descriptor 1", "from a shell", "python"]
    assert run.stderr.splitlines() == [b"descriptor 2", b"its trouble"]
    stray = [event for event in run.kinds(ev.Output) if event.stream == "stray"]
    assert {event.worker for event in stray} == {0}
    assert b"".join(event.data for event in stray if event.fd == 2) == run.stderr
    assert run.report["output"]["stray_bytes"] == len("descriptor 1\ndescriptor 2\nfrom a shell\nits trouble\n")


def test_a_bare_fork_is_a_worker_with_its_own_end():
    plain = bare("forks.py")
    run = watch("forks.py", buffering="block")
    assert (run.stdout, run.status) == (plain.stdout, 0)
    child = next(worker for worker in run.report["workers"] if worker["flavor"] == "process")
    assert child["parent"] == 1
    assert child["exit_code"] in (5, None)  # None: its parent had waited for it before anybody could look
    assert run.written(worker=child["id"]) == [b"child\n"]
    assert run.report["events"]["lost"] == 0


def test_standard_streams_that_are_closed_or_replaced_are_left_so(tmp_path):
    script = tmp_path / "closing.py"
    script.write_text(
        "import io, sys, contextlib\n"
        "with contextlib.redirect_stdout(io.StringIO()) as kept:\n    print('kept')\n"
        "print(len(kept.getvalue()))\n"
        "sys.stdout.close()\n"
        "try:\n    print('x')\nexcept ValueError as error:\n    sys.stderr.write(str(error))\n"
    )
    plain, run = bare(script), watch(script)
    assert (run.stdout, run.stderr, run.status) == (plain.stdout, plain.stderr, plain.returncode)


def test_a_signal_handler_that_prints_in_the_middle_of_a_long_write_loses_nothing(tmp_path):
    script = tmp_path / "handler.py"
    script.write_text(
        "import os, signal, sys\n"
        "count = 0\n"
        "def on(*_):\n    global count\n    count += 1\n    sys.stderr.buffer.raw.write(b'tick\\n')\n"
        "signal.signal(signal.SIGALRM, on)\nsignal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)\n"
        "for _ in range(100):\n    sys.stdout.buffer.raw.write(b'z' * 60_000 + b'\\n')\n"
        "signal.setitimer(signal.ITIMER_REAL, 0, 0)\n"
        "sys.stderr.write(f'{count}')\n"
    )
    run = watch(script)
    assert run.status == 0
    assert run.stdout == (b"z" * 60_000 + b"\n") * 100
    ticks, _, count = run.stderr.decode().rpartition("\n")
    assert ticks.split("\n") == ["tick"] * int(count)
    assert run.report["events"]["lost"] == 0


def test_stdout_and_stderr_in_one_file_keep_their_order(tmp_path):
    script = tmp_path / "both.py"
    script.write_text("import sys\nfor n in range(500):\n    print(n)\n    print(n, file=sys.stderr)\n")
    with (tmp_path / "out").open("wb") as out:
        watch(script, popen={"capture_output": False, "stdout": out, "stderr": subprocess.STDOUT})
    assert (tmp_path / "out").read_text().split() == [str(n) for n in range(500) for _ in range(2)]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_traceback_of_a_worker_is_that_of_a_bare_run(tmp_path, method):
    script = tmp_path / "fails.py"
    script.write_text(
        "import multiprocessing\n\n\ndef deeper():\n    raise ValueError('worker fails')\n\n\n"
        "def work():\n    deeper()\n\n\n"
        f"if __name__ == '__main__':\n    p = multiprocessing.get_context({method!r}).Process(target=work)\n"
        "    p.start()\n    p.join()\n    print(p.exitcode)\n"
    )
    plain, run = bare(script), watch(script)
    assert b"worker fails" in plain.stderr
    assert (run.stderr, run.stdout, run.status) == (plain.stderr, plain.stdout, 0)
    assert [worker["exit_code"] for worker in run.report["workers"]] == [0, 1]
