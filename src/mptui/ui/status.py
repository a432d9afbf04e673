"""The status line: what runs, how, and the words that are always there."""

from rich.segment import Segment
from rich.style import Style

from mptui.model.projections import StatusFacts, status_facts
from mptui.ui.painted import Painted, Row
from mptui.ui.text import cells, cut, plain
from mptui.ui.view import View

WIDE = 112
"""From this width on one row holds everything."""
SEPARATOR = "   "

Word = tuple[str, Style]


def status_height(width: int) -> int:
    """Rows that the status line takes at this width."""
    return 1 if width >= WIDE else 2


class Status(Painted):
    """The program and its state, then the contract's words; at narrow widths on two rows, the words first."""

    def __init__(self, view: View, title: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(view, id=id)
        self.title = title

    def rows(self) -> list[Row]:
        """One or two rows, exactly as the width allows."""
        selected = self.view.object
        facts = status_facts(self.view.state, self.view.engine.settings, selected)
        words, run = self._words(facts), self._run(facts)
        width = self.size.width
        paper = self.view.look.raised
        if status_height(width) == 1:
            return [_row(_led_by(run, words, width), width, paper)]
        first, second = _spread(run, words, width)
        return [_row(first, width, paper), _row(second, width, paper)]

    def _run(self, facts: StatusFacts) -> list[Word]:
        look = self.view.look
        state = self.view.state
        ink = look.good
        if facts.run == "paused" or facts.run == "starting":
            ink = look.warn
        elif state.finished:
            ink = look.muted if not state.exit_code else look.bad
        words = [(plain(self.title), look.strong), (facts.run, ink), (facts.workers, look.muted)]
        if facts.problems:
            words.insert(2, (facts.problems, look.bad))
        return words

    def _words(self, facts: StatusFacts) -> list[Word]:
        look = self.view.look
        torn = look.bad if self.view.state.output.torn else look.text
        words = [
            (facts.lock, look.good if facts.lock == "lock on" else look.bad),
            (facts.maxsize, look.text),
            (facts.torn, torn),
            (facts.start_method, look.text),
            (facts.buffering, look.text),
            (facts.pace, look.text),
        ]
        if facts.lost:
            words.append((facts.lost, look.bad + Style(bold=True)))
        return words


def _size(words: list[Word]) -> int:
    return sum(cells(text) for text, _ in words) + len(SEPARATOR) * max(len(words) - 1, 0) + 2


def _spread(run: list[Word], words: list[Word], width: int) -> tuple[list[Word], list[Word]]:
    """Two rows: the run above and the words below; words that do not fit below go above, before the run's extras."""
    below: list[Word] = list(words)
    above: list[Word] = []
    while len(below) > 1 and _size(below) > width:
        above.insert(0, below.pop())
    return _led_by(run, above, width), below


def _led_by(run: list[Word], words: list[Word], width: int) -> list[Word]:
    """As much of the run as fits before the words: the last parts go first, then the title is cut, then goes."""
    title, ink = run[0]
    for keep in range(len(run), 0, -1):
        rest = [*run[1:keep], *words]
        room = width - _size([("", ink), *rest])
        if room >= min(cells(title), 8):
            return [(cut(title, room), ink), *rest]
    return words


def _row(words: list[Word], width: int, paper: Style) -> Row:
    row = [Segment(" ", paper)]
    for place, (text, ink) in enumerate(words):
        if place:
            row.append(Segment(SEPARATOR, paper))
        row.append(Segment(text, paper + ink))
    return Segment.adjust_line_length(row, width, paper)
