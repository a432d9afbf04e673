"""A screen with views: which is open, what they are told, and what they may ask for."""

from collections.abc import Callable
from typing import Any, TypeVar

from textual.screen import ModalScreen, Screen

from mptui.ui.paint.text import plain
from mptui.ui.parts.painted import Group
from mptui.ui.ui_state import UiState
from mptui.ui.views.objects.strip import Objects
from mptui.ui.views.open_views import OpenViews
from mptui.ui.views.output.info import CONSOLE
from mptui.ui.views.view_info import ViewInfo
from mptui.ui.views.view_part import ViewPart
from mptui.ui.views.workers.info import PANES

T = TypeVar("T")


class ViewsScreen(Screen[None]):
    """A screen with views, the strip of objects and the console, all of which stand in `left`."""

    def __init__(self, ui: UiState) -> None:
        super().__init__()
        self.ui = ui
        self.left = Group(id="left")
        self.views = OpenViews(self, self._mount_view)
        self.wall = self.views.part(PANES)
        self.console = self.views.part(CONSOLE)
        self.objects = Objects(self, id="objects")

    def _mount_view(self, info: ViewInfo[Any], part: ViewPart) -> None:
        if info.whole_screen:
            return
        part.display = info.id == self.ui.view
        if self.left.is_attached:
            self.left.mount(part, before=0 if info.beside else self.wall)

    @property
    def came_from(self) -> str:
        """The id of the view that was open before the present one."""
        return self.views.came_from

    @property
    def view_part(self) -> ViewPart:
        """The open view."""
        return self.views.open

    @property
    def lists_workers(self) -> bool:
        """Whether the open view has a place for each listed worker."""
        return self.views.info.lists_workers

    @property
    def opens_objects(self) -> bool:
        """Whether enter in the open view shows the selected object whole."""
        return self.views.info.opens_objects

    @property
    def workers_on_page(self) -> int:
        """How many workers the wall shows at once."""
        return self.wall.layout_plan.page

    @property
    def lines(self) -> ViewPart:
        """The lines of output that the keys are for: where one is pointed at, else the open view's or the console's."""
        return self.view_part if self.view_part.has_lines and not self.console.picking else self.console

    def show_view(self, view: str) -> None:
        """Open a view by its id."""
        self.views.show(view)
        self.share_rows()

    def toggle_view(self, view: str) -> None:
        """Open a view, or leave it if it is open."""
        self.show_view(self.views.toggled(view))

    def selection_moved(self) -> None:
        """Another worker or object is selected."""
        for part in self.views.made.values():
            part.selection_moved()

    def renew_console(self) -> None:
        """The console shows other lines than before."""
        self.console.renew()

    def share_rows(self) -> None:
        """Give every part its place."""
        raise NotImplementedError

    def uncover(self) -> bool:
        """Put the note away if it stands in the place of the views. Returns whether it did."""
        raise NotImplementedError

    # Messages and questions

    def say(self, text: str, severity: Any = "information") -> None:
        """A line that leaves by itself."""
        self.app.notify(plain(text), severity=severity, timeout=4, markup=False)

    def open_dialog(self, dialog: ModalScreen[T], answered: "Callable[[T | None], None] | None" = None) -> None:
        """Show a dialog above everything; `answered` is called with what it closes with."""
        self.app.push_screen(dialog, answered)

    def ask(self, question: str, agreed: Callable[[], None]) -> None:
        """Do `agreed` if the user answers with yes."""
        from mptui.ui.dialogs.confirm import Confirm

        self.app.push_screen(Confirm(question), lambda yes: agreed() if yes else None)

    def leave(self) -> None:
        """End the program and leave."""
        self.app.exit()

    def show_palette(self) -> None:
        """Textual's command palette over our actions."""
        self.app.action_command_palette()

    def choose_theme(self) -> None:
        """Textual's list of themes."""
        self.app.search_themes()
