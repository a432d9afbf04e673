"""The one registry of actions: bindings, footer, help, palette and docs/keys.md are all made from it."""

from mptui.model.queries import bounded_queues
from mptui.transport import MarkKind
from mptui.ui.commands import filtering, moving, replay_commands, run_commands
from mptui.ui.commands.action import (
    KNOBS,
    LINES,
    MOVE,
    OTHER,
    RECORDING,
    RUN,
    VIEWS,
    Action,
    Do,
    Situation,
    When,
    always,
)
from mptui.ui.parts.screens import Screen
from mptui.ui.ui_state import HOME
from mptui.ui.views import all_views


def _knob(name: str) -> When:
    return lambda now: name in now.can.knobs and not now.state.finished


def _maxsize(now: Situation) -> bool:
    return _knob("maxsize")(now) and bool(bounded_queues(now.state))


def _restart(now: Situation) -> bool:
    return now.can.restart


def _recordable(now: Situation) -> bool:
    return not now.recorded and bool(now.state.workers) and (now.recording or not now.state.finished)


def _signal(now: Situation) -> bool:
    worker = now.worker
    return now.can.signals and worker is not None and worker.flavor != "thread" and worker.state.alive


def _unblock(now: Situation) -> bool:
    return now.can.unblock and now.remedy is not None and not now.state.finished


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
    elsewhere = now.view != HOME or now.object is not None or now.note_fills
    return elsewhere or bool(now.query) or now.filtered or now.picking or now.only


def _written(now: Situation) -> bool:
    return now.state.output.console.added > 0


def _copyable(now: Situation) -> bool:
    return _written(now) or now.view == "graph"


def _objects(now: Situation) -> bool:
    return bool(now.state.objects)


def _anomalies(now: Situation) -> bool:
    return now.state.anomaly_count > 0


def _searching(now: Situation) -> bool:
    return bool(now.query)


def _recorded(now: Situation) -> bool:
    return now.recorded


def _mark(by: int, kind: MarkKind | None = None) -> Do:
    return lambda screen: replay_commands.to_mark(screen, by, kind)


def _predict(place: int) -> Do:
    def answer(screen: Screen) -> None:
        screen.lesson_run.predict(place)

    return answer


LAST_ANSWER = 4
"""Answers that a question may have, each with a key of its own."""

