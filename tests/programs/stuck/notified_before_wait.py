"""A thread notifies and ends before the main thread waits: nobody notifies again."""

# finding: nobody-left
# workers: MainProcess
# objects: loaded

import threading

loaded, data = threading.Condition(), []


def load():
    with loaded:
        data.append("rows")
        loaded.notify()


if __name__ == "__main__":
    loader = threading.Thread(target=load, name="loader")
    loader.start()
    loader.join()
    with loaded:
        loaded.wait()  # where; it does not look whether there is data
    print(data, flush=True)
