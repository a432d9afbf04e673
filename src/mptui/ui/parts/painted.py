"""Widgets that paint themselves row by row, and only the rows that differ from the last ones."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.filter import ANSIToTruecolor, DimFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from mptui.ui.paint.text import cells, cut
from mptui.ui.ui_state import UiState

Row = list[Segment]
WHEEL = 3
"""Lines that one turn of the wheel moves."""


_NEEDLESS = (ANSIToTruecolor, DimFilter)
"""Filters of colours that Styles does not have."""


def _strip(row: Row, width: int, gap: int, ground: Style) -> Strip:
    """The row on exactly `width` cells and a gap, on `ground` where its segments have none of their own."""
    segments: list[Segment] = []
    used = 0
    for segment in row:
        text, style, _ = segment
        used += cells(text)
        if style is None or style.bgcolor is None:
            segment = Segment(text, ground if style is None else ground + style)
        segments.append(segment)
    if used > width:
        segments, used = Segment.adjust_line_length(segments, width), width
    if used < width + gap:
        segments.append(Segment(" " * (width + gap - used), ground))
    return Strip(segments, width + gap)


class Unstyled(Widget):
    """Takes nothing of CSS but its size. Override `render_line` and `work_out`.

    Textual's own way, which puts borders, padding and background around every row, costs more than the rows do. The
    same Strip for the same row is cheap too: it keeps what it was turned into for the terminal.
    `gap`: columns on the right that stay empty. A margin would be a piece of its own of every row of the screen.
    """

    ALLOW_SELECT = False

    def __init__(self, ui: UiState, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ui = ui
        self.gap = 0
        self._fitted: Size | None = None

    @property
    def size(self) -> Size:
        """The room there is: border and padding, which Textual would work out at each call, there are none."""
        room = self.outer_size
        return room if not self.gap else Size(max(room.width - self.gap, 0), room.height)

    def work_out(self, force: bool) -> list[Region] | None:
        """Bring what `render_line` gives up to date. Returns where it changed; None: all of it, as with `force`."""
        raise NotImplementedError

    def update(self, force: bool = False) -> None:
        """Repaint what has changed; everything with `force`."""
        regions = self._fit(force)
        if regions is None:
            self.refresh()
        elif regions:
            self.refresh(*regions)

    def _fit(self, force: bool) -> list[Region] | None:
        force, self._fitted = force or self._fitted != self.size, self.size
        return self.work_out(force) if all(self.size) else []

    def on_resize(self) -> None:
        """The room changed, and was not painted since."""
        if self._fitted != self.size:
            self.update(force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows within `crop`. Textual may ask for them before it tells of a new size."""
        if self._fitted != self.size:
            self._fit(force=True)
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            if not isinstance(line_filter, _NEEDLESS):
                strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        if (crop.x, crop.width) != (0, self.outer_size.width):
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips


def update_shown(widgets: Iterable[Unstyled], force: bool = False) -> None:
    """Repaint what has changed in those that are on the screen; everything with `force`."""
    for widget in widgets:
        if widget.display:
            widget.update(force)


class Group(Widget):
    """Contains others. It has no rows of its own: where they leave a gap, what is behind it is seen."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """None at all."""
        del crop
        return []


class Painted(Unstyled):
    """Override `rows`: what to show on the widget's present size, top to bottom.

    A row is not changed once it has been handed out; whoever hands out the same list again has it painted for nothing.
    """

    def __init__(self, ui: UiState, id: str | None = None) -> None:  # noqa: A002
        super().__init__(ui, id=id)
        self._shown: list[Row] = []
        self._strips: list[Strip] = []
        self._explained = ""

    def rows(self) -> list[Row]:
        """The rows to paint; shorter ones are filled up, missing ones stay empty."""
        raise NotImplementedError

    def work_out(self, force: bool) -> list[Region] | None:
        """Take the rows anew, and turn those that changed into strips."""
        new, old, strips = self.rows(), self._shown, self._strips
        if force:
            old, strips = [], []
        elif new == old:
            return []
        width, ground = self.size.width, self.ui.look.ground
        moved = {id(row): strip for row, strip in zip(old, strips, strict=True)}
        self._shown, self._strips, changed = new, [], list[int]()
        for y, row in enumerate(new):
            if y < len(old) and row == old[y]:
                self._strips.append(strips[y])
                continue
            strip = moved.get(id(row))
            if strip is None:
                strip = _strip(row, width, self.gap, ground)
            self._strips.append(strip)
            changed.append(y)
        return None if force or len(new) != len(old) else [Region(0, y, width + self.gap, 1) for y in changed]

    def explain(self, text: str) -> None:
        """Show `text` beside the pointer while it rests, as plain text; nothing when empty."""
        if text != self._explained:
            self._explained = text
            self.tooltip = Content(text) if text else None

    def render_line(self, y: int) -> Strip:
        """One row."""
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.outer_size.width, self.ui.look.ground)


class Scrolled(Painted):
    """Shows a part of what there is; the wheel moves it. Override `scroll_lines`."""

    def scroll_lines(self, lines: int) -> None:
        """Move up (negative) or down."""
        raise NotImplementedError

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look above."""
        event.stop()
        self.scroll_lines(-WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look below."""
        event.stop()
        self.scroll_lines(WHEEL)


def heading(widget: Painted, text: str, more: str = "") -> Row:
    """A thin rule with a word on it, over the widget's whole width."""
    look, width = widget.ui.look, widget.size.width
    lead = f" {text} "
    rule = max(width - 2 - cells(lead) - cells(more) - (1 if more else 0), 0)
    return [
        Segment("──", look.ground + look.faint),
        Segment(lead, look.ground + look.strong),
        Segment(cut(more, width) + " " if more else "", look.ground + look.muted),
        Segment("─" * rule, look.ground + look.faint),
    ]
