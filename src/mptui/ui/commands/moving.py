"""What the keys do on the screen: the selection moves, a view scrolls, a step goes back. None of it touches the run."""

from collections.abc import Callable

from mptui.model.queries import still_running
from mptui.model.standing import runs_on
from mptui.ui.paint.text import plain
from mptui.ui.parts.key_part import KeyPart
from mptui.ui.parts.screens import BaseScreen, KeyScreen, RunScreen, Screen

NAMED = 5
"""Processes that a question names."""


def _offer(screen: KeyScreen, take: Callable[[KeyPart], bool]) -> bool:
    return any(take(part) for part in screen.key_parts)


def _scroll(screen: KeyScreen, take: Callable[[KeyPart], bool]) -> None:
    """Offer a key that output takes where nothing else does."""
    if not _offer(screen, take):
        take(screen.lines)


def _offer_lines(screen: KeyScreen, take: Callable[[KeyPart], bool]) -> None:
    """Offer a key for lines to the open view if it has something of the kind, else to the output."""
    if screen.view_part.has_lines or not take(screen.view_part):
        take(screen.lines)


def _move(screen: KeyScreen, dx: int, dy: int) -> None:
    if not _offer(screen, lambda part: part.move(dx, dy)):
        screen.ui.step_worker(dx or dy)
        screen.selection_moved()


def go_left(screen: KeyScreen) -> None:
    """The worker to the left."""
    _move(screen, -1, 0)


def go_right(screen: KeyScreen) -> None:
    """The worker to the right."""
    _move(screen, 1, 0)


def go_up(screen: KeyScreen) -> None:
    """Above, or back."""
    _move(screen, 0, -1)


def go_down(screen: KeyScreen) -> None:
    """Below, or on."""
    _move(screen, 0, 1)


def go_next(screen: KeyScreen) -> None:
    """The next worker or object."""
    _cycle(screen, 1)


def go_previous(screen: KeyScreen) -> None:
    """The worker or object before."""
    _cycle(screen, -1)


def _cycle(screen: KeyScreen, step: int) -> None:
    ui = screen.ui
    if ui.object is not None:
        if not ui.step_object(step):
            ui.object = None
            ui.select_end(step)
    elif not ui.step_worker(step) and not (screen.lists_workers and ui.step_object(step)):
        ui.select_end(step)
    screen.selection_moved()


def page_up(screen: KeyScreen) -> None:
    """A page back."""
    _scroll(screen, lambda part: part.page(-1))


def page_down(screen: KeyScreen) -> None:
    """A page on."""
    _scroll(screen, lambda part: part.page(1))


def go_start(screen: KeyScreen) -> None:
    """The beginning of what is shown, else the oldest output."""
    _scroll(screen, lambda part: part.jump(-1))


def go_end(screen: KeyScreen) -> None:
    """The end of what is shown, else the newest output."""
    _scroll(screen, lambda part: part.jump(1))


def note_up(screen: Screen) -> None:
    """Scroll the note back."""
    screen.scroll_note(-3)


def note_down(screen: Screen) -> None:
    """Scroll the note on."""
    screen.scroll_note(3)


def find_next(screen: KeyScreen) -> None:
    """The next match."""
    _offer_lines(screen, lambda part: part.find(forward=True))


def find_previous(screen: KeyScreen) -> None:
    """The match before."""
    _offer_lines(screen, lambda part: part.find(forward=False))


def turn_freeze(screen: KeyScreen) -> None:
    """Hold the lines still, or follow the newest."""
    _offer_lines(screen, lambda part: part.turn_freeze())


def pick_lines(screen: KeyScreen) -> None:
    """Point at a line; then pick from there on; then point again."""
    _offer_lines(screen, lambda part: part.pick())


def copy_lines(screen: KeyScreen) -> None:
    """The picked lines, else those on the screen, into the terminal's clipboard."""
    _offer_lines(screen, lambda part: part.copy())


def open_lens(screen: KeyScreen) -> None:
    """The line that is pointed at, or was found, or the last torn one that is visible, under the lens."""
    _offer_lines(screen, lambda part: part.look_closer())


def export_visible(screen: KeyScreen) -> None:
    """The lines on the screen, into a file."""
    _offer_lines(screen, lambda part: part.export(everything=False))


def export_all(screen: KeyScreen) -> None:
    """All lines that are kept, into a file."""
    _offer_lines(screen, lambda part: part.export(everything=True))


def turn_only(screen: KeyScreen) -> None:
    """Only the selected worker's lines in the console, or everybody's."""
    screen.ui.only = not screen.ui.only
    screen.renew_console()


def toggle(view: str) -> Callable[[KeyScreen], None]:
    """What the key of a view does: open it, or leave it."""
    return lambda screen: screen.toggle_view(view)


def go_back(screen: KeyScreen) -> None:
    """One step out: of picked lines, the search, the note, the object, the view."""
    if not any(part.leave() for part in screen.parts_to_leave) and screen.ui.only:
        turn_only(screen)


def show_anomalies(screen: BaseScreen) -> None:
    """What could not be explained."""
    from mptui.ui.dialogs.anomalies import Anomalies

    screen.open_dialog(Anomalies(screen.ui.state))


def leave(screen: RunScreen) -> None:
    """Leave; whoever called run_app ends the program. Asks if that ends what outlives the main process."""
    state = screen.ui.state
    left = still_running(state) if runs_on(state) else []
    if not left:
        screen.leave()
        return
    names = ", ".join(map(plain, left[:NAMED])) + (f" and {len(left) - NAMED} more" if len(left) > NAMED else "")
    question = f"The main process has ended, and {len(left)} of its processes run on: {names}. End them and leave?"
    screen.ask(question, screen.leave)
