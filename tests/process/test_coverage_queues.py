"""Every operation on a queue is in the trace as it happened: worker, object, order, outcome, line."""

import signal

import pytest

from interpreters import interpreter, newest
from mptui import events as ev
from vocabulary import ENDS, METHODS, bare, watch

ATTEMPT = "return operation(*args)"
PROCESS_QUEUES = {
    "tasks": [
        ("MainProcess", "put", "ok", "tasks.put(1)"),
        ("worker", "get", "ok", "task = tasks.get()"),
        ("worker", "task_done", "ok", "tasks.task_done()"),
        ("MainProcess", "join", "ok", "tasks.join()"),
    ],
    "results": [
        ("worker", "put", "ok", "results.put(task + 1)"),
        ("MainProcess", "get", "ok", "print(results.get())"),
    ],
    "simple": [
        ("worker", "put", "ok", 'simple.put("done")'),
        ("MainProcess", "get", "ok", "print(simple.get())"),
    ],
    "bounded": [
        ("MainProcess", "put", "ok", 'bounded.put("first")'),
        ("MainProcess", "put", "full", ATTEMPT),
        ("MainProcess", "put", "timeout", ATTEMPT),
        ("MainProcess", "get", "ok", "print(bounded.get(timeout=10))"),
        ("MainProcess", "get", "empty", ATTEMPT),
        ("MainProcess", "get", "timeout", ATTEMPT),
        ("MainProcess", "put", "closed", ATTEMPT),
    ],
    "JoinableQueue-1": [("MainProcess", "task_done", "error", ATTEMPT)],
}
THREE_GETS = "print(stack.get(), heap.get(), simple.get())"
THREAD_QUEUES = {
    "tasks": [
        ("MainProcess", "put", "ok", 'tasks.put("task")'),
        ("worker", "get", "ok", "task = tasks.get()"),
        ("worker", "task_done", "ok", "tasks.task_done()"),
        ("MainProcess", "join", "ok", "tasks.join()"),
    ],
    "waiting": [("MainProcess", "put", "ok", 'waiting.put("item")'), ("waiter", "get", "ok", "")],
    "bounded": [
        ("MainProcess", "put", "ok", 'bounded.put("first")'),
        ("MainProcess", "put", "full", ATTEMPT),
        ("MainProcess", "put", "timeout", ATTEMPT),
        ("MainProcess", "put", "error", ATTEMPT),
        ("MainProcess", "get", "ok", "print(bounded.get(), bounded.maxsize, bounded.qsize())"),
        ("MainProcess", "get", "empty", ATTEMPT),
        ("MainProcess", "get", "timeout", ATTEMPT),
        ("MainProcess", "task_done", "ok", "bounded.task_done()"),
        ("MainProcess", "task_done", "error", ATTEMPT),
    ],
    "stack": [("MainProcess", "put", "ok", "stack.put(number)")] * 3 + [("MainProcess", "get", "ok", THREE_GETS)],
    "heap": [("MainProcess", "put", "ok", "heap.put(number)")] * 3 + [("MainProcess", "get", "ok", THREE_GETS)],
    "simple": [
        *[("MainProcess", "put", "ok", "simple.put(number)")] * 3,
        ("MainProcess", "get", "ok", THREE_GETS),
        ("MainProcess", "put", "ok", "simple.put_nowait(4)"),
        ("MainProcess", "get", "ok", "print(simple.get_nowait(), attempt(simple.get, True, -1), simple.qsize())"),
        ("MainProcess", "get", "error", ATTEMPT),
        *[("MainProcess", "get", "ok", ATTEMPT)] * 2,
        ("MainProcess", "get", "timeout", ATTEMPT),
    ],
    "bag": [
        ("MainProcess", "put", "ok", 'bag.put("thing")'),
        ("MainProcess", "get", "ok", "print(bag.get(), newest.get())"),
    ],
    "newest": [
        ("MainProcess", "put", "ok", 'newest.put("new")'),
        ("MainProcess", "get", "ok", "print(bag.get(), newest.get())"),
    ],
}


def check_sound(run):
    assert (run.status, run.stderr) == (0, b"")
    assert run.report["events"]["lost"] == 0
    assert not run.state.anomalies
    assert not [worker.wait for worker in run.state.workers.values() if worker.wait]


