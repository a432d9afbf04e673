"""A lesson of one's own: the skeleton is a lesson already, and everything that is wrong with one is said in a line."""

import subprocess
import sys

import pytest

from mptui.errors import UsageError
from mptui.findings.diagnosis import Diagnosis
from mptui.labs.catalog import find_lesson, lesson_options, read_lesson
from mptui.labs.judge import Judge
from mptui.labs.options import parse_settings
from mptui.labs.skeleton import SKELETON, check_lesson, make_lesson
from mptui.model.run_model import RunModel
from mptui.recording.trace import read_trace
from vocabulary import environment, mptui


@pytest.fixture
def made(tmp_path):
    """The folder of a new lesson."""
    return make_lesson("mine", tmp_path)


def play(folder, *args, settings=(), **overrides):
    """Run a lesson headless, and judge its trace as the screen does."""
    trace = folder.with_name("trace.jsonl")
    files = ("--trace", trace, "--force")
    done = mptui("lab", folder, "--headless", *files, *args, *(f"--set={pair}" for pair in settings))
    assert (done.returncode, done.stderr) == (0, b"")
    lesson = find_lesson(str(folder))
    options = lesson_options(lesson, parse_settings(settings), headless=True, **overrides)
    diagnosis = Diagnosis()
    judge = Judge(lesson, lambda: options, diagnosis)
    model = RunModel(counting=True, observed=judge.observed, watcher=diagnosis)
    state = model.state
    for number, event in enumerate(read_trace(trace)):
        model.apply(event)
        judge.take(event)
        if number % 100 == 0:
            judge.look(state)
    judge.look(state)
    assert lesson.shows.holds(judge.facts(state))
    return judge


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_the_skeleton_is_a_lesson(made, method):
    judge = play(made, f"--start-method={method}", start_method=method)
    assert judge.verdict == 0
    assert judge.done == set()
    assert judge.figures[0] > 0


def test_its_other_answer_and_its_experiments_can_come_true(made):
    roomy = play(made, "--maxsize=50", maxsize=50)
    assert (roomy.verdict, roomy.done) == (1, {0})
    assert play(made, settings=["workers=1"]).done == {1}
    assert play(made, settings=["work=0"]).done == {2}


def test_the_skeleton_runs_under_plain_python(made):
    command = [sys.executable, str(made / "program.py"), "--work=1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment())
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(line.split()[-1] for line in done.stdout.splitlines()) == sorted(map(str, range(1, 21)))


def test_the_skeleton_explains_every_field_of_a_header():
    text = (SKELETON / "note.md").read_text()
    from mptui.labs.lesson import LessonKnob
    from mptui.labs.note import _Header

    for field in (*_Header.__struct_fields__, *LessonKnob.__struct_fields__):
        assert field == "name" or f"{field} = " in text or f"[{field}" in text or f"[[{field}" in text, field


def test_the_skeleton_names_all_that_a_condition_may_ask():
    text = (SKELETON / "note.md").read_text()
    from mptui.labs.facts import CALLS, NAMES

    assert all(f" {name}" in text.replace("\n#", " ") for name in NAMES)
    assert all(f'{call}("' in text for call in CALLS)


def test_the_command_makes_a_lesson_and_says_what_next(tmp_path):
    done = mptui("labs", "new", "my-lesson", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"mptui lab ./my-lesson " in done.stdout
    assert sorted(path.name for path in (tmp_path / "my-lesson").iterdir()) == ["note.md", "program.py"]
    done = mptui("labs", "check", "./my-lesson", "queue", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"./my-lesson: ok (en)\nqueue: ok (en")
    (tmp_path / "a folder").mkdir()
    done = mptui("labs", "new", "名字", "--folder", "a folder", cwd=tmp_path)
    assert "mptui lab './a folder/名字' " in done.stdout.decode()
    assert (tmp_path / "a folder" / "名字" / "note.md").is_file()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mine", "is there already"),
        ("garbled", "comes with mptui"),
        *(
            (name, "no plain folder name")
            for name in ("", ".", "..", "a/b", "/a", "-a", ".a", "_a", "a b", "a\n", "\0")
        ),
        ("x" * 300, "too long"),
    ],
)
def test_a_name_that_is_none_or_is_taken_is_refused(made, name, says):
    before = sorted(made.parent.rglob("*"))
    with pytest.raises(UsageError, match=says) as caught:
        make_lesson(name, made.parent)
    assert "\n" not in str(caught.value)
    assert sorted(made.parent.rglob("*")) == before


