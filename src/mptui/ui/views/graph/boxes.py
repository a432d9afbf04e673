"""Boxes and arrows made of characters: pieces of fixed width, set side by side and one below the other."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from rich.style import Style

from mptui.ui.paint.text import cells, cut
from mptui.ui.parts.painted import Row

Block = list[Row]
"""Rows that are all equally wide."""


def box(lines: Sequence[Row], width: int, corners: tuple[str, ...], ink: Style, paper: Style) -> Block:
    """`lines` in a frame `width` cells wide over all; what is too long is cut."""
    left_top, right_top, left_bottom, right_bottom, across, down = corners
    inner = max(width - 2, 0)
    frame = paper + ink
    block = [[Segment(left_top + across * inner + right_top, frame)]]
    block += [[Segment(down, frame), *padded(line, inner, paper), Segment(down, frame)] for line in lines]
    block.append([Segment(left_bottom + across * inner + right_bottom, frame)])
    return block


def padded(row: Row, width: int, paper: Style) -> Row:
    """A row cut, or filled up, to `width` cells."""
    done: Row = []
    room = width
    for segment in row:
        text = cut(segment.text, room) if room > 0 else ""
        if text:
            done.append(Segment(text, segment.style))
            room -= cells(text)
    if room > 0:
        done.append(Segment(" " * room, row[-1].style if row and row[-1].style is not None else paper))
    return done


def arrow(label: str, width: int, glyphs: tuple[str, str]) -> str:
    """A line with a word on it and a head, `width` cells long; without the word where that has no room."""
    line, head = glyphs
    room = width - 1
    if not label or cells(label) + 2 > room:
        return line * max(room, 0) + head
    rest = room - cells(label)
    return line * (rest // 2) + label + line * (rest - rest // 2) + head


def beside(*parts: tuple[Block, int], paper: Style) -> Block:
    """Blocks side by side, each with its width; shorter ones are filled up below."""
    block: Block = []
    for rows in zip_longest(*(rows for rows, _ in parts)):
        line: Row = []
        for row, (_, width) in zip(rows, parts, strict=True):
            line += row if row is not None else [Segment(" " * width, paper)]
        block.append(line)
    return block
