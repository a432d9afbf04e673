import signal
import sys

import pytest

from mptui.projections.status import NONE_WORD
from mptui.session import Capabilities
from mptui.ui.commands.action import KNOBS, RECORDING, RUN
from mptui.ui.keys.actions import ACTIONS
from mptui.ui.views.all_views import VIEWS

from .scripted import Story, crowd, garbled, queues


async def test_l_turns_the_lock_off_and_on_and_says_so(open_screen):
    async with open_screen(garbled(lock=True)) as screen:
        assert "lock on" in screen.status
        await screen.press("l")
        assert screen.session.turned == [("lock", False, None)]
        assert "lock off" in screen.status
        await screen.press("l")
        assert screen.session.turned[-1] == ("lock", True, None)
        assert "lock on" in screen.status


async def test_keys_faster_than_events_still_alternate(open_screen):
    async with open_screen(garbled()) as screen:
        screen.session.echo = False
        await screen.press("l", "l", "l")
        assert [value for _, value, _ in screen.session.turned] == [False, True, False]
        await screen.press("right_square_bracket", "right_square_bracket")
        assert [value for _, value, _ in screen.session.turned[-2:]] == [0.01, 0.02]


async def test_plus_and_minus_move_every_bounded_queue_by_one_and_stop_at_one(open_screen):
    async with open_screen(queues()) as screen:
        assert "maxsize 3" in screen.status
        await screen.press("plus")
        assert screen.session.turned == [("maxsize", 4, None)]
        assert "maxsize 4" in screen.status
        await screen.press("equals_sign")
        assert "maxsize 5" in screen.status
        await screen.press(*["minus"] * 8)
        assert "maxsize 1" in screen.status
        assert min(value for _, value, _ in screen.session.turned) == 1


async def test_plus_moves_only_the_selected_queue(open_screen):
    story = Story().family(2).object(1, "Queue", "small", maxsize=2).object(2, "Queue", "big", maxsize=9)
    async with open_screen(story) as screen:
        assert f"maxsize 2{NONE_WORD}9" in screen.status
        screen.ui.object = 2
        await screen.press("plus")
        assert screen.session.turned == [("maxsize", 10, 2)]
        assert "maxsize 10" in screen.status
        await screen.press("escape", "plus")
        assert sorted(screen.session.turned[1:]) == [("maxsize", 3, 1), ("maxsize", 11, 2)]


async def test_brackets_move_the_pace(open_screen):
    async with open_screen(garbled()) as screen:
        assert "pace 0 s" in screen.status
        await screen.press("left_square_bracket")
        assert screen.session.turned == []
        await screen.press("right_square_bracket")
        assert "pace 0.01 s" in screen.status
        await screen.press(*["right_square_bracket"] * 20)
        assert "pace 2 s" in screen.status
        await screen.press("left_square_bracket")
        assert "pace 1 s" in screen.status


