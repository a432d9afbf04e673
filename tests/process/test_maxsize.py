"""A queue's bound moves while the program runs: nothing lost, nothing doubled, the bound kept, waiters woken."""

import itertools
import random
import time

import pytest

from live import live
from mptui import events as ev
from vocabulary import METHODS, texts, watch


def queue_of(run):
    return next(event for event in run.events if isinstance(event, ev.ObjectCreated) and event.type == "Queue")


def depths(events, number):
    """(time, depth) after each put, and each bound with the time from which it was in force."""
    return [
        (e.t, e.depth)
        for e in events
        if isinstance(e, (ev.OpFinished, ev.OpDone)) and e.op == "put" and e.object == number
    ]


def blocked_putters(run, number):
    state = run.state
    return len(state.objects[number].waiting_for("put")) if number in state.objects else 0


def resize(putters, getters, items, resizes, seed=1):
    """Run traffic with that many resizes between 1 and 50; returns the run and how many resizes there were."""
    pick = random.Random(seed)
    with live("traffic.py", putters, getters, items, 3, start_method="fork") as run:
        run.until_kind(ev.ObjectCreated)
        run.until_kind(ev.OpFinished, op="get", outcome="ok")
        done = 0
        while not run.session.finished:
            if done < resizes:
                run.turn("maxsize", pick.randint(1, 50))
                done += 1
            run.take(0.005)
    return run, done


def check_traffic(run, putters, items):
    assert run.kinds(ev.RunFinished)[0].exit_code == 0
    assert not run.kinds(ev.EventsLost)
    number = queue_of(run).object
    got = [item for text in texts(run).values() for item in text.split()]
    assert sorted(got) == sorted(f"p{p}i{i}" for p in range(putters) for i in range(items))
    largest = 3
    for event in run.events:
        if isinstance(event, ev.KnobChanged) and event.knob == "maxsize" and event.value:
            largest = max(largest, event.value)
        elif isinstance(event, (ev.OpFinished, ev.OpDone)) and event.object == number and event.depth is not None:
            assert 0 <= event.depth <= 50
    assert max(depth for _, depth in depths(run.events, number)) <= largest
    assert run.state.objects[number].depth == 0


def test_nothing_is_lost_or_doubled_by_resizes_under_load():
    run, done = resize(10, 10, 400, 60)
    assert done == 60
    check_traffic(run, 10, 400)


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_by_five_hundred_resizes():
    run, done = resize(10, 10, 4000, 500)
    assert done == 500
    check_traffic(run, 10, 4000)


def test_blocked_putters_go_on_when_the_bound_grows():
    with live("full.py", start_method="fork") as run:
        number = run.until_kind(ev.ObjectCreated).object
        waiting = 0
        while waiting < 4:
            run.until_kind(ev.OpStarted, op="put")
            waiting = blocked_putters(run, number)
        for bound, still in ((3, 3), (4, 2), (5, 1)):
            run.turn("maxsize", bound, number)
            began = time.monotonic()
            while blocked_putters(run, number) > still:
                run.take()
                assert time.monotonic() - began < 5
            took = time.monotonic() - began
            assert took < 0.5, f"{took:.3f} s until a putter woke"
            run.during(0.2)
            assert blocked_putters(run, number) == still
            assert run.state.objects[number].depth == run.state.objects[number].max_depth == bound
        run.turn("maxsize", 6)
        run.to_the_end()
        assert run.written()[-1] == b"all got\n"


def test_after_a_shrink_no_put_is_taken_until_the_queue_is_below_the_bound(tmp_path):
    script = tmp_path / "shrink.py"
    script.write_text(
        "import os, sys, time\nfrom multiprocessing import Queue, Process\n"
        "def put(queue):\n    for n in range(30):\n        queue.put(n)\n"
        "if __name__ == '__main__':\n"
        "    queue = Queue(10)\n    p = Process(target=put, args=(queue,))\n    p.start()\n"
        "    while queue.qsize() < 10:\n        time.sleep(0.01)\n"
        "    print('full', flush=True)\n"
        "    while not os.path.exists(sys.argv[1]):\n        time.sleep(0.01)\n"
        "    for n in range(30):\n        queue.get()\n        time.sleep(0.03)\n    p.join()\n"
    )
    go_on = tmp_path / "go-on"
    with live(script, go_on, start_method="fork") as run:
        number = run.until_kind(ev.ObjectCreated).object
        run.until_kind(ev.Output)
        run.turn("maxsize", 4, number)
        turned = run.until_kind(ev.KnobChanged, knob="maxsize").t
        go_on.touch()
        run.to_the_end()
    after = [depth for t, depth in depths(run.events, number) if t > turned]
    assert len(after) == 20
    assert max(after) <= 4
    assert run.state.objects[number].gets == 30


