"""The words in which tests speak of a run: watch a program, then say what happened, to whom, and before what.

run = watch("queue_rounds.py", "10", start_method="fork")
assert run.status == 0
assert run.object("queue")["max_depth"] <= 3
expect(run).worker("Process-1").releases("lock").before(expect(run).worker("Process-2").acquires("lock"))
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from mptui import events as ev
from mptui.findings.diagnosis import Diagnosis
from mptui.model.run_model import RunModel
from mptui.projections.report import build_report
from mptui.recording.trace import read_trace

PROGRAMS = Path(__file__).parent / "programs"
SOURCE = Path(__file__).parents[1] / "src"
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
METHODS = ("fork", "spawn", "forkserver")
FORK_FIRST = tuple(pytest.param(method, marks=pytest.mark.slow if method != "fork" else ()) for method in METHODS)
"""For tests that wait long for something that all start methods share: fork alone, unless the slow tests are run."""
TIMEOUT = 60
ENDS = (ev.OpFinished, ev.OpDone)


def environment(**more):
    """The environment of a subprocess: mptui from this checkout, and no buffering chosen behind our backs.

    Without PYTEST_CURRENT_TEST, which pytest takes out and puts in while tests run.
    """
    unwanted = ("PYTHONUNBUFFERED", "VIRTUAL_ENV", "PYTEST_CURRENT_TEST")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"PYTHONPATH": str(SOURCE)} | more


def program(name):
    """A path is taken as it is; a bare name is one of tests/programs."""
    return str(name if Path(name).is_absolute() else PROGRAMS / name)


def mptui(*args, **popen):
    """Run the mptui command and wait for its end: the CompletedProcess, with bytes for its output."""
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": TIMEOUT, "env": environment()}
    return subprocess.run([sys.executable, "-m", "mptui", *map(str, args)], check=False, **options | popen)


def start_mptui(*args, **popen):
    """Start the mptui command; the caller owns the Popen."""
    options = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": environment(),
    }
    return subprocess.Popen([sys.executable, "-m", "mptui", *map(str, args)], **options | popen)


def bare(name, *args, python=sys.executable, flags=(), **popen):
    """Run a program without mptui, as a yardstick."""
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": TIMEOUT, "env": environment()}
    return subprocess.run([python, *flags, program(name), *map(str, args)], check=False, **options | popen)


def flags_of(options):
    """`start_method="fork", lock=False` as command line options."""
    for name, value in options.items():
        flag = name.replace("_", "-")
        if isinstance(value, bool):
            yield f"--{'' if value else 'no-'}{flag}"
        else:
            yield f"--{flag}={value}"


def watch_with_chosen_python(name, *args, **options):
    """As `watch`, with the interpreter that PROGRAMS_PYTHON names, if it does."""
    chosen = os.environ.get("PROGRAMS_PYTHON")
    return watch(name, *args, **options, **({"python": chosen} if chosen else {}))


def watch(name, *args, module=False, popen=None, **options):
    """Run a program under `mptui run --headless` to its end, with a report and a trace. Returns a Run."""
    with tempfile.TemporaryDirectory() as folder:
        report, trace = Path(folder, "report.json"), Path(folder, "trace.jsonl")
        target = ["-m", name] if module else [program(name)]
        files = [f"--report={report}", f"--trace={trace}"]
        done = mptui("run", "--headless", *files, *flags_of(options), *target, *args, **popen or {})
        facts = json.loads(report.read_text()) if report.exists() and report.stat().st_size else None
        happened = list(read_trace(trace)) if facts is not None else []
    return Run(happened, done.returncode, done.stdout, done.stderr, facts)


def reported_anew(run):
    """The report on a run, made from its trace alone."""
    diagnosis = Diagnosis()
    model = RunModel(watcher=diagnosis)
    for event in run.events:
        model.apply(event)
    report = build_report(model.state, run.report["exit_code"], diagnosis.with_ends)
    return json.loads(msgspec.json.encode(report))


def apart(found):
    """The events, with fragments that were told of in a row as one event each."""
    return [
        single for event in found for single in (ev.singles(event) if isinstance(event, ev.OutputRun) else (event,))
    ]


@dataclass
class Run:
    """What happened: the events in order of arrival, and what came out of mptui."""

    events: list = field(default_factory=list)
    status: int | None = None
    stdout: bytes = b""
    stderr: bytes = b""
    report: dict | None = None

    @property
    def state(self):
        """The model's state after all events."""
        model = RunModel()
        state = model.state
        for event in self.events:
            model.apply(event)
        return state

    @property
    def lines(self):
        """What came out on stdout, as lines of text."""
        return self.stdout.decode().splitlines()

    def kinds(self, kind):
        """All events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def object(self, name):
        """The report's entry of the one object of that name."""
        return _only(entry for entry in self.report["objects"] if entry["name"] == name)

    def worker(self, name):
        """The report's entry of the one worker of that name."""
        return _only(entry for entry in self.report["workers"] if entry["name"] == name)

    @property
    def python(self):
        """The version that the program ran on."""
        return self.events[0].python

    def operations(self, name):
        """The operations on the one object of that name in the order of their ends: [(worker, op, outcome, line)].

        `line` is the text of the source line at which the worker stood.
        """
        created = _only(event for event in self.kinds(ev.ObjectCreated) if event.name == name)
        names = {
            event.worker: event.name for event in self.events if isinstance(event, ev.WorkerCreated | ev.WorkerNamed)
        }
        begun, found = {}, []
        for event in itertools.chain.from_iterable(map(ev.singles, self.events)):
            if getattr(event, "object", None) != created.object or isinstance(event, ev.ObjectCreated):
                continue
            if isinstance(event, ev.OpStarted):
                begun[event.worker, event.op] = event.where
            else:
                where = event.where if isinstance(event, ev.OpDone) else begun.pop((event.worker, event.op), "")
                found.append((names[event.worker], event.op, event.outcome, _source_line(where)))
        return found

    def flavors(self):
        """How many workers there were of each flavor."""
        names = [entry["flavor"] for entry in self.report["workers"]]
        return {flavor: names.count(flavor) for flavor in dict.fromkeys(names)}

    def written(self, stream="stdout", worker=None):
        """The fragments of a stream, in order, as bytes."""
        return [
            event.data for event in self.kinds(ev.Output) if event.stream == stream and worker in (None, event.worker)
        ]


