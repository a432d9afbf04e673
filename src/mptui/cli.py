"""The command line: picks a session and a front end. The only owner of stdout and of exit codes."""

import contextlib
import locale
import math
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
import msgspec

from mptui import __version__
from mptui.errors import EXIT_FINDING, EXIT_TIMEOUT, EXIT_USAGE, ManagerLostError, MptuiError, UsageError
from mptui.events import Event
from mptui.headless import Headless
from mptui.labs.catalog import Lesson, find_lesson, lesson_options, lessons, parse_settings
from mptui.model.apply import apply
from mptui.model.report import FINDING_KINDS, build_report
from mptui.model.state import RunState
from mptui.recording.trace import TraceWriter
from mptui.runtime.live_session import PATIENT, PROMPT, LiveSession
from mptui.runtime.manager_client import adopt_orphans
from mptui.session import BUFFERINGS, START_METHODS, RunOptions
from mptui.ui.settings import Store, open_store

Command = TypeVar("Command", bound=Callable[..., Any])


class Seconds(click.FloatRange):
    """A finite number of seconds."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Refuse nan and infinity, which float() takes."""
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value} is not a number of seconds", param, ctx)
        return seconds


class ProgramCommand(click.Command):
    """Options first, then `SCRIPT ARGS…` or `-m MODULE ARGS…`: what follows belongs to the program, as in python."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a `--` after the module's name, so that the program's own options are left alone."""
        takes_value = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        index = 0
        while index < len(args) and args[index].startswith("-") and args[index] != "--":
            if args[index] == "-m" and index + 1 < len(args):
                args = [*args[: index + 2], "--", *args[index + 2 :]]
                break
            index += 2 if args[index] in takes_value else 1
        return super().parse_args(ctx, args)


ascii_option = click.option(
    "--ascii", "ascii_only", is_flag=True, help="Draw with ASCII alone; so does a locale that is not UTF-8."
)


