"""The console and a worker's own output as parts of the screen: what the keys do to their lines."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from mptui.model.lines import Line, LineRing
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.output.log_view import LogView, Title
from mptui.ui.views.output.reading import Source, Writer
from mptui.ui.views.output.titles import console_title, zoom_title
from mptui.ui.views.view_part import ViewPart

CLIPBOARD = 75_000
"""Bytes that a terminal can be trusted to take into its clipboard: several stop at 100,000 after encoding."""
NOTHING = "there are no lines here"


class LinesPart(LogView, ViewPart):
    """Lines of output that can be held still, picked, copied, exported and put under the lens."""

    def __init__(
        self,
        screen: ViewScreen,
        ring: Source,
        title: Title,
        *,
        most: int = 0,
        margin: bool = False,
        writer: Writer = lambda: None,
        id: str,  # noqa: A002
    ) -> None:
        empty = "nothing written yet"
        super().__init__(screen.ui, ring, title, most=most, margin=margin, writer=writer, empty=empty, id=id)
        self._main = screen

    @property
    def picking(self) -> bool:
        """Whether a line is pointed at."""
        return self.reading.cursor is not None

    @property
    def has_lines(self) -> bool:
        """These are lines of output."""
        return True

    def new_run(self) -> None:
        """Follow other lines from their end."""
        self.renew()

    def searched(self) -> None:
        """Go to the last line with the text."""
        self.follow()
        if self.ui.query:
            LogView.find(self, forward=False)

    def move(self, dx: int, dy: int) -> bool:
        """A line up or down."""
        if dx:
            return False
        self.go(dy)
        return True

    def page(self, step: int) -> bool:
        """As many lines as are visible."""
        self.go_page(step)
        return True

    def jump(self, step: int) -> bool:
        """To the oldest line that is kept, or to the newest."""
        self.go_start() if step < 0 else self.go_end()
        return True

    def select(self) -> bool:
        """The line that is pointed at goes under the lens."""
        return self.picking and self.look_closer()

    def leave(self) -> bool:
        """Point at nothing any more."""
        if not self.picking:
            return False
        self.unpoint()
        return True

    def find(self, forward: bool) -> bool:
        """The next (or previous) line with the text, or the message that none has it."""
        if not LogView.find(self, forward):
            self._main.say(f"nothing kept here contains “{self.ui.query}”")
        return True

    def turn_freeze(self) -> bool:
        """Hold the lines still, or follow the newest."""
        if self.following:
            self.freeze()
        else:
            self.follow()
        return True

    def pick(self) -> bool:
        """Point at a line; then pick from there on; then point again."""
        reading = self.reading
        if reading.cursor is None:
            self.point()
        else:
            reading.mark = reading.cursor if reading.mark is None else None
            self.update()
        return True

    def look_closer(self) -> bool:
        """The line that is pointed at, or was found, or the last torn one that is visible, under the lens."""
        from mptui.projections.line_writes import look_at
        from mptui.ui.views.output.lens import LensScreen

        if self.current is None:
            self.point(next((line.number for line in reversed(self.visible_lines) if line.torn), None))
        number, ring = self.current, self.reading.ring
        if number is None or ring is None:
            self._main.say(NOTHING)
            return True
        found = self.shared_line(ring, number)
        if found is None:
            self._main.say("the console, which knows the fragments, keeps this line no more")
        else:
            self._main.open_dialog(LensScreen(self.ui, look_at(*found)))
        return True

    def shared_line(self, ring: LineRing, number: int) -> tuple[LineRing, int] | None:
        """Where the output of all workers has line `number` of `ring`: what else was written meanwhile is there."""
        return ring, number

    def copy(self) -> bool:
        """The picked lines, else those on the screen, into the terminal's clipboard."""
        from mptui.ui.views.output.output_text import lines_text

        lines = self.picked_lines or self.visible_lines
        text = lines_text(lines)
        size = len(text.encode())
        if not lines:
            self._main.say(NOTHING)
        elif size > CLIPBOARD:
            self._main.say(f"{size} bytes are too many for a terminal's clipboard: E exports them to a file")
        else:
            self.app.copy_to_clipboard(text)
            self._main.say(f"{_counted(lines)} copied to the terminal's clipboard")
        return True

    def export(self, everything: bool) -> bool:
        """The lines on the screen, or all that are kept, into a file."""
        from mptui.ui.views.output.output_text import lines_text, margined_text

        lines = self.kept_lines if everything else self.visible_lines
        if not lines:
            self._main.say(NOTHING)
            return True
        ui, margin = self.ui, self.margin

        def text() -> str:
            return margined_text(ui, lines) if margin else lines_text(lines)

        self.run_worker(self._write(text, _counted(lines)), exit_on_error=False)
        return True

    async def _write(self, text: Callable[[], str], what: str) -> None:
        """Off the screen's thread: a disk may be slow."""
        from mptui.ui.views.output.output_text import write_new

        folder, title = Path.cwd(), self.ui.title
        try:
            path = await asyncio.to_thread(lambda: write_new(folder, title, text()))
        except OSError as error:
            self._main.say(f"cannot write to {folder}: {error.strerror or error}", severity="error")
            return
        self._main.say(f"{what} written to {path}")


class Console(LinesPart):
    """The output of all workers, in the order in which it came."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(
            screen, self._all_lines, console_title, most=3, margin=True, writer=self._only_writer, id="console"
        )

    def _all_lines(self) -> LineRing:
        return self.ui.state.output.console

    def _only_writer(self) -> int | None:
        worker = self.ui.chosen_worker
        return worker.id if self.ui.only and worker is not None else None


class Zoom(LinesPart):
    """The selected worker's own output."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen, self._own_lines, zoom_title, id="zoom")

    def _own_lines(self) -> LineRing | None:
        worker = self.ui.chosen_worker
        return self.ui.state.output.workers.get(worker.id) if worker is not None else None

    def opened(self) -> None:
        """Begin at the end."""
        self.renew()

    def selection_moved(self) -> None:
        """Another worker's lines."""
        if self.display:
            self.renew()

    def shared_line(self, ring: LineRing, number: int) -> tuple[LineRing, int] | None:
        """The same line in the console."""
        from mptui.projections.line_writes import find_line

        worker, console = self.ui.chosen_worker, self.ui.state.output.console
        found = find_line(console, worker.id, ring.numbered(number)) if worker is not None else None
        return (console, found) if found is not None else None


def _counted(lines: list[Line]) -> str:
    return "1 line" if len(lines) == 1 else f"{len(lines)} lines"
