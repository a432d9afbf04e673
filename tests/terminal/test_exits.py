"""Whatever ends mptui, no process is left and the terminal is as it was.

ROUNDS=20 (as `make exits` sets it) plays that many rounds of every path with every program, and prints figures.
"""

import os
import signal
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from exits import CASES, METHODS, PATHS, UNRULY, play, play_early

ROUNDS = int(os.environ.get("ROUNDS", "1"))
AT_ONCE = 3
EARLY = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
# Where a program is hard to end, who ends it makes a difference; who asked for the end makes none.
ENDERS = ("q", "SIGKILL", "supervisor", "hang up")


def check(outcomes):
    """Print what was seen; no round may have found anything wrong."""
    took = defaultdict(list)
    for outcome in outcomes:
        took[outcome.path, outcome.case].append(outcome)
    for (path, case), rounds in took.items():
        seconds = sorted(outcome.seconds for outcome in rounds)
        bad = sum(bool(outcome.wrong) for outcome in rounds)
        print(
            f"{path:<10} {case:<14} {len(rounds):>3} rounds, {bad} wrong;"
            f" nothing left after {seconds[len(seconds) // 2]:.2f} s, at most {seconds[-1]:.2f} s"
        )
    wrong = [f"{one.path}, {one.case}: {what}" for one in outcomes for what in one.wrong]
    assert not wrong, "\n".join(wrong[:3])


def play_all(rounds):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: play(*one), rounds))


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_left_under_any_start_method(path):
    check(play_all([(path, method) for method in METHODS]))


@pytest.mark.parametrize("path", ENDERS)
def test_unruly_programs_are_ended(path):
    check(play_all([(path, case) for case in UNRULY]))


def test_it_can_be_ended_while_it_starts():
    with ThreadPoolExecutor(AT_ONCE) as pool:
        check(list(pool.map(play_early, EARLY * 2)))


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_many_rounds_of_every_path():
    rounds = [(path, case) for _ in range(ROUNDS) for path in PATHS for case in CASES]
    check(play_all(rounds))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_many_rounds_while_it_starts():
    with ThreadPoolExecutor(AT_ONCE) as pool:
        check(list(pool.map(play_early, EARLY * ROUNDS)))
