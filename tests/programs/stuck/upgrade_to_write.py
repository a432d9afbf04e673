"""Two readers hold a shared permit each and both want to become the writer, for which all permits are needed."""

# finding: deadlock
# workers: editor-0, editor-1
# objects: readers

import threading

readers, both_read = threading.Semaphore(2), threading.Barrier(2)


def edit():
    with readers:  # where
        both_read.wait()  # reads, and finds something to change
        with readers:  # where
            print("changed", flush=True)


if __name__ == "__main__":
    crew = [threading.Thread(target=edit, name=f"editor-{n}") for n in range(2)]
    for t in crew:
        t.start()
    for t in crew:
        t.join()
    print("done", flush=True)
