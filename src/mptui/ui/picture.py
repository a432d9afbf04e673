"""The screen as a picture, without a terminal."""

import asyncio
from collections.abc import Sequence

from mptui.engine import Engine
from mptui.ui.app import MptuiApp

_MOST_SECONDS = 600


def picture(engine: Engine, width: int, height: int, keys: Sequence[str] = ()) -> str:
    """The screen of the engine's recorded run, once it stands where it was sent and `keys` were pressed, as SVG.

    Raises TimeoutError if it does not come there.
    """
    return asyncio.run(asyncio.wait_for(_picture(engine, width, height, keys), _MOST_SECONDS))


async def _picture(engine: Engine, width: int, height: int, keys: Sequence[str]) -> str:
    app = MptuiApp(engine.session, engine=engine)
    async with app.run_test(size=(width, height)) as pilot:
        while not engine.jumps or (engine.transport is not None and engine.transport.is_jumping):
            await pilot.pause(0.02)
        await pilot.press(*keys)
        for _ in range(3):
            await pilot.pause(0.05)
        return str(app.export_screenshot(title="mptui"))
