"""The main process takes two locks in the other order than its children: before their start, and after their end."""

from multiprocessing import Lock, Process


def work(first, second):
    with first, second:
        pass


if __name__ == "__main__":
    index, data = Lock(), Lock()
    work(data, index)
    children = [Process(target=work, args=(index, data)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    work(data, index)
