"""The list of all views. Their keys are documented in this order; the first is the one that all others leave to."""

from typing import Any

from mptui.ui.views.graph.info import GRAPH
from mptui.ui.views.objects.info import OBJECT, OBJECTS
from mptui.ui.views.output.info import CONSOLE, ZOOM
from mptui.ui.views.source.info import SOURCE
from mptui.ui.views.timeline.info import TIMELINE
from mptui.ui.views.view_info import ViewInfo
from mptui.ui.views.workers.info import PANES

VIEWS: tuple[ViewInfo[Any], ...] = (PANES, OBJECTS, OBJECT, ZOOM, CONSOLE, SOURCE, TIMELINE, GRAPH)
BY_ID = {info.id: info for info in VIEWS}
