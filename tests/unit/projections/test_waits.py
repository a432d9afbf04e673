import pytest
from msgspec.structs import replace

from mptui import events as ev
from mptui.findings.diagnosis import Diagnosis
from mptui.model.observed import waits_for_dead_owner
from mptui.model.run_model import RunModel
from mptui.model.standing import standing_of
from mptui.model.uses import ENOUGH_RETURNS
from mptui.projections.wait_groups import holder_note, nobody_text, wait_graph
from mptui.projections.wording import reason_text

NAMES = "ABCDE"


class World:
    """Workers A to E and what they hold and wait for."""

    def __init__(self, *objects):
        self.model, self.t = RunModel(), 10
        self.state = self.model.state
        self.feed(ev.RunStarted(0, 0, 0, "p.py", (), "fork", "3.11", "linux"))
        for number, name in enumerate(NAMES, start=1):
            self.feed(ev.WorkerCreated(1, number, 1, name, "process", None))
            self.feed(ev.WorkerStarted(2, number, 2, 100 + number))
        self.objects = {}
        for number, (name, kind, *rest) in enumerate(objects, start=1):
            self.objects[name] = number
            maxsize, depth = (*rest, *(None, 0)[len(rest) :])
            self.feed(ev.ObjectCreated(3, 1, 3, number, kind, name, "p.py:1", maxsize, depth=depth))

    def feed(self, event):
        self.model.apply(event)

    def holds(self, who, what):
        self.feed(ev.OpDone(5, NAMES.index(who) + 1, 4, "acquire", self.objects[what], "p.py:2", "ok"))
        return self

    def releases(self, who, what):
        self.feed(ev.OpDone(6, NAMES.index(who) + 1, 4, "release", self.objects[what], "p.py:2", "ok"))
        return self

    def uses(self, who, what):
        """As a lock: `who` takes it and releases it, as often as it takes to know."""
        for _ in range(ENOUGH_RETURNS):
            self.holds(who, what).releases(who, what)
        return self

    def waits(self, who, what, op="acquire", timeout=None):
        self.t += 10
        target = NAMES.index(what) + 1 if what in NAMES else None
        self.feed(
            ev.OpStarted(self.t, NAMES.index(who) + 1, 5, op, self.objects.get(what), "p.py:3", target, None, timeout)
        )
        return self

    @property
    def graph(self):
        return wait_graph(self.state, 1000, self.findings)

    @property
    def findings(self):
        """What is found when nothing has happened for ten seconds."""
        diagnosis = Diagnosis()
        diagnosis.look(self.state, 10_000_000_000)
        return diagnosis.current

    @property
    def proven(self):
        """The kinds of what is proven then."""
        return [finding.kind for finding in self.findings if finding.grade == "proven"]

    @property
    def cycles(self):
        """Who waits for whom in the cycles that are drawn."""
        return [" ".join(edge.waiter.name for edge in cycle) for cycle in self.graph.cycles]


LOCKS = (("x", "Lock"), ("y", "Lock"))


def test_two_locks_taken_in_different_order():
    world = World(*LOCKS).holds("A", "x").holds("B", "y").waits("A", "y").waits("B", "x")
    assert world.cycles == ["A B"]
    assert world.graph.groups == ()
    assert [finding.grade for finding in world.findings] == ["suspected"]  # C could release them


def test_a_wait_that_ends_by_itself_is_in_no_ring():
    world = World(*LOCKS).holds("A", "x").holds("B", "y").waits("A", "y", timeout=5.0).waits("B", "x")
    assert world.graph.cycles == ()
    assert [(group.op, [edge.waiter.name for edge in group.waiters]) for group in world.graph.groups] == [
        ("acquire", ["A"]),
        ("acquire", ["B"]),
    ]
    assert reason_text(world.state, world.state.workers[1]) == "waits for y, at most 5.0 s — held by B"
    assert World(*LOCKS).waits("A", "B", "join", 0.25).graph.groups[0].waiters[0].wait.timeout == 0.25


