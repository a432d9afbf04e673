"""The event pipe: whole records, never a lock, an end that is seen."""

import os
import subprocess
import sys
import threading
import time

import pytest

from mptui.probe import wire
from mptui.runtime.event_queue import CAPACITIES, EventQueue


@pytest.fixture
def events():
    queue = EventQueue()
    yield queue
    queue.close()


def test_records_come_out_in_the_order_they_went_in(events):
    for number in range(100):
        events.put(b"%d;" % number)
    assert events.read_batch() == b"".join(b"%d;" % number for number in range(100))
    assert events.read_batch() == b""


def test_a_record_that_could_be_torn_is_refused(events):
    events.put(b"x" * wire.PIPE_BUF)
    with pytest.raises(ValueError, match="could be torn"):
        events.put(b"x" * (wire.PIPE_BUF + 1))
    assert len(events.read_batch()) == wire.PIPE_BUF


def test_the_pipe_is_as_large_as_the_system_allows(events):
    assert events.capacity in (0, *CAPACITIES)
    room = events.capacity or 4096
    os.set_blocking(events.write_end, False)
    assert sum(os.write(events.write_end, b"x" * 4096) for _ in range(room // 4096)) == room


def test_the_end_is_seen_once_every_writer_is_gone(events):
    other = os.dup(events.write_end)
    events.close_write_end()
    os.write(other, b"last")
    os.close(other)
    assert events.read_batch() == b"last"
    assert events.read_batch() is None


def test_writers_killed_at_any_moment_tear_nothing(events):
    record = b"<" + b"x" * 998 + b">"
    code = f"import os\nwhile True: os.write({events.write_end}, {record!r})"
    command = [sys.executable, "-c", code]
    writers = [subprocess.Popen(command, pass_fds=[events.write_end]) for _ in range(4)]
    data = b""
    while len(data) < 200_000:
        data += events.read_batch()
    for writer in writers:
        writer.kill()
        data += events.read_batch()
    for writer in writers:
        writer.wait(10)
    while batch := events.read_batch():
        data += batch
    assert data == record * (len(data) // len(record))


def test_a_burst_is_all_that_comes_without_a_pause(events):
    record = wire.FRAME.pack(wire.HEADER.size, wire.KICK + 100, 0, 1, 1, 1)
    writer = threading.Thread(target=lambda: [events.put(record) for _ in range(500)])
    writer.start()
    data = b""
    while len(data) < 500 * len(record):
        data += events.read_burst((), 5.0)
    writer.join()
    assert data == record * 500


def test_a_burst_ends_when_another_descriptor_has_something_to_say(events):
    other, told = os.pipe()
    over = threading.Event()
    record = wire.FRAME.pack(wire.HEADER.size, wire.KICK + 100, 0, 1, 1, 1)
    writer = threading.Thread(target=lambda: [events.put(record) for _ in iter(over.is_set, True)])
    writer.start()
    os.write(told, b"!")
    began = time.monotonic()
    data = events.read_burst((other,), 60.0)
    over.set()
    while writer.is_alive():
        events.read_batch()
    assert data
    assert time.monotonic() - began < 30
    os.close(other)
    os.close(told)
