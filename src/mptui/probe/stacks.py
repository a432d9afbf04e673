"""The stacks of this process's threads, when mptui asks for them by a signal: faulthandler writes them into a pipe.

It needs neither the interpreter's lock nor any thread that runs, so it works in a process that is stuck. The signal is
SIGURG, which does nothing to a process that has no handler for it: one that has replaced this program, or is about to
end. mptui asks nobody in whom it could do harm; see mptui.runtime.stacks.
"""

import faulthandler
import os
import signal
from contextlib import suppress

from .channels import Channels, raise_descriptor

SIGNAL = signal.SIGURG


def offer(channels: Channels) -> None:
    """Have this process, and those that it forks, write their stacks when they are asked; not if the pipe is gone."""
    with suppress(OSError):
        pipe = raise_descriptor(os.open(channels.path_of(channels.stacks, "pipe:"), os.O_WRONLY | os.O_CLOEXEC))
        faulthandler.register(SIGNAL, pipe, all_threads=True, chain=False)