@pytest.mark.parametrize("method", METHODS)
def test_the_bound_given_at_the_start_holds_for_every_bounded_queue(method):
    run = watch("bounded.py", start_method=method, maxsize=1)
    assert (run.status, run.object("queue")["maxsize"], run.object("queue")["max_depth"]) == (0, 1, 1)


def test_a_bound_above_the_programs_own_holds_too():
    wide = watch("bounded.py", start_method="fork", maxsize=10)
    assert (wide.status, wide.object("queue")["maxsize"]) == (0, 10)
    assert wide.object("queue")["max_depth"] <= 10


def test_the_program_sees_its_own_maxsize_and_the_true_size(tmp_path):
    script = tmp_path / "sizes.py"
    script.write_text(
        "from multiprocessing import Queue\nfrom queue import Full\n"
        "q = Queue(3)\n"
        "for n in range(3):\n    print(q.qsize(), q.full())\n    try:\n        q.put(n, timeout=0.1)\n"
        "    except Full:\n        print('Full')\n"
        "print(q.qsize(), q.full(), q._maxsize)\nfor n in range(q.qsize()):\n    print(q.get())\n"
    )
    stock = ["0 False", "1 False", "2 False", "3 True 3", "0", "1", "2"]
    assert watch(script).lines == stock
    assert watch(script, maxsize=2).lines == ["0 False", "1 False", "2 True", "Full", "2 True 3", "0", "1"]


@pytest.mark.parametrize("order", list(itertools.permutations((1, 5, 2))))
def test_bounds_that_follow_each_other_at_once_end_at_the_last(order):
    with live("full.py", start_method="fork") as run:
        number = run.until_kind(ev.ObjectCreated).object
        while blocked_putters(run, number) < 4:
            run.take()
        for bound in order:
            run.turn("maxsize", bound, number)
        run.during(0.5)
        assert run.state.objects[number].depth >= 2
        assert run.state.objects[number].depth <= max(2, *order)
        assert blocked_putters(run, number) == 6 - run.state.objects[number].depth
        run.turn("maxsize", 6, number)
        run.to_the_end()
        assert run.written()[-1] == b"all got\n"


THREADS = """
import queue, threading, time
items = queue.Queue(2)
putters = [threading.Thread(target=items.put, args=(number,)) for number in range(6)]
for putter in putters:
    putter.start()
while any(putter.is_alive() for putter in putters):
    time.sleep(0.01)
print(items.qsize(), items.maxsize, sorted(items.get() for _ in range(6)))
"""


def test_the_bound_of_a_threads_queue_moves_while_it_is_full(tmp_path):
    script = tmp_path / "threads.py"
    script.write_text(THREADS)
    with live(script) as run:
        number = run.until_kind(ev.ObjectCreated).object
        while blocked_putters(run, number) < 4:
            run.take()
        for bound, still in ((3, 3), (5, 1), (4, 1)):
            run.turn("maxsize", bound, number)
            began = time.monotonic()
            while blocked_putters(run, number) > still:
                run.take()
                assert time.monotonic() - began < 5
            run.during(0.2)
            assert blocked_putters(run, number) == still
        assert run.state.objects[number].depth == 5
        run.turn("maxsize", 6)
        run.to_the_end()
    assert run.written()[-1] == b"6 6 [0, 1, 2, 3, 4, 5]\n"
    assert run.state.objects[number].max_depth == 6


def test_the_bound_given_at_the_start_holds_for_queues_of_threads(tmp_path):
    script = tmp_path / "full.py"
    script.write_text(
        "import queue\nitems, free = queue.LifoQueue(5), queue.Queue()\n"
        "try:\n    for number in range(5):\n        items.put(number, timeout=0.01)\n"
        "except queue.Full:\n    print(number, items.full(), free.maxsize)\n"
    )
    run = watch(script, maxsize=3)
    assert run.lines == ["3 True 0"]
    assert (run.object("items")["maxsize"], run.object("items")["max_depth"]) == (3, 3)
    assert run.object("free")["maxsize"] is None
