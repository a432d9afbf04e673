"""The decoder folds away what is old: nobody who reads its events can tell."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from records import MAIN, Wire, decoder

from mptui import events as ev
from mptui.probe import wire
from mptui.runtime import object_table, roster, writers

LOCK = ("Lock", "threading", 0)
KINDS = [
    LOCK,
    ("Queue", "queue", 0),
    ("Semaphore", "multiprocessing", 2),
    ("SimpleQueue", "queue", 0),
]
MAKE = st.tuples(st.just("make"), st.sampled_from(KINDS), st.sampled_from(["", "made", "other"]))
USE = st.tuples(
    st.just("use"), st.integers(0, 30), st.sampled_from([("acquire", 0), ("put", 1), ("release", 0), ("get", -1)])
)
BEGIN = st.tuples(st.just("begin"), st.sampled_from([wire.PROCESS, wire.THREAD]), st.booleans())
END = st.tuples(st.just("end"), st.integers(0, 30))
SPEAK = st.tuples(st.just("speak"), st.integers(0, 30))
LATE = st.tuples(st.just("late"), st.integers(0, 30))


class Program:
    """Writes what a program would that does `steps`, each by whichever of its workers is next."""

    def __init__(self, probe):
        self.probe = probe
        self.objects, self.living, self.ended = [], [MAIN], []
        self.records = [
            probe.created(MAIN, flavor=wire.MAIN, name="MainProcess"),
            probe.worker(wire.WORKER_STARTED, MAIN, 10),
        ]

    def do(self, steps):
        for place, (step, *details) in enumerate(steps):
            self.probe.become(self.living[place % len(self.living)])
            getattr(self, step)(*details)

    def written(self):
        counts = Counter()
        return [in_sequence(record, counts) for record in self.records]

    def make(self, kind, name):
        self.objects.append(self.probe.emitter.new_id())
        self.records.append(self.probe.object(self.objects[-1], kind[0], name, maxsize=kind[2], module=kind[1]))

    def use(self, which, how):
        if self.objects:
            self.records.append(self.probe.done(how[0], self.objects[which % len(self.objects)], delta=how[1]))

    def begin(self, flavor, speaks):
        worker = self.probe.emitter.new_id()
        pid = 10 if flavor == wire.THREAD else 100 + len(self.living) + len(self.ended)
        self.living.append(worker)
        self.records.append(self.probe.created(worker, MAIN, flavor, f"w-{worker}"))
        self.records.append(self.probe.worker(wire.WORKER_STARTED, worker, pid))
        if speaks:
            self.speak(len(self.living) - 1)

    def end(self, which):
        worker = self.living[which % len(self.living)]
        if worker != MAIN:
            self.living.remove(worker)
            self.ended.append(worker)
            self.records.append(self.probe.worker(wire.WORKER_EXITING, worker, 0))
            self.records.append(self.probe.worker(wire.WORKER_REAPED, worker, 0))

    def speak(self, which):
        self.probe.become(self.living[which % len(self.living)])
        self.records.append(self.probe.output(b"a line\n"))

    def late(self, which):
        """A record of a worker that has ended was on the way for long."""
        if self.ended:
            self.probe.become(self.ended[which % len(self.ended)])
            self.records.append(self.probe.output(b"late\n"))


def in_sequence(record, counts):
    """The frames of a record with the numbers that their writers would give them: a test's emitter begins at 0 anew."""
    out, place = b"", 0
    while place < len(record):
        length, kind, flags, writer, _, t = wire.FRAME.unpack_from(record, place)
        following = place + wire.LENGTH.size + length
        out += wire.FRAME.pack(length, kind, flags, writer, counts[writer], t)
        out += record[place + wire.FRAME.size : following]
        counts[writer] += 1
        place = following
    return out


def decoded(records, keep=1000):
    """The events, and the decoder, which keeps `keep` objects, ended workers and their threads as they were."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(object_table, "MOST_OBJECTS", keep)
        patch.setattr(roster, "MOST_ENDED", keep)
        patch.setattr(writers, "MOST_WRITERS", keep)
        reader = decoder()
        return [event for record in records for event in reader.feed(record)], reader


@given(st.lists(st.one_of(MAKE, USE, BEGIN, END, SPEAK, LATE), min_size=40, max_size=80))
def test_what_was_folded_away_comes_back_as_it_was(steps):
    probe = Wire()
    try:
        program = Program(probe)
        program.do(steps)
        records = program.written()
    finally:
        probe.close()
    plain, _ = decoded(records)
    folded, _ = decoded(records, keep=2)
    copies = {event.object for event in plain if isinstance(event, ev.ObjectCreated) and event.copy_of}
    assert len(folded) == len(plain)
    for found, expected in zip(folded, plain, strict=True):
        if getattr(expected, "object", None) not in copies:
            assert found == expected
        else:
            assert_says_no_more(found, expected)


def assert_says_no_more(found, expected):
    """Of a copy: what is in it may be unknown, and one of an object without a name is called by its type."""
    changes = {} if found.depth else {"depth": expected.depth}
    if isinstance(expected, ev.ObjectCreated):
        assert found.name in (expected.name, expected.name.replace(expected.name.split(" ")[0], expected.type))
        changes.update(name=expected.name, counted=expected.counted or found.counted)
    assert structs.replace(found, **changes) == expected


def test_locks_threads_and_processes_that_come_and_go_leave_next_to_nothing(probe):
    program = Program(probe)
    for _ in range(300):
        program.do([("make", LOCK, ""), ("use", -1, ("acquire", 0)), ("use", -1, ("release", 0))])
        program.do([("begin", wire.THREAD, True), ("begin", wire.PROCESS, True), ("use", -1, ("acquire", 0))])
        program.end(1)
        program.end(1)
    _, reader = decoded(program.written(), keep=50)
    entries = reader._roster.entries
    assert len(entries) <= 76
    assert len(reader._writers.by_id) <= 76
    assert len(reader.records.objects.objects()) <= 76
    assert len(reader.records.copies.all()) <= 76
