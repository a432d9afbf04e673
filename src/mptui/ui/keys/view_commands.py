"""What the keys do to the screen: selection, views, search, help. None of it touches the run."""

from typing import TYPE_CHECKING

from mptui.model.standing import runs_on
from mptui.projections.status import still_running
from mptui.ui.paint.text import plain
from mptui.ui.ui_state import Stage
from mptui.ui.views.objects.object_commands import FAR

if TYPE_CHECKING:
    from mptui.ui.main_screen import MainScreen

NAMED = 5
"""Processes that a question names."""


class ViewCommands:
    """Handlers of the actions on views, selection and search."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen
        self._ui = screen.ui

    def go_left(self) -> None:
        """The worker to the left."""
        self._move(-1, 0)

    def go_right(self) -> None:
        """The worker to the right."""
        self._move(1, 0)

    def go_up(self) -> None:
        """Above, or back."""
        self._vertical(-1)

    def go_down(self) -> None:
        """Below, or on."""
        self._vertical(1)

    def _move(self, dx: int, dy: int) -> None:
        if self._screen.object_commands.move(lines=dx or dy) or self._screen.time_commands.arrow(dx):
            return
        if self._ui.object is not None:
            self._screen.objects.move(dx or dy)
        else:
            self._screen.wall.move(dx, dy)
        self._screen.selection_moved()

    def _vertical(self, step: int) -> None:
        ui, screen = self._ui, self._screen
        if screen.note_fills:
            screen.note.scroll_relative(y=step, animate=False)
            return
        if screen.output_view.reading.cursor is not None or ui.stage in ("zoom", "console"):
            screen.output_view.go(step)
            return
        if screen.object_commands.move(lines=step):
            return
        if ui.object is not None:
            if not screen.objects.move(step) and step < 0:
                ui.object = None
        elif ui.stage != "panes":
            screen.wall.step(step)
        elif not screen.wall.move(0, step) and step > 0:
            screen.objects.move(1)
        screen.selection_moved()

    def go_next(self) -> None:
        """The next worker or object."""
        self._cycle(1)

    def go_previous(self) -> None:
        """The worker or object before."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        ui, screen = self._ui, self._screen
        if ui.object is not None:
            if not screen.objects.move(step):
                ui.object = None
                screen.wall.jump(0 if step > 0 else -1)
        elif not screen.wall.step(step) and not (ui.stage in ("panes", "timeline") and screen.objects.move(step)):
            screen.wall.jump(0 if step > 0 else -1)
        screen.selection_moved()

    def page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def page_down(self) -> None:
        """A page on."""
        self._page(1)

    def _page(self, step: int) -> None:
        screen = self._screen
        if screen.note_fills:
            screen.note.scroll_relative(y=step * max(screen.note.size.height - 2, 1), animate=False)
            return
        if screen.output_view.reading.cursor is not None:
            screen.output_view.go_page(step)
            return
        if screen.object_commands.move(pages=step) or screen.time_commands.page(step):
            return
        if self._ui.stage == "source":
            screen.source.scroll_lines(step * max(screen.source.size.height - 3, 1))
        else:
            screen.output_view.go_page(step)

    def go_start(self) -> None:
        """The oldest output."""
        if not self._far(-1):
            self._screen.output_view.go_start()

    def go_end(self) -> None:
        """The newest output."""
        if not self._far(1):
            self._screen.output_view.go_end()

    def _far(self, step: int) -> bool:
        """Go to one end of what is shown; False if that is the output."""
        screen = self._screen
        if screen.note_fills:
            screen.note.scroll_to(y=screen.note.max_scroll_y if step > 0 else 0, animate=False)
            return True
        if screen.output_view.reading.cursor is not None:
            return False
        return screen.time_commands.far(step) or screen.object_commands.move(lines=step * FAR)

    def note_up(self) -> None:
        """Scroll the note back."""
        self._screen.note.scroll_relative(y=-3, animate=False)

    def note_down(self) -> None:
        """Scroll the note on."""
        self._screen.note.scroll_relative(y=3, animate=False)

    def toggle_zoom(self) -> None:
        """The selected worker's pane on the whole wall; a selected object's own page."""
        if not self._screen.object_commands.open_object():
            self._toggle("zoom")

    def open_selected(self) -> None:
        """The picked line's lens, else whatever is selected."""
        if self._screen.output_view.reading.cursor is not None:
            self._screen.console_commands.open_lens()
        else:
            self.toggle_zoom()

    def toggle_console(self) -> None:
        """The console on the whole screen."""
        self._toggle("console")

    def toggle_source(self) -> None:
        """The source."""
        self._toggle("source")

    def toggle_timeline(self) -> None:
        """The timeline."""
        self._toggle("timeline")

    def toggle_graph(self) -> None:
        """Who waits for whom."""
        self._toggle("graph")

    def _toggle(self, stage: Stage) -> None:
        self._screen.show_stage("panes" if self._ui.stage == stage else stage)

    def toggle_note(self) -> None:
        """The lesson's note."""
        shown = not self._screen.note.display
        self._screen.show_note(shown)
        self._ui.store.keep(note=shown)

    def search(self) -> None:
        """Ask for a text to search."""
        self._screen.search.open(self._ui.typed)

    def search_next(self) -> None:
        """The next match."""
        self._find(forward=True)

    def search_previous(self) -> None:
        """The match before."""
        self._find(forward=False)

    def _find(self, forward: bool) -> None:
        screen = self._screen
        if self._ui.stage == "source" and screen.source.find(forward):
            return
        if not screen.output_view.find(forward):
            self._screen.say(f"nothing kept here contains “{self._ui.query}”")

    def choose_theme(self) -> None:
        """Textual's list of themes."""
        self._screen.app.search_themes()

    def show_help(self) -> None:
        """All keys."""
        from mptui.ui.keys.help import Help

        self._screen.app.push_screen(Help(self._screen.situation))

    def show_palette(self) -> None:
        """Textual's command palette over our actions."""
        self._screen.app.action_command_palette()

    def go_back(self) -> None:
        """One step out: search, object, view."""
        ui, screen = self._ui, self._screen
        if screen.output_view.reading.cursor is not None:
            screen.output_view.unpoint()
        elif ui.query or ui.filter:
            screen.set_query("")
        elif screen.note_fills:
            screen.show_note(False)
        elif screen.object_commands.leave():
            pass
        elif ui.object is not None:
            ui.object = None
            screen.selection_moved()
        elif ui.stage == "panes" and ui.only:
            screen.console_commands.turn_only()
        else:
            screen.show_stage("panes")

    def show_anomalies(self) -> None:
        """What could not be explained."""
        from mptui.ui.dialogs.anomalies import Anomalies

        self._screen.app.push_screen(Anomalies(self._ui.state))

    def quit(self) -> None:
        """Leave; whoever called run_app ends the program. Asks if that ends what outlives the main process."""
        state, app = self._ui.state, self._screen.app
        left = still_running(state) if runs_on(state) else []
        if not left:
            app.exit()
            return
        from mptui.ui.dialogs.confirm import Confirm

        names = ", ".join(map(plain, left[:NAMED])) + (f" and {len(left) - NAMED} more" if len(left) > NAMED else "")
        question = f"The main process has ended, and {len(left)} of its processes run on: {names}. End them and leave?"
        app.push_screen(Confirm(question), lambda yes: app.exit() if yes else None)
