"""Records as the probe writes them, made by the probe's own emitter: the other end of what the decoder reads."""

import os

from mptui.probe import emitter as module
from mptui.probe import wire
from mptui.probe.board import SIZE, create_shared_file
from mptui.probe.journal import JOURNAL_SIZE
from mptui.runtime.event_queue import EventQueue
from mptui.runtime.roster import Roster
from mptui.runtime.stream_decoder import StreamDecoder

MAIN = wire.MAIN_WORKER


class Wire:
    """A real emitter that writes into a pipe of ours. Owned by one test; `bytes` is all that it wrote."""

    def __init__(self):
        self.queue = EventQueue()
        self.emitter = module.Emitter()
        self.emitter.open(os.dup(self.queue.write_end), create_shared_file(SIZE), create_shared_file(JOURNAL_SIZE))
        self.become(MAIN)

    def become(self, worker):
        """What is written from now on is that worker's."""
        self.emitter.become(worker)

    def emit(self, kind, payload):
        """Write one record; returns its bytes."""
        self.emitter.emit(kind, payload)
        return self.queue.read_batch()

    def output(self, data, stream=wire.STDOUT):
        return self.emit(wire.OUTPUT, wire.OUTPUT_HEAD.pack(stream) + data)

    def created(self, worker, parent=0, flavor=wire.PROCESS, name="Process-1"):
        return self.emit(wire.WORKER_CREATED, wire.CREATED_HEAD.pack(worker, parent, flavor) + name.encode())

    def worker(self, kind, worker, number):
        return self.emit(kind, wire.WORKER_HEAD.pack(worker, number))

    def object(
        self, number, kind="Queue", name="queue", site=0, maxsize=3, own=True, depth=0, module="multiprocessing"
    ):
        text = "\0".join((kind, module, name)).encode()
        return self.emit(wire.OBJECT_CREATED, wire.OBJECT_HEAD.pack(number, site, maxsize, depth, own) + text)

    def site(self, number, text):
        return self.emit(wire.SITE, wire.SITE_HEAD.pack(number) + text.encode())

    def started(self, op, number, site=0, delta=0, of_worker=False):
        return self.operation(wire.STARTED, op, number, site, delta=delta, of_worker=of_worker)

    def finished(self, op, number, outcome=wire.OK, value=b"", delta=0, of_worker=False):
        return self.operation(wire.FINISHED, op, number, 0, outcome, value, delta, of_worker=of_worker)

    def done(self, op, number, outcome=wire.OK, site=0, began=0, value=b"", delta=0):
        return self.operation(wire.DONE, op, number, site, outcome, value, delta, began)

    def shape(self, part, op, number, site=0, outcome=wire.OK, delta=0, of_worker=False):
        """Returns the shape's id and the record that tells it."""
        shape = self.emitter.new_id()
        head = wire.SHAPE_HEAD.pack(shape, part, outcome, delta, of_worker, number, site)
        return shape, self.emit(wire.SHAPE, head + op.encode())

    def operation(self, part, op, number, site=0, outcome=wire.OK, value=b"", delta=0, began=0, of_worker=False):
        """As a thread notes it that has no ring in the journal."""
        if of_worker:
            number, value = 0, wire.TARGET.pack(number)
        shape, told = self.shape(part, op, number, site, outcome, delta, of_worker)
        return told + self.emit(wire.OPERATION, wire.OPERATION_HEAD.pack(shape, began) + value)

    def close(self):
        self.queue.close()
        os.close(self.emitter.descriptor)
        os.close(self.emitter.journal)
        self.emitter.board.close()


def decoder(sees_exits=True):
    """A decoder of its own roster, its run beginning at time 0."""
    return StreamDecoder(0, Roster(sees_exits))


def frame(kind, payload, writer=MAIN, seq=0, t=1, flags=0):
    """A frame with a header of our choice, for what the probe would never write."""
    return wire.FRAME.pack(wire.HEADER.size + len(payload), kind, flags, writer, seq, t) + payload


def fields_of(event):
    """An event's fields but its times."""
    return {name: getattr(event, name) for name in event.__struct_fields__ if name not in ("t", "began")}
