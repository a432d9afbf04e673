"""An event of the program's own, whose wait() looks for something else every 0.3 s, and gives up by that."""

import threading
import time


class Watching(threading.Event):
    def wait(self, timeout=None):
        while not super().wait(0.3):
            if time.monotonic() > end:
                return False
        return True


if __name__ == "__main__":
    end = time.monotonic() + 1.6
    thread = threading.Thread(target=Watching().wait, name="watcher")
    thread.start()
    Watching().wait()
    thread.join()
