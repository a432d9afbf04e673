"""Managers: each call of a proxy is seen as an operation on what it stands for, whoever's proxy it is."""

import pytest

from happenings import SIDES, happened, table, watch_side
from vocabulary import expect

MANAGED = {
    "lock": """
        MainProcess: acquire | lock.acquire()
        MainProcess: release | lock.release()
        Process-2: acquire | with lock:
        Process-2: release | with lock:
        """,
    "table": """
        MainProcess: __setitem__ 'inner', <ListProxy> | table["inner"] = inner
        Process-2: __setitem__ 'key', 1 | table["key"] = 1
        Process-2: __getitem__ 'inner' | table["inner"].append("x")
        MainProcess: __getitem__ 'key' | print(table["key"], inner, items)
        MainProcess: __iter__ <IteratorProxy> | for key in iter(table):
        MainProcess: get 'nothing' | print(permits.acquire(False), table.get("nothing"))
        MainProcess: __getitem__ error 'nothing' | table["nothing"]
        """,
    "inner": """
        Process-2: append 'x' | table["inner"].append("x")
        MainProcess: __repr__ "['x']" | print(table["key"], inner, items)
        """,
    "items": """
        Process-2: append 5 | items.append(5)
        Process-2: pop 5 | items[0] = items.pop() + len(items)
        Process-2: __len__ 1 | items[0] = items.pop() + len(items)
        Process-2: __setitem__ 0, 6 | items[0] = items.pop() + len(items)
        MainProcess: __repr__ '[6]' | print(table["key"], inner, items)
        """,
    "space": """
        Process-2: __getattribute__ 'start' | space.total = space.start + 1
        Process-2: __setattr__ 'total', 4 | space.total = space.start + 1
        MainProcess: __getattribute__ 'total' | print(space.total, number.value, row[:])
        """,
    "number": """
        Process-2: get 0 | number.value += 2
        Process-2: set 2 | number.value += 2
        MainProcess: get 2 | print(space.total, number.value, row[:])
        """,
    "row": """
        Process-2: __getitem__ 0 | row[1] = row[0]
        Process-2: __setitem__ 1, 4 | row[1] = row[0]
        MainProcess: __getitem__ <slice> | print(space.total, number.value, row[:])
        """,
    "box": """
        SyncManager-1: store 'first' |
        Process-2: put 'first' | box.put("first")
        SyncManager-1: store 'second' |
        Process-2: put 'second' | box.put("second")
        Process-2: put full 'too much' | box.put("too much", timeout=0.01)
        SyncManager-1: take 'first' |
        MainProcess: get 'first' | print(box.get(), box.get())
        SyncManager-1: take 'second' |
        MainProcess: get 'second' | print(box.get(), box.get())
        MainProcess: get empty | box.get(timeout=0.01)
        """,
    "done": """
        Process-2: set | done.set()
        MainProcess: wait | done.wait()
        """,
    "condition": """
        MainProcess: acquire | condition.acquire()
        MainProcess: release | condition.wait()
        Process-2: acquire | with condition:
        Process-2: notify 1 | condition.notify()
        Process-2: release | with condition:
        MainProcess: acquire | condition.wait()
        MainProcess: wait | condition.wait()
        MainProcess: release | condition.release()
        """,
    "permits": """
        MainProcess: acquire | permits.acquire()
        MainProcess: acquire | permits.acquire()
        MainProcess: acquire timeout | print(permits.acquire(False), table.get("nothing"))
        MainProcess: release | permits.release()
        """,
    "Iterator-1": """
        MainProcess: __next__ 'start' | for key in iter(table):
        MainProcess: __next__ 'inner' | for key in iter(table):
        MainProcess: __next__ 'key' | for key in iter(table):
        MainProcess: __next__ error | for key in iter(table):
        """,
    "flag": "",
}
TYPES = {
    "lock": "Lock",
    "table": "dict",
    "inner": "list",
    "items": "list",
    "space": "Namespace",
    "number": "Value",
    "row": "Array",
    "box": "Queue",
    "done": "Event",
    "condition": "Condition",
    "permits": "Semaphore",
    "Iterator-1": "Iterator",
    "flag": "RawValue",
}


@pytest.fixture(scope="module", params=SIDES)
def managed(request):
    return watch_side("managed.py", request.param)


def test_what_is_done_with_what_a_manager_serves(managed):
    for name, expected in MANAGED.items():
        assert happened(managed, name) == table(expected), name
    assert {entry["name"]: entry["type"] for entry in managed.report["objects"]} == TYPES


def test_who_waits_for_a_managers_lock_is_seen_while_another_holds_it(managed):
    holder, waiter = expect(managed).worker("MainProcess"), expect(managed).worker("Process-2")
    waiter.waits_for("lock").before(holder.releases("lock"))
    holder.releases("lock").before(waiter.acquires("lock"))


def test_the_server_is_a_worker_of_its_own_name(managed):
    assert [worker["name"] for worker in managed.report["workers"]] == ["MainProcess", "SyncManager-1", "Process-2"]
    assert managed.worker("SyncManager-1")["state"] == "reaped"


def test_depth_and_value_are_the_servers(managed):
    box, permits = managed.object("box"), managed.object("permits")
    assert (box["puts"], box["gets"], box["maxsize"], box["max_depth"]) == (2, 2, 2, 2)
    assert (permits["acquires"], permits["value"]) == (2, 1)


@pytest.fixture(scope="module", params=SIDES)
def remote(request):
    return watch_side("remote.py", request.param)


def test_what_several_proxies_stand_for_is_one_object(remote):
    (entry,) = (entry for entry in remote.report["objects"] if entry["type"] == "get_counter")
    assert happened(remote, entry["name"]) == table(
        """
        Process-2: add 1 | service.get_counter().add(1)
        Process-3: add 1 | service.get_counter().add(1)
        MainProcess: add number=2 | counter.add(number=2)
        Process-4: add 20 | queue.get().add(20)
        MainProcess: add 0 | print(counter.add(0))
        """
    )


def test_two_objects_are_two_though_one_may_lie_where_the_other_was(remote):
    assert [entry["name"] for entry in remote.report["objects"] if entry["type"] == "Counter"] == ["fresh", "fresh"]
