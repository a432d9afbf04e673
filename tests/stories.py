"""Runs told event by event, of which a diagnosis is asked what is wrong with them."""

from mptui import events as ev
from mptui.findings.diagnosis import SETTLED_NS, Diagnosis
from mptui.model.run_model import RunModel

MS = 1_000_000
PLAIN, SCOPED = False, True


class Story:
    """A run told event by event. Workers and objects are called by their numbers; one line of code for each event."""

    def __init__(self, workers=2, flavor="process"):
        self.diagnosis = Diagnosis()
        self.model = RunModel(watcher=self.diagnosis)
        self.t, self.seqs = 0, {}
        self.happens(ev.RunStarted, 0, "app.py", (), "fork", "3.11", "linux")
        self.happens(ev.WorkerCreated, 1, "MainProcess", "main", None)
        self.happens(ev.WorkerStarted, 1, 100)
        for worker in range(2, workers + 2):
            self.happens(ev.WorkerCreated, worker, f"w{worker}", flavor, 1)
            self.happens(ev.WorkerStarted, worker, 100 if flavor == "thread" else 100 + worker)

    def happens(self, kind, worker, *fields, **more):
        self.t += MS
        self.seqs[worker] = self.seqs.get(worker, 0) + 1
        self.model.apply(kind(self.t, worker, self.seqs[worker], *fields, **more))
        return self

    def object(self, number, kind="Lock", **more):
        return self.happens(ev.ObjectCreated, 1, number, kind, f"{kind.lower()}{number}", f"app.py:{number}", **more)

    def takes(self, worker, number, scoped=PLAIN):
        where = f"app.py:{worker}{number}"
        return self.happens(ev.OpDone, worker, "acquire", number, where, "ok", began=self.t, scoped=scoped)

    def releases(self, worker, number):
        return self.happens(ev.OpDone, worker, "release", number, "app.py:9", "ok", began=self.t)

    def nests(self, worker, *numbers, scoped=SCOPED):
        """The worker takes locks within each other, and releases them."""
        for number in numbers:
            self.takes(worker, number, scoped)
        for number in reversed(numbers):
            self.releases(worker, number)
        return self

    def starts(self, worker, flavor="process", parent=1):
        pid = 100 if flavor == "thread" else 100 + worker
        return self.happens(ev.WorkerCreated, worker, f"w{worker}", flavor, parent).happens(
            ev.WorkerStarted, worker, pid
        )

    def waits(self, worker, op, number=None, **more):
        return self.happens(ev.OpStarted, worker, op, number, f"app.py:{worker}0", **more)

    def serves(self, worker):
        """The worker waits for tasks of the pool 1."""
        return self.happens(ev.OpStarted, worker, "get", 1, "")

    def crossed(self, scoped=PLAIN):
        """Workers 2 and 3 hold one lock each and wait for the other's."""
        self.object(1).object(2).takes(2, 1, scoped).takes(3, 2, scoped)
        return self.waits(2, "acquire", 2).waits(3, "acquire", 1)

    def found(self, later=2 * SETTLED_NS):
        """Kind and grade of what holds some ns later, while nothing has happened."""
        self.diagnosis.look(self.model.state, self.t + later)
        return [(finding.kind, finding.grade) for finding in self.diagnosis.current]
