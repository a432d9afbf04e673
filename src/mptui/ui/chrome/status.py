"""The status line: what runs, how, and the words that are always there."""

import msgspec
from rich.segment import Segment
from rich.style import Style
from textual import events

from mptui.model.queries import bounded_queues
from mptui.projections.status import StatusFacts, duration, status_facts
from mptui.ui.keys.actions import BY_ID
from mptui.ui.keys.footer import Footer
from mptui.ui.paint.text import cells, cut, plain
from mptui.ui.parts.painted import Painted, Row
from mptui.ui.ui_state import UiState

WIDE = 112
"""From this width on one row holds everything."""
NARROW = 60
"""Below this width the line has no room for a filter beside the program's name."""
SEPARATOR = "   "
RIGHT_BUTTON = 3


class Knob(msgspec.Struct, frozen=True):
    """A word that can be clicked: `more` is the action of the left button, `less` that of the right one."""

    more: str
    less: str
    paired: bool = False


KNOBS = {
    "lock": Knob("lock", "lock"),
    "maxsize": Knob("maxsize_up", "maxsize_down", paired=True),
    "start_method": Knob("start_method", "start_method"),
    "buffering": Knob("buffering", "buffering"),
    "pace": Knob("pace_slower", "pace_faster", paired=True),
    "problems": Knob("anomalies", "anomalies"),
    "recording": Knob("record", "record"),
}
"""What can be clicked: fields of StatusFacts, and the word that tells of a recording.

The keys of a pair stand behind its word where there is room.
"""


class Word(msgspec.Struct, frozen=True):
    """A piece of the line; `knob` names the knob that it is."""

    text: str
    ink: Style
    knob: str = ""

    @property
    def keys(self) -> tuple[str, str] | None:
        """The keys of less and more that may stand behind the word."""
        knob = KNOBS.get(self.knob)
        return (BY_ID[knob.less].written, BY_ID[knob.more].written) if knob is not None and knob.paired else None


def status_height(width: int) -> int:
    """Rows that the status line takes at this width."""
    return 1 if width >= WIDE else 2


