"""The lock knob: what it does to output, how soon, and what it must leave alone."""

import re
import time
from collections import Counter

import pytest

from live import live
from mptui import events as ev
from vocabulary import texts, watch

MESSAGE = re.compile(r"w(\d+) m(\d+) end")
CASES = (
    "condition_of_threads",
    "condition_of_processes",
    "locks_inside_a_value",
    "recursion",
    "hand_over_processes",
    "hand_over_threads",
)


def share_torn(run):
    return run.report["output"]["torn"] / run.report["output"]["messages"]


def test_with_the_lock_on_no_message_is_torn():
    run = watch("parts.py", 5, 2000, start_method="fork", buffering="unbuffered")
    assert (run.status, run.report["events"]["lost"]) == (0, 0)
    assert run.report["output"]["messages"] == 10_000
    assert run.report["output"]["torn"] == 0
    assert Counter(MESSAGE.fullmatch(line).group(1) for line in run.lines) == {str(n): 2000 for n in range(5)}
    assert run.object("lock")["acquires"] == 10_000


def test_with_the_lock_off_messages_are_torn():
    """The scheduler decides how often writers meet, from a few messages in a hundred to most: three runs are given."""
    shares = []
    while len(shares) < 3 and max(shares, default=0) < 0.1:
        run = watch("parts.py", 5, 2000, start_method="fork", buffering="unbuffered", lock=False)
        assert (run.status, run.report["events"]["lost"]) == (0, 0)
        assert run.report["output"]["messages"] == 10_000
        assert run.object("lock")["acquires"] == 0
        shares.append(share_torn(run))
    assert max(shares) >= 0.1


def test_the_console_tells_torn_from_whole_as_a_reader_of_the_output_would():
    run = watch("parts.py", 4, 500, start_method="fork", buffering="unbuffered", lock=False)
    broken = sum(not MESSAGE.fullmatch(line) for line in run.lines)
    assert run.report["output"]["torn"] > 0
    assert broken <= 2 * run.report["output"]["torn"]


@pytest.mark.parametrize("lock", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("case", CASES)
def test_what_holds_whatever_the_knob_says(case, lock):
    run = watch("locks.py", case, lock=lock)
    assert (run.status, run.stderr) == (0, b"")
    assert run.lines[-1] == "ok"


def test_releasing_a_free_lock_fails_as_ever():
    assert watch("locks.py", "too_many_releases").lines == ["RuntimeError", "ValueError", "ok"]


def messages_of(run):
    """(worker, message) of every message, read worker by worker: none may be missing or doubled."""
    lines = [line for text in texts(run).values() for line in text.splitlines()]
    return sorted(tuple(map(int, MESSAGE.fullmatch(line).groups())) for line in lines)


def toggle(workers, messages, toggles):
    """Toggle the lock that often while workers print; returns the run and the workers' pids at the end."""
    with live("parts.py", workers, messages, start_method="fork", buffering="unbuffered") as run:
        run.until_kind(ev.Output)
        lock, done = True, 0
        while not run.session.finished:
            if done < toggles:
                lock, done = not lock, done + 1
                run.turn("lock", lock)
            run.take(0.002)
        return run, done


def check_toggled(run, done, workers, messages):
    assert run.kinds(ev.RunFinished)[0].exit_code == 0
    assert not run.kinds(ev.EventsLost)
    assert len([event for event in run.kinds(ev.KnobChanged) if event.knob == "lock"]) >= done - 1
    assert messages_of(run) == [(w, m) for w in range(workers) for m in range(messages)]


def test_many_toggles_under_load_leave_every_message_accounted_for():
    run, done = toggle(4, 3000, 100)
    assert done == 100
    check_toggled(run, done, 4, 3000)


@pytest.mark.slow
def test_a_thousand_toggles_under_load_leave_every_message_accounted_for():
    run, done = toggle(5, 20_000, 1000)
    assert done == 1000
    check_toggled(run, done, 5, 20_000)


class Interleaving:
    """Follows the output and knows when a fragment last fell inside another worker's message."""

    def __init__(self, run):
        self.run, self.read, self.open_by = run, 0, set()

    def times(self):
        """The times of such fragments since the last call."""
        found = []
        for event in self.run.events[self.read :]:
            if isinstance(event, ev.Output):
                if self.open_by - {event.worker}:
                    found.append(event.t)
                (self.open_by.discard if event.data.endswith(b"\n") else self.open_by.add)(event.worker)
        self.read = len(self.run.events)
        return found


def turn(run, value):
    run.turn("lock", value)
    return run.until_kind(ev.KnobChanged, knob="lock", value=value).t


def until_clean(run, mixed, since):
    """Take events until 200 ms of the run have gone by without a fragment inside another worker's message."""
    last = since
    while run.events[-1].t < last + 200_000_000:
        run.during(0.1)
        last = max([last, *mixed.times()])


def test_a_toggle_takes_effect_both_ways():
    with live("parts.py", 5, 0, start_method="fork", buffering="unbuffered") as run:
        run.until_kind(ev.Output)
        mixed = Interleaving(run)
        run.during(0.2)
        assert not mixed.times()
        for _ in range(3):
            turn(run, False)
            while not mixed.times():
                run.during(0.1)
            until_clean(run, mixed, turn(run, True))
            run.during(0.2)
            assert not mixed.times()
        while len({event.worker for event in run.events[mixed.read :] if isinstance(event, ev.Output)}) < 5:
            run.take()


def test_a_waiter_does_not_stay_in_a_lock_that_was_switched_off(tmp_path):
    script = tmp_path / "held.py"
    script.write_text(
        "import time\nfrom multiprocessing import Lock, Process\n"
        "def work(lock):\n    with lock:\n        print('through', flush=True)\n"
        "if __name__ == '__main__':\n    lock = Lock()\n    lock.acquire()\n"
        "    w = Process(target=work, args=(lock,))\n    w.start()\n    w.join()\n    print('end')\n"
    )
    with live(script, start_method="fork") as run:
        run.until_kind(ev.OpStarted, op="acquire")
        run.during(0.3)
        assert not run.written()
        began = time.monotonic()
        run.turn("lock", False)
        run.until_kind(ev.Output)
        assert time.monotonic() - began < 0.5
        run.to_the_end()
        assert b"".join(run.written()) == b"through\nend\n"
