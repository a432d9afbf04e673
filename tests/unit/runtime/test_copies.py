"""What one process does with an object of threads that another process made is done with a copy of its own."""

import pytest
from records import MAIN, decoder

from mptui import events as ev
from mptui.probe import wire

CHILD = 77


@pytest.fixture
def forked(probe):
    """Main, of process 10, makes a queue; a child of process 11 puts one item; `used`: main has put one before."""

    def run(kind="Queue", module="queue", used=False, ops=(("put", 1),)):
        raw = probe.created(MAIN, flavor=wire.MAIN, name="MainProcess") + probe.worker(wire.WORKER_STARTED, MAIN, 10)
        raw += probe.object(9, kind, "made", module=module)
        if used:
            raw += probe.done(*ops[0][:1], 9, delta=ops[0][1])
        raw += probe.created(CHILD, MAIN, name="w") + probe.worker(wire.WORKER_STARTED, CHILD, 11)
        probe.become(CHILD)
        for op, delta in ops:
            raw += probe.done(op, 9, delta=delta)
        return decoder().feed(raw)

    return run


def made(found):
    return [event for event in found if isinstance(event, ev.ObjectCreated)]


def test_a_copy_is_told_when_its_process_first_uses_it_and_begins_as_it_was_made(forked):
    found = forked(ops=(("put", 1), ("put", 1)))
    original, copy = made(found)
    assert (copy.name, copy.type, copy.maxsize, copy.copy_of) == ("made (w)", "Queue", 3, original.object)
    assert (copy.counted, copy.depth, copy.object != original.object) == (True, 0, True)
    puts = [event for event in found if isinstance(event, ev.OpDone)]
    assert [(event.object, event.depth) for event in puts] == [(copy.object, 1), (copy.object, 2)]
    assert found.index(copy) == found.index(puts[0]) - 1


def test_what_is_in_a_copy_is_not_known_once_the_original_was_used(forked):
    found = forked(used=True)
    _, copy = made(found)
    puts = [event for event in found if isinstance(event, ev.OpDone)]
    assert (copy.counted, [event.depth for event in puts]) == (False, [1, None])


def test_who_holds_the_copy_of_a_lock_is_told_whatever_was_done_before(forked):
    _, copy = made(forked("Lock", "threading", used=True, ops=(("acquire", 0),)))
    assert (copy.counted, copy.copy_of) == (True, 1)


def test_what_processes_share_has_no_copies(forked):
    found = forked(module="multiprocessing")
    assert len(made(found)) == 1
    assert {event.object for event in found if isinstance(event, ev.OpDone)} == {1}
