"""The table of objects: who holds each, how many wait, for how long, how deep it is and how much goes through."""

from rich.segment import Segment
from rich.style import Style
from textual import events

from mptui.model.state import SharedObject
from mptui.projections.object_facts import (
    BY_COLUMN,
    COLUMNS,
    UNKNOWN,
    Column,
    depth_history,
    depth_text,
    holders_text,
    object_of,
    order_words,
    ordered,
    rate_of,
    rate_text,
    short_time,
    sparkline,
)
from mptui.projections.status import NS
from mptui.ui.paint.text import cells, fit, plain
from mptui.ui.parts.painted import Painted, Row, heading
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.ui_state import HOME
from mptui.ui.views.objects.strip import Objects
from mptui.ui.views.view_part import ViewPart

WIDTHS = {"name": 16, "type": 9, "holder": 14, "waiting": 7, "depth": 7, "rate": 7}
TIME_WIDTH = 8
SPARK_WIDTH, LEAST_SPARK = 16, 7
NARROW_NAME, NARROW = 11, 100
TOP = 2
"""Rows above the first object."""
WANTED = ("waiting", "wait99", "depth", "hold99", "rate", "waitmax", "holdmax", "wait50", "hold50", "type")
"""The columns in the order in which they get room; name and holder are always there."""
LEFT = ("name", "type", "holder")


