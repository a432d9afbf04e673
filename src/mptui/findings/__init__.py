"""What is wrong with a run: deadlocks, locks that nobody will release, items that nobody will take."""
