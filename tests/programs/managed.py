"""What a manager serves: a process uses it while another waits for it."""

import contextlib
import queue
from multiprocessing import Manager, Process, RawValue

from asleep import until_asleep


def work(flag, lock, table, items, space, number, row, box, done, condition):
    flag.value = 1
    with lock:
        table["key"] = 1
        table["inner"].append("x")
    items.append(5)
    items[0] = items.pop() + len(items)
    space.total = space.start + 1
    number.value += 2
    row[1] = row[0]
    box.put("first")
    box.put("second")
    with condition:
        condition.notify()
    done.set()
    with contextlib.suppress(queue.Full):
        box.put("too much", timeout=0.01)


def main():
    with Manager() as manager:
        flag = RawValue("i", 0)
        lock = manager.Lock()
        table = manager.dict(start=0)
        items = manager.list([1])
        space = manager.Namespace(start=3)
        number = manager.Value("i", 0)
        row = manager.Array("i", [4, 5])
        box = manager.Queue(2)
        done = manager.Event()
        condition = manager.Condition()
        inner = manager.list()
        permits = manager.Semaphore(2)
        table["inner"] = inner
        shared = (lock, table, items, space, number, row, box, done, condition)
        lock.acquire()
        condition.acquire()
        process = Process(target=work, args=(flag, *shared))
        process.start()
        until_asleep(flag, process.pid)
        lock.release()
        condition.wait()
        condition.release()
        done.wait()
        process.join()
        print(box.get(), box.get())
        print(table["key"], inner, items)
        print(space.total, number.value, row[:])
        try:
            box.get(timeout=0.01)
        except queue.Empty:
            print("empty")
        for key in iter(table):
            print(key)
        permits.acquire()
        permits.acquire()
        print(permits.acquire(False), table.get("nothing"))
        permits.release()
        try:
            table["nothing"]
        except KeyError as error:
            print(repr(error))


if __name__ == "__main__":
    main()