def test_others_who_wait_for_a_ring_stay_seen():
    world = World(*LOCKS).holds("A", "x").holds("B", "y").waits("A", "y").waits("B", "x")
    graph = world.waits("C", "y").waits("D", "C", "join").graph
    assert len(graph.cycles) == 1
    assert [(group.op, [edge.waiter.name for edge in group.waiters]) for group in graph.groups] == [
        ("acquire", ["A", "C"]),
        ("join", ["D"]),
    ]


def test_a_lock_taken_twice_and_a_ring_with_a_join():
    assert World(*LOCKS).uses("A", "x").holds("A", "x").waits("A", "x").cycles == ["A"]
    assert World(*LOCKS).uses("A", "x").holds("A", "x").waits("A", "B", "join").waits("B", "x").cycles == ["A B"]


def test_a_cycle_with_a_queue_in_it_is_told_and_not_drawn():
    world = World(("x", "RLock"), ("jobs", "Queue", 3)).holds("A", "x")
    world.feed(ev.OpDone(5, 2, 4, "put", 2, "p.py:2", "ok", None, 1))
    world.feed(ev.OpDone(6, 3, 4, "get", 2, "p.py:2", "ok", None, 0))
    for who in "CDE":
        world.waits(who, "x")
    world.waits("B", "x").waits("A", "jobs", "get")
    assert [(finding.kind, finding.grade) for finding in world.findings] == [("deadlock", "proven")]
    assert world.cycles == []


def test_two_rings_are_two():
    world = World(("x", "Lock"), ("y", "Lock"), ("p", "Lock"), ("q", "Lock"))
    world.holds("A", "x").holds("B", "y").holds("C", "p").holds("D", "q")
    world.waits("A", "y").waits("B", "x").waits("C", "q").waits("D", "p").waits("E", "A", "join")
    assert len(world.graph.cycles) == 2
    assert world.graph.count == 5


def test_a_chain_and_a_semaphore_with_several_holders_are_no_ring():
    assert World(*LOCKS).holds("B", "x").waits("A", "x").waits("C", "A", "join").graph.cycles == ()
    world = World(("s", "Semaphore", None, 2)).holds("A", "s").holds("B", "s").waits("A", "s")
    assert world.graph.cycles == ()
    assert [worker.name for worker in world.graph.groups[0].holders] == ["A", "B"]


def test_putters_and_getters_of_a_queue_stand_apart_and_the_longest_wait_leads():
    world = World(("x", "Lock"), ("jobs", "Queue", 3)).holds("E", "x")
    graph = world.waits("C", "x").waits("A", "jobs", "put").waits("B", "jobs", "put").graph
    assert [(group.op, len(group.waiters)) for group in graph.groups] == [("acquire", 1), ("put", 2)]


@pytest.mark.parametrize(
    ("kind", "op", "depth", "text"),
    [
        (("Queue", 3), "put", 3, "nobody holds it: it is full 3/3"),
        (("Queue", 3), "get", 0, "nobody holds it: it is empty"),
        (("Pipe",), "recv", None, "nobody holds it: nothing was sent"),
        (("Event",), "wait", None, "nobody holds it: it is not set"),
        (("Condition",), "wait", None, "nobody holds it: it needs a notify"),
        (("Barrier",), "wait", None, "nobody holds it: 1 came, others are missing"),
        (("Lock",), "acquire", None, "nobody holds it just now"),
    ],
)
def test_what_nobody_holds_says_why_it_keeps_its_waiters(kind, op, depth, text):
    world = World(("it", *kind))
    if depth:
        world.feed(ev.OpDone(5, 2, 4, "put", 1, "p.py:2", "ok", None, depth))
    assert nobody_text(world.waits("A", "it", op).graph.groups[0]) == text


def test_a_holder_that_was_killed():
    world = World(*LOCKS).uses("A", "x").holds("B", "x").waits("A", "x")
    world.feed(ev.WorkerExited(50, 2, 9, -9))
    group = world.graph.groups[0]
    assert holder_note(world.state, group.holders[0], group.object) == "killed without releasing it"
    assert waits_for_dead_owner(world.state, world.state.objects[1])


