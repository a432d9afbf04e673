"""The timeline: a row a worker, a cell a slice of time, drawn by the state that took most of it."""

from rich.segment import Segment
from textual import events

from mptui.model.state import SharedObject, Worker
from mptui.model.track import Track
from mptui.projections.status import NS
from mptui.ui.paint.glyphs import Glyphs, glyphs_of
from mptui.ui.paint.text import cut, fit, plain
from mptui.ui.parts.painted import Painted, Row, heading
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.timeline.readout import live_rows, snapshot_rows
from mptui.ui.views.timeline.timeline_paint import (
    Cell,
    joined,
    legend,
    state_cells,
    value_cells,
    worker_label,
)
from mptui.ui.views.timeline.window import Window
from mptui.ui.views.view_part import ViewPart

AXIS_EVERY = 20
"""Cells between two times on the axis: a round number of seconds at any zoom."""


class Timeline(Painted, ViewPart):
    """Follows the present until the cursor is put somewhere; then it stands still and reads out that moment."""

    def __init__(self, screen: ViewScreen) -> None:
        super().__init__(screen.ui, id="timeline")
        self._main = screen
        self.window = Window()
        self._first = 0
        self._cache: dict[int, dict[int, int]] = {}
        self._cached: tuple[object, int] = (None, 0)
        self._to_fit = False

    # What the keys do

    @property
    def room(self) -> int:
        """Rows for workers."""
        return max(self.size.height - sum(self._parts()), 1)

    @property
    def width(self) -> int:
        """Cells of time in a row."""
        return max(self.size.width - self._names - 8, 4)

    def opened(self) -> None:
        """The view is shown: a run that is over is shown as a whole."""
        self._to_fit = self.ui.state.finished and self.window.cursor is None

    def move(self, dx: int, dy: int) -> bool:
        """The cursor goes a cell on; the first time, it appears at the right end. Up and down select workers."""
        if dy:
            return False
        self.window.move(dx, self.ui.engine.now, self.width)
        return True

    def page(self, step: int) -> bool:
        """Select the worker a page of rows further on."""
        self.turn_page(step)
        self._main.selection_moved()
        return True

    def jump(self, step: int) -> bool:
        """The cursor goes to the oldest moment that is kept, or the present is followed again."""
        self.go_start() if step < 0 else self.follow()
        return True

    def pan(self, step: int) -> None:
        """Look `step` quarters of the window on."""
        self.window.pan(step, self.ui.engine.now, self.width)

    def zoom(self, step: int) -> bool:
        """Longer (1) or shorter (-1) cells; False at either end."""
        return self.window.zoom(step, self.ui.engine.now, self.width)

    def zoom_or_say(self, step: int) -> None:
        """Longer (1) or shorter (-1) cells, or the message that there are none."""
        if not self.zoom(step):
            self._main.say("this is as far as the timeline zooms")

    def go_start(self) -> None:
        """The cursor goes to the oldest moment that is kept."""
        began = [track.oldest for track in self.ui.engine.history.tracks.values()]
        self.window.put(min(began, default=0) // self.window.cell, self.ui.engine.now, self.width)

    def turn_page(self, step: int) -> None:
        """Select the worker a page of rows further on."""
        workers, chosen = self.ui.listed, self.ui.chosen_worker
        place = next((at for at, worker in enumerate(workers) if worker is chosen), None)
        if place is not None:
            self.ui.worker = workers[min(max(place + step * self.room, 0), len(workers) - 1)].id

    def follow(self) -> None:
        """Follow the present again."""
        self.window.follow()

    def fit(self) -> None:
        """The whole run in the window."""
        self._to_fit = False
        self.window.fit(self.ui.engine.now, self.width)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The past; with ctrl, shorter cells."""
        event.stop()
        self.zoom(-1) if event.ctrl else self.pan(-1)
        self.update()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The present; with ctrl, longer cells."""
        event.stop()
        self.zoom(1) if event.ctrl else self.pan(1)
        self.update()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor, and select the worker of that row."""
        head, value, _ = self._parts()
        place = event.y - head - value
        workers = self.ui.listed
        if 0 <= place < self.room and self._first + place < len(workers):
            self.ui.worker = workers[self._first + place].id
        column, now = event.x - self._names - 8, self.ui.engine.now
        if column >= 0:
            self.window.put(self.window.left(now, self.width) + column, now, self.width)
        self.update()

    # What is seen

    @property
    def _names(self) -> int:
        return 18 if self.size.width >= 100 else 12 if self.size.width >= 60 else 7

    def _parts(self) -> tuple[int, int, int]:
        """Rows of heading and axis, of the object, and below the workers. Fixed for a height: nothing jumps."""
        height = self.size.height
        below = next(
            (rows for rows, least in ((8, 26), (6, 18), (4, 12), (3, 8), (2, 6), (1, 4)) if height >= least), 0
        )
        return (2 if height >= 5 else 1), (1 if height >= 7 else 0), below

    @property
    def shared(self) -> SharedObject | None:
        """The object with a row: the selected one, else the program's first queue, else its first lock."""
        objects = self.ui.state.objects
        if self.ui.object in objects:
            return objects[self.ui.object]
        found = {shared.family: shared for shared in reversed(objects.values()) if shared.own}
        return found.get("queue") or found.get("lock") or found.get("semaphore")

    def rows(self) -> list[Row]:
        """Heading, axis with the turns of knobs, the object, the workers, and in words what the cursor is on."""
        ui, look = self.ui, self.ui.look
        now, window, width = ui.engine.now, self.window, self.width
        glyphs = glyphs_of(look)
        self._renew()
        if self._to_fit:
            self.fit()
        left = window.left(now, width)
        head, value, below = self._parts()
        shown = self._visible(ui.listed)
        rows = [self._heading(shown, left)]
        if head > 1:
            rows.append(self._axis(glyphs, left))
        if value:
            rows.append(self._object_row(glyphs, left, now))
        rows += [self._worker_row(glyphs, worker, left, now) for worker in shown]
        rows += [[] for _ in range(self.room - len(shown))]
        if below >= 4 or (below and window.t is None):
            foot: Row | None = [
                Segment(cut(f" {legend(glyphs, self.size.width)}", self.size.width), look.ground + look.muted)
            ]
        else:
            foot = None
        told = below - (foot is not None)
        t = window.t
        rows += live_rows(ui, told) if t is None else snapshot_rows(ui, min(t, now), self.shared, told, window.cell)
        return [*rows, foot] if foot is not None else rows

    def _heading(self, shown: list[Worker], left: int) -> Row:
        window = self.window
        cell = f"{window.cell / NS:g} s a cell" if window.cell >= NS // 1000 else f"{window.cell // 1000} µs a cell"
        t = window.t
        how = "following" if t is None else f"frozen at {time_text(t, window.cell // 10)}"
        text = f"· {how} · {cell}"
        tracks = self.ui.engine.history.tracks
        known = [tracks[worker.id] for worker in shown if worker.id in tracks]
        grain = max((track.grain(t) for track in known), default=0) if t is not None else 0
        if grain > window.cell:
            text += f", known to {grain / NS:g} s"
        oldest = max((track.oldest for track in known if track.oldest > track.started), default=0)
        if oldest > left * window.cell:
            text += f" · older than {time_text(oldest, NS)} not kept"
        count, room = len(self.ui.listed), self.room
        if count > room:
            text += f" · {self._first + 1} to {self._first + len(shown)} of {count}"
        return heading(self, "timeline", text)

    def _visible(self, workers: list[Worker]) -> list[Worker]:
        room, chosen = self.room, self.ui.chosen_worker
        place = next((at for at, worker in enumerate(workers) if chosen is not None and worker.id == chosen.id), 0)
        self._first = max(min(max(self._first, place - room + 1), place, len(workers) - 1), 0)
        self._first = max(min(self._first, len(workers) - room), 0)
        return workers[self._first : self._first + room]

    def _cursor(self, left: int) -> int | None:
        return None if self.window.cursor is None else self.window.cursor - left

    def _axis(self, glyphs: Glyphs, left: int) -> Row:
        look, cell, width = self.ui.look, self.window.cell, self.width
        drawn: list[Cell] = [(" ", look.muted)] * width
        turned = {turn.t // cell - left for turn in self.ui.engine.history.turns}
        label, at = self._cursor_label(glyphs, left, turned)
        every = AXIS_EVERY * cell
        for number in range(max(-(-left * cell // every), 0), (left + width) * cell // every + 1):
            text, place = glyphs.tick + time_text(number * every, every), number * every // cell - left
            if place + len(text) < at or place > at + len(label):
                _write(drawn, place, text, look.muted)
        _write(drawn, at, label, look.strong)
        for place in turned.difference(range(at, at + len(label))):
            _write(drawn, place, glyphs.turn, look.warn)
        lead = Segment(" " * (self.size.width - width), look.ground)
        return [lead, *joined(look, drawn, look.ground, None)]

    def _cursor_label(self, glyphs: Glyphs, left: int, turned: set[int]) -> tuple[str, int]:
        """The time at the cursor with a mark that points at its column, and where that begins.

        It entries to the right of the mark, or to the left where that is the edge, or hides a turn of a knob.
        """
        cursor, t = self._cursor(left), self.window.t
        if cursor is None or t is None:
            return "", -1
        label = time_text(t, self.window.cell // 10)
        hides = not turned.isdisjoint(range(cursor + 1, cursor + 1 + len(label)))
        if cursor + 1 + len(label) < self.width and (not hides or cursor < len(label)):
            return glyphs.cursor + label, cursor
        return label + glyphs.cursor, cursor - len(label)

    def _object_row(self, glyphs: Glyphs, left: int, now: int) -> Row:
        look, shared, width, cell = self.ui.look, self.shared, self.width, self.window.cell
        if shared is None:
            return []
        row = [Segment(f"     {fit(plain(shared.label), self._names)}   ", look.ground + look.accent)]
        values = self.ui.engine.history.objects.get(shared.id)
        if values is not None:
            spans = [(at * cell, min((at + 1) * cell, now)) for at in range(left, left + width)]
            top = max(shared.maxsize or 0, shared.max_depth)
            row += joined(
                look, value_cells(look, glyphs, values, spans, top, self.ui.tag), look.ground, self._cursor(left)
            )
        return row

    def _worker_row(self, glyphs: Glyphs, worker: Worker, left: int, now: int) -> Row:
        ui, look = self.ui, self.ui.look
        tag, chosen = ui.tag(worker.id), ui.chosen_worker
        paper = look.chosen if chosen is not None and chosen.id == worker.id else look.ground
        row = [
            Segment(f" {tag.rjust(3)} ", paper + look.worker(tag)),
            Segment(fit(plain(worker.name), self._names) + " ", paper + look.text),
            Segment(worker.state.glyph + " ", paper + ui.ink(worker)),
        ]
        track = ui.engine.history.tracks.get(worker.id)
        if track is None:
            return [*row, Segment(" forgotten", paper + look.muted)]
        numbers = self._numbers(worker.id, track, left, now)
        drawn = state_cells(look, glyphs, numbers, worker_label(ui.state, ui.engine.history))
        if track.ended is not None and 0 <= track.ended // self.window.cell - left < self.width:
            drawn[track.ended // self.window.cell - left] = (worker.state.glyph, look.state(worker))
        return row + joined(look, drawn, paper, self._cursor(left))

    def _numbers(self, worker: int, track: Track, left: int, now: int) -> list[int]:
        """The cells of a worker; those that can change no more are worked out once."""
        cell, history = self.window.cell, self.ui.engine.history
        known = self._cache.setdefault(worker, {})
        if len(known) > 4 * self.width:
            known.clear()
        numbers = []
        for at in range(left, left + self.width):
            number = known.get(at)
            if number is None:
                number = history.cell(track, at * cell, (at + 1) * cell, now)
                if (at + 1) * cell <= track.t:
                    known[at] = number
            numbers.append(number)
        return numbers

    def _renew(self) -> None:
        """Forget what was worked out for another zoom; in another run, where the cursor was, too."""
        key = (self.ui.engine.history.tracks, self.window.cell)
        if key[0] is not self._cached[0] or key[1] != self._cached[1] or len(self._cache) > 4 * self.room:
            self._cache.clear()
            if key[0] is not self._cached[0]:
                self.window.follow()
            self._cached = key


def time_text(ns: int, step: int) -> str:
    """A time of the run in seconds, with the digits that tell steps of `step` ns apart: `12.3 s`."""
    digits = next((digits for digits in range(7) if NS // 10**digits <= max(step, 1)), 6)
    return f"{max(ns, 0) / NS:.{digits}f} s"


def _write(drawn: list[Cell], place: int, text: str, ink: object) -> None:
    for offset, character in enumerate(text):
        if 0 <= place + offset < len(drawn):
            drawn[place + offset] = (character, ink)  # type: ignore[assignment]
