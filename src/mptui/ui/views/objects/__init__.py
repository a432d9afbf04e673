"""Locks, queues, pipes: the strip above the console, the table of all of them, and one object's page."""
