"""A process is forked while a thread holds a lock: in the child it stays locked. Under spawn it ends well."""

# finding: inherited-lock
# workers: job-1
# objects: lock
# methods: fork

import multiprocessing as mp
import threading
import time


class Client:
    def __init__(self):
        self.lock, self.buffer = threading.Lock(), []
        self.sending, self.answered = threading.Event(), threading.Event()
        threading.Thread(target=self.flush, name="flusher", daemon=True).start()

    def count(self, name):
        with self.lock:  # where
            self.buffer.append(name)

    def flush(self):
        while True:
            with self.lock:
                self.sending.set()
                self.answered.wait(5)  # sends the buffer
                self.buffer.clear()
            time.sleep(0.05)


client = Client()


def job():
    client.count("job.started")
    print("job counted", flush=True)


if __name__ == "__main__":
    client.sending.wait()
    p = mp.Process(target=job, name="job-1")
    p.start()
    client.answered.set()
    p.join()
    print("job", p.exitcode, flush=True)
