"""Two processes take two locks in opposite orders and tell each other by events and a queue when it is their turn."""

from multiprocessing import Event, Lock, Process, Queue


def ping(first, second, ready, answers):
    for _ in range(5):
        with first, second:
            pass
        ready.set()
        answers.get()


def pong(first, second, ready, answers):
    for _ in range(5):
        ready.wait()
        ready.clear()
        with second, first:
            pass
        answers.put("done")


if __name__ == "__main__":
    shared = Lock(), Lock(), Event(), Queue()
    crew = [Process(target=target, args=shared, name=target.__name__) for target in (ping, pong)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
