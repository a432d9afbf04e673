"""One finished operation."""

import msgspec

from mptui.events import Outcome


class Operation(msgspec.Struct, frozen=True, gc=False):
    """A finished operation, for the record of recent ones. `t` in ns of the run."""

    t: int
    worker: int
    op: str
    object: int | None
    outcome: Outcome
    value: str | None
