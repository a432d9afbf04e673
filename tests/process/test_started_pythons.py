"""Pythons that a program starts are workers with the probe in them, whoever starts them and however."""

import os
import shutil
import subprocess
import sys

import pytest

from interpreters import VERSIONS, interpreter
from mptui import events as ev
from vocabulary import METHODS, SOURCE, bare, environment, watch


def facts(run):
    """Of each worker its name, exit code, parent's name and the number of lines it wrote."""
    names = {entry["id"]: entry["name"] for entry in run.report["workers"]}
    return [
        (entry["name"], entry["exit_code"], names.get(entry["parent"]), entry["messages"])
        for entry in run.report["workers"]
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_each_is_a_worker_with_what_it_wrote(version):
    python = interpreter(version) or pytest.skip(f"no python{version} here")
    run, alone = watch("starts_pythons.py", python=python), bare("starts_pythons.py", python=python)
    assert (run.status, run.stderr) == (alone.returncode, b"") == (9, b"")
    assert run.stdout == alone.stdout
    assert run.report["events"]["lost"] == 0
    assert not run.state.anomalies
    name = python.rpartition("/")[2]
    forked = next(entry["name"] for entry in run.report["workers"] if entry["name"].startswith("fork-"))
    assert facts(run) == [
        ("MainProcess", 9, None, 3),
        (name, 1, "MainProcess", 1),
        ("worker.py", 2, "MainProcess", 1),
        ("worker", 2, "MainProcess", 1),
        ("tool", 3, "MainProcess", 1),
        (name, 6, "MainProcess", 0),
        (name, 0, "MainProcess", 1),
        (name, 7, name, 1),
        (name, 8, "MainProcess", 1),
        (name, 4, "MainProcess", 1),
        (forked, 5, "MainProcess", 1),
        ("sh", 0, "MainProcess", 0),
        (name, 255, "MainProcess", 0),
        ("idle", None, "MainProcess", 0),
    ]
    assert all(entry["pid"] for entry in run.report["workers"] if entry["exit_code"] != 255)
    assert {entry["acquires"] for entry in run.report["objects"] if entry["name"] == "lock"} == {1}
    assert [event.data for event in run.kinds(ev.Output) if event.stream == "stray"] == [b"isolated\n", b"0\n"]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_probe_is_in_the_workers_of_the_fork_server_once(version):
    """In newer versions the server imports the main module, which has no probe there."""
    python = interpreter(version) or pytest.skip(f"no python{version} here")
    run = watch("fork_server.py", python=python)
    assert (run.status, run.stderr) == (0, b"")
    assert sorted(run.lines) in (["0", "1", "__main__ True", f"__mp_main__ {probe}"] for probe in (True, False))
    assert [(entry["name"], entry["exit_code"]) for entry in run.report["workers"]][1:] == [("worker", 0)]
    assert [entry["puts"] for entry in run.report["objects"] if entry["name"] == "items"] == [1]
    assert not run.state.anomalies


def lookalike(folder, python):
    """A package made like multiprocessing that shares none of its modules, as `multiprocess` and `billiard` are."""
    stdlib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    shutil.copytree(f"{stdlib}/multiprocessing", folder / "lookalike", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (folder / "lookalike").rglob("*.py"):
        text = path.read_text()
        path.write_text(text.replace("multiprocessing", "lookalike").replace("_lookalike", "_multiprocessing"))


PROGRAM = """
import sys
import lookalike
from lookalike import queues

def work(items):
    print("in", lookalike.current_process().name, flush=True)
    items.put(1)

if __name__ == "__main__":
    context = lookalike.get_context(sys.argv[1])
    items = context.SimpleQueue()
    workers = [context.Process(target=work, args=(items,), name=f"first-{n}") for n in range(2)]
    for worker in workers:
        worker.start()
    print([items.get() for _ in workers])
    for worker in workers:
        worker.join()
    print([worker.exitcode for worker in workers])
"""


@pytest.mark.parametrize("method", METHODS)
def test_libraries_made_like_multiprocessing(tmp_path, method):
    python = interpreter("3.11") or sys.executable
    lookalike(tmp_path, python)
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    folders = environment(PYTHONPATH=os.pathsep.join((str(tmp_path), str(SOURCE))))
    run = watch(script, method, python=python, popen={"env": folders})
    assert (run.status, run.stderr) == (0, b"")
    assert sorted(run.lines) == ["[0, 0]", "[1, 1]", "in first-0", "in first-1"]
    assert not run.state.anomalies
    workers = facts(run)
    assert workers[0] == ("MainProcess", 0, None, 2)
    if method == "forkserver":
        assert workers[1] == ("lookalike.forkserver", 0, "MainProcess", 0)
        assert [entry[1:] for entry in workers[2:]] == [(0, "lookalike.forkserver", 1)] * 2
    else:
        assert sorted(workers[1:]) == [(f"first-{n}", 0, "MainProcess", 1) for n in range(2)]


def test_mptui_in_mptui_watches_for_itself():
    run = watch("starts_mptui.py")
    assert (run.status, run.stderr) == (0, b"")
    assert run.lines == ["hello from inside", "['MainProcess']"]
