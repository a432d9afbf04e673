"""A record may be held back to go out in one write with what its thread writes or notes next."""

import os

from records import MAIN, decoder

from mptui import events as ev
from mptui.probe import emitter, journal, wire
from mptui.probe.emitter import writer


def created(worker, name):
    return wire.WORKER_CREATED, wire.CREATED_HEAD.pack(worker, MAIN, wire.PROCESS) + name.encode()


def names(data):
    return [event.name if isinstance(event, ev.WorkerCreated) else event.data for event in decoder().feed(data)]


def test_what_is_held_goes_out_before_the_next_record_in_the_same_write(probe, monkeypatch):
    writes = []
    stock = os.write

    def write(descriptor, data):
        writes.append(data)
        return stock(descriptor, data)

    monkeypatch.setattr(emitter, "_write", write)
    probe.become(MAIN)
    writer.defer(*created(70, "first"))
    writer.defer(*created(71, "second"))
    assert probe.queue.read_batch() == b""
    data = probe.output(b"printed")
    assert names(data) == ["first", "second", b"printed"]
    assert writes == [data]
    assert names(probe.output(b"again")) == [b"again"]


def test_what_is_held_is_told_before_the_next_note(probe, monkeypatch):
    noted = []
    monkeypatch.setattr(type(writer), "note", staticmethod(journal._first_note))
    probe.become(MAIN)
    writer.note = lambda *note: noted.append((probe.queue.read_batch(), note))
    writer.defer(*created(70, "first"))
    writer.note(5)
    writer.note(6)
    (data, told), following = noted
    assert (names(data), told[0]) == (["first"], 5)
    assert following == (b"", (6,))


def test_records_too_long_for_one_write_keep_their_order(probe):
    probe.become(MAIN)
    for number in range(3):
        writer.defer(*created(70 + number, "x" * 3000))
    data = probe.output(b"y" * 3000)
    assert [len(told) for told in names(data)] == [3000] * 4
