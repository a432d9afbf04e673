"""Queues, of threads and of processes."""
