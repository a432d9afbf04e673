"""What the screen looks at: selection, stage, search. The model knows nothing of it."""

from typing import Literal, TypeAlias

import msgspec

from mptui.engine import Engine
from mptui.model.state import RunState, Worker
from mptui.model.worker_filter import EVERYBODY, WorkerFilter, parse
from mptui.projections.status import tags
from mptui.settings import Store
from mptui.ui.paint.styles import Styles
from mptui.ui.views.workers.listing import Listing

Stage: TypeAlias = Literal["panes", "zoom", "source", "timeline", "graph", "objects", "object", "console"]


class UiState(msgspec.Struct):
    """Shared by all widgets of the main screen, and changed by its actions only.

    `worker` and `object` are ids and may name what is not there (yet); `chosen_worker` says who is there.
    `object` is None while the panes have the selection. `only`: the console shows the selected worker's lines alone.
    `store` has what the user chose before, and keeps what is chosen now.
    """

    engine: Engine
    look: Styles
    lab: bool = False
    stage: Stage = "panes"
    worker: int | None = None
    object: int | None = None
    query: str = ""
    filter: WorkerFilter = EVERYBODY
    only: bool = False
    store: Store = msgspec.field(default_factory=Store)
    _tags: dict[int, str] = msgspec.field(default_factory=dict)
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
        return self._listing.workers(self)

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
    def tags(self) -> dict[int, str]:
        """Each worker's tag; worked out anew only when workers came or the run is a new one."""
        workers = self.state.workers
        if len(self._tags) != len(workers):
            self._tags = tags(workers.values())
        return self._tags

    def tag(self, worker: int) -> str:
        """The worker's tag; empty for output that belongs to none."""
        found = self.tags.get(worker)
        return found if found is not None else str(worker) if worker else ""

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
        self._tags = {}
        self._listing.forget()