class Status(Painted):
    """The program and its state, then the contract's words; at narrow widths on two rows, the words first.

    The words of the knobs are controls: the left button turns one on or up, the right one down.
    """

    def __init__(self, ui: UiState, id: str | None = None) -> None:  # noqa: A002
        super().__init__(ui, id=id)
        self._places: list[tuple[int, int, int, str, str]] = []

    def rows(self) -> list[Row]:
        """One or two rows, exactly as the width allows."""
        selected = self.ui.object
        facts = status_facts(self.ui.state, selected)
        words, run = self._words(facts), self._run(facts)
        width = self.size.width
        lines = [_led_by(run, words, width)] if status_height(width) == 1 else [*_spread(run, words, width)]
        self._places = []
        return [self._row(line, y) for y, line in enumerate(lines)]

    def _run(self, facts: StatusFacts) -> list[Word]:
        look = self.ui.look
        state = self.ui.state
        ink = look.good
        if facts.run == "paused" or facts.run == "starting":
            ink = look.warn
        elif state.finished:
            ink = look.muted if not state.exit_code else look.bad
        words = [Word(plain(self.ui.title), look.strong), Word(facts.run, ink), Word(facts.workers, look.muted)]
        if self.ui.filter:
            words[2] = Word(f"{len(self.ui.listed)} of {facts.workers}", look.muted)
            name = 1 if self.size.width < NARROW else 0  # where there is no room for both, it stands for the name
            words[1 - name : 1] = [Word(f"filter {plain(self.ui.filter.text)}", look.warn)]
        if state.recorded_from is not None:
            words.insert(2, Word(f"recorded from {duration(state.recorded_from)} on", look.warn))
        if self.ui.engine.recording is not None:
            words.insert(2, Word("recording", look.accent, "recording"))
        if facts.problems:
            words.insert(2, Word(facts.problems, look.bad, "problems" if state.anomaly_count else ""))
        return words

    def _words(self, facts: StatusFacts) -> list[Word]:
        look = self.ui.look
        torn = look.bad if self.ui.state.output.torn else look.text
        words = [
            Word(facts.lock, look.good if facts.lock == "lock on" else look.bad, "lock"),
            Word(facts.maxsize, look.text, "maxsize" if bounded_queues(self.ui.state) else ""),
            Word(facts.torn, torn),
            Word(facts.start_method, look.text, "start_method"),
            Word(facts.buffering, look.text, "buffering"),
            Word(facts.pace, look.text, "pace"),
        ]
        if facts.lost:
            words.append(Word(facts.lost, look.bad + Style(bold=True)))
        return words

    def _can_turn(self, knob: str) -> bool:
        """Whether there is a program on which a knob could act."""
        can = self.ui.engine.session.capabilities
        return knob in can.knobs or can.restart

    def _row(self, words: list[Word], y: int) -> Row:
        """A row of words, and where on it each knob is; the keys of pairs only if all of them fit."""
        look, width = self.ui.look, self.size.width
        paper = look.raised
        paired = [bool(word.keys) and self._can_turn(word.knob) for word in words]
        pairs = 4 * sum(paired)
        roomy = _size(words) + pairs <= width
        row, x = [Segment(" ", paper)], 1
        for place, word in enumerate(words):
            if place:
                row.append(Segment(SEPARATOR, paper))
                x += len(SEPARATOR)
            row.append(Segment(word.text, paper + word.ink))
            end = x + cells(word.text)
            if word.knob:
                knob = KNOBS[word.knob]
                self._places.append((y, x, end, knob.more, knob.less))
            x = end
            if word.keys and paired[place] and roomy:
                for key, action in zip(word.keys, (knob.less, knob.more), strict=True):
                    row.append(Segment(f" {key}", paper + look.accent))
                    self._places.append((y, x + 1, x + 2, action, action))
                    x += 2
        return Segment.adjust_line_length(row, width, paper)

    def _actions_at(self, x: int, y: int) -> tuple[str, str] | None:
        found = ((more, less) for row, begin, end, more, less in self._places if row == y and begin <= x < end)
        return next(found, None)

    def on_click(self, event: events.Click) -> None:
        """Turn the knob under the pointer."""
        actions = self._actions_at(event.x, event.y)
        if actions is not None:
            more, less = actions
            self.post_message(Footer.Pressed(less if event.button == RIGHT_BUTTON else more))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the knob under the pointer does."""
        actions = self._actions_at(event.x, event.y)
        self.explain(knob_tip(*actions) if actions is not None else "")


def knob_tip(more: str, less: str) -> str:
    """What a click does, and the key that does the same."""
    up, down = BY_ID[more], BY_ID[less]
    if more == less:
        return f"{up.tooltip} Key: {up.written}"
    return f"Left button: {up.tooltip} Key: {up.written}\nRight button: {down.tooltip} Key: {down.written}"


def _size(words: list[Word]) -> int:
    return sum(cells(word.text) for word in words) + len(SEPARATOR) * max(len(words) - 1, 0) + 2


def _spread(run: list[Word], words: list[Word], width: int) -> tuple[list[Word], list[Word]]:
    """Two rows: the run above and the words below; words that do not fit below go above, before the run's extras."""
    below: list[Word] = list(words)
    above: list[Word] = []
    while len(below) > 1 and _size(below) > width:
        above.insert(0, below.pop())
    return _led_by(run, above, width), below


def _led_by(run: list[Word], words: list[Word], width: int) -> list[Word]:
    """As much of the run as fits before the words: the last parts go first, then the title is cut, then goes."""
    title = run[0]
    for keep in range(len(run), 0, -1):
        rest = [*run[1:keep], *words]
        room = width - _size([Word("", title.ink), *rest])
        if room >= min(cells(title.text), 8):
            return [Word(cut(title.text, room), title.ink), *rest]
    return words
