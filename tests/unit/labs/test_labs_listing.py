"""The list of lessons, and the language it is in."""

import pytest

from mptui.errors import UsageError
from mptui.labs.catalog import find_lesson, lesson_names, lessons
from mptui.labs.language import LANGUAGES, choose_language, known_languages
from mptui.labs.listing import listing
from mptui.labs.progress import FILE, Progress
from mptui.labs.texts import texts
from vocabulary import environment, mptui

SOME = ("queue-full", "pipe-one-way", "garbled")


def listed(progress, language="en", headings=False, ascii_only=False):
    some = [find_lesson(name, language) for name in SOME]
    return list(listing(some, progress, texts(language), headings=headings, ascii_only=ascii_only))


def test_a_line_is_the_name_and_the_question():
    lines = listed(Progress())
    assert [line.split(maxsplit=1) for line in lines] == [[name, find_lesson(name).question] for name in SOME]


def test_what_was_done_stands_at_the_end_of_the_line_and_the_totals_below():
    progress = Progress()
    progress.see("queue-full")
    progress.predict("queue-full", True)
    progress.do("queue-full", 1)
    progress.do("queue-full", 999)
    progress.see("pipe-one-way")
    progress.predict("pipe-one-way", False)
    *lines, totals = listed(progress)
    steps = len(find_lesson("queue-full").experiments)
    assert lines[0].endswith(f"?  (✓ seen, predicted right, done: 1/{steps})")
    assert lines[1].endswith("?  (✓ seen, predicted wrong)")
    assert lines[2].endswith("?")
    assert totals.startswith("Lessons: seen 2/3, predicted right 1/")
    assert ", done: 1/" in totals
    assert "\n".join(listed(progress, ascii_only=True)).isascii()
    assert listed(progress, "zh")[-1].startswith("课程: 已看 2/3, 猜对 1/")


def test_headings_stand_above_the_groups():
    lines = listed(Progress(), headings=True)
    assert lines[0] == f"── {texts().groups[find_lesson(SOME[0]).group]} ──"
    assert listed(Progress(), headings=True, ascii_only=True)[0].startswith("-- ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_lists_every_lesson_in_every_language(language, tmp_path):
    there = environment(MPTUI_DATA_DIR=str(tmp_path), LC_ALL="C.UTF-8")
    done = mptui("labs", "--lang", language, env=there)
    assert (done.returncode, done.stderr) == (0, b"")
    found = [line.split(maxsplit=1) for line in done.stdout.decode().splitlines()]
    assert found == [[lesson.name, lesson.question] for lesson in lessons(language)]
    assert sorted(name for name, _ in found) == lesson_names()
    assert list(tmp_path.iterdir()) == []


def test_the_command_marks_what_was_done_in_any_locale(tmp_path):
    progress = Progress(tmp_path)
    progress.see("garbled")
    assert progress.save() == ""
    for locale, mark in (("C.UTF-8", "(✓ seen)"), ("POSIX", "(seen)")):
        there = environment(MPTUI_DATA_DIR=str(tmp_path), LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
        for language in LANGUAGES:
            assert mptui("--lang", language, "labs", env=there).returncode == 0
        lines = mptui("labs", env=there).stdout.decode().splitlines()
        assert mark in next(line for line in lines if line.startswith("garbled "))
        assert lines[-1].startswith("Lessons: seen 1/")


def test_a_broken_record_is_said_and_the_list_comes_all_the_same(tmp_path):
    (tmp_path / FILE).write_text("nonsense")
    done = mptui("labs", env=environment(MPTUI_DATA_DIR=str(tmp_path)))
    assert done.returncode == 0
    assert done.stderr.count(b"\n") == 1
    assert b"broken" in done.stderr
    assert len(done.stdout.splitlines()) == len(lesson_names())


@pytest.fixture
def locale(monkeypatch):
    """Says what the variables of the locale are."""

    def choose(**values):
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return choose


@pytest.mark.parametrize(
    ("values", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "ZH_TW@x"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "tlh_QO.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ({"LANG": "../../x\n"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(locale, values, language):
    locale(**values)
    assert choose_language(None) == language


@pytest.mark.parametrize(("asked", "language"), [("en", "en"), ("zh", "zh"), ("zh-CN", "zh"), ("en_GB.UTF-8", "en")])
def test_who_asks_for_a_language_gets_it(locale, asked, language):
    locale(LC_ALL="zh_CN" if language == "en" else "en_US")
    assert choose_language(asked) == language


@pytest.mark.parametrize("asked", ["", "xx", "english", "../zh", "z\nh", "-"])
def test_a_language_that_the_lab_does_not_speak_is_refused(asked):
    with pytest.raises(UsageError, match="en, zh") as caught:
        choose_language(asked)
    assert "\n" not in str(caught.value)


def test_the_languages_are_those_that_have_a_file(tmp_path):
    assert known_languages(tmp_path / "none") == ("en",)
    for name in ("zh.toml", "en.toml", "de.toml", "README.md"):
        (tmp_path / name).write_text("")
    assert known_languages(tmp_path) == ("en", "de", "zh")
    assert LANGUAGES == ("en", "zh")
