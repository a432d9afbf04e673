"""The application that compares two recorded runs."""

from mptui.engine import Engine
from mptui.settings import Store
from mptui.ui.app import MptuiApp
from mptui.ui.compare.screen import CompareScreen
from mptui.ui.ui_state import UiState


class CompareApp(MptuiApp):
    """Looks, ends and gives the terminal back as the other one does."""

    CSS_PATH = "../styles.tcss"

    def __init__(self, first: Engine, second: Engine, titles: tuple[str, str], store: Store, ascii_only: bool) -> None:
        super().__init__(first.session, engine=first, store=store, ascii_only=ascii_only)
        self._ui.title = titles[0]
        other = UiState(second, self._ui.look, title=titles[1], store=store)
        self._compare = CompareScreen(self._ui, other)

    def get_default_screen(self) -> CompareScreen:  # type: ignore[override] # another screen in the same app
        """Both runs."""
        return self._compare

    def restyle(self) -> None:
        """The theme changed."""
        self._compare.restyle()


def compare(first: Engine, second: Engine, titles: tuple[str, str], store: Store, *, ascii_only: bool) -> int:
    """Show two recorded runs side by side until the user leaves; returns the exit code for the shell."""
    app = CompareApp(first, second, titles, store, ascii_only)
    app.run()
    return app.return_code or 0
