"""Pools and executors, and the tasks that their workers run."""
