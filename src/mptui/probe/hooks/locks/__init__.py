"""Locks, semaphores, conditions, events and barriers, of threads and of processes."""
