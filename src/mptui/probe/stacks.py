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
_FLAGS = os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""Nobody may be there to read, if it was not mptui who sent the signal: a full pipe must not stop the program."""


def offer(channels: Channels) -> None:
    """Have this process, and those that it forks, write their stacks when they are asked.

    Not if the pipe is gone, or the process was started with the signal ignored, as its children are to be.
    """
    with suppress(OSError):
        if signal.getsignal(SIGNAL) == signal.SIG_DFL:
            pipe = raise_descriptor(os.open(channels.path_of(channels.stacks, "pipe:"), _FLAGS))
            faulthandler.register(SIGNAL, pipe, all_threads=True, chain=False)
