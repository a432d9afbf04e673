"""The program's source, with the tags of all workers at the lines where they are."""

from functools import partial
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.style import Style
from textual.worker import Worker as Task
from textual.worker import WorkerState as TaskState

from mptui.model.source_lines import NOWHERE, SourceLine, WorkersByLine, same_file, worker_line
from mptui.ui.paint.text import cells, plain, split_at
from mptui.ui.parts.painted import Row, Scrolled, heading
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.output.log_paint import marked
from mptui.ui.views.source.source_files import SourceCache, SourceFile, read_source
from mptui.ui.views.source.text_search import TextSearch
from mptui.ui.views.view_part import ViewPart

GUTTER = 8
NARROW_GUTTER = 5
NARROW = 70
STAY_NS = 1_000_000_000
"""How long a file stays on screen before the selected worker takes us to another: faster could not be read."""


class Source(Scrolled, ViewPart):
    """Goes with the selected worker, from file to file, until somebody scrolls; again when the selection moves."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen.ui, id="source")
        self._sources = SourceCache(self._fetch)
        self._places = WorkersByLine()
        self._file = SourceFile("")
        self._home = ""
        self._rendered: dict[int, Row] = {}
        self._top: int | None = None
        self._since: int | None = None
        self._search = TextSearch()

    def made(self) -> None:
        """Begin with the program's own file."""
        self.new_run()

    def new_run(self) -> None:
        """Everything is read anew."""
        path = self.ui.engine.session.options.target
        self._sources.forget()
        self._places = WorkersByLine()
        self._home = path
        self._show(self._sources.get(path) or SourceFile(path))
        self.follow()

    def _fetch(self, path: str) -> None:
        self.run_worker(partial(read_source, path), name="source", thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Task.StateChanged) -> None:
        """A big file has been read."""
        if event.state is TaskState.SUCCESS and isinstance(event.worker.result, SourceFile):
            self._sources.put(event.worker.result)
            if event.worker.result.path == self._file.path:
                self._show(event.worker.result)
            self.update()

    def _show(self, file: SourceFile) -> None:
        self._file = file
        self._rendered.clear()

    def restyle(self) -> None:
        """The theme changed."""
        self._rendered.clear()

    def follow(self) -> None:
        """Go with the selected worker again."""
        self._top = self._since = None

    def opened(self) -> None:
        """Go with the selected worker."""
        self.follow()

    def selection_moved(self) -> None:
        """Go with the worker that is selected now."""
        self.follow()

    def searched(self) -> None:
        """Go to the text."""
        if self.ui.query:
            self.find(forward=True)

    def page(self, step: int) -> bool:
        """As many lines as are visible."""
        self.scroll_lines(step * max(self.size.height - 3, 1))
        return True

    def scroll_lines(self, lines: int) -> None:
        """Move by lines, away from the selected worker's."""
        room = max(self.size.height - 1, 1)
        top = self._top if self._top is not None else self._followed(room)
        self._top = max(min(top + lines, len(self._file.lines) - room), 0)
        self.update()

    def find(self, forward: bool) -> bool:
        """Go to the next (or previous) line with the search text, away from the worker's; False if none has it."""
        room = max(self.size.height - 1, 1)
        top = self._top if self._top is not None else self._followed(room)
        number = self._search.go(self._file.lines, self.ui.query, forward, start=top)
        if number is None:
            return False
        self._top = top if top < number <= top + room else number - 1 - room // 2
        self.scroll_lines(0)
        return True

    def rows(self) -> list[Row]:
        """A heading with the path, then the lines around the selected worker's."""
        look = self.ui.look
        self._places.update(self.ui.state.workers)
        elsewhere = self._go_along()
        rows = [self._heading(elsewhere)]
        if not self._file.lines:
            waiting = "reading…" if self._file.path and self._sources.get(self._file.path) is None else "it is empty"
            problem = f"the source cannot be read: {self._file.problem}" if self._file.problem else waiting
            lines = wrap(plain(problem), max(self.size.width - 3, 10))
            return [*rows, *([Segment(f"  {line}", look.ground + look.warn)] for line in lines)]
        room = max(self.size.height - 1, 1)
        top = self._top if self._top is not None else self._followed(room)
        files = self._places.files_like(self._file.path)
        line = self._chosen_line()
        for number in range(top + 1, min(top + room, len(self._file.lines)) + 1):
            rows.append(self._row(number, self._places.at(files, number), number == line))
        return rows

    def _chosen_place(self) -> SourceLine:
        chosen = self.ui.chosen_worker
        return worker_line(chosen) if chosen is not None else NOWHERE

    def _chosen_line(self) -> int:
        """The selected worker's line in the file shown, 0 if it is elsewhere or nowhere known."""
        file, line = self._chosen_place()
        return line if file and same_file(file, self._file.path) else 0

    def _go_along(self) -> str:
        """Show the file where the selected worker is, if it can be read. Returns what to say if it is not shown."""
        file, line = self._chosen_place()
        if not file or same_file(file, self._file.path):
            return ""
        now = self.ui.engine.now
        found = None
        if self._top is None and (self._since is None or not 0 <= now - self._since < STAY_NS):
            found = self._sources.get(file)
            if found is not None and found.lines:
                self._show(found)
                self._since = now
                return ""
        why = f", which cannot be read: {found.problem}" if found is not None and found.problem else ""
        return f"{self._who()} is at {file.rpartition('/')[2]}:{line}{why}"

    def _who(self) -> str:
        chosen = self.ui.chosen_worker
        return f"{self.ui.tag(chosen.id)} {plain(chosen.name)}" if chosen is not None else ""

    def _heading(self, elsewhere: str) -> Row:
        room = self.size.width - 14
        path = plain(self._file.path)
        if elsewhere:
            path = path.rpartition("/")[2]
            room -= cells(elsewhere) + 3
        elif self._home and not same_file(self._home, self._file.path) and self._chosen_line():
            path = f"{self._who()} is in {path}"
        return heading(
            self, "source", "· " + " · ".join(part for part in (_end_of(path, room), plain(elsewhere)) if part)
        )

    def _followed(self, room: int) -> int:
        return max(min(self._chosen_line() - room // 2, len(self._file.lines) - room), 0)

    def _row(self, number: int, workers: list[int], chosen: bool) -> Row:
        look = self.ui.look
        gutter = GUTTER if self.size.width >= NARROW else NARROW_GUTTER
        digits = max(len(str(len(self._file.lines))), 3)
        row = self._tags(workers, gutter)
        mark = "▸" if workers else " "
        here = self._search.at == number and self.ui.query
        ink = look.warn if here else look.strong if chosen else look.muted if workers else look.faint
        row.append(Segment(f"{mark}{str(number).rjust(digits)} ", look.ground + ink))
        code = self._code(number)
        query = self.ui.query
        if number in self._search.hits(self._file.lines, query):
            runs = [(piece.text, piece.style or look.ground) for piece in code]
            code = [Segment(text, style) for text, style in marked(runs, query, look.match)]
        if chosen:
            paper = RichStyle(bgcolor=look.chosen.bgcolor, reverse=look.chosen.reverse)
            used = sum(segment.cell_length for segment in [*row, *code])
            code = [Segment(piece.text, (piece.style or look.ground) + paper) for piece in code]
            code.append(Segment(" " * max(self.size.width - used, 0), look.ground + paper))
        return row + code

    def _tags(self, workers: list[int], gutter: int) -> Row:
        """As many tags as there is room for, the selected worker's first, and a plus for those that have none."""
        look, ui = self.ui.look, self.ui
        chosen = ui.chosen_worker
        if chosen is not None and chosen.id in workers:
            workers = [chosen.id, *(worker for worker in workers if worker != chosen.id)]
        row: Row = []
        room = gutter
        for place, worker in enumerate(workers):
            tag = ui.tag(worker)
            if place and len(tag) + 1 > room - (1 if place + 1 < len(workers) else 0):
                row[-1] = Segment(row[-1].text.rstrip(), row[-1].style)
                row.append(Segment("+", look.ground + look.muted))
                break
            row.append(Segment(tag + " ", look.ground + look.worker(tag)))
            room -= len(tag) + 1
        return [Segment(" " * (gutter - sum(len(segment.text) for segment in row)), look.ground), *row]

    def _code(self, number: int) -> Row:
        """One line of the file in the theme's colours."""
        known = self._rendered.get(number)
        if known is None:
            pieces = self._file.lines[number - 1].render(self.visual_style, end="", parse_style=self._parse)
            known = self._rendered[number] = [Segment(text, style.rich_style) for text, style in pieces if text]
        return known

    def _parse(self, style: str | Style) -> Style:
        return Style.parse(style, self.app.theme_variables) if isinstance(style, str) else style


def _end_of(path: str, width: int) -> str:
    """The end of a path, which says most, on at most `width` cells."""
    over = cells(path) - max(width, 4)
    return path if over <= 0 else "…" + split_at(path, over + 1)[1]
