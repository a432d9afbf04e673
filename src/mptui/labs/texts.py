"""The lab's own texts, one file a language: `strings/LANGUAGE.toml`."""

import functools
import tomllib
from pathlib import Path

import msgspec

from mptui.labs.header import convert

FOLDER = Path(__file__).with_name("strings")


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"try_": "try"}):
    """All of them; a text in braces is filled in. `language` is the language's own name."""

    language: str
    predict: str
    answer: str
    answered: str
    shown: str
    turned: str
    right: str
    wrong: str
    try_: str
    measured: str
    measured_before: str
    unmeasured: str
    done: str
    no_question: str
    lessons: str
    lessons_keys: str
    knobs: str
    knobs_keys: str
    seen: str
    predicted_right: str
    predicted_wrong: str
    hint_ended: str
    hint_paused: str
    hint_maxsize: str
    hint_over: str
    hint_full: str
    hint_queue: str
    hint_unlocked: str
    hint_off: str
    hint_locked: str
    hint_torn: str
    hint_lock: str
    hint_other: str
    hint_predict: str
    hint_answer: str
    hint_read: str
    groups: dict[str, str]

    def verdict(self, answer: str, place: int, learner: int | None) -> str:
        """That `answer`, at `place` from 0 on, is right, and whether it is the learner's."""
        return (self.right if learner == place else self.wrong).format(place=place + 1, answer=answer)


@functools.cache
def texts(language: str = "en") -> Texts:
    """The texts in `language`. Raises LessonError, with the file and the field, if one is missing."""
    path = FOLDER / f"{language}.toml"
    return convert(path, "", tomllib.loads(path.read_text(encoding="utf-8")), Texts)
