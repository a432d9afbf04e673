"""The process that notifies the others was killed; they wait for its next word."""

# finding: nobody-left
# workers: screen-0, screen-1
# objects: news

import multiprocessing as mp
import time


def publish(news):
    while True:
        with news:
            news.notify_all()
        time.sleep(0.05)


def show(news, n):
    while True:
        with news:
            news.wait()  # where
        time.sleep(0.2)


if __name__ == "__main__":
    news = mp.Condition()
    publisher = mp.Process(target=publish, args=(news,), name="publisher")
    screens = [mp.Process(target=show, args=(news, n), name=f"screen-{n}") for n in range(2)]
    for p in (*screens, publisher):
        p.start()
    time.sleep(0.6)
    with news:
        publisher.kill()  # outside its with statement: we are inside ours
    for p in screens:
        p.join()
