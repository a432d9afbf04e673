"""Two stages send each other more than their bounded queues hold, before either takes anything."""

# finding: deadlock
# workers: parser, checker
# objects: to_check, to_parse

import multiprocessing as mp


def work(own, other):
    other.put("hello")
    own.get()
    for n in range(10):
        other.put(n)  # where
    for _ in range(10):
        own.get()
    print(mp.current_process().name, "done", flush=True)


if __name__ == "__main__":
    to_check, to_parse = mp.Queue(3), mp.Queue(3)
    crew = [
        mp.Process(target=work, args=(to_parse, to_check), name="parser"),
        mp.Process(target=work, args=(to_check, to_parse), name="checker"),
    ]
    for p in crew:
        p.start()
    for p in crew:
        p.join()
    print("done", flush=True)
