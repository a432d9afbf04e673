"""task_done more often than put."""

# methods: fork spawn forkserver
import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    tasks = multiprocessing.JoinableQueue()
    tasks.put(1)
    print(tasks.get())
    tasks.task_done()
    tasks.join()
    print("joined")
    tasks.task_done()
