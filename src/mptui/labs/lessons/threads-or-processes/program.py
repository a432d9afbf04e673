"""The same jobs done by threads and by processes: jobs that wait and jobs that compute. How long do they take?"""

import argparse
import multiprocessing
import signal
import threading
import time


def wait(milliseconds):
    time.sleep(milliseconds / 1000)  # as for the answer of a disk or a network
    return "waited"


def compute(thousands):
    return sum(number * number for number in range(thousands * 1000))


def work(job, size, share, sender):
    if threading.current_thread() is threading.main_thread():  # a process has a main thread of its own
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process, which ends its workers
    for number in share:
        sender.send(f"job {number}: {job(size)}")


def measure(kind, job, size, options):
    began = time.monotonic()
    shares = [range(first, options.jobs, options.workers) for first in range(options.workers)]
    group, results = [], []
    for share in shares:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        results.append(receiver)
        group.append(kind(target=work, args=(job, size, share, sender), daemon=True))
        group[-1].start()
    for receiver, share in zip(results, shares):  # noqa: B905 (strict= is newer than Python 3.9)
        for _ in share:
            print(receiver.recv())
    for worker in group:
        worker.join()
    return (time.monotonic() - began) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=4, help="threads, and processes, that share the jobs")
    parser.add_argument("--jobs", type=int, default=4, help="jobs of each kind")
    parser.add_argument("--wait", type=int, default=500, help="milliseconds that a waiting job waits")
    parser.add_argument("--compute", type=int, default=3000, help="thousands of steps of a computing job")
    options = parser.parse_args()
    try:
        for job, size in ((wait, options.wait), (compute, options.compute)):
            for kind, name in ((threading.Thread, "threads"), (multiprocessing.Process, "processes")):
                print(f"{job.__name__}, {name}: {measure(kind, job, size, options):.1f} ms")
    except KeyboardInterrupt:
        print("stopped")


if __name__ == "__main__":
    main()
