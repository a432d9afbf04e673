"""Two processes take two locks in opposite orders. The second is started when the first has been joined."""

from multiprocessing import Lock, Process


def work(first, second):
    for _ in range(3):
        with first, second:
            pass


if __name__ == "__main__":
    index, data = Lock(), Lock()
    for order in ((index, data), (data, index)):
        process = Process(target=work, args=order)
        process.start()
        process.join()
