"""Puts the parts of the main screen where the arithmetic of `arrange` says, at every size and for every view."""

from typing import Any, Protocol

from textual.app import App
from textual.widget import Widget

from mptui.ui.arrange import NOTE_BESIDE, Shares, shares
from mptui.ui.chrome.slider import Slider
from mptui.ui.chrome.verdict import Verdict
from mptui.ui.ui_state import HOME, UiState
from mptui.ui.views.all_views import VIEWS
from mptui.ui.views.open_views import OpenViews

LOW = 5
"""Rows of a terminal up to which verdict and slider have no room."""


class LaidOut(Protocol):
    """The parts that have a place."""

    @property
    def ui(self) -> UiState:
        """What the screen shows."""

    @property
    def views(self) -> OpenViews:
        """The views in the middle."""

    @property
    def status(self) -> Widget:
        """The status line."""

    @property
    def verdict(self) -> Verdict:
        """The verdict line."""

    @property
    def slider(self) -> Slider:
        """The time slider of a recorded run."""

    @property
    def objects(self) -> Widget:
        """The strip of objects."""

    @property
    def hint(self) -> Widget:
        """The hint line of the lab."""

    @property
    def console(self) -> Widget:
        """The output of all workers."""

    @property
    def note(self) -> Widget:
        """The note of the lesson."""

    @property
    def left(self) -> Widget:
        """Contains views, objects and console."""

    @property
    def app(self) -> App[Any]:
        """Knows the size of the terminal."""


class Layout:
    """Knows whether the user wants the note, and what the size makes of it."""

    def __init__(self, screen: LaidOut, note: bool) -> None:
        self._screen = screen
        self.note_wanted = note
        self._roomy = True

    @property
    def note_fills(self) -> bool:
        """Whether the note stands in the place of wall and console."""
        return bool(self._screen.note.display) and self._screen.app.size.width < NOTE_BESIDE

    def apply(self) -> None:
        """Share out the screen: the status, a pane and the console are there at any size."""
        screen = self._screen
        width, height = screen.app.size
        verdict = 1 if screen.verdict.needed and height > LOW else 0
        slider = 1 if screen.slider.needed and height > LOW else 0
        share = shares(width, height - verdict - slider, lab=screen.ui.lab)
        for widget, rows in (
            (screen.status, share.status),
            (screen.verdict, verdict),
            (screen.slider, slider),
            (screen.objects, share.objects),
            (screen.hint, share.hint),
        ):
            widget.styles.height = rows
            widget.display = rows > 0
        console = screen.console
        alone = screen.views.info.whole_screen
        screen.objects.display = screen.objects.display and not screen.views.info.hides_objects
        console.styles.height = "1fr" if share.wide or alone else share.console
        console.styles.width = "1fr" if alone else share.console_columns or "1fr"
        console.display = share.wide or alone or share.console > 0
        self._place_note(width, share.side)
        screen.note.set_class(share.wide, "left")
        self._place_views(share)
        screen.left.set_class(share.wide, "wide")
        screen.left.display = not self.note_fills

    def _place_note(self, width: int, side: int) -> None:
        note = self._screen.note
        roomy = width >= NOTE_BESIDE
        if roomy != self._roomy:  # a note that stood beside the wall must not take its place
            self._roomy = roomy
            self.note_wanted, note.display = bool(note.display), roomy and self.note_wanted
        note.set_class(not roomy, "fills")
        note.styles.width = side or "1fr"

    def _place_views(self, share: Shares) -> None:
        """The open view, and beside the panes what stands there on a wide screen, unless the note does."""
        screen, views = self._screen, self._screen.views
        beside = share.wide and screen.ui.view == HOME and not screen.note.display
        for info in VIEWS:
            if info.beside and (beside or info.id in views.made):
                views.part(info).styles.width = share.side if beside else "1fr"
        for info in VIEWS:
            part = views.made.get(info.id)
            if part is not None and not info.whole_screen:
                part.display = info.id == screen.ui.view or (beside and info.beside)
                part.gap = 1 if share.wide else 0
