"""The Textual application: themes, signals, and the one screen."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver

from mptui.errors import EXIT_SIGNAL_BASE
from mptui.labs.catalog import Lesson, lessons
from mptui.model.state import RunState
from mptui.session import Session
from mptui.ui.commands import Actions
from mptui.ui.engine import Engine
from mptui.ui.look import THEMES, look_of
from mptui.ui.main_screen import MainScreen
from mptui.ui.terminal import gone, lasting_driver
from mptui.ui.view import View

ENDING_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


class MptuiApp(App[None]):
    """The screen over one session, which the caller has started and will close."""

    TITLE = "mptui"
    CSS_PATH = "styles.tcss"
    COMMANDS: ClassVar[set[Any]] = {Actions}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", "quit", show=False, priority=True)]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        session: Session,
        *,
        lesson: Lesson | None = None,
        lab: bool = False,
        engine: Engine | None = None,
    ) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self._view = View(engine or Engine(session), look_of(self), lab=lab)
        title = lesson.name if lesson is not None else Path(session.options.target).name
        known: Sequence[Lesson] = lessons() if lab else ()
        self._main = MainScreen(self._view.engine, self._view, title, lesson, known)

    @property
    def state(self) -> RunState:
        """The run's state, as the screen has it."""
        return self._view.state

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver, which here survives its terminal."""
        return lasting_driver(super().get_driver_class())

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
        """Put on our look, and see to it that a closed terminal ends us."""
        self.theme_changed_signal.subscribe(self, self._restyle)
        self.theme = THEMES[0].name
        self.set_interval(0.5, self._check_terminal)

    def _ended_by(self, number: int) -> None:
        self.exit(return_code=EXIT_SIGNAL_BASE + number)

    def _check_terminal(self) -> None:
        if gone(self):
            self._ended_by(signal.SIGHUP)

    def _restyle(self, _: object) -> None:
        self._view.look = look_of(self)
        self._main.restyle()

    def action_interrupt(self) -> None:
        """Ctrl+C: leave."""
        self._ended_by(signal.SIGINT)


def run_app(session: Session, *, lesson: Lesson | None = None, lab: bool = False) -> int:
    """Show a started session until the user leaves; the caller closes it.

    `lesson` is the one that runs, if any; `lab` offers the lessons. Returns the exit code for the shell: 0 after
    `q`, 128 + n after signal n, 1 after an error in the app (its traceback has been printed by then).
    """
    app = MptuiApp(session, lesson=lesson, lab=lab)
    app.run()
    return app.return_code or 0
