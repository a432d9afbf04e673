"""Runs lessons through the command, and judges their traces as the screen does."""

import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from mptui import cli
from mptui.findings.diagnosis import Diagnosis
from mptui.labs.catalog import find_lesson, lesson_options, parse_settings
from mptui.labs.judge import Judge
from mptui.model.run_model import RunModel
from mptui.model.state import RunState
from mptui.recording.trace import read_trace

SOLUTIONS = Path(__file__).with_name("solutions")
METHODS = ("fork", "spawn", "forkserver")
LIMIT = 60
EACH, LOOK_EVERY = 3000, 100
"""So many events are looked at one by one, for a condition must not hold by accident in between; then every 100th."""


def solutions():
    """Of each lesson: how its experiments are done, and how another answer than the usual one comes out right."""
    found = {}
    for path in sorted(SOLUTIONS.glob("*.toml")):
        found.update(tomllib.loads(path.read_text()))
    return found


@dataclass
class Judged:
    """One run: its `judge`, its `state`, and what its last look found."""

    lesson: object
    judge: Judge
    state: RunState
    facts: object
    output: str
    code: int


def play(name, trace, args=(), language="en"):
    """Run a lesson headless with more options, and judge its trace."""
    lesson = find_lesson(name, language)
    command = [sys.executable, "-m", "mptui", "lab", name, "--headless", "--trace", str(trace), *args]
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, env=environ
    )
    output = done.stdout.decode(errors="replace")
    assert trace.exists(), output
    options = run_options(lesson, name, args)
    diagnosis = Diagnosis()
    judge = Judge(lesson, lambda: options, diagnosis)
    model = RunModel(counting=True, observed=judge.observed, watcher=diagnosis)
    state = model.state
    for number, event in enumerate(read_trace(trace)):
        model.apply(event)
        judge.take(event)
        if number < EACH or number % LOOK_EVERY == 0:
            judge.look(state)
    judge.look(state)
    return Judged(lesson, judge, state, judge.facts(state), output, done.returncode)


def run_options(lesson, name, args):
    """What the command line makes of `args`."""
    given = cli.open_lab.make_context("lab", [name, "--headless", *args]).params
    overrides = {key: given[key] for key in ("start_method", "lock", "maxsize", "buffering", "pace")}
    return lesson_options(lesson, parse_settings(given["settings"]), headless=True, **overrides)
