import itertools
from pathlib import Path

import pytest

from mptui import events as ev
from mptui.errors import EngineError
from mptui.projections.status import NONE_WORD
from mptui.ui.keys.actions import ACTIONS
from mptui.ui.keys.document import keys_markdown

from .scripted import Story, crowd, garbled, queues


async def test_the_status_line_says_the_contracts_words(open_screen):
    async with open_screen(garbled(lock=False).lose(2, 3)) as screen:
        output = screen.ui.state.output
        words = (
            "lock off",
            f"maxsize {NONE_WORD}",
            f"torn {output.torn} of {output.messages}",
            "fork",
            "line",
            "pace 0 s",
            "lost 3",
        )
        assert output.torn > 0
        for word in (*words, "program.py", "running", "6 workers"):
            assert word in screen.status


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (160, 45)])
async def test_the_contracts_words_survive_width_and_big_numbers(open_screen, size):
    async with open_screen(queues().lose(2, 54321), size=size) as screen:
        output = screen.ui.state.output
        output.torn, output.messages = 123456, 1234567
        screen.ui.state.knobs["buffering"] = "unbuffered"
        screen.main.paint(force=True)
        for word in ("lock on", "maxsize 3", "torn 123456 of 1234567", "unbuffered", "pace 0 s", "lost 54321"):
            assert word in screen.status, screen.status


async def test_a_pane_says_state_name_pid_reason_and_last_lines(open_screen):
    async with open_screen(garbled()) as screen:
        wall = screen.text(screen.main.wall)
        assert "2 Process-2  ⏸ blocked" in wall
        assert "pid 4003" in wall
        assert "waits for lock — held by Process-1" in wall
        assert "worker 2: block 12" in wall


async def test_a_pane_says_since_when(open_screen):
    clock = itertools.chain([0] * 200, itertools.repeat(7_000_000_000))
    async with open_screen(garbled(), now=lambda: next(clock)) as screen:
        for _ in range(100):
            await screen.frame()
            if "⏸ blocked 7 s" in screen.text(screen.main.wall):
                return
    pytest.fail("no pane said how long its worker waits")


async def test_the_console_marks_writers_and_torn_lines(open_screen):
    async with open_screen(garbled(lock=False)) as screen:
        rows = screen.rows(screen.main.console)
        torn = [row for row in rows if row.startswith("↯")]
        assert any("↯ 3 2" in row for row in torn)
        assert "torn" in rows[0]
        assert any(row.startswith("  1") for row in rows[1:])


async def test_stderr_and_stray_output_are_marked(open_screen):
    story = Story().family(1).write(2, "oops\n", stream="stderr").write(2, "raw\n", stream="stray")
    async with open_screen(story) as screen:
        rows = screen.rows(screen.main.console)
        assert any(row.startswith("! 1") and "oops" in row for row in rows)
        assert any(row.startswith("~ stray") and "raw" in row for row in rows)
        assert "stray 4 bytes" in rows[0]


async def test_objects_say_holder_waiters_depth_and_flight(open_screen):
    async with open_screen(queues(), size=(160, 45)) as screen:
        text = screen.text(screen.main.objects)
        assert "▮▮▯ 2/3  putters blocked 3 · getters blocked 0" in text
        assert "held by Process-5 · 1 waiting" in text
        assert "0 in flight" in text


async def test_empty_states_and_the_end_are_said(open_screen):
    async with open_screen(Story()) as screen:
        assert "starting" in screen.status
        assert "waiting for the program's first worker" in screen.text(screen.main.wall)
        assert "no locks, queues or pipes yet" in screen.text(screen.main.objects)
        assert "nothing written yet" in screen.console
    async with open_screen(garbled().finish(3)) as screen:
        assert "finished exit 3" in screen.status
    async with open_screen(garbled().finish(-9)) as screen:
        assert "finished SIGKILL" in screen.status


