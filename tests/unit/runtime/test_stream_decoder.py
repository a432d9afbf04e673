"""Bytes as the probe writes them become events; whatever else arrives is counted, never raised."""

import random
import time

import pytest
from records import MAIN, decoder, fields_of, frame

from mptui import events as ev
from mptui.probe import wire
from mptui.runtime.roster import MOST_UNANNOUNCED
from vocabulary import apart


def everything(probe):
    """One record of each kind that makes events, as one stream of bytes."""
    return b"".join(
        (
            probe.created(MAIN, 0, wire.MAIN, "MainProcess"),
            probe.worker(wire.WORKER_STARTED, MAIN, 100),
            probe.created(77, MAIN, wire.PROCESS, "Process-1"),
            probe.worker(wire.WORKER_STARTED, 77, 101),
            probe.site(5, "program.py:12"),
            probe.object(9, site=5),
            probe.output(b"hello \xff\n"),
            probe.output(b"x" * 10_000, wire.STDERR),
            probe.done("put", 9, site=5, value=b"'one'", delta=1),
            probe.started("get", 9, 5),
            probe.finished("get", 9, delta=-1),
            probe.started("join", 77, of_worker=True),
            probe.finished("join", 77, of_worker=True),
            probe.emit(wire.WORKER_NAMED, wire.NAMED_HEAD.pack(77) + b"Pool-1"),
            probe.worker(wire.WORKER_REAPED, 77, -9),
            probe.emit(wire.WORKER_PAUSED, b"\1"),
            probe.emit(wire.PROBE_FAILED, "broken ä".encode()),
        )
    )


EXPECTED = [
    ev.WorkerCreated(0, 1, 1, "MainProcess", "main", None),
    ev.WorkerStarted(0, 1, 2, 100),
    ev.WorkerCreated(0, 2, 1, "Process-1", "process", 1),
    ev.WorkerStarted(0, 2, 2, 101),
    ev.ObjectCreated(0, 1, 3, 1, "Queue", "queue", "program.py:12", 3),
    ev.Output(0, 1, 4, "stdout", b"hello \xff\n"),
    ev.Output(0, 1, 5, "stderr", b"x" * 10_000, 2),
    ev.OpDone(0, 1, 7, "put", 1, "program.py:12", "ok", "'one'", 1),
    ev.OpStarted(0, 1, 8, "get", 1, "program.py:12"),
    ev.OpFinished(0, 1, 9, "get", 1, "ok", None, 0),
    ev.OpStarted(0, 1, 10, "join", None, "", 2),
    ev.OpFinished(0, 1, 11, "join", None, "ok", None, None, 2),
    ev.WorkerNamed(0, 2, 3, "Pool-1"),
    ev.WorkerExited(0, 2, 4, -9),
    ev.WorkerReaped(0, 2, 5, -9),
    ev.WorkerPaused(0, 1, 12, True),
    ev.ProbeFailed(0, 1, 13, "broken ä"),
]


def check(found):
    assert [(type(event), fields_of(event)) for event in found] == [
        (type(event), fields_of(event)) for event in EXPECTED
    ]


def test_every_kind_of_record_becomes_its_event(probe):
    reader = decoder()
    found = reader.feed(everything(probe))
    check(found)
    assert reader.lost == 0
    times = [event.t for event in found]
    assert times == sorted(times)
    assert times[0] > 0


def test_a_record_may_be_cut_at_any_byte(probe):
    data = everything(probe)
    for cut in [*range(1, 400), *range(400, len(data), 97)]:
        reader = decoder()
        check(reader.feed(data[:cut]) + reader.feed(data[cut:]))


def test_records_may_arrive_a_byte_at_a_time(probe):
    reader = decoder()
    data = everything(probe)
    check([event for place in range(len(data)) for event in reader.feed(data[place : place + 1])])


@pytest.mark.parametrize("size", [0, 1, wire.PAYLOAD_MAX - 1, wire.PAYLOAD_MAX, wire.PAYLOAD_MAX + 1, 65_536])
def test_a_payload_of_any_size_arrives_whole_and_in_frames_that_cannot_be_torn(probe, size):
    data = random.Random(size).randbytes(size)
    raw = probe.output(data)
    place = 0
    while place < len(raw):
        length = wire.LENGTH.unpack_from(raw, place)[0] + wire.LENGTH.size
        assert length <= wire.PIPE_BUF
        place += length
    assert place == len(raw)
    reader = decoder()
    assert [event.data for event in reader.feed(raw)] == [data]
    assert reader.lost == 0


