"""The one registry of actions: bindings, footer, help, palette and docs/keys.md are all made from it."""

from collections.abc import Callable

import msgspec

from mptui.model.state import RunState, Worker
from mptui.projections.status import bounded_queues
from mptui.session import Capabilities


class Situation(msgspec.Struct, frozen=True):
    """What decides whether an action works now.

    `counted`: the lesson has a knob for its number of workers; `answers`: of the lesson's question; `knobs`: how many
    the lesson has.
    """

    state: RunState
    can: Capabilities
    worker: Worker | None = None
    object: int | None = None
    stage: str = "panes"
    query: str = ""
    lab: bool = False
    counted: bool = False
    note: bool = False
    note_fills: bool = False
    picking: bool = False
    only: bool = False
    filtered: bool = False
    answers: int = 0
    knobs: int = 0


When = Callable[[Situation], bool]


def always(_: Situation) -> bool:
    """Works at any time."""
    return True


def _knob(name: str) -> When:
    return lambda now: name in now.can.knobs and not now.state.finished


def _maxsize(now: Situation) -> bool:
    return _knob("maxsize")(now) and bool(bounded_queues(now.state))


def _restart(now: Situation) -> bool:
    return now.can.restart


def _signal(now: Situation) -> bool:
    worker = now.worker
    return now.can.signals and worker is not None and worker.flavor != "thread" and worker.state.alive


def _counted(now: Situation) -> bool:
    return now.can.restart and now.lab and now.counted


def _turnable(now: Situation) -> bool:
    return now.can.restart and now.lab and now.knobs > 0


def _lessons(now: Situation) -> bool:
    return now.can.restart and now.lab


def _lab(now: Situation) -> bool:
    return now.lab and now.note


def _answer(number: int) -> When:
    return lambda now: now.can.restart and now.lab and now.answers >= number


def _workers(now: Situation) -> bool:
    return bool(now.state.workers)


def _back(now: Situation) -> bool:
    elsewhere = now.stage != "panes" or now.object is not None or now.note_fills
    return elsewhere or bool(now.query) or now.filtered or now.picking or now.only


def _timing(now: Situation) -> bool:
    return now.stage == "timeline"


def _sorting(now: Situation) -> bool:
    return now.stage == "objects"


def _written(now: Situation) -> bool:
    return now.state.output.console.added > 0


def _objects(now: Situation) -> bool:
    return bool(now.state.objects)


def _anomalies(now: Situation) -> bool:
    return now.state.anomaly_count > 0


def _searching(now: Situation) -> bool:
    return bool(now.query)


class Action(msgspec.Struct, frozen=True):
    """Something a user can do.

    `keys` are Textual's names of keys, `written` how they are shown; `label` is the footer's word, and actions
    without one share the word of the action after them; `rank` orders the footer (0: not in it); `handler` is a
    method of the main screen.
    """

    id: str
    keys: tuple[str, ...]
    written: str
    title: str
    tooltip: str
    group: str
    handler: str
    when: When = always
    label: str = ""
    rank: int = 0


LAST_ANSWER = 4
"""Answers that a question may have, each with a key of its own."""
KNOBS, RUN, MOVE, VIEWS, OTHER = "Knobs", "The run", "Moving about", "Views", "Everything else"
LINES = "Lines of output"
GROUPS = (KNOBS, RUN, MOVE, VIEWS, LINES, OTHER)

