"""Errors in a pool's workers: tracebacks with their remote part, error callbacks, timeouts, use after the end."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import threading
import time
import traceback


def fail(number):
    if number == 2:
        threading.Lock().release()
    return number


def slow(_):
    time.sleep(30)


def returns_lambda():
    return lambda: None


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    with multiprocessing.Pool(2) as pool:
        results = pool.imap(fail, range(4))
        attempts = [
            lambda: pool.map(fail, range(4)),
            lambda: pool.apply(fail, (2,)),
            lambda: list(results),
            lambda: pool.apply(returns_lambda),
            lambda: pool.apply(lambda: None),
            lambda: pool.map(3, [1]),
            lambda: pool.map_async(slow, [1]).get(timeout=0.1),
            lambda: pool.apply_async(fail, (2,), error_callback=lambda error: print("told of", error)).get(30),
        ]
        for attempt in attempts:
            try:
                attempt()
            except Exception as error:
                print(type(error), error.__cause__ is not None)
                traceback.print_exc()
    try:
        pool.map(fail, [1])
    except ValueError:
        traceback.print_exc()
