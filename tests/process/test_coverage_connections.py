"""Every operation on a connection or listener is in the trace as it happened: worker, object, order, outcome, line."""

import pytest

from interpreters import interpreter, newest
from mptui import events as ev
from vocabulary import METHODS, bare, watch

NEAR = {
    "near, far": {
        "MainProcess": [
            ("send", "ok", 'near.send("request")'),
            ("poll", "ok", "print(near.poll(10))"),
            ("recv", "ok", "print(near.recv_bytes())"),
        ],
        "worker": [("recv", "ok", "request = far.recv()"), ("send", "ok", "far.send_bytes(request.encode())")],
    },
    "listener": {"MainProcess": [("accept", "ok", "accepted = listener.accept()")]},
    "accepted": {
        "MainProcess": [
            ("wait", "ok", "print(wait([accepted], timeout=10) == [accepted])"),
            ("recv", "ok", "print(accepted.recv())"),
            ("send", "ok", 'accepted.send("who is there?")'),
        ]
    },
    "client": {"worker": [("send", "ok", 'client.send("knock")'), ("recv", "ok", "client.recv()")]},
    "reader, writer": {
        "MainProcess": [
            ("poll", "timeout", "print(reader.poll(), reader.poll(0.01), wait([reader], 0.01))"),
            ("wait", "timeout", "print(reader.poll(), reader.poll(0.01), wait([reader], 0.01))"),
            ("send", "ok", 'writer.send_bytes(b"-hello-", 1, 5)'),
            ("recv", "ok", "print(reader.recv_bytes_into(buffer), bytes(buffer))"),
            ("send", "error", "operation(content)"),
            ("send", "error", "operation(content)"),
            ("recv", "closed", "reader.recv()"),
        ]
    },
}
"""By object and worker: two ends of a pipe may end what they did in either order."""


def by_worker(run, name):
    found = {}
    for worker, *operation in run.operations(name):
        found.setdefault(worker, []).append(tuple(operation))
    return found


def check_sound(run):
    assert (run.status, run.stderr) == (0, b"")
    assert run.report["events"]["lost"] == 0
    assert not run.state.anomalies
    assert not [worker.wait for worker in run.state.workers.values() if worker.wait]


@pytest.mark.parametrize("method", METHODS)
def test_operations_on_connections_are_seen_as_they_happened(method):
    run = watch("connections.py", start_method=method)
    check_sound(run)
    assert {name: by_worker(run, name) for name in NEAR} == NEAR
    assert run.stdout == bare("connections.py").stdout
    assert {entry["type"] for entry in run.report["objects"]} == {"Pipe", "Listener", "Connection"}


@pytest.mark.parametrize("method", METHODS)
def test_what_is_received_was_sent_before(method):
    run = watch("connections.py", start_method=method)
    number = run.object("near, far")["id"]
    seen = [
        (type(event), event.op, event.value if isinstance(event, ev.OpFinished) else None)
        for event in run.events
        if getattr(event, "object", None) == number and getattr(event, "op", "") in ("send", "recv")
    ]
    for value in ("'request'", "b'request'"):
        received = seen.index((ev.OpFinished, "recv", value))
        assert seen[:received].count((ev.OpStarted, "send", None)) >= 1
    assert run.state.objects[number].depth == 0


@pytest.mark.parametrize("version", ["3.9", newest()])
def test_other_interpreters_tell_the_same(version):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version}")
    run = watch("connections.py", python=python, start_method="spawn")
    check_sound(run)
    assert {name: by_worker(run, name) for name in NEAR} == NEAR


STOCK = """
from multiprocessing import Pipe, Process, Queue, connection, reduction
def look(end, writer):
    print(type(end) is connection.Connection, end.readable, end.writable, writer.readable, writer.writable, flush=True)
    writer.send_bytes(b'there')
if __name__ == '__main__':
    near, far = Pipe()
    reader, writer = Pipe(False)
    print(type(near) is connection.Connection, repr(near).split(' at ')[0], near.readable, near.writable)
    print(reader.readable is True, reader.writable is False, sorted(k for k in vars(near) if k[:4] != '_mpt'))
    print(connection.Pipe.__name__, connection.Connection.send.__qualname__, connection.Client.__module__)
    for act in (lambda: near.send(), lambda: reduction.ForkingPickler.dumps(lambda: 0), lambda: reader.send(1)):
        try:
            act()
        except Exception as error:
            print(type(error).__name__, error)
    worker = Process(target=look, args=(far, writer))
    worker.start()
    print(reader.recv_bytes())
    worker.join()
    queue = Queue()
    queue.put(far)
    again = queue.get()
    again.send('sent on')
    print(near.recv(), again.readable is True, again.writable is True)
"""


@pytest.mark.parametrize("method", METHODS)
def test_connections_pass_for_stock_ones_and_travel(method, tmp_path):
    path = tmp_path / "script.py"
    path.write_text(STOCK)
    run = watch(path, start_method=method)
    check_sound(run)
    plain = bare(path).stdout.decode().splitlines()
    assert sorted(run.lines) == sorted(plain)
    assert by_worker(run, "reader, writer")["Process-1"] == [("send", "ok", "writer.send_bytes(b'there')")]
    assert ("send", "ok", "again.send('sent on')") in by_worker(run, "near, far")["MainProcess"]


RECEIVER = """
import pickle, socket, sys
from multiprocessing.connection import Connection
print(Connection(int(sys.argv[1]), *pickle.loads(bytes.fromhex(sys.argv[2]))).recv())
"""


def test_a_process_without_a_probe_takes_the_id_for_the_flag_that_it_stands_for(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(
        "import pickle, subprocess, sys\nfrom multiprocessing import Pipe, connection\n"
        "near, far = Pipe()\nnear.send('arrived')\n"
        "_, (_, readable, writable) = connection.reduce_connection(far)\n"
        "flags = pickle.dumps((readable, writable)).hex()\n"
        f"subprocess.run([sys.executable, '-c', {RECEIVER!r}, str(far.fileno()), flags], pass_fds=[far.fileno()])\n"
    )
    run = watch(path)
    assert (run.status, run.lines) == (0, ["arrived"])
