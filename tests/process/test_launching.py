"""How a program is started and how it ends is as it would be without mptui."""

import signal

import pytest

from vocabulary import METHODS, PROGRAMS, bare, environment, watch

WAYS = ("nothing", "code", "text", "hard", "raise", "chained", "interrupt")


@pytest.mark.parametrize("buffering", ["line", "unbuffered", "block"])
@pytest.mark.parametrize("way", WAYS)
def test_output_errors_and_status_are_those_of_a_bare_run(way, buffering):
    plain = bare("exits.py", way, flags=("-u",) if buffering == "unbuffered" else ())
    run = watch("exits.py", way, buffering=buffering)
    if way == "hard" and buffering == "line":
        assert run.stdout == b"output\n"  # as on a terminal; the bare run wrote to a pipe and lost its buffer
    else:
        assert run.stdout == plain.stdout
    assert run.stderr == plain.stderr
    assert run.status == plain.returncode % 256 if plain.returncode >= 0 else 128 - plain.returncode
    assert run.report["exit_code"] == run.status


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGABRT", "SIGUSR1"])
def test_a_program_killed_by_a_signal_ends_as_the_shell_says_it(name):
    run = watch("exits.py", name)
    number = getattr(signal, name)
    assert run.status == 128 + number
    assert run.stdout == b"output\n"
    assert run.worker("MainProcess")["exit_code"] == -number
    assert run.worker("MainProcess")["state"] == "killed"


def test_a_package_runs_by_dash_m_with_its_own_options():
    run = watch("pkg", "--headless", "-m", "--", "x", module=True, popen={"cwd": PROGRAMS})
    assert run.status == 0
    assert run.lines == [
        "__main__ pkg ['--headless', '-m', '--', 'x'] True",
        "worker of __main__ ['--headless', '-m', '--', 'x']",
    ]


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_of_a_module_is_started_as_without_mptui(method):
    run = watch("pkg.tool", "a", module=True, start_method=method, popen={"cwd": PROGRAMS})
    assert (run.status, run.stderr) == (0, b"")
    name = "__main__" if method == "fork" else "__mp_main__"
    assert run.lines == ["__main__ pkg pkg.tool ['a']", f"worker of {name} ['a']"]


def test_a_script_gets_its_arguments_untouched(tmp_path):
    script = tmp_path / "echo.py"
    script.write_text("import sys; print(sys.argv)")
    args = ("--trace", "x", "-m", "--", "", "ä \n", "--no-lock")
    assert watch(script, *args).stdout == bare(script, *args).stdout


def test_a_program_sees_the_stdin_that_mptui_was_given(tmp_path):
    script = tmp_path / "cat.py"
    script.write_text("import sys; print(sys.stdin.read().upper())")
    run = watch(script, popen={"stdin": None, "input": b"typed in\n"})
    assert run.stdout == b"TYPED IN\n\n"


def test_the_program_is_unaware_of_mptui_on_its_path_and_in_its_modules(tmp_path):
    script = tmp_path / "look.py"
    script.write_text(
        "import sys, os, __main__\n"
        "print(sys.path, sys.argv, __file__, __name__, __main__.__file__, os.getcwd(), sys.flags, sys.orig_argv[1:])\n"
        "print(sorted(n for n in vars(__main__) if n != 'sys'), __spec__, __package__, __loader__.__class__)\n"
        "print('mptui' in sys.modules, 'msgspec' in sys.modules)\n"
    )
    clean = environment()
    assert watch(script, popen={"env": clean}).stdout == bare(script, env=clean).stdout