def test_pieces_of_two_writers_may_mix(probe):
    one, two = b"1" * 9000, b"2" * 9000
    pieces = []
    for worker, data in ((MAIN, one), (77, two)):
        probe.become(worker)
        raw = probe.output(data)
        pieces.append([raw[start : start + wire.PIPE_BUF] for start in range(0, len(raw), wire.PIPE_BUF)])
    mixed = b"".join(piece for pair in zip(*pieces, strict=True) for piece in pair)
    assert [event.data for event in decoder().feed(mixed)] == [one, two]


def test_a_record_written_in_the_middle_of_a_long_one_keeps_both_whole(probe):
    """A signal handler may write between two pieces of what it interrupted."""
    payload = b"\0" + b"a" * 9000
    first, middle, last = payload[:4000], payload[4000:8000], payload[8000:]
    data = b"".join(
        (
            frame(wire.OUTPUT, first, seq=1, flags=wire.MORE),
            frame(wire.OUTPUT, b"\0handler\n", seq=2),
            frame(wire.OUTPUT, middle, seq=1, flags=wire.MORE),
            frame(wire.OUTPUT, last, seq=1),
            frame(wire.OUTPUT, b"\0after\n", seq=3),
        )
    )
    reader = decoder()
    found = reader.feed(data)
    assert [event.data for event in found] == [b"handler\n", payload[1:], b"after\n"]
    assert reader.lost == 0


def test_a_gap_is_a_loss_and_a_late_record_takes_it_back():
    reader = decoder()
    found = reader.feed(b"".join(frame(wire.OUTPUT, b"\0x", seq=seq) for seq in (1, 2, 5, 9)))
    assert [event.count for event in found if isinstance(event, ev.EventsLost)] == [2, 3]
    assert reader.lost == 5
    found = reader.feed(frame(wire.OUTPUT, b"\0late", seq=3))
    assert reader.lost == 4
    assert [event.count for event in found if isinstance(event, ev.EventsLost)] == [-1]
    assert [event.data for event in found if isinstance(event, ev.Output)] == [b"late"]
    assert reader.feed(frame(wire.OUTPUT, b"\0y", seq=10))[0].data == b"y"
    assert reader.lost == 4


def test_what_a_killed_worker_had_written_of_a_long_payload_counts():
    reader = decoder()
    entry = reader._roster.entry(MAIN)
    assert reader.feed(frame(wire.OUTPUT, b"\0half", seq=1, flags=wire.MORE)) == []
    assert [event.data for event in reader.close_writers_of(entry, 5)] == [b"half"]
    assert reader.close_writers_of(entry, 5) == []


def test_an_unfinished_payload_that_is_no_output_is_a_loss_when_its_worker_ends():
    reader = decoder()
    entry = reader._roster.entry(MAIN)
    reader.feed(frame(wire.WORKER_CREATED, b"\xff" * 4000, seq=1, flags=wire.MORE))
    found = reader.close_writers_of(entry, 5)
    assert not [event for event in found if isinstance(event, ev.Output)]
    assert reader.lost == 1


