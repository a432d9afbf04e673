"""What opens above the main screen and is left by escape."""

from pathlib import Path

DIALOG_CSS = Path(__file__).with_name("dialogs.tcss")
"""The style sheet of all dialogs; Textual looks for a relative path beside the module of each subclass."""
