"""A spawned process imports this file again, which takes 1.5 s; main waits for its answer, and it comes."""

import multiprocessing
import time

if __name__ != "__main__":
    time.sleep(1.5)


def work(answers):
    answers.put("at last")


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=work, args=(answers,), name="slow")
    process.start()
    print(answers.get())
    process.join()
