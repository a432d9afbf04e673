"""Run one test module and note each test's outcome: play.py OUTCOMES MODULE [ID...].

Run by the interpreter under test, so it imports the standard library alone and runs on Python 3.9 and up. OUTCOMES is
a file of JSON lines: `{"begin": id}`, then `{"id", "outcome", "seconds", "detail"}`, and `{"end": true}` at the very
end. Lines are written past all buffers, so a hang or a crash loses nothing; tests that the file names already are
passed over, so that the rest of the module can be played afterwards. With IDs, only these are played.
"""

import json
import os
import sys
import time
import traceback
import unittest
import warnings

OUTCOMES = ("ok", "skipped", "expected failure", "unexpected success", "failed", "error")
"""From good to bad: a test with subtests has the worst of theirs."""
DETAIL = 4000
"""Characters of a traceback that are kept."""


class Notes(unittest.TestResult):
    """Writes each outcome as it comes. Forked children inherit it, and write nothing."""

    def __init__(self, path):
        super().__init__()
        self._path = path
        self._pid = os.getpid()
        self._current = None
        self._began = 0.0
        self._outcome = "ok"
        self._detail = ""

    def write(self, **line):
        if os.getpid() != self._pid:
            return
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(descriptor, json.dumps(line).encode() + b"\n")
        finally:
            os.close(descriptor)

    def startTest(self, test):  # noqa: N802 # unittest's name
        super().startTest(test)
        self._current, self._outcome, self._detail = test.id(), "ok", ""
        self.write(begin=self._current)
        self._began = time.monotonic()

    def stopTest(self, test):  # noqa: N802 # unittest's name
        seconds = round(time.monotonic() - self._began, 3)
        self.write(id=self._current, outcome=self._outcome, seconds=seconds, detail=self._detail)
        self._current = None
        super().stopTest(test)

    def _note(self, test, outcome, detail):
        if self._current is None:  # the set-up of a class or module
            self.write(id=test.id(), outcome=outcome, seconds=0, detail=detail[-DETAIL:])
        elif OUTCOMES.index(outcome) > OUTCOMES.index(self._outcome):
            self._outcome, self._detail = outcome, detail[-DETAIL:]

    def addError(self, test, err):  # noqa: N802 # unittest's name
        self._note(test, "error", "".join(traceback.format_exception(*err)))

    def addFailure(self, test, err):  # noqa: N802 # unittest's name
        self._note(test, "failed", "".join(traceback.format_exception(*err)))

    def addSubTest(self, test, subtest, err):  # noqa: N802 # unittest's name
        if err is not None:
            outcome = "failed" if issubclass(err[0], test.failureException) else "error"
            self._note(test, outcome, f"{subtest.id()}\n" + "".join(traceback.format_exception(*err)))

    def addSkip(self, test, reason):  # noqa: N802 # unittest's name
        self._note(test, "skipped", reason)

    def addExpectedFailure(self, test, err):  # noqa: N802 # unittest's name
        self._note(test, "expected failure", "")

    def addUnexpectedSuccess(self, test):  # noqa: N802 # unittest's name
        self._note(test, "unexpected success", "")


class Chooser(unittest.TestLoader):
    """Loads what is wanted and not done, in suites nested as ever."""

    def __init__(self, done, wanted):
        super().__init__()
        self._done = done
        self._wanted = wanted

    def loadTestsFromNames(self, names, module=None):  # noqa: N802 # unittest's name
        return self._chosen(super().loadTestsFromNames(names, module))

    def _chosen(self, suite):
        kept = []
        for item in suite:
            if isinstance(item, unittest.TestSuite):
                kept.append(self._chosen(item))
            elif item.id() not in self._done and (not self._wanted or item.id() in self._wanted):
                kept.append(item)
        return type(suite)(kept)


class Runner:
    """As unittest's own, but for what it writes."""

    def __init__(self, notes):
        self._notes = notes

    def run(self, suite):
        if not sys.warnoptions:
            warnings.simplefilter("default")
        suite(self._notes)
        return self._notes


def named(path):
    """The tests that the file names already."""
    if not os.path.exists(path):  # noqa: PTH110 # as few imports as can be, in the interpreter under test
        return set()
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        lines = [json.loads(line) for line in file]
    return {line.get("begin") or line.get("id") for line in lines}


def main(path, module, *wanted):
    from test import support

    support.verbose = 0
    support.use_resources = ["cpu", "subprocess", "walltime"]  # what needs neither network nor gigabytes
    support.LONG_TIMEOUT = 30.0  # for which a pool of threads cannot be ended: a race that some tests of pools lose
    if module == "test.test_socketserver":
        support.use_resources.append("network")  # that of this machine
    notes = Notes(path)
    chooser = Chooser(named(path), wanted)
    try:
        unittest.main(None, argv=["play", module], testLoader=chooser, testRunner=Runner(notes), exit=False)
    except unittest.SkipTest as reason:
        notes.write(id=module, outcome="skipped", seconds=0, detail=str(reason))
    notes.write(end=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
