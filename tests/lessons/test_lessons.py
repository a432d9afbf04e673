"""Every lesson, run for real: what it teaches happens, its prediction and its experiments are judged from the trace."""

import contextlib
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path

import psutil
import pytest
from judging import LIMIT, METHODS, play, solutions

from mptui.labs.catalog import find_lesson, lesson_names, lessons

NAMES = lesson_names()
ROUNDS = int(os.environ.get("ROUNDS", "1"))
"""How often what a lesson teaches must happen, one run after the other."""
slow = pytest.mark.slow
METHOD = [method if method == "spawn" else pytest.param(method, marks=slow) for method in METHODS]
"""Every lesson under every start method takes minutes: a test run sees spawn alone, which is the strictest."""


def run_or_skip(name, method):
    """The lesson, if it runs under `method`."""
    lesson = find_lesson(name)
    if lesson.needs and method not in lesson.needs:
        pytest.skip(f"{name} needs {' or '.join(lesson.needs)}: {lesson.needs_why}")
    return lesson


@pytest.mark.parametrize("method", METHOD)
@pytest.mark.parametrize("name", NAMES)
def test_what_it_teaches_happens_and_the_right_answer_comes_out(name, method, tmp_path):
    run_or_skip(name, method)
    for turn in range(ROUNDS):
        check(play(name, tmp_path / f"{turn}.jsonl", ["--start-method", method]), method)


def check(judged, method):
    """What every run of a lesson as it is must show."""
    shows = judged.lesson.shows
    assert shows is not None, "the header has no `shows`"
    assert shows.holds(judged.facts), f"{shows.text}\n{judged.output[-2000:]}"
    right = solutions()[judged.lesson.name]["right"]
    if isinstance(right, dict):
        right = right[method]
    assert judged.judge.verdict is not None, f"no answer came out right\n{judged.output[-2000:]}"
    assert judged.judge.verdict + 1 in (right if isinstance(right, list) else [right]), judged.output[-2000:]
    assert judged.state.lost == 0
    assert judged.judge.done == set(), "an experiment is done before anybody tried it"


@slow
@pytest.mark.parametrize("name", NAMES)
def test_another_run_makes_another_answer_right(name, tmp_path):
    usual = play(name, tmp_path / "usual.jsonl").judge.verdict
    other = play(name, tmp_path / "other.jsonl", solutions()[name]["other"]).judge.verdict
    assert usual is not None
    assert other is not None
    assert usual != other


@slow
@pytest.mark.parametrize("name", NAMES)
def test_an_experiment_is_ticked_off_when_it_was_done(name, tmp_path):
    lesson, done = find_lesson(name), solutions()[name]["experiments"]
    assert len(done) == len(lesson.experiments) >= 3
    for place, args in enumerate(done):
        judged = play(name, tmp_path / f"{place}.jsonl", args)
        assert place in judged.judge.done, lesson.experiments[place].when.text


@slow
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_under_plain_python(name, method):
    lesson = run_or_skip(name, method)
    knobs = [
        part
        for knob in lesson.knobs
        if not knob.sets and knob.headless is not None
        for part in (f"--{knob.name}", str(knob.headless))
    ]
    command = [sys.executable, "-c", WITH_METHOD, method, str(lesson.program), *knobs]
    mark = uuid.uuid4().hex
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=LIMIT, env={**os.environ, "LESSON_UNDER_TEST": mark}
    )
    assert done.stdout
    assert "Traceback" not in done.stderr or name in ERRORS_ARE_THE_LESSON, done.stderr
    assert left_behind(mark) == []


ERRORS_ARE_THE_LESSON = ("missing-guard", "pool-and-pickle")
WITH_METHOD = """
import multiprocessing, sys
method, path = sys.argv[1:3]
multiprocessing.set_start_method(method)
del sys.argv[:2]
main = sys.modules["__main__"]
main.__file__ = path
main.__spec__ = None
exec(compile(open(path).read(), path, "exec"), main.__dict__)
"""


def left_behind(mark):
    """Processes that inherited the mark and are still there; fork servers take a moment to see that they are alone."""
    psutil.wait_procs(marked(mark), timeout=5)
    return [process.cmdline() for process in marked(mark)]


def marked(mark):
    """Processes with the mark in their environment; those that end meanwhile, or are others', have none."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("LESSON_UNDER_TEST") == mark:
                found.append(process)
    return found


def test_every_row_of_the_article_is_named_by_a_lesson():
    rows = {f"A{number}" for number in range(1, 11)} | {
        f"R{number}"
        for number in (*range(3, 10), 11, 12, 13, 14, 15, 17, 18, 19, 22, 23, 24, 25, 27, 28, 29, 30, 32, 34, 36)
    }
    covered = {row for lesson in lessons() for row in lesson.covers}
    assert covered == rows


def test_the_readme_lists_every_lesson_in_order_with_its_question():
    readme = Path(__file__).parents[2].joinpath("README.md").read_text()
    listed = re.findall(r"^\|[^|]*\| `([a-z-]+)` \| (.*) \|$", readme, flags=re.MULTILINE)
    assert listed == [(lesson.name, lesson.question) for lesson in lessons()]


@pytest.mark.parametrize("name", NAMES)
def test_the_chinese_note_says_the_same(name):
    english, chinese = find_lesson(name), find_lesson(name, "zh")
    assert chinese.language == "zh", "there is no note.zh.md"
    assert chinese.title != english.title
    assert keys(english.note) == keys(chinese.note)
    assert len(headings(english.note)) == len(headings(chinese.note)) == 3
    assert headings(english.note) == ["Try it", "Why it happens", "In your own code"]
    assert headings(chinese.note) == ["动手试试", "为什么会这样", "在你自己的代码里"]
    assert [knob.name for knob in english.knobs] == [knob.name for knob in chinese.knobs]


def headings(note):
    """The texts of the note's headings."""
    return re.findall(r"^## (.*)$", note, flags=re.MULTILINE)


def keys(note):
    """The keys that the note names, each once."""
    return {word for word in re.findall(r"`([^`]+)`", note) if len(word) == 1 or word in ("space", "enter", "ctrl+p")}
