"""What a learner has done is kept, whole or not at all, and a broken file fails nothing."""

import json
import os
import threading

import pytest

from mptui.labs.progress import FILE, NOTHING, LessonProgress, Progress, open_progress
from vocabulary import environment, mptui


def loaded(folder):
    progress = Progress(folder)
    progress.load()
    return progress


def test_what_was_done_is_found_again(tmp_path):
    progress = loaded(tmp_path / "new" / "folder")
    assert progress.lesson("queue") == NOTHING
    assert progress.see("queue")
    assert progress.predict("queue", False)
    assert progress.do("queue", 2)
    assert progress.do("queue", 0)
    assert progress.see('名字 "\\\n🎉')
    assert progress.save() == ""
    again = loaded(progress.folder)
    assert again.problem == ""
    assert again.lesson("queue") == LessonProgress(seen=True, predicted=False, experiments=[0, 2])
    assert again.lesson('名字 "\\\n🎉').seen
    assert [path.name for path in progress.folder.iterdir()] == [FILE]


def test_doing_the_same_again_changes_nothing(tmp_path):
    progress = loaded(tmp_path)
    for change in (lambda: progress.see("a"), lambda: progress.predict("a", True), lambda: progress.do("a", 1)):
        assert change()
        assert not change()
    assert progress.predict("a", False)
    assert progress.lesson("a") == LessonProgress(seen=True, predicted=False, experiments=[1])


def test_without_a_file_nothing_was_done_and_nothing_is_made(tmp_path):
    progress = loaded(tmp_path / "none")
    assert (progress.problem, progress.lesson("a")) == ("", NOTHING)
    assert not progress.folder.exists()


def test_without_a_folder_nothing_is_kept():
    progress = loaded(None)
    assert progress.see("a")
    assert progress.save() == ""
    assert progress.lesson("a").seen


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"\xff\xfe",
        b'{"lessons": 3}',
        b'{"lessons": {"queue": 3}}',
        b'{"lessons": {"queue": {"seen": "yes"}}}',
        b'{"lessons": {"queue": {"predicted": 1}}}',
        b'{"lessons": {"queue": {"experiments": ["0"]}}}',
        b'{"lessons": {"queue": {"experiments": [-1]}}}',
        b'{"a":' * 5000,
        b" " * 2_000_000 + b"{}",
    ],
    ids=lambda broken: broken[:50].decode(errors="replace"),
)
def test_a_broken_file_is_put_aside_and_said_in_one_line(tmp_path, broken):
    (tmp_path / FILE).write_bytes(broken)
    progress = loaded(tmp_path)
    assert "broken" in progress.problem
    assert "\n" not in progress.problem
    assert progress.lesson("queue") == NOTHING
    assert (tmp_path / "progress.broken.json").read_bytes() == broken
    assert progress.see("queue")
    assert progress.save() == ""
    assert loaded(tmp_path).lesson("queue").seen


def test_the_command_says_that_a_file_was_broken(tmp_path):
    (tmp_path / FILE).write_text("nonsense")
    done = mptui("labs", "--reset", env=environment(MPTUI_DATA_DIR=str(tmp_path)))
    assert (done.returncode, done.stdout.decode()) == (0, "There was no progress to forget.\n")
    text = done.stderr.decode()
    assert text.startswith("mptui: records of progress were broken")
    assert str(tmp_path / "progress.broken.json") in text
    assert text.count("\n") == 1


def test_what_a_later_version_wrote_is_kept(tmp_path):
    theirs = {
        "version": 1,
        "streak": {"days": 3},
        "lessons": {"queue": {"seen": True, "stars": 5}, "gone": {"seen": True, "stars": 1}},
    }
    (tmp_path / FILE).write_text(json.dumps(theirs))
    progress = loaded(tmp_path)
    assert progress.do("queue", 1)
    assert progress.save() == ""
    found = json.loads((tmp_path / FILE).read_text())
    assert found["streak"] == {"days": 3}
    assert found["lessons"]["queue"] == {"seen": True, "stars": 5, "predicted": None, "experiments": [1]}
    assert found["lessons"]["gone"]["stars"] == 1


