"""The lessons as lines of text, with what a learner has done in them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mptui.labs.lesson import Lesson
from mptui.labs.progress import NOTHING, LessonProgress, Progress
from mptui.labs.texts import Texts


def listing(
    lessons: Sequence[Lesson], progress: Progress, texts: Texts, *, headings: bool, ascii_only: bool
) -> Iterator[str]:
    """A line for each lesson: its name, its question, and in parentheses what was done in it; the totals at the end.

    Where nothing was done there are no totals. `headings`: a line above each group, and an empty one between two.
    """
    width = max((len(lesson.name) for lesson in lessons), default=0)
    for place, (group, members) in enumerate(groupby(lessons, key=lambda lesson: lesson.group)):
        if headings and place:
            yield ""
        if headings and group:
            yield f"── {texts.groups.get(group, group)} ──".replace("─", "-" if ascii_only else "─")
        for lesson in members:
            line = f"{lesson.name:<{width}}  {lesson.question}"
            known = progress.lesson(lesson.name)
            yield line if known == NOTHING else f"{line}  ({_progress_words(lesson, known, texts, ascii_only)})"
    if any(progress.lesson(lesson.name) != NOTHING for lesson in lessons):
        if headings:
            yield ""
        yield _totals(lessons, progress, texts)


def _progress_words(lesson: Lesson, known: LessonProgress, texts: Texts, ascii_only: bool) -> str:
    words = []
    if known.seen:
        words.append(texts.seen if ascii_only else f"✓ {texts.seen}")
    if known.predicted is not None:
        words.append(texts.predicted_right if known.predicted else texts.predicted_wrong)
    if _done(lesson, known):
        words.append(_told(texts, _done(lesson, known), len(lesson.experiments)))
    return ", ".join(words)


def _totals(lessons: Sequence[Lesson], progress: Progress, texts: Texts) -> str:
    known = {lesson.name: progress.lesson(lesson.name) for lesson in lessons}
    words = [f"{texts.seen} {sum(done.seen for done in known.values())}/{len(lessons)}"]
    if asking := [lesson.name for lesson in lessons if lesson.predict is not None]:
        right = sum(known[name].predicted is True for name in asking)
        words.append(f"{texts.predicted_right} {right}/{len(asking)}")
    if experiments := sum(len(lesson.experiments) for lesson in lessons):
        words.append(_told(texts, sum(_done(lesson, known[lesson.name]) for lesson in lessons), experiments))
    return f"{texts.lessons}: {', '.join(words)}"


def _done(lesson: Lesson, known: LessonProgress) -> int:
    """How many of the lesson's experiments were done; a place that it no longer has counts for nothing."""
    return sum(place < len(lesson.experiments) for place in set(known.experiments))


def _told(texts: Texts, done: int, of: int) -> str:
    told = texts.done.format(experiment=f"{done}/{of}")
    return told[0].lower() + told[1:]
