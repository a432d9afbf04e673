"""The wheel, built from this checkout, and an environment that holds it and nothing of the checkout."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOO_LONG = 600
"""Seconds for which pip may build or fetch."""

sys.path.append(str(ROOT / "tests" / "terminal"))


def _python(python, *args):
    subprocess.run([python, *map(str, args)], check=True, timeout=TOO_LONG, cwd=ROOT)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The path of the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ("--quiet", "--disable-pip-version-check")
    _python(sys.executable, "-m", "pip", "wheel", *quiet, "--no-deps", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def environment(wheel, tmp_path_factory):
    """The folder `bin` of a fresh virtual environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    _python(sys.executable, "-m", "venv", folder)
    quiet = ("--quiet", "--disable-pip-version-check")
    constraints = ("--constraint", ROOT / "constraints.txt")
    _python(folder / "bin" / "python", "-m", "pip", "install", *quiet, *constraints, wheel)
    return folder / "bin"


@pytest.fixture(autouse=True)
def _far_from_the_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
