"""Traces on disk: written while a run goes on, read back as the same events."""
