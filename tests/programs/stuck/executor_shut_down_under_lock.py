"""An executor is left under the lock that its task still needs; leaving it waits for the task."""

# finding: deadlock
# workers: MainProcess
# objects: report_lock

import threading
import time
from concurrent.futures import ThreadPoolExecutor

report_lock = threading.Lock()


def write(line):
    time.sleep(0.2)
    with report_lock:  # where
        print(line, flush=True)


if __name__ == "__main__":
    with report_lock:  # where
        with ThreadPoolExecutor(1, thread_name_prefix="writer") as pool:
            pool.submit(write, "all is well")
        print("end of report", flush=True)
