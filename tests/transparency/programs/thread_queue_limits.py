"""queue.Queue and its kin: Empty, Full, task_done too often, with tracebacks."""

import queue
import traceback

kinds = [queue.Queue(1), queue.LifoQueue(1), queue.PriorityQueue(1), queue.SimpleQueue()]
for kind in kinds:
    print(type(kind).__name__, kind.qsize(), kind.empty())
    for attempt in (kind.get_nowait, lambda: kind.get(timeout=0.05), lambda: kind.get(True, -1)):
        try:
            attempt()
        except (queue.Empty, ValueError):
            traceback.print_exc()
    kind.put(1)
    if isinstance(kind, queue.Queue):
        for attempt in (lambda: kind.put_nowait(2), lambda: kind.put(2, timeout=0.05)):
            try:
                attempt()
            except queue.Full:
                traceback.print_exc()
        kind.get()
        kind.task_done()
        try:
            kind.task_done()
        except ValueError:
            traceback.print_exc()
queue.Queue().get(False)
