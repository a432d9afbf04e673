"""The article's second program: a duplex pipe between two processes that greet each other."""

# compare: sorted-lines

import multiprocessing


def one(pipe):
    pipe.send("abc")
    print("one received:", pipe.recv())


def two(pipe):
    print("two received:", pipe.recv())
    pipe.send("xyz")


pipe = multiprocessing.Pipe()
first = multiprocessing.Process(target=one, args=(pipe[0],))
second = multiprocessing.Process(target=two, args=(pipe[1],))
first.start()
second.start()
first.join()
second.join()