_OF_RECORDINGS = (
    Action("play", ("space",), "space", "Play or stand still", "Let the recorded run go on, or stand still.",
           RECORDING, replay_commands.turn_play, _recorded, "play", 1),
    Action("speed_down", ("left_square_bracket",), "[", "Slower", "The recorded run goes on slower, down to 0.01x.",
           RECORDING, replay_commands.slower, _recorded, "", 2),
    Action("speed_up", ("right_square_bracket",), "]", "Faster", "The recorded run goes on faster, up to 100x.",
           RECORDING, replay_commands.faster, _recorded, "speed", 2),
    Action("event_back", ("comma",), ",", "One event back", "Stand still, one event earlier.",
           RECORDING, replay_commands.event_back, _recorded, "", 3),
    Action("event_on", ("full_stop",), ".", "One event on", "Stand still, one event later.",
           RECORDING, replay_commands.event_on, _recorded, "event", 3),
    Action("operation_back", ("semicolon",), ";", "The operation before",
           "To where the selected worker's operation before began or ended.",
           RECORDING, replay_commands.operation_back, _recorded),
    Action("operation_on", ("apostrophe",), "'", "The next operation",
           "To where the selected worker's next operation begins or ends.",
           RECORDING, replay_commands.operation_on, _recorded),
    Action("mark_back", ("left_parenthesis",), "(", "The mark before",
           "To the finding, torn message or error before.", RECORDING, _mark(-1), _recorded, "", 4),
    Action("mark_on", ("right_parenthesis",), ")", "The next mark",
           "To the next finding, torn message or error.", RECORDING, _mark(1), _recorded, "finding", 4),
    Action("replay_back", ("ctrl+left",), "ctrl+←", "Back in the recording", "A fiftieth of the whole run back.",
           RECORDING, replay_commands.back, _recorded),
    Action("replay_on", ("ctrl+right",), "ctrl+→", "On in the recording", "A fiftieth of the whole run on.",
           RECORDING, replay_commands.on, _recorded),
    Action("replay_start", ("ctrl+home",), "ctrl+home", "The recording's start", "To the run's start.",
           RECORDING, replay_commands.to_start, _recorded),
    Action("replay_end", ("ctrl+end",), "ctrl+end", "The recording's end", "To the run's end, and stand still there.",
           RECORDING, replay_commands.to_end, _recorded),
    *(
        Action(f"{kind}_{'on' if by > 0 else 'back'}", (), "", f"{'Next' if by > 0 else 'Previous'} {words}",
               f"To the {words} {'after' if by > 0 else 'before'} this moment.",
               RECORDING, _mark(by, kind), _recorded)
        for kind, words in replay_commands.KINDS.items()
        for by in (1, -1)
    ),
)  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    *_OF_RECORDINGS,
    Action("lock", ("l",), "l", "Lock on or off",
           "Let the locks that the program made lock, or let everybody through.",
           KNOBS, run_commands.turn_lock, _knob("lock"), "lock", 1),
    Action("maxsize_up", ("plus", "equals_sign"), "+", "Bigger queue",
           "Raise maxsize by one: of the selected queue, else of every bounded queue.",
           KNOBS, run_commands.grow_queue, _maxsize, "", 3),
    Action("maxsize_down", ("minus",), "-", "Smaller queue",
           "Lower maxsize by one, never below 1: of the selected queue, else of every bounded queue.",
           KNOBS, run_commands.shrink_queue, _maxsize, "maxsize", 3),
    Action("pace_faster", ("left_square_bracket",), "[", "Shorter pace",
           "Less delay at every operation and every piece of output.",
           KNOBS, run_commands.pace_faster, _knob("pace"), "", 5),
    Action("pace_slower", ("right_square_bracket",), "]", "Longer pace",
           "More delay at every operation and every piece of output.",
           KNOBS, run_commands.pace_slower, _knob("pace"), "pace", 5),
    Action("pause", ("space",), "space", "Pause or go on",
           "Hold every worker at its next operation, or let them go on.",
           RUN, run_commands.turn_pause, _knob("pause"), "pause", 4),
    Action("step", ("full_stop",), ".", "One step",
           "Let the selected worker, or the one that stands longest, do one operation; pauses first.",
           RUN, run_commands.step, _knob("step"), "step", 9),
    Action("restart", ("r",), "r", "Restart",
           "End the program and run it again with the knobs as they stand.",
           RUN, run_commands.restart, _restart, "restart", 10),
    Action("buffering", ("b",), "b", "Buffering",
           "The next of unbuffered, line and block; restarts the program.",
           RUN, run_commands.next_buffering, _restart, "buffering", 11),
    Action("start_method", ("s",), "s", "Start method",
           "The next of fork, spawn and forkserver; restarts the program.",
           RUN, run_commands.next_start_method, _restart, "start", 12),
    Action("fewer", ("w",), "w", "Fewer workers",
           "One worker less in this lesson; restarts it.",
           RUN, run_commands.fewer_workers, _counted, "", 13),
    Action("more", ("W",), "W", "More workers",
           "One worker more in this lesson; restarts it.",
           RUN, run_commands.more_workers, _counted, "workers", 13),
    Action("unblock", ("U",), "U", "Unblock",
           "Help out the selected worker, or the first that waits in vain: release what a dead worker held, end a wait "
           "with an error, throw away what keeps a process from ending, or reap a zombie; asks first.",
           RUN, run_commands.unblock, _unblock, "unblock", 2),
    Action("record", ("T",), "T", "Record",
           "Record the run from now on, with all that is known of it, into a new trace in the folder where mptui was "
           "started; again: stop.",
           RUN, run_commands.turn_recording, _recordable, "record", 15),
    Action("terminate", ("x",), "x", "Terminate the worker",
           "Send SIGTERM to the selected worker's process; asks first.",
           RUN, run_commands.terminate_worker, _signal, "", 14),
    Action("kill", ("X",), "X", "Kill the worker",
           "Send SIGKILL to the selected worker's process; asks first.",
           RUN, run_commands.kill_worker, _signal, "end worker", 14),
    Action("left", ("left", "h"), "← h", "Left", "Select the worker to the left.", MOVE, moving.go_left),
    Action("right", ("right",), "→", "Right",
           "Select the worker to the right. (l is the lock, so the letters to move by are h, j and k.)",
           MOVE, moving.go_right),
    Action("up", ("up", "k"), "↑ k", "Up", "Select above; in a zoomed pane, scroll back.", MOVE, moving.go_up),
    Action("down", ("down", "j"), "↓ j", "Down",
           "Select below, and below the last pane the objects; in a zoomed pane, scroll on.", MOVE, moving.go_down),
    Action("next", ("tab",), "tab", "Next", "Select the next worker, and after the last the objects.",
           MOVE, moving.go_next),
    Action("previous", ("shift+tab",), "shift+tab", "Previous", "Select the one before.", MOVE, moving.go_previous),
    Action("page_up", ("pageup",), "pgup", "Scroll back",
           "Look back in the console, or in what fills the screen; it then stops following.", MOVE, moving.page_up),
    Action("page_down", ("pagedown",), "pgdn", "Scroll on", "Look forward; the end follows again.",
           MOVE, moving.page_down),
    Action("workers_back", ("left_curly_bracket",), "{", "Page of workers back",
           "Select a page of workers before, where there are more than fit.", MOVE, filtering.workers_back),
    Action("workers_on", ("right_curly_bracket",), "}", "Page of workers on",
           "Select a page of workers further on, where there are more than fit.", MOVE, filtering.workers_on),
    Action("start", ("home",), "home", "Oldest", "The oldest output that is kept; the beginning of a note.",
           MOVE, moving.go_start),
    Action("end", ("end", "G"), "end G", "Newest", "The newest output, and follow it; the end of a note.",
           MOVE, moving.go_end),
    Action("freeze", ("f",), "f", "Freeze or follow",
           "Hold the console, or the zoomed pane, still while the program goes on; again: follow the newest line.",
           MOVE, moving.turn_freeze, _written, "freeze", 19),
    Action("note_up", ("shift+up",), "shift+↑", "Scroll the note back", "The note, a little back.",
           MOVE, moving.note_up, _lab),
    Action("note_down", ("shift+down",), "shift+↓", "Scroll the note on", "The note, a little on.",
           MOVE, moving.note_down, _lab),
    *(action for info in all_views.VIEWS for action in info.actions),
    Action("note", ("i",), "i", "The note", "What to look at in this lesson, and why it happens.",
           VIEWS, lambda screen: screen.toggle_note(), _lab, "note", 7),
    *(
        Action(f"predict_{number}", (str(number),), str(number), f"Answer {number}",
               f"Answer {number} to the lesson's question: the program runs anew, and shows what is right.",
               VIEWS, _predict(number - 1), _answer(number), "answer" if number == 1 else "", 5 if number == 1 else 0)
        for number in range(1, LAST_ANSWER + 1)
    ),
    Action("knobs", ("K",), "K", "The lesson's knobs",
           "Every knob of the lesson's program, turned with the arrows; enter runs it so.",
           VIEWS, lambda screen: screen.lesson_run.turn_knobs(), _turnable, "knobs", 6),
    Action("lessons", ("o",), "o", "Lessons", "Choose a lesson; it replaces the present run.",
           VIEWS, lambda screen: screen.lesson_run.choose_lesson(), _lessons, "lessons", 6),
    Action("search", ("slash",), "/", "Search",
           "Search the output, or the source. state:blocked, worker:NAME or object:NAME before the text, or alone, "
           "show only the panes of those workers; /NAME is short for worker:NAME.",
           OTHER, lambda screen: screen.open_search(), always, "search", 18),
    Action("users", ("u",), "u", "Who uses this object",
           "Only the workers that hold the selected object or wait for it, or what the selected worker waits for; the "
           "holder is selected. Again: all.", OTHER, filtering.filter_users, _objects, "users", 19),
    Action("search_next", ("n",), "n", "Next match", "The next line with the text searched for.",
           OTHER, moving.find_next, _searching, "", 2),
    Action("search_previous", ("N",), "N", "Previous match", "The line before with the text searched for.",
           OTHER, moving.find_previous, _searching, "match", 2),
    Action("pick", ("v",), "v", "Pick lines",
           "Point at a line with the arrows; again: pick from there on. A click or a drag does the same.",
           LINES, moving.pick_lines, _written, "lines", 20),
    Action("lens", ("L",), "L", "Lens",
           "The picked line's fragments, else the last torn line's: whose, in which order, when, of what messages.",
           LINES, moving.open_lens, _written, "lens", 21),
    Action("copy", ("y",), "y", "Copy",
           "The picked lines, else those on the screen, into the terminal's clipboard (OSC 52). In the graph: what is "
           "wrong, in words.",
           LINES, moving.copy_lines, _copyable),
    Action("only", ("m",), "m", "Only this worker's lines",
           "The console shows only what the selected worker wrote on; again: everybody's lines.",
           LINES, moving.turn_only, _workers, "only", 22),
    Action("export", ("e",), "e", "Export the visible lines",
           "Into a new text file in the folder where mptui was started.",
           LINES, moving.export_visible, _written),
    Action("export_all", ("E",), "E", "Export all lines",
           "All lines that are kept, into a new text file in the folder where mptui was started.",
           LINES, moving.export_all, _written),
    Action("theme", (), "", "Colours", "Choose among the themes, dark and light.",
           OTHER, lambda screen: screen.choose_theme()),
    Action("anomalies", ("A",), "A", "Anomalies", "What mptui saw and cannot explain, one by one.",
           OTHER, moving.show_anomalies, _anomalies),
    Action("help", ("question_mark", "f1"), "?", "Help", "All keys, and what the screen means.",
           OTHER, lambda screen: screen.show_help(), always, "help", 90),
    Action("palette", ("ctrl+p",), "ctrl+p", "Palette", "Find any action by its name.",
           OTHER, lambda screen: screen.show_palette()),
    Action("back", ("escape",), "esc", "Back", "Leave the view, the search or the selected object.",
           OTHER, moving.go_back, _back, "back", 0),
    Action("quit", ("q",), "q", "Quit", "End the program and leave. Ctrl+C does the same.",
           OTHER, moving.leave, always, "quit", 91),
)  # fmt: skip

BY_ID = {action.id: action for action in ACTIONS}


def footer_items(now: Situation) -> list[tuple[tuple[Action, ...], str]]:
    """The footer: groups of actions that share a word, in order; only what works now."""
    items: list[tuple[tuple[Action, ...], str]] = []
    waiting: list[Action] = []
    ranked = sorted((action for action in ACTIONS if action.rank), key=lambda action: action.rank)
    for action in ranked:
        if action.works(now):
            waiting.append(action)
            if action.label:
                items.append((tuple(waiting), action.label))
                waiting = []
    if _back(now):
        items.insert(0, ((BY_ID["back"],), "back"))
    return items
