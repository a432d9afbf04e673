"""Blocks of a trace: found without reading, read without each other, and sound up to the first that is damaged."""

import gzip
import io
import random
import time

import pytest
from test_trace import EVENTS, START, write

from mptui import events as ev
from mptui.recording import blocks, writer
from mptui.recording.trace import Trace

MANY = [
    START,
    *(ev.OpDone(t, 1, 2 * t, "put", 1, "program.py:5", "ok", "'item'" * (t % 9), 1, None, t) for t in range(1, 9000)),
]


def opened(path):
    """All events of a trace, and what is said of its damage."""
    with Trace(path) as trace:
        return list(trace), trace.damage


@pytest.fixture(params=["t.jsonl", "t.jsonl.gz"])
def many(tmp_path, request):
    return write(tmp_path / request.param, MANY[:5000], MANY[5000:])


def test_blocks_are_read_in_any_order(many):
    with Trace(many) as trace:
        _look(trace)


@pytest.mark.parametrize("size", range(300, 480))
def test_an_operation_that_did_not_wait_is_in_one_block(tmp_path, monkeypatch, size):
    monkeypatch.setattr(blocks, "PLAIN_SIZE", size)
    assert opened(write(tmp_path / "t.jsonl", MANY[:20])) == (MANY[:20], "")


def _look(trace):
    numbers = list(range(len(trace.blocks)))
    assert len(numbers) > 5
    random.Random(1).shuffle(numbers)
    found = {number: trace.events(number) for number in numbers}
    assert [event for number in sorted(found) for event in found[number]] == MANY
    for number in numbers:
        t = trace.blocks[number].t
        assert t is None or number == 0 or t == found[number][0].began


def test_any_tool_reads_a_compressed_trace(tmp_path):
    path, plain = write(tmp_path / "t.jsonl.gz", MANY), write(tmp_path / "t.jsonl", MANY)
    assert gzip.decompress(path.read_bytes()) == plain.read_bytes()
    assert path.stat().st_size < plain.stat().st_size / 6
    (tmp_path / "again.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert opened(tmp_path / "again.jsonl.gz") == (MANY, "")


@pytest.mark.parametrize("keep", [0.99, 0.6, 0.3])
def test_what_comes_before_the_cut_is_read(many, keep):
    data = many.read_bytes()
    many.write_bytes(data[: int(len(data) * keep)])
    found, damage = opened(many)
    assert found == MANY[: len(found)] or found[:-1] == MANY[: len(found) - 1]  # the last may be half of an operation
    assert keep * 0.97 < len(found) / len(MANY) <= keep * 1.03
    assert "cut short" in damage
    assert "\n" not in damage


def test_what_comes_before_damage_is_read(many):
    data = bytearray(many.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    many.write_bytes(data)
    found, damage = opened(many)
    assert 0.4 < len(found) / len(MANY) < 0.6
    assert damage.startswith(f"{many}:")


def test_a_bomb_is_not_blown_up(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "_MOST", 1 << 20)
    bomb = blocks.compressed(b" " * (1 << 24), 1, 0)
    assert len(bomb) < 1 << 17
    text, problem = blocks.decompress(bomb)
    assert (len(text) <= 1 << 20, problem) == (True, "too much in one block")


def test_a_line_longer_than_any_is_no_event(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "LINE_MAX", 1 << 12)
    path = write(tmp_path / "t", EVENTS[:3])
    with path.open("ab") as file:
        file.write(b'{"t": 3, "worker": 1, "seq": 3, "kind": "worker_named", "name": "' + b"x" * (1 << 20))
    found, damage = opened(path)
    assert found == EVENTS[:3]
    assert f"{path}:4: " in damage


def test_a_full_disk_ends_the_recording_with_a_word(tmp_path, monkeypatch):
    said = []
    full = tmp_path / "full"
    full.symlink_to("/dev/full")
    recorder = writer.TraceWriter(full, on_failure=said.append)
    recorder.write(MANY)
    recorder.close()
    recorder.write(MANY)
    assert said == [recorder.failure]
    assert "No space left on device" in said[0]


def test_a_slow_disk_ends_the_recording_before_it_costs_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "WAITING_MAX", 1 << 18)
    monkeypatch.setattr(writer._Disk, "_write", lambda disk, data: io.BytesIO(data))
    recorder = writer.TraceWriter(tmp_path / "t")
    for start in range(0, len(MANY), 100):
        recorder.write(MANY[start : start + 100])
    recorder.close()
    assert recorder.failure.endswith("the disk is too slow; what was written before can be read")


def test_a_file_is_not_written_over(tmp_path):
    path = write(tmp_path / "t", EVENTS)
    with pytest.raises(writer.UsageError, match="--force"):
        writer.TraceWriter(path)
    again = writer.TraceWriter(path, force=True)
    again.write([START])
    again.close()
    assert opened(path) == ([START], "")
    (tmp_path / "empty").touch()
    writer.TraceWriter(tmp_path / "empty").close()


def test_what_waits_to_fill_a_block_is_written_soon(tmp_path):
    path = tmp_path / "t.gz"
    recorder = writer.TraceWriter(path)
    recorder.write(EVENTS)
    deadline = time.monotonic() + 20
    while path.stat().st_size == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert opened(path) == (EVENTS, "")
    recorder.close()
