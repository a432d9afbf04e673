"""The mptui command with a fault in it: the key `g` raises."""

from mptui.cli import main
from mptui.ui.keys.view_commands import ViewCommands


def fail(self):
    raise RuntimeError("a fault in the app")


ViewCommands.toggle_graph = fail

if __name__ == "__main__":
    main()
