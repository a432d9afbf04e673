"""A task fails before it sets "done"; its future has the exception, but nobody asks for it."""

# finding: silent-exception suspected
# also: nobody-left

import threading
from concurrent.futures import ThreadPoolExecutor

done = threading.Event()


def publish(page):
    print("publishing", page["title"], flush=True)  # where
    done.set()


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        pool.submit(publish, {"titel": "News"})
        done.wait()
    print("published", flush=True)
