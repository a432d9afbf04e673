"""What the screen shows: which view, which worker or object is selected, the search. The model knows nothing of it."""

import msgspec
from rich.style import Style

from mptui.engine import Engine
from mptui.model.lifecycle import WorkerState
from mptui.model.state import RunState, SharedObject, Worker
from mptui.model.worker_filter import EVERYBODY, WorkerFilter, parse
from mptui.projections.object_facts import by_relevance
from mptui.settings import Store
from mptui.ui.listing import Listing
from mptui.ui.paint.styles import Styles

HOME = "panes"
"""The id of the view that all others leave to."""


class UiState(msgspec.Struct):
    """Shared by all widgets of the main screen, and changed by its actions only.

    `title` names the program, `view` is the id of the open view. `worker` and `object` are ids and may name what is
    not there (yet); `chosen_worker` says who is there.
    `object` is None while the panes have the selection. `only`: the console shows the selected worker's lines alone.
    `store` has what the user chose before, and keeps what is chosen now.
    """

    engine: Engine
    look: Styles
    title: str = ""
    lab: bool = False
    view: str = HOME
    worker: int | None = None
    object: int | None = None
    query: str = ""
    filter: WorkerFilter = EVERYBODY
    only: bool = False
    store: Store = msgspec.field(default_factory=Store)
    _listing: Listing = msgspec.field(default_factory=Listing)

    @property
    def state(self) -> RunState:
        """The run's state."""
        return self.engine.state

    @property
    def workers(self) -> list[Worker]:
        """All workers in order of appearance."""
        return list(self.state.workers.values())

    @property
    def listed(self) -> list[Worker]:
        """The workers that the filter lets through, in order of appearance; all while there is none."""
        workers = self.state.workers
        listed = self._listing.ids(self.state, self.engine.now, self.filter, self.worker)
        return [workers[number] for number in listed]

    @property
    def typed(self) -> str:
        """Filter and search as they stand in the search line."""
        return " ".join(part for part in (self.filter.text, self.query) if part)

    @property
    def chosen_worker(self) -> Worker | None:
        """The selected worker; the first one until somebody selects."""
        workers = self.state.workers
        if self.worker in workers:
            return workers[self.worker]
        return next(iter(workers.values()), None)

    @property
    def place(self) -> int:
        """The selected worker's place among those listed; 0 when it is not listed."""
        chosen = self.chosen_worker
        return next((at for at, worker in enumerate(self.listed) if worker is chosen), 0)

    def select_place(self, place: int) -> None:
        """Select the worker at a place among those listed, or at the end that is nearest."""
        workers = self.listed
        if workers:
            self.worker = workers[min(max(place, 0), len(workers) - 1)].id

    def select_end(self, step: int) -> None:
        """Select the worker from which `step` leads to all others: the first (1) or the last (-1)."""
        self.select_place(0 if step > 0 else len(self.listed))

    def step_worker(self, step: int) -> bool:
        """Select the worker `step` places on; False when there is none."""
        place = self.place + step
        if not 0 <= place < len(self.listed):
            return False
        self.select_place(place)
        return True

    @property
    def objects(self) -> list[SharedObject]:
        """The objects in the order of the strip."""
        return by_relevance(self.state)

    def step_object(self, step: int) -> bool:
        """Select the next object (1) or the one before (-1); False at either end."""
        ids = [shared.id for shared in self.objects]
        place = ids.index(self.object) + step if self.object in ids else (0 if step > 0 else len(ids) - 1)
        if not 0 <= place < len(ids):
            return False
        self.object = ids[place]
        return True

    def tag(self, worker: int) -> str:
        """The worker's tag; empty for output that belongs to none, a dot for a worker that is not kept any more."""
        found = self.state.workers.get(worker)
        return found.tag if found is not None else "·" if worker else ""

    def ink(self, worker: Worker) -> Style:
        """The colour of the worker's state; of who waits and is proven to do so in vain, that of a bad end."""
        in_vain = worker.wait is not None and worker.id in self.engine.diagnosis.stuck
        return self.look.bad if in_vain else self.look.state(worker)

    def wait_ink(self, shared: SharedObject) -> Style:
        """The colour of waits for an object: that of a bad end if they are proven to be in vain."""
        in_vain = shared.id in self.engine.diagnosis.stuck_objects
        return self.look.bad if in_vain else self.look.states[WorkerState.BLOCKED]

    def take(self, typed: str) -> bool:
        """Filter and search for what was typed. Returns whether another worker had to be selected for it."""
        self.filter, self.query = parse(typed)
        listed, chosen = self.listed, self.chosen_worker
        if not listed or chosen in listed:
            return False
        self.worker = listed[0].id
        return True

    def new_run(self) -> None:
        """Forget what was known of the last run's workers; the selection stays where it was."""
        self._listing.forget()
