"""Bad input: one clear line on stderr, status 2, no traceback, found before the program starts."""

import os
import subprocess
import sys

import pytest

from mptui import errors
from vocabulary import environment, mptui

HEADLESS = ("run", "--headless")


@pytest.fixture
def script(tmp_path):
    """A program that leaves a file behind if it was ever started."""
    path = tmp_path / "program.py"
    path.write_text(f"open({str(tmp_path / 'started')!r}, 'w').close()")
    return path


def refused(*args, **popen):
    """Run mptui with input that it must refuse; returns what it says."""
    done = mptui(*args, **popen)
    text = done.stderr.decode()
    assert done.returncode == 2, (done.returncode, text)
    assert done.stdout == b""
    assert text.startswith("mptui: ")
    assert text.count("\n") == 1, text
    assert text.endswith("\n")
    assert "Traceback" not in text
    assert len(text) > len("mptui: \n")
    return text


FILES = {
    "none.py": (None, "no such script"),
    "folder": ("folder", "is a directory"),
    "syntax.py": (b"x = = 1\n", "syntax.py:1: "),
    "deep.py": (b"\n\n  indented\n", "deep.py:3: "),
    "binary.py": (bytes(range(256)) * 9, "not a Python program"),
    "nul.py": (b"print(1)\0\n", "not a Python program"),
    "latin.py": (b"# -*- coding: utf-8 -*-\nx = '\xff'\n", "not a Python program"),
    "codec.py": (b"# coding: nonsense\n", "not a Python program"),
    "brackets.py": (b"(" * 5000, "not a Python program"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_script_is_refused(tmp_path, name):
    content, says = FILES[name]
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    text = refused(*HEADLESS, path)
    assert says in text
    assert name in text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_script_that_cannot_be_read_is_refused(script):
    script.chmod(0)
    assert "ermission" in refused(*HEADLESS, script)


@pytest.mark.parametrize(
    ("module", "says"),
    [
        ("no_such_module_at_all", "No module named"),
        ("json.nothing", "No module named"),
        ("email", "email"),
        ("", "module"),
        ("broken", "broken.py:1"),
        ("..", ""),
    ],
)
def test_a_module_that_cannot_be_run_is_refused(module, says, tmp_path):
    (tmp_path / "broken.py").write_text("x = = 1")
    assert says in refused(*HEADLESS, "-m", module, cwd=tmp_path)


OPTIONS = {
    "maxsize 0": ("--maxsize=0",),
    "maxsize -3": ("--maxsize=-3",),
    "maxsize x": ("--maxsize=x",),
    "start method": ("--start-method=teleport",),
    "buffering": ("--buffering=some",),
    "pace": ("--pace=-1",),
    "pace nan": ("--pace=nan",),
    "pace text": ("--pace=slow",),
    "timeout": ("--timeout=0",),
    "timeout inf": ("--timeout=inf",),
    "python": ("--python=/no/such/python",),
    "not a python": ("--python=/bin/true",),
    "fail on": ("--fail-on=boredom",),
    "fail on a kind that is not looked for": ("--fail-on=proven,lost-pencil",),
    "fail on nothing": ("--fail-on=",),
    "grace": ("--grace=-1",),
    "grace inf": ("--grace=inf",),
    "orphans": ("--orphans=adopt",),
    "option": ("--no-such-option",),
    "option without value": ("--maxsize",),
    "report folder": ("--report=/",),
    "report nowhere": ("--report=/no/such/folder/report.json",),
    "trace folder": ("--trace=/",),
    "trace nowhere": ("--trace=/no/such/folder/trace.jsonl",),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_bad_options_are_refused_before_the_program_starts(script, name):
    text = refused(*HEADLESS, *OPTIONS[name], script)
    assert OPTIONS[name][0].split("=")[0] in text or "annot" in text
    assert not script.with_name("started").exists()


def test_a_good_call_would_have_started_it(script):
    assert mptui(*HEADLESS, script).returncode == 0
    assert script.with_name("started").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("run", "--headless"),
        ("run",),
        ("replay",),
        ("replay", "/no/such/trace"),
        ("export",),
        ("nonsense",),
        ("lab",),
        ("lab", "no-such-lesson", "--headless"),
        ("lab", "garbled", "--set", "nonsense=1", "--headless"),
        ("lab", "garbled", "--set", "workers", "--headless"),
        ("lab", "garbled", "--set", "workers=x", "--headless"),
        ("lab", "garbled", "--set", "workers=0", "--headless"),
        ("lab", "garbled", "--maxsize=0", "--headless"),
        ("lab", "garbled", "--lang=xx", "--headless"),
        ("lab", "garbled", "--lang", "--headless"),
        ("lab", "./no-such-folder", "--headless"),
        ("lab", "", "--headless"),
        ("lab", "/", "--headless"),
        ("lab", "/bin/true", "--headless"),
        ("lab", "no\nlesson", "--headless"),
        ("--lang=xx",),
        ("--lang=xx", "labs"),
        ("labs", "--lang=xx"),
        ("labs", "nonsense"),
        ("labs", "new"),
        ("labs", "new", "../x"),
        ("labs", "new", "x", "--folder=/no/such/folder"),
        ("labs", "new", "garbled"),
        ("labs", "check"),
        ("labs", "check", "no-such-lesson"),
        ("labs", "--reset", "check", "garbled"),
        ("run", "--headless", "--lang=xx", "program.py"),
    ],
    ids=" ".join,
)
def test_commands_that_make_no_sense_are_refused(args):
    refused(*args)


def test_without_a_terminal_there_is_no_screen(script):
    assert "--headless" in refused("run", script)
    assert "--headless" in refused()
    assert not script.with_name("started").exists()


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_is_refused(script, term):
    master, slave = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mptui", "run", str(script)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(TERM=term),
            timeout=30,
            check=False,
        )
        text = os.read(master, 10_000).decode()
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert text.count("\n") == 1
    assert "--headless" in text
    assert "TERM" in text
    assert not script.with_name("started").exists()


def test_every_error_knows_its_exit_code():
    assert errors.UsageError("x").exit_code == errors.LaunchError("x").exit_code == 2
    assert errors.TraceError("x").exit_code == errors.LessonError("x").exit_code == 2
    assert errors.SupervisorLostError("x").exit_code == errors.EngineError("x").exit_code == 1
    assert [errors.exit_status(code) for code in (0, 7, 255, -2, -9)] == [0, 7, 255, 130, 137]
