"""mptui as users have it: installed from its wheel, away from the checkout, it does its main job."""

import json
import subprocess
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from first_minute import play_first_minute

from mptui.labs.catalog import lessons
from terminal import Terminal

pytestmark = [pytest.mark.usefixtures("nothing_left"), pytest.mark.timeout(900)]

SOURCE = Path(__file__).parents[2] / "src"
TRANSFERS = """
from multiprocessing import Lock, Process
from time import sleep

def transfer(source, target):
    with source:
        sleep(0.3)
        with target:
            print("done")

if __name__ == "__main__":
    accounts = [Lock() for _ in range(2)]
    crew = [Process(target=transfer, args=pair, name=name)
            for name, pair in (("there", accounts), ("back", accounts[::-1]))]
    for clerk in crew:
        clerk.start()
    for clerk in crew:
        clerk.join()
"""
IMPORT_ALL = """
import importlib, pkgutil, mptui
def fail(name):
    raise ImportError(name)
for module in pkgutil.walk_packages(mptui.__path__, "mptui.", onerror=fail):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(mptui.__file__)
"""


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel):
    files = {
        str(path.relative_to(SOURCE))
        for path in (SOURCE / "mptui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == files
    assert {"mptui/py.typed", "mptui/probe/site/sitecustomize.py", "mptui/labs/lessons/queue/note.zh.md"} <= held


def test_every_module_can_be_imported_without_the_checkout(environment):
    done = subprocess.run([environment / "python", "-I", "-c", IMPORT_ALL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(str(environment.parent))


def test_the_lab_garbles_cures_and_moves_a_bound(environment):
    with Terminal([str(environment / "mptui")]) as terminal:
        terminal.wait_for(r"garbled +running .*lock on")
        play_first_minute(terminal)

        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []


def test_a_program_that_is_stuck_fails_at_once(environment, tmp_path):
    program = tmp_path / "transfers.py"
    program.write_text(TRANSFERS)
    command = [environment / "mptui", "run", "--headless", "--fail-on", "proven", "--timeout", "60"]
    command += ["--report", "report.json", "--junit", "suite.xml", program]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, timeout=90)
    assert done.returncode == 3
    assert time.monotonic() - began < 30
    for words in (
        "deadlock (proven)",
        "there",
        "back",
        "accounts[0]",
        "accounts[1]",
        "transfers.py:6",
        "transfers.py:8",
    ):
        assert words in done.stderr
    (finding,) = json.loads(Path("report.json").read_bytes())["findings"]
    assert (finding["kind"], finding["grade"], len(finding["workers"])) == ("deadlock", "proven", 2)
    (failure,) = ElementTree.parse("suite.xml").iter("failure")
    assert failure.get("type") == "deadlock"


def test_every_lesson_is_there(environment):
    done = subprocess.run([environment / "mptui", "labs"], capture_output=True, text=True, check=True, timeout=60)
    named = [line.split()[0] for line in done.stdout.splitlines()]
    assert named[: len(lessons())] == [lesson.name for lesson in lessons()]


def headless(environment, *args):
    """The report of a run without a screen."""
    command = [environment / "mptui", *args, "--headless", "--report", "report.json"]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(Path("report.json").read_bytes())


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_the_lock_decides_in_a_lesson_whether_output_is_torn(environment, method):
    lesson = ("lab", "garbled", "--start-method", method)
    assert headless(environment, *lesson, "--lock")["output"]["torn"] == 0
    assert headless(environment, *lesson, "--no-lock")["output"]["torn"] > 0


def test_the_locks_of_lessons_are_seen(environment):
    found = headless(environment, "lab", "queue")
    (queue,) = (entry for entry in found["objects"] if entry["type"] == "Queue" and entry["maxsize"] == 3)
    assert queue["puts"] == queue["gets"] > 0
    assert queue["max_depth"] <= 3
    found = headless(environment, "lab", "semaphore")
    assert any(entry["type"] == "Semaphore" and entry["acquires"] > 0 for entry in found["objects"])
