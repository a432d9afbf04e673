"""A circle of three: one waits for a page, one for the fonts, and who has the fonts for the first one's end."""

# finding: deadlock
# workers: printer, layouter, MainProcess
# objects: pages, fonts

import multiprocessing as mp


def print_pages(pages):
    for _ in range(2):
        print("printed", pages.get(), flush=True)  # where


def lay_out(pages, fonts, one_done, closing):
    for page in range(2):
        with fonts:  # where
            pages.put(page)
        one_done.set()
        closing.wait()


if __name__ == "__main__":
    pages, fonts, one_done, closing = mp.Queue(), mp.Lock(), mp.Event(), mp.Event()
    printer = mp.Process(target=print_pages, args=(pages,), name="printer")
    layouter = mp.Process(target=lay_out, args=(pages, fonts, one_done, closing), name="layouter")
    printer.start()
    layouter.start()
    one_done.wait()
    with fonts:  # where
        closing.set()
        printer.join()  # where
    layouter.join()
    print("done", flush=True)
