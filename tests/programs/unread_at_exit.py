"""The main process cannot end: nobody reads what its feeder thread has to send."""

import multiprocessing

if __name__ == "__main__":
    files = multiprocessing.Queue()
    for _ in range(4000):
        files.put("x" * 100)
    print("at the end", flush=True)