HOSTILE = {
    "no stream": frame(wire.OUTPUT, b"", seq=1),
    "unknown stream": frame(wire.OUTPUT, b"\x09text", seq=1),
    "short": frame(wire.OPERATION, b"\1", seq=1),
    "unknown shape": frame(wire.OPERATION, wire.OPERATION_HEAD.pack(77, 0), seq=1),
    "unknown part": frame(wire.SHAPE, wire.SHAPE_HEAD.pack(1, 200, 0, 0, 0, 0, 0) + b"put", seq=1),
    "unknown outcome": frame(wire.SHAPE, wire.SHAPE_HEAD.pack(1, 0, 200, 0, 0, 0, 0) + b"put", seq=1),
    "unknown flavor": frame(wire.WORKER_CREATED, wire.CREATED_HEAD.pack(1, 0, 200), seq=1),
    "no names": frame(wire.OBJECT_CREATED, wire.OBJECT_HEAD.pack(1, 0, 0, 0, 1) + b"Lock", seq=1),
    "launched nothing": frame(wire.LAUNCHED, b"", seq=1),
    "paused nothing": frame(wire.WORKER_PAUSED, b"", seq=1),
    "bad writer": frame(wire.WRITER, b"\1\2", seq=1),
    "site": frame(wire.SITE, b"\1", seq=1),
    "a process id below zero": frame(wire.WORKER_STARTED, wire.WORKER_HEAD.pack(MAIN, -1), seq=1),
    "another main process": frame(wire.WORKER_CREATED, wire.CREATED_HEAD.pack(99, MAIN, wire.MAIN), seq=1),
    "an operation before the run": frame(wire.OPERATION, wire.OPERATION_HEAD.pack(3, 2**60), seq=1),
    "surrogates": frame(wire.WORKER_CREATED, wire.CREATED_HEAD.pack(1, 0, 1) + b"\xed\xa0\x80\xff", seq=1),
    "a time beyond all": frame(wire.OUTPUT, b"\0x", t=2**64 - 1, seq=1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_record_that_makes_no_sense_is_told_of_its_worker_and_what_follows_is_read(name):
    reader = decoder()
    reader.feed(frame(wire.OUTPUT, b"\0first\n"))
    found = apart(reader.feed(HOSTILE[name] + frame(wire.OUTPUT, b"\0fine\n", seq=2)))
    assert [event.data for event in found if isinstance(event, ev.Output)] == [b"fine\n"]
    refused = [event for event in found if isinstance(event, ev.BadRecord)]
    sound = name in ("surrogates", "bad writer")
    assert [(event.worker, event.count) for event in refused] == ([] if sound else [(1, 1)])
    assert reader.lost == int(not sound)


def test_a_record_of_a_far_time_does_not_stand_in_the_way_and_is_not_believed():
    reader, now = decoder(), time.monotonic_ns()
    odd = [frame(wire.OUTPUT, b"\0odd\n", writer=77, t=t) for t in (now + 10**18, now + 5 * 10**9, 2**64 - 1)]
    found = apart(reader.feed(frame(wire.OUTPUT, b"\0one\n", t=now) + b"".join(odd), horizon=now + 1))
    found += apart(reader.feed(frame(wire.OUTPUT, b"\0two\n", seq=1, t=now), horizon=now + 1))
    assert [event.data for event in found if isinstance(event, ev.Output)] == [b"one\n", b"two\n"]
    assert [(event.worker, event.count) for event in found if isinstance(event, ev.BadRecord)] == [(ev.PROGRAM, 3)]
    assert not reader.held_back


def test_a_record_that_is_never_finished_does_not_hold_others_back_for_ever(monkeypatch):
    reader, whole = decoder(), frame(wire.OUTPUT, b"\0whole\n", seq=1)
    assert reader.feed(frame(wire.OUTPUT, b"\0" + b"x" * 3000)[:50] + whole) == []
    reader._stalled -= 2 * 10**9
    found = reader.feed(b"")
    assert [event.data for event in found if isinstance(event, ev.Output)] == [b"whole\n"]
    assert [event.count for event in found if isinstance(event, ev.BadRecord)] == [1]


def test_at_the_end_what_is_unfinished_is_said_and_what_stands_behind_it_read():
    reader, whole = decoder(), frame(wire.OUTPUT, b"\0whole\n", seq=1)
    found = reader.feed(frame(wire.OUTPUT, b"\0" + b"x" * 3000)[:50] + whole + b"ab", at_end=True)
    assert [event.data for event in found if isinstance(event, ev.Output)] == [b"whole\n"]
    assert [event.text for event in found if isinstance(event, ev.BadRecord)] == [
        "a record that was never finished",
        "bytes that are no record",
    ]
    assert reader.rest == 0


def test_a_count_of_records_may_pass_its_32_bits():
    reader = decoder()
    seqs = (2**32 - 2, 2**32 - 1, 0, 1, 2)
    found = apart(reader.feed(b"".join(frame(wire.OUTPUT, b"\0x", seq=seq) for seq in seqs)))
    assert [type(event) for event in found] == [ev.Output] * 5
    assert reader.lost == 0


@pytest.mark.parametrize("seq", [0, 1, 2**31, 2**30])
def test_a_number_that_no_loss_explains_counts_nothing_as_lost(seq):
    reader = decoder()
    found = apart(reader.feed(b"".join(frame(wire.OUTPUT, b"\0x", seq=number) for number in (1, seq, 2, 3))))
    assert [event.data for event in found if isinstance(event, ev.Output)] == [b"x"] * 4
    assert not [event for event in found if isinstance(event, ev.EventsLost)]
    assert [(event.worker, event.count) for event in found if isinstance(event, ev.BadRecord)] == [(1, 0)]
    assert reader.lost == 0


def test_pieces_without_an_end_do_not_fill_the_memory():
    reader, told = decoder(), 0
    piece = b"\0" + b"x" * 4000
    for number in range(17_500):
        writer = 100 + number // 100
        for event in reader.feed(frame(wire.OUTPUT, piece, writer, number % 100, flags=wire.MORE)):
            told += isinstance(event, ev.BadRecord)
    held = sum(len(joined) for w in reader._writers.by_id.values() for _, joined in w.partials.values())
    assert held == reader._writers._held <= 1 << 26
    assert told


def test_workers_that_nobody_announced_are_few():
    reader = decoder()
    for number in range(5000):
        reader.feed(frame(wire.OUTPUT, b"\0x", writer=1000 + number))
    assert len(reader._roster.entries) == MOST_UNANNOUNCED
    assert reader.lost == 5000 - MOST_UNANNOUNCED


def test_unknown_kinds_are_left_out_without_a_word():
    reader = decoder()
    assert reader.feed(frame(200, b"of tomorrow")) == []
    assert reader.lost == 0


def test_a_length_that_cannot_be_does_not_stop_the_reading_for_ever():
    reader = decoder()
    reader.feed(wire.LENGTH.pack(2**32 - 1) + b"garbage" * 10)
    for seq in range(100):
        reader.feed(frame(wire.OUTPUT, b"\0" + b"x" * 4000, seq=seq))
    assert len(reader._rest) < 1 << 20
    assert reader.lost > 0


@pytest.mark.parametrize("seed", range(20))
def test_noise_never_raises_and_never_fills_the_memory(seed):
    pick, reader = random.Random(seed), decoder()
    for _ in range(200):
        reader.feed(pick.randbytes(pick.randrange(400)))
    for _ in range(200):
        kind, flags = pick.randrange(20), pick.randrange(3)
        reader.feed(frame(kind, pick.randbytes(pick.randrange(60)), pick.randrange(4), pick.randrange(9), 1, flags))
    assert len(reader._rest) < 1 << 20


def test_objects_without_a_name_are_numbered_by_their_type(probe):
    raw = b"".join(probe.object(number, kind, "") for number, kind in enumerate(("Lock", "Queue", "Lock"), 1))
    assert [event.name for event in decoder().feed(raw)] == ["Lock-1", "Queue-1", "Lock-2"]


def test_the_depth_counts_what_is_in_the_queue_and_not_what_failed(probe):
    raw = probe.object(9) + b"".join(
        (
            probe.done("put", 9, delta=1),
            probe.done("put", 9, delta=1),
            probe.finished("put", 9, wire.FULL),
            probe.finished("get", 9, delta=-1),
            probe.finished("get", 9, wire.EMPTY),
        )
    )
    finished = [event for event in decoder().feed(raw) if isinstance(event, ev.OpFinished | ev.OpDone)]
    assert [event.depth for event in finished] == [1, 2, None, 1, None]


def test_the_depth_of_a_semaphore_begins_with_its_value_and_that_of_an_event_is_0_or_1(probe):
    raw = probe.object(9, "Semaphore", depth=2) + probe.object(8, "Event")
    raw += probe.done("acquire", 9, delta=-1) + probe.done("release", 9, delta=1)
    raw += probe.done("set", 8) + probe.done("set", 8) + probe.done("clear", 8)
    found = decoder().feed(raw)
    assert [event.depth for event in found if isinstance(event, ev.OpDone)] == [1, 2, 1, 1, 0]


def notes_of(shapes, first_t=100, writer=MAIN):
    return [(first_t + place, writer, shape, 0, b"") for place, shape in enumerate(shapes)]


def locks(probe):
    """A lock, and the shapes of its acquire and its release at once."""
    taken, told_taken = probe.shape(wire.DONE, "acquire", 9)
    released, told_released = probe.shape(wire.DONE, "release", 9)
    return taken, released, probe.object(9, "Lock") + told_taken + told_released


def test_a_lock_taken_again_and_again_is_one_event_that_stands_for_all(probe):
    taken, released, told = locks(probe)
    reader = decoder()
    reader.feed(told)
    (holds,) = reader.feed(b"", notes_of([taken, released] * 50), 10_000)
    assert holds.times == tuple(range(100, 200))
    singles = list(ev.singles(holds))
    assert [single.op for single in singles] == ["acquire", "release"] * 50
    assert [single.t for single in singles] == list(range(100, 200))
    seqs = [single.seq for single in singles]
    assert seqs == list(range(seqs[0], seqs[0] + 200, 2))
    assert seqs[-1] == holds.seq
    assert ev.weight(holds) == 200


def test_what_another_does_in_between_stays_in_between(probe):
    taken, released, told = locks(probe)
    reader = decoder()
    reader.feed(told + probe.created(77))
    others = notes_of([taken, released], 108, 77)
    notes = notes_of([taken, released] * 4) + others + notes_of([taken, released] * 4, 110)
    output = frame(wire.OUTPUT, b"\0inside", t=114, seq=9)
    found = reader.feed(output, notes, 10_000)
    order = [(type(event).__name__, event.worker, event.t) for event in found if not isinstance(event, ev.EventsLost)]
    assert order == [
        ("LockCycles", 1, 107),
        ("OpDone", 2, 108),
        ("OpDone", 2, 109),
        ("LockCycles", 1, 113),
        ("OpDone", 1, 114),
        ("Output", 1, 114),
        ("OpDone", 1, 115),
        ("OpDone", 1, 116),
        ("OpDone", 1, 117),
    ]
