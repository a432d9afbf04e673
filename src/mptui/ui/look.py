"""One coherent look over any Textual theme: the styles that our own painted widgets use, worked out once a theme.

Colour never stands alone: every worker has a tag and every state a glyph and a word, so the screen reads the same
under NO_COLOR. The worker palettes are Tol's light scheme (dark themes) and Okabe-Ito darkened (light themes), which
people with any of the common colour blindnesses can tell apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from mptui.model.lifecycle import WorkerState
from mptui.model.projections import failed
from mptui.model.state import Worker

DARK_WORKERS = ("#77aadd", "#ee8866", "#eedd88", "#44bb99", "#ffaabb", "#99ddff", "#bbcc33", "#c3a6e0")
LIGHT_WORKERS = ("#0a62a8", "#b54708", "#806000", "#00755a", "#a8326e", "#1b7f94", "#5d6b00", "#6a3fa0")
ANSI_WORKERS = (
    "bright_blue",
    "yellow",
    "green",
    "cyan",
    "magenta",
    "bright_cyan",
    "bright_green",
    "bright_magenta",
)

THEMES = (
    Theme(
        "mptui-dark",
        primary="#7aa7e0",
        secondary="#5f7fa8",
        accent="#8ecae6",
        warning="#e2bf75",
        error="#f07178",
        success="#8fc98b",
        foreground="#d3d7de",
        background="#14171c",
        surface="#1b1f26",
        panel="#252b34",
    ),
    Theme(
        "mptui-light",
        primary="#2b66a8",
        secondary="#5a7fa6",
        accent="#1b7f94",
        warning="#8a6100",
        error="#b92c3a",
        success="#2c7a32",
        foreground="#262b33",
        background="#fbfbf9",
        surface="#f1f1ed",
        panel="#e4e4df",
        dark=False,
    ),
)


@dataclass(frozen=True)
class Look:
    """The styles. `ground`, `raised` and `chosen` are backgrounds; the others are foregrounds to put on them."""

    ground: Style
    raised: Style
    chosen: Style
    text: Style
    strong: Style
    muted: Style
    faint: Style
    accent: Style
    good: Style
    warn: Style
    bad: Style
    match: Style
    states: Mapping[WorkerState, Style]
    workers: tuple[Style, ...]
    mono: bool

    def state(self, worker: Worker) -> Style:
        """The colour of the worker's state; a bad end is not as quiet as a good one."""
        return self.bad if failed(worker) else self.states[worker.state]

    def worker(self, tag: str) -> Style:
        """The colour of the worker with this tag (see projections.tags); main is in plain text colour."""
        return self.workers[(int(tag) - 1) % len(self.workers)] if tag.isdigit() else self.text


def look_of(app: App[Any]) -> Look:
    """The look for the app's present theme."""
    theme, variables = app.current_theme, app.theme_variables
    if theme.ansi:
        return _ansi_look(app.no_color)
    background, foreground = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    primary = Color.parse(variables["primary"])
    good, warn, bad = (Color.parse(variables[name]) for name in ("success", "warning", "error"))

    def ink(color: Color, bold: bool = False) -> Style:
        return Style(color=color.rich_color, bold=bold or None)

    def paper(color: Color) -> Style:
        return Style(color=foreground.rich_color, bgcolor=color.rich_color)

    raised = background.blend(foreground, 0.06 if theme.dark else 0.05)
    chosen = background.blend(primary, 0.32 if theme.dark else 0.22)
    names = DARK_WORKERS if theme.dark else LIGHT_WORKERS
    muted = ink(background.blend(foreground, 0.62))
    return Look(
        ground=paper(background),
        raised=paper(raised),
        chosen=paper(chosen),
        text=ink(foreground),
        strong=ink(foreground, bold=True),
        muted=muted,
        faint=ink(background.blend(foreground, 0.24)),
        accent=ink(primary),
        good=ink(good),
        warn=ink(warn),
        bad=ink(bad),
        match=Style(color=background.rich_color, bgcolor=warn.rich_color),
        states=_states(ink(good), ink(bad), ink(warn), muted),
        workers=tuple(ink(Color.parse(name)) for name in names),
        mono=app.no_color,
    )


def _states(good: Style, bad: Style, warn: Style, muted: Style) -> dict[WorkerState, Style]:
    return {
        WorkerState.CREATED: muted,
        WorkerState.RUNNING: good,
        WorkerState.BLOCKED: bad,
        WorkerState.PAUSED: warn,
        WorkerState.EXITED: muted,
        WorkerState.KILLED: bad + Style(bold=True),
        WorkerState.ZOMBIE: warn,
        WorkerState.REAPED: muted,
    }


def _ansi_look(mono: bool) -> Look:
    """The look for the sixteen colours that a terminal defines itself, and for none at all."""

    def ink(name: str, bold: bool = False) -> Style:
        return Style(color=RichColor.parse(name), bold=bold or None)

    muted = Style(dim=True)
    good, warn, bad = ink("green"), ink("yellow"), ink("red")
    return Look(
        ground=Style(),
        raised=Style(),
        chosen=Style(reverse=True),
        text=Style(),
        strong=Style(bold=True),
        muted=muted,
        faint=muted,
        accent=ink("blue"),
        good=good,
        warn=warn,
        bad=bad,
        match=Style(reverse=True, bold=True),
        states=_states(good, bad, warn, muted),
        workers=tuple(ink(name) for name in ANSI_WORKERS),
        mono=mono,
    )
