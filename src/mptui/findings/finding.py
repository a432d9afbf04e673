"""A finding: one thing that is wrong with a run, how sure that is, and what to do about it."""

from typing import Literal, TypeAlias

import msgspec

Grade: TypeAlias = Literal["proven", "potential", "suspected"]

GRADES: tuple[Grade, ...] = ("proven", "potential", "suspected")
"""proven: it cannot go on by itself; potential: in another order of events it could not; suspected: no progress has
been seen for a while, or something is left behind, and the cause is not certain."""


class Finding(msgspec.Struct, frozen=True):
    """What is wrong, with whom and with what.

    `workers`, `objects`: ids, those that matter most first; `where`: "file:line" of each place that the text names;
    `since`: ns of the run at which it became so; `headline`: a few words for one line of the screen; `text`: the whole
    sentence; `advice`: what to do about it in the code.
    """

    kind: str
    grade: Grade
    workers: tuple[int, ...]
    objects: tuple[int, ...]
    where: tuple[str, ...]
    since: int
    headline: str
    text: str
    advice: str = ""

    @property
    def key(self) -> tuple[str, tuple[int, ...]]:
        """What makes it the same finding as one of a moment ago, though more workers have come to wait, say."""
        return self.kind, self.objects or self.workers
