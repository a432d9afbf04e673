"""Settings of the property tests: the same examples every time, and no deadline on a loaded machine."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("steady")
