"""The parent side of a live run: the manager process, the reader of the event pipe, the knobs, the session."""
