"""What every event has, and what no event may do."""

import msgspec
import pytest

from mptui import events as ev
from mptui.probe import wire


def test_kinds_are_distinct_and_in_the_past_tense():
    kinds = [kind.KIND for kind in ev.EVENT_TYPES]
    assert len(set(kinds)) == len(kinds)
    assert all(kind for kind in kinds)


@pytest.mark.parametrize("kind", ev.EVENT_TYPES)
def test_events_begin_alike_and_cannot_be_changed(kind):
    assert kind.__struct_fields__[:3] == ("t", "worker", "seq")
    event = ev.RunFinished(1, 0, 1, 0)
    with pytest.raises(AttributeError):
        event.exit_code = 1


def test_the_words_of_the_wire_are_those_of_the_events():
    for words, literal in ((wire.STREAMS, ev.Stream), (wire.FLAVORS, ev.Flavor), (wire.OUTCOMES, ev.Outcome)):
        assert words == literal.__args__
        assert all(msgspec.convert(word, literal) == word for word in words)
