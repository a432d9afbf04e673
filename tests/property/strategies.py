"""Events of every kind: arbitrary ones, and runs as programs could make them."""

from typing import get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from msgspec.structs import replace

from mptui import events as ev
from mptui.model.apply import apply
from mptui.model.so_far import events_so_far
from mptui.model.state import RunState

WORKERS = st.integers(0, 4)
NUMBERS = st.integers(-(2**40), 2**40)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def _facts():
    """What a trace may begin with: what is known of a run, of its workers and its objects."""
    state = RunState()
    for event in (
        ev.RunStarted(0, 0, 1, "app.py", (), "fork", "3.11", "linux"),
        ev.WorkerCreated(1, 1, 1, "MainProcess", "main", None),
        ev.WorkerStarted(2, 1, 2, 100),
        ev.ObjectCreated(3, 1, 3, 2, "Lock", "lock", "app.py:3"),
        ev.OpDone(5, 1, 5, "acquire", 2, "app.py:4", "ok", began=4),
        ev.OpStarted(6, 1, 6, "acquire", 2, "app.py:5"),
        ev.Output(7, 1, 7, "stdout", b"half a line"),
    ):
        apply(state, event)
    return list(events_so_far(state, 8))[1:]


_FACTS = _facts()
_ODD = st.dictionaries(TEXTS, NUMBERS | TEXTS | st.none(), max_size=3)
NAMES = {
    "run": st.sampled_from([event.run for event in _FACTS if isinstance(event, ev.RecordingStarted)]) | _ODD,
    "found": st.sampled_from([event.found for event in _FACTS if not isinstance(event, ev.RecordingStarted)]) | _ODD,
    "peers": st.lists(WORKERS, max_size=2).map(tuple),
    "op": st.sampled_from(["acquire", "release", "put", "get", "send", "recv", "join", "wait", "poll"]),
    "object": st.none() | WORKERS,
    "target": st.none() | WORKERS,
    "type": st.sampled_from(["Lock", "RLock", "Semaphore", "Condition", "Queue", "SimpleQueue", "Pipe", "Strange"]),
    "knob": st.sampled_from(["lock", "maxsize", "pace", "pause", "step"]),
    "fd": st.sampled_from([1, 2]),
    "count": st.integers(-3, 50),
    "data": st.binary(max_size=30) | st.sampled_from([b"part", b"end\n", b"\n\n", b"a\nb", b"", b"\xc3"]),
    "value": st.none() | TEXTS | st.booleans() | st.integers(-5, 60),
    "times": st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6).map(lambda pairs: sum(pairs, ())),
    "fragments": st.lists(
        st.tuples(NUMBERS, WORKERS, NUMBERS, st.sampled_from(["stdout", "stderr"]), st.binary(max_size=9)), max_size=4
    ),
    "processes": st.lists(st.tuples(WORKERS, TEXTS), max_size=3).map(tuple),
    "frames": st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple),
    "argv": st.lists(TEXTS, max_size=3).map(tuple),
    "depth": st.none() | st.integers(-3, 60),
    "timeout": st.none() | st.floats(0, 1e6),
}


def _values(name, hint):
    if name in NAMES:
        return NAMES[name]
    if get_origin(hint) is not None and all(isinstance(arg, str) for arg in get_args(hint)):
        return st.sampled_from(get_args(hint))
    options = {int: NUMBERS, str: TEXTS, bool: st.booleans(), type(None): st.none(), bytes: st.binary(max_size=20)}
    kinds = get_args(hint) or (hint,)
    return st.one_of([options[kind] for kind in kinds])


def events_of(kind):
    """Arbitrary events of one kind, sound in their types alone."""
    hints = get_type_hints(kind)
    fields = {name: _values(name, hints[name]) for name in kind.__struct_fields__[3:]}
    if kind in (ev.OpFinished, ev.OpDone):
        fields["value"] = st.none() | TEXTS
    if kind in (ev.LockCycles, ev.ObjectFound):
        fields["object"] = WORKERS
    if kind is ev.ObjectCreated:
        fields |= {"object": WORKERS, "depth": st.integers(-3, 60)}
    fields |= {"t": st.integers(-5, 2**50), "worker": WORKERS, "seq": st.integers(0, 2**40)}
    built = st.builds(kind, **fields)
    fix = {ev.Output: _with_its_descriptor, ev.LockCycles: _ending_with_its_last_release}.get(kind)
    return built if fix is None else built.map(fix)


def _ending_with_its_last_release(event):
    times = tuple(sorted(event.times))
    return replace(event, times=times, t=times[-1]) if times else event


def _with_its_descriptor(event):
    """Only stray output may be of either descriptor."""
    return event if event.stream == "stray" else replace(event, fd=2 if event.stream == "stderr" else 1)


ANY_EVENT = st.one_of([events_of(kind) for kind in ev.EVENT_TYPES])
ANY_EVENTS = st.lists(ANY_EVENT, max_size=60)

_DRAWN = st.sampled_from(
    [b"a", b"bc", b" ", b"\n", b"\r", b"\r\n", b"\x1b[A", b"\x1b[12;3H", b"\x1b[31mred\x1b[0m", b"x\x1b[K"]
)
BARS = st.lists(st.tuples(st.integers(1, 3), st.lists(_DRAWN, min_size=1, max_size=4).map(b"".join)), max_size=10)
"""(worker, fragment), with what draws progress bars and colours."""

FRAGMENTS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([b"a", b"bc", b"d\n", b"\n", b"e\nf", b"g\nh\n", b"\n\n", b""])),
    max_size=60,
)
"""(worker, bytes) in order of arrival: few workers and many newlines, so that messages tear often."""
