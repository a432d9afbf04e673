"""How everybody stood when mptui ended a run: who waited for what since when, and who held it."""

import pytest

from mptui import events as ev
from vocabulary import FORK_FIRST, watch

RING = """
import multiprocessing as mp, sys

def work(first, second, met):
    with first:                 # line 5
        met.wait()
        with second:            # line 7
            pass

if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    left, right, met = mp.Lock(), mp.Lock(), mp.Barrier(2)
    pair = [mp.Process(target=work, args=(*locks, met), name=locks is pair_a and "A" or "B")
            for pair_a in [(left, right)] for locks in (pair_a, (right, left))]
    for process in pair:
        process.start()
    print("up", flush=True)
    pair[0].join()              # line 18
"""


@pytest.fixture
def ring(tmp_path):
    path = tmp_path / "ring.py"
    path.write_text(RING)
    return path


@pytest.mark.parametrize("method", FORK_FIRST)
def test_a_timeout_tells_how_everybody_stood_then(ring, method):
    run = watch(ring, method, timeout=3)
    assert run.status == 124
    ids = {worker["name"]: worker["id"] for worker in run.report["workers"]}
    objects = {shared["name"]: shared["id"] for shared in run.report["objects"]}
    standing = {entry["worker"]: entry for entry in run.report["standing"]}
    for name, has, wants in (("A", "left", "right"), ("B", "right", "left")):
        stood = standing[ids[name]]
        assert stood["ended_by"] == "mptui"
        waits, (held,) = stood["waits"], stood["holds"]
        assert (waits["op"], waits["object"], waits["timeout"]) == ("acquire", objects[wants], None)
        assert waits["where"].endswith("ring.py:7")
        assert (held["object"], held["where"].endswith("ring.py:5")) == (objects[has], True)
        assert 0 < held["since_ns"] < waits["since_ns"] < run.report["duration_ns"]
    main = standing[ids["MainProcess"]]["waits"]
    assert (main["op"], main["target"], main["where"].endswith("ring.py:18")) == ("join", ids["A"], True)


def test_the_same_is_said_in_words(ring):
    said = watch(ring, "fork", timeout=2).stderr.decode().splitlines()
    assert said[0] == "mptui: the timeout of 2 s is over: ending the program"
    assert len(said) <= 10
    told = [line for line in said if "waits for" in line]
    assert any("A waits for right" in line and "ring.py:7; B took it" in line for line in told)
    assert any("B waits for left" in line and "ring.py:5" in line for line in told)
    assert any("MainProcess waits for A to end" in line for line in told)


def test_the_trace_says_who_ended_the_run_and_whom_that_killed(ring):
    run = watch(ring, "fork", timeout=2)
    (ended,) = run.kinds(ev.RunEnded)
    assert ended.reason == "timeout"
    exits = run.kinds(ev.WorkerExited)
    assert len(exits) == 3
    assert {(event.exit_code, event.ended_by) for event in exits} == {(-9, "mptui")}
    assert run.events.index(ended) < min(map(run.events.index, exits))
    assert run.state.ending == "timeout"


def test_who_ended_by_itself_before_is_no_victim(tmp_path):
    path = tmp_path / "early.py"
    path.write_text(
        "import multiprocessing as mp, os, signal, time\nctx = mp.get_context('fork')\n"
        "lock = ctx.Lock()\ndef die():\n    lock.acquire()\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "one = ctx.Process(target=die, name='one')\none.start()\none.join()\nlock.acquire()\n"
    )
    run = watch(path, timeout=2)
    one = run.worker("one")
    assert (one["state"], one["ended_by"], one["exit_code"]) == ("killed", "program", -9)
    standing = {entry["worker"]: entry for entry in run.report["standing"]}
    assert standing[one["id"]]["ended_by"] == "program"
    assert standing[one["id"]]["holds"][0]["where"].endswith("early.py:5")
    assert "one took it" in run.stderr.decode()
    assert "has ended: killed SIGKILL" in run.stderr.decode()


def test_a_run_that_ends_well_has_no_standing():
    run = watch("family.py")
    assert run.report["standing"] == []
    assert run.report["anomalies"] == []
    assert {worker["ended_by"] for worker in run.report["workers"]} == {"program"}
