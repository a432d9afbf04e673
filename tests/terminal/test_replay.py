"""A recorded deadlock on a real terminal: back to before it, who holds what, and step into it."""

import re
import subprocess
import time

import pytest

from terminal import Terminal, mptui
from vocabulary import environment
from vocabulary import program as other_program

pytestmark = pytest.mark.usefixtures("nothing_left")
SIZES = [(80, 24), pytest.param(120, 36, marks=pytest.mark.thorough)]


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    """Two processes that take two locks in opposite orders; their run is ended after two seconds."""
    path = tmp_path_factory.mktemp("recorded") / "t.jsonl.gz"
    command = mptui(
        "run", "--headless", "--timeout=2", f"--trace={path}", other_program("stuck/chain_behind_dead_owner.py")
    )
    subprocess.run(command, capture_output=True, env=environment(), check=False)
    return path


def click(terminal, x, y, then=None):
    """Press the left button at a cell (from 0), drag to another column, let go."""
    terminal.press(f"\x1b[<0;{x + 1};{y + 1}M")
    if then is not None:
        terminal.press(f"\x1b[<32;{then + 1};{y + 1}M")
    terminal.press(f"\x1b[<0;{(x if then is None else then) + 1};{y + 1}m")


def slider(terminal):
    """Its row, and the columns of its track."""
    lines = terminal.text.split("\n")
    row = next(number for number, line in enumerate(lines) if re.match(r" [▶‖] [\d.]+x", line))
    return row, lines[row].index("s  ") + 3, len(lines[row].rstrip()) - 1


def shown(terminal):
    """The moment that is shown, in seconds."""
    return float(re.search(r"[▶‖] [\d.]+x +([\d.]+) s /", terminal.text)[1])


def is_told(terminal):
    """Whether the line of the verdict has the finding; what was said of it may be there for longer."""
    return any(line.startswith(" DEAD OWNER") for line in terminal.text.split("\n"))


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_back_to_before_it_and_into_it(trace, cols, rows):
    with Terminal(mptui("replay", str(trace)), cols=cols, rows=rows) as terminal:
        terminal.wait_for(r"▶ 1x")
        terminal.press(" ")
        terminal.wait_for("‖ 1x")
        terminal.wait_for("▲")  # it has been read as far as that
        terminal.press("\x1b[1;5H")  # ctrl+home
        terminal.wait_for(lambda _: shown(terminal) == 0.0)
        terminal.press(")")
        terminal.wait_for(lambda _: shown(terminal) > 0.0)
        killed = shown(terminal)
        terminal.press(")")
        terminal.wait_for(lambda _: is_told(terminal) and shown(terminal) > killed)
        found = shown(terminal)
        row, first, last = slider(terminal)
        click(terminal, first, row)
        terminal.wait_for(lambda _: shown(terminal) == 0.0)
        assert not is_told(terminal)
        click(terminal, first, row, then=last)
        terminal.wait_for("ended by mptui")
        terminal.press("(")
        terminal.wait_for(lambda _: shown(terminal) <= found)
        for _ in range(3):
            terminal.press(",")
        terminal.wait_for(lambda text: shown(terminal) <= found and "ended by mptui" not in text)
        terminal.press("l")
        terminal.wait_for("this is a recording")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_recorded_from_the_hang_on(tmp_path, cols, rows):
    deadlock = other_program("stuck/ring_of_four.py")
    with Terminal(mptui("run", deadlock), cols=cols, rows=rows, cwd=tmp_path) as terminal:
        terminal.wait_for("DEADLOCK")
        terminal.press("T")
        terminal.wait_for(r"running +recording")
        terminal.press("T")
        terminal.wait_for("recorded:")
        terminal.wait_for(lambda text: "running   recording" not in text)
        terminal.press("T")
        terminal.wait_for(r"running +recording")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []
    for number in (1, 2):
        trace = tmp_path / f"mptui-ring_of_four.py-{number}.jsonl.gz"
        with Terminal(mptui("replay", str(trace), "--at=0"), cols=cols, rows=rows) as terminal:
            terminal.wait_for("DEADLOCK  4 workers wait for each other")
            terminal.press("q")
            assert terminal.wait_end() == 0


@pytest.mark.parametrize("what", ["replay", "lab"])
@pytest.mark.parametrize("delay", [0, pytest.param(0.15, marks=pytest.mark.thorough), 0.3])
def test_one_may_leave_before_the_screen_is_there(trace, what, delay):
    with Terminal(mptui(what, str(trace) if what == "replay" else "deadlock")) as terminal:
        terminal.wait_for(lambda _: terminal.in_alternate_screen)
        time.sleep(delay)  # whatever it is doing by then
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert b"Error" not in terminal.raw
        assert terminal.damage() == []


def test_a_recording_that_fails_is_told_on_the_screen():
    with Terminal(mptui("run", "--trace=/dev/full", other_program("stuck/ring_of_four.py"))) as terminal:
        terminal.wait_for("the recording has ended: /dev/full: No space left")
        terminal.wait_for(lambda text: "running   recording" not in text)
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert "the recording has ended" in terminal.text
        assert terminal.damage() == []


@pytest.mark.parametrize(("cols", "rows"), SIZES)
def test_two_runs_on_one_clock(trace, tmp_path, cols, rows):
    other = tmp_path / "other.jsonl"
    command = mptui("run", "--headless", f"--trace={other}", other_program("greeting.py"))
    subprocess.run(command, capture_output=True, env=environment(), check=False)
    with Terminal(mptui("replay", str(trace), str(other)), cols=cols, rows=rows) as terminal:
        terminal.wait_for(r"▶ 1x")
        terminal.wait_for("figures")
        terminal.press("\x1b[F")
        terminal.wait_for(r"findings .*dead-owner +none +only the first")
        terminal.wait_for("DEAD OWNER")
        terminal.press("\x1b[H")
        terminal.wait_for(lambda _: shown(terminal) == 0.0)
        row, _, last = slider(terminal)
        click(terminal, last - 3, row)
        terminal.wait_for(lambda _: shown(terminal) > 1)
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.damage() == []
