"""Puts the parts of the main screen where the arithmetic of `arrange` says, at every size and for every view."""

from typing import TYPE_CHECKING

from mptui.ui.arrange import NOTE_BESIDE, shares

if TYPE_CHECKING:
    from mptui.ui.main_screen import MainScreen


class Layout:
    """Knows whether the user wants the note, and what the size makes of it."""

    def __init__(self, screen: "MainScreen", note: bool) -> None:
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
        share = shares(width, height, lab=screen.ui.lab)
        for widget, rows in (
            (screen.status, share.status),
            (screen.objects, share.objects),
            (screen.hint, share.hint),
        ):
            widget.styles.height = rows
            widget.display = rows > 0
        console = screen.console
        alone = screen.ui.stage == "console"
        elsewhere = screen.ui.stage in ("console", "objects", "object")
        screen.objects.display = screen.objects.display and not elsewhere
        console.styles.height = "1fr" if share.wide or alone else share.console
        console.styles.width = "1fr" if alone else share.console_columns or "1fr"
        console.display = share.wide or alone or share.console > 0
        self._place_note(width, share.side)
        screen.note.set_class(share.wide, "left")
        beside = self._source_beside(share.wide)
        if beside or "source" in screen.made:
            screen.source.styles.width = share.side if beside else "1fr"
        for name, stage in screen.made.items():
            stage.display = name == screen.ui.stage or (beside and name == "source")
            stage.gap = 1 if share.wide else 0
        left = screen.query_one("#left")
        left.set_class(share.wide, "wide")
        left.display = not self.note_fills

    def _place_note(self, width: int, side: int) -> None:
        note = self._screen.note
        roomy = width >= NOTE_BESIDE
        if roomy != self._roomy:  # a note that stood beside the wall must not take its place
            self._roomy = roomy
            self.note_wanted, note.display = bool(note.display), roomy and self.note_wanted
        note.set_class(not roomy, "fills")
        note.styles.width = side or "1fr"

    def _source_beside(self, wide: bool) -> bool:
        """The source has a column of its own beside the panes, unless the note stands there."""
        return wide and self._screen.ui.stage == "panes" and not self._screen.note.display
