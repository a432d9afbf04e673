"""Fragments told of in a row change the model as the same fragments told of one by one."""

from hypothesis import given
from hypothesis import strategies as st

from mptui import events as ev
from mptui.model.lines import LineRing
from mptui.model.run_model import RunModel

PLAIN = [b"", b"one\n", b"two\n", b"\xe4\xb8", b"\xad\n", b"a\nb\n", b"part", b"\n", b"\xff\n", b"x" * 2001 + b"\n"]
DRAWN = [b"bar\r\n", b"\rbar 1%", b"\r", b"\n\rlow", b"\x1b[A", b"\x1b[31mred\x1b[0m\n", b"\x1b", b"[2K", b"\x1b[K"]
TEXTS = st.sampled_from(PLAIN + DRAWN)
RUNS = st.lists(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["stdout", "stderr"]), TEXTS), min_size=1, max_size=12),
    max_size=8,
)


def told(runs):
    """The runs as events, with times and places."""
    seq, t = dict.fromkeys(range(4), 0), 0
    for run in runs:
        fragments = []
        for worker, stream, data in run:
            seq[worker] += 1
            t += 1
            fragments.append((t, worker, seq[worker], stream, data))
        yield ev.OutputRun(fragments[0][0], ev.PROGRAM, 0, fragments)


def facts(state):
    """All that can be seen of the output."""
    log = state.output
    rings = [log.console, *(ring for _, ring in sorted(log.workers.items()))]
    return (
        (state.now, state.received, log.fragments, log.messages, log.torn, sorted(log.messages_of.items())),
        [
            [(line.number, line.stream, line.t, line.parts, line.torn, line.cut) for line in ring.lines]
            for ring in rings
        ],
        [[line.text for line in ring.last(3)] for ring in rings],
    )


@given(RUNS)
def test_in_a_row_or_one_by_one_is_the_same(runs):
    together, apart = RunModel(), RunModel()
    for event in told(runs):
        together.apply(event)
        for single in ev.singles(event):
            apart.apply(single)
    assert facts(together.state) == facts(apart.state)


def test_a_ring_numbers_the_lines_that_it_keeps():
    ring = LineRing(3)
    ring.add_whole([(t, 1, t, "stdout", b"%d\n" % t) for t in range(5)])
    assert [(line.number, line.text) for line in reversed(ring.lines)] == [(5, "4"), (4, "3"), (3, "2")]
    assert ring.lines[0] is ring.lines[0]
    ring.add_whole([(9, 1, 9, "stdout", b"more\n")])
    assert [(line.number, line.text) for line in ring.lines] == [(4, "3"), (5, "4"), (6, "more")]