async def test_space_pauses_and_goes_on(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("space")
        assert screen.session.turned == [("pause", True, None)]
        assert "paused" in screen.status
        await screen.press("space")
        assert screen.session.turned[-1] == ("pause", False, None)
        assert "running" in screen.status


async def test_a_full_stop_pauses_then_steps_the_selected_or_longest_paused(open_screen):
    from mptui import events as ev

    async with open_screen(Story().family(3)) as screen:
        await screen.press("full_stop")
        assert screen.session.turned == [("pause", True, None)]
        t = screen.session.t
        await screen.feed(ev.WorkerPaused(t + 1, 3, 90, True), ev.WorkerPaused(t + 2, 2, 91, True))
        await screen.press("full_stop")
        assert screen.session.turned[-1] == ("step", 3, None)
        screen.ui.worker = 2
        await screen.press("full_stop")
        assert screen.session.turned[-1] == ("step", 2, None)


async def test_r_b_s_restart_with_the_next_option(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("r")
        assert screen.session.restarted[-1] == screen.session.options
        await screen.press("b")
        assert screen.session.restarted[-1].buffering == "block"
        assert "block" in screen.status
        await screen.press("s")
        assert screen.session.restarted[-1].start_method == "spawn"
        assert "spawn" in screen.status
        await screen.press("s", "s")
        assert screen.session.restarted[-1].start_method == "fork"


@pytest.mark.skipif(sys.platform == "win32", reason="there is one start method alone")
async def test_s_leaves_out_the_start_methods_that_a_lesson_cannot_be_run_with(open_screen):
    async with open_screen(garbled(), lesson="zombie") as screen:
        seen = []
        for _ in range(4):
            await screen.press("s")
            seen.append(screen.session.restarted[-1].start_method)
        assert seen == ["fork", "spawn", "fork", "spawn"]
    async with open_screen(garbled(), lesson="missing-guard") as screen:
        await screen.press("s")
        assert screen.session.restarted == []
        assert any("needs start method spawn: fork copies" in note.message for note in screen.app._notifications)


async def test_w_changes_the_number_of_workers_of_a_lesson(open_screen):
    async with open_screen(garbled(), lesson="garbled") as screen:
        await screen.press("W")
        assert "6" in screen.session.restarted[-1].args
        await screen.press("w", "w")
        assert "4" in screen.session.restarted[-1].args


async def test_kill_asks_first(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("tab", "X")
        assert "Send SIGKILL to Process-1 (pid 4002)?" in screen.text()
        await screen.press("escape")
        assert screen.session.signalled == []
        await screen.press("X", "enter")
        assert screen.session.signalled == [(2, signal.SIGKILL)]
        await screen.press("x", "y")
        assert screen.session.signalled[-1] == (2, signal.SIGTERM)


async def test_threads_and_the_dead_are_not_killed(open_screen):
    story = Story().family(2, flavor="thread").worker(9, "Process-9").exit(9)
    async with open_screen(story) as screen:
        for worker in (2, 9):
            screen.ui.worker = worker
            await screen.press("X")
            assert screen.app.screen is screen.main


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["tab"], 2),
        (["shift+tab"], 1),
        (["right"], 2),
        (["right", "left"], 1),
        (["right", "h"], 1),
        (["down"], 4),
        (["j", "k"], 1),
    ],
)
async def test_selection_moves(open_screen, keys, expected):
    async with open_screen(garbled()) as screen:
        await screen.press(*keys)
        assert screen.ui.chosen_worker.id == expected


async def test_below_the_last_pane_come_the_objects(open_screen):
    async with open_screen(queues()) as screen:
        await screen.press("down", "down", "down")
        assert screen.ui.object == 1
        await screen.press("down")
        assert screen.ui.object == 2
        await screen.press("up", "up")
        assert screen.ui.object is None
        await screen.press(*["tab"] * 20)
        assert screen.ui.object is not None or screen.ui.worker is not None


async def test_the_selected_worker_is_always_visible(open_screen):
    async with open_screen(crowd(300), size=(80, 24)) as screen:
        for _ in range(18):
            await screen.press("down")
            chosen = screen.ui.chosen_worker
            assert f"▸{chosen.state.glyph}{screen.ui.tag(chosen.id)}" in screen.text(screen.main.wall)


@pytest.mark.parametrize(
    ("key", "view"), [("z", "zoom"), ("enter", "zoom"), ("c", "source"), ("t", "timeline"), ("g", "graph")]
)
async def test_views_open_and_close(open_screen, key, view):
    async with open_screen(garbled()) as screen:
        await screen.press(key)
        assert screen.ui.view == view
        await screen.press("l")
        assert screen.session.turned, "knobs work in every view"
        await screen.press("escape")
        assert screen.ui.view == "panes"
        await screen.press(key, key)
        assert screen.ui.view == "panes"


async def test_o_opens_another_lesson_in_place(open_screen):
    async with open_screen(garbled(), lesson="garbled") as screen:
        await screen.press("o")
        assert "buffering" in screen.text()
        await screen.press("down", "enter")
        assert "buffering" in screen.session.restarted[-1].target
        assert "buffering" in screen.status
        await screen.press("o", "escape")
        assert len(screen.session.restarted) == 1


async def test_i_shows_and_hides_the_note(open_screen):
    async with open_screen(garbled(), lesson="garbled", size=(80, 24)) as screen:
        assert not screen.main.note.display
        await screen.press("i")
        assert screen.main.note.display
        assert "Garbled" in screen.text()
        await screen.press("j", "pagedown", "escape")
        assert not screen.main.note.display


async def test_a_note_beside_the_wall_does_not_cover_it_when_the_terminal_shrinks(open_screen):
    async with open_screen(garbled(), lesson="garbled", size=(120, 36)) as screen:
        assert screen.main.note.display
        await screen.resize(80, 24)
        assert not screen.main.note.display
        assert "Process-1" in screen.text(screen.main.wall)
        await screen.resize(120, 36)
        assert screen.main.note.display
        await screen.press("i")
        await screen.resize(80, 24)
        await screen.resize(120, 36)
        assert not screen.main.note.display


