"""Where every worker goes on the wall: panes while they fit, then tiles, then cells. Pure arithmetic."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["pane", "tile", "cell"]

PANE_WIDTH = 26
"""Narrowest pane, in cells."""
PANE_HEIGHT = 3
"""Lowest pane when there are several: title, reason, a line of output."""
GOOD_WIDTH = 44
GOOD_HEIGHT = 9
"""From this size on a bigger pane is hardly better."""
TILE_WIDTH = 19
DETAIL_HEIGHT = 4
"""Least rows of the selected worker's own pane below tiles or cells."""
CELL_WIDTH = 5
GAP = 1


@dataclass(frozen=True)
class Plan:
    """A grid of `columns` boxes of `width` x `height` cells; `rows` of them are visible, from row `first` on.

    The first `extra` visible rows are one cell higher than the others. `detail` is the height of the selected
    worker's own pane below the grid, 0 when the boxes say enough.
    """

    kind: Kind
    columns: int
    rows: int
    width: int
    height: int
    gap: int
    first: int
    count: int
    detail: int = 0
    extra: int = 0

    def height_of(self, row: int) -> int:
        """Cells of a visible row of boxes, from 0."""
        return self.height + 1 if row < self.extra else self.height

    def top_of(self, row: int) -> int:
        """Where a visible row of boxes begins; of the row after the last, where the grid ends."""
        return row * self.height + min(row, self.extra)

    def row_at(self, y: int) -> int:
        """The visible row of boxes at a line of the wall; `rows` or more below the grid."""
        higher = self.extra * (self.height + 1)
        return y // (self.height + 1) if y < higher else self.extra + (y - higher) // self.height

    @property
    def hidden(self) -> int:
        """Workers that are not on a visible row."""
        shown = min(self.count - self.first * self.columns, self.rows * self.columns)
        return self.count - max(shown, 0)

    def index_at(self, x: int, y: int) -> int | None:
        """Which worker (by place) is drawn at a cell of the wall, if any."""
        column, inside = divmod(x, self.width + self.gap)
        row = self.row_at(y)
        if column >= self.columns or inside >= self.width or row >= self.rows:
            return None
        index = (self.first + row) * self.columns + column
        return index if index < self.count else None


def plan(width: int, height: int, count: int, chosen: int = 0, first: int = 0) -> Plan:
    """Lay out `count` workers on `width` x `height` cells so that number `chosen` is visible.

    `first` is the top row of the last plan: the wall scrolls no further than it must.
    """
    width, height, count = max(width, 1), max(height, 1), max(count, 1)
    found = _panes(width, height, count)
    if found is not None:
        columns = found
        return _filled("pane", columns, width, height, count)
    tiles = max((width + GAP) // (TILE_WIDTH + GAP), 1)
    if tiles * (height // 2) >= count:
        return _filled("tile", tiles, width, height, count)
    return _boxes(width, height, count, tiles, chosen, first)


def _filled(kind: Kind, columns: int, width: int, height: int, count: int) -> Plan:
    """A grid that takes the whole height."""
    rows = -(-count // columns)
    box, extra = divmod(height, rows)
    return Plan(kind, columns, rows, _width(width, columns), box, GAP, 0, count, extra=extra)


def _width(width: int, columns: int) -> int:
    return max((width - GAP * (columns - 1)) // columns, 1)


def _panes(width: int, height: int, count: int) -> int | None:
    """Columns of the best grid of panes that shows everybody, or None when there is no room."""
    best: tuple[float, int] | None = None
    for columns in range(1, min(count, max(width // PANE_WIDTH, 1)) + 1):
        rows = -(-count // columns)
        pane_height = height // rows
        if pane_height < PANE_HEIGHT and count > 1:
            continue
        roomy = min(_width(width, columns), GOOD_WIDTH) ** 1.25 * min(height / rows, GOOD_HEIGHT)
        score = roomy - 4 * (rows * columns - count) + min(pane_height, 20) * 0.1
        if best is None or score > best[0]:
            best = (score, columns)
    return best[1] if best is not None else None


def _boxes(width: int, height: int, count: int, tiles: int, chosen: int, first: int) -> Plan:
    """Rows of one-line tiles, or of cells when those are too many, above the selected worker's own pane."""
    room = max(height - DETAIL_HEIGHT, 1)
    kind: Kind = "tile" if tiles * room >= count else "cell"
    columns = tiles if kind == "tile" else max(width // CELL_WIDTH, 1)
    box, gap = (_width(width, tiles), GAP) if kind == "tile" else (min(CELL_WIDTH, width), 0)
    needed = -(-count // columns)
    rows = min(needed, room)
    if needed > room > 1:
        rows = room - 1  # the line below says how many are hidden
    row = chosen // columns
    first = min(max(first, row - rows + 1, 0), row, max(needed - rows, 0))
    spare = height - rows - (1 if needed > rows and room > 1 else 0)
    return Plan(kind, columns, rows, box, 1, gap, first, count, max(spare, 0))
