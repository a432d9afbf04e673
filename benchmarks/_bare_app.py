"""A Textual app that shows a line: what the first paint of ours is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("bare app shown")


if __name__ == "__main__":
    Bare().run()
