"""For asciinema and its player: what the program wrote, with its real timing, as asciicast v2.

Source: https://docs.asciinema.org/manual/asciicast/v2/: a header line, then [seconds, "o", text] a line.
"""

import codecs
from collections.abc import Iterator

import msgspec

from mptui.events import Output, singles
from mptui.recording.trace import Trace

WIDTH, HEIGHT = 80, 24


def export(trace: Trace) -> Iterator[bytes]:
    """The file, line by line. Lines end as a terminal has them end."""
    header = trace.header
    title = " ".join((header.program, *header.argv))
    yield msgspec.json.encode({"version": 2, "width": WIDTH, "height": HEIGHT, "title": title}) + b"\n"
    decoders = {fd: codecs.getincrementaldecoder("utf-8")("replace") for fd in (1, 2)}
    latest = 0
    for event in trace:
        for single in singles(event):
            if isinstance(single, Output):
                latest = max(latest, single.t)
                text = decoders[single.fd].decode(single.data).replace("\n", "\r\n")
                if text:
                    yield msgspec.json.encode([round(latest / 1e9, 6), "o", text]) + b"\n"
