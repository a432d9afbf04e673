"""A process gives itself two seconds by an alarm without a handler, and waits for ever: the alarm ends it."""

import signal
from multiprocessing import Event, Process


def wait(never):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(2)
    never.wait()


if __name__ == "__main__":
    never = Event()
    process = Process(target=wait, args=(never,), name="waiter")
    process.start()
    process.join()
    print(process.exitcode == -signal.SIGALRM)
