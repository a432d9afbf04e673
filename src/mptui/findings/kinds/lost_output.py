"""lost-output: a process ended by os._exit while text that it had written was still in the buffer of a stream."""

from collections.abc import Iterator

from mptui.findings.finding import Finding
from mptui.findings.words import at, places
from mptui.model.state import RunState

KIND = "lost-output"
_ADVICE = "Call flush() of the stream before os._exit(), print with flush=True, or end by sys.exit()."


def find(state: RunState) -> Iterator[Finding]:
    """A finding for each such call."""
    for error in state.errors:
        if error.what == "unwritten":
            yield Finding(
                KIND,
                "suspected",
                (error.worker,),
                (),
                places(error.where),
                error.t,
                f"{error.worker_name} ended by os._exit() with {error.name} unflushed",
                f"{error.worker_name} ended by os._exit(){at(error.where)} while {error.text} that it had written to "
                f"{error.name} {'was' if error.text == '1 byte' else 'were'} still in the buffer: that output is lost.",
                _ADVICE,
            )
