"""ReplaySession: a recorded run behind the faces that front ends see, a Session and its Transport."""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from mptui.errors import EngineError
from mptui.events import Event, KnobValue, Reason, Unblocking
from mptui.model.run_model import RunModel
from mptui.recording.moments import Moments, Past, Place
from mptui.recording.trace import Trace
from mptui.session import Capabilities, KnobName, RunOptions
from mptui.transport import Mark, MarkKind, next_mark

MOST_STEPS = 100
"""Steps that may wait to be taken."""
BATCH = 2048
"""Events handed out at a time."""
_REST, _REST_AT_FIRST = 0.0005, 0.05
"""Seconds between two blocks of the trace that are read through, later on, and while the screen is being made."""
_GENTLE = 1.5
"""Seconds after the start for which the screen comes first."""
_Request = Callable[[Moments, Place], tuple[Place, RunModel] | None]
"""request(moments, place): the run at another place, from the present one; None to stay."""


class ReplaySession:
    """Plays a trace. The front end's thread asks; a thread of its own reads the trace and goes to other moments."""

    def __init__(self, path: Path) -> None:
        """Raises TraceError if it is no trace that can be read."""
        self._trace = Trace(path)
        header = self._trace.header
        self.options = RunOptions(header.program, header.argv)
        self.begin = self._trace.begin
        self.end = self._find_end()
        self.playing, self.speed = True, 1.0
        self._at, self._since = self.begin, time.monotonic_ns()
        self._place, self._latest = Place(0, 0), 0
        self._block: tuple[int, list[Event]] = (-1, [])
        self._granted = 0
        self._gentle_until = 0.0
        self._jump: tuple[Place, RunModel] | None = None
        self._requests: list[_Request] = []
        self._jumping = self._closing = False
        self._failure: Exception | None = None
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, args=(path,), name="mptui-replay", daemon=True)
        self._moments: Moments | None = None
        self._past = Past()

    def new_model(self) -> RunModel:
        """What the run's events are to be applied to, from its start on."""
        model = RunModel(counting=True)
        model.history = self._past
        return model

    def _find_end(self) -> int:
        last = self._trace.events(len(self._trace.blocks) - 1)
        return max((event.t for event in last), default=self.begin)

    # What a Session does

    @property
    def capabilities(self) -> Capabilities:
        """There is no program that could be commanded."""
        return Capabilities()

    @property
    def damage(self) -> str:
        """What of the trace cannot be read, as far as it is known."""
        return self._trace.damage

    @property
    def finished(self) -> bool:
        """All has been handed out."""
        return not self.is_jumping and self._place.block >= len(self._trace.blocks)

    def start(self) -> None:
        """Begin to play, and to read the trace through."""
        self._since = time.monotonic_ns()
        self._gentle_until = time.monotonic() + _GENTLE
        self._reader.start()

    def drain_nowait(self) -> list[Event]:
        """What has happened by now, on the clock of the recorded run."""
        if self._failure is not None:
            raise EngineError(f"the replay failed: {self._failure!r}") from self._failure
        if self.is_jumping:
            return []
        now, found = self.now, list[Event]()
        while len(found) < BATCH:
            event = self._next_event()
            if event is None:
                self._stop_at(self.end)
                break
            if max(event.t, self._latest) > now and not self._granted:
                break
            if self._granted:
                self._granted -= 1
                self._stop_at(max(event.t, self._latest))
                now = self.now
            self._latest = max(event.t, self._latest)
            self._place = Place(self._place.block, self._place.number + 1)
            found.append(event)
        if len(found) >= BATCH:
            self._set_clock(self._latest)  # what comes now has to wait until this is shown
        return found

    def wait(self, timeout: float) -> list[Event]:
        """As drain_nowait, after at most `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not (found := self.drain_nowait()) and time.monotonic() < deadline:
            time.sleep(min(0.005, timeout))
        return found

    def _next_event(self) -> Event | None:
        block, index = self._place
        while block < len(self._trace.blocks):
            if self._block[0] != block:
                self._block = block, self._trace.events(block)
            if index < len(self._block[1]):
                self._place = Place(block, index)
                return self._block[1][index]
            block, index = block + 1, 0
        self._place = Place(block, 0)
        return None

    def turn(self, knob: KnobName, value: KnobValue, object: int | None = None) -> None:  # noqa: A002
        """Nothing: there is no program."""

    def unblock(self, how: Unblocking, worker: int, object: int | None) -> None:  # noqa: A002
        """Nothing: there is no program."""

    def take_stacks(self, workers: Collection[int]) -> None:
        """Nothing: those that were taken are in the trace."""

    def restart(self, options: RunOptions) -> None:
        """Nothing: there is no program."""

    def signal(self, worker: int, signum: int) -> None:
        """Nothing: there is no program."""

    def pass_on(self, signum: int) -> None:
        """Nothing: there is no program."""

    def end_program(self, reason: Reason = "key", waiting: Collection[int] = ()) -> None:
        """Nothing: there is no program."""

    def close(self) -> None:
        """Let the thread end, and give the file back."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._reader.ident is not None:
            self._reader.join()
        self._trace.close()

    # What a Transport does

    @property
    def now(self) -> int:
        """The moment that is shown."""
        if not self.playing:
            return self._at
        gone_by = (time.monotonic_ns() - self._since) * self.speed
        return min(self._at + int(gone_by), max(self.end, self._at))

    def _set_clock(self, t: int) -> None:
        self._at, self._since = t, time.monotonic_ns()

    def _stop_at(self, t: int) -> None:
        self._set_clock(t)
        self.playing = False

    @property
    def read(self) -> int:
        """Up to which moment the trace has been read through."""
        return self._moments.read if self._moments is not None else 0

    @property
    def marks(self) -> Sequence[Mark]:
        """Findings, torn messages and errors, as far as it has been read."""
        return self._moments.marks if self._moments is not None else ()

    @property
    def is_jumping(self) -> bool:
        """Whether it is on its way, or there and not shown yet."""
        return self._jumping

    def take_moment(self) -> RunModel | None:
        """The run at the moment gone to."""
        with self._changed:
            jump, self._jump = self._jump, None
            if jump is None:
                return None
            self._jumping = bool(self._requests)
        self._place, model = jump
        self._latest = model.state.now
        return model

    def play(self, on: bool) -> None:
        """Play, or stand still."""
        if on and self.finished:
            self.seek(self.begin)
        self._set_clock(self.now)
        self.playing = on

    def set_speed(self, speed: float) -> None:
        """Faster or slower from now on."""
        self._set_clock(self.now)
        self.speed = speed

    def seek(self, t: int) -> None:
        """Go to a moment."""
        t = min(max(t, self.begin), self.end)
        self._set_clock(t)
        self._go(lambda moments, _: moments.at(t))

    def step(self, by: int, worker: int | None = None) -> None:
        """One event, or one operation, on or back."""
        self._stop_at(self.now)
        if by > 0 and worker is None:
            self._granted += 1
            return

        def step(moments: Moments, place: Place) -> tuple[Place, RunModel] | None:
            if by > 0 and worker is not None:
                goal = moments.operation_after(place, worker)
            else:
                goal = moments.event_before(place, worker)
            return moments.before(goal) if goal is not None else None

        self._go(step, follow=True)

    def seek_mark(self, by: int, kind: MarkKind | None = None) -> Mark | None:
        """The next mark, or the one before."""
        found = next_mark(list(self.marks), self.now, by, kind)
        if found is not None:
            self._stop_at(found.t)
            self.seek(found.t)
        return found

    # The thread

    def _go(self, request: _Request, *, follow: bool = False) -> None:
        """Have the thread go somewhere; `follow`: from where it goes before, and the clock goes with it."""

        def go(moments: Moments, place: Place) -> tuple[Place, RunModel] | None:
            gone = request(moments, place)
            if gone is not None and follow:
                self._set_clock(gone[1].state.now)
            return gone

        with self._changed:
            self._requests = [*self._requests, go][-MOST_STEPS:] if follow else [go]
            self._jumping, self._granted = True, 0
            self._changed.notify()

    def _read(self, path: Path) -> None:
        try:
            with Trace(path) as trace:
                self._moments = moments = Moments(trace, self._past)
                while not self._closing:
                    self._read_on(moments)
        except Exception as error:
            self._failure = error

    def _read_on(self, moments: Moments) -> None:
        with self._changed:
            request = self._requests[0] if self._requests else None
            place = self._jump[0] if self._jump is not None else self._place
            if request is None and moments.done:
                self._changed.wait()
                return
        if request is None:
            moments.read_on()
            with self._changed:  # let the screen have the interpreter, and its first frame above all
                if not self._requests and not self._closing:
                    self._changed.wait(_REST if time.monotonic() > self._gentle_until else _REST_AT_FIRST)
            return
        gone = request(moments, place)
        with self._changed:
            if self._requests and self._requests[0] is request:
                del self._requests[0]
                self._jump = gone or self._jump
                self._jumping = self._jump is not None or bool(self._requests)
