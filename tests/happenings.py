"""What a program did with an object, as lines of text, under every start method and several interpreters.

Process-1: write 1 | counter.value = 1
Process-1: get empty | box.get(timeout=0.01)
"""

import pytest

from interpreters import VERSIONS, interpreter, newest
from mptui import events as ev
from vocabulary import METHODS, bare, watch

SIDES = (*METHODS, VERSIONS[0], newest())
"""The start methods, and the oldest and the newest interpreter."""


def watch_side(program, side):
    """Run a program under a start method, or spawning under an interpreter; it ends and writes as without mptui."""
    options = {"start_method": side}
    if side in VERSIONS:
        options = {"start_method": "spawn", "python": interpreter(side)}
        if options["python"] is None:
            pytest.skip(f"no python{side} here")
    run = watch(program, **options)
    alone = bare(program, **{name: value for name, value in options.items() if name == "python"})
    assert (run.status, run.stdout, run.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert (alone.returncode, alone.stderr) == (0, b"")
    assert run.report["events"]["lost"] == 0
    assert not run.state.anomalies
    return run


def happened(run, name):
    """All operations on the one object of that name, in the order of their ends.

    Python 3.9 says that a `with` block is left at the line that ran last; here it is always the line of the `with`.
    """
    (created,) = (event for event in run.kinds(ev.ObjectCreated) if event.name == name)
    values = [
        event.value
        for every in run.events
        for event in ev.singles(every)
        if isinstance(event, ev.OpFinished | ev.OpDone) and event.object == created.object
    ]
    entered, rows = {}, []
    for (worker, op, outcome, line), value in zip(run.operations(name), values, strict=True):
        if op == "acquire":
            entered[worker] = line if line.startswith("with ") else ""
        shown = (entered.pop(worker, "") if op == "release" else "") or line
        rows.append(" ".join(filter(None, (f"{worker}:", op, "" if outcome == "ok" else outcome, value, "|", shown))))
    return rows


def table(text):
    """The lines of an expected table."""
    return [line.strip() for line in text.strip().splitlines()]
