"""The parent side of a live run: the supervisor process, the reader of the event pipe, the knobs, the session."""
