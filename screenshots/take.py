"""Draws the pictures of the README from real runs: `python screenshots/take.py [NAME…]`, into this folder.

Each picture is the real screen; only the terminal is replaced, by Textual's headless one of a fixed size. Those of
lessons are over a LiveSession, which runs the lesson's real processes: what they printed differs from run to run.
Those of findings are over a recorded run, and the same each time. It was recorded by

    mptui run --headless --timeout 4 --trace accounts.jsonl.gz accounts.py
"""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mptui.engine import Engine
from mptui.labs.catalog import find_lesson, lesson_options
from mptui.model.state import RunState
from mptui.recording.replay_session import ReplaySession
from mptui.runtime.live_session import LiveSession

FOLDER = Path(__file__).parent
PATIENCE = 40.0
"""Seconds that a run may take to show what its picture is about."""


@dataclass(frozen=True)
class Picture:
    """Which lesson, with which keys pressed, and from when on it is worth a picture."""

    lesson: str
    keys: tuple[str, ...]
    ready: Callable[[RunState], bool]


def _blocked(state: RunState) -> bool:
    return any(len(shared.waiting_for("put")) >= 5 for shared in state.objects.values())


PICTURES = {
    "garbled-off": Picture("garbled", ("l",), lambda state: state.output.torn >= 60),
    "garbled-on": Picture("garbled", (), lambda state: state.output.messages >= 26),
    "queue": Picture("queue", (), lambda state: state.output.messages >= 90 and _blocked(state)),
}


@dataclass(frozen=True)
class Recorded:
    """Which trace of this folder, at which moment in seconds, with which keys pressed."""

    trace: str
    at: float
    keys: tuple[str, ...]


RECORDED = {"deadlock": Recorded("accounts.jsonl.gz", 2.5, ("g",))}
SIZES = ((120, 36), (80, 24))


async def take(session: LiveSession, picture: Picture, size: tuple[int, int]) -> str:
    """The screen as SVG, once the run shows what it should."""
    from mptui.ui.app import MptuiApp

    app = MptuiApp(session, lesson=find_lesson(picture.lesson), lab=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1.0)
        await pilot.press(*picture.keys)
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not picture.ready(app.state):
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"{picture.lesson} never showed what its picture is about")
            await pilot.pause(0.1)
        await pilot.pause(0.1)
        return app.export_screenshot(title="mptui")


def take_recorded(recorded: Recorded, size: tuple[int, int]) -> str:
    """The screen of a recorded run as SVG."""
    from mptui.ui.picture import picture

    session = ReplaySession(FOLDER / recorded.trace)
    try:
        session.start()
        session.play(on=False)
        session.seek(int(recorded.at * 1e9))
        return picture(Engine(session, model=session.new_model(), transport=session), *size, recorded.keys)
    finally:
        session.close()


def take_live(picture: Picture, size: tuple[int, int]) -> str:
    """The screen of a lesson that runs as SVG."""
    session = LiveSession(lesson_options(find_lesson(picture.lesson), {}, headless=False))
    try:
        session.start()
        return asyncio.run(take(session, picture, size))
    finally:
        session.close()


def tidy(svg: str) -> str:
    """The SVG with identifiers that do not change from run to run."""
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Take the pictures named on the command line, or all."""
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
    os.environ.pop("NO_COLOR", None)
    for name in sys.argv[1:] or [*PICTURES, *RECORDED]:
        for width, height in SIZES:
            size = (width, height)
            svg = take_recorded(RECORDED[name], size) if name in RECORDED else take_live(PICTURES[name], size)
            path = FOLDER / f"{name}-{width}x{height}.svg"
            path.write_text(tidy(svg), encoding="utf-8")
            print(path.name)  # noqa: T201 (a script)


if __name__ == "__main__":
    main()
