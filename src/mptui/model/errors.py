"""Exceptions that the probe has told of, each kind and place once."""

from operator import attrgetter

from msgspec.structs import replace

from mptui.events import ErrorSeen
from mptui.model.state import LOSSES, RunState
from mptui.model.waits import SeenError

_key = attrgetter("what", "object", "name", "where", "waiter")


def note_error(state: RunState, name: str, event: ErrorSeen) -> None:
    """Keep what was seen in the process called `name`, unless the same was seen before."""
    kind = f"<{event.text.partition(':')[0]}>"
    if event.what == "unasked" and (event.object, kind) in state.heard:
        return  # who got one exception of several that are alike has been told
    fields = (event.what, event.object, event.name, event.text, event.where, event.ended, event.waiter)
    key, found = _key(event), list(state.errors)
    place = next((place for place, one in enumerate(found) if _key(one) == key), None)
    if place is not None:
        found[place] = replace(found[place], latest=event.t)
    elif len(found) < LOSSES:
        found.append(SeenError(event.t, event.t, event.worker, name, *fields))
    state.errors = tuple(found)
