"""Output as a trace has it that begins in the middle of a run."""

import msgspec

from mptui.model.lines import KeptLines

KEPT_LINES, KEPT_WORKER_LINES = 500, 50
"""Lines of the console, and of each worker's own, that go into a trace which begins in the middle of a run."""


class KeptMessage(msgspec.Struct, frozen=True, array_like=True):
    """A message without its newline yet, as a trace has it: whose, on which stream; the others as in OutputLog."""

    worker: int
    stream: str
    begun: int
    position: int
    line: int
    torn: bool


class KeptOutput(msgspec.Struct, frozen=True):
    """The output of a run so far, as a trace has it: the counts, the console's last lines, and what is unfinished.

    By worker and stream: `returned`, whose message a carriage return has just ended; `begun`, escape sequences, and
    `undecoded`, bytes of a character, whose rest is still to come.
    """

    fragments: int
    messages: int
    torn: int
    torn_since: int
    stray_bytes: int
    messages_of: tuple[tuple[int, int], ...]
    positions: dict[str, int]
    counted: tuple[dict[str, int], int]
    open: tuple[KeptMessage, ...]
    console: KeptLines
    returned: tuple[int, str] | None = None
    begun: tuple[tuple[int, str, str], ...] = ()
    undecoded: tuple[tuple[int, str, bytes], ...] = ()
