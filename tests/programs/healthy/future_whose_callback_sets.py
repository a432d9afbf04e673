"""main waits for an event that is set by a callback of a slow future, in a thread of the executor's."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

if __name__ == "__main__":
    answered = threading.Event()
    executor = ThreadPoolExecutor(1)
    future = executor.submit(time.sleep, 1.6)
    future.add_done_callback(lambda future: answered.set())
    answered.wait()
    executor.shutdown()
