"""The views that can stand in the middle of the screen. Each comes to be when it is first asked for.

Importing, styling and mounting all of them would take as long as all else that happens before the first paint.
"""

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from mptui.ui.paint.painted import Unstyled
from mptui.ui.ui_state import Stage, UiState
from mptui.ui.views.output.log_view import LogView
from mptui.ui.views.output.titles import zoom_title
from mptui.ui.views.workers.wall import Wall

if TYPE_CHECKING:
    from mptui.model.lines import LineRing
    from mptui.ui.views.graph.graph import Graph
    from mptui.ui.views.objects.detail import ObjectDetail
    from mptui.ui.views.objects.table import ObjectsTable
    from mptui.ui.views.source.source import Source
    from mptui.ui.views.timeline.timeline import Timeline

_W = TypeVar("_W", bound=Unstyled)


class StagedScreen(Screen[None]):
    """A screen with the stages of `view`. `made`: those that there are by now; `#left` is where they stand."""

    def __init__(self, ui: UiState) -> None:
        super().__init__()
        self.ui = ui
        self.made: dict[Stage, Unstyled] = {}
        self.wall = self._make("panes", Wall(ui, id="wall"))

    def _make(self, stage: Stage, widget: _W) -> _W:
        widget.display = stage == self.ui.stage
        self.made[stage] = widget
        if stage != "panes" and self.wall.is_attached:
            self.query_one("#left").mount(widget, before=0 if stage == "source" else self.wall)
        return widget

    @cached_property
    def zoom(self) -> LogView:
        """The selected worker's own output."""
        widget = LogView(self.ui, self._zoomed_ring, zoom_title, empty="nothing written yet", id="zoom")
        return self._make("zoom", widget)

    @cached_property
    def source(self) -> "Source":
        """The program's source; on a wide screen beside the panes."""
        from mptui.ui.views.source.source import Source

        widget = self._make("source", Source(self.ui, id="source"))
        widget.open(self.ui.engine.session.options.target)
        return widget

    @cached_property
    def timeline(self) -> "Timeline":
        """A row a worker."""
        from mptui.ui.views.timeline.timeline import Timeline

        return self._make("timeline", Timeline(self.ui, id="timeline"))

    @cached_property
    def graph(self) -> "Graph":
        """Who waits for whom."""
        from mptui.ui.views.graph.graph import Graph

        return self._make("graph", Graph(self.ui, id="graph"))

    @cached_property
    def table(self) -> "ObjectsTable":
        """The table of objects."""
        from mptui.ui.views.objects.table import ObjectsTable

        return self._make("objects", ObjectsTable(self.ui, id="objects-table"))

    @cached_property
    def detail(self) -> "ObjectDetail":
        """One object's page."""
        from mptui.ui.views.objects.detail import ObjectDetail

        return self._make("object", ObjectDetail(self.ui, id="object-detail"))

    def open_stage(self, stage: Stage) -> None:
        """See to it that the widget of `stage` is there and shows what it is opened for. The console always is."""
        if stage == "zoom":
            self.zoom.renew()
        elif stage == "source":
            self.source.follow()
        elif stage == "timeline":
            self.timeline.opened()
        elif stage == "graph":
            self.graph.opened()
        elif stage == "objects":
            self.table  # noqa: B018 (makes it)
        elif stage == "object":
            self.detail  # noqa: B018 (makes it)

    def _zoomed_ring(self) -> "LineRing | None":
        worker = self.ui.chosen_worker
        return self.ui.state.output.workers.get(worker.id) if worker is not None else None
