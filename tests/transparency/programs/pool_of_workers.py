"""Pool: map, imap, starmap, apply, async forms with callbacks, names of workers, initializer, maxtasksperchild."""

# methods: fork spawn forkserver
import multiprocessing
import sys


def prepare(word):
    global prepared
    prepared = word


def work(number):
    return prepared, number * number, multiprocessing.current_process().daemon


def name(_):
    return multiprocessing.current_process().name.rpartition("-")[0]


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    with multiprocessing.Pool(2, prepare, ("ready",), maxtasksperchild=2) as pool:
        print(pool.map(work, range(5)), list(pool.imap(work, range(3), chunksize=2)))
        print(sorted(pool.imap_unordered(work, range(3))), pool.starmap(pow, [(2, 3), (3, 2)]))
        result = pool.apply_async(work, (7,), callback=lambda value: print("callback", value))
        print(result.get(30))
        result.wait()
        print(result.ready(), result.successful(), set(pool.map(name, range(4))), pool.apply(work, (9,)))
        pool.close()
        pool.join()
    print(pool)
