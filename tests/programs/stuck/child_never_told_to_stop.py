"""The main process is at its end and waits for its child, which waits for an event that nobody sets."""

# finding: nobody-left
# workers: monitor
# objects: stop

import multiprocessing as mp


def monitor(stop, up):
    up.set()
    stop.wait()  # where
    print("stopped", flush=True)


if __name__ == "__main__":
    stop, up = mp.Event(), mp.Event()
    mp.Process(target=monitor, args=(stop, up), name="monitor").start()
    up.wait()
    print("main is done", flush=True)
