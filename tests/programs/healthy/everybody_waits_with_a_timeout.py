"""Three processes and main wait for each other in a circle, each with a timeout of its own, and give up after 2 s."""

from multiprocessing import Event, Process, Queue
from queue import Empty


def wait(own, other):
    if not other.wait(2):
        print("given up", flush=True)
    own.set()


if __name__ == "__main__":
    events, answers = [Event() for _ in range(3)], Queue()
    crew = [Process(target=wait, args=(events[n], events[(n + 1) % 3]), name=f"waiter-{n}") for n in range(3)]
    for process in crew:
        process.start()
    try:
        answers.get(timeout=2)
    except Empty:
        print("no answer")
    for process in crew:
        process.join()
