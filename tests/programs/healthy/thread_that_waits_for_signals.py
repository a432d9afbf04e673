"""A thread takes signals by sigwait() and puts them into a queue, from which main gets; an alarm comes after 2 s."""

import queue
import signal
import threading


def listen(signals):
    signals.put(signal.sigwait([signal.SIGALRM]))


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    signals = queue.Queue()
    threading.Thread(target=listen, args=(signals,), name="listener").start()
    signal.alarm(2)
    print(signals.get())
