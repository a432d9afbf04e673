"""A handled exception skips task_done, and join waits for ever."""

# finding: task-not-done
# workers: MainProcess
# objects: todo

import multiprocessing as mp


def work(todo):
    while True:
        n = todo.get()
        try:
            if n % 4 == 3:
                raise ValueError(n)
            todo.task_done()
        except ValueError as e:
            print("skipped", e, flush=True)


if __name__ == "__main__":
    todo = mp.JoinableQueue()
    crew = [mp.Process(target=work, args=(todo,), name=f"worker-{n}", daemon=True) for n in range(2)]
    for p in crew:
        p.start()
    for n in range(8):
        todo.put(n)
    print("queued", flush=True)
    todo.join()  # where
    print("finished", flush=True)
