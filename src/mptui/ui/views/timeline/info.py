"""The timeline, and the keys that zoom and pan in time."""

from typing import TYPE_CHECKING

from mptui.ui.commands.action import VIEWS, Action, always
from mptui.ui.commands.moving import toggle
from mptui.ui.parts.screens import KeyScreen, ViewScreen
from mptui.ui.views.view_info import ViewInfo

if TYPE_CHECKING:
    from mptui.ui.views.timeline.timeline import Timeline


def _make(screen: ViewScreen) -> "Timeline":
    from mptui.ui.views.timeline.timeline import Timeline

    return Timeline(screen)


def _open(screen: KeyScreen) -> "Timeline":
    from mptui.ui.views.timeline.timeline import Timeline

    assert isinstance(screen.view_part, Timeline)
    return screen.view_part


TIMELINE = ViewInfo(
    "timeline",
    "A row a worker, time from left to right. The cursor tells what everybody did at its moment.",
    _make,
    (
        Action("timeline", ("t",), "t", "Timeline",
               "Show who ran, held something, was blocked or wrote, and when. A cursor reads out any moment.",
               VIEWS, toggle("timeline"), always, "timeline", 16),
    ),
    (
        Action("time_longer", ("less_than_sign",), "<", "Show more time",
               "Zoom the timeline out: more of the past, less exactly.",
               VIEWS, lambda screen: _open(screen).zoom_or_say(1), always, "", 2),
        Action("time_shorter", ("greater_than_sign",), ">", "Show less time",
               "Zoom the timeline in, down to 10 µs a cell.",
               VIEWS, lambda screen: _open(screen).zoom_or_say(-1), always, "time", 2),
        Action("time_whole", ("0",), "0", "Show the whole run",
               "Zoom the timeline so that it just shows the whole run.",
               VIEWS, lambda screen: _open(screen).fit(), always, "all", 2),
        Action("time_back", ("shift+left",), "shift+←", "Earlier",
               "Move the timeline back by a quarter; it then stops following the run.",
               VIEWS, lambda screen: _open(screen).pan(-1)),
        Action("time_on", ("shift+right",), "shift+→", "Later",
               "Move the timeline forward by a quarter.",
               VIEWS, lambda screen: _open(screen).pan(1)),
    ),
    lists_workers=True,
)  # fmt: skip
