"""Subclasses of Process with their own __init__, run, attributes and repr; super() called early, late and never."""

# methods: fork spawn forkserver
import multiprocessing
import sys
import traceback


class Early(multiprocessing.Process):
    def __init__(self, word):
        super().__init__(name="early")
        self.word = word

    def run(self):
        print(self.word, self.name, type(self).__name__, self.__dict__.keys() >= {"word"})


class Late(multiprocessing.Process):
    def __init__(self, word):
        self.word = word
        super().__init__(daemon=True, name="late")

    def run(self):
        super().run()
        print(self.word, self.daemon)
        raise KeyError(self.word)


class Never(multiprocessing.Process):
    def __init__(self):
        pass


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    for made in (Early("one"), Late("two")):
        print(sorted(name for name in vars(made) if not name.startswith("_")), made.exitcode, made.pid, made.ident)
        made.start()
        made.join()
        print(made.exitcode, made)
        for attempt in (made.start, made.run):
            try:
                attempt()
            except Exception:
                traceback.print_exc()
    try:
        Never().start()
    except Exception:
        traceback.print_exc()
    print(Never())
