"""A probe that fails inside one worker switches itself off there and says so; the program never notices."""

import pytest

from mptui import events as ev
from vocabulary import METHODS, watch


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("part", ["sites", "shapes", "previews", "output"])
def test_the_program_runs_on_and_the_others_are_watched_as_ever(part, method):
    run = watch("sabotage.py", part, start_method=method)
    alone = [f"{part} {number}" for number in range(5)] + [f"sound {number}" for number in range(5)]
    assert (run.status, run.stderr) == (0, b"")
    assert sorted(run.lines) == sorted([*alone, str(sorted([*range(5), *range(5)]))])
    failed = run.kinds(ev.ProbeFailed)
    assert [run.state.workers[event.worker].name for event in failed] == [part]
    assert "NoneType" in failed[0].text
    assert run.worker(part)["probe_failed"] == failed[0].text
    assert "probe_failed" not in run.worker("sound")
    assert [op for who, op, *_ in run.operations("lock") if who == "sound"] == ["acquire", "release"] * 6


def test_what_a_failed_probe_no_longer_sees_is_not_made_up():
    run = watch("sabotage.py", "shapes", start_method="fork")
    assert not [op for who, op, *_ in run.operations("lock") if who == "shapes"]
