"""A circle of three: one waits for a page, one for the fonts, and who has the fonts for the first one's end."""

# finding: deadlock
# workers: printer, layouter, MainProcess
# objects: pages, fonts

import multiprocessing as mp
import time


def print_pages(pages):
    for _ in range(2):
        print("printed", pages.get(), flush=True)  # where


def lay_out(pages, fonts, one_done):
    for page in range(2):
        with fonts:  # where
            pages.put(page)
        one_done.set()
        time.sleep(0.3)


if __name__ == "__main__":
    pages, fonts, one_done = mp.Queue(), mp.Lock(), mp.Event()
    printer = mp.Process(target=print_pages, args=(pages,), name="printer")
    layouter = mp.Process(target=lay_out, args=(pages, fonts, one_done), name="layouter")
    printer.start()
    layouter.start()
    one_done.wait()
    with fonts:  # where
        printer.join()  # where
    layouter.join()
    print("done", flush=True)
