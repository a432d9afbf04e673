"""The trace file: what is written is read back; what is not understood is left alone; what is broken is named."""

import gzip
import json
import time

import pytest

from mptui import events as ev
from mptui.errors import TraceError, UsageError
from mptui.recording.trace import read_trace
from mptui.recording.writer import TraceWriter, numbered

START = ev.RunStarted(0, 0, 1, "program.py", ("a", "b"), "fork", "3.11.7", "linux")
EVENTS = [
    START,
    ev.WorkerCreated(1, 1, 1, "MainProcess", "main", None),
    ev.WorkerStarted(2, 1, 2, 4242),
    ev.ObjectCreated(3, 1, 3, 1, "Queue", "queue", "program.py:3", 3),
    ev.ObjectCreated(3, 1, 4, 2, "Lock", "lock", "program.py:4", own=False),
    ev.OpDone(5, 1, 6, "put", 1, "program.py:5", "ok", "'item'", 1, None, 4),
    ev.OpStarted(6, 1, 7, "join", None, "program.py:6", 2),
    ev.Output(7, 1, 8, "stdout", "ä\x1b[2J\0\n".encode()),
    ev.Output(8, 1, 9, "stderr", b"\xff\\xff", 2),
    ev.Output(9, 0, 2, "stray", b"x", 2),
    ev.KnobChanged(10, 0, 3, "lock", False),
    ev.KnobChanged(11, 0, 4, "pace", 0.5),
    ev.EventsLost(12, 1, 10, -2),
    ev.WorkerExited(13, 1, 11, -9, True),
    ev.WorkerReaped(14, 1, 12, -9),
    ev.RunFinished(15, 0, 5, -9),
]


def write(path, *batches):
    writer = TraceWriter(path)
    for batch in batches:
        writer.write(list(batch))
    writer.close()
    return path


@pytest.mark.parametrize("name", ["trace.jsonl", "trace.jsonl.gz"])
def test_what_is_written_is_read_back(tmp_path, name):
    path = write(tmp_path / name, EVENTS[:4], EVENTS[4:])
    assert list(read_trace(path)) == EVENTS
    assert (path.read_bytes()[:2] == b"\x1f\x8b") == name.endswith(".gz")


def test_the_file_is_as_the_contract_says(tmp_path):
    lines = [json.loads(line) for line in write(tmp_path / "t", EVENTS).read_text().splitlines()]
    header = {"format": "mptui-trace", "version": 1, "program": "program.py", "argv": ["a", "b"]}
    assert lines[0] == header | {"start_method": "fork", "python": "3.11.7", "platform": "linux"}
    assert lines[1] == {
        "t": 1,
        "worker": 1,
        "seq": 1,
        "kind": "worker_created",
        "name": "MainProcess",
        "flavor": "main",
        "parent": None,
    }
    assert lines[3]["maxsize"] == 3
    assert (lines[6]["outcome"], lines[6]["value"], lines[6]["depth"]) == ("ok", "'item'", 1)
    assert lines[8] == {
        "t": 7,
        "worker": 1,
        "seq": 8,
        "kind": "output",
        "stream": "stdout",
        "text": "ä\x1b[2J\0\n",
    }
    assert lines[-1] == {"t": 15, "worker": 0, "seq": 5, "kind": "run_finished", "exit_code": -9}


def test_what_has_been_recorded_is_readable_before_the_end(tmp_path):
    path = tmp_path / "t.jsonl"
    writer = TraceWriter(path)
    writer.write(EVENTS[:5])
    deadline = time.monotonic() + 20
    while path.stat().st_size == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert list(read_trace(path)) == EVENTS[:5]
    writer.close()


