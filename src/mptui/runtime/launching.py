"""How a program is started, and what is said of its beginning."""

import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence

from mptui import events
from mptui.events import PROGRAM, Event
from mptui.probe import wire
from mptui.probe.channels import Channels
from mptui.runtime.supervisor_client import SupervisorClient
from mptui.session import RunOptions

BOOTSTRAP = os.path.join(os.path.dirname(wire.__file__), "site")  # noqa: PTH118,PTH120 # as the probe names itself
SETTLE = {"wait": 0.3, "end": 1.0}
"""Seconds after the main process's end, by what is to become of orphans: what ends within is none."""


def launch(supervisor: SupervisorClient, options: RunOptions, channels: Channels, descriptors: list[int]) -> None:
    """Have the supervisor start the program. `descriptors`: see SupervisorClient.start."""
    spec = {
        "target": options.target,
        "as_module": options.as_module,
        "buffering": options.buffering,
        "start_method": options.start_method,
        "own": "\n".join(options.own) or None,
        "bootstrap": BOOTSTRAP,
        "channels": str(channels),
    }
    supervisor.start(_command(options), spec, descriptors, SETTLE[options.orphans])


def _command(options: RunOptions) -> list[str]:
    """What starts the program without mptui."""
    head = ["-m"] if options.as_module else ["--"] if options.target.startswith("-") else []
    return [options.python or sys.executable, *head, options.target, *options.args]


def last_stray_line(seen: Sequence[Event]) -> str:
    """The last line of what was written past the program's streams."""
    stray = b"".join(event.data for event in seen if isinstance(event, events.Output))
    return stray.decode("utf-8", "backslashreplace").strip().rpartition("\n")[2]


def opening_events(options: RunOptions, launched: Mapping[str, str], next_seq: Callable[[], int]) -> list[Event]:
    """A run's first events. `launched`: what the launcher said of the interpreter and its start method."""
    started = events.RunStarted(
        0,
        PROGRAM,
        next_seq(),
        _readable(options.target),
        tuple(_readable(arg) for arg in options.args),
        options.start_method or launched.get("start_method", ""),
        launched.get("python", platform.python_version()),
        sys.platform,
    )
    return [
        started,
        *(events.KnobChanged(0, PROGRAM, next_seq(), knob, value) for knob, value in options.knobs.items()),
    ]


def _readable(text: str) -> str:
    """Text of the command line that no UTF-8 stands behind, with its odd bytes written out."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
