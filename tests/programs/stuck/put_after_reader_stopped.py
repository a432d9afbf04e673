"""The reader has ended; the main process puts much into the queue all the same, and cannot exit."""

# finding: unflushed-queue
# workers: MainProcess
# objects: messages

import multiprocessing as mp


def log(messages):
    while (message := messages.get()) != "stop":
        print(message, flush=True)


if __name__ == "__main__":
    messages = mp.Queue()  # where
    logger = mp.Process(target=log, args=(messages,), name="logger")
    logger.start()
    messages.put("up")
    messages.put("stop")
    logger.join()
    for n in range(100):
        messages.put(f"late message {n} " + "." * 2000)
    print("main is done", flush=True)
