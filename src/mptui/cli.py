"""The command line: picks a session and a front end. The only owner of stdout and of exit codes."""

import contextlib
import io
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from mptui import __version__, trace_commands
from mptui.command_options import (
    ProgramCommand,
    ascii_option,
    check_terminal,
    language_option,
    run_options,
    writes_utf8,
)
from mptui.engine import Engine
from mptui.errors import (
    EXIT_FINDING,
    EXIT_SIGNAL_BASE,
    EXIT_TIMEOUT,
    EXIT_USAGE,
    MptuiError,
    SupervisorLostError,
    UsageError,
)
from mptui.events import Event
from mptui.headless import Headless
from mptui.labs.catalog import FIRST_LESSON, Lesson, find_lesson, lesson_options, lessons, parse_settings
from mptui.labs.listing import listing
from mptui.labs.progress import Progress, open_progress
from mptui.labs.skeleton import check_lesson, make_lesson
from mptui.labs.texts import texts
from mptui.model.run_model import RunModel
from mptui.model.state import RETAIN
from mptui.projections.finding_text import failing
from mptui.recording.writer import TraceWriter
from mptui.results import check_writable, write_results
from mptui.runtime.live_session import BURST_HEADLESS, BURST_ON_SCREEN, BURST_RECORDED, LiveSession
from mptui.runtime.supervisor_client import adopt_orphans
from mptui.session import RunOptions
from mptui.settings import Store, open_store


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mptui")
@ascii_option
@language_option
@click.pass_context
def command_line(ctx: click.Context, ascii_only: bool, language: str) -> None:
    """Run real Python multiprocessing programs and see what they do. Alone, it opens the lab."""
    ctx.default_map = {name: {"ascii_only": ascii_only} for name in ("run", "lab", "replay")}
    if ctx.invoked_subcommand is None:
        lesson = find_lesson(FIRST_LESSON, language)
        options = lesson_options(lesson, {}, headless=False)
        _open(options, lesson=lesson, ascii_only=ascii_only, language=language)


@command_line.group(name="labs", invoke_without_command=True)
@click.option("--reset", is_flag=True, help="Forget which lessons were seen, and what was done in them.")
@language_option
@click.pass_context
def list_labs(ctx: click.Context, reset: bool, language: str) -> None:
    """List the lessons, and what you have done in them."""
    if ctx.invoked_subcommand is not None:
        if reset:
            raise UsageError(f"labs: --reset goes without {ctx.invoked_subcommand}")
        return
    progress = open_progress()
    if progress.problem:
        _complain(progress.problem)
    if reset:
        _forget(progress)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a locale may lack the language's characters
    lines = listing(
        lessons(language), progress, texts(language), headings=sys.stdout.isatty(), ascii_only=not writes_utf8()
    )
    click.echo("\n".join(lines))


def _forget(progress: Progress) -> None:
    known = progress.reset()
    if known and (problem := progress.save()):
        raise UsageError(problem)
    click.echo("The lab's progress is forgotten." if known else "There was no progress to forget.")


@list_labs.command(name="new")
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(), help="Where to make it; else here.")
def new_lab(name: str, folder: Path) -> None:
    """Make a lesson of your own to begin with: the folder NAME, with a program and a note."""
    made = make_lesson(name, folder)
    path = shlex.quote(str(made) if made.is_absolute() else f".{os.sep}{made}")
    click.echo(f"{path}: a lesson that works; make it yours, program.py and note.md")
    click.echo(f"  mptui lab {path}          opens it")
    click.echo(f"  mptui labs check {path}   says what is wrong with it")


@list_labs.command(name="check")
@click.argument("names", nargs=-1, required=True, metavar="PATH…")
def check_labs(names: tuple[str, ...]) -> None:
    """Read lessons, by folder or by name, in all their languages, and say whether they are as they must be."""
    wrong = 0
    for name in names:
        try:
            click.echo(f"{name}: ok ({', '.join(check_lesson(name))})")
        except UsageError as error:
            _complain(str(error))
            wrong += 1
    if wrong:
        sys.exit(EXIT_USAGE)


@command_line.command(name="lab")
@click.argument("name", metavar="NAME|PATH")
@click.option("--set", "settings", multiple=True, metavar="KNOB=VALUE", help="Turn a knob of the lesson.")
@run_options
def open_lab(name: str, settings: tuple[str, ...], **given: Any) -> None:
    """Open a lesson: one that comes with mptui by its name, one of your own by its folder."""
    lesson = find_lesson(name, given["language"])
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
    names = ("start_method", "python", "lock", "maxsize", "buffering", "pace", "own", "orphans")
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


