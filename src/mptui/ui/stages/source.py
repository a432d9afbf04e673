"""The program's source, with every worker's tag at the line where it is."""

from pathlib import Path

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.highlight import highlight
from textual.style import Style

from mptui.model.state import Worker
from mptui.ui.objects import heading
from mptui.ui.painted import Painted, Row
from mptui.ui.text import cut, expand, fit, plain, visible
from mptui.ui.view import View

GUTTER = 8
LARGEST = 1_000_000
"""Bytes of a source file that is shown."""


class Source(Painted):
    """Follows the selected worker's line until somebody scrolls, and again when the selection moves."""

    def __init__(self, view: View, id: str | None = None) -> None:  # noqa: A002
        super().__init__(view, id=id)
        self._path = ""
        self._lines: list[Row] = []
        self._problem = ""
        self._top: int | None = None

    def open(self, path: str) -> None:
        """Show another file; what cannot be read is said instead."""
        self._path, self._top, self._problem, self._lines = path, None, "", []
        try:
            with Path(path).open("rb") as file:
                code = file.read(LARGEST).decode("utf-8", "backslashreplace")
        except OSError as error:
            self._problem = f"the source cannot be read: {error.strerror or error}"
            return
        shown = "\n".join(expand(visible(line)) for line in code.splitlines())
        self._lines = [
            self._paint_line(line) for line in highlight(shown, language="python").split("\n", allow_blank=True)
        ]

    def _paint_line(self, line: Content) -> Row:
        pieces = line.render(self.visual_style, end="", parse_style=self._parse)
        return [Segment(text, style.rich_style) for text, style in pieces if text]

    def _parse(self, style: str | Style) -> Style:
        return Style.parse(style, self.app.theme_variables) if isinstance(style, str) else style

    def follow(self) -> None:
        """Go with the selected worker again."""
        self._top = None

    def scroll_lines(self, lines: int) -> None:
        """Move by lines, away from the selected worker's."""
        room = max(self.size.height - 1, 1)
        top = self._top if self._top is not None else self._followed(room)
        self._top = max(min(top + lines, len(self._lines) - room), 0)
        self.update()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look above."""
        event.stop()
        self.scroll_lines(-3)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look below."""
        event.stop()
        self.scroll_lines(3)

    def rows(self) -> list[Row]:
        """A heading with the path, then the lines around the selected worker's."""
        look = self.view.look
        rows = [heading(self, "source", "· " + cut(plain(self._path), max(self.size.width - 14, 0)))]
        if self._problem:
            return [*rows, [Segment(f"  {self._problem}", look.ground + look.warn)]]
        room = max(self.size.height - 1, 1)
        top = self._top if self._top is not None else self._followed(room)
        here = self._where()
        chosen = self.view.chosen_worker
        line = _line_of(chosen, self._path) if chosen is not None else 0
        for number in range(top + 1, min(top + room, len(self._lines)) + 1):
            rows.append(self._row(number, here.get(number, []), number == line))
        return rows

    def _followed(self, room: int) -> int:
        chosen = self.view.chosen_worker
        line = _line_of(chosen, self._path) if chosen is not None else 0
        return max(min(line - room // 2, len(self._lines) - room), 0)

    def _where(self) -> dict[int, list[Worker]]:
        here: dict[int, list[Worker]] = {}
        for worker in self.view.workers:
            line = _line_of(worker, self._path)
            if line and worker.state.alive:
                here.setdefault(line, []).append(worker)
        return here

    def _row(self, number: int, workers: list[Worker], chosen: bool) -> Row:
        look = self.view.look
        row: Row = []
        room = GUTTER
        for place, worker in enumerate(workers):
            tag = self.view.tag(worker.id)
            if len(tag) + 1 > room - (1 if place + 1 < len(workers) else 0):
                row.append(Segment("…", look.ground + look.muted))
                room -= 1
                break
            row.append(Segment(tag + " ", look.ground + look.worker(tag)))
            room -= len(tag) + 1
        mark = "▸" if workers else " "
        row.insert(0, Segment(" " * room, look.ground))
        row.append(
            Segment(
                f"{mark}{fit(str(number).rjust(4), 4)} ",
                look.ground + (look.strong if chosen else look.faint),
            )
        )
        row.extend(self._lines[number - 1])
        return row


def _line_of(worker: Worker | None, path: str) -> int:
    """The line of `path` where the worker is, 0 if it is elsewhere or nowhere known."""
    if worker is None:
        return 0
    file, _, line = (worker.wait.where if worker.wait is not None else worker.where).rpartition(":")
    same = file == path or Path(file).name == Path(path).name
    return int(line) if same and line.isdigit() else 0