class ObjectsTable(Painted, ViewPart):
    """A row an object. The order is worked out anew once a second, so that rows stand still to be read."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen.ui, id="objects-table")
        self._main = screen
        self.column: Column = BY_COLUMN.get(self.ui.store.settings.sort or "", BY_COLUMN["waiting"])
        self.backwards = False
        self._order: list[int] = []
        self._ordered_at: tuple[object, ...] = ()
        self._first = 0
        self._titles: list[tuple[int, int, Column]] = []

    def listed(self) -> list[int]:
        """The objects' ids in the order shown."""
        state = self.ui.state
        now = (self.ui.engine.now // NS, self.column.id, self.backwards, len(state.objects), id(state.objects))
        if now != self._ordered_at:
            self._ordered_at = now
            self._order = [shared.id for shared in ordered(state, self.column, self.backwards, self.ui.engine.now)]
        return self._order

    def sort_by(self, column: Column) -> None:
        """Sort by a column; by the one that it is sorted by already, in the opposite order."""
        self.backwards = not self.backwards if column is self.column else False
        self.column = column
        self._first = 0
        self.ui.store.keep(sort=column.id)

    def reverse(self) -> None:
        """In the opposite order."""
        self.sort_by(self.column)

    def sort_next(self) -> None:
        """Sort by the next of the columns that are shown."""
        shown = self._columns()
        place = shown.index(self.column) if self.column in shown else -1
        self.sort_by(shown[(place + 1) % len(shown)])

    def go(self, rows: int) -> None:
        """Move the selection by rows, as far as there are any."""
        ids = self.listed()
        if ids:
            place = ids.index(self.ui.object) if self.ui.object in ids else (-1 if rows > 0 else len(ids))
            self.ui.object = ids[min(max(place + rows, 0), len(ids) - 1)]
        self._main.selection_moved()

    def opened(self) -> None:
        """An object is selected from the beginning: the selected worker's own if it waits for one or holds one."""
        ui = self.ui
        self._main.uncover()
        if ui.object not in ui.state.objects:
            found = object_of(ui.state, ui.chosen_worker)
            ui.object = found if found is not None else next(iter(self.listed()), None)

    def move(self, dx: int, dy: int) -> bool:
        """A row up or down."""
        self.go(dx or dy)
        return True

    def page(self, step: int) -> bool:
        """As many rows as are visible."""
        self.go(step * max(self.size.height - 3, 1))
        return True

    def jump(self, step: int) -> bool:
        """The first or the last row."""
        self.go(step * len(self.listed()))
        return True

    def leave(self) -> bool:
        """Back to the panes, where the object stays selected."""
        self._main.show_view(HOME)
        return True

    def rows(self) -> list[Row]:
        """A heading, the titles of the columns, the objects around the selected one."""
        look, found = self.ui.look, self.listed()
        room = max(self.size.height - TOP, 1)
        self._scroll(found, room)
        shown = [self.ui.state.objects[number] for number in found[self._first : self._first + room]]
        words = [order_words(self.column, self.backwards), "S another column", "enter the whole story"]
        if len(found) > room:
            words.insert(0, f"{self._first + 1} to {self._first + len(shown)} of {len(found)}")
        while len(words) > 1 and cells(" · ".join(words)) > self.size.width - 16:
            words.pop()
        columns = self._columns()
        rows = [heading(self, "objects", " · ".join(words)), self._heads(columns)]
        if not found:
            rows.append([Segment("  no locks, queues or pipes yet", look.ground + look.muted)])
        return rows + [self._row(shared, columns) for shared in shown]

    def _scroll(self, found: list[int], room: int) -> None:
        if self.ui.object in found:
            place = found.index(self.ui.object)
            self._first = min(max(self._first, place - room + 1), place)
        self._first = max(min(self._first, len(found) - room), 0)

    def _width(self, column: Column) -> int:
        if column.id == "name" and self.size.width < NARROW:
            return NARROW_NAME
        return WIDTHS.get(column.id, TIME_WIDTH)

    def _columns(self) -> list[Column]:
        """The columns that there is room for, the sorted one among them."""
        room = self.size.width - sum(self._width(BY_COLUMN[name]) + 1 for name in ("name", "holder"))
        kept = {"name", "holder"}
        for name in dict.fromkeys((self.column.id, *WANTED)):
            needed = self._width(BY_COLUMN[name]) + 1 + (LEAST_SPARK if name == "type" else 0)
            if name not in kept and needed <= room:
                kept.add(name)
                room -= needed
        return [column for column in COLUMNS if column.id in kept]

    def _spare(self, columns: list[Column]) -> tuple[int, int]:
        """Cells for the trend of the depth, and cells that the column of holders gets more."""
        spare = self.size.width - sum(self._width(column) + 1 for column in columns)
        shown = any(column.id == "depth" for column in columns)
        spark = min(spare - 1, SPARK_WIDTH) if shown and spare >= LEAST_SPARK else 0
        return spark, max(spare - (spark + 1 if spark else 0), 0)

    def _heads(self, columns: list[Column]) -> Row:
        look = self.ui.look
        spark, more = self._spare(columns)
        row: Row = []
        self._titles, x = [], 0
        for column in columns:
            width = 1 + self._width(column) + (more if column.id == "holder" else 0)
            mark = ("▲" if self.backwards else "▼") if column is self.column else ""
            ink = look.strong if column is self.column else look.muted
            text = fit(f" {column.title}{mark}", width) if column.id in LEFT else (mark + column.title).rjust(width)
            row.append(Segment(text, look.raised + ink))
            self._titles.append((x, x + width, column))
            x += width
            if column.id == "depth" and spark:
                row.append(Segment(fit("trend", spark).rjust(spark + 1), look.raised + look.muted))
                x += spark + 1
        return Segment.adjust_line_length(row, self.size.width, look.raised)

    def _row(self, shared: SharedObject, columns: list[Column]) -> Row:
        look, state = self.ui.look, self.ui.state
        paper = look.chosen if shared.id == self.ui.object else look.ground
        spark, more = self._spare(columns)
        row: Row = []
        for column in columns:
            width = self._width(column) + (more if column.id == "holder" else 0)
            text, ink = self._cell(shared, column)
            padded = fit(text, width) if column.id in LEFT else fit(text, width).rstrip().rjust(width)
            row.append(Segment(" " + padded, paper + ink))
            if column.id == "depth" and spark:
                depths = depth_history(state, shared, self.ui.engine.now, spark)
                bars = sparkline(depths, shared.maxsize) if depths else ""
                row.append(Segment(" " + bars.rjust(spark), paper + (look.accent if bars else look.text)))
        return Segment.adjust_line_length(row, self.size.width, paper)

    def _cell(self, shared: SharedObject, column: Column) -> tuple[str, Style]:
        look, state = self.ui.look, self.ui.state
        if column.id in ("name", "type"):
            return plain(shared.label if column.id == "name" else shared.type), (
                look.strong if column.id == "name" else look.muted
            )
        if column.id == "holder":
            tag = self.ui.tag(shared.holders[0]) if shared.holders else ""
            lead = f"{tag} " if tag else ""
            return lead + plain(holders_text(state, shared)), look.worker(tag) if tag else look.muted
        if column.id == "rate":
            return rate_text(rate_of(state, shared)), look.text
        if column.id == "depth":
            return depth_text(shared), look.text
        value = column.value(state, shared, self.ui.engine.now)
        if column.id == "waiting":
            return (f"⏸ {value}", self.ui.wait_ink(shared)) if value else ("0", look.muted)
        return (short_time(int(value)), look.text) if isinstance(value, int) else (UNKNOWN, look.muted)

    def _title_at(self, x: int, y: int) -> Column | None:
        return next((column for begin, end, column in self._titles if y == 1 and begin <= x < end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the title under the pointer means."""
        column = self._title_at(event.x, event.y)
        self.explain(f"Sort by {column.words}. Click again to reverse the order." if column is not None else "")

    def on_click(self, event: events.Click) -> None:
        """Sort by the title under the pointer; select the object, and the selected one opens."""
        column = self._title_at(event.x, event.y)
        if column is not None:
            self.sort_by(column)
            self.update()
            return
        index = self._first + event.y - TOP
        found = self.listed()
        if event.y >= TOP and 0 <= index < len(found):
            self.post_message(Objects.Chosen(found[index], again=found[index] == self.ui.object))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The row above."""
        event.stop()
        self.go(-1)
        self.update()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The row below."""
        event.stop()
        self.go(1)
        self.update()
