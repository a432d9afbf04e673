"""What the command line does with a recorded trace: report, replay, export."""

import sys
from pathlib import Path
from typing import Any

import click

from mptui.command_options import ascii_option, check_terminal, language_option, result_options, writes_utf8
from mptui.engine import Engine
from mptui.errors import EXIT_FINDING, EXIT_TIMEOUT, exit_status
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.model.state import RunState
from mptui.projections.finding_text import failing, finding_lines
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
    for line in finding_lines(diagnosis.all_findings) or ["nothing is known to be wrong with this run"]:
        click.echo(line)
    sys.exit(EXIT_FINDING if failed else 0)


@click.command(name="replay")
@TRACE
@ascii_option
@language_option
def replay(trace: Path, ascii_only: bool, language: str) -> None:
    """Show a recorded run on the same screen, with a time slider: play it, stop it, go back in it."""
    check_terminal("mptui report tells of a recorded run in words")
    session = ReplaySession(trace)
    try:
        session.start()
        engine = Engine(session, model=session.new_model(), transport=session)
        from mptui.ui.app import run_app

        status = run_app(engine, store=open_store(), ascii_only=ascii_only or not writes_utf8(), language=language)
    finally:
        session.close()
    if session.damage:
        click.echo(f"mptui: {session.damage}", err=True)
    sys.exit(status)


def status_of(state: RunState) -> int:
    """The exit status that mptui had at the end of the run."""
    if state.ending == "finding":
        return EXIT_FINDING
    if state.ending == "timeout":
        return EXIT_TIMEOUT
    return exit_status(state.exit_code) if state.exit_code is not None else 1
