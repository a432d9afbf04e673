"""The records that cross from worker to mptui, on the wire: fixed structs with raw bytes, nothing pickled or evaluated.

A record is one frame of at most PIPE_BUF bytes, written by a single write(2): the kernel keeps such writes whole and
in order, so the order in the pipe is the order in which things happened, and a killed writer cannot tear a record.

    frame  = length (4 bytes, of what follows) + header + payload, big endian, payloads little endian
    header = kind, flags, writer, seq, t

`writer` names a thread of a worker for the life of a run, `seq` counts that thread's records (a gap is a loss), `t` is
CLOCK_MONOTONIC in nanoseconds. A payload too long for one frame is sent in pieces flagged MORE, in order, with the
same seq. Identifiers of workers, objects and sites are 64 bits: a random base a process, plus a counter, together below
1 << 61, so that there is room for marks; only those of shared memory, made of its name, use all.
"""

import select
import struct

LENGTH = struct.Struct(">I")
HEADER = struct.Struct(">BBQIQ")
FRAME = struct.Struct(">IBBQIQ")
"""LENGTH and HEADER in one pack call."""

PIPE_BUF = min(getattr(select, "PIPE_BUF", 512), 4096)
"""Longest write(2) to a pipe that is never interleaved, in bytes: 4096 on Linux, 512 on macOS."""
PAYLOAD_MAX = PIPE_BUF - LENGTH.size - HEADER.size
FRAGMENT_MAX = 65536
"""Longest fragment carried as one, in bytes; a longer write counts as several fragments."""

MORE = 1
"""Header flag: another piece of the same payload follows."""

OUTPUT = 1
SITE = 2
WORKER_CREATED = 3
WORKER_STARTED = 4
WORKER_EXITING = 5
WORKER_REAPED = 6
OBJECT_CREATED = 7
OPERATION = 8
"""A note, from a thread that has no ring in the journal; see journal.py."""
KICK = 9
"""Nothing but a nudge: there is much in a ring."""
KICK_START = FRAME.pack(HEADER.size, KICK, 0, 0, 0, 0)[:6]
"""How a kick's frame begins."""
RING_TAKEN = 10
"""The writer has a ring of the journal from now on: mptui has to look at the journal from time to time."""
WORKER_PAUSED = 11
LAUNCHED = 12
"""The program is about to begin: version of Python and default start method, NUL between."""
LAUNCH_FAILED = 13
PROBE_FAILED = 14
WRITER = 15
"""The writer is a library's own thread inside the worker that the payload names."""
SHAPE = 16
"""All that notes of an operation have in common; a note names its shape alone. Written before the first such note."""
WORKER_NAMED = 17
STRAY_BEFORE = 18
"""How much was written past a stream, before the output that follows."""
CHILD_REAPED = 19
"""A process has waited for one of its children, of which it knows the pid alone."""

HANDLER_INSTALLED = 20
LIBRARY_THREADS = 21
ERROR_SEEN = 22
FORKED = 24
"""A process has forked without multiprocessing, or is what came of that."""
UNBLOCKED = 23
"""The writer has helped itself out of a wait, as it was asked to."""

OUTPUT_HEAD = struct.Struct("<B")
OUTPUT_FRAME = struct.Struct(">IBBQIQB")
"""FRAME and OUTPUT_HEAD in one pack call."""
FRAGMENT_DATA_MAX = PAYLOAD_MAX - OUTPUT_HEAD.size
"""Longest fragment that fits into one record, in bytes."""
SITE_HEAD = struct.Struct("<Q")
NAMED_HEAD = struct.Struct("<Q")
"""worker; then its new name."""
CREATED_HEAD = struct.Struct("<QQB")
"""worker, parent, flavor; then the name."""
WORKER_HEAD = struct.Struct("<Qi")
"""worker, then a pid (started) or an exit code (exiting, reaped: negative for a signal)."""
CHILD_HEAD = struct.Struct("<qi")
"""pid, exit code."""
WRITER_HEAD = struct.Struct("<Q")
OBJECT_HEAD = struct.Struct("<QQqqB")
"""object, site, maxsize or a barrier's parties (-1: none), depth it begins with or UNCOUNTED, 1 if the program made it
itself; then type, module and name, NUL between."""
UNCOUNTED = -1
"""The depth of an object of which the notes do not tell all that happens to it."""
OPERATION_HEAD = struct.Struct("<QQ")
"""shape, t of the start or 0, as in a slot of the journal; then a short text of the value."""
SHAPE_HEAD = struct.Struct("<QBBbBQQ")
"""shape, part, outcome, change of depth, 1 if it is on workers, target, site; then the operation's name."""
ENDED = 1
"""The shape of a note that a thread is over; its value is the worker."""
TARGET = struct.Struct("<Q")
"""The value of a note of an operation on a worker: the worker. There are too many workers for a shape each."""
STRAY_HEAD = struct.Struct("<BQ")
"""stream, bytes written to its descriptor so far in all."""
PAUSED_HEAD = struct.Struct("<B")
SIGNAL_HEAD = struct.Struct("<B")
"""a signal's number"""
FORKED_HEAD = struct.Struct("<B")
"""1 if it is the child"""
UNBLOCKED_HEAD = struct.Struct("<B")
"""how: one of the board's RELEASE, END_WAIT, REAP"""
COUNT_HEAD = struct.Struct("<I")
"""how many there are now"""
ERROR_HEAD = struct.Struct("<BBQQ")
"""what, 1 if a pool's own thread ended by it, object, worker that waits for what will not come (0: none); then a name,
a text and a place, NUL between."""
ENTER = "enter"
"""The name of an acquire by a `with` statement, as a shape tells it."""

STREAMS = ("stdout", "stderr", "stray")
STDOUT, STDERR, STRAY = range(3)

FLAVORS = ("main", "process", "thread")
MAIN, PROCESS, THREAD = range(3)

STARTED, FINISHED, DONE = range(3)
"""The part of an operation that a note tells of; DONE: all of it, for it did not wait."""

OUTCOMES = ("ok", "timeout", "full", "empty", "closed", "error")
OK, TIMEOUT, FULL, EMPTY, CLOSED, ERROR = range(6)

ERRORS = ("unasked", "callback", "loading", "unguarded", "unwritten")
UNASKED, CALLBACK, LOADING, UNGUARDED, UNWRITTEN = range(5)

MAIN_WORKER = 2
"""Wire id of the watched program's main process."""
