"""What other tools are given says what the run did."""

import json
import re
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from test_moments import EVENTS

from mptui import events as ev
from mptui.cli import command_line
from mptui.model.run_model import RunModel
from mptui.recording.exporters import asciicast, html, perfetto
from mptui.recording.recorder import Recorder
from mptui.recording.trace import Trace
from mptui.recording.writer import TraceWriter


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("trace") / "t.jsonl.gz"
    writer = TraceWriter(path)
    writer.write(EVENTS)
    writer.close()
    return path


def exported(path, module):
    with Trace(path) as trace:
        return b"".join(module.export(trace))


def test_perfetto_has_slices_arrows_counters_and_instants(path):
    found = json.loads(exported(path, perfetto))["traceEvents"]
    kinds = {kind: [entry for entry in found if entry["ph"] == kind] for kind in "MXCisf"}
    done = [event for event in EVENTS if isinstance(event, ev.OpDone)]
    assert len(kinds["X"]) == len(done) + 2  # two of them have not ended
    assert [entry["args"]["outcome"] for entry in kinds["X"][-2:]] == ["has not ended"] * 2
    assert {entry["args"]["name"] for entry in kinds["M"] if entry["name"] == "thread_name"} == {
        "MainProcess", "w2", "w3", "w4", "w5"}  # fmt: skip
    assert sum(entry["name"] == "write" for entry in kinds["i"]) == 300
    assert [entry["name"] for entry in kinds["i"] if entry.get("cat") == "finding"] == ["deadlock (proven)"]
    assert kinds["C"]
    assert len(kinds["s"]) == len(kinds["f"])
    assert all(entry["dur"] >= 0 for entry in kinds["X"])


def test_an_asciicast_plays_what_was_written(path):
    head, *lines = exported(path, asciicast).decode().splitlines()
    assert json.loads(head)["version"] == 2
    events = [json.loads(line) for line in lines]
    written = b"".join(event.data for event in EVENTS if isinstance(event, ev.Output)).decode()
    assert "".join(text for _, _, text in events).replace("\r\n", "\n") == written
    assert [t for t, _, _ in events] == sorted(t for t, _, _ in events)


def test_a_page_needs_nothing_else(path):
    page = exported(path, html).decode()
    facts = json.loads(re.search(r'id="facts">(.*?)</script>', page, re.S)[1])
    assert [finding["kind"] for finding in facts["findings"]] == ["deadlock"]
    assert {worker["name"] for worker in facts["workers"]} == {"MainProcess", "w2", "w3", "w4", "w5"}
    assert not re.search(r"https?://|src=|@import|url\(", page)


def test_text_of_the_program_cannot_end_the_script(tmp_path):
    path = tmp_path / "t"
    writer = TraceWriter(path)
    writer.write([*EVENTS[:3], ev.Output(9, 1, 9, "stdout", b"</script><script>alert(1)</script><!--")])
    writer.close()
    page = exported(path, html).decode()
    assert page.count("</script>") == 2
    assert "<!--" not in page.split('id="facts">')[1].split("</script>")[0]


@pytest.mark.parametrize("kind", ["text", "junit", "perfetto", "asciicast", "html"])
def test_the_command_writes_a_whole_file_or_none(path, tmp_path, kind):
    out = tmp_path / "out"
    run = CliRunner()
    assert run.invoke(command_line, ["export", str(path), "--to", kind, "-o", str(out)]).exit_code == 0
    before = out.read_bytes()
    assert before
    again = run.invoke(command_line, ["export", str(path), "--to", kind, "-o", str(out)])
    assert "give --force to write over it" in str(again.exception)
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]
    if kind == "junit":
        assert ElementTree.fromstring(before)[0].get("failures") == "2"
    if kind == "text":
        assert b"deadlock (proven): 2 workers wait for each other" in before


def test_text_of_a_moment(path):
    done = CliRunner().invoke(command_line, ["export", str(path), "--to", "text", "--at", "0.1"])
    assert done.exit_code == 0
    assert "after 0.1 s" in done.output
    assert "nothing is known to be wrong" in done.output


def test_of_a_trace_that_begins_in_the_middle_they_show_who_waited_by_then(tmp_path):
    model, path = RunModel(), tmp_path / "t.jsonl"
    middle = next(place for place, event in enumerate(EVENTS) if isinstance(event, ev.RunEnded))
    for event in EVENTS[:middle]:
        model.apply(event)
    recorder = Recorder(iter([path]), model.state, model.state.now)
    recorder.follow(EVENTS[middle:], model.state)
    recorder.close()
    found = json.loads(exported(path, perfetto))["traceEvents"]
    assert {entry["name"] for entry in found if entry["ph"] == "X"} == {"acquire lock1", "acquire lock2"}
    page = exported(path, html).decode()
    facts = json.loads(re.search(r'id="facts">(.*?)</script>', page, re.S)[1])
    labels = [worker["spans"][0][2] for worker in facts["workers"]]
    assert sum(label.startswith("acquire lock") for label in labels) == 2
    assert facts["begin"] == EVENTS[middle - 1].t
    assert "".join(text for _, _, text in facts["output"]).startswith("part 0 \npart 1 part 2 ")