def by_program(run, name):
    """The operations of the program's own on an object, without what a queue's feeder did."""
    return [operation for operation in run.operations(name) if operation[1] != "feed"]


@pytest.mark.parametrize("method", METHODS)
def test_operations_on_the_queues_of_processes_are_seen_as_they_happened(method):
    run = watch("process_queues.py", start_method=method)
    check_sound(run)
    assert {name: by_program(run, name) for name in PROCESS_QUEUES} == PROCESS_QUEUES
    assert run.stdout == bare("process_queues.py").stdout


def test_operations_on_the_queues_of_threads_are_seen_as_they_happened():
    run = watch("thread_queues.py")
    check_sound(run)
    assert {name: run.operations(name) for name in THREAD_QUEUES} == THREAD_QUEUES
    assert run.stdout == bare("thread_queues.py").stdout
    kinds = {name: (run.object(name)["type"], run.object(name)["module"]) for name in ("bag", "heap", "simple")}
    assert kinds == {"bag": ("Queue", "queue"), "heap": ("PriorityQueue", "queue"), "simple": ("SimpleQueue", "queue")}


@pytest.mark.parametrize("version", ["3.9", newest()])
@pytest.mark.parametrize("name", ["process_queues.py", "thread_queues.py"])
def test_other_interpreters_tell_the_same(version, name):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version}")
    run = watch(name, python=python)
    check_sound(run)
    table = PROCESS_QUEUES if name == "process_queues.py" else THREAD_QUEUES
    assert {name: by_program(run, name) for name in table} == table


def test_who_waits_in_a_queue_is_seen_before_it_goes_on():
    run = watch("thread_queues.py")
    begun = [event.op for event in run.kinds(ev.OpStarted) if run.state.objects[event.object or 1].name == "bounded"]
    assert begun == ["put", "get"], "only what waited is told in two parts"


@pytest.mark.parametrize("method", METHODS)
def test_an_item_passes_buffer_and_pipe(method):
    run = watch("process_queues.py", start_method=method)
    for name, feeder in (("tasks", "MainProcess"), ("results", "worker")):
        passed = [(worker, op) for worker, op, _, _ in run.operations(name) if op in ("put", "feed", "get")]
        assert [op for _, op in passed] == ["put", "feed", "get"]
        assert passed[0][0] == passed[1][0] == feeder
    for shared in run.state.objects.values():
        assert (shared.in_buffers, shared.in_pipe) == (0, 0)


def script(folder, text):
    path = folder / "script.py"
    path.write_text(text)
    return path


def test_items_that_no_reader_takes_fill_the_pipe_and_then_the_buffer(tmp_path):
    run = watch(
        script(
            tmp_path,
            "import os, sys\nfrom multiprocessing import Queue\n"
            "queue = Queue()\n"
            "for number in range(40):\n    queue.put(bytes(4096))\n"
            "queue.get()\n"
            "while not queue._notempty._waiters and len(queue._buffer) > 30:\n    pass\n"
            "os._exit(0)\n",
        )
    )
    queue = next(iter(run.state.objects.values()))
    assert (queue.puts, queue.gets, queue.depth) == (40, 1, 39)
    assert queue.in_buffers + queue.in_pipe == 39
    assert 1 <= queue.in_pipe <= 65536 // 4096 + 1, "a pipe holds 64 KiB"


def test_an_item_that_cannot_be_pickled_takes_its_put_back(tmp_path):
    run = watch(
        script(
            tmp_path,
            "from multiprocessing import Queue\nqueue = Queue(1)\n"
            "queue.put(lambda: 0)\nqueue.put('good')\nprint(queue.get(), queue.qsize())\n",
        )
    )
    assert (run.status, run.lines) == (0, ["good 0"])
    assert b"PicklingError" in run.stderr or b"AttributeError" in run.stderr
    puts = [outcome for _, op, outcome, _ in run.operations("queue") if op == "put"]
    assert puts == ["ok", "error", "ok"]
    assert (run.object("queue")["max_depth"], run.state.objects[1].depth) == (1, 0)


