"""What a part of the screen does about keys: the open view, the strip of objects, the console, the note."""


class KeyPart:
    """A part that keys are offered to. Override what it does; each says whether the key was meant for it.

    A step is -1 (back, up, to the beginning) or 1. A key that nobody takes goes on to the next part; see
    `commands.moving`.
    """

    @property
    def picking(self) -> bool:
        """Whether a line is pointed at here: then the keys come here first."""
        return False

    @property
    def has_lines(self) -> bool:
        """Whether this shows lines of output: the keys for them go to one such part only."""
        return False

    def move(self, dx: int, dy: int) -> bool:
        """An arrow, one of `dx` and `dy` being a step."""
        del dx, dy
        return False

    def page(self, step: int) -> bool:
        """A page back or on."""
        del step
        return False

    def jump(self, step: int) -> bool:
        """To one end."""
        del step
        return False

    def select(self) -> bool:
        """Enter: what is pointed at here."""
        return False

    def leave(self) -> bool:
        """One step out of what was done here."""
        return False

    def find(self, forward: bool) -> bool:
        """The next (or previous) place with the text that is searched for."""
        del forward
        return False

    def turn_freeze(self) -> bool:
        """Hold the lines of output still, or follow the newest."""
        return False

    def pick(self) -> bool:
        """Point at a line; then pick from there on; then point again."""
        return False

    def copy(self) -> bool:
        """The lines of output into the terminal's clipboard."""
        return False

    def export(self, everything: bool) -> bool:
        """The lines on the screen, or `everything` that is kept, into a file."""
        del everything
        return False

    def look_closer(self) -> bool:
        """The line of output that is pointed at, under the lens."""
        return False
