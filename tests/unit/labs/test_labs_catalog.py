"""The catalog: knobs, run options, and one clear line for everything that is wrong."""

import multiprocessing
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from mptui.errors import LessonError, UsageError
from mptui.labs.catalog import (
    find_lesson,
    knob_values,
    lesson_names,
    lesson_options,
    lessons,
    parse_settings,
    read_lesson,
    step_knob,
    with_knob,
)
from mptui.labs.language import LANGUAGES
from mptui.labs.options import start_method_problem
from mptui.labs.texts import texts

HEADER = """+++
order = 1
title = "T"
question = "Q?"
{fields}
+++
Body.
"""
NUMBER = "[knobs.n]\nhelp = 'h'\ndefault = {default}\nminimum = 1\nmaximum = 9\n"


def test_garbled_comes_first_and_every_lesson_has_a_place_of_its_own() -> None:
    found = lessons()
    assert found[0].name == "garbled"
    assert sorted(lesson.name for lesson in found) == lesson_names()
    assert len({(lesson.group, lesson.order) for lesson in found}) == len(found)


def test_lessons_of_a_group_follow_each_other_and_every_group_has_a_heading() -> None:
    groups = [group for group, _ in groupby(lessons(), key=lambda lesson: lesson.group)]
    assert len(set(groups)) == len(groups)
    for language in LANGUAGES:
        assert set(groups) <= texts(language).groups.keys()


def test_what_begins_with_an_underscore_and_what_has_no_program_is_no_lesson() -> None:
    assert not {name for name in lesson_names() if name.startswith("_")}
    assert "strings" not in lesson_names()


def test_garbled_opens_unbuffered_locked_slow_and_endless() -> None:
    options = lesson_options(find_lesson("garbled"), {}, headless=False)
    assert (options.buffering, options.lock, options.pace) == ("unbuffered", True, 0.05)
    assert options.args == ("--workers", "5", "--messages", "0")
    assert Path(options.target).name == "program.py"


def test_garbled_headless_prints_ten_thousand_messages_at_full_speed() -> None:
    options = lesson_options(find_lesson("garbled"), {}, headless=True)
    assert options.pace == 0
    assert options.args == ("--workers", "5", "--messages", "2000")


def test_settings_reach_the_program() -> None:
    options = lesson_options(find_lesson("garbled"), {"workers": "20"}, headless=True)
    assert options.args[:2] == ("--workers", "20")


def test_workers_of_the_queue_sets_both_sides_and_later_settings_win() -> None:
    lesson = find_lesson("queue")
    options = lesson_options(lesson, parse_settings(["workers=20", "putters=5"]), headless=True)
    values = knob_values(lesson, options)
    assert (values["putters"], values["getters"]) == (5, 20)
    assert "--workers" not in options.args
    options = lesson_options(lesson, parse_settings(["putters=5", "workers=20"]), headless=True)
    assert knob_values(lesson, options)["putters"] == 20


def test_what_the_user_gives_wins_over_the_lesson_and_none_is_not_given() -> None:
    lesson = find_lesson("garbled")
    options = lesson_options(
        lesson,
        {},
        headless=False,
        buffering="block",
        lock=False,
        pace=0.0,
        start_method="spawn",
        maxsize=None,
    )
    assert (options.buffering, options.lock, options.pace) == ("block", False, 0.0)
    assert (options.start_method, options.maxsize) == ("spawn", None)
    options = lesson_options(lesson, {}, headless=False, buffering=None, lock=None, pace=None)
    assert (options.buffering, options.lock, options.pace) == ("unbuffered", True, 0.05)


def test_a_lesson_is_run_only_with_the_start_methods_that_it_needs() -> None:
    own, *others = multiprocessing.get_all_start_methods()
    lesson = replace(find_lesson("queue"), needs=(own,), needs_why="because of this")
    assert lesson_options(lesson, {}, headless=True).start_method is None
    assert lesson_options(lesson, {}, headless=True, start_method=own).start_method == own
    assert lesson_options(lesson, {}, headless=True, python="/another/python").start_method == own
    for other in others:
        with pytest.raises(UsageError) as caught:
            lesson_options(lesson, {}, headless=True, start_method=other)
        assert_one_line(str(caught.value), ["queue", f"needs start method {own}", f"not {other}", "because of this"])
        assert start_method_problem(lesson, other) == str(caught.value)
    assert start_method_problem(lesson, own) == ""
    lesson = replace(lesson, needs=tuple(others), start_method=own)
    assert lesson_options(lesson, {}, headless=True).start_method == others[0]
    assert lesson_options(lesson, {}, headless=True, start_method=others[1]).start_method == others[1]


