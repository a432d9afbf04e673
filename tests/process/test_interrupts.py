"""An interrupt, at any instruction of a hooked call, leaves what it leaves without mptui."""

import json
import sys

import pytest

from interpreters import VERSIONS, interpreter
from mptui import events as ev
from vocabulary import bare, watch


def outcomes(text):
    """{operation: the set of all that was left}."""
    lines = [json.loads(line) for line in text.decode().splitlines() if line.startswith("[")]
    return {name: set(left) for name, _, left in lines}


def compare(python, word, step):
    """Interrupt at each `step`th instruction under mptui, and at each without it."""
    alone = outcomes(bare("interrupted.py", word, 1, python=python, timeout=600).stderr)
    run = watch("interrupted.py", word, step, python=python, popen={"timeout": 600})
    watched = outcomes(run.stderr)
    assert watched.keys() == alone.keys() != set()
    assert {name: left - alone[name] for name, left in watched.items() if left - alone[name]} == {}
    assert run.status == 0
    assert run.kinds(ev.ProbeFailed) == []
    assert run.report["events"]["lost"] == 0


@pytest.mark.parametrize("word", ["with threading.Lock", "queue.SimpleQueue", "Value", "print"])
def test_nothing_is_left_that_would_not_be_left_without_mptui(word):
    compare(sys.executable, word, 1 if word != "Value" else 7)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_left_anywhere(version):
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    compare(python, "", 11)


def test_a_program_that_is_interrupted_often_goes_on():
    run = watch("interrupts_often.py")
    assert (run.status, run.lines) == (0, ["interrupts taken: True done"])
    assert run.report["events"]["lost"] == 0


def test_an_interrupt_at_a_random_moment_leaves_a_lock_free_and_a_traceback_clean():
    run = watch("interrupted_at_random.py")
    assert run.stderr == b"left held: 0 show the probe: 0\n"
    assert run.report["events"]["lost"] == 0
    assert run.kinds(ev.ProbeFailed) == []
