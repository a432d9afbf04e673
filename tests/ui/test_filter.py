from mptui import events as ev
from mptui.model.run_model import RunModel
from mptui.model.worker_filter import EVERYBODY
from mptui.ui.listing import LOOK_NS, MANY, Listing

from .scripted import Story, crowd, queues


async def type_in(screen, text):
    await screen.press("slash")
    names = {" ": "space", ":": "colon", "/": "slash", "-": "minus"}
    await screen.press(*(names.get(character, character) for character in text))


async def test_a_filter_shows_those_panes_and_the_status_says_so(open_screen):
    async with open_screen(crowd(20), size=(160, 45)) as screen:
        await type_in(screen, "state:blocked")
        wall = screen.text(screen.main.wall)
        assert "Process-2 " in wall
        assert "MainProcess" not in wall
        assert "filter state:blocked" in screen.status
        assert "9 of 21 workers" in screen.status
        assert screen.ui.chosen_worker.name == "Process-2"
        await screen.press("enter", "escape")
        assert "filter" not in screen.status
        assert "Process-1 " in screen.text(screen.main.wall)


async def test_plain_text_goes_on_searching_and_both_live_in_one_line(open_screen):
    async with open_screen(crowd(20)) as screen:
        await type_in(screen, "hello")
        assert screen.ui.query == "hello"
        assert not screen.ui.filter
        await screen.press("enter", "escape")
        await type_in(screen, "/Process-1 hello")
        await screen.press("enter")
        assert screen.ui.query == "hello"
        assert "filter worker:process-1" in screen.status
        await screen.press("slash")
        assert screen.main.search.query_one("Input").value == "worker:process-1 hello"
        await screen.press("escape")
        assert screen.ui.typed == ""


async def test_a_filter_that_nobody_passes_says_so(open_screen):
    async with open_screen(crowd(20)) as screen:
        await type_in(screen, "state:paused")
        assert "no worker matches state:paused: esc shows all again" in screen.text(screen.main.wall)
        await screen.press("enter", "tab", "down", "right_curly_bracket", "left", "z", "escape", "escape")
        assert "MainProcess" in screen.text(screen.main.wall)


async def test_the_selected_worker_keeps_its_place_when_the_filter_lets_go_of_it(open_screen):
    async with open_screen(crowd(20)) as screen:
        await type_in(screen, "state:blocked")
        await screen.press("enter", "tab")
        assert screen.ui.chosen_worker.name == "Process-3"
        t = screen.session.t + 2_000_000_000
        await screen.feed(*(ev.OpFinished(t, number, 90, "acquire", 1, "timeout") for number in (3, 4, 5)))
        names = [worker.name for worker in screen.ui.listed]
        assert names[:2] == ["Process-3", "Process-5"], "the selected one stays, the others that go on leave"


async def test_the_wall_does_not_follow_states_faster_than_one_reads(open_screen):
    async with open_screen(crowd(20)) as screen:
        await type_in(screen, "state:blocked")
        t = screen.session.t
        await screen.feed(ev.OpFinished(t + 1_000_000, 5, 90, "acquire", 1, "timeout"))
        assert "Process-4 " in screen.text(screen.main.wall)
        await screen.feed(ev.OpFinished(t + 600_000_000, 6, 90, "acquire", 1, "timeout"))
        wall = screen.text(screen.main.wall)
        assert "Process-4 " not in wall
        assert "Process-5 " not in wall


async def test_u_shows_who_uses_an_object_with_its_holder_selected(open_screen):
    async with open_screen(crowd(300), size=(160, 45)) as screen:
        await screen.press("u")
        assert screen.ui.chosen_worker.name == "Process-1"
        assert "holds lock" in screen.text(screen.main.wall)
        assert "⏸ 149 blocked" in screen.text(screen.main.wall)
        assert "150 of 301 workers" in screen.status
        await screen.press("u")
        assert "filter" not in screen.status
    async with open_screen(queues()) as screen:
        await screen.press("g", "u")
        assert screen.ui.view == "panes"
        assert screen.ui.filter.text == "object:queue"


async def test_where_there_is_little_room_the_filter_stands_for_the_name(open_screen):
    async with open_screen(crowd(300), size=(40, 12)) as screen:
        await screen.press("u")
        assert "filter obj" in screen.status
        assert "holds lock" in screen.text(screen.main.wall)


async def test_how_long_a_lock_is_held_is_said(open_screen):
    clock = iter([0] * 500)
    async with open_screen(crowd(20), now=lambda: next(clock, 9_000_000_000)) as screen:
        await screen.press("u")
        for _ in range(600):
            screen.main.frame()
        assert "holds lock for 9 s" in screen.text(screen.main.wall)


async def test_pages_of_workers(open_screen):
    async with open_screen(crowd(300), size=(80, 24)) as screen:
        page = screen.main.wall.layout_plan.page
        await screen.press("right_curly_bracket")
        assert screen.ui.tag(screen.ui.chosen_worker.id) == str(page)
        for _ in range(10):
            await screen.press("right_curly_bracket")
        assert screen.ui.tag(screen.ui.chosen_worker.id) == "300"
        assert "▸✗300" in screen.text(screen.main.wall)
        for _ in range(10):
            await screen.press("left_curly_bracket")
        assert screen.ui.chosen_worker.name == "MainProcess"


async def test_a_pane_keeps_its_place_while_workers_end_and_new_ones_come_at_the_end(open_screen):
    async with open_screen(Story().family(4)) as screen:
        t = screen.session.t
        await screen.feed(ev.WorkerExited(t, 3, 90, 0, False))
        await screen.feed(ev.WorkerCreated(t, 9, 1, "Process-9", "process", 1))
        names = [worker.name for worker in screen.ui.listed]
        assert names == ["MainProcess", "Process-1", "Process-2", "Process-3", "Process-4", "Process-9"]


async def test_a_change_costs_a_look_at_the_cells_of_those_that_changed_alone(open_screen):
    async with open_screen(crowd(300)) as screen:
        wall = screen.main.wall
        stamped = []
        stamp = wall._stamp
        wall._stamp = lambda index: stamped.append(index) or stamp(index)
        await screen.feed(ev.OpFinished(screen.session.t, 10, 90, "acquire", 1, "timeout"))
        assert {index for index in stamped if index >= 0} == {9}


def test_of_very_many_workers_those_that_run_come_first():
    model = RunModel()
    for number in range(1, MANY + 21):
        model.apply(ev.WorkerCreated(number, number, 1, f"w{number}", "main" if number == 1 else "thread", None))
        model.apply(ev.WorkerStarted(number, number, 2, 0))
    for number in range(2, 51):
        model.apply(ev.WorkerExited(500, number, 3, 0))
    listing, state = Listing(), model.state

    def listed(now):
        return listing.ids(state, now, EVERYBODY, None)

    alive = [1, *range(51, MANY + 21)]
    assert listed(0) == [*alive, *range(2, 51)]
    model.apply(ev.WorkerExited(600, 60, 3, 0))
    assert listed(1) == [*alive, *range(2, 51)], "not so soon: nobody can read that"
    alive.remove(60)
    assert listed(LOOK_NS) == [*alive, *range(2, 51), 60]
