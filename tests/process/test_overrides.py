"""Of an object whose class overrides methods the notes need not tell all: its value and holders are not made up."""

import pytest

from mptui.projections.object_facts import depth_text, holders_text
from mptui.projections.wait_groups import WaitGroup, nobody_text
from mptui.projections.wording import object_text
from vocabulary import METHODS, watch

UNKNOWN = ("lax", "distinct", "counted", "never", "never_either", "locked")
KNOWN = {"named": "value 1", "plain": "▮ 1  ", "event": "set"}


@pytest.mark.parametrize("method", METHODS)
def test_what_overridden_methods_do_is_not_made_up(method, nothing_left):
    run = watch("overridden.py", method)
    assert run.stdout == b"item 7 2 0\n"
    objects = {shared.name: shared for shared in run.state.objects.values()}
    for name in UNKNOWN:
        shared = objects[name]
        parts, _ = object_text(run.state, shared)
        assert "known" in parts[0][0], name
        assert not shared.holders, name
        assert not depth_text(shared), name
        assert "known" in nobody_text(WaitGroup(shared, None, (), ())), name
    assert holders_text(run.state, objects["locked"]) != "free"
    for name, words in KNOWN.items():
        assert object_text(run.state, objects[name])[0][0][0] == words
    assert run.state.anomaly_count == 0
    reported = {entry["name"]: entry for entry in run.report["objects"]}
    assert [reported[name]["value"] for name in ("lax", "named")] == [None, 1]
    assert [reported[name]["max_depth"] for name in ("distinct", "counted", "plain")] == [None, None, 2]
    assert (reported["distinct"]["puts"], reported["counted"]["gets"]) == (2, 1)
