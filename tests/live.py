"""A live session for tests: a real program, its events as they come, and waiting for something with a limit."""

import time
from contextlib import contextmanager

from mptui.runtime.live_session import LiveSession
from mptui.session import RunOptions
from vocabulary import Run, apart, program

LIMIT = 30


class Live(Run):
    """A run that still goes on. `events` grows by what `take` and `until` see."""

    def __init__(self, options):
        super().__init__()
        self.session = LiveSession(options)
        self._read = 0
        self._by_kind = {}

    def take(self, timeout=0.05):
        """Wait for one batch; returns it."""
        batch = apart(self.session.wait(timeout))
        self.events += batch
        for event in batch:
            self._by_kind.setdefault(type(event), []).append(event)
        return batch

    def kinds(self, kind):
        """All events of a kind so far; cheap, to be asked again and again."""
        return self._by_kind.get(kind, [])

    def until(self, fits, limit=LIMIT):
        """Take events until one fits, and return it; the next call goes on behind it."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            while self._read < len(self.events):
                self._read += 1
                if fits(self.events[self._read - 1]):
                    return self.events[self._read - 1]
            self.take()
            assert self._read < len(self.events) or not self.session.finished, f"over after {len(self.events)} events"
        raise AssertionError(f"not within {limit} s, after {len(self.events)} events")

    def until_kind(self, kind, limit=LIMIT, **fields):
        """Take events until one of that kind has those fields; returns it."""
        return self.until(
            lambda event: isinstance(event, kind) and all(getattr(event, k) == v for k, v in fields.items()), limit
        )

    def during(self, seconds):
        """Take events for some time; returns those. `until` goes on behind them."""
        deadline, before = time.monotonic() + seconds, len(self.events)
        while (left := deadline - time.monotonic()) > 0 and not self.session.finished:
            self.take(min(left, 0.05))
        self._read = len(self.events)
        return self.events[before:]

    def to_the_end(self, limit=LIMIT):
        """Take events until the run is over; returns self."""
        deadline = time.monotonic() + limit
        while not self.session.finished:
            self.take()
            assert time.monotonic() < deadline, f"not over within {limit} s"
        self.take(0)
        return self

    def turn(self, knob, value, number=None):
        """Turn a knob."""
        self.session.turn(knob, value, number)


def live(name, *args, **options):
    """Start a program in a live session; it is closed in any case."""
    return running(RunOptions(program(name), tuple(map(str, args)), **options))


@contextmanager
def running(options):
    """Start what the options say in a live session; it is closed in any case."""
    run = Live(options)
    try:
        run.session.start()
        yield run
    finally:
        run.session.close()
