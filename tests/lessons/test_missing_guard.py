"""A main module without its guard starts processes that start processes. The lesson about it must stay contained."""

import threading
import time

import psutil

from live import running
from mptui.labs.catalog import find_lesson, lesson_options

RESTARTS = 50
MOST = 10


class Census:
    """Counts, on a thread of its own, the processes that exist below this one and were not there before."""

    def __init__(self):
        self._before = self._below()
        self.most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    @staticmethod
    def _below():
        return {child.pid for child in psutil.Process().children(recursive=True)}

    def _count(self):
        while not self._over.wait(0.005):
            self.most = max(self.most, len(self._below() - self._before))

    def left(self, limit=20):
        """What is there when all should be gone; waits up to `limit` seconds for nothing."""
        self._over.set()
        self._thread.join()
        deadline = time.monotonic() + limit
        while (left := self._below() - self._before) and time.monotonic() < deadline:
            time.sleep(0.05)
        return left


def test_fifty_restarts_never_make_more_than_a_handful_of_processes():
    lesson = find_lesson("missing-guard")
    options = lesson_options(lesson, {}, headless=True, start_method="spawn")
    census = Census()
    with running(options) as live:
        for turn in range(RESTARTS):
            live.during(0.02 * (turn % 8))
            live.session.restart(options)
        live.during(1)
    assert census.left() == set()
    assert 2 <= census.most <= MOST
