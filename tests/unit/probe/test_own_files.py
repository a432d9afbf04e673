"""Every module of the probe bears a name that is no file's, wherever in the package it lies."""

from pathlib import Path

from mptui import probe

FOLDER = Path(probe.__file__).parent


def test_the_loader_knows_every_package_of_hooks():
    packages = {init.parent.name for init in FOLDER.glob("hooks/*/__init__.py")}
    assert set(probe._PACKAGES_OF_HOOKS) == packages