async def test_search_marks_goes_round_and_escapes(open_screen):
    async with open_screen(garbled(rounds=40)) as screen:
        await screen.press("slash", *"block", "space", "7", "enter")
        assert screen.ui.query == "block 7"
        assert not screen.main.console.following
        assert "block 7" in screen.console
        places = set()
        for _ in range(4):
            await screen.press("n")
            places.add(screen.main.console.current)
        await screen.press("N")
        assert len(places) == 4
        assert "on 5 lines" in screen.console
        await screen.press("escape")
        assert screen.ui.query == ""
        assert screen.main.console.following


async def test_escape_in_the_search_bar_gives_up(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("slash", "x", "q", "escape")
        assert screen.ui.query == ""
        await screen.press("l")
        assert screen.session.turned


async def test_the_console_scrolls_back_freezes_and_follows_again(open_screen):
    async with open_screen(garbled(rounds=60)) as screen:
        await screen.press("pageup")
        assert "frozen" in screen.console
        before = screen.rows(screen.main.console)[1:]
        await screen.feed(*Story().family(3).write(2, "news\n").events[8:])
        assert screen.rows(screen.main.console)[1:] == before
        await screen.press("end")
        assert "news" in screen.console
        await screen.press("home")
        assert "block 1 " in screen.rows(screen.main.console)[1]
        await screen.press("G")
        assert screen.main.console.following


async def test_help_and_palette_list_every_action(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("question_mark")
        assert "Keys" in screen.text()
        await screen.press("j", "k", "escape")
        await screen.press("ctrl+p")
        await screen.pilot.pause(0.3)
        assert "Lock on or off" in screen.text()
        await screen.press(*"larger")
        await screen.pilot.pause(0.3)
        assert "Not now" in screen.text()
        await screen.press("escape")
        assert screen.app.screen is screen.main


async def test_an_action_from_the_palette_is_done(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("ctrl+p", *"lock on")
        await screen.pilot.pause(0.5)
        await screen.press("enter")
        await screen.pilot.pause(0.2)
        assert screen.session.turned == [("lock", False, None)]


async def test_q_leaves_with_0_and_ctrl_c_with_130(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.press("q")
        assert (screen.app.return_code or 0) == 0
    async with open_screen(garbled()) as screen:
        await screen.press("ctrl+c")
        assert screen.app.return_code == 130


async def test_a_session_without_knobs_hides_and_refuses_them(open_screen):
    async with open_screen(garbled(), can=Capabilities()) as screen:
        for key in ("l", "space", "full_stop", "r", "b", "s", "x", "X", "right_square_bracket"):
            await screen.press(key)
        assert screen.session.turned == screen.session.restarted == screen.session.signalled == []
        assert "lock" not in screen.footer
        assert "zoom" in screen.footer


@pytest.mark.thorough
@pytest.mark.parametrize("view", [info.id for info in VIEWS])
async def test_every_key_in_every_view_does_what_it_does_or_nothing(open_screen, view):
    """Each key is pressed in the view itself; what it opened is left again before the next."""
    async with open_screen(queues(), lesson="queue") as screen:
        for action in ACTIONS:
            for key in action.keys:
                if action.id in ("quit", "palette"):
                    continue
                screen.ui.object = 1 if view == "object" else None
                screen.main.show_view(view)
                screen.app.simulate_key(key)
                await screen.pilot.pause()
                screen.main.frame()
                assert screen.app.is_running, key
                while screen.app.screen is not screen.main:
                    await screen.press("escape")
                screen.main.search.action_give_up()


def test_every_action_is_done_by_a_function_and_no_key_has_two_actions():
    for kind in ((KNOBS, RUN), (RECORDING,)):  # the keys of a program are a recording's where none runs
        keys = [key for action in ACTIONS if action.group not in kind for key in action.keys]
        assert len(keys) == len(set(keys))
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert all(callable(action.do) for action in ACTIONS)


@pytest.mark.parametrize("view", sorted({info.id for info in VIEWS} - {"objects", "object"}))
async def test_two_keys_tell_who_holds_a_lock_who_waits_and_since_when(open_screen, view):
    async with open_screen(crowd(300), size=(80, 24)) as screen:
        screen.main.show_view(view)
        await screen.press("O")
        await screen.press("enter")
        text = screen.text()
        assert "held by 1 Process-1" in text
        assert "waiting 149" in text
        assert "acquire for" in text
        assert "since" in text
