"""What parts and commands may ask of the screen. Each of them takes the narrowest of these protocols that will do."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mptui.ui.parts.key_part import KeyPart
from mptui.ui.ui_state import UiState

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from mptui.labs.lesson import Lesson
    from mptui.session import RunOptions
    from mptui.ui.parts.knob_sender import KnobSender

T = TypeVar("T")


class BaseScreen(Protocol):
    """What everybody may do."""

    @property
    def ui(self) -> UiState:
        """What the screen shows."""

    def say(self, text: str, severity: Any = "information") -> None:
        """A line that leaves by itself."""

    def open_dialog(self, dialog: "ModalScreen[T]", answered: Callable[[T | None], None] | None = None) -> None:
        """Show a dialog above everything; `answered` is called with what it closes with."""

    def uncover(self) -> bool:
        """Put the note away if it stands in the place of the views. Returns whether it did."""


class ViewScreen(BaseScreen, Protocol):
    """For views: open another, and tell that another worker or object is selected."""

    @property
    def came_from(self) -> str:
        """The id of the view that was open before the present one."""

    def show_view(self, view: str) -> None:
        """Open a view by its id."""

    def selection_moved(self) -> None:
        """Another worker or object is selected."""


class KeyScreen(ViewScreen, Protocol):
    """For keys that go to a part of the screen."""

    @property
    def key_parts(self) -> Iterable[KeyPart]:
        """The parts that a key is offered to, one after the other until one takes it."""

    @property
    def parts_to_leave(self) -> Iterable[KeyPart]:
        """The parts that escape is offered to."""

    @property
    def view_part(self) -> KeyPart:
        """The open view."""

    @property
    def lines(self) -> KeyPart:
        """The lines of output that the keys are for: where one is pointed at, else the open view's or the console's."""

    @property
    def workers_on_page(self) -> int:
        """How many workers the wall shows at once."""

    @property
    def lists_workers(self) -> bool:
        """Whether the open view has a place for each listed worker."""

    @property
    def opens_objects(self) -> bool:
        """Whether enter in the open view shows the selected object whole."""

    def toggle_view(self, view: str) -> None:
        """Open a view, or leave it if it is open."""

    def renew_console(self) -> None:
        """The console shows other lines than before."""


class RunScreen(BaseScreen, Protocol):
    """For commands to the program that runs."""

    @property
    def knobs(self) -> "KnobSender":
        """The knobs of the run."""

    @property
    def lesson(self) -> "Lesson | None":
        """The lesson that runs, if one does."""

    def restart(self, options: "RunOptions") -> None:
        """Run the program anew, with these options."""

    def ask(self, question: str, agreed: Callable[[], None]) -> None:
        """Do `agreed` if the user answers with yes."""

    def leave(self) -> None:
        """End the program and leave."""


class LessonScreen(ViewScreen, RunScreen, Protocol):
    """For the lab."""

    @property
    def note_shown(self) -> bool:
        """Whether the note stands beside the panes or in their place."""

    def refresh_quiz(self, from_top: bool = False) -> None:
        """The run has shown something new, or, with `from_top`, the learner has answered."""

    def show_lesson(self, lesson: "Lesson") -> None:
        """Show another lesson's name and note."""

    def run_worker(self, work: Any, *, group: str) -> Any:
        """Let a coroutine run beside the screen."""


class LessonKeys(Protocol):
    """What the keys of the lab do."""

    def predict(self, place: int) -> None:
        """Give the answer at a place, counted from 0."""

    def turn_knobs(self) -> None:
        """Ask for the lesson's knobs."""

    def choose_lesson(self) -> None:
        """Ask for another lesson."""


class Screen(KeyScreen, RunScreen, Protocol):
    """All that an action may do."""

    @property
    def lesson_run(self) -> LessonKeys:
        """The lesson that runs."""

    def open_search(self) -> None:
        """Ask for a text to search."""

    def toggle_note(self) -> None:
        """Show or hide the lesson's note."""

    def scroll_note(self, lines: int) -> None:
        """Move in the lesson's note."""

    def show_help(self) -> None:
        """All keys."""

    def show_palette(self) -> None:
        """All actions by name."""

    def choose_theme(self) -> None:
        """The list of themes."""
