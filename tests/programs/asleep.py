"""For programs of which one process has to wait, surely, for another. Linux only: it reads /proc."""

from pathlib import Path


def until_asleep(flag, pid):
    """Return when the process has set `flag`, a RawValue, and sleeps. It must do nothing in between that may sleep."""
    while not flag.value:
        pass
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "S":
        pass
