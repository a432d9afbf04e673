"""What mptui knows about a run: pure state, built from events alone. No screen, no I/O, no clock."""
