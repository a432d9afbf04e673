"""A manager of the program's own, to which processes connect one after another, and get the same object each time."""

from multiprocessing import Process, Queue
from multiprocessing.managers import BaseManager


class Counter:
    def __init__(self):
        self.count = 0

    def add(self, number):
        self.count += number
        return self.count


class Service(BaseManager):
    pass


shared = Counter()


def get_counter():
    return shared


Service.register("get_counter", get_counter)
Service.register("Counter", Counter)


def connect(address):
    service = Service(address)
    service.connect()
    service.get_counter().add(1)


def receive(queue):
    queue.get().add(20)


def main():
    with Service() as service:
        for _ in range(2):
            process = Process(target=connect, args=(service.address,))
            process.start()
            process.join()
        counter = service.get_counter()
        counter.add(number=2)
        for _ in range(2):
            fresh = service.Counter()
            print(fresh.add(10))
            del fresh
        queue = Queue()
        process = Process(target=receive, args=(queue,))
        process.start()
        queue.put(counter)
        process.join()
        print(counter.add(0))


if __name__ == "__main__":
    main()
