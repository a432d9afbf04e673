"""The Textual application: themes, signals, and the one screen."""

import asyncio
import gc
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter

from mptui.engine import Engine
from mptui.errors import EXIT_SIGNAL_BASE
from mptui.model.state import RunState
from mptui.session import Session
from mptui.settings import Store
from mptui.ui.main_screen import MainScreen
from mptui.ui.paint.styles import ANSI_THEME, THEMES, few_colours, styles_of
from mptui.ui.terminal.driver import gone, lasting_driver
from mptui.ui.terminal.terminal_filters import AsciiOnly, NoColours
from mptui.ui.ui_state import UiState

if TYPE_CHECKING:
    from mptui.labs.lesson import Lesson
    from mptui.labs.progress import Progress
    from mptui.ui.keys.palette import Actions

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


def _palette() -> "type[Actions]":
    from mptui.ui.keys.palette import Actions

    return Actions


class MptuiApp(App[None]):
    """The screen over one session, which the caller has started and will close."""

    TITLE = "mptui"
    CSS_PATH = "styles.tcss"
    COMMANDS: ClassVar[set[Any]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", "quit", show=False, priority=True)]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        session: Session,
        *,
        lesson: "Lesson | None" = None,
        lab: bool = False,
        engine: Engine | None = None,
        store: Store | None = None,
        ascii_only: bool = False,
        progress: "Progress | None" = None,
        language: str = "en",
    ) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self._ascii = ascii_only
        self._own_filters = [*([NoColours()] if self.no_color else []), *([AsciiOnly()] if ascii_only else [])]
        self._store = store or Store()
        self._store.changed = self._save_choices
        self._begin_in(self._first_theme())
        title = lesson.name if lesson is not None else Path(session.options.target).name
        styles = styles_of(self, ascii_only)
        self._ui = UiState(engine or Engine(session), styles, title=title, lab=lab, store=self._store)
        self._main = MainScreen(self._ui, lesson, progress, language)

    @property
    def state(self) -> RunState:
        """The run's state, as the screen has it."""
        return self._ui.state

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver, which here survives its terminal."""
        return lasting_driver(super().get_driver_class())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters and ours; under NO_COLOR its shades of grey would be colours too."""
        return [*([] if self.no_color else super().get_line_filters()), *self._own_filters]

    def get_default_screen(self) -> MainScreen:
        """The one screen."""
        return self._main

    def on_load(self) -> None:
        """Take the signals that end us, before the terminal is taken: whoever is ended then must give it back."""
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            number = getattr(signal, name, None)
            if number is not None:
                loop.add_signal_handler(number, self._ended_by, number)

    def on_mount(self) -> None:
        """Go with the theme, and see to it that a closed terminal ends us."""
        self.theme_changed_signal.subscribe(self, self._restyle)
        self.set_interval(0.5, self._check_terminal)
        if self._store.problem:
            self._main.say(self._store.problem, severity="warning")

    def _first_theme(self) -> str:
        """The theme that was chosen before, if it is there and the terminal has the colours for it."""
        chosen = self.available_themes.get(self._store.settings.theme or "")
        if few_colours(self) and not (chosen is not None and chosen.ansi):
            return ANSI_THEME
        return chosen.name if chosen is not None else THEMES[0].name

    def _begin_in(self, theme: str) -> None:
        """Take a theme before anything is styled: a change of theme would have all styles read twice.

        What a change does beyond that is needed where the theme is not dark and in true colour, as Textual begins.
        """
        self.set_reactive(MptuiApp.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        if self.current_theme.ansi or not self.current_theme.dark:
            self.mutate_reactive(MptuiApp.theme)

    def _save_choices(self) -> None:
        self.run_worker(self._save(), group="settings")

    async def _save(self) -> None:
        problem = await asyncio.to_thread(self._store.save)
        if problem:
            self._main.say(problem, severity="warning")

    def _ended_by(self, number: int) -> None:
        self.exit(return_code=EXIT_SIGNAL_BASE + number)

    def _check_terminal(self) -> None:
        if gone(self):
            self._ended_by(signal.SIGHUP)

    def _restyle(self, _: object) -> None:
        look = styles_of(self, self._ascii)
        if look == self._ui.look:
            return
        self._ui.look = look
        self.restyle()
        if self.theme != self._first_theme():
            self._store.keep(theme=self.theme)

    def restyle(self) -> None:
        """The theme changed."""
        self._main.restyle()

    def action_interrupt(self) -> None:
        """Ctrl+C: leave."""
        self._ended_by(signal.SIGINT)


def run_app(
    engine: Engine,
    *,
    lesson: "Lesson | None" = None,
    lab: bool = False,
    store: Store | None = None,
    ascii_only: bool,
    progress: "Progress | None" = None,
    language: str = "en",
) -> int:
    """Show the started session of `engine` until the user leaves; the caller closes it.

    `lesson` is the one that runs, if any; `lab` offers the lessons; `store` has the user's choices; `ascii_only`: the
    terminal shows ASCII alone; `progress` is kept up to date; `language` of the lab's texts. Returns the exit code
    for the shell: 0 after `q`, 128 + n after signal n, 1 after an error in the app (its traceback has been printed).
    """
    gc.freeze()  # what was imported stays: looking it through in search of garbage takes tens of ms each time
    app = MptuiApp(
        engine.session,
        engine=engine,
        lesson=lesson,
        lab=lab,
        store=store,
        ascii_only=ascii_only,
        progress=progress,
        language=language,
    )
    app.run()
    return app.return_code or 0
