"""mptui runs real Python multiprocessing programs and shows what they do.

This package imports nothing: the supervisor process loads it and must stay lean.
"""

__version__ = "0.1.0"
