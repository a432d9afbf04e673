"""The consumer has found what it wanted and ends; the producer cannot, and is waited for."""

# finding: unflushed-queue
# workers: producer, MainProcess
# objects: candidates

import multiprocessing as mp


def produce(candidates):
    for n in range(3000):
        candidates.put((n, "x" * 200))


def consume(candidates, found):
    while True:
        n, _ = candidates.get()
        if n == 30:
            found.value = n
            return


if __name__ == "__main__":
    candidates, found = mp.Queue(), mp.Value("i", -1)  # where
    producer = mp.Process(target=produce, args=(candidates,), name="producer")
    consumer = mp.Process(target=consume, args=(candidates, found), name="consumer")
    producer.start()
    consumer.start()
    consumer.join()
    print("found", found.value, flush=True)
    producer.join()  # where
    print("done", flush=True)