def texts(run):
    """{worker: all that it wrote to stdout}."""
    found = {}
    for event in run.kinds(ev.Output):
        if event.stream == "stdout":
            found[event.worker] = found.get(event.worker, b"") + event.data
    return {worker: data.decode() for worker, data in found.items()}


def _source_line(where):
    file, _, line = where.rpartition(":")
    return Path(file).read_text().splitlines()[int(line) - 1].strip() if file else ""


def _only(found):
    found = list(found)
    assert len(found) == 1, found
    return found[0]


def expect(run):
    """Begin a statement about a run."""
    return Expectation(run)


@dataclass(frozen=True)
class Expectation:
    """Something that happened: narrowed down step by step, then placed before something else."""

    run: Run
    who: int | None = None
    found: tuple = ()

    def worker(self, name):
        """Speak of one worker."""
        number = _only(event.worker for event in self.run.kinds(ev.WorkerCreated) if event.name == name)
        return Expectation(self.run, number)

    def waits_for(self, name):
        """It began an operation on the object and had to wait."""
        return self._pick(name, ev.OpStarted, lambda _: True)

    def acquires(self, name):
        """It got the lock."""
        return self._pick(name, ENDS, lambda event: (event.op, event.outcome) == ("acquire", "ok"))

    def releases(self, name):
        """It gave the lock back."""
        return self._pick(name, ENDS, lambda event: (event.op, event.outcome) == ("release", "ok"))

    def puts_into(self, name):
        """Its item is in the queue."""
        return self._pick(name, ENDS, lambda event: (event.op, event.outcome) == ("put", "ok"))

    def gets_from(self, name):
        """It took an item out of the queue."""
        return self._pick(name, ENDS, lambda event: (event.op, event.outcome) == ("get", "ok"))

    def exits(self):
        """It ended."""
        return self._events(lambda event: isinstance(event, ev.WorkerExited) and event.worker == self.who)

    def joins(self, name):
        """It has waited for another worker's end."""
        target = expect(self.run).worker(name).who
        return self._events(
            lambda event: (
                isinstance(event, ENDS) and (event.worker, event.target, event.outcome) == (self.who, target, "ok")
            )
        )

    def _pick(self, name, kind, fits):
        number = _only(event.object for event in self.run.kinds(ev.ObjectCreated) if event.name == name)
        return self._events(
            lambda event: (
                isinstance(event, kind) and event.object == number and self.who in (None, event.worker) and fits(event)
            )
        )

    def _events(self, fits):
        found = tuple(place for place, event in enumerate(self.run.events) if fits(event))
        assert found, "it never happened"
        return Expectation(self.run, self.who, found)

    @property
    def times(self):
        """How often it happened."""
        return len(self.found)

    def before(self, other):
        """The first time that it happened comes before the first time that `other` did."""
        assert self.found[0] < other.found[0], (self.run.events[self.found[0]], self.run.events[other.found[0]])
        return self
