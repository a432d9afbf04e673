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
    Action("play", ("space",), "space", "Play or pause",
           "Play the recording, or pause it.",
           RECORDING, replay_commands.turn_play, _recorded, "play", 1),
    Action("speed_down", ("left_square_bracket",), "[", "Slower",
           "Play more slowly, down to 0.01x.",
           RECORDING, replay_commands.slower, _recorded, "", 2),
    Action("speed_up", ("right_square_bracket",), "]", "Faster",
           "Play faster, up to 100x.",
           RECORDING, replay_commands.faster, _recorded, "speed", 2),
    Action("event_back", ("comma",), ",", "Previous event",
           "Pause, and go back one event.",
           RECORDING, replay_commands.event_back, _recorded, "", 3),
    Action("event_on", ("full_stop",), ".", "Next event",
           "Pause, and go forward one event.",
           RECORDING, replay_commands.event_on, _recorded, "event", 3),
    Action("operation_back", ("semicolon",), ";", "Previous operation",
           "Go to where the selected worker last began or ended an operation.",
           RECORDING, replay_commands.operation_back, _recorded),
    Action("operation_on", ("apostrophe",), "'", "Next operation",
           "Go to where the selected worker next begins or ends an operation.",
           RECORDING, replay_commands.operation_on, _recorded),
    Action("mark_back", ("left_parenthesis",), "(", "Previous mark",
           "Go to the previous finding, torn message or error.",
           RECORDING, _mark(-1), _recorded, "", 4),
    Action("mark_on", ("right_parenthesis",), ")", "Next mark",
           "Go to the next finding, torn message or error.",
           RECORDING, _mark(1), _recorded, "finding", 4),
    Action("replay_back", ("ctrl+left",), "ctrl+←", "Skip back",
           "Go back by a fiftieth of the run.",
           RECORDING, replay_commands.back, _recorded),
    Action("replay_on", ("ctrl+right",), "ctrl+→", "Skip forward",
           "Go forward by a fiftieth of the run.",
           RECORDING, replay_commands.on, _recorded),
    Action("replay_start", ("ctrl+home",), "ctrl+home", "Start of the recording",
           "Go to where the recording begins.",
           RECORDING, replay_commands.to_start, _recorded),
    Action("replay_end", ("ctrl+end",), "ctrl+end", "End of the recording",
           "Go to where the recording ends, and pause there.",
           RECORDING, replay_commands.to_end, _recorded),
    *(
        Action(f"{kind}_{'on' if by > 0 else 'back'}", (), "", f"{'Next' if by > 0 else 'Previous'} {words}",
               f"Go to the {'next' if by > 0 else 'previous'} {words}.",
               RECORDING, _mark(by, kind), _recorded)
        for kind, words in replay_commands.KINDS.items()
        for by in (1, -1)
    ),
)  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    *_OF_RECORDINGS,
    Action("lock", ("l",), "l", "Lock on or off",
           "Enforce the program's locks, or let every acquire succeed.",
           KNOBS, run_commands.turn_lock, _knob("lock"), "lock", 1),
    Action("maxsize_up", ("plus", "equals_sign"), "+", "Larger queue",
           "Raise maxsize by one: of the selected queue, or of every bounded queue.",
           KNOBS, run_commands.grow_queue, _maxsize, "", 3),
    Action("maxsize_down", ("minus",), "-", "Smaller queue",
           "Lower maxsize by one, never below 1: of the selected queue, or of every bounded queue.",
           KNOBS, run_commands.shrink_queue, _maxsize, "maxsize", 3),
    Action("pace_faster", ("left_square_bracket",), "[", "Less delay",
           "Delay each operation and each write less.",
           KNOBS, run_commands.pace_faster, _knob("pace"), "", 5),
    Action("pace_slower", ("right_square_bracket",), "]", "More delay",
           "Delay each operation and each write more.",
           KNOBS, run_commands.pace_slower, _knob("pace"), "pace", 5),
    Action("pause", ("space",), "space", "Pause or resume",
           "Stop every worker at its next operation, or let them all continue.",
           RUN, run_commands.turn_pause, _knob("pause"), "pause", 4),
    Action("step", ("full_stop",), ".", "Step",
           "Let the selected worker, or the one paused longest, do one operation. Pauses the program first.",
           RUN, run_commands.step, _knob("step"), "step", 9),
    Action("restart", ("r",), "r", "Restart",
           "End the program and run it again with the present settings.",
           RUN, run_commands.restart, _restart, "restart", 10),
    Action("buffering", ("b",), "b", "Buffering",
           "Switch to the next buffering (unbuffered, line, block) and restart.",
           RUN, run_commands.next_buffering, _restart, "buffering", 11),
    Action("start_method", ("s",), "s", "Start method",
           "Switch to the next start method (fork, spawn, forkserver) and restart.",
           RUN, run_commands.next_start_method, _restart, "start", 12),
    Action("fewer", ("w",), "w", "Fewer workers",
           "Run this lesson with one worker fewer.",
           RUN, run_commands.fewer_workers, _counted, "", 13),
    Action("more", ("W",), "W", "More workers",
           "Run this lesson with one worker more.",
           RUN, run_commands.more_workers, _counted, "workers", 13),
    Action("unblock", ("U",), "U", "Unblock",
           "Free the selected worker, or the first one that is stuck: release a dead worker's lock, end a wait with"
           " an error, discard what keeps a process from exiting, or reap a zombie. Asks first.",
           RUN, run_commands.unblock, _unblock, "unblock", 2),
    Action("record", ("T",), "T", "Record",
           "Record from now on, with everything known so far, into a new trace in the folder where mptui was "
           "started. Press again to stop.",
           RUN, run_commands.turn_recording, _recordable, "record", 15),
    Action("terminate", ("x",), "x", "Terminate the worker",
           "Send SIGTERM to the selected worker's process. Asks first.",
           RUN, run_commands.terminate_worker, _signal, "", 14),
    Action("kill", ("X",), "X", "Kill the worker",
           "Send SIGKILL to the selected worker's process. Asks first.",
           RUN, run_commands.kill_worker, _signal, "end worker", 14),
    Action("left", ("left", "h"), "← h", "Left",
           "Select the worker to the left.",
           MOVE, moving.go_left),
    Action("right", ("right",), "→", "Right",
           "Select the worker to the right. (l turns the lock on and off, so only h, j and k move.)",
           MOVE, moving.go_right),
    Action("up", ("up", "k"), "↑ k", "Up",
           "Select what is above. In a zoomed pane, scroll up.",
           MOVE, moving.go_up),
    Action("down", ("down", "j"), "↓ j", "Down",
           "Select what is below; below the last pane are the objects. In a zoomed pane, scroll down.",
           MOVE, moving.go_down),
    Action("next", ("tab",), "tab", "Next",
           "Select the next worker; after the last one, the objects.",
           MOVE, moving.go_next),
    Action("previous", ("shift+tab",), "shift+tab", "Previous",
           "Select the previous worker.",
           MOVE, moving.go_previous),
    Action("page_up", ("pageup",), "pgup", "Scroll up",
           "Scroll up in the console or the open view, which then stops following new output.",
           MOVE, moving.page_up),
    Action("page_down", ("pagedown",), "pgdn", "Scroll down",
           "Scroll down. At the end, new output is followed again.",
           MOVE, moving.page_down),
    Action("workers_back", ("left_curly_bracket",), "{", "Previous page of workers",
           "Select the previous page of workers, where they do not all fit.",
           MOVE, filtering.workers_back),
    Action("workers_on", ("right_curly_bracket",), "}", "Next page of workers",
           "Select the next page of workers, where they do not all fit.",
           MOVE, filtering.workers_on),
    Action("start", ("home",), "home", "Oldest",
           "Go to the oldest output that is kept, or to the top of a note.",
           MOVE, moving.go_start),
    Action("end", ("end", "G"), "end G", "Newest",
           "Go to the newest output and follow it, or to the end of a note.",
           MOVE, moving.go_end),
    Action("freeze", ("f",), "f", "Freeze or follow",
           "Freeze the console, or the zoomed pane, while the program runs on. Press again to follow it.",
           MOVE, moving.turn_freeze, _written, "freeze", 19),
    Action("note_up", ("shift+up",), "shift+↑", "Scroll the note up",
           "Scroll the note up.",
           MOVE, moving.note_up, _lab),
    Action("note_down", ("shift+down",), "shift+↓", "Scroll the note down",
           "Scroll the note down.",
           MOVE, moving.note_down, _lab),
    *(action for info in all_views.VIEWS for action in info.actions),
    Action("note", ("i",), "i", "Note",
           "What to look at in this lesson, and why it happens.",
           VIEWS, lambda screen: screen.toggle_note(), _lab, "note", 7),
    *(
        Action(f"predict_{number}", (str(number),), str(number), f"Answer {number}",
               f"Answer {number} to the lesson's question. The program restarts and shows whether you were right.",
               VIEWS, _predict(number - 1), _answer(number), "answer" if number == 1 else "", 5 if number == 1 else 0)
        for number in range(1, LAST_ANSWER + 1)
    ),
    Action("knobs", ("K",), "K", "Settings of the lesson",
           "Change the settings of the lesson's program with the arrows; enter runs it with them.",
           VIEWS, lambda screen: screen.lesson_run.turn_knobs(), _turnable, "knobs", 6),
    Action("lessons", ("o",), "o", "Lessons",
           "Choose another lesson. It replaces the present run.",
           VIEWS, lambda screen: screen.lesson_run.choose_lesson(), _lessons, "lessons", 6),
    Action("search", ("slash",), "/", "Search",
           "Search the output, or the source. Before the text, or alone, state:blocked, worker:NAME and object:NAME"
           " show only the panes of those workers; /NAME is short for worker:NAME.",
           OTHER, lambda screen: screen.open_search(), always, "search", 18),
    Action("users", ("u",), "u", "Users of this object",
           "Show only the workers that hold the selected object or wait for it, or for what the selected worker "
           "waits for; the holder is selected. Press again to show all.",
           OTHER, filtering.filter_users, _objects, "users", 19),
    Action("search_next", ("n",), "n", "Next match",
           "Go to the next line that matches.",
           OTHER, moving.find_next, _searching, "", 2),
    Action("search_previous", ("N",), "N", "Previous match",
           "Go to the previous line that matches.",
           OTHER, moving.find_previous, _searching, "match", 2),
    Action("pick", ("v",), "v", "Pick lines",
           "Point at a line with the arrows; press again to pick from there on. A click or a drag does the same.",
           LINES, moving.pick_lines, _written, "lines", 20),
    Action("lens", ("L",), "L", "Lens",
           "Show the fragments of the picked line, or of the last torn line: who wrote them, in which order, when, "
           "and as parts of which messages.",
           LINES, moving.open_lens, _written, "lens", 21),
    Action("copy", ("y",), "y", "Copy",
           "Copy the picked lines, or those on the screen, to the terminal's clipboard (OSC 52). In the graph, copy"
           " what is wrong, in words.",
           LINES, moving.copy_lines, _copyable),
    Action("only", ("m",), "m", "Only this worker's lines",
           "Show only the lines on which the selected worker wrote. Press again to show all lines.",
           LINES, moving.turn_only, _workers, "only", 22),
    Action("export", ("e",), "e", "Export the visible lines",
           "Write the lines on the screen to a new text file in the folder where mptui was started.",
           LINES, moving.export_visible, _written),
    Action("export_all", ("E",), "E", "Export all lines",
           "Write all lines that are kept to a new text file in the folder where mptui was started.",
           LINES, moving.export_all, _written),
    Action("theme", (), "", "Colours",
           "Choose a dark or a light theme.",
           OTHER, lambda screen: screen.choose_theme()),
    Action("anomalies", ("A",), "A", "Anomalies",
           "Show the events that mptui cannot explain, one by one.",
           OTHER, moving.show_anomalies, _anomalies),
    Action("help", ("question_mark", "f1"), "?", "Help",
           "Show all keys, and explain what is on the screen.",
           OTHER, lambda screen: screen.show_help(), always, "help", 90),
    Action("palette", ("ctrl+p",), "ctrl+p", "Palette",
           "Find an action by its name.",
           OTHER, lambda screen: screen.show_palette()),
    Action("back", ("escape",), "esc", "Back",
           "Leave the view, the search or the selected object.",
           OTHER, moving.go_back, _back, "back", 0),
    Action("quit", ("q",), "q", "Quit",
           "End the program and leave. Ctrl+C does the same.",
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
