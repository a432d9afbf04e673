"""A baker puts one loaf at a time on a shelf. Eaters wait on a Condition until there is one for them."""

import argparse
import signal
import time
from multiprocessing import Condition, Process, Value


def eat(number, shelf, loaves, waiting, is_open, check):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    while is_open.value:
        with shelf:
            while is_open.value and loaves.value <= 0:
                waiting.value += 1
                shelf.wait()
                if check == "if":
                    break  # as if the `while` above were an `if`: whoever wakes does not look again
                if is_open.value and loaves.value <= 0:
                    print(f"eater {number} woke in vain")
            if is_open.value:
                loaves.value -= 1
                print(f"eater {number} takes a loaf, left: {loaves.value}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="how many eaters wait")
    parser.add_argument("--loaves", type=int, default=5, help="loaves to bake")
    parser.add_argument("--bake", type=int, default=0, help="milliseconds that a loaf takes")
    parser.add_argument("--wake", choices=("notify", "notify_all"), default="notify_all", help="the call that wakes")
    parser.add_argument("--check", choices=("while", "if"), default="while", help="how eaters check the shelf")
    options = parser.parse_args()

    shelf = Condition()  # its lock guards these three
    loaves, waiting, is_open = (Value("i", number, lock=False) for number in (0, 0, 1))
    how = (shelf, loaves, waiting, is_open, options.check)
    eaters = [Process(target=eat, args=(number, *how), daemon=True) for number in range(1, options.workers + 1)]
    try:
        for eater in eaters:
            eater.start()
        for loaf in range(1, options.loaves + 1):
            while waiting.value < options.workers:
                time.sleep(0.01)
            time.sleep(options.bake / 1000)
            with shelf:
                loaves.value += 1
                print(f"loaf {loaf} is on the shelf")
                waiting.value -= 1 if options.wake == "notify" else options.workers
                getattr(shelf, options.wake)()
        with shelf:
            is_open.value = 0
            shelf.notify_all()
        for eater in eaters:
            eater.join()
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
