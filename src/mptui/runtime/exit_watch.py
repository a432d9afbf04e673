"""Learn of the end of processes that are not our children: a pidfd of each, where the system has them (Linux)."""

import contextlib
import os
from selectors import EVENT_READ, BaseSelector


class ExitWatch:
    """Registers pidfds with a selector; the key's data is (self, pid)."""

    available = hasattr(os, "pidfd_open")

    def __init__(self, selector: BaseSelector) -> None:
        self._selector = selector
        self._descriptors: dict[int, int] = {}

    def watch(self, pid: int) -> bool:
        """Watch a process. False if it has ended and been reaped already, or descriptors have run out."""
        if pid in self._descriptors:
            return True
        try:
            descriptor = os.pidfd_open(pid)
        except OSError:
            return False
        self._descriptors[pid] = descriptor
        self._selector.register(descriptor, EVENT_READ, (self, pid))
        return True

    def watches(self, pid: int) -> bool:
        """Whether a process is watched: then its id cannot have passed to another process."""
        return pid in self._descriptors

    def forget(self, pid: int) -> None:
        """Stop watching a process."""
        descriptor = self._descriptors.pop(pid, None)
        if descriptor is not None:
            with contextlib.suppress(KeyError):
                self._selector.unregister(descriptor)
            os.close(descriptor)

    def close(self) -> None:
        """Stop watching all."""
        for pid in list(self._descriptors):
            self.forget(pid)