def run_options(command: Command) -> Command:
    """The options that `run` and `lab` share."""
    options = [
        click.option("--start-method", type=click.Choice(START_METHODS), help="How processes are started."),
        click.option("--python", metavar="PATH", help="Another interpreter (3.9 or later) for the program."),
        click.option("--lock/--no-lock", default=None, help="Whether the program's own locks are taken."),
        click.option("--maxsize", type=click.IntRange(min=1), metavar="N", help="Bound of every bounded queue."),
        click.option("--buffering", type=click.Choice(BUFFERINGS), help="As on a terminal: line."),
        click.option("--pace", type=Seconds(min=0), metavar="SECONDS", help="Delay at every operation."),
        click.option("--headless", is_flag=True, help="No screen: pass the output through."),
        ascii_option,
        click.option("--trace", type=click.Path(path_type=Path), metavar="FILE", help="Record every event."),
        click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="Write a JSON report."),
        click.option("--timeout", type=Seconds(min=0, min_open=True), metavar="SECONDS", help="End it all after."),
        click.option("--fail-on", metavar="KIND[,KIND…]", callback=_check_kinds, help="Exit 3 on such a finding."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _check_kinds(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    kinds = tuple(kind.strip() for kind in (value or "").split(",") if kind.strip())
    for kind in kinds:
        if kind not in FINDING_KINDS:
            raise UsageError(f"--fail-on: no finding is called {kind!r}; there are {', '.join(FINDING_KINDS)}")
    return kinds


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mptui")
@ascii_option
@click.pass_context
def command_line(ctx: click.Context, ascii_only: bool) -> None:
    """Run real Python multiprocessing programs and see what they do. Alone, it opens the lab."""
    if ctx.invoked_subcommand is None:
        lesson = lessons()[0]
        _open(lesson_options(lesson, {}, headless=False), lesson=lesson, ascii_only=ascii_only)


@command_line.command(name="labs")
def list_labs() -> None:
    """List the lessons."""
    width = max(len(lesson.name) for lesson in lessons())
    for lesson in lessons():
        click.echo(f"{lesson.name:<{width}}  {lesson.question}")


@command_line.command(name="lab")
@click.argument("name")
@click.option("--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Turn a knob of the lesson.")
@run_options
def open_lab(name: str, settings: tuple[str, ...], **given: Any) -> None:
    """Open a lesson."""
    lesson = find_lesson(name)
    overrides = _overrides(given)
    options = lesson_options(lesson, parse_settings(settings), headless=given["headless"], **overrides)
    _open(options, lesson=lesson, **given)


@command_line.command(name="run", cls=ProgramCommand, context_settings={"allow_interspersed_args": False})
@click.option("-m", "module", metavar="MODULE", help="Run a module, as python -m does.")
@click.argument("program", nargs=-1, type=click.UNPROCESSED)
@run_options
def run_program(module: str | None, program: tuple[str, ...], **given: Any) -> None:
    """Run a program of yours, unmodified: SCRIPT [ARGS]… or -m MODULE [ARGS]…."""
    if module is None and not program:
        raise UsageError("run what? Give a script, or -m and a module")
    target, args = (module, program) if module is not None else (program[0], program[1:])
    if module is None:
        _check_script(target)
    options = RunOptions(target, args, as_module=module is not None).changed(**_overrides(given))
    _open(options, **given)


def _overrides(given: dict[str, Any]) -> dict[str, Any]:
    names = ("start_method", "python", "lock", "maxsize", "buffering", "pace")
    chosen = {name: given[name] for name in names if given[name] is not None}
    chosen["python"] = _interpreter(given["python"])
    return chosen


def _interpreter(path: str | None) -> str | None:
    """The interpreter for the program: the one named, else that of an active environment that is not mptui's own."""
    environment = os.environ.get("VIRTUAL_ENV")
    if path is None and environment and Path(environment) != Path(sys.prefix):
        candidate = Path(environment, "bin", "python")
        path = str(candidate) if candidate.exists() else None
    if path is None:
        return None
    try:
        check = "import sys; print(sys.version_info >= (3, 9))"
        answer = subprocess.run([path, "-c", check], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise UsageError(f"--python {path}: does not run as a Python interpreter ({error})") from error
    if answer.stdout.strip() != "True":
        raise UsageError(f"--python {path}: is older than Python 3.9, the oldest that mptui can watch")
    return path


def _check_script(target: str) -> None:
    path = Path(target)
    if path.is_dir():
        if not (path / "__main__.py").exists():
            raise UsageError(f"{target}: is a directory without a __main__.py; name a script in it, or use -m")
        return
    if not path.exists():
        raise UsageError(f"{target}: no such script")
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise UsageError(f"{target}: {error.strerror}") from error


def _check_writable(path: Path | None) -> None:
    if path is None:
        return
    try:
        with path.open("ab"):
            pass
    except OSError as error:
        raise UsageError(f"cannot write the report {path}: {error.strerror}; give another --report") from error


def _check_terminal() -> None:
    for name in ("stdin", "stdout", "stderr"):
        if not os.isatty({"stdin": 0, "stdout": 1, "stderr": 2}[name]):
            raise UsageError(f"{name} is no terminal, so there is no screen to draw on: use --headless")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError("TERM is dumb or not set, so there is no screen to draw on: use --headless")


def _open(options: RunOptions, lesson: Lesson | None = None, **given: Any) -> NoReturn:
    """Run to the end and exit."""
    headless = given.get("headless", False)
    if not headless:
        _check_terminal()
    _check_writable(given.get("report"))
    store = Store() if headless else open_store()
    if given.get("pace") is None:
        options = options.changed(**store.kept_options(lab=lesson is not None))
    adopt_orphans()
    with contextlib.ExitStack() as stack:
        sinks: list[Callable[[list[Event]], None]] = []
        if given.get("trace") is not None:
            writer = TraceWriter(given["trace"])
            stack.callback(writer.close)
            sinks.append(writer.write)
        keeper = _Keeper() if not headless and given.get("report") else None
        if keeper is not None:
            sinks.append(keeper.take)
        restraint = PATIENT if headless else PROMPT
        session = LiveSession(options, stdin=0 if headless else None, sinks=tuple(sinks), restraint=restraint)
        stack.callback(session.close)
        if headless:
            session.start()
            front = Headless(session, given.get("timeout"))
            status = front.run()
            state = front.state
        else:
            status = _show(session, lesson, store, given)
            state = keeper.state if keeper is not None else RunState()
        session.close()
        status = _judge(state, status, given)
        if session.manager_lost:
            raise ManagerLostError("the manager process was ended from outside, and the program with it")
    sys.exit(status)


def _show(session: LiveSession, lesson: Lesson | None, store: Store, given: dict[str, Any]) -> int:
    """Start the program, and import Textual while its interpreter starts."""
    starting = threading.Thread(target=_import_screen, daemon=True)
    starting.start()
    session.start()
    starting.join()
    from mptui.ui.app import run_app

    def show() -> int:
        ascii_only = given.get("ascii_only", False) or not _writes_utf8()
        return run_app(session, lesson=lesson, lab=lesson is not None, store=store, ascii_only=ascii_only)

    timeout = given.get("timeout")
    if timeout is None:
        return show()
    too_late = threading.Event()

    def end_program() -> None:
        if not session.finished:
            too_late.set()
            session.end_program()

    timer = threading.Timer(timeout, end_program)
    timer.daemon = True
    timer.start()
    status = show()
    timer.cancel()
    return EXIT_TIMEOUT if too_late.is_set() else status


def _writes_utf8() -> bool:
    """Whether the locale's encoding, which is the terminal's, is UTF-8."""
    return locale.getencoding().lower().replace("-", "") == "utf8"


def _import_screen() -> None:
    import mptui.ui.app  # noqa: F401


def _judge(state: RunState, status: int, given: dict[str, Any]) -> int:
    """Write the report; exit 3 if it has a finding that --fail-on names."""
    report = build_report(state, status)
    if any(finding["kind"] in given.get("fail_on", ()) for finding in report["findings"]):
        status = report["exit_code"] = EXIT_FINDING
    path = given.get("report")
    if path is not None:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
    return status


class _Keeper:
    """Keeps a state of its own for the report while the screen has another."""

    def __init__(self) -> None:
        self.state = RunState()

    def take(self, batch: list[Event]) -> None:
        """Apply a batch."""
        for event in batch:
            apply(self.state, event)


@contextlib.contextmanager
def _one_line_errors() -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        _fail(error.format_message().replace("\n", " "), EXIT_USAGE)
    except click.Abort:
        _fail("interrupted", 130)
    except MptuiError as error:
        _fail(str(error).replace("\n", " "), error.exit_code)


def _fail(text: str, status: int) -> NoReturn:
    print(f"mptui: {text}", file=sys.stderr)  # noqa: T201
    sys.exit(status)


def _hold_standard_descriptors() -> None:
    """A descriptor 0, 1 or 2 that is closed would be given to the next thing opened, and output would end up in it."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def main() -> NoReturn:
    """The `mptui` command."""
    _hold_standard_descriptors()
    with _one_line_errors():
        command_line.main(standalone_mode=False)
    sys.exit(0)