def _open(options: RunOptions, lesson: Lesson | None = None, **given: Any) -> NoReturn:
    """Run to the end and exit."""
    headless = given.get("headless", False)
    retain, fail_on = given.get("retain", RETAIN), given.get("fail_on", frozenset())
    if not headless:
        check_terminal("use --headless")
    check_writable(given)
    store = Store() if headless else open_store()
    progress = Progress() if headless else open_progress()
    adopt_orphans()
    with contextlib.ExitStack() as stack:
        sinks: list[Callable[[list[Event]], None]] = []
        writer: TraceWriter | None = None
        if given.get("trace") is not None:
            tell = _remark if headless else lambda _: None  # the screen says so itself
            writer = TraceWriter(given["trace"], force=given["force"], on_failure=tell)
            stack.callback(writer.close)
            sinks.append(writer.write)
        burst_limit = (BURST_RECORDED if sinks else BURST_HEADLESS) if headless else BURST_ON_SCREEN
        session = LiveSession(options, stdin=0 if headless else None, sinks=tuple(sinks), burst_limit=burst_limit)
        stack.callback(session.close)
        if headless:
            front = Headless(session, given.get("timeout"), given["grace"], _remark, retain, fail_on)
            status = front.run()
            state, diagnosis = front.state, front.diagnosis
            session.close()
        else:
            engine = Engine(session, model=RunModel(counting=True, history=True, retain=retain), trace=writer)
            status = _show(session, engine, lesson, store, {**given, "progress": progress})
            session.close(engine.take_rest)
            _tell_of_recordings(engine)
            state, diagnosis = engine.state, engine.diagnosis
            if failing(diagnosis.all_findings, fail_on):
                status = EXIT_FINDING
        write_results(state, status, diagnosis, fail_on, given)
        if session.supervisor_lost:
            raise SupervisorLostError("the supervisor process was ended from outside, and the program with it")
    sys.exit(status)


def _tell_of_recordings(engine: Engine) -> None:
    """What the screen, which is gone, has said of them."""
    files, failures = engine.close_recordings()
    for line in (*failures, *(f"recorded {path}" for path in files)):
        _remark(line)


def _show(session: LiveSession, engine: Engine, lesson: Lesson | None, store: Store, given: dict[str, Any]) -> int:
    """Start the program, and import Textual while its interpreter starts."""
    starting = threading.Thread(target=_import_screen, daemon=True)
    starting.start()
    session.start()
    starting.join()
    from mptui.ui.app import run_app

    def show() -> int:
        ascii_only = given.get("ascii_only", False) or not writes_utf8()
        status = run_app(
            engine,
            lesson=lesson,
            lab=lesson is not None,
            store=store,
            progress=given["progress"],
            language=given["language"],
            ascii_only=ascii_only,
        )
        if status in (EXIT_SIGNAL_BASE + signal.SIGTERM, EXIT_SIGNAL_BASE + signal.SIGHUP):
            _let_end(session, status - EXIT_SIGNAL_BASE, given.get("grace", 0))
        return status

    timeout = given.get("timeout")
    if timeout is None:
        return show()
    too_late = threading.Event()

    def end_program() -> None:
        if not session.finished:
            too_late.set()
            session.end_program("timeout")

    timer = threading.Timer(timeout, end_program)
    timer.daemon = True
    timer.start()
    status = show()
    timer.cancel()
    return EXIT_TIMEOUT if too_late.is_set() else status


def _let_end(session: LiveSession, signum: int, grace: float) -> None:
    """The screen is gone by a signal: the program gets it too, and some time to end by itself."""
    session.pass_on(signum)
    deadline = time.monotonic() + grace
    while not session.finished and not session.supervisor_lost and time.monotonic() < deadline:
        session.wait(0.05)


def _import_screen() -> None:
    import mptui.ui.app  # noqa: F401


for _command in (trace_commands.report, trace_commands.replay, trace_commands.export):
    command_line.add_command(_command)


@contextlib.contextmanager
def _one_line_errors() -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        _fail(error.format_message(), EXIT_USAGE)
    except click.Abort:
        _fail("interrupted", 130)
    except MptuiError as error:
        _fail(str(error), error.exit_code)


def _fail(text: str, status: int) -> NoReturn:
    _complain(text)
    sys.exit(status)


def _complain(text: str) -> None:
    print(f"mptui: {text}".replace("\n", " "), file=sys.stderr)  # noqa: T201


def _remark(text: str) -> None:
    """A line of mptui's own beside the program's output; in a signal handler too, so past Python's streams."""
    line = f"mptui: {text}".replace("\n", " ") + "\n"
    with contextlib.suppress(OSError):
        os.write(2, line.encode("utf-8", "backslashreplace"))


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
