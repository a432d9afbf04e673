"""What the keys do to the console and to a zoomed pane: hold still, pick lines, look closely, take lines away."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mptui.model.lines import Line

if TYPE_CHECKING:
    from mptui.ui.main_screen import MainScreen

CLIPBOARD = 75_000
"""Bytes that a terminal can be trusted to take into its clipboard: several stop at 100,000 after encoding."""
NOTHING = "there are no lines here"


class ConsoleCommands:
    """Handlers of the actions on lines of output. They act on the zoomed pane if there is one, else on the console."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._ui = screen.ui

    def turn_freeze(self) -> None:
        """Hold the lines still, or follow the newest."""
        log = self._screen.output_view
        if log.following:
            log.freeze()
        else:
            log.follow()

    def turn_only(self) -> None:
        """Only the selected worker's lines in the console, or everybody's."""
        self._ui.only = not self._ui.only
        self._screen.console.renew()

    def pick_lines(self) -> None:
        """Point at a line; then pick from there on; then point again."""
        reading = self._screen.output_view.reading
        if reading.cursor is None:
            self._screen.output_view.point()
        else:
            reading.mark = reading.cursor if reading.mark is None else None
            self._screen.output_view.update()

    def open_lens(self) -> None:
        """The line that is pointed at, or was found, or the last torn one that is visible, under the lens."""
        from mptui.projections.line_writes import find_line, look_at
        from mptui.ui.views.output.lens import LensScreen

        log, console = self._screen.output_view, self._screen.console
        if log.current is None:
            log.point(next((line.number for line in reversed(log.visible_lines) if line.torn), None))
        number, ring = log.current, log.reading.ring
        if number is None or ring is None:
            self._screen.say(NOTHING)
            return
        if log is not console:
            worker, own = self._ui.chosen_worker, ring.numbered(number)
            ring = self._ui.state.output.console
            number = find_line(ring, worker.id, own) if worker is not None else None
            if number is None:
                self._screen.say("the console, which knows the fragments, keeps this line no more")
                return
        self._screen.app.push_screen(LensScreen(self._ui, look_at(ring, number)))

    def copy_lines(self) -> None:
        """The picked lines, else those on the screen, into the terminal's clipboard."""
        from mptui.ui.views.output.output_text import lines_text

        log = self._screen.output_view
        lines = log.picked_lines or log.visible_lines
        if not lines:
            self._screen.say(NOTHING)
            return
        text = lines_text(lines)
        size = len(text.encode())
        if size > CLIPBOARD:
            self._screen.say(f"{size} bytes are too many for a terminal's clipboard: E exports them to a file")
            return
        self._screen.app.copy_to_clipboard(text)
        self._screen.say(f"{_counted(lines)} copied to the terminal's clipboard")

    def export_visible(self) -> None:
        """The lines on the screen, into a file."""
        self._export(self._screen.output_view.visible_lines)

    def export_all(self) -> None:
        """All lines that are kept, into a file."""
        self._export(self._screen.output_view.kept_lines)

    def _export(self, lines: list[Line]) -> None:
        if not lines:
            self._screen.say(NOTHING)
            return
        from mptui.ui.views.output.output_text import lines_text, margined_text

        ui, margin = self._ui, self._screen.output_view.margin

        def text() -> str:
            return margined_text(ui, lines) if margin else lines_text(lines)

        self._screen.run_worker(self._write(text, _counted(lines)), exit_on_error=False)

    async def _write(self, text: Callable[[], str], what: str) -> None:
        """Off the screen's thread: a disk may be slow."""
        from mptui.ui.views.output.output_text import write_new

        folder = Path.cwd()
        try:
            path = await asyncio.to_thread(lambda: write_new(folder, self._screen.status.title, text()))
        except OSError as error:
            self._screen.say(f"cannot write to {folder}: {error.strerror or error}", severity="error")
            return
        self._screen.say(f"{what} written to {path}")


def _counted(lines: list[Line]) -> str:
    return "1 line" if len(lines) == 1 else f"{len(lines)} lines"
