"""The report's fields are a contract with programs that read it."""

import json

from mptui import events as ev
from vocabulary import watch

TOP = {
    "schema",
    "program",
    "argv",
    "start_method",
    "exit_code",
    "duration_ns",
    "workers",
    "output",
    "objects",
    "findings",
    "standing",
    "anomalies",
    "anomaly_count",
    "events",
}
WORKER = {"id", "name", "flavor", "pid", "parent", "exit_code", "state", "ended_by", "messages"}
BY_TYPE = {
    "Lock": {"acquires", "max_waiters"},
    "RLock": {"acquires", "max_waiters"},
    "Queue": {"puts", "gets", "maxsize", "max_depth"},
    "SimpleQueue": {"puts", "gets", "maxsize", "max_depth"},
    "Pipe": {"sends", "recvs"},
}
STATES = {"created", "running", "blocked", "sleeping", "paused", "exited", "killed", "zombie", "reaped"}


def test_the_report_has_the_fields_of_the_contract(nothing_left):
    run = watch("naming.py", "one", "two", start_method="fork")
    report = run.report
    assert report.keys() >= TOP
    assert (report["schema"], report["argv"], report["start_method"]) == (1, ["one", "two"], "fork")
    assert report["program"].endswith("naming.py")
    assert report["duration_ns"] > 0
    assert report["output"].keys() == {"fragments", "messages", "torn", "stray_bytes"}
    assert report["events"] == {"received": sum(map(ev.weight, run.events)), "lost": 0}
    for entry in report["objects"]:
        assert entry.keys() >= {"id", "type", "name", "where"} | BY_TYPE.get(entry["type"], set())
    assert {entry["type"] for entry in report["objects"]} >= BY_TYPE.keys()


def test_workers_are_told_with_their_ends(nothing_left):
    report = watch("family.py", start_method="fork").report
    for entry in report["workers"]:
        assert entry.keys() >= WORKER
        assert entry["state"] in STATES
        assert entry["flavor"] in ("main", "process", "thread")
    codes = {entry["flavor"]: entry["exit_code"] for entry in report["workers"]}
    assert codes == {"main": 0, "process": 0, "thread": None}


def test_text_that_is_no_unicode_is_told_as_well_as_it_can_be(tmp_path, nothing_left):
    script = tmp_path / "odd.py"
    script.write_text("import sys, os; sys.stdout.buffer.write(os.fsencode(sys.argv[1]))")
    run = watch(script, b"\xff\xfe".decode("utf-8", "surrogateescape"))
    assert (run.status, run.stderr, run.stdout) == (0, b"", b"\xff\xfe")
    assert json.dumps(run.report["argv"]) == json.dumps(["\\xff\\xfe"])