@pytest.mark.parametrize(
    ("lesson", "settings", "words"),
    [
        (
            "garbled",
            {"worker": "3"},
            ["garbled", "'worker'", "did you mean workers?", "messages (0 to 1000000)"],
        ),
        ("garbled", {"workers": "many"}, ["workers", "1 to 64", "'many'"]),
        ("garbled", {"workers": "3.5"}, ["workers", "whole number", "'3.5'"]),
        ("garbled", {"workers": "0"}, ["workers", "1 to 64", "'0'"]),
        ("garbled", {"workers": "65"}, ["workers", "1 to 64", "'65'"]),
        ("garbled", {"workers": "-3"}, ["workers", "1 to 64", "'-3'"]),
        ("garbled", {"workers": ""}, ["workers", "''"]),
        ("garbled", {"workers": "9" * 5000}, ["workers", "1 to 64"]),
        ("garbled", {"two\nlines": "1"}, [r"'two\nlines'"]),
        ("pipe", {"duplex": "maybe"}, ["duplex", "yes or no", "'maybe'"]),
        ("queue", {"workers": "99"}, ["workers", "1 to 64"]),
        ("queue", {"maxsize": "4"}, ["maxsize", "--maxsize"]),
        ("garbled", {"pace": "1"}, ["pace", "--pace"]),
    ],
)
def test_a_wrong_setting_gets_one_clear_line(lesson: str, settings: dict[str, str], words: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        lesson_options(find_lesson(lesson), settings, headless=True)
    assert_one_line(str(caught.value), words)


@pytest.mark.parametrize("pair", ["workers", "=3", "", "  =3"])
def test_a_setting_without_name_or_equals_sign_gets_one_clear_line(pair: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_settings([pair])
    assert_one_line(str(caught.value), ["KNOB=VALUE", repr(pair)])


def test_an_unknown_lesson_gets_the_nearest_name_and_the_list() -> None:
    with pytest.raises(UsageError) as caught:
        find_lesson("Garbeld")
    assert_one_line(str(caught.value), ["'Garbeld'", "did you mean garbled?", "threads-and-processes", "queue"])


def test_turning_a_knob_stays_within_its_bounds() -> None:
    lesson = find_lesson("queue")
    options = lesson_options(lesson, {}, headless=False)
    up = with_knob(lesson, options, "workers", 999)
    assert (knob_values(lesson, up)["putters"], knob_values(lesson, up)["getters"]) == (64, 64)
    assert up.changed(args=()) == options.changed(args=())
    down = step_knob(lesson, options, "workers", -999)
    assert knob_values(lesson, down)["getters"] == 1


def test_stepping_a_choice_goes_round() -> None:
    lesson = find_lesson("pipe")
    options = lesson_options(lesson, {}, headless=False)
    once = step_knob(lesson, options, "duplex", 1)
    assert knob_values(lesson, once)["duplex"] == "no"
    assert step_knob(lesson, once, "duplex", 1) == options


def test_a_knob_cannot_be_turned_to_what_it_is_not() -> None:
    lesson = find_lesson("pipe")
    options = lesson_options(lesson, {}, headless=False)
    with pytest.raises(UsageError, match="yes or no"):
        with_knob(lesson, options, "duplex", 3)
    with pytest.raises(UsageError, match="has no knob"):
        with_knob(lesson, options, "volume", 3)


@given(name=st.sampled_from(lesson_names()), data=st.data())
def test_any_way_of_turning_leaves_settings_that_the_lesson_takes(name, data) -> None:
    lesson = find_lesson(name)
    assume(lesson.knobs)
    options = lesson_options(lesson, {}, headless=data.draw(st.booleans()))
    for _ in range(data.draw(st.integers(0, 5))):
        knob = data.draw(st.sampled_from(lesson.knobs))
        options = step_knob(lesson, options, knob.name, data.draw(st.integers(-1000, 1000)))
    values = knob_values(lesson, options)
    assert all(knob.allows(values[knob.name]) for knob in lesson.knobs)
    settings = {name: str(value) for name, value in values.items() if not lesson.knob(name).sets}
    assert lesson_options(lesson, settings, headless=False).args == options.args


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("no header", ["note.md", "header", "+++"]),
        ("+++\norder = 1\n", ["note.md", "header", "+++"]),
        ("", ["note.md", "header"]),
        ("+++\norder = 1\ntitle =\n+++\n", ["note.md", "header", "line 3"]),
        ("+++\norder = 1\ntitle = 'T'\n+++\n", ["note.md", "question"]),
        (HEADER.format(fields="colour = 1"), ["note.md", "colour"]),
        (HEADER.format(fields="pace = 'slow'"), ["note.md", "pace"]),
        (HEADER.format(fields="pace = -1"), ["note.md", "pace", ">= 0"]),
        (HEADER.format(fields="start_method = 'teleport'"), ["note.md", "start_method", "teleport"]),
        (HEADER.format(fields="buffering = 3"), ["note.md", "buffering"]),
        (HEADER.format(fields=NUMBER.format(default=10)), ["note.md", "knobs.n.default", "10", "1 to 9"]),
        (
            HEADER.format(fields=NUMBER.format(default=3) + "headless = 0"),
            ["knobs.n.headless", "0", "1 to 9"],
        ),
        (HEADER.format(fields=NUMBER.format(default="'x'")), ["knobs.n.default", "'x'"]),
        (HEADER.format(fields=NUMBER.format(default=3) + "step = 0"), ["knobs.n.step"]),
        (HEADER.format(fields=NUMBER.format(default="1.5")), ["knobs.n.default"]),
        (HEADER.format(fields="[knobs.n]\nhelp='h'\ndefault=1\nminimum=3\nmaximum=2"), ["knobs.n.minimum"]),
        (HEADER.format(fields="[knobs.n]\nhelp='h'\ndefault=1"), ["knobs.n", "minimum"]),
        (HEADER.format(fields="[knobs.n]\nhelp='h'\nminimum=1\nmaximum=3"), ["knobs.n", "default"]),
        (
            HEADER.format(fields="[knobs.n]\nhelp='h'\ndefault='c'\nchoices=['a','b']"),
            ["knobs.n.default", "a or b"],
        ),
        (HEADER.format(fields="[knobs.n]\nhelp='h'\nsets=['m']"), ["knobs.n.sets"]),
        (HEADER.format(fields="[knobs.n]\nhelp='h'\nsets=3"), ["knobs.n.sets"]),
        (HEADER.format(fields="knobs = 3"), ["knobs"]),
        (HEADER.format(fields="knobs = {n = 3}"), ["knobs"]),
    ],
)
def test_a_broken_note_gets_one_line_that_names_file_and_field(tmp_path: Path, note: str, words: list[str]) -> None:
    (tmp_path / "program.py").write_text("")
    (tmp_path / "note.md").write_text(note)
    with pytest.raises(LessonError) as caught:
        read_lesson(tmp_path)
    assert_one_line(str(caught.value), [str(tmp_path / "note.md"), *words])


def test_a_folder_without_program_or_note_gets_one_line_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(LessonError) as caught:
        read_lesson(tmp_path)
    assert_one_line(str(caught.value), [str(tmp_path / "program.py"), "missing"])
    (tmp_path / "program.py").write_text("")
    with pytest.raises(LessonError) as caught:
        read_lesson(tmp_path)
    assert_one_line(str(caught.value), [str(tmp_path / "note.md")])
    (tmp_path / "note.md").write_bytes(b"+++\n\xff\n+++\n")
    with pytest.raises(LessonError) as caught:
        read_lesson(tmp_path)
    assert_one_line(str(caught.value), [str(tmp_path / "note.md"), "UTF-8"])


def test_a_good_note_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text("")
    (tmp_path / "note.md").write_text(HEADER.format(fields="lock = false\n" + NUMBER.format(default=3)))
    lesson = read_lesson(tmp_path)
    assert (lesson.name, lesson.note, lesson.lock) == (tmp_path.name, "Body.\n", False)
    assert lesson_options(lesson, {}, headless=False).args == ("--n", "3")


def assert_one_line(text: str, words: list[str]) -> None:
    assert "\n" not in text
    assert len(text) < 500
    for word in words:
        assert word in text
