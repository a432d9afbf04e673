"""Objects of one name are told apart by the line that made them; the only one of its name is called by that alone."""

from mptui import events as ev
from mptui.model.run_model import RunModel
from stories import Story


def made(*names_and_lines, copy_of=None):
    story = Story()
    for number, (name, line) in enumerate(names_and_lines, 1):
        story.happens(ev.ObjectCreated, 1, number, "Lock", name, f"app.py:{line}", copy_of=(copy_of or {}).get(number))
    return [shared.label for shared in story.model.state.objects.values()]


def test_a_name_that_repeats_is_told_with_its_line():
    assert made(("lock", 3)) == ["lock"]
    assert made(("lock", 3), ("other", 3), ("lock", 9)) == ["lock :3", "other", "lock :9"]
    assert made(("lock", 3), ("lock", 3), ("lock", 3)) == ["lock :3", "lock :3 #2", "lock :3 #3"]


def test_names_that_tell_objects_apart_stay():
    assert made(("locks[0]", 3), ("locks[0]", 4), ("Lock-1", 5)) == ["locks[0]", "locks[0]", "Lock-1"]


def test_a_copy_is_called_as_its_original():
    assert made(("lock", 3), ("lock", 9), ("lock", 9), copy_of={3: 2}) == ["lock :3", "lock :9", "lock :9"]


def test_names_survive_folding():
    model = RunModel(retain=10)
    model.apply(ev.RunStarted(0, 0, 1, "app.py", (), "fork", "3.11", "linux"))
    model.apply(ev.WorkerCreated(1, 1, 1, "MainProcess", "main", None))
    for number in range(1, 101):
        name, where = f"name{number % 2}", f"app.py:{number % 4}"
        model.apply(ev.ObjectCreated(number, 1, number + 1, number, "Lock", name, where))
    model.apply(ev.OpDone(200, 1, 200, "acquire", 2, "app.py:5", "ok", began=200))
    assert model.state.objects[2].label == "name0 :2"
    assert len(model.state.objects) < 50
