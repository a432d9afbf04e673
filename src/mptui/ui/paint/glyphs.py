"""The characters that the timeline and the graph are drawn with."""

from collections.abc import Mapping

import msgspec

from mptui.ui.paint.styles import Styles


class Glyphs(msgspec.Struct, frozen=True):
    """`states`: running, holding, blocked, paused, each bare, with output, with an operation, with both.

    `box` and `cycle` are corners and sides: top left, top right, bottom left, bottom right, across, down. `arrow` is a
    line and its head; `depths` from empty to full; `cursor` and `turn` mark the cursor and a turned knob;
    `playing`, `standing`, `track` and `knob` are a recording's slider, and `marks` stand on it, by their kind.
    """

    states: tuple[str, str, str, str]
    box: tuple[str, ...]
    cycle: tuple[str, ...]
    arrow: tuple[str, str]
    up: str
    depths: str
    tick: str
    cursor: str
    turn: str
    playing: str
    standing: str
    track: str
    knob: str
    marks: Mapping[str, str]


UNICODE = Glyphs(
    states=("─┴┬┼", "═╩╦╬", "░▒▒▒", "╌╎╎╎"),
    box=tuple("╭╮╰╯─│"),
    cycle=tuple("╔╗╚╝═║"),
    arrow=("─", "▶"),
    up="▲",
    depths="·▁▂▃▄▅▆▇█",
    tick="╷",
    cursor="▼",
    turn="◆",
    playing="▶",
    standing="‖",
    track="─",
    knob="●",
    marks={"finding": "▲", "torn": "~", "error": "✗"},
)
ASCII = msgspec.structs.replace(UNICODE, states=("-'|+", '="#%', ":;;;", "~!!!"))
"""All others are turned into ASCII on their way to the terminal; these four would no longer be told apart."""


def glyphs_of(look: Styles) -> Glyphs:
    """The characters for a look."""
    return ASCII if look.ascii else UNICODE
