"""A module of the package."""


class Problem(Exception):
    """Pickles by the name of this module."""


def fail():
    """Raise from another file than the main one."""
    raise Problem("at the end")
