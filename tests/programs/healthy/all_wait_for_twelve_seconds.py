"""A thread and the main process wait for what nobody sends, and after twelve seconds without an event they end."""

import queue
import threading

items, stop = queue.Queue(), threading.Event()


def serve():
    try:
        items.get(timeout=12)
    except queue.Empty:
        stop.set()


if __name__ == "__main__":
    thread = threading.Thread(target=serve)
    thread.start()
    stop.wait()
    thread.join()
