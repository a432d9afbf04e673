"""terminate, kill, SIGTERM with handlers in the child, SIGINT ignored, exit codes."""

# methods: fork spawn forkserver
import multiprocessing
import os
import signal
import sys
import time


def sleep_a_minute():
    for _ in range(600):  # a signal that comes just before a sleep does not end that
        time.sleep(0.1)


def sleeper(ready):
    ready.set()
    sleep_a_minute()


def graceful(ready):
    def handle(number, _frame):
        print("got", signal.Signals(number).name)
        sys.exit(7)

    signal.signal(signal.SIGTERM, handle)
    ready.set()
    sleep_a_minute()


def stubborn(ready):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    ready.set()
    sleep_a_minute()


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.getsignal(signal.SIGTERM))
    print([signal.getsignal(number) for number in (signal.SIGPIPE, signal.SIGCHLD, signal.SIGHUP, signal.SIGUSR1)])
    print(signal.pthread_sigmask(signal.SIG_BLOCK, []), signal.set_wakeup_fd(-1))
    for target in (sleeper, graceful, stubborn):
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGUSR1):
            ready = multiprocessing.Event()
            child = multiprocessing.Process(target=target, args=(ready,))
            child.start()
            ready.wait()
            os.kill(child.pid, number)
            child.join(0.2 if target is stubborn and number == signal.SIGTERM else 20)
            print(target.__name__, number.name, child.exitcode)
            child.kill()
            child.join()
            print(child.exitcode, child.is_alive(), child)
            child.close()
            try:
                child.join()
            except ValueError as error:
                print(error)
