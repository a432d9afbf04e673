"""The mptui command with a fault in it: the key `g` raises."""

from mptui.cli import main
from mptui.ui.views.views_screen import ViewsScreen


def fail(self, view):
    raise RuntimeError("a fault in the app")


ViewsScreen.toggle_view = fail

if __name__ == "__main__":
    main()