def test_a_dead_taker_of_a_token_is_not_accused_while_others_could_release_it():
    world = World(*LOCKS).holds("B", "x").waits("A", "x")
    assert not waits_for_dead_owner(world.state, world.state.objects[1])
    world.feed(ev.WorkerExited(50, 2, 9, 0))
    assert [finding.grade for finding in world.findings] == ["suspected"]
    for who in "CDE":
        world.waits(who, "x")
    assert [(finding.kind, finding.grade) for finding in world.findings] == [("dead-owner", "proven")]


@pytest.mark.parametrize("handed", [True, False])
def test_a_baton_that_its_last_taker_waits_for_is_no_deadlock(handed):
    """A runner waits for its own baton, which it took last; another one will hand it on."""
    world = World(*LOCKS).holds("E", "x").releases("E", "x").holds("A", "x")
    if handed:
        world.releases("B", "x").holds("A", "x")
    world.waits("A", "x").waits("E", "A", "join")
    assert world.proven == []
    words = "taken by" if handed else "held by"
    assert reason_text(world.state, world.state.workers[1]) == f"waits for x — {words} A"


def test_a_start_token_is_no_deadlock_until_nobody_can_give_it():
    world = World(*LOCKS).holds("A", "x").waits("B", "x").waits("A", "B", "join")
    assert world.proven == []
    world.waits("C", "x").waits("D", "x")
    assert world.proven == []
    world.waits("E", "y")  # which is free: E goes on any moment
    assert world.proven == []
    world.holds("D", "y")
    assert world.proven == ["deadlock"]


@pytest.mark.parametrize("begins", [0, 1])
def test_a_semaphore_that_tells_of_something_is_held_by_nobody(begins):
    world = World(("s", "Semaphore", None, begins))
    if begins:
        world.holds("A", "s").waits("A", "s")
        assert reason_text(world.state, world.state.workers[1]) == "waits for s — taken by A"
        assert world.graph.cycles == ()
    world.releases("B", "s").waits("A", "s")
    shared = world.state.objects[1]
    assert (shared.holders, world.state.workers[1].holding) == ((), ())
    assert world.graph.cycles == ()


def test_threads_of_other_processes_cannot_release_a_lock_of_threads():
    world = World(*LOCKS)
    for number in (1, 2):
        world.state.objects[number] = replace(world.state.objects[number], module="threading")
    assert len(world.holds("A", "x").waits("A", "x").graph.cycles) == 1


def test_an_object_that_is_not_known_breaks_nothing():
    world = World()
    world.feed(ev.OpStarted(20, 1, 5, "acquire", 77, "p.py:3"))
    graph = world.graph
    assert graph.count == 1
    assert nobody_text(graph.groups[0])


def test_a_permit_is_held_in_the_report_once_it_is_seen_to_be_given_back():
    world = World(("s", "Semaphore", None, 2)).holds("A", "s")
    assert standing_of(world.state, world.state.workers[1]).holds == ()
    world.holds("B", "s").releases("B", "s")
    assert [object_id for object_id, _ in standing_of(world.state, world.state.workers[1]).holds] == [1]


def test_a_pool_has_its_tasks_and_its_idle_workers():
    world = World(("pool", "Pool"))
    for who in "BC":
        number = NAMES.index(who) + 1
        world.feed(ev.OpDone(7, number, 5, "get", 1, "", "ok", "work"))
    world.feed(ev.WorkerExited(8, 2, 6, -9))
    world.waits("D", "pool", "get").waits("A", "pool", "map")
    tasks, idle = sorted(wait_graph(world.state, 99).groups, key=lambda group: group.op, reverse=True)
    assert (tasks.op, [worker.name for worker in tasks.holders]) == ("map", ["B", "C"])
    killed, runs = tasks.holders
    assert holder_note(world.state, killed, tasks.object) == "killed with a task"
    assert holder_note(world.state, runs, tasks.object) == "running"
    assert (idle.op, idle.holders, nobody_text(idle)) == ("get", (), "it has no task for them")
