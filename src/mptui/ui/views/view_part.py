"""What every view is: a widget that paints itself, has keys, and hears of what happens around it."""

from mptui.ui.parts.key_part import KeyPart
from mptui.ui.parts.painted import Unstyled


class ViewPart(Unstyled, KeyPart):
    """A view of the run. Its class derives from a way to paint and from this: `class Timeline(Painted, ViewPart)`.

    Override what it does about keys (see KeyPart) and about the following.
    """

    DEFAULT_CLASSES = "view"

    def made(self) -> None:
        """It has been put on the screen, and may be seen from now on."""

    def opened(self) -> None:
        """It is the open view from now on."""

    def selection_moved(self) -> None:
        """Another worker or object is selected; also told while another view is open."""

    def new_run(self) -> None:
        """The program runs anew."""

    def searched(self) -> None:
        """Another text is searched for, or none any more; told to the open view."""

    def restyle(self) -> None:
        """The theme changed."""
