"""What a user chose on the screen and wants to find again: a small TOML file in the user's configuration directory.

Nothing here ever fails the program: what cannot be read is put aside or left alone, what cannot be written is forgotten
at the end, and either is said in one line.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from mptui.files import OwnFile, own_folder

ENVIRONMENT = "MPTUI_CONFIG_DIR"
"""Names another directory than the platform's own."""
FILE = "settings.toml"
LARGEST = 100_000
"""Bytes; a longer file is none of ours."""
_RETIRED = ("lab_pace", "run_pace")
"""What earlier versions kept. A knob belongs to its run: kept, it would change the next program without a word."""


class Settings(msgspec.Struct, frozen=True):
    """The choices; None: not chosen. All are of the screen, none is of a run."""

    theme: str | None = None
    note: bool | None = None
    sort: str | None = None


class Store(msgspec.Struct):
    """The choices and their file; without a `folder` they are forgotten at the end.

    `problem` is the one line to say, empty when all is well; `changed` is called after each change, on the thread that
    made it, and should see to it that `save` is called on another.
    """

    folder: Path | None = None
    settings: Settings = msgspec.field(default_factory=Settings)
    problem: str = ""
    changed: Callable[[], None] = lambda: None
    _saving: threading.Lock = msgspec.field(default_factory=threading.Lock)
    _others: dict[str, Any] = msgspec.field(default_factory=dict)

    def load(self) -> None:
        """Read the file. A broken one is put aside under another name, and the choices are as if never made."""
        self.settings, self.problem = Settings(), ""
        if self.folder is None:
            return
        found, problem, readable = _file(self.folder).read(_parsed)
        self.settings, self._others = found or (Settings(), {})
        self.problem = problem if readable else f"settings not read: {problem}"

    def keep(self, **changes: Any) -> None:
        """Make a choice, and have it saved if it is another than before."""
        new = msgspec.structs.replace(self.settings, **changes)
        if new != self.settings:
            self.settings = new
            self.changed()

    def save(self) -> str:
        """Write the file anew, as a whole or not at all. Returns what is to be said, or an empty text."""
        if self.folder is None:
            return ""
        with self._saving:
            text = "".join(f"{name} = {_toml(value)}\n" for name, value in self._lines().items())
            return _file(self.folder).write(text.encode())

    def _lines(self) -> dict[str, Any]:
        """Ours that were chosen, and what a later version wrote that this one does not know."""
        ours = {name: getattr(self.settings, name) for name in Settings.__struct_fields__}
        simple = {
            name: value
            for name, value in self._others.items()
            if isinstance(value, bool | int | float | str) and name.isascii() and name.isidentifier()
        }
        return {name: value for name, value in {**simple, **ours}.items() if value is not None}


def _file(folder: Path) -> OwnFile:
    return OwnFile("settings", folder / FILE, LARGEST)


def _parsed(data: bytes) -> tuple[Settings, dict[str, Any]]:
    """Our choices, and what others wrote. Raises ValueError or RecursionError if it makes no sense."""
    import tomllib

    values = tomllib.loads(data.decode("utf-8"))
    known = (*Settings.__struct_fields__, *_RETIRED)
    return msgspec.convert(values, Settings), {name: value for name, value in values.items() if name not in known}


def _toml(value: bool | float | str) -> str:
    import json

    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # so it is a TOML basic string
    return str(value).lower()


def open_store() -> Store:
    """The user's own settings, loaded."""
    store = Store(own_folder("config", ENVIRONMENT))
    store.load()
    return store
