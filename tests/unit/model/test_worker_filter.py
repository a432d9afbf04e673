import pytest

from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.model.worker_filter import EVERYBODY, parse

WHERE = "p.py:9"


def worker(number, name, flavor="process"):
    return ev.WorkerCreated(1, number, 1, name, flavor, None), ev.WorkerStarted(2, number, 2, 100 + number)


def crew():
    """m holds `lock`, Process-1 waits for it, Process-11 holds `lock_b`, and Thread-1 has ended."""
    model = RunModel()
    state = model.state
    told = [ev.RunStarted(0, 0, 0, "p.py", (), "fork", "3.11", "linux")]
    told += worker(1, "MainProcess", "main") + worker(2, "Process-1") + worker(3, "Process-11") + worker(4, "Thread-1")
    told += [ev.ObjectCreated(3, 1, 3, number, "Lock", name, WHERE) for number, name in ((1, "lock"), (2, "lock_b"))]
    for who, target in ((1, 1), (3, 2)):
        told.append(ev.OpStarted(4, who, 4, "acquire", target, WHERE))
        told.append(ev.OpFinished(5, who, 5, "acquire", target, "ok"))
    told += [ev.OpStarted(6, 2, 6, "acquire", 1, WHERE), ev.WorkerExited(7, 4, 7, 0, False)]
    for event in told:
        model.apply(event)
    return state


def found(typed):
    state = crew()
    return [worker.id for worker in parse(typed)[0].matches(state)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("state:blocked", [2]),
        ("STATE:Blo", [2]),
        ("state:alive", [1, 2, 3]),
        ("state:ended", [4]),
        ("state:sleeping", []),
        ("state:nonsense", []),
        ("object:lock", [1, 2]),
        ("object:lock_", [3]),
        ("object:LOC", [1, 2, 3]),
        ("object:gone", []),
        ("worker:process", [1, 2, 3]),
        ("worker:Process-1", [2]),
        ("/process-11", [3]),
        ("/m", [1]),
        ("worker:3", [4]),
        ("/state:running", [1, 3]),
        ("state:running object:lock", [1]),
        ("state:", [1, 2, 3, 4]),
        ("/", [1, 2, 3, 4]),
        ("", [1, 2, 3, 4]),
    ],
)
def test_who_is_let_through(typed, expected):
    assert found(typed) == expected


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", ""),
        ("plain text", "plain text"),
        (" kept  spaces ", " kept  spaces "),
        ("state:blocked", ""),
        ("state:blocked  two spaces", " two spaces"),
        ("object:lock state:run x", "x"),
        ("error state:blocked", "error state:blocked"),
        ("/usr/lib", "/usr/lib"),
        ("https://example", "https://example"),
        ("other:lock", "other:lock"),
        ("/Process-1 hello", "hello"),
    ],
)
def test_what_follows_the_filters_is_the_text_to_search(typed, query):
    assert parse(typed)[1] == query


def test_a_filter_says_what_was_typed_and_nothing_is_no_filter():
    assert parse("/Process-1 State:blocked text")[0].text == "worker:process-1 state:blocked"
    assert parse("text")[0] == EVERYBODY
    assert not EVERYBODY
    assert parse("state:blocked")[0]


@pytest.mark.parametrize("nonsense", ["/:", "//", "state::", ":", "worker:\x1b[2J", "/ /", "object:[red]", "🎉:x"])
def test_nonsense_is_a_filter_or_a_text_and_no_error(nonsense):
    found(nonsense)