def test_a_restart_begins_a_second_file(tmp_path):
    path = tmp_path / "t.jsonl.gz"
    write(path, [*EVENTS[:3], START, EVENTS[1]], EVENTS[2:4], [START])
    assert list(read_trace(path)) == EVENTS[:3]
    assert list(read_trace(tmp_path / "t-2.jsonl.gz")) == [START, *EVENTS[1:4]]
    assert list(read_trace(tmp_path / "t-3.jsonl.gz")) == [START]
    assert numbered(path, 2).name == "t-2.jsonl.gz"
    assert numbered(tmp_path / "plain", 2).name == "plain-2"


def test_unknown_kinds_and_fields_are_ignored(tmp_path):
    path = write(tmp_path / "t", EVENTS[:2])
    lines = path.read_text().splitlines()
    header = json.loads(lines[0]) | {"later": [1]}
    more = json.loads(lines[1]) | {"colour": "red", "t": 9}
    unknown = {"t": 3, "worker": 1, "seq": 9, "kind": "of_tomorrow", "depth": {}}
    path.write_text("\n".join(json.dumps(line) for line in (header, more, unknown)) + "\n")
    assert list(read_trace(path)) == [START, ev.WorkerCreated(9, 1, 1, "MainProcess", "main", None)]


BROKEN = {
    "cut short": '{"t": 1, "worker"',
    "no object": "[1, 2]",
    "a bare word": "word",
    "no time": '{"worker": 1, "seq": 1, "kind": "worker_started", "pid": 1}',
    "a field of another type": '{"t": 1, "worker": 1, "seq": 1, "kind": "worker_started", "pid": "x"}',
    "an unknown outcome": '{"t":1,"worker":1,"seq":1,"kind":"op_finished","op":"put","object":1,"outcome":"maybe"}',
    "output without text": '{"t": 1, "worker": 1, "seq": 1, "kind": "output", "stream": "stdout"}',
    "output of no stream": '{"t": 1, "worker": 1, "seq": 1, "kind": "output", "stream": "x", "text": "y"}',
    "output of a bad time": '{"t": "x", "worker": 1, "seq": 1, "kind": "output", "stream": "stdout", "text": "y"}',
    "output of a bad descriptor": '{"t":1,"worker":1,"seq":1,"kind":"output","stream":"stray","text":"y","fd":7}',
    "bad base64": '{"t":1,"worker":1,"seq":1,"kind":"output","stream":"stdout","text":"y","raw":"*"}',
    "a kind that is a list": '{"t": 1, "worker": 1, "seq": 1, "kind": []}',
    "nested": "[" * 100_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_is_named(tmp_path, name):
    path = write(tmp_path / "t", EVENTS[:2])
    path.write_text(path.read_text() + BROKEN[name] + "\n")
    with pytest.raises(TraceError, match=r"t:3: ") as caught:
        list(read_trace(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "x", "{}", "[]", "null", '{"format": "mptui-trace", "version": 2}', '{"format": "other", "version": 1}'],
)
def test_a_file_that_is_no_trace_is_refused(tmp_path, text):
    path = tmp_path / "t"
    path.write_text(text)
    with pytest.raises(TraceError, match="t:1: " if text else "t: it is empty"):
        list(read_trace(path))


def test_a_compressed_file_that_is_cut_or_is_none_is_refused(tmp_path):
    path = write(tmp_path / "t.gz", EVENTS)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TraceError):
        list(read_trace(path))
    path.write_bytes(b"not gzip at all")
    with pytest.raises(TraceError):
        list(read_trace(path))
    path.write_bytes(gzip.compress(b"x" * 50)[:20] + b"\xff" * 20)
    with pytest.raises(TraceError):
        list(read_trace(path))
    with pytest.raises(TraceError):
        list(read_trace(tmp_path / "none"))
    with pytest.raises(TraceError):
        list(read_trace(tmp_path))


def test_a_file_that_cannot_be_written_is_found_at_once(tmp_path):
    for path in (tmp_path, tmp_path / "none" / "t", tmp_path / "none" / "t.gz"):
        with pytest.raises(UsageError, match="cannot write the trace"):
            TraceWriter(path)
