"""What a broken or hostile worker could send: sound records with bytes changed, and scribbles over shared memory."""

import itertools
import os
import struct
import time

import msgspec
from hypothesis import strategies as st

from mptui.model.run_model import RunModel
from mptui.probe import journal, wire
from mptui.probe.board import RINGS, SIZE, create_shared_file, map_shared
from mptui.projections.report import build_report
from mptui.projections.wording import reason_text
from mptui.recording.codec import from_line, to_lines
from mptui.runtime.control_board import ControlBoard
from mptui.runtime.journal_reader import JournalReader
from mptui.runtime.roster import Roster
from mptui.runtime.stream_decoder import StreamDecoder

MAIN, SOUND, ODD = wire.MAIN_WORKER, 0x123456789ABCDEF, 1 << 61
"""The workers: the main process, one that writes as it should, one that does not."""

TEMPLATES = [
    (wire.OUTPUT, b"\0some text\n"),
    (wire.OUTPUT, b"\1" + b"x" * 300),
    (wire.SITE, wire.SITE_HEAD.pack(5) + b"program.py:12"),
    (wire.WORKER_CREATED, wire.CREATED_HEAD.pack(ODD + 7, ODD, wire.PROCESS) + b"Process-7"),
    (wire.WORKER_CREATED, wire.CREATED_HEAD.pack(ODD + 8, ODD, wire.THREAD) + b"Thread-8"),
    (wire.WORKER_STARTED, wire.WORKER_HEAD.pack(ODD + 7, 2**22 + 9)),
    (wire.WORKER_STARTED, wire.WORKER_HEAD.pack(ODD + 8, 2**22 + 9)),
    (wire.WORKER_EXITING, wire.WORKER_HEAD.pack(ODD + 8, 0)),
    (wire.WORKER_REAPED, wire.WORKER_HEAD.pack(ODD + 7, -9)),
    (wire.CHILD_REAPED, wire.CHILD_HEAD.pack(2**22 + 9, 3)),
    (wire.OBJECT_CREATED, wire.OBJECT_HEAD.pack(91, 5, 3, 0, 1) + b"Queue\0multiprocessing\0queue"),
    (wire.OBJECT_CREATED, wire.OBJECT_HEAD.pack(92, 5, -1, 1, 1) + b"Semaphore\0threading\0"),
    (wire.SHAPE, wire.SHAPE_HEAD.pack(11, wire.STARTED, 0, 0, 0, 92, 5) + b"acquire"),
    (wire.SHAPE, wire.SHAPE_HEAD.pack(12, wire.FINISHED, 0, -1, 0, 92, 5) + b"acquire"),
    (wire.SHAPE, wire.SHAPE_HEAD.pack(13, wire.DONE, 0, 1, 0, 91, 5) + b"put"),
    (wire.SHAPE, wire.SHAPE_HEAD.pack(14, wire.STARTED, 0, 0, 1, 0, 5) + b"join"),
    (wire.OPERATION, wire.OPERATION_HEAD.pack(11, 0) + b"1.5"),
    (wire.OPERATION, wire.OPERATION_HEAD.pack(12, 0)),
    (wire.OPERATION, wire.OPERATION_HEAD.pack(13, 0) + b"'item'"),
    (wire.OPERATION, wire.OPERATION_HEAD.pack(14, 0) + wire.TARGET.pack(ODD + 7)),
    (wire.KICK, b""),
    (wire.RING_TAKEN, b""),
    (wire.WORKER_PAUSED, b"\1"),
    (wire.LAUNCHED, b"3.11.7\0fork"),
    (wire.PROBE_FAILED, b"it failed"),
    (wire.WRITER, wire.WRITER_HEAD.pack(ODD)),
    (wire.WORKER_NAMED, wire.NAMED_HEAD.pack(ODD) + b"another"),
    (wire.STRAY_BEFORE, wire.STRAY_HEAD.pack(0, 100)),
]
ODD_NUMBERS = st.sampled_from([0, 1, 2**31, 2**32 - 1, 2**56, 2**63, 2**64 - 1]) | st.integers(0, 2**64 - 1)
CHANGES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4)
TIMES = st.sampled_from(["now", "now", "now", "soon", "early"]) | ODD_NUMBERS
MUTANTS = st.tuples(
    st.integers(0, len(TEMPLATES) - 1),
    CHANGES,
    TIMES,
    st.sampled_from([None, None, 0, 5, 2**32 - 1]),
    st.integers(0, 3),
)
"""Which template, changed bytes, the time, the seq (None: the right one), and how often MORE or other flags are set."""


def frame(kind, payload, writer, seq, t=None, flags=0):
    """A frame as the probe writes it."""
    moment = time.monotonic_ns() if t is None else t
    return wire.FRAME.pack(wire.HEADER.size + len(payload), kind, flags, writer, seq & 0xFFFFFFFF, moment) + payload


