"""The characters that the timeline and the graph are drawn with."""

import msgspec

from mptui.ui.paint.styles import Styles


class Glyphs(msgspec.Struct, frozen=True):
    """`states`: running, holding, blocked, paused, each bare, with output, with an operation, with both.

    `box` and `cycle` are corners and sides: top left, top right, bottom left, bottom right, across, down. `arrow` is a
    line and its head; `depths` from empty to full; `cursor` and `turn` mark the cursor and a turned knob.
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
)
ASCII = msgspec.structs.replace(UNICODE, states=("-'|+", '="#%', ":;;;", "~!!!"))
"""All others are turned into ASCII on their way to the terminal; these four would no longer be told apart."""


def glyphs_of(look: Styles) -> Glyphs:
    """The characters for a look."""
    return ASCII if look.ascii else UNICODE