async def test_a_failed_probe_is_said_on_the_status_line_and_in_the_pane(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.feed(ev.ProbeFailed(screen.session.t, 3, 99, "[red]no[/] lock"))
        assert "probe failed in 1" in screen.status
        assert "not watched: [red]no[/] lock" in screen.text(screen.main.wall)


async def test_a_program_that_cannot_start_says_why(open_screen):
    async with open_screen(Story()) as screen:
        await screen.feed(ev.ProbeFailed(1, ev.PROGRAM, 1, "the program could not be started: [no] such file"))
        await screen.feed(ev.RunFinished(2, ev.PROGRAM, 2, 2))
        assert "could not be started: [no] such file" in screen.text(screen.main.wall)
        assert "finished exit 2" in screen.status
        assert screen.ui.state.workers == {}


async def test_a_session_that_breaks_ends_the_app_with_its_message(open_screen):
    async with open_screen(garbled()) as screen:

        def broken():
            raise EngineError("the reader failed")

        screen.session.drain_nowait = broken
        screen.main.frame()
        await screen.pilot.pause()
        assert screen.app.return_code == EngineError.exit_code


async def test_anomalies_are_said(open_screen):
    async with open_screen(Story().family(1).end(2, "release", 77)) as screen:
        assert "1 anomaly" in screen.status


async def test_a_restart_starts_the_screen_afresh(open_screen):
    async with open_screen(garbled(lock=False)) as screen:
        await screen.press("r")
        assert "torn 0 of 0" in screen.status
        assert "block" not in screen.text(screen.main.wall)
        await screen.feed(*Story().family(2).write(2, "again\n").events[1:])
        assert "again" in screen.console
        assert "again" in screen.text(screen.main.wall)


async def test_the_footer_shows_only_what_works_now(open_screen):
    async with open_screen(garbled(), size=(160, 45)) as screen:
        assert "l lock" in screen.footer
        assert "maxsize" not in screen.footer
        assert "lessons" not in screen.footer
        assert "esc" not in screen.footer
        await screen.press("z")
        assert "esc back" in screen.footer
    async with open_screen(queues().finish(), size=(160, 45)) as screen:
        assert "lock" not in screen.footer
        assert "r restart" in screen.footer
    async with open_screen(queues(), lesson="queue", size=(200, 45)) as screen:
        assert "+ - maxsize" in screen.footer
        assert "o lessons" in screen.footer


async def test_the_footer_and_the_panes_can_be_clicked(open_screen):
    async with open_screen(garbled()) as screen:
        await screen.pilot.click("#footer", offset=(2, 0))
        assert screen.session.turned == [("lock", False, None)]
        await screen.pilot.click("#wall", offset=(50, 3))
        assert screen.ui.chosen_worker.id == 2
        await screen.pilot.click("#objects", offset=(3, 1))
        assert screen.ui.object == 1
        await screen.pilot.click("#wall", offset=(50, 3))
        await screen.pilot.click("#wall", offset=(50, 3))
        assert screen.ui.view == "zoom"


async def test_the_wheel_looks_back(open_screen):
    async with open_screen(garbled(rounds=60)) as screen:
        screen.main.console.scroll_lines(-3)
        await screen.frame()
        assert not screen.main.console.following


@pytest.mark.parametrize("size", [1, 10, 100, 300])
@pytest.mark.parametrize("shape", [(40, 12), (80, 24), (120, 36), (160, 45)])
async def test_one_to_300_workers_fit_at_any_size(open_screen, size, shape):
    async with open_screen(crowd(size) if size > 3 else Story().family(size), size=shape) as screen:
        text = screen.text()
        assert "lock on" in text
        assert "MainProcess" in screen.text(screen.main.wall)
        assert "console" in text
        assert screen.main.console.size.height >= 3
        assert screen.main.wall.size.height >= 3


async def test_a_flood_does_not_keep_a_key_waiting(open_screen):
    async with open_screen(garbled()) as screen:
        line = b"x" * 60 + b"\n"
        for batch in range(200):
            screen.session.feed(*(ev.Output(10**9, 2, batch * 500 + n, "stdout", line) for n in range(500)))
        frames = itertools.count()
        screen.app._ui.engine._clock = lambda: next(frames) * 4_000_000
        screen.main.frame()
        assert len(screen.session.batches) > 150, "one frame takes only its share"
        await screen.press("l")
        assert screen.session.turned == [("lock", False, None)]


async def test_idle_frames_paint_nothing(open_screen):
    async with open_screen(garbled()) as screen:
        painted = []
        screen.main.paint = lambda force=False: painted.append(1)
        for _ in range(10):
            screen.main.frame()
        assert painted == []


async def test_painted_rows_are_as_wide_as_the_widget(open_screen):
    for story, size in ((crowd(300), (120, 36)), (queues(), (80, 24)), (garbled(lock=False), (100, 30))):
        async with open_screen(story, size=size) as screen:
            for widget in (screen.main.wall, screen.main.console, screen.main.objects, screen.main.status):
                for y in range(widget.size.height):
                    assert widget.render_line(y).cell_length == widget.outer_size.width


def test_docs_keys_is_current():
    written = Path(__file__).parents[2] / "docs" / "keys.md"
    assert written.read_text(encoding="utf-8") == keys_markdown(), "run: python -m mptui.ui.keys.document docs/keys.md"


def test_the_keys_of_the_contract_are_there():
    keys = {key for action in ACTIONS for key in action.written.split()}
    contract = "l + - [ ] space . r b s w W x X h j k tab z o c t g / n N i ? ctrl+p q esc ← → ↑ ↓"
    assert set(contract.split()) <= keys
