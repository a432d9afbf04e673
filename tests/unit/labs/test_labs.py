"""The lessons as plain programs: run without mptui, under every start method, they print what they should."""

import ast
import contextlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from mptui.labs.catalog import Lesson, find_lesson, knob_values, lesson_names, lesson_options

pytestmark = pytest.mark.usefixtures("nothing_left")

METHODS = multiprocessing.get_all_start_methods()
CHOOSE_METHOD = "import multiprocessing, os\nmultiprocessing.set_start_method(os.environ['METHOD'], force=True)\n"
MESSAGE = re.compile(r"worker (\d+): block (\d+) checksum [0-9a-f]{8} ok")
every_lesson = pytest.mark.parametrize("lesson", lesson_names(), indirect=True)
UNGUARDED = "missing-guard"
"""The lesson about programs without an `if __name__ == "__main__"`."""


@pytest.fixture
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return find_lesson(request.param)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sitecustomize.py").write_text(CHOOSE_METHOD)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return kept | {"PYTHONPATH": str(tmp_path), "METHOD": METHODS[0]}


@pytest.fixture(params=METHODS)
def any_method(request: pytest.FixtureRequest, environment: dict[str, str]) -> dict[str, str]:
    return environment | {"METHOD": request.param}


def run(program: Path, args: list[str], environment: dict[str, str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(program), *args],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def run_lesson(name: str, args: list[str], environment: dict[str, str]) -> list[str]:
    return run(find_lesson(name).program, args, environment)


def torn(lines: list[str]) -> int:
    return sum(not MESSAGE.fullmatch(line) for line in lines)


def test_garbled_prints_every_message_of_every_worker(any_method: dict[str, str]) -> None:
    lines = run_lesson("garbled", ["--workers", "3", "--messages", "4"], any_method)
    assert torn(lines) == 0
    found = [MESSAGE.fullmatch(line).groups() for line in lines]
    assert sorted(found) == [(str(worker), str(block)) for worker in (1, 2, 3) for block in (1, 2, 3, 4)]


def test_garbled_is_whole_with_its_lock_and_torn_without(environment: dict[str, str], tmp_path: Path) -> None:
    program = find_lesson("garbled").program
    unlocked = tmp_path / "unlocked.py"
    unlocked.write_text(program.read_text().replace("with lock:", "if True:"))
    unbuffered = environment | {"PYTHONUNBUFFERED": "1"}
    args = ["--workers", "5", "--messages", "1000"]
    assert torn(run(program, args, unbuffered)) == 0
    assert torn(run(unlocked, args, unbuffered)) > 0


def test_threads_share_the_process_id_of_main_and_processes_do_not(any_method: dict[str, str]) -> None:
    lines = [line.split() for line in run_lesson("threads-and-processes", ["--workers", "3"], any_method)]
    by_sign = {sign: [pid for found, pid in lines if found == sign] for sign, _ in lines}
    assert {sign: len(pids) for sign, pids in by_sign.items()} == {"main": 1, "thread": 3, "process": 3}
    assert set(by_sign["thread"]) == set(by_sign["main"])
    assert len({*by_sign["process"], *by_sign["main"]}) == 4


def test_a_duplex_pipe_carries_greeting_and_answer(any_method: dict[str, str]) -> None:
    lines = sorted(run_lesson("pipe", [], any_method), key=lambda line: "was answered" in line)
    greeted, answered = lines
    assert re.fullmatch(r"\d+ was greeted: hello 1 from \d+", greeted)
    assert re.fullmatch(r"\d+ was answered: same to you, from \d+", answered)
    assert greeted.split()[-1] == answered.split()[0]
    assert answered.split()[-1] == greeted.split()[0]


def test_a_one_way_pipe_refuses_the_wrong_end_and_carries_on(any_method: dict[str, str]) -> None:
    lines = run_lesson("pipe", ["--duplex", "no", "--rounds", "2"], any_method)
    said = Counter(line.split(maxsplit=1)[1].split(" from ")[0] for line in lines)
    assert said == {
        "was greeted: hello 1": 1,
        "was greeted: hello 2": 1,
        "cannot receive: connection is write-only": 2,
        "cannot send: connection is read-only": 2,
    }


@pytest.mark.parametrize(("putters", "getters", "rounds"), [(3, 2, 4), (1, 4, 1), (4, 1, 9)])
def test_the_queue_hands_over_every_item_once(
    any_method: dict[str, str], putters: int, getters: int, rounds: int
) -> None:
    args = ["--putters", str(putters), "--getters", str(getters), "--rounds", str(rounds)]
    lines = [line.split(maxsplit=2) for line in run_lesson("queue", args, any_method)]
    put = Counter(item for _, word, item in lines if word == "(put):")
    got = Counter(item for _, word, item in lines if word == "(get):")
    assert put == got
    assert len(put) == putters * rounds == put.total()
    assert all(item.split()[-1] == pid for pid, word, item in lines if word == "(put):")


def test_the_queue_survives_many_rounds(environment: dict[str, str]) -> None:
    unbuffered = environment | {"PYTHONUNBUFFERED": "1"}  # else a process writes outside of the lock as it ends
    lines = run_lesson("queue", ["--rounds", "200"], unbuffered)
    items = Counter(line.split(maxsplit=2)[2] for line in lines)
    assert len(items) == 2000
    assert set(items.values()) == {2}


@pytest.mark.parametrize(("name", "knob"), [("garbled", "messages"), ("pipe", "rounds"), ("queue", "rounds")])
def test_an_endless_run_stops_tidily_at_ctrl_c(name: str, knob: str, environment: dict[str, str]) -> None:
    program = subprocess.Popen(
        [sys.executable, str(find_lesson(name).program), f"--{knob}", "0"],
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        for _ in range(2000):
            assert program.stdout.readline()
        os.killpg(program.pid, signal.SIGINT)
        out, err = program.communicate(timeout=30)
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.communicate()
        raise
    assert err == ""
    assert "stopped" in out
    with pytest.raises(ProcessLookupError):
        wait_until_the_group_is_gone(program.pid)


def wait_until_the_group_is_gone(group: int) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        os.killpg(group, 0)
        time.sleep(0.02)


@every_lesson
def test_a_lesson_is_short_plain_and_guarded(lesson: Lesson) -> None:
    source = lesson.program.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 60
    assert "mptui" not in source
    assert ast.get_docstring(tree)
    if lesson.name != UNGUARDED:
        assert isinstance(tree.body[-1], ast.If)
        assert ast.unparse(tree.body[-1].test) == "__name__ == '__main__'"


@every_lesson
def test_the_program_takes_every_knob_as_an_option(lesson: Lesson, environment: dict[str, str]) -> None:
    help_text = "\n".join(run(lesson.program, ["--help"], environment))
    for option in lesson_options(lesson, {}, headless=False).args[::2]:
        assert f"{option} " in help_text


@every_lesson
def test_a_headless_run_of_a_lesson_ends_by_itself(lesson: Lesson) -> None:
    values = knob_values(lesson, lesson_options(lesson, {}, headless=True))
    endless = [knob.name for knob in lesson.knobs if "0: without end" in knob.help]
    assert all(values[name] for name in endless)


@every_lesson
def test_a_note_says_what_to_press_why_and_what_to_do(lesson: Lesson) -> None:
    headings = re.findall(r"^## (.+)$", lesson.note, re.MULTILINE)
    assert headings == ["Try it", "Why it happens", "In your own code"]
    assert "*In Python's documentation:*" in lesson.note
    assert "+++" not in lesson.note
    assert lesson.question.endswith("?")
