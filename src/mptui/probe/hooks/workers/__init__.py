"""Processes and threads: how they are made, named, started and reaped, and the programs that are started."""
