"""Which language the lab speaks."""

import os
import re
from pathlib import Path

from mptui.errors import UsageError

STRINGS = Path(__file__).with_name("strings")
ENGLISH = "en"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def known_languages(folder: Path) -> tuple[str, ...]:
    """English, and every language that has a file in `folder`: `zh.toml`."""
    return (ENGLISH, *sorted({path.stem for path in folder.glob("*.toml")} - {ENGLISH}))


LANGUAGES = known_languages(STRINGS)
"""Those that the lab has texts in."""


def choose_language(asked: str | None) -> str:
    """The language asked for, else that of the locale if the lab has texts in it, else English.

    `zh`, `zh-CN` and `zh_CN.UTF-8` all ask for `zh`. Raises UsageError, one line with those that there are, if one is
    asked for that the lab has no texts in.
    """
    if asked is None:
        locale = next((value for value in map(os.environ.get, _VARIABLES) if value), "")
        return _language(locale) if _language(locale) in LANGUAGES else ENGLISH
    if _language(asked) not in LANGUAGES:
        raise UsageError(f"--lang: the lab does not speak {asked!r}; it speaks {', '.join(LANGUAGES)}")
    return _language(asked)


def _language(locale: str) -> str:
    return re.split(r"[-_.@]", locale, maxsplit=1)[0].lower()
