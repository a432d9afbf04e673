"""The program's source."""

from typing import TYPE_CHECKING

from mptui.ui.commands.action import VIEWS, Action, always
from mptui.ui.commands.moving import toggle
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.view_info import ViewInfo

if TYPE_CHECKING:
    from mptui.ui.views.source.source import Source


def _make(screen: ViewScreen) -> "Source":
    from mptui.ui.views.source.source import Source

    return Source(screen)


SOURCE = ViewInfo(
    "source",
    "The program's source. The tags in the margin stand at the lines where the workers are.",
    _make,
    (
        Action("source", ("c",), "c", "Source",
               "Show the program's source, with every worker at its line.",
               VIEWS, toggle("source"), always, "code", 15),
    ),
    beside=True,
)  # fmt: skip
