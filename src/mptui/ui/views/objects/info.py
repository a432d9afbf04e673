"""The table of objects and the page of one of them."""

from typing import TYPE_CHECKING

from mptui.ui.commands.action import VIEWS, Action, always
from mptui.ui.commands.moving import toggle
from mptui.ui.parts.screens import KeyScreen, ViewScreen
from mptui.ui.views.view_info import ViewInfo

if TYPE_CHECKING:
    from mptui.ui.views.objects.detail import ObjectDetail
    from mptui.ui.views.objects.table import ObjectsTable


def _make_table(screen: ViewScreen) -> "ObjectsTable":
    from mptui.ui.views.objects.table import ObjectsTable

    return ObjectsTable(screen)


def _open_table(screen: KeyScreen) -> "ObjectsTable":
    from mptui.ui.views.objects.table import ObjectsTable

    assert isinstance(screen.view_part, ObjectsTable)
    return screen.view_part


def _make_detail(screen: ViewScreen) -> "ObjectDetail":
    from mptui.ui.views.objects.detail import ObjectDetail

    return ObjectDetail(screen)


def open_object(screen: KeyScreen) -> bool:
    """The selected object's own page; False when none is selected, or the open view has another use for enter."""
    if not screen.opens_objects or screen.ui.object not in screen.ui.state.objects:
        return False
    screen.show_view(OBJECT.id)
    return True


OBJECTS = ViewInfo(
    "objects",
    "Every lock, queue and pipe. Times are the median (p50), the time that 99 of 100 do not exceed "
    "(p99), both within 1/32, and the greatest; held times are of holds that ended. Throughput is of "
    "the last five seconds: items got from a queue, messages received, acquires of a lock.",
    _make_table,
    (
        Action("objects", ("O",), "O", "Objects",
               "Show every lock, queue and pipe: who holds it, who waits, and for how long. Enter shows one in "
               "full.",
               VIEWS, toggle("objects"), always, "objects", 8),
    ),
    (
        Action("sort", ("S",), "S", "Sort the objects",
               "Sort the table of objects by its next column.",
               VIEWS, lambda screen: _open_table(screen).sort_next(), always, "", 2),
        Action("reverse", ("R",), "R", "Reverse the order",
               "Sort the table of objects in the opposite order.",
               VIEWS, lambda screen: _open_table(screen).reverse(), always, "sort", 2),
    ),
    opens_objects=True,
    hides_objects=True,
)  # fmt: skip
OBJECT = ViewInfo(
    "object",
    "One object whole: its holders and everybody who waits, longest first, where the items of a queue "
    "are, and the last operations.",
    _make_detail,
    hides_objects=True,
    closed_by=OBJECTS.id,
)
