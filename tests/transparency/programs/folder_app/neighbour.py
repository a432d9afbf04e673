"""A module beside __main__.py."""
