"""What Textual keeps private about the terminal and we must know: is it still busy, is it gone?

Read by name and with defaults, so that a Textual that keeps these elsewhere costs a little smoothness and no more.
"""

import os
from typing import Any

from textual.app import App
from textual.driver import Driver


class LastingFile:
    """The file that is the terminal, except that writing to a terminal that was closed is noted and not an error.

    An error would end Textual's writing thread; its bounded queue would fill up, and the next write would block the
    whole app for ever, so that nobody could end the watched program any more. `busy`: something written has not been
    flushed yet, for the terminal does not take it.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self.gone = False
        self.busy = False

    def write(self, text: str) -> int:
        """Write, as long as there is a terminal."""
        self.busy = True
        try:
            return 0 if self.gone else int(self._file.write(text))
        except (OSError, ValueError):
            self.gone = True
            return 0

    def flush(self) -> None:
        """Flush, as long as there is a terminal."""
        try:
            if not self.gone:
                self._file.flush()
        except (OSError, ValueError):
            self.gone = True
        self.busy = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def lasting_driver(base: type[Driver]) -> type[Driver]:
    """The platform's driver, but able to outlive its terminal for as long as it takes to end in order."""

    class LastingDriver(base):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            file = getattr(self, "_file", None)
            if file is not None:
                self._file = LastingFile(file)

        def _sigcont_application(self, *_: Any) -> None:
            """Go on after a stop; Textual starts everything a second time, also when nothing had been suspended.

            A terminal that closes sends SIGCONT too.
            """
            if not os.isatty(self.fileno):
                return
            if not self._must_signal_resume:
                self.suspend_application_mode()
            super()._sigcont_application()

    return LastingDriver


def gone(app: App[Any]) -> bool:
    """Whether the terminal has been closed under us."""
    file = getattr(getattr(app, "_driver", None), "_file", None)
    return isinstance(file, LastingFile) and file.gone


def backlog(app: App[Any]) -> bool:
    """Whether earlier frames still wait to be written: painting more would only make every key's answer later."""
    driver = getattr(app, "_driver", None)
    queue = getattr(getattr(driver, "_writer_thread", None), "_queue", None)
    file = getattr(driver, "_file", None)
    return (isinstance(file, LastingFile) and file.busy) or (queue is not None and queue.qsize() > 0)
