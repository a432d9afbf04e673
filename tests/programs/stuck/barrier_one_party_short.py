"""A barrier is made for the threads and the main thread, which does not come to it but joins them."""

# finding: nobody-left
# workers: part-0, part-1, part-2
# objects: all_ready

import threading

COUNT = 3
all_ready = threading.Barrier(COUNT + 1)


def part(n):
    print("part", n, flush=True)
    all_ready.wait()  # where


if __name__ == "__main__":
    crew = [threading.Thread(target=part, args=(n,), name=f"part-{n}") for n in range(COUNT)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("all ready", flush=True)
