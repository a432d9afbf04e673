"""Where every worker goes on the wall: panes while they fit, then tiles, then cells. Pure arithmetic."""

from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["pane", "tile", "cell"]

PANE_WIDTH = 26
"""Narrowest pane, in cells."""
PANE_HEIGHT = 3
"""Lowest pane when there are several: title, reason, a line of output."""
GOOD_WIDTH = 44
GOOD_HEIGHT = 9
"""From this size on a bigger pane is hardly better."""
TILE_WIDTH = 26
"""Narrowest tile that has room for a name and the state's word."""
SMALL_TILE = 19
"""Narrowest tile; the state is said by its glyph, and the glyphs by the line below the tiles."""
DETAIL_HEIGHT = 4
"""Least rows of the selected worker's own pane below one-line tiles or cells, where there is room for it."""
LINE_FROM = 5
"""Rows of the wall from which the line that says what the glyphs mean, and how many are hidden, has room."""
CELL_WIDTH = 5
GAP = 1


class Plan(msgspec.Struct, frozen=True):
    """A grid of `columns` boxes of `width` x `height` cells; `rows` of them are visible, from row `first` on.

    The first `extra` visible rows are one cell higher than the others. `detail` is the height of the selected
    worker's own pane below the grid, 0 when the boxes say enough. `line` is 1 when a line between the two says what
    the glyphs mean and how many workers are hidden.
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
    line: int = 0

    @property
    def page(self) -> int:
        """Workers on one page."""
        return self.rows * self.columns

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
    for least in (TILE_WIDTH, SMALL_TILE):
        columns = _columns(width, least)
        if columns * (height // 2) >= count:
            return _filled("tile", columns, width, height, count)
    detail, line = _detail(height)
    for least, words in ((TILE_WIDTH, 0), (SMALL_TILE, line)):
        columns = _columns(width, least)
        rows = -(-count // columns)
        if rows <= height - detail - words:
            rest = height - rows - words
            return Plan("tile", columns, rows, _width(width, columns), 1, GAP, 0, count, detail=rest, line=words)
    return _cells(width, height, count, chosen, first)


def _columns(width: int, least: int) -> int:
    return max((width + GAP) // (least + GAP), 1)


def _detail(height: int) -> tuple[int, int]:
    """Least rows of the selected worker's pane, and of the line above it, on a wall of this height."""
    if height < LINE_FROM:
        return min(height - 1, 1), 0
    return DETAIL_HEIGHT if height > 2 * DETAIL_HEIGHT else DETAIL_HEIGHT - 1, 1


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


def _cells(width: int, height: int, count: int, chosen: int, first: int) -> Plan:
    """Rows of cells above the selected worker's own pane; scrolled when there are too many."""
    detail, line = _detail(height)
    columns = max(width // CELL_WIDTH, 1)
    needed = -(-count // columns)
    rows = min(needed, max(height - detail - line, 1))
    row = chosen // columns
    first = min(max(first, row - rows + 1, 0), row, max(needed - rows, 0))
    spare = max(height - rows - line, 0)
    return Plan("cell", columns, rows, min(CELL_WIDTH, width), 1, 0, first, count, detail=spare, line=line)
