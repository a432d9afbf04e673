"""One stock Textual Log a pane: what the screen's cost of an event is measured against."""

from textual.app import App, ComposeResult
from textual.containers import Grid
from textual.widgets import Log

from _screen_app import FRAMES, Feed, Meter, attend
from mptui.events import OutputRun


class Logs(App[None]):
    """One stock Log a pane."""

    def __init__(self, feed: Feed, workers: int, meter: Meter, seconds: float) -> None:
        super().__init__()
        self._feed, self._meter, self._seconds = feed, meter, seconds
        self.logs = [Log(max_lines=500) for _ in range(workers)]

    def compose(self) -> ComposeResult:
        """A grid of panes."""
        with Grid(id="grid") as grid:
            columns = max(1, round((len(self.logs) * 2) ** 0.5 / 1.5))
            grid.styles.grid_size_columns = columns
            grid.styles.grid_rows = "1fr"
            yield from self.logs

    def on_mount(self) -> None:
        """Feed at the frame rate."""
        attend(self, self._meter, self._seconds)
        self.set_interval(1 / FRAMES, self._pump)

    def _pump(self) -> None:
        self._meter.frames += 1
        for event in self._feed.drain_nowait():
            if isinstance(event, OutputRun):
                by_worker: dict[int, list[str]] = {}
                for _, worker, _, _, data in event.fragments:
                    by_worker.setdefault(worker, []).append(data.decode()[:-1])
                for worker, lines in by_worker.items():
                    self.logs[worker - 1].write_lines(lines)