class Reading:
    """mptui's side, from the bytes to the report: whatever comes in must come through."""

    def __init__(self):
        self.origin = time.monotonic_ns() - 1_000_000
        self.decoder = StreamDecoder(self.origin, Roster(True))
        self.model = RunModel(counting=True, history=True)
        self.state = self.model.state
        self.sequence, self.odd_sequence = itertools.count(1), itertools.count(1)
        self.outputs = []
        created = [(MAIN, 0, wire.MAIN, b"MainProcess"), (SOUND, MAIN, 1, b"sound"), (ODD, MAIN, 1, b"odd")]
        for number, (worker, parent, flavor, name) in enumerate(created, 1):
            head = wire.CREATED_HEAD.pack(worker, parent, flavor)
            self.take(self.decoder.feed(frame(wire.WORKER_CREATED, head + name, MAIN, number)))

    def take(self, found):
        """What every front end and every sink does with events."""
        for event in found:
            self.model.apply(event)
            for line in to_lines(event):
                assert from_line(msgspec.json.decode(msgspec.json.encode(line))) is not None
                if line["kind"] == "output":
                    self.outputs.append(line["text"])

    def mutated(self, mutant):
        """The bytes of a record with something wrong."""
        template, changes, t, seq, flags = mutant
        kind, payload = TEMPLATES[template]
        now = time.monotonic_ns()
        moment = {"now": now, "soon": now + 50_000_000, "early": self.origin - 5}.get(t, t)
        number = next(self.odd_sequence) if seq is None else seq
        data = bytearray(frame(kind, payload, ODD, number, moment, flags if flags < 3 else 0))
        for place, byte in changes:
            data[place % len(data)] = byte
        return bytes(data)

    def sound(self, text):
        """A record that is as it should be."""
        return frame(wire.OUTPUT, b"\0" + text, SOUND, next(self.sequence))

    def check_size(self):
        """Nothing that waits has grown without bound."""
        writers = self.decoder._writers
        assert self.decoder.rest <= 1 << 20
        assert writers._held <= 1 << 26
        assert len(self.state.anomalies) <= 100

    def look(self):
        """What is said of it all."""
        msgspec.json.encode(build_report(self.state, 0))
        for worker in self.state.workers.values():
            reason_text(self.state, worker)


SLOT_TIMES = st.sampled_from(["now", "now", "soon", "early"]) | ODD_NUMBERS
SCRIBBLES = st.tuples(st.sampled_from(["board", "ring", "taken"]), st.integers(0, 2**18 - 8), ODD_NUMBERS)
"""Eight bytes written to the board, or to a ring of another thread."""
SLOTS = st.tuples(st.just("slot"), SLOT_TIMES, st.integers(9, 16) | ODD_NUMBERS, ODD_NUMBERS)
"""A slot with the right number: t, shape, t of the start with the length of the value."""


class Memory:
    """Board and journal, a thread that notes as it should, and one that writes anything anywhere."""

    def __init__(self, reading):
        self.reading = reading
        descriptor, self.journal = create_shared_file(SIZE), create_shared_file(journal.JOURNAL_SIZE)
        self.board = ControlBoard(descriptor)
        self.board.set_flag(1, True)
        decoder = reading.decoder
        self.reader = JournalReader(
            self.journal, self.board, decoder.has_ended, reading.origin, decoder.refuse_notes, decoder.lose_notes
        )
        head = wire.SHAPE_HEAD.pack(21, wire.DONE, 0, 0, 0, 0, 0)
        told = frame(wire.SHAPE, head + b"sound", MAIN, 4)
        for number, (kind, payload) in enumerate(TEMPLATES, 1):
            told += frame(kind, payload, ODD, number) if kind in (wire.SHAPE, wire.OBJECT_CREATED) else b""
        reading.take(decoder.feed(told))
        self.ring, self.odd_ring = self.board.claim_ring(SOUND), self.board.claim_ring(ODD)
        self.memory = map_shared(self.journal, journal.RING_SIZE, self.ring * journal.RING_SIZE)
        self.odd_memory = map_shared(self.journal, journal.RING_SIZE, self.odd_ring * journal.RING_SIZE)
        self.note = journal._ring_noter(self.memory)
        self.odd_number = itertools.count(1)
        self.noted = 0
        self.take()

    def scribble(self, what):
        """Write as `what` says."""
        if what[0] == "slot":
            _, t, shape, started = what
            now = time.monotonic_ns()
            moment = {"now": now, "soon": now + 50_000_000, "early": self.reading.origin - 5}.get(t, t)
            number = next(self.odd_number)
            place = journal.FIRST_SLOT + (number - 1) % journal.SLOTS * journal.SLOT_SIZE
            journal.SLOT.pack_into(self.odd_memory, place, moment, shape, started, number)
            return
        region, place, value = what
        if region == "board":
            struct.pack_into("<Q", self.board.memory, place % (SIZE - 8), value)
        else:
            struct.pack_into("<Q", self.memory, place if region == "ring" else 0, value)

    def note_some(self, count):
        """The sound thread does something."""
        for _ in range(count):
            self.note(21)
            self.noted += 1

    def take(self):
        """mptui looks."""
        self.board.restore()
        horizon = time.monotonic_ns()
        notes = self.reader.take(horizon)
        self.reading.take(self.reading.decoder.feed(b"", notes, horizon))
        assert len(self.reader.held) <= RINGS * journal.SLOTS
        assert self.board.flags & 1

    def seen(self):
        """How many operations of the sound thread mptui has seen."""
        return sum(op.op == "sound" for op in self.reading.state.operations)

    def close(self):
        self.reader.close()
        self.memory.close()
        self.odd_memory.close()
        self.board.close()
        os.close(self.journal)
