"""The graph of waits."""

from typing import TYPE_CHECKING

from mptui.ui.commands.action import VIEWS, Action, always
from mptui.ui.commands.moving import toggle
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.view_info import ViewInfo

if TYPE_CHECKING:
    from mptui.ui.views.graph.graph import Graph


def _make(screen: ViewScreen) -> "Graph":
    from mptui.ui.views.graph.graph import Graph

    return Graph(screen)


GRAPH = ViewInfo(
    "graph",
    "Who waits for what, held by whom. Workers that wait for each other in a ring are a deadlock.",
    _make,
    (
        Action("graph", ("g",), "g", "Who waits for whom",
               "Show every wait: who waits, for what, held by whom, and since when.",
               VIEWS, toggle("graph"), always, "graph", 17),
    ),
)  # fmt: skip
