"""Value, Array and shared memory: who did what with them, in which order, at which line, as without mptui."""

import re

import pytest

from happenings import SIDES, happened, table, watch_side
from vocabulary import expect

VALUES = {
    "counter": """
        MainProcess: acquire | counter.acquire()
        MainProcess: release | counter.release()
        Process-1: acquire | counter.value = 1
        Process-1: write 1 | counter.value = 1
        Process-1: release | counter.value = 1
        Process-1: acquire | with counter.get_lock():
        Process-1: read 1 | counter.value += 1
        Process-1: write 2 | counter.value += 1
        Process-1: release | with counter.get_lock():
        MainProcess: read 2 | print(counter.value)
        """,
    "items": """
        Process-1: write [3] = 7 | items[-1] = 7
        Process-1: read [2:4] = 0, 7 | items[0:2] = items[2:4]
        Process-1: write [0:2] = 0, 7 | items[0:2] = items[2:4]
        MainProcess: read [0:4] = 0, 7, 0, 7 | print(items[:], word.raw, point.y)
        """,
    "word": r"""
        Process-1: write b'hi' | word.value = b"hi"
        Process-1: write [1] = b'o' | word[1] = b"o"
        MainProcess: read b'ho\x00' | print(items[:], word.raw, point.y)
        """,
    "point": """
        Process-1: read x = 2 | point.x += 1
        Process-1: write x = 3 | point.x += 1
        MainProcess: read y = 0.5 | print(items[:], word.raw, point.y)
        """,
    "guarded": """
        Process-1: read 1.5 | guarded.value -= 1
        Process-1: write 0.5 | guarded.value -= 1
        """,
    "guard": """
        MainProcess: acquire | with guard:
        MainProcess: release | with guard:
        """,
    "flag": "",
    "numbers": "",
    "unlocked": "",
}
TYPES = {
    "Value": {"counter", "point", "guarded"},
    "Array": {"items", "word"},
    "RawValue": {"flag", "unlocked"},
    "RawArray": {"numbers"},
    "Lock": {"guard"},
}


@pytest.fixture(scope="module", params=SIDES)
def shared(request):
    return watch_side("shared_values.py", request.param)


def test_what_is_done_with_values_and_arrays(shared):
    for name, expected in VALUES.items():
        assert happened(shared, name) == table(expected), name


def test_each_is_one_object_and_its_lock_is_none(shared):
    found = {}
    for entry in shared.report["objects"]:
        found.setdefault(entry["type"], set()).add(entry["name"])
    assert found == TYPES


def test_a_write_that_needs_the_lock_waits_for_its_holder(shared):
    holder, waiter = expect(shared).worker("MainProcess"), expect(shared).worker("Process-1")
    waiter.waits_for("counter").before(holder.releases("counter"))
    holder.releases("counter").before(waiter.acquires("counter"))
    assert shared.object("counter")["max_waiters"] == 1


@pytest.fixture(scope="module", params=SIDES)
def segments(request):
    return watch_side("segments.py", request.param)


SEGMENTS = {
    "segment": """
        MainProcess: create NAME | segment = SharedMemory(create=True, size=10)
        Process-2: attach NAME | again = SharedMemory(name)
        Process-2: close | again.close()
        MainProcess: close | segment.close()
        MainProcess: unlink | segment.unlink()
        MainProcess: unlink error | segment.unlink()
        """,
    "numbers": """
        MainProcess: create NAME | numbers = ShareableList([1, "two", 3])
        Process-2: attach NAME |
        Process-2: write [1] = 5 | numbers[1] = 5
        Process-2: read [2] = 3 | numbers[-1] += 1
        Process-2: write [2] = 4 | numbers[-1] += 1
        Process-2: close | numbers.shm.close()
        MainProcess: read [0] = 1 | print(segment.buf[0], managed.buf[1], list(numbers))
        MainProcess: read [1] = 5 | print(segment.buf[0], managed.buf[1], list(numbers))
        MainProcess: read [2] = 4 | print(segment.buf[0], managed.buf[1], list(numbers))
        MainProcess: close | numbers.shm.close()
        MainProcess: unlink | numbers.shm.unlink()
        """,
    "managed": """
        MainProcess: create NAME | managed = manager.SharedMemory(20)
        MainProcess: track | managed = manager.SharedMemory(20)
        Process-2: attach NAME |
        Process-2: close | managed.close()
        MainProcess: close | managed.close()
        """,
}


def test_what_is_done_with_segments(segments):
    inherited = segments.report["start_method"] == "fork"
    for name, expected in SEGMENTS.items():
        rows = [re.sub(r"psm_\w+", "NAME", row) for row in happened(segments, name)]
        assert rows == [row for row in table(expected) if not (inherited and row.endswith("attach NAME |"))], name
    assert len(segments.report["objects"]) == len(SEGMENTS)
