"""A consumer waits for a condition and still holds another lock, which the producer needs before it notifies."""

# finding: deadlock
# workers: consumer, producer
# objects: state, filled

import threading

state, filled, items = threading.Lock(), threading.Condition(), []


def consume(started):
    with state, filled:  # where
        started.set()
        while len(items) < 2:
            filled.wait()  # where
        print("took", items, flush=True)


def produce(started):
    with filled:
        items.append("first")
        filled.notify()
    started.wait()
    with state:  # where
        items.append("second")
    with filled:
        filled.notify()


if __name__ == "__main__":
    started = threading.Event()
    producer = threading.Thread(target=produce, args=(started,), name="producer")
    consumer = threading.Thread(target=consume, args=(started,), name="consumer")
    producer.start()
    consumer.start()
    for t in (producer, consumer):
        t.join()
    print("done", flush=True)
