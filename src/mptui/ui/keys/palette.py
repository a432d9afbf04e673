"""The command palette: every action of the registry, by its title."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider

from mptui.ui.commands.action import Action, Situation
from mptui.ui.keys.actions import ACTIONS


@runtime_checkable
class ActionScreen(Protocol):
    """A screen that does actions."""

    @property
    def situation(self) -> Situation:
        """What decides which actions work now."""

    def action_do(self, action_id: str) -> None:
        """Do an action."""


NOT_NOW = "Not now. "


class Actions(Provider):
    """All actions; those that do not work now say so."""

    def _all(self) -> Iterator[tuple[Action, str]]:
        screen = self.screen
        if isinstance(screen, ActionScreen):
            for action in ACTIONS:
                now = "" if action.works(screen.situation) else NOT_NOW
                key = f"{action.written}: " if action.written else ""
                yield action, f"{now}{key}{action.tooltip}"

    async def discover(self) -> Hits:
        """What is listed before anything is typed."""
        for action, text in sorted(self._all(), key=lambda one: one[1].startswith(NOT_NOW)):
            yield DiscoveryHit(action.title, self._run(action), help=text)

    async def search(self, query: str) -> Hits:
        """What matches the typed text."""
        matcher = self.matcher(query)
        for action, text in self._all():
            score = matcher.match(action.title)
            if score > 0:
                yield Hit(score, matcher.highlight(action.title), self._run(action), help=text)

    def _run(self, action: Action) -> Callable[[], object]:
        assert isinstance(self.screen, ActionScreen)
        return partial(self.screen.action_do, action.id)
