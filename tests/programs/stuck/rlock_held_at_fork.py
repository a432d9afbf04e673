"""A process is forked while a thread reloads the settings under an RLock; in the child nobody will release it."""

# finding: inherited-lock
# workers: worker
# objects: settings_lock
# methods: fork

import multiprocessing as mp
import threading

settings, settings_lock = {}, threading.RLock()
begun, forked = threading.Event(), threading.Event()


def reload():
    with settings_lock:
        begun.set()
        forked.wait()
        settings["colour"] = "blue"


def work():
    with settings_lock:  # where
        print("colour", settings.get("colour"), flush=True)


if __name__ == "__main__":
    reloader = threading.Thread(target=reload, name="reloader")
    reloader.start()
    begun.wait()
    p = mp.Process(target=work, name="worker")
    p.start()
    forked.set()
    reloader.join()
    p.join()
    print("done", flush=True)
