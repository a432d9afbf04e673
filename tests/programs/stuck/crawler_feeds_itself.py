"""Two threads take pages from a bounded queue and put the links that they find into the same queue: it is full."""

# finding: deadlock
# workers: crawler-0, crawler-1
# objects: pages

import queue
import threading
import time

pages = queue.Queue(maxsize=4)


def crawl():
    while (page := pages.get()) is not None:
        time.sleep(0.05)
        for link in range(3):
            pages.put(f"{page}/{link}")  # where


if __name__ == "__main__":
    pages.put("index")
    pages.put("about")
    crawlers = [threading.Thread(target=crawl, name=f"crawler-{n}") for n in range(2)]
    for t in crawlers:
        t.start()
    for t in crawlers:
        t.join()
    print("crawled", flush=True)
