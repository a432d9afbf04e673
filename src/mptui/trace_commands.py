"""What the command line does with a recorded trace: report, replay, export."""

import contextlib
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from mptui.command_options import Seconds, ascii_option, check_terminal, language_option, result_options, writes_utf8
from mptui.engine import Engine
from mptui.errors import EXIT_FINDING, EXIT_TIMEOUT, UsageError, exit_status
from mptui.findings.diagnosis import Diagnosis
from mptui.findings.finding import GRADES
from mptui.model.run_model import RunModel
from mptui.model.state import RunState
from mptui.projections.ci_output import junit
from mptui.projections.finding_text import failing, finding_lines
from mptui.projections.status import NS, duration
from mptui.recording.exporters import asciicast, html, perfetto, text
from mptui.recording.replay_session import ReplaySession
from mptui.recording.trace import Trace
from mptui.results import check_writable, write_results
from mptui.settings import open_store

TRACE = click.argument("trace", metavar="TRACE", type=click.Path(path_type=Path))


@click.command(name="report")
@TRACE
@result_options
def report(trace: Path, retain: int, fail_on: frozenset[str], **given: Any) -> None:
    """What a recorded run did: its findings, in words; with --report, all of it as JSON."""
    check_writable(given)
    diagnosis = Diagnosis()
    model = RunModel(watcher=diagnosis, retain=retain)
    with Trace(trace) as opened:
        for event in opened:
            model.apply(event)
    if opened.damage:
        click.echo(f"mptui: {opened.damage}", err=True)
    diagnosis.look(model.state, model.state.now, last=True)
    failed = bool(failing(diagnosis.all_findings, fail_on))
    write_results(model.state, EXIT_FINDING if failed else status_of(model.state), diagnosis, fail_on, given)
    for line in _report_lines(model.state, diagnosis):
        click.echo(line)
    sys.exit(EXIT_FINDING if failed else 0)


def _report_lines(state: RunState, diagnosis: Diagnosis) -> Iterator[str]:
    begun, whole = state.recorded_from, state.recorded_from is None and state.finished
    if begun is not None:
        yield f"the recording begins {duration(begun)} after the program's start"
    if not state.finished:
        yield f"the recording ends after {duration(state.now)}; the program had not ended"
    found = finding_lines(diagnosis.all_findings)
    yield from found or [f"nothing is known to be wrong with {'this run' if whole else 'what was recorded'}"]
    if state.anomaly_count:
        yield f"{state.anomaly_count} anomalies, which mptui cannot explain: --report has them"


@click.command(name="replay")
@TRACE
@click.argument("other", metavar="[TRACE]", type=click.Path(path_type=Path), required=False)
@click.option(
    "--at", type=Seconds(min=0), metavar="SECONDS", help="Stand still at that moment; else play from the start."
)
@ascii_option
@language_option
def replay(trace: Path, other: Path | None, at: float | None, ascii_only: bool, language: str) -> None:
    """Show a recorded run on the same screen, with a time slider: play it, stop it, go back in it.

    Two traces are shown side by side on one clock, with a table of what differs.
    """
    check_terminal("mptui report tells of a recorded run in words")
    ascii_only = ascii_only or not writes_utf8()
    with contextlib.ExitStack() as stack:
        sessions = [stack.enter_context(contextlib.closing(ReplaySession(path))) for path in (trace, other) if path]
        engines = [Engine(session, model=session.new_model(), transport=session) for session in sessions]
        for session in sessions:
            session.start()
            if at is not None:
                session.play(on=False)
                session.seek(int(at * NS))
        if len(engines) == 1:
            from mptui.ui.app import run_app

            status = run_app(engines[0], store=open_store(), ascii_only=ascii_only, language=language)
        else:
            from mptui.ui.compare.app import compare

            titles = (trace.name, other.name if other is not None else "")
            status = compare(engines[0], engines[1], titles, open_store(), ascii_only=ascii_only)
    for session in sessions:
        if session.damage:
            click.echo(f"mptui: {session.damage}", err=True)
    sys.exit(status)


_TO = ("perfetto", "asciicast", "html", "svg", "text", "junit")


@click.command(name="export")
@TRACE
@click.option("--to", "kind", type=click.Choice(_TO), required=True, help="What to make of it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write; else to stdout.")
@click.option("--at", type=Seconds(min=0), metavar="SECONDS", help="svg, text: the moment to show; else the end.")
@click.option("--size", default="120x36", metavar="WxH", help="svg: columns and rows; default 120x36.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def export(trace: Path, kind: str, output: Path | None, at: float | None, size: str, force: bool) -> None:
    """Turn a trace into what other tools open: ui.perfetto.dev, asciinema, a browser, an editor, CI."""
    if at is not None and kind not in ("svg", "text"):
        raise UsageError(f"export: --at goes with svg and text; {kind} shows the whole run")
    with Trace(trace) as opened, _output(output, force) as file:
        if at is not None and at * NS < opened.begin:
            raise UsageError(f"--at {at:g}: the recording begins {opened.begin / NS:.1f} s after the program's start")
        for piece in _pieces(opened, kind, at, size):
            file.write(piece)
        if opened.damage:
            click.echo(f"mptui: {opened.damage}", err=True)


@contextlib.contextmanager
def _output(path: Path | None, force: bool) -> Iterator[IO[bytes]]:
    """What to write to. A file is there whole or not at all, so a failure does not leave half of one."""
    if path is None:
        yield sys.stdout.buffer
        return
    if not force and path.is_file() and path.stat().st_size:
        raise UsageError(f"{path} exists: give --force to write over it, or another -o")
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def _pieces(trace: Trace, kind: str, at: float | None, size: str) -> Iterator[bytes]:
    if kind == "svg":
        yield _picture(trace, at, size).encode()
    elif kind == "perfetto":
        yield from perfetto.export(trace)
    elif kind == "asciicast":
        yield from asciicast.export(trace)
    elif kind == "html":
        yield from html.export(trace)
    else:
        model, diagnosis, now = _run_at(trace, at)
        if kind == "junit":
            yield junit(model.state, status_of(model.state), diagnosis.all_findings, frozenset(GRADES))
        else:
            yield from (f"{line}\n".encode() for line in text.export(model.state, diagnosis.current, now))


def _run_at(trace: Trace, at: float | None) -> tuple[RunModel, Diagnosis, int]:
    """The run at a moment, in seconds, or at its end."""
    diagnosis = Diagnosis()
    model, last = RunModel(watcher=diagnosis), math.inf if at is None else at * NS
    now = None
    for event in trace:
        if max(event.t, model.state.now) > last:
            now = int(last)
            break
        model.apply(event)
    now = model.state.now if now is None else max(now, model.state.now)
    diagnosis.look(model.state, now, last=at is None)
    return model, diagnosis, now


def _picture(trace: Trace, at: float | None, size: str) -> str:
    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit() and 20 <= int(width) <= 500 and 8 <= int(height) <= 200):
        raise UsageError(f"--size {size}: give columns and rows, from 20x8 to 500x200, such as 120x36")
    session = ReplaySession(trace.path)
    try:
        session.start()
        session.play(on=False)
        session.seek(session.end if at is None else int(at * NS))
        from mptui.ui.picture import picture

        return picture(Engine(session, model=session.new_model(), transport=session), int(width), int(height))
    finally:
        session.close()


def status_of(state: RunState) -> int | None:
    """The exit status that mptui had at the end of the run; None if that is not in the trace."""
    if state.ending == "finding":
        return EXIT_FINDING
    if state.ending == "timeout":
        return EXIT_TIMEOUT
    return exit_status(state.exit_code) if state.exit_code is not None else None
