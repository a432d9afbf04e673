"""Every operation on the queues of the module queue, one after another."""

import queue
import threading


class Newest(queue.Queue):
    def _put(self, item):
        self.queue.clear()
        self.queue.append(item)


class Bag(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


def attempt(operation, *args):
    try:
        return operation(*args)
    except (queue.Empty, queue.Full, ValueError) as error:
        return type(error).__name__


def work(tasks):
    task = tasks.get()
    tasks.task_done()
    return task


def together():
    tasks, waiting = queue.Queue(), queue.SimpleQueue()
    workers = [threading.Thread(target=work, args=(tasks,), name="worker")]
    workers.append(threading.Thread(target=waiting.get, name="waiter"))
    for worker in workers:
        worker.start()
    tasks.put("task")
    tasks.join()
    waiting.put("item")
    for worker in workers:
        worker.join()


def alone():
    bounded, stack, heap, simple = queue.Queue(1), queue.LifoQueue(), queue.PriorityQueue(), queue.SimpleQueue()
    bounded.put("first")
    print(attempt(bounded.put_nowait, "second"))
    print(attempt(bounded.put, "second", True, 0.01))
    print(attempt(bounded.put, "second", True, -1))
    print(bounded.get(), bounded.maxsize, bounded.qsize())
    print(attempt(bounded.get_nowait))
    print(attempt(bounded.get, True, 0.01))
    bounded.task_done()
    print(attempt(bounded.task_done))
    for number in (2, 3, 1):
        stack.put(number)
        heap.put(number)
        simple.put(number)
    print(stack.get(), heap.get(), simple.get())
    simple.put_nowait(4)
    print(simple.get_nowait(), attempt(simple.get, True, -1), simple.qsize())
    print([attempt(simple.get_nowait) for _ in range(2)], attempt(simple.get, True, 0.01))


def derived():
    bag, newest = Bag(), Newest()
    bag.put("thing")
    newest.put("new")
    print(bag.get(), newest.get())


if __name__ == "__main__":
    together()
    alone()
    derived()
