"""The Python interpreters that this machine has besides our own, oldest first.

They are looked for in the folders that MPTUI_PYTHONS names (as PATH does), on PATH, and among pyenv's.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15")


@cache
def interpreter(version):
    """A python of that version that runs, from PATH or a pyenv; None if there is none."""
    folders = os.environ.get("MPTUI_PYTHONS")
    candidates = [shutil.which(f"python{version}", path=folders) if folders else None, shutil.which(f"python{version}")]
    root = os.environ.get("PYENV_ROOT") or _pyenv_root()
    if root:
        candidates += sorted(Path(root, "versions").glob(f"{version}.*/bin/python"))
    check = f"import sys; sys.exit('%d.%d' % sys.version_info[:2] != {version!r})"
    for candidate in candidates:
        if candidate and subprocess.run([candidate, "-c", check], capture_output=True, check=False).returncode == 0:
            return str(candidate)
    return None


def main():
    """Say which there are."""
    for version in VERSIONS:
        print(f"Python {version}: {interpreter(version) or 'not here; the tests that need it are skipped'}")


def newest():
    """The newest version of which there is an interpreter; the oldest if there is none at all."""
    return next((version for version in reversed(VERSIONS) if interpreter(version)), VERSIONS[0])


def _pyenv_root():
    tool = shutil.which("pyenv")
    if tool is None:
        return None
    return subprocess.run([tool, "root"], capture_output=True, text=True, check=False).stdout.strip() or None


if __name__ == "__main__":
    main()
