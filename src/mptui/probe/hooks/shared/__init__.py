"""Shared values, arrays and segments of shared memory."""
