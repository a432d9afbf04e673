"""How the rows of the screen are shared out. Fixed for a size, so that nothing jumps while a program runs."""

from dataclasses import dataclass

from mptui.ui.status import status_height

FOOTER = 1
HINT_FROM = 24
"""Height from which the lab's hint line has room."""


@dataclass(frozen=True)
class Heights:
    """Rows of each part; what is left is the stage's. 0: the part is not shown."""

    status: int
    objects: int
    console: int
    hint: int

    def stage(self, height: int) -> int:
        """Rows left for the wall, or for what stands in its place."""
        return height - self.status - self.objects - self.console - self.hint - FOOTER


def heights(width: int, height: int, lab: bool) -> Heights:
    """Share out `height` rows: the status, a pane and a few lines of console come first."""
    status = status_height(width) if height >= 8 else 1
    rest = max(height - status - FOOTER, 0)
    hint = 1 if lab and height >= HINT_FROM else 0
    objects = 5 if height >= 40 else 4 if height >= 30 else 3 if height >= 20 else 2 if height >= 16 else 0
    console = max(round((rest - hint - objects) * 0.4), min(4, rest // 2))
    return Heights(status, objects, console, hint)
