"""What happens to every cell on its way to the terminal: no colours under NO_COLOR, and ASCII where nothing else works.

Textual asks for these filters when it paints any widget, its own too, so that nothing gets past them.
"""

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from mptui.ui.paint.styles import ASCII

UNKNOWN = "?"
"""Stands for a character that has no ASCII one; a wide character becomes two."""


class NoColours(LineFilter):
    """Leaves bold, dim, underline and reverse, and no colour at all."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments without their colours."""
        return [Segment(text, style.without_color if style else style, control) for text, style, control in segments]


class AsciiOnly(LineFilter):
    """Puts the ASCII column of `look.ASCII` in the place of every other character; widths stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments in ASCII."""
        return [
            segment if segment.text.isascii() else Segment(ascii_text(segment.text), segment.style, segment.control)
            for segment in segments
        ]


def ascii_text(text: str) -> str:
    """`text` in ASCII, on as many cells."""
    return text if text.isascii() else "".join(map(_ascii, text))


@lru_cache(4096)
def _ascii(character: str) -> str:
    if character.isascii():
        return character
    return ASCII.get(character) or UNKNOWN * cell_len(character)
