"""Run tests by pytest and note each test's outcome: play_pytest.py OUTCOMES "ARGUMENT..." [ID...].

As play.py, but for the suites of libraries: ARGUMENTs are pytest's own, and pytest must be installed for the
interpreter under test.
"""

import os
import shlex
import sys
import time

import pytest
from play import DETAIL, OUTCOMES, Notes, named


class Plugin:
    """Chooses what is wanted and not done, and writes each outcome as it comes."""

    def __init__(self, path, wanted):
        self.notes = Notes(path)
        self._done = named(path)
        self._wanted = wanted
        self._began = 0.0
        self._outcome, self._detail = "ok", ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = [
            item
            for item in items
            if item.nodeid not in self._done and (not self._wanted or item.nodeid in self._wanted)
        ]

    def pytest_runtest_logstart(self, nodeid):
        self._outcome, self._detail = "ok", ""
        self._began = time.monotonic()
        self.notes.write(begin=nodeid)

    def pytest_runtest_logreport(self, report):
        outcome = _outcome(report)
        if OUTCOMES.index(outcome) > OUTCOMES.index(self._outcome):
            self._outcome, self._detail = outcome, str(report.longrepr or "")[-DETAIL:]

    def pytest_runtest_logfinish(self, nodeid):
        seconds = round(time.monotonic() - self._began, 3)
        self.notes.write(id=nodeid, outcome=self._outcome, seconds=seconds, detail=self._detail)

    def pytest_collectreport(self, report):
        if report.failed:
            self.notes.write(id=f"{report.nodeid} (collected)", outcome="error", seconds=0, detail=str(report.longrepr))


def _outcome(report):
    expected = hasattr(report, "wasxfail")
    if report.passed:
        return "unexpected success" if expected and report.when == "call" else "ok"
    if report.skipped:
        return "expected failure" if expected else "skipped"
    return "failed" if report.when == "call" else "error"


def main(path, arguments, *wanted):
    plugin = Plugin(path, wanted)
    ours = ["-c", os.devnull, "-p", "no:cacheprovider", "-q"]  # no settings of a project around the suite
    pytest.main([*shlex.split(arguments), *ours], plugins=[plugin])
    plugin.notes.write(end=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
