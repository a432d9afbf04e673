"""What is put cannot be pickled, which shows after 1.6 s; a queue of the program's own puts a note in its place."""

import time
from multiprocessing import get_context
from multiprocessing.queues import Queue


class Stubborn:
    def __reduce__(self):
        time.sleep(1.6)
        raise ValueError("not to be pickled")


class Noting(Queue):
    def _on_queue_feeder_error(self, error, item):
        self.put(str(error))


if __name__ == "__main__":
    items = Noting(ctx=get_context())
    items.put(Stubborn())
    print(items.get())