def test_two_windows_at_once_lose_nothing_of_each_other(tmp_path):
    one, other = loaded(tmp_path), loaded(tmp_path)
    one.see("queue")
    one.do("queue", 1)
    one.predict("queue", True)
    assert one.save() == ""
    other.see("garbled")
    other.do("queue", 0)
    assert other.save() == ""
    again = loaded(tmp_path)
    assert again.lesson("queue") == LessonProgress(seen=True, predicted=True, experiments=[0, 1])
    assert again.lesson("garbled").seen
    again.predict("queue", False)
    assert again.save() == ""
    one.see("pipe")
    assert one.save() == ""
    assert loaded(tmp_path).lesson("queue").predicted is False, "the later prediction counts"
    other.reset()
    assert other.save() == ""
    assert loaded(tmp_path).lesson("queue") == NOTHING


def test_a_window_that_is_open_does_not_bring_back_what_was_forgotten(tmp_path):
    earlier = loaded(tmp_path)
    earlier.see("queue")
    assert earlier.save() == ""
    window, command = loaded(tmp_path), loaded(tmp_path)
    assert command.reset()
    assert command.save() == ""
    window.see("garbled")
    assert window.save() == ""
    assert loaded(tmp_path).lesson("queue") == NOTHING
    assert loaded(tmp_path).lesson("garbled").seen


def test_reset_forgets_for_good(tmp_path):
    progress = loaded(tmp_path)
    assert not progress.reset()
    progress.see("queue")
    progress.save()
    progress = loaded(tmp_path)
    assert progress.reset()
    assert not progress.reset()
    assert progress.lesson("queue") == NOTHING
    progress.save()
    assert json.loads((tmp_path / FILE).read_text()) == {"version": 1, "lessons": {}}


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path):
    (tmp_path / FILE).mkdir()
    progress = loaded(tmp_path)
    assert "progress not read, and not kept" in progress.problem
    assert progress.see("queue")
    assert progress.save() == ""
    assert (tmp_path / FILE).is_dir()


def test_a_folder_that_cannot_be_used_is_said_and_fails_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert "not read" in loaded(tmp_path / "file").problem
    progress = Progress(tmp_path / "file")
    assert progress.see("queue")
    assert "records of progress not kept" in progress.save()
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    progress = loaded(tmp_path)
    progress.see("first")
    progress.save()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    progress.see("second")
    assert "No space left" in progress.save()
    again = loaded(tmp_path)
    assert again.lesson("first").seen
    assert not again.lesson("second").seen
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_it_can_be_saved_while_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a busy disk takes a second for it
    progress = loaded(tmp_path)
    problems = []
    savers = [threading.Thread(target=lambda: problems.extend(progress.save() for _ in range(20))) for _ in range(2)]
    for saver in savers:
        saver.start()
    for number in range(500):
        progress.see(f"lesson {number}")
    for saver in savers:
        saver.join()
    assert set(problems) == {""}
    progress.save()
    assert all(loaded(tmp_path).lesson(f"lesson {number}").seen for number in range(500))


def test_the_environment_may_name_another_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MPTUI_DATA_DIR", str(tmp_path))
    assert open_progress().folder == tmp_path
    monkeypatch.delenv("MPTUI_DATA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert open_progress().folder.name == "mptui"


def test_the_command_forgets(tmp_path):
    there = environment(MPTUI_DATA_DIR=str(tmp_path))
    progress = loaded(tmp_path)
    progress.predict("queue", True)
    progress.save()
    assert mptui("labs", "--reset", env=there).stdout == b"The lab's progress is forgotten.\n"
    assert loaded(tmp_path).lesson("queue") == NOTHING
