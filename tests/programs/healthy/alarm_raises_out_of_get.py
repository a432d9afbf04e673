"""The handler of an alarm raises an exception, which ends the wait in get() of a queue that nobody fills."""

import queue
import signal


class TimeIsUpError(Exception):
    pass


def give_up(number, frame):
    raise TimeIsUpError


if __name__ == "__main__":
    answers = queue.Queue()
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(2)
    try:
        answers.get()
    except TimeIsUpError:
        print("no answer in time")
