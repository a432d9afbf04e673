"""What the keys turn in the run: lock, maxsize, pace, pause, signals and restart."""
