"""One coherent look over any Textual theme: the styles that our own painted widgets use, worked out once a theme.

Colour never stands alone: every worker has a tag and every state a glyph and a word, so the screen reads the same
under NO_COLOR. The worker palettes were searched for: any two colours stay apart (by 20 in CIE Lab) also for people who
see no red, no green or no blue, and all have a contrast of 4.5 to the background; a test measures both.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from rich.color import Color as RichColor
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from mptui.model.lifecycle import WorkerState
from mptui.model.queries import failed
from mptui.model.state import Worker

DARK_WORKERS = ("#6688ff", "#ffdd44", "#ee5588", "#44ffbb", "#999911", "#ff88dd", "#88bb66", "#aaff88")
LIGHT_WORKERS = ("#1155cc", "#995500", "#bb3377", "#557744", "#660088", "#771100", "#9955aa", "#770066")
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

ASCII: Mapping[str, str] = {
    **{state.glyph: state.ascii for state in WorkerState if not state.glyph.isascii()},
    **dict(zip("─━═╌┄┈│┃║╎┆╷▏▎▕▌▐", "--=~~~|||!:||||##", strict=True)),
    **dict.fromkeys("┌┐└┘╭╮╰╯├┤┬┴┼", "+"),
    **dict.fromkeys("╔╗╚╝╠╣╦╩╬", "#"),
    **dict(zip("▁▂▃▄▅▆▇█▀░▒▓▮▯▰▱", "_,:-=+*##:%##.#.", strict=True)),
    **dict(zip("▶▸►→◀◂←‹›▲↑▼↓⟶⇒↵⏎", ">>>><<<<>^^vv>><<", strict=True)),  # noqa: RUF001
    **dict(zip("↯◆●○◉✓✔✗×•∙·–—‑…“”‘’µ␛␍␡", "%*@o@vvxx**.---~\"\"''u???", strict=True)),  # noqa: RUF001
}
"""Every character that the screen draws with, and the ASCII one that stands for it, each a cell wide.

What is not in here (words in other scripts, emoji) becomes a question mark a cell; see `filters`.
"""

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


class Styles(msgspec.Struct, frozen=True):
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
    ascii: bool = False

    def state(self, worker: Worker) -> Style:
        """The colour of the worker's state; a bad end is not as quiet as a good one."""
        return self.bad if failed(worker) else self.states[worker.state]

    def worker(self, tag: str) -> Style:
        """The colour of the worker with this tag (its `tag`); main is in plain text colour."""
        return self.workers[(int(tag) - 1) % len(self.workers)] if tag.isdigit() else self.text


ANSI_THEME = "ansi-dark"
"""Textual's theme of the terminal's own sixteen colours."""


def few_colours(app: App[Any]) -> bool:
    """Whether the terminal says that it has sixteen colours at most."""
    return app.console.color_system in ("standard", "windows")


def styles_of(app: App[Any], ascii_only: bool = False) -> Styles:
    """The look for the app's present theme and terminal."""
    theme, variables = app.current_theme, app.theme_variables
    if app.no_color:
        return msgspec.structs.replace(_mono_look(), ascii=ascii_only)
    if theme.ansi:
        return msgspec.structs.replace(_ansi_look(), ascii=ascii_only)
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
    return Styles(
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
        mono=False,
        ascii=ascii_only,
    )


def _states(good: Style, bad: Style, warn: Style, muted: Style) -> dict[WorkerState, Style]:
    return {
        WorkerState.CREATED: muted,
        WorkerState.RUNNING: good,
        WorkerState.BLOCKED: warn,
        WorkerState.PAUSED: warn,
        WorkerState.EXITED: muted,
        WorkerState.KILLED: bad + Style(bold=True),
        WorkerState.ZOMBIE: warn,
        WorkerState.REAPED: muted,
    }


def _ansi_look() -> Styles:
    """The look for the sixteen colours that a terminal defines itself."""

    def ink(name: str, bold: bool = False) -> Style:
        return Style(color=RichColor.parse(name), bold=bold or None)

    muted = Style(dim=True)
    good, warn, bad = ink("green"), ink("yellow"), ink("red")
    return Styles(
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
        mono=False,
    )


def _mono_look() -> Styles:
    """The look without any colour: what is bad is bold, what is to be noticed underlined, what is selected reversed."""
    plain, bold, dim = Style(), Style(bold=True), Style(dim=True)
    return Styles(
        ground=plain,
        raised=plain,
        chosen=Style(reverse=True),
        text=plain,
        strong=bold,
        muted=dim,
        faint=dim,
        accent=bold,
        good=plain,
        warn=Style(underline=True),
        bad=bold,
        match=Style(reverse=True, bold=True),
        states=_states(plain, bold, Style(underline=True), dim),
        workers=(plain,),
        mono=True,
    )
