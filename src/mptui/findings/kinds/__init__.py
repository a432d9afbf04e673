"""One module for each kind of finding: when it is there, what is said of it, and what to do about it."""
