"""A process is forked while a thread reloads the settings under an RLock; in the child nobody will release it."""

# finding: inherited-lock
# workers: worker
# objects: settings_lock
# methods: fork

import multiprocessing as mp
import threading
import time

settings, settings_lock = {}, threading.RLock()


def reload():
    with settings_lock:
        time.sleep(0.5)
        settings["colour"] = "blue"


def work():
    with settings_lock:  # where
        print("colour", settings.get("colour"), flush=True)


if __name__ == "__main__":
    reloader = threading.Thread(target=reload, name="reloader")
    reloader.start()
    time.sleep(0.2)
    p = mp.Process(target=work, name="worker")
    p.start()
    reloader.join()
    p.join()
    print("done", flush=True)