def test_join_counts_what_is_unfinished(tmp_path):
    run = watch(
        script(
            tmp_path,
            "from multiprocessing import JoinableQueue\nqueue = JoinableQueue()\n"
            "for number in range(3):\n    queue.put(number)\n"
            "for number in range(2):\n    queue.get()\n    queue.task_done()\n",
        )
    )
    assert (run.status, run.state.objects[1].unfinished) == (0, 1)


def test_an_interrupted_get_ends_with_an_error_and_the_next_one_works(tmp_path):
    path = script(
        tmp_path,
        "import os, queue, signal, threading\nfrom multiprocessing import Queue\n"
        "for make in (Queue, queue.Queue, queue.SimpleQueue):\n"
        "    items = make()\n"
        "    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "    try:\n        items.get()\n"
        "    except KeyboardInterrupt:\n        items.put('after')\n"
        "    print(items.get(timeout=10))\n",
    )
    run = watch(path)
    check_sound(run)
    assert run.lines == ["after"] * 3
    ends = [event.outcome for event in run.events if isinstance(event, ENDS) and event.op == "get"]
    assert ends == ["error", "ok"] * 3


def test_a_killed_getter_leaves_what_it_left_without_mptui(tmp_path):
    path = script(
        tmp_path,
        "import os, signal, time\nfrom multiprocessing import Process, Queue\nfrom queue import Empty\n"
        "def wait(queue, ready):\n    ready.put(1)\n    queue.get()\n"
        "if __name__ == '__main__':\n"
        "    queue, ready = Queue(), Queue()\n"
        "    worker = Process(target=wait, args=(queue, ready))\n    worker.start()\n    ready.get()\n"
        "    while queue._rlock.acquire(False):\n        queue._rlock.release()\n"
        "    os.kill(worker.pid, signal.SIGKILL)\n    worker.join()\n    queue.put('lost')\n"
        "    try:\n        print(queue.get(timeout=0.5))\n    except Empty:\n        print('nobody can get')\n",
    )
    assert bare(path).stdout == b"nobody can get\n"
    run = watch(path, start_method="fork")
    assert (run.status, run.lines) == (0, ["nobody can get"])
    assert run.worker("Process-1")["exit_code"] == -signal.SIGKILL


STOCK = """
import inspect, pickle, queue, _queue, sys
from multiprocessing import Queue
from multiprocessing.queues import Queue as Class
items = queue.SimpleQueue()
print(type(items) is queue.SimpleQueue, isinstance(items, _queue.SimpleQueue), isinstance(items, queue.SimpleQueue))
print(repr(items).split(' at ')[0], repr(queue.SimpleQueue), queue.SimpleQueue[int])
for act in (lambda: pickle.dumps(items), items.put, lambda: items.get(block=1, wait=2), queue.Queue().put):
    try:
        act()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, str(error)[:40])
print(inspect.signature(queue.Queue.put).parameters.keys() - {'args', 'kwargs'} <= {'self', 'item', 'block', 'timeout'})
print(Class.put.__qualname__, Class.get.__name__, queue.Queue.get.__qualname__, Class.put.__module__)
class Mine(queue.SimpleQueue):
    def put(self, item):
        super().put(item * 2)
mine = Mine()
mine.put(4)
print(mine.get(), type(mine).__name__, isinstance(mine, queue.SimpleQueue))
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(1) as pool:
    print(pool.submit(pow, 2, 3).result(), isinstance(pool._work_queue, queue.SimpleQueue))
"""


def test_queues_pass_for_stock_ones(tmp_path):
    path = script(tmp_path, STOCK)
    assert (run := watch(path)).stdout == bare(path).stdout
    assert run.stderr == b""
    assert run.operations("mine") == [
        ("MainProcess", "put", "ok", "super().put(item * 2)"),
        ("MainProcess", "get", "ok", "print(mine.get(), type(mine).__name__, isinstance(mine, queue.SimpleQueue))"),
    ]


@pytest.mark.skipif(interpreter("3.13") is None, reason="queues shut down since Python 3.13")
def test_a_shutdown_drains_the_queue(tmp_path):
    text = "import queue\nitems = queue.Queue()\nitems.put(1)\nitems.shutdown(immediate=True)\n"
    run = watch(script(tmp_path, text), python=interpreter("3.13"))
    assert [op for _, op, _, _ in run.operations("items")] == ["put", "shutdown", "drain"]
