"""lost-update: two workers each read a Value and then wrote it, and one had not seen what the other wrote."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, name_of, places
from mptui.model.state import RunState

KIND = "lost-update"
_ADVICE = "Hold the value's lock from the read to the write: with {name}.get_lock(): {name}.value += 1."


def find(state: RunState) -> Iterator[Finding]:
    """A finding for each Value: the first update of it that was lost."""
    for shared in state.objects.values() if not state.lost else ():
        lost = shared.overwritten
        if lost is None or not lost.sure or not shared.own:
            continue
        first, second = name_of(state, lost.first), name_of(state, lost.second)
        yield Finding(
            KIND,
            "suspected",
            (lost.first, lost.second),
            (shared.id,),
            places(lost.first_where, lost.where, lost.read_where),
            lost.t,
            f"{second} overwrote what {first} wrote to {shared.label}, unseen",
            f"{first} and {second} both read {shared.label} and then wrote it: what {first} wrote"
            f"{at(lost.first_where)} was overwritten by {second}{at(lost.where)}, which had read the value before, "
            "and did not hold its lock from the read to the write.",
            _ADVICE.format(name=shared.name),
        )
