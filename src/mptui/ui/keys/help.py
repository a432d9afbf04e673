"""Help: all keys by group, and what the screen's marks mean; made from the registry of actions."""

from textwrap import fill, wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mptui.model.lifecycle import WorkerState
from mptui.ui.commands.action import GROUPS, Situation
from mptui.ui.dialogs import DIALOG_CSS
from mptui.ui.keys.actions import ACTIONS
from mptui.ui.views.all_views import BY_ID
from mptui.ui.views.output.log_paint import STDERR, STRAY, TORN

KEY_WIDTH = 11
OBSERVER = (
    "A probe inside the workers reports what they do, and each report takes a few microseconds, so the timing differs "
    "a little from a run without mptui. Without the screen, 0.85 times as many messages are torn (median over many "
    "programs), but a single run may show half or twice as many. On this screen fewer messages of a long flood are "
    "torn, because mptui itself is busy then."
)
AROUND = 5
"""Cells that padding and scroll bar take."""
MARKS = (
    (TORN, "a torn message: another worker's output fell inside it"),
    (STDERR, "written to stderr"),
    (STRAY, "stray: written past Python's streams, so its writer is not known"),
    ("␛ ␍", "an escape, a return…: control characters are shown, never obeyed"),
    ("… +N", "N more characters that are not shown"),
)


class Help(ModalScreen[None]):
    """Keys that do not work now are dim."""

    CSS_PATH = DIALOG_CSS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "back"),
        ("question_mark", "leave", "back"),
        ("q", "leave", "back"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
    ]

    def __init__(self, now: Situation) -> None:
        super().__init__()
        self._now = now
        self._width = 0

    def compose(self) -> ComposeResult:
        """Keys, states, marks."""
        with Vertical(classes="dialog tall"):
            yield Static("Keys, states and marks", classes="heading", markup=False)
            with VerticalScroll(id="help"):
                yield Static(self._text(self._likely_width()), id="help-text", markup=False)
            yield Static("esc: back", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one("#help").focus(scroll_visible=False)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        width = self.query_one("#help").scrollable_content_region.width
        if width != self._width:
            self.query_one("#help-text", Static).update(self._text(width))

    def _text(self, width: int) -> Content:
        self._width = width
        return help_text(self._now, width)

    def _likely_width(self) -> int:
        """What the stylesheet will leave for the text: to be right saves a slow terminal a whole screen."""
        return min(self.app.size.width * 92 // 100, 100) - AROUND

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def help_text(now: Situation, width: int) -> Content:
    """All that help says, its lines broken for `width` cells."""
    room = max(width, 20)
    parts: list[tuple[str, str]] = [("This view\n", "bold")]
    parts.append((fill(BY_ID[now.view].about, room, initial_indent="  ", subsequent_indent="  ") + "\n\n", ""))
    for group in GROUPS:
        parts.append((f"{group}\n", "bold"))
        for action in ACTIONS:
            if action.group == group and action.written:
                works = action.works(now)
                parts.append((f"  {action.written.ljust(KEY_WIDTH)}", "$primary" if works else "dim"))
                parts.append((_beside(action.tooltip, width), "" if works else "dim"))
        parts.append(("\n", ""))
    parts.append(("States of a worker\n", "bold"))
    states = "   ".join(f"{state.glyph} {state.word}" for state in WorkerState)
    parts.append((fill(states, room, initial_indent="  ", subsequent_indent="  ") + "\n\n", ""))
    parts.append(("Marks in the console\n", "bold"))
    for mark, text in MARKS:
        parts += [(f"  {mark.ljust(KEY_WIDTH)}", "$primary"), (_beside(text, width), "")]
    parts.append(("\nObserver effect\n", "bold"))
    parts.append((fill(OBSERVER, room, initial_indent="  ", subsequent_indent="  "), ""))
    return Content.assemble(*parts)


def _beside(text: str, width: int) -> str:
    """`text` broken so that it stands beside the keys."""
    lines = wrap(text, max(width - KEY_WIDTH - 2, 20))
    return ("\n" + " " * (KEY_WIDTH + 2)).join(lines) + "\n"
