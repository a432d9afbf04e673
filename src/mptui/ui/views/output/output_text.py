"""Lines of output as text that can leave the screen: for the clipboard and for files."""

from collections.abc import Iterable
from pathlib import Path

from mptui.files import MOST_FILES, new_paths
from mptui.model.lines import Line
from mptui.ui.paint.text import visible
from mptui.ui.ui_state import UiState
from mptui.ui.views.output.log_paint import RULE, TAGS_WIDTH, line_mark, line_tags


def lines_text(lines: Iterable[Line]) -> str:
    """The lines as a terminal may be given them: control characters made visible, tabs kept."""
    return "".join(f"{_line_text(line)}\n" for line in lines)


def margined_text(ui: UiState, lines: Iterable[Line]) -> str:
    """The lines with their marks and their writers' tags."""
    return "".join(
        f"{line_mark(line)} {' '.join(line_tags(ui, line)):<{TAGS_WIDTH}}{RULE} {_line_text(line)}\n" for line in lines
    )


def _line_text(line: Line) -> str:
    return visible(line.text) + (f" … +{line.cut}" if line.cut else "")


def write_new(folder: Path, program: str, text: str) -> Path:
    """Write `text` to a file that was not there, and return its path; raises OSError if that cannot be done."""
    for path in new_paths(folder, program, ".txt"):
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"there are {MOST_FILES - 1} exports of {program} already")
