"""A window on a ring of lines that follows the newest or stands still: the shared console, and a zoomed pane."""

from collections.abc import Callable, Hashable, Iterable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message

from mptui.model.lines import Line
from mptui.ui.parts.painted import Row, Scrolled
from mptui.ui.ui_state import UiState
from mptui.ui.views.output.finder import Finder
from mptui.ui.views.output.log_paint import Margins, Pick, line_rows
from mptui.ui.views.output.reading import Reading, Source, Writer

Title = Callable[["LogView", int], list[Segment]]


class LogView(Scrolled):
    """Paints the last lines that fit, wrapped; its first row is a title.

    `ring` gives the lines (None when there are none), `title` the title's segments for a width, `most` the rows that
    one line may take (0: as many as there are), `margin` whether writers are named in a margin, `writer` the worker
    whose lines alone are shown (None: everybody's).
    """

    class Pointed(Message):
        """Lines were picked with the mouse. `again`: the one line that was picked before."""

        def __init__(self, log: "LogView", again: bool) -> None:
            super().__init__()
            self.log = log
            self.again = again

    def __init__(
        self,
        ui: UiState,
        ring: Source,
        title: Title,
        *,
        most: int = 0,
        margin: bool = False,
        writer: Writer = lambda: None,
        empty: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(ui, id=id)
        self.reading = Reading(ring, writer)
        self._margins: Margins | None = {} if margin else None
        self._title = title
        self._writer = writer
        self._most = most
        self._empty = empty
        self._finder = Finder()
        self._hit: int | None = None
        self._stamp: Hashable = None
        self._painted: list[Row] = []
        self._places: list[int] = []
        self._cache: dict[int, tuple[Hashable, list[Row]]] = {}
        self._drag: int | None = None
        self._again = False

    @property
    def following(self) -> bool:
        """Whether the newest line is always shown."""
        return self.reading.following

    @property
    def behind(self) -> int:
        """Lines that came after the last one shown."""
        return self.reading.behind

    @property
    def margin(self) -> bool:
        """Whether writers are named in a margin."""
        return self._margins is not None

    @property
    def current(self) -> int | None:
        """The number of the line that is pointed at, else of the search's present hit."""
        return self.reading.cursor if self.reading.cursor is not None else self._hit

    @property
    def visible_lines(self) -> list[Line]:
        """The lines on the screen, oldest first."""
        return self._lines(dict.fromkeys(self._places))

    @property
    def picked_lines(self) -> list[Line]:
        """The lines that are picked, oldest first."""
        return self._lines(self.reading.picked)

    @property
    def kept_lines(self) -> list[Line]:
        """All lines that can be scrolled to, oldest first."""
        return self._lines(self.reading.numbers())

    def _lines(self, numbers: Iterable[int]) -> list[Line]:
        ring = self.reading.ring
        return [ring.numbered(number) for number in numbers if number in ring.numbers] if ring is not None else []

    # Painting

    @property
    def _room(self) -> int:
        return max(self.size.height - 1, 0)

    def work_out(self, force: bool) -> list[Region] | None:
        """Lay the lines out anew if there is anything new to see."""
        if force:
            self._cache.clear()
            if self._margins:
                self._margins.clear()
        reading = self.reading
        last: Hashable = None
        numbers = reading.numbers() if reading.following else ()
        if numbers:
            line = reading.line(numbers[-1])
            last = (line.number, line.size, line.cut, line.torn, reading.ring.edits if reading.ring is not None else 0)
        picks = (reading.cursor, reading.mark, self._hit)
        stamp = (last, reading.bottom, id(reading.ring), picks, self._writer(), self.size, self.ui.query)
        if force or stamp != self._stamp:
            self._stamp = stamp
            self._painted = self._paint()
        return super().work_out(force)

    def rows(self) -> list[Row]:
        """The title, then lines."""
        heading = self._title(self, self.size.width)
        if self._painted:
            return [heading, *self._painted]
        look = self.ui.look
        text = self._empty if self._writer() is None else "nothing that this worker wrote is kept"
        return [heading, [Segment(f"  {text}", look.ground + look.muted)]]

    def _paint(self) -> list[Row]:
        reading, room = self.reading, self._room
        if reading.bottom is not None:
            reading.bottom = max(reading.bottom, self._lowest())
        numbers = reading.numbers()
        place = reading.place(reading.bottom)
        blocks: list[list[Row]] = []
        found: list[int] = []
        height = 0
        while place >= 0 and height < room:
            blocks.append(self._rows_of(numbers[place]))
            height += len(blocks[-1])
            found.append(numbers[place])
            place -= 1
        both = list(zip(reversed(found), reversed(blocks), strict=True))
        self._places = [number for number, block in both for _ in block][-room:]
        return [row for _, block in both for row in block][-room:]

    def _rows_of(self, number: int) -> list[Row]:
        reading, room = self.reading, self._room
        line = reading.line(number)
        pick = Pick.NONE
        if number == self.current:
            pick = Pick.CURRENT
        elif reading.cursor is not None and reading.mark is not None:
            inside = min(reading.cursor, reading.mark) <= number <= max(reading.cursor, reading.mark)
            pick = Pick.PICKED if inside else Pick.NONE
        most = self._most or room
        key = (line.size, line.edits, line.cut, line.torn, self.size.width, self.ui.query, most, pick)
        known = self._cache.get(number)
        if known is not None and known[0] == key:
            return known[1]
        if len(self._cache) > 4 * room + 50:
            self._cache.clear()
        rows = line_rows(self.ui, line, self.size.width, most, self._margins, pick)
        self._cache[number] = (key, rows)
        return rows

    # Moving

    def _fill(self, start: int, room: int) -> int:
        """The number of the last of the lines that fit into `room` rows when line `start` is the first of them."""
        numbers = self.reading.numbers()
        place = self.reading.place(start)
        height = len(self._rows_of(numbers[place]))
        while place + 1 < len(numbers):
            height += len(self._rows_of(numbers[place + 1]))
            if height > room:
                break
            place += 1
        return numbers[place]

    def _lowest(self) -> int:
        """The number of the last line shown when the oldest is the first."""
        numbers = self.reading.numbers()
        return self._fill(numbers[0], self._room) if numbers else 0

    def renew(self) -> None:
        """Another ring, or another run: follow it from its end."""
        self.reading.follow()
        self._hit = None
        self.update(force=True)

    def scroll_lines(self, lines: int) -> None:
        """Move up (negative) or down; moving up stops following, reaching the end follows again."""
        self.reading.scroll(lines, self._lowest())
        self.update()

    def go(self, lines: int) -> None:
        """Move what is pointed at; if nothing is, scroll."""
        if self.reading.cursor is None:
            self.scroll_lines(lines)
            return
        self.reading.move(lines)
        self._reveal(self.reading.cursor)

    def go_page(self, pages: int) -> None:
        """Move by whole pages."""
        self.go(pages * max(self._room - 1, 1))

    def go_start(self) -> None:
        """Go to the oldest line that is kept."""
        self.go(-len(self.reading.numbers()))

    def go_end(self) -> None:
        """Go to the newest line, and follow it unless a line is pointed at."""
        if self.reading.cursor is None:
            self.follow()
        else:
            self.reading.catch_up()
            self.go(len(self.reading.numbers()))

    def follow(self) -> None:
        """Show the newest line, and go on doing so."""
        self.reading.follow()
        self._hit = None
        self.update()

    def freeze(self) -> None:
        """Stand still."""
        self.reading.freeze()
        self.update()

    def point(self, number: int | None = None) -> None:
        """Point at a line; by default at the search's hit, else at the last line that is shown."""
        if number is None:
            number = self._hit or next(reversed(self._places), None)
        if number is not None:
            self.reading.point(number)
            self._reveal(self.reading.cursor)

    def unpoint(self) -> None:
        """Point at nothing."""
        self.reading.unpoint()
        self.update()

    def _reveal(self, number: int | None) -> None:
        """Scroll as little as it takes to show a line."""
        reading = self.reading
        self.update()
        if number is not None and reading.bottom is not None and number not in self._places:
            reading.bottom = number if number > reading.bottom else self._fill(number, self._room)
            self.update()

    def find(self, forward: bool) -> bool:
        """Stop at the next (or previous) line with the search text, starting over at the end; False if none has it."""
        hits = self.hits()
        if not hits:
            return False
        at = self.current
        if at is None:
            at = self.reading.bottom if self.reading.bottom is not None else hits[-1] + 1
        beyond = [hit for hit in hits if (hit > at if forward else hit < at)] or hits
        self._hit = beyond[0] if forward else beyond[-1]
        self.reading.freeze()
        if self.reading.cursor is not None:
            self.reading.cursor = self._hit
        self._reveal(self._hit)
        return True

    def hits(self) -> list[int]:
        """The numbers of the readable lines that have the search text."""
        ring, worker = self.reading.ring, self._writer()
        found = self._finder.hits(ring, self.ui.query)
        return found if ring is None or worker is None else [number for number in found if ring.wrote(number, worker)]

    # The mouse

    def _number_at(self, y: int) -> int | None:
        place = min(max(y - 1, 0), len(self._places) - 1)
        return self._places[place] if place >= 0 else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Pick a line; drag for more."""
        number = self._number_at(event.y)
        if event.button != 1 or not 0 < event.y <= len(self._places) or number is None:
            return
        event.stop()
        self._again = self.reading.cursor == number and self.reading.mark is None
        self.reading.mark = None
        self.point(number)
        self._drag = number
        self.capture_mouse()
        self.post_message(self.Pointed(self, again=False))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pick the lines that are dragged over."""
        number = self._number_at(event.y) if self._drag is not None else None
        if number is not None and number != self.reading.cursor:
            self._again = False
            self.reading.mark = self._drag
            self.reading.cursor = number
            self.update()
            self.post_message(self.Pointed(self, again=False))

    def on_mouse_up(self) -> None:
        """That was all; a second click on a line is another matter than the first."""
        if self._drag is not None:
            self._drag = None
            self.release_mouse()
            if self._again:
                self.post_message(self.Pointed(self, again=True))
