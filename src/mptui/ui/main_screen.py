"""The main screen: status, stage, objects, console, note, footer; its frame, its layout and its actions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from mptui.engine import FRAMES, Engine
from mptui.errors import MptuiError
from mptui.events import PROGRAM, KnobChanged, ProbeFailed, RunStarted
from mptui.ui.chrome.hint import Hint
from mptui.ui.chrome.search_line import SearchLine
from mptui.ui.chrome.status import Status
from mptui.ui.keys.actions import ACTIONS, BY_ID, Situation
from mptui.ui.keys.footer import Footer
from mptui.ui.keys.view_commands import ViewCommands
from mptui.ui.knobs.knob_sender import KnobSender
from mptui.ui.knobs.run_commands import RunCommands
from mptui.ui.lab.lesson_commands import LessonCommands
from mptui.ui.lab.note import Note
from mptui.ui.layout import Layout
from mptui.ui.paint.painted import Group, Unstyled
from mptui.ui.paint.text import plain
from mptui.ui.staged import StagedScreen
from mptui.ui.terminal.driver import backlog
from mptui.ui.terminal.ticker import Ticker
from mptui.ui.ui_state import Stage, UiState
from mptui.ui.views.objects.object_commands import ObjectCommands
from mptui.ui.views.objects.strip import Objects
from mptui.ui.views.output.console_commands import ConsoleCommands
from mptui.ui.views.output.log_view import LogView
from mptui.ui.views.output.titles import console_title
from mptui.ui.views.timeline.time_commands import TimeCommands
from mptui.ui.views.workers.filter_commands import FilterCommands
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


class MainScreen(StagedScreen):
    """Everything that is seen while a program runs. Widgets read `view`; actions change it or command the session."""

    BINDINGS: ClassVar[list[BindingType]] = _bindings()
    AUTO_FOCUS = ""  # keys are the screen's own, not those of the search bar

    def __init__(
        self,
        engine: Engine,
        ui: UiState,
        title: str,
        lesson: "Lesson | None",
        progress: "Progress | None" = None,
        language: str = "en",
    ) -> None:
        super().__init__(ui)
        self.engine = engine
        self.desk = KnobSender(engine)
        self.lesson_run = LessonCommands(self, lesson, progress, language)
        self.status = Status(ui, title, id="status")
        self.objects = Objects(ui, id="objects")
        self.console = self._make_console()
        self.note = Note(self.lesson_run)
        self.hint = Hint(ui, self.lesson_run, id="hint")
        self.search = SearchLine(id="search")
        self.footer = Footer(ui, id="footer")
        self.object_commands = ObjectCommands(self)
        self.console_commands = ConsoleCommands(self)
        self.time_commands = TimeCommands(self)
        self._ticker = Ticker(1 / FRAMES, self.is_due, self._call_frame)
        self._handlers = (
            RunCommands(self),
            ViewCommands(self),
            self.object_commands,
            self.console_commands,
            self.time_commands,
            FilterCommands(self),
            self.lesson_run,
        )
        self._dirty = True
        self._aged = False  # a second has passed: the stages alone tell how long something lasts
        self._called = False
        self._second = -1
        self._layout = Layout(self, note=lesson is not None and ui.store.settings.note is not False)

    def _make_console(self) -> LogView:
        return LogView(
            self.ui,
            self._console_ring,
            console_title,
            most=3,
            margin=True,
            writer=self._console_writer,
            empty="nothing written yet",
            id="console",
        )

    def compose(self) -> ComposeResult:
        """Top to bottom; in the middle left to right where the screen is wide."""
        yield self.status
        with Group(id="middle"):
            with Group(id="left"):
                yield from self.made.values()
                yield self.objects
                yield self.console
            yield self.note
        yield self.hint
        yield self.search
        yield self.footer

    def _console_ring(self) -> Any:
        return self.engine.state.output.console

    def _console_writer(self) -> int | None:
        worker = self.ui.chosen_worker
        return worker.id if self.ui.only and worker is not None else None

    @property
    def output_view(self) -> LogView:
        """The lines of output that the keys act on: where lines are picked, else those of the view."""
        return self.zoom if self.ui.stage == "zoom" and self.console.reading.cursor is None else self.console

    @property
    def _logs(self) -> list[LogView]:
        """The views of lines that there are."""
        return [self.console, *([self.zoom] if "zoom" in self.made else [])]

    def on_mount(self) -> None:
        """Start the frames."""
        self.note.display = self._layout.note_wanted
        self.show_stage("panes")
        self._ticker.start()
        self.lesson_run.opened()
        self.call_after_refresh(self.frame)  # the first one does not wait for the beat

    @property
    def situation(self) -> Situation:
        """What decides which actions work now."""
        ui = self.ui
        return Situation(
            state=ui.state,
            can=self.engine.session.capabilities,
            worker=ui.chosen_worker,
            object=ui.object,
            stage=ui.stage,
            query=ui.query,
            lab=ui.lab,
            counted=self.lesson_run.lesson is not None and self.lesson_run.lesson.knob("workers") is not None,
            note=self.lesson_run.lesson is not None,
            answers=self.lesson_run.answers,
            knobs=len(self.lesson_run.lesson.knobs) if self.lesson_run.lesson is not None else 0,
            note_fills=self.note_fills,
            picking=self.output_view.reading.cursor is not None,
            only=ui.only,
            filtered=bool(ui.filter),
        )

    # The frame

    def is_due(self) -> bool:
        """Whether a frame has anything to do."""
        if self._called:
            return False
        return self._dirty or self.engine.has_waiting() or self.engine.now // 1_000_000_000 != self._second

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
        self._dirty = self._dirty or moved
        for event in self.engine.take_notable():
            self._answer(event)
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
            self._paint_shown(self.made.values())
        self._dirty = self._aged = False

    def _answer(self, event: object) -> None:
        if isinstance(event, KnobChanged):
            self.desk.arrived(event)
        elif isinstance(event, RunStarted):
            self.desk.forget()
            self.ui.new_run()
            if "source" in self.made:
                self.source.open(self.engine.session.options.target)
            self.wall.update(force=True)
            for log in self._logs:
                log.renew()
        elif isinstance(event, ProbeFailed):
            lead = "not watched any more: " if event.worker != PROGRAM else ""
            self.say(f"{lead}{event.text}", severity="error")

    def paint(self, force: bool = False) -> None:
        """Bring every visible widget up to date."""
        self.footer.situation = self.situation
        rest = (self.status, self.objects, self.console, self.hint, self.footer)
        self._paint_shown((*self.made.values(), *rest), force)

    def _paint_shown(self, widgets: Iterable[Unstyled], force: bool = False) -> None:
        for widget in widgets:
            if widget.display:
                widget.update(force)

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

    def show_stage(self, stage: Stage) -> None:
        """Put a view in the wall's place."""
        self.ui.stage = stage
        self.open_stage(stage)
        self.share_rows()

    def selection_moved(self) -> None:
        """Another worker or object is selected."""
        if "source" in self.made:
            self.source.follow()
        if self.ui.stage == "zoom":
            self.zoom.renew()
        self._dirty = True
        self.paint()

    # Actions

    def action_do(self, action_id: str) -> None:
        """Do an action of the registry, or say that it cannot be done now."""
        action = BY_ID[action_id]
        if not action.when(self.situation):
            self.say(f"not now: {action.title.lower()}")
            return
        try:
            next(getattr(part, action.handler) for part in self._handlers if hasattr(part, action.handler))()
        except MptuiError as error:
            self.say(plain(str(error)), severity="error")
        self._dirty = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that cannot do anything now does nothing."""
        if action == "do" and parameters:
            if self.search.display:  # what is typed is text, also in the moment before the field has the focus
                return parameters[0] == "quit" and self.focused is not None
            return BY_ID[str(parameters[0])].when(self.situation)
        return True

    def restart(self, options: "RunOptions") -> None:
        """Run the program anew, with these options."""
        self.lesson_run.leave_run(self.engine.state)
        self.desk.forget()
        self.engine.session.restart(options)

    def say(self, text: str, severity: Any = "information") -> None:
        """A line that leaves by itself."""
        self.app.notify(plain(text), severity=severity, timeout=4, markup=False)

    def set_query(self, typed: str) -> None:
        """Take another filter and another text to search; nothing lets go of both."""
        before = self.ui.query
        if self.ui.take(typed):
            self.selection_moved()
        if self.ui.query != before:
            self.output_view.follow()
            if self.ui.query:
                self.output_view.find(forward=False)
                if self.ui.stage == "source":
                    self.source.find(forward=True)
        self.paint(force=True)

    @on(SearchLine.Changed)
    def _searched(self, message: SearchLine.Changed) -> None:
        self.set_query(message.query)

    @on(Wall.Chosen)
    def _chose_worker(self, message: Wall.Chosen) -> None:
        self.ui.object = None
        self.ui.worker = message.worker
        self.selection_moved()
        if message.again:
            self.show_stage("zoom")

    @on(Objects.Chosen)
    def _chose_object(self, message: Objects.Chosen) -> None:
        self.ui.object = message.object_id
        self.selection_moved()
        if message.again:
            self.object_commands.open_object()

    @on(LogView.Pointed)
    def _pointed(self, message: LogView.Pointed) -> None:
        for log in self._logs:
            if log is not message.log and log.reading.cursor is not None:
                log.unpoint()
        self._dirty = True
        if message.again:
            self.action_do("lens")

    @on(Footer.Pressed)
    def _pressed(self, message: Footer.Pressed) -> None:
        self.action_do(message.action_id)

    def restyle(self) -> None:
        """The theme changed: everything is painted anew."""
        if "source" in self.made:
            self.source.restyle()
        self.paint(force=True)
