"""What the rest of the screen knows of a view before it is there: its words, its keys, its place."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from mptui.ui.commands.action import Action
from mptui.ui.parts.screens import ViewScreen
from mptui.ui.views.view_part import ViewPart

P = TypeVar("P", bound=ViewPart)


class ViewInfo(msgspec.Struct, Generic[P], frozen=True):
    """One view. `make` imports its widget and makes it; it is called when the view is opened for the first time.

    `about` is what help says of it. `keys` work anywhere, `own_keys` while it is open.
    `lists_workers`: it has a place for each listed worker, so `tab` goes on from the last of them to the objects.
    `opens_objects`: enter shows the selected object whole.
    `hides_objects`: the strip of objects makes room for it. `beside`: on a wide screen it stands beside the panes, too.
    `whole_screen`: it is the console, which has a place of its own otherwise.
    `ages`: it tells how long something has lasted, so it is painted each second.
    `closed_by`: the id of the view whose key leaves this one as well.
    """

    id: str
    about: str
    make: Callable[[ViewScreen], P]
    keys: tuple[Action, ...] = ()
    own_keys: tuple[Action, ...] = ()
    lists_workers: bool = False
    opens_objects: bool = False
    hides_objects: bool = False
    beside: bool = False
    whole_screen: bool = False
    ages: bool = True
    closed_by: str = ""

    @property
    def actions(self) -> list[Action]:
        """Its keys, those that work only in it marked so."""
        return [*self.keys, *(msgspec.structs.replace(action, view=self.id) for action in self.own_keys)]
