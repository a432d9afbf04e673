"""Text that programs wrote, made safe to paint: control characters are shown, never obeyed, and widths are true."""

import re
import unicodedata

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"
TAB_STOP = 8
_PICTURES = 0x2400
_ODD = re.compile(r"[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2500-\u259f\u4e00-\u9fff\u3040-\u30ff]")


def _show(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == 0x7F:
        return "␡"
    category = unicodedata.category(character)
    if character in "\u200d\ufe0e\ufe0f":
        return ""  # terminals disagree on the width of joined and re-presented emoji: paint the single ones
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return " " if category == "Zs" else character


def visible(text: str) -> str:
    """`text` with every character that a terminal would obey or hide replaced by one that can be seen.

    An escape becomes `␛`, other controls their control pictures, invisible formatting its escape. Newlines are
    controls here too. Tabs stay tabs: see `expand`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "\t".join(_ODD.sub(_show, piece) for piece in text.split("\t"))


def expand(text: str, column: int = 0) -> str:
    """`text` with tabs turned into the spaces that they stand for when it begins at `column`."""
    if "\t" not in text:
        return text
    pieces = text.split("\t")
    out = pieces[0]
    for piece in pieces[1:]:
        out += " " * (TAB_STOP - (column + cell_len(out)) % TAB_STOP) + piece
    return out


def plain(text: str) -> str:
    """`text` made visible on one line, tabs and newlines as single spaces: for names, paths and messages."""
    return visible(" ".join(text.split()) if not text.isprintable() else text).replace("\t", " ")


def unquoted(text: str) -> str:
    """`text` without Markdown's marks around code, where it is shown as it is."""
    return text.replace("`", "")


def cells(text: str) -> int:
    """How many cells of the terminal `text` takes."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int) -> str:
    """`text` cut or padded to exactly `width` cells; what is cut leaves an ellipsis."""
    if width <= 0:
        return ""
    size = cells(text)
    if size <= width:
        return text + " " * (width - size)
    return set_cell_size(text, width - 1) + ELLIPSIS if width > 1 else ELLIPSIS


def cut(text: str, width: int) -> str:
    """`text` cut to at most `width` cells, with an ellipsis when something is missing."""
    return text if cells(text) <= width else fit(text, width)


def split_at(text: str, width: int) -> tuple[str, str]:
    """`text` in two: what fits into `width` cells, and the rest. A wide character is never halved."""
    if text.isascii():
        return text[:width], text[width:]
    used = 0
    for index, character in enumerate(text):
        size = cell_len(character)
        if used + size > width:
            return text[:index], text[index:]
        used += size
    return text, ""


def short_where(where: str) -> str:
    """`file:line` without the folders."""
    return plain(where).rpartition("/")[2]


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words; a word longer than a line is broken too."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if cells(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while cells(line) > width > 1:
            head, line = split_at(line, width)
            lines.append(head)
    return [*lines, line] if line else lines
