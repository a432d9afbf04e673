"""Everybody waits for one process, which sleeps for twelve seconds before it sets the event."""

import time
from multiprocessing import Event, Process


def sleep(event):
    time.sleep(12)
    event.set()


if __name__ == "__main__":
    event = Event()
    crew = [Process(target=event.wait), Process(target=event.wait), Process(target=sleep, args=(event,))]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
