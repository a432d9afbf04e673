"""What is encoded is decoded: on the wire and in the trace, for all events and payloads, however they are cut."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from strategies import ANY_EVENT

from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.probe import wire
from mptui.recording.codec import from_line, to_lines
from mptui.runtime.roster import Roster
from mptui.runtime.stream_decoder import StreamDecoder
from vocabulary import apart


@given(ANY_EVENT)
def test_a_trace_line_gives_its_event_back(event):
    lines = [msgspec.json.decode(msgspec.json.encode(line)) for line in to_lines(event)]
    assert len(lines) == ev.weight(event)
    if isinstance(event, ev.OpDone | ev.LockCycles):
        assert [line["kind"] for line in lines] == ["op_started", "op_finished"] * (len(lines) // 2)
    else:
        assert [from_line(line) for line in lines] == list(ev.singles(event))
        assert [from_line({**line, "of_tomorrow": [1]}) for line in lines] == list(ev.singles(event))


PAYLOADS = st.lists(st.tuples(st.integers(2, 4), st.binary(max_size=9000)), max_size=6)


def frames(writer, seq, payload):
    """One payload as the frames that carry it."""
    size = wire.PAYLOAD_MAX
    pieces = [payload[start : start + size] for start in range(0, len(payload), size)]
    for number, piece in enumerate(pieces, 1):
        flags = wire.MORE if number < len(pieces) else 0
        yield wire.FRAME.pack(wire.HEADER.size + len(piece), wire.OUTPUT, flags, writer, seq, seq) + piece


def pieces_of(data, pick):
    place = 0
    while place < len(data):
        size = pick.randint(1, 6000)
        yield data[place : place + size]
        place += size


@given(PAYLOADS, st.randoms(use_true_random=False))
def test_any_cutting_of_the_bytes_gives_the_same_events_and_the_same_state(payloads, pick):
    data = b"".join(frame for seq, (who, text) in enumerate(payloads) for frame in frames(who, seq, b"\0" + text))
    whole, cut = StreamDecoder(0, Roster(True)), StreamDecoder(0, Roster(True))
    expected = whole.feed(data)
    batches = [cut.feed(piece) for piece in pieces_of(data, pick)]
    assert apart(event for batch in batches for event in batch) == apart(expected)
    assert [event.data for event in apart(expected) if isinstance(event, ev.Output)] == [text for _, text in payloads]
    one, two = RunModel(), RunModel()
    for event in expected:
        one.apply(event)
    for batch in batches:
        for event in batch:
            two.apply(event)
    assert (one.state.workers, one.state.output.messages_of) == (
        two.state.workers,
        two.state.output.messages_of,
    )


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_arbitrary_bytes_never_raise(pieces):
    decoder, model = StreamDecoder(0, Roster(True)), RunModel()
    for piece in pieces:
        for event in decoder.feed(piece):
            model.apply(event)


RECORDS = st.builds(
    lambda kind, flags, writer, seq, payload: (
        wire.FRAME.pack(wire.HEADER.size + len(payload), kind, flags, writer, seq, 1) + payload
    ),
    st.integers(0, 20),
    st.integers(0, 3),
    st.integers(1, 4),
    st.integers(0, 6),
    st.binary(max_size=40),
)


@given(st.lists(RECORDS, max_size=40))
def test_hostile_records_never_raise_and_their_events_can_be_recorded(records):
    decoder, model = StreamDecoder(0, Roster(True)), RunModel()
    for event in decoder.feed(b"".join(records)):
        model.apply(event)
        for line in to_lines(event):
            assert from_line(msgspec.json.decode(msgspec.json.encode(line))) is not None
    for entry in list(decoder._roster.entries.values()):
        decoder.close_writers_of(entry, 9)
