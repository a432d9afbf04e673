"""How the screen is shared out. Fixed for a size, so that nothing jumps while a program runs. Pure arithmetic."""

import msgspec

from mptui.ui.chrome.status import status_height

FOOTER = 1
HINT_FROM = 24
"""Height from which the lab's hint line has room."""
WIDE = 140
"""Width from which source (or note), panes and console stand side by side, with the objects below."""
NOTE_BESIDE = 110
"""Width from which the note stands beside the wall; below, it takes its place."""
SIDE = 0.32
SIDE_LEAST, SIDE_MOST = 38, 88
"""The narrowest and widest column of source or note, in cells."""
CONSOLE_BESIDE = 0.45
"""The console's part of what source or note leave, where they stand side by side."""


class Shares(msgspec.Struct, frozen=True):
    """Rows of each part, and columns of those that stand beside the view; what is left is the view's.

    0: the part has no rows or columns of its own. `console` is 0 where `console_columns` is not.
    """

    status: int
    objects: int
    console: int
    hint: int
    side: int = 0
    console_columns: int = 0

    @property
    def wide(self) -> bool:
        """Whether the parts stand side by side."""
        return self.console_columns > 0


def shares(width: int, height: int, lab: bool) -> Shares:
    """Share out `width` x `height` cells: the status, a pane and a few lines of console come first."""
    status = status_height(width) if height >= 8 else 1
    rest = max(height - status - FOOTER, 0)
    hint = 1 if lab and height >= HINT_FROM else 0
    side = min(max(round(width * SIDE), SIDE_LEAST), SIDE_MOST) if width >= NOTE_BESIDE else 0
    objects = 5 if height >= 40 else 4 if height >= 30 else 3 if height >= 20 else 2 if height >= 16 else 0
    if width >= WIDE:
        objects += 2 if height >= 40 else 0
        return Shares(status, objects, 0, hint, side, round((width - side) * CONSOLE_BESIDE))
    console = max(round((rest - hint - objects) * 0.4), min(4, rest // 2))
    return Shares(status, objects, console, hint, side)
