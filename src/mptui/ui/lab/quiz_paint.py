"""What stands above a lesson's note: the prediction, the experiments, and what the run has measured."""

from rich.cells import cell_len
from textual.content import Content

from mptui.labs.judge import Judge
from mptui.labs.texts import Texts
from mptui.projections.object_facts import sparkline
from mptui.ui.paint.text import unquoted, wrapped

BAR, LEAST_BAR = "█", "▏"
ROOM = 23
"""Cells beside label and bar for the number, its unit and its trend."""
LEAST_ROOM = 16
"""Cells without which a bar stands below its number."""
DONE, OPEN = "✓", "○"
RIGHT, WRONG = "✓", "✗"


def quiz(texts: Texts, judge: Judge, answer: int | None, keys: str, width: int) -> Content:
    """All of it. `answer` is the place of the learner's own, None before there is one; `keys` answer."""
    parts: list[tuple[str, str] | str] = []
    if judge.lesson.predict is not None:
        parts += _prediction(texts, judge, answer, keys, width)
    if judge.lesson.experiments:
        parts.append((f"{texts.try_}\n", "bold $primary"))
        for place, step in enumerate(judge.lesson.experiments):
            done = place in judge.done
            parts.append((f" {DONE if done else OPEN} ", "$success" if done else ""))
            parts.append((_hanging(step.text, width, 3), "dim" if done else ""))
        parts.append("\n")
    if judge.lesson.figures:
        parts.append((texts.measured, "bold $primary"))
        parts.append((texts.measured_before + "\n" if any(judge.before) else "\n", "dim"))
        parts += _bars(texts, judge, width)
        parts.append("\n")
    return Content.assemble(*parts).rstrip() if parts else Content()


def _hanging(text: str, width: int, indent: int) -> str:
    """`text` wrapped so that it hangs from column `indent`."""
    return f"\n{' ' * indent}".join(wrapped(unquoted(text), max(width - indent, 8))) + "\n"


def _prediction(texts: Texts, judge: Judge, answer: int | None, keys: str, width: int) -> list[tuple[str, str] | str]:
    predict, verdict = judge.lesson.predict, judge.verdict
    assert predict is not None
    parts: list[tuple[str, str] | str] = [(f"{texts.predict}\n", "bold $primary"), f"{unquoted(predict.question)}\n"]
    told = verdict is not None and answer is not None
    for place, step in enumerate(predict.answers):
        mark, ink = " ", "bold" if place == answer else ""
        if told and place == verdict:
            mark, ink = RIGHT, "$success bold"
        elif told and place == answer:
            mark, ink = WRONG, "$error"
        parts.append((f" {mark} {place + 1} " + _hanging(step.text, width, 5), ink))
    parts.append((_said(texts, judge, answer, keys) + "\n\n", "dim"))
    return parts


def _said(texts: Texts, judge: Judge, answer: int | None, keys: str) -> str:
    predict, verdict = judge.lesson.predict, judge.verdict
    assert predict is not None
    if answer is None:
        return (texts.answer if verdict is None else texts.shown).format(keys=keys)
    if verdict is None:
        return texts.answered.format(place=answer + 1) if judge.awaited else texts.turned.format(keys=keys)
    return texts.verdict(unquoted(predict.answers[verdict].text), verdict, answer)


def _bars(texts: Texts, judge: Judge, width: int) -> list[tuple[str, str] | str]:
    """A bar for each figure, below it where there is little room beside it; its trend over the runs, if several."""
    figures, values = judge.lesson.figures, judge.figures
    labels = max(cell_len(figure.label) for figure in figures)
    room = width - labels - ROOM - 3
    beside = room >= LEAST_ROOM
    most = max((value for value in values if value > 0), default=1.0)
    parts: list[tuple[str, str] | str] = []
    for figure, value, before in zip(figures, values, judge.before, strict=True):
        label = figure.label + " " * (labels - cell_len(figure.label))
        bar = (BAR * round(value / most * (room if beside else width - 2)) or LEAST_BAR) if value >= 0 else ""
        number = f"{value:,.4g} {figure.unit}".rstrip() if value >= 0 else texts.unmeasured
        trend = (f" {_trend([*before, value])}" if before else "", "$accent")
        if beside:
            parts += [f" {label} ", (bar, "$primary"), f" {number}", trend, "\n"]
        else:
            parts += [f" {label} {number}", trend, "\n ", (bar, "$primary"), "\n"]
    return parts


def _trend(values: list[float]) -> str:
    """The runs' figures one after the other; one that is not known yet is left out."""
    return sparkline([round(value * 1000) for value in values if value >= 0])
