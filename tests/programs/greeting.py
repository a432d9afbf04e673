"""Two processes greet each other through a pipe."""

from multiprocessing import Pipe, Process


def first(end):
    end.send("hello")
    print("first got", end.recv())


def second(end):
    print("second got", end.recv())
    end.send("hello, too")


if __name__ == "__main__":
    pipe = Pipe()
    one = Process(target=first, args=(pipe[0],))
    two = Process(target=second, args=(pipe[1],))
    one.start()
    two.start()
    one.join()
    two.join()
