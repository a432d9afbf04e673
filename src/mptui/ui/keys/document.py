"""Writes docs/keys.md from the registry of actions: `python -m mptui.ui.keys.document docs/keys.md`."""

import sys
from pathlib import Path

from mptui.ui.commands.action import GROUPS, Action
from mptui.ui.keys.actions import ACTIONS

INTRO = """\
# Keys

Written by `python -m mptui.ui.keys.document docs/keys.md`; a test keeps it current.

The footer shows the keys that work now, `?` shows all of them, and `ctrl+p` finds any action by its name.
`l` is the lock, so the letters to move by are `h`, `j` and `k` only; the arrows and `tab` go everywhere.
"""
DIALOGS = """\
## In dialogs

| key | does |
|---|---|
| `esc` | closes the dialog and changes nothing |
| `enter` | lessons: opens the lesson · a question: yes · search: keeps the text |
| `y` `n` | a question: yes, no |
| arrows, `j` `k` | lessons and help: up and down |

## The mouse

A click selects a worker or an object, and on the selected worker zooms; a click picks a line of output, a drag several,
and a second click puts the line under the lens; a click in the footer presses the key; on the knobs of the
status line the left button turns on or up and the right one down; in the table of objects a click on a title sorts; the
wheel looks back in the console, in a zoomed pane and in the note.
"""


def keys_markdown() -> str:
    """The whole page."""
    parts = [INTRO]
    for group in GROUPS:
        rows = [
            f"| {_keys(action)} | {action.title} | {action.tooltip} |" for action in ACTIONS if action.group == group
        ]
        parts.append("\n".join([f"## {group}", "", "| key | action | does |", "|---|---|---|", *rows]) + "\n")
    parts.append(DIALOGS)
    return "\n".join(parts)


def _keys(action: Action) -> str:
    return " ".join(f"`{key}`" for key in action.written.split()) or "in the palette"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(keys_markdown(), encoding="utf-8")
