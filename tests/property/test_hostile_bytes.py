"""Whatever a worker writes: no exception, nothing grows, and what sound workers wrote around it is read."""

import time

import pytest
from hostile_bytes import MUTANTS, SCRIBBLES, SLOTS, Memory, Reading
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mptui.runtime import journal_reader

FILLER = b"x" * 2000
"""Three of them are longer than any record: what a false length swallows ends within."""
GROUPS = st.lists(st.tuples(st.lists(MUTANTS, min_size=1, max_size=8), st.integers(0, 9000)), min_size=1, max_size=4)
NOISE = st.lists(MUTANTS | st.binary(max_size=60), max_size=8)
SCRIBBLINGS = st.lists(SCRIBBLES | SLOTS, min_size=1, max_size=12)


def feed_group(reading, mutants, cut, marker):
    """Records with something wrong, then sound ones; in two pieces."""
    data = b"".join(map(reading.mutated, mutants))
    data += b"".join(reading.sound(FILLER) for _ in range(3)) + reading.sound(marker)
    for piece in (data[:cut], data[cut:]):
        reading.take(reading.decoder.feed(piece, horizon=time.monotonic_ns()))
    reading.check_size()


def read_groups(groups):
    reading, markers = Reading(), []
    for number, (mutants, cut) in enumerate(groups):
        markers.append(f"whole {number}\n")
        feed_group(reading, mutants, cut, markers[-1].encode())
    reading.take(reading.decoder.feed(b"", at_end=True))
    for entry in list(reading.decoder._roster.entries.values()):
        reading.take(reading.decoder.close_writers_of(entry, 9))
    reading.look()
    assert [text for text in reading.outputs if text.startswith("whole")] == markers
    assert reading.decoder.rest == 0


def scribble_over(groups, monkeypatch):
    monkeypatch.setattr(journal_reader, "_GAP_TIMEOUT", 1_000_000)
    reading = Reading()
    memory = Memory(reading)
    try:
        for scribbles in groups:
            for scribble in scribbles:
                memory.scribble(scribble)
                memory.note_some(3)
            memory.take()
        before, deadline = memory.seen(), time.monotonic() + 10
        while time.monotonic() < deadline:
            memory.note_some(20)
            memory.take()
            if memory.reader._rings[memory.ring].taken >= memory.noted:
                break
        assert memory.reader._rings[memory.ring].taken == memory.noted
        assert memory.seen() >= min(before, 1)
        reading.look()
    finally:
        memory.close()


@settings(max_examples=120)
@given(GROUPS)
def test_what_sound_workers_wrote_around_odd_records_is_read(groups):
    read_groups(groups)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(SCRIBBLINGS, min_size=1, max_size=5))
def test_scribbles_over_the_shared_memory_stop_nothing(groups, monkeypatch):
    scribble_over(groups, monkeypatch)


@pytest.mark.slow
@settings(max_examples=6000)
@given(GROUPS)
def test_what_sound_workers_wrote_around_odd_records_is_read_at_length(groups):
    read_groups(groups)


@pytest.mark.slow
@settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(SCRIBBLINGS, min_size=1, max_size=8))
def test_scribbles_over_the_shared_memory_stop_nothing_at_length(groups, monkeypatch):
    scribble_over(groups, monkeypatch)
