"""Subclasses of Thread: early, late and no super().__init__, a second start, a join of itself."""

import threading
import traceback


class Own(threading.Thread):
    def __init__(self, word):
        super().__init__(name=word)
        self.word = word

    def run(self):
        print(self.word, self.name)
        try:
            self.join()
        except RuntimeError:
            traceback.print_exc()


class Never(threading.Thread):
    def __init__(self):
        pass


own = Own("word")
print(sorted(name for name in vars(own) if not name.startswith("_")), own.ident)
try:
    own.join()
except RuntimeError:
    traceback.print_exc()
own.start()
own.join()
for attempt in (own.start, Never().start, Never().join, Never().__repr__):
    try:
        attempt()
    except Exception:
        traceback.print_exc()
print(own.is_alive(), threading.active_count(), [thread.name for thread in threading.enumerate()])