def test_nothing_is_left_of_a_folder_that_could_not_be_filled(tmp_path, monkeypatch):
    monkeypatch.setattr("mptui.labs.skeleton.SKELETON", tmp_path / "none")
    with pytest.raises(UsageError, match="No such file"):
        make_lesson("mine", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_takes_no_lesson(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        make_lesson("mine", tmp_path / "none")


def swap(folder, old, new, note="note.md"):
    """Change a lesson's note."""
    text = (folder / note).read_text()
    assert old in text
    (folder / note).write_text(text.replace(old, new, 1))


TRANSLATION = """+++
title = "任务"
question = "谁等谁"
experiments = ["一", "二", "三"]
figures = ["用时"]
[predict]
question = "会等吗"
answers = ["会", "不会"]
[knobs]
workers.help = "进程数"
tasks.help = "任务数"
work.help = "毫秒"
+++
正文
"""

WRONG = {
    "no program": (lambda made: (made / "program.py").unlink(), ["program.py", "missing"]),
    "no note": (lambda made: (made / "note.md").unlink(), ["note.md", "cannot be read"]),
    "program is no Python": (lambda made: (made / "program.py").write_text("\nx = = 1"), ["program.py:2", "invalid"]),
    "no header": (lambda made: (made / "note.md").write_text("text"), ["note.md", "header", "+++"]),
    "no TOML": (lambda made: swap(made, "order = 100", "order ="), ["note.md", "header", "line 6"]),
    "no title": (lambda made: swap(made, 'title = "Tasks and workers"', ""), ["note.md", "title"]),
    "unknown field": (lambda made: swap(made, "order =", "colour = 1\norder ="), ["note.md", "colour"]),
    "default out of bounds": (lambda made: swap(made, "default = 20\n", "default = 0\n"), ["knobs.tasks.default", "0"]),
    "unknown name": (lambda made: swap(made, '"maxsize > 3"', '"maxsise > 3"'), ["experiments[1].when", "'maxsise'"]),
    "unknown call": (lambda made: swap(made, 'knob("work")', 'open("work")'), ["experiments[3].when", "'open'"]),
    "no condition": (lambda made: swap(made, '"maxsize > 3"', '"maxsize >"'), ["experiments[1].when", "'maxsize >'"]),
    "needs without why": (lambda made: swap(made, '#   needs = ["fork"]', 'needs = ["fork"]'), ["needs_why"]),
    "figure": (lambda made: swap(made, '"seconds * finished', '"minutes * finished'), ["figures.all", "'minutes'"]),
    "too few answers": (
        lambda made: swap(made, '"会", "不会"', '"会"', "note.zh.md"),
        ["note.zh.md", "predict.answers"],
    ),
    "too few experiments": (lambda made: swap(made, '"二", ', "", "note.zh.md"), ["note.zh.md", "experiments"]),
    "knob not translated": (
        lambda made: swap(made, 'work.help = "毫秒"', "", "note.zh.md"),
        ["note.zh.md", "knobs.work"],
    ),
    "condition translated": (
        lambda made: swap(made, 'figures = ["用时"]', 'figures = ["用时"]\nshows = "finished"', "note.zh.md"),
        ["note.zh.md", "shows"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_lesson_is_said_in_one_line(made, name):
    (made / "note.zh.md").write_text(TRANSLATION)
    assert check_lesson(str(made)) == ("en", "zh")
    harm, words = WRONG[name]
    harm(made)
    checked = mptui("labs", "check", made, "pipe")
    assert checked.returncode == 2
    assert checked.stdout.startswith(b"pipe: ok")
    opened = mptui("lab", made, "--headless", "--lang=zh")
    assert opened.returncode == 2
    assert opened.stdout == b""
    for text in (checked.stderr.decode(), opened.stderr.decode()):
        assert text.startswith("mptui: ")
        assert text.count("\n") == 1, text
        assert "Traceback" not in text
        assert str(made) in text
        assert all(word in text for word in words), text


def test_a_translation_is_shown_to_those_who_ask_for_it(made):
    (made / "note.zh.md").write_text(TRANSLATION)
    lesson = read_lesson(made, "zh")
    assert (lesson.language, lesson.title, lesson.predict.answers[1].text) == ("zh", "任务", "不会")
    assert read_lesson(made).language == "en"


def test_a_lesson_is_run_with_the_start_method_that_it_needs(made):
    swap(made, '#   needs = ["fork"]\n#   needs_why', 'needs = ["spawn"]\nneeds_why')
    assert lesson_options(find_lesson(str(made)), {}, headless=True).start_method == "spawn"
    refused = mptui("lab", made, "--headless", "--start-method=fork")
    assert refused.returncode == 2
    assert refused.stderr.decode() == (
        "mptui: lesson mine needs start method spawn, not fork: it shows what a child inherits from its parent\n"
    )
    play(made)
    play(made, "--start-method=spawn")
