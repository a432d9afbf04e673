"""Two recorded runs side by side."""
