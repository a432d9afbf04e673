"""The main screen: status, views, objects, console, note, footer; its frame, its layout and its actions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from mptui.engine import FRAMES
from mptui.errors import MptuiError
from mptui.events import PROGRAM, KnobChanged, ProbeFailed, RunStarted, Unblocked
from mptui.findings.remedies import unblocked_text
from mptui.ui.chrome.hint import Hint
from mptui.ui.chrome.search_line import SearchLine
from mptui.ui.chrome.slider import Slider
from mptui.ui.chrome.status import Status
from mptui.ui.chrome.verdict import Verdict
from mptui.ui.commands.action import KNOBS, RUN, Action, Situation
from mptui.ui.keys.actions import ACTIONS, BY_ID
from mptui.ui.keys.footer import Footer
from mptui.ui.keys.situation import situation_of
from mptui.ui.lab.lesson_commands import LessonCommands
from mptui.ui.lab.note import Note
from mptui.ui.layout import Layout
from mptui.ui.paint.text import plain
from mptui.ui.parts.key_part import KeyPart
from mptui.ui.parts.knob_sender import KnobSender
from mptui.ui.parts.painted import Group, update_shown
from mptui.ui.terminal.driver import backlog
from mptui.ui.terminal.ticker import Ticker
from mptui.ui.ui_state import UiState
from mptui.ui.views.objects.info import open_object
from mptui.ui.views.objects.strip import Objects
from mptui.ui.views.output.info import ZOOM
from mptui.ui.views.output.log_view import LogView
from mptui.ui.views.views_screen import ViewsScreen
from mptui.ui.views.workers.wall import Wall

if TYPE_CHECKING:
    from mptui.labs.lesson import Lesson
    from mptui.labs.progress import Progress
    from mptui.session import RunOptions


def _bindings() -> list[BindingType]:
    return [
        Binding(",".join(action.keys), f"do('{action.id}')", action.title, show=False)
        for action in ACTIONS
        if action.keys and action.id != "palette"
    ]


class MainScreen(ViewsScreen):
    """Everything that is seen while a program runs. Widgets read `ui`; actions change it or command the session."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings()
    AUTO_FOCUS = ""  # keys are the screen's own, not those of the search line

    def __init__(self, ui: UiState, lesson: "Lesson | None", progress: "Progress | None", language: str) -> None:
        super().__init__(ui)
        self.engine = ui.engine
        self.knobs = KnobSender(ui.engine)
        self.lesson_run = LessonCommands(self, lesson, progress, language)
        self.status = Status(ui, id="status")
        self.verdict = Verdict(ui, id="verdict")
        self.note = Note(self, self.lesson_run)
        self.hint = Hint(ui, self.lesson_run, id="hint")
        self.search = SearchLine(ui, lambda: self.set_query(""))
        self.slider = Slider(ui, id="slider")
        self.footer = Footer(ui, id="footer")
        self._ticker = Ticker(1 / FRAMES, self.is_due, self._call_frame)
        self._dirty = True
        self._aged = False  # a second has passed: the views alone tell how long something lasts
        self._called = False
        self._second = -1
        self._jumps = 0
        self._layout = Layout(self, note=lesson is not None and ui.store.settings.note is not False)

    def compose(self) -> ComposeResult:
        """Top to bottom; in the middle left to right where the screen is wide."""
        yield from (self.status, self.verdict)
        with Group(id="middle"):
            with self.left:
                yield self.wall
                yield self.objects
                yield self.console
            yield self.note
        yield from (self.slider, self.hint, self.search, self.footer)

    def on_mount(self) -> None:
        """Start the frames."""
        self.note.display = self._layout.note_wanted
        self.show_view(self.ui.view)
        self._ticker.start()
        self.lesson_run.opened()
        self.call_after_refresh(self.frame)  # the first one does not wait for the beat

    @property
    def situation(self) -> Situation:
        """What decides which actions work now."""
        return situation_of(self.ui, self.lesson, note_fills=self.note_fills, picking=self.lines.picking)

    # The frame

    def is_due(self) -> bool:
        """Whether a frame has anything to do."""
        if self._called:
            return False
        waiting = self._dirty or self.slider.is_due or self.engine.has_waiting()
        return waiting or self.engine.now // 1_000_000_000 != self._second

    def _call_frame(self) -> None:
        self._called = True
        # Behind a dialog Textual repaints this screen after each message that it gets.
        (self.app if self._behind else self).call_next(self.frame)

    @property
    def _behind(self) -> bool:
        """Whether a dialog is above: what it leaves to be seen is painted once a second, so that keys are answered."""
        return not self.is_active

    def on_unmount(self) -> None:
        """No frames any more."""
        self._ticker.stop()

    def frame(self) -> None:
        """Take in what has happened, and paint what that changed unless the terminal is still busy with the last."""
        self._called = False
        try:
            moved = self.engine.pump()
        except MptuiError as error:
            self.app.exit(return_code=error.exit_code, message=plain(str(error)))
            return
        if self.verdict.needed != bool(self.verdict.display):
            self.share_rows()
        self._dirty = self._dirty or moved
        if self.engine.jumps != self._jumps:
            self._jumps = self.engine.jumps
            self._show_anew()
        for event in self.engine.take_notable():
            self._answer(event)
        failure = self.engine.take_recording_failure()
        if failure:
            self.say(plain(failure), severity="error")
        second = self.engine.now // 1_000_000_000
        beat = second != self._second
        if beat:
            self._second, self._aged = second, True
        self.lesson_run.look(self.engine.state, moved, beat)
        due = self._aged or (self._dirty and not self._behind)
        if not due or not self.is_current or backlog(self.app):
            return
        if self._dirty:
            self._ticker.rouse()
            self.paint()
        else:
            update_shown((*self.views.ageing, self.slider))
        self._dirty = self._aged = False

    def _answer(self, event: object) -> None:
        if isinstance(event, KnobChanged):
            self.knobs.arrived(event)
        elif isinstance(event, RunStarted):
            self._show_anew()
        elif isinstance(event, Unblocked):
            self.say(plain(unblocked_text(self.engine.state, event)))
        elif isinstance(event, ProbeFailed):
            lead = "not watched any more: " if event.worker != PROGRAM else ""
            self.say(f"{lead}{event.text}", severity="error")

    def _show_anew(self) -> None:
        """Nothing that was known of the run is so any more."""
        self.knobs.forget()
        self.ui.new_run()
        for part in self.views.made.values():
            part.new_run()

    def paint(self, force: bool = False) -> None:
        """Bring every visible widget up to date."""
        self.footer.situation = self.situation
        parts = (self.status, self.verdict, self.slider, self.objects, self.hint, self.footer)
        update_shown((*self.views.made.values(), *parts), force)

    def on_screen_resume(self) -> None:
        """A dialog closed: paint what has happened meanwhile."""
        self._dirty = True

    # The layout

    def on_resize(self) -> None:
        """Share out the rows."""
        self.share_rows()

    def share_rows(self) -> None:
        """Give every part its place."""
        self._layout.apply()
        self._dirty = True

    @property
    def note_fills(self) -> bool:
        """Whether the note stands in the place of wall and console."""
        return self._layout.note_fills

    def show_note(self, shown: bool) -> None:
        """Show or hide the note."""
        self.note.display = shown
        self.share_rows()

    @property
    def note_shown(self) -> bool:
        """Whether the note stands beside the panes or in their place."""
        return bool(self.note.display)

    def uncover(self) -> bool:
        """Put the note away if it stands in the place of the views. Returns whether it did."""
        fills = self.note_fills
        if fills:
            self.show_note(False)
        return fills

    def selection_moved(self) -> None:
        """Another worker or object is selected."""
        super().selection_moved()
        self._dirty = True
        self.paint()

    # Who gets the keys

    @property
    def key_parts(self) -> Iterator[KeyPart]:
        """The note where it hides the views, else lines that are pointed at, the open view, the objects."""
        if self.note_fills:
            yield self.note
        if self.console.picking:
            yield self.console
        if not self.note_fills:
            yield self.view_part
        yield self.objects

    @property
    def parts_to_leave(self) -> Iterator[KeyPart]:
        """From the innermost: picked lines, the search, the note, what the view has opened, the objects, the view."""
        if self.lines.picking:
            yield self.lines
        yield from (self.search, self.note, self.view_part, self.objects, self.views)

    # Actions

    def action_do(self, action_id: str) -> None:
        """Do an action of the registry, or say that it cannot be done now."""
        action = BY_ID[action_id]
        if not action.works(self.situation):
            self.say(self._why_not(action))
            return
        try:
            action.do(self)
        except MptuiError as error:
            self.say(plain(str(error)), severity="error")
        self._dirty = True

    def _why_not(self, action: Action) -> str:
        if self.engine.transport is not None and action.group in (KNOBS, RUN):
            return f"this is a recording, and no program runs: {action.title.lower()} does nothing here"
        return f"not now: {action.title.lower()}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that cannot do anything now does nothing."""
        if action == "do" and parameters:
            if self.search.display:  # what is typed is text, also in the moment before the field has the focus
                return parameters[0] == "quit" and self.focused is not None
            wanted = BY_ID[str(parameters[0])]
            refused = self.engine.transport is not None and wanted.group in (KNOBS, RUN)
            return refused or wanted.when(self.situation)
        return True

    def restart(self, options: "RunOptions") -> None:
        """Run the program anew, with these options."""
        self.lesson_run.leave_run(self.engine.state)
        self.knobs.forget()
        self.engine.session.restart(options)

    def set_query(self, typed: str) -> None:
        """Take another filter and another text to search; nothing lets go of both."""
        before = self.ui.query
        if self.ui.take(typed):
            self.selection_moved()
        if self.ui.query != before:
            self.lines.searched()
            if not self.view_part.has_lines:
                self.view_part.searched()
        self.paint(force=True)

    def open_search(self) -> None:
        """Ask for a text to search."""
        self.search.open(self.ui.typed)

    def show_help(self) -> None:
        """All keys."""
        from mptui.ui.keys.help import Help

        self.app.push_screen(Help(self.situation))

    # The lesson

    @property
    def lesson(self) -> "Lesson | None":
        """The lesson that runs, if one does."""
        return self.lesson_run.lesson

    def show_lesson(self, lesson: "Lesson") -> None:
        """Show another lesson's name and note."""
        self.ui.title = lesson.name
        self.note.call_next(self.note.open, lesson)

    def toggle_note(self) -> None:
        """Show or hide the lesson's note."""
        shown = not self.note.display
        self.show_note(shown)
        self.ui.store.keep(note=shown)

    def scroll_note(self, lines: int) -> None:
        """Move in the lesson's note."""
        self.note.scroll_relative(y=lines, animate=False)

    def refresh_quiz(self, from_top: bool = False) -> None:
        """The run has shown something new, or, with `from_top`, the learner has answered."""
        self.note.refresh_quiz()
        if from_top:
            self.note.scroll_home(animate=False)

    # What parts tell

    @on(SearchLine.Changed)
    def _searched(self, message: SearchLine.Changed) -> None:
        self.set_query(message.query)

    @on(Wall.Chosen)
    def _chose_worker(self, message: Wall.Chosen) -> None:
        self.ui.object = None
        self.ui.worker = message.worker
        self.selection_moved()
        if message.again:
            self.show_view(ZOOM.id)

    @on(Objects.Chosen)
    def _chose_object(self, message: Objects.Chosen) -> None:
        self.ui.object = message.object_id
        self.selection_moved()
        if message.again:
            open_object(self)

    @on(LogView.Pointed)
    def _pointed(self, message: LogView.Pointed) -> None:
        pointed: object = message.log
        for part in self.views.made.values():
            if part is not pointed and part.picking:
                part.leave()
        self._dirty = True
        if message.again:
            self.action_do("lens")

    @on(Footer.Pressed)
    def _pressed(self, message: Footer.Pressed) -> None:
        self.action_do(message.action_id)

    def restyle(self) -> None:
        """The theme changed: everything is painted anew."""
        for part in self.views.made.values():
            part.restyle()
        self.paint(force=True)
