"""What opens above the main screen and is left by escape."""