ACTIONS: tuple[Action, ...] = (
    Action("lock", ("l",), "l", "Lock on or off",
           "Let the locks that the program made lock, or let everybody through.",
           KNOBS, "turn_lock", _knob("lock"), "lock", 1),
    Action("maxsize_up", ("plus", "equals_sign"), "+", "Bigger queue",
           "Raise maxsize by one: of the selected queue, else of every bounded queue.",
           KNOBS, "grow_queue", _maxsize, "", 3),
    Action("maxsize_down", ("minus",), "-", "Smaller queue",
           "Lower maxsize by one, never below 1: of the selected queue, else of every bounded queue.",
           KNOBS, "shrink_queue", _maxsize, "maxsize", 3),
    Action("pace_faster", ("left_square_bracket",), "[", "Shorter pace",
           "Less delay at every operation and every piece of output.",
           KNOBS, "pace_faster", _knob("pace"), "", 5),
    Action("pace_slower", ("right_square_bracket",), "]", "Longer pace",
           "More delay at every operation and every piece of output.",
           KNOBS, "pace_slower", _knob("pace"), "pace", 5),
    Action("pause", ("space",), "space", "Pause or go on",
           "Hold every worker at its next operation, or let them go on.",
           RUN, "turn_pause", _knob("pause"), "pause", 4),
    Action("step", ("full_stop",), ".", "One step",
           "Let the selected worker, or the one that stands longest, do one operation; pauses first.",
           RUN, "step", _knob("step"), "step", 9),
    Action("restart", ("r",), "r", "Restart",
           "End the program and run it again with the knobs as they stand.",
           RUN, "restart", _restart, "restart", 10),
    Action("buffering", ("b",), "b", "Buffering",
           "The next of unbuffered, line and block; restarts the program.",
           RUN, "next_buffering", _restart, "buffering", 11),
    Action("start_method", ("s",), "s", "Start method",
           "The next of fork, spawn and forkserver; restarts the program.",
           RUN, "next_start_method", _restart, "start", 12),
    Action("fewer", ("w",), "w", "Fewer workers",
           "One worker less in this lesson; restarts it.",
           RUN, "fewer_workers", _counted, "", 13),
    Action("more", ("W",), "W", "More workers",
           "One worker more in this lesson; restarts it.",
           RUN, "more_workers", _counted, "workers", 13),
    Action("terminate", ("x",), "x", "Terminate the worker",
           "Send SIGTERM to the selected worker's process; asks first.",
           RUN, "terminate_worker", _signal, "", 14),
    Action("kill", ("X",), "X", "Kill the worker",
           "Send SIGKILL to the selected worker's process; asks first.",
           RUN, "kill_worker", _signal, "end worker", 14),
    Action("left", ("left", "h"), "← h", "Left", "Select the worker to the left.", MOVE, "go_left"),
    Action("right", ("right",), "→", "Right",
           "Select the worker to the right. (l is the lock, so the letters to move by are h, j and k.)",
           MOVE, "go_right"),
    Action("up", ("up", "k"), "↑ k", "Up", "Select above; in a zoomed pane, scroll back.", MOVE, "go_up"),
    Action("down", ("down", "j"), "↓ j", "Down",
           "Select below, and below the last pane the objects; in a zoomed pane, scroll on.", MOVE, "go_down"),
    Action("next", ("tab",), "tab", "Next", "Select the next worker, and after the last the objects.",
           MOVE, "go_next"),
    Action("previous", ("shift+tab",), "shift+tab", "Previous", "Select the one before.", MOVE, "go_previous"),
    Action("page_up", ("pageup",), "pgup", "Scroll back",
           "Look back in the console, or in what fills the screen; it then stops following.", MOVE, "page_up"),
    Action("page_down", ("pagedown",), "pgdn", "Scroll on", "Look forward; the end follows again.",
           MOVE, "page_down"),
    Action("workers_back", ("left_curly_bracket",), "{", "Page of workers back",
           "Select a page of workers before, where there are more than fit.", MOVE, "workers_back"),
    Action("workers_on", ("right_curly_bracket",), "}", "Page of workers on",
           "Select a page of workers further on, where there are more than fit.", MOVE, "workers_on"),
    Action("start", ("home",), "home", "Oldest", "The oldest output that is kept; the beginning of a note.",
           MOVE, "go_start"),
    Action("end", ("end", "G"), "end G", "Newest", "The newest output, and follow it; the end of a note.",
           MOVE, "go_end"),
    Action("freeze", ("f",), "f", "Freeze or follow",
           "Hold the console, or the zoomed pane, still while the program goes on; again: follow the newest line.",
           MOVE, "turn_freeze", _written, "freeze", 19),
    Action("note_up", ("shift+up",), "shift+↑", "Scroll the note back", "The note, a little back.",
           MOVE, "note_up", _lab),
    Action("note_down", ("shift+down",), "shift+↓", "Scroll the note on", "The note, a little on.",
           MOVE, "note_down", _lab),
    Action("objects", ("O",), "O", "Objects",
           "Every lock, queue and pipe: who holds it, who waits, for how long; enter shows one of them whole.",
           VIEWS, "toggle_objects", always, "objects", 8),
    Action("sort", ("S",), "S", "Sort the objects", "By the next column of the table of objects.",
           VIEWS, "sort_objects", _sorting, "", 2),
    Action("reverse", ("R",), "R", "The other way round", "Sort the table of objects the other way round.",
           VIEWS, "reverse_objects", _sorting, "sort", 2),
    Action("zoom", ("z",), "z", "Zoom",
           "The selected worker on the whole wall, with all its kept output, or the selected object; again: back.",
           VIEWS, "toggle_zoom", _workers, "zoom", 8),
    Action("open", ("enter",), "enter", "Open",
           "What is selected: the picked line under the lens, the object whole, else the worker's pane zoomed.",
           VIEWS, "open_selected", _workers),
    Action("console", ("C",), "C", "Console", "The console on the whole screen; again: back.",
           VIEWS, "toggle_console", always, "console", 18),
    Action("source", ("c",), "c", "Source", "The program's source, with every worker at its line.",
           VIEWS, "toggle_source", always, "code", 15),
    Action("timeline", ("t",), "t", "Timeline",
           "Who ran, held, was blocked and wrote when; a cursor reads out any moment.",
           VIEWS, "toggle_timeline", always, "timeline", 16),
    Action("time_longer", ("less_than_sign",), "<", "More time",
           "Longer cells in the timeline: more of the past, less exactly.",
           VIEWS, "time_longer", _timing, "", 2),
    Action("time_shorter", ("greater_than_sign",), ">", "Less time",
           "Shorter cells in the timeline, down to 10 µs.",
           VIEWS, "time_shorter", _timing, "time", 2),
    Action("time_whole", ("0",), "0", "The whole run",
           "The shortest cells with which the timeline shows the whole run.",
           VIEWS, "time_whole", _timing, "all", 2),
    Action("time_back", ("shift+left",), "shift+←", "Back in time",
           "A quarter of the timeline back; it stops following.",
           VIEWS, "time_back", _timing),
    Action("time_on", ("shift+right",), "shift+→", "On in time", "A quarter of the timeline on.",
           VIEWS, "time_on", _timing),
    Action("graph", ("g",), "g", "Who waits for whom", "Every wait: who, for what, held by whom, since when.",
           VIEWS, "toggle_graph", always, "graph", 17),
    Action("note", ("i",), "i", "The note", "What to look at in this lesson, and why it happens.",
           VIEWS, "toggle_note", _lab, "note", 7),
    *(
        Action(f"predict_{number}", (str(number),), str(number), f"Answer {number}",
               f"Answer {number} to the lesson's question: the program runs anew, and shows what is right.",
               VIEWS, f"predict_{number}", _answer(number), "answer" if number == 1 else "", 5 if number == 1 else 0)
        for number in range(1, LAST_ANSWER + 1)
    ),
    Action("knobs", ("K",), "K", "The lesson's knobs",
           "Every knob of the lesson's program, turned with the arrows; enter runs it so.",
           VIEWS, "turn_knobs", _turnable, "knobs", 6),
    Action("lessons", ("o",), "o", "Lessons", "Choose a lesson; it replaces the present run.",
           VIEWS, "choose_lesson", _lessons, "lessons", 6),
    Action("search", ("slash",), "/", "Search",
           "Search the output, or the source. state:blocked, worker:NAME or object:NAME before the text, or alone, "
           "show only the panes of those workers; /NAME is short for worker:NAME.",
           OTHER, "search", always, "search", 18),
    Action("users", ("u",), "u", "Who uses this object",
           "Only the workers that hold the selected object or wait for it, or what the selected worker waits for; the "
           "holder is selected. Again: all.", OTHER, "filter_users", _objects, "users", 19),
    Action("search_next", ("n",), "n", "Next match", "The next line with the text searched for.",
           OTHER, "search_next", _searching, "", 2),
    Action("search_previous", ("N",), "N", "Previous match", "The line before with the text searched for.",
           OTHER, "search_previous", _searching, "match", 2),
    Action("pick", ("v",), "v", "Pick lines",
           "Point at a line with the arrows; again: pick from there on. A click or a drag does the same.",
           LINES, "pick_lines", _written, "lines", 20),
    Action("lens", ("L",), "L", "Lens",
           "The picked line's fragments, else the last torn line's: whose, in which order, when, of what messages.",
           LINES, "open_lens", _written, "lens", 21),
    Action("copy", ("y",), "y", "Copy",
           "The picked lines, else those on the screen, into the terminal's clipboard (OSC 52).",
           LINES, "copy_lines", _written),
    Action("only", ("m",), "m", "Only this worker's lines",
           "The console shows only what the selected worker wrote on; again: everybody's lines.",
           LINES, "turn_only", _workers, "only", 22),
    Action("export", ("e",), "e", "Export the visible lines",
           "Into a new text file in the folder where mptui was started.",
           LINES, "export_visible", _written),
    Action("export_all", ("E",), "E", "Export all lines",
           "All lines that are kept, into a new text file in the folder where mptui was started.",
           LINES, "export_all", _written),
    Action("theme", (), "", "Colours", "Choose among the themes, dark and light.", OTHER, "choose_theme"),
    Action("anomalies", ("A",), "A", "Anomalies", "What mptui saw and cannot explain, one by one.",
           OTHER, "show_anomalies", _anomalies),
    Action("help", ("question_mark", "f1"), "?", "Help", "All keys, and what the screen means.",
           OTHER, "show_help", always, "help", 90),
    Action("palette", ("ctrl+p",), "ctrl+p", "Palette", "Find any action by its name.", OTHER, "show_palette"),
    Action("back", ("escape",), "esc", "Back", "Leave the view, the search or the selected object.",
           OTHER, "go_back", _back, "back", 0),
    Action("quit", ("q",), "q", "Quit", "End the program and leave. Ctrl+C does the same.",
           OTHER, "quit", always, "quit", 91),
)  # fmt: skip

BY_ID = {action.id: action for action in ACTIONS}


def footer_items(now: Situation) -> list[tuple[tuple[Action, ...], str]]:
    """The footer: groups of actions that share a word, in order; only what works now."""
    items: list[tuple[tuple[Action, ...], str]] = []
    waiting: list[Action] = []
    ranked = sorted((action for action in ACTIONS if action.rank), key=lambda action: action.rank)
    for action in ranked:
        if action.when(now):
            waiting.append(action)
            if action.label:
                items.append((tuple(waiting), action.label))
                waiting = []
    if _back(now):
        items.insert(0, ((BY_ID["back"],), "back"))
    return items
