"""What Textual keeps private about the terminal and we must know: is it still busy, is it gone?

Read by name and with defaults, so that a Textual that keeps these elsewhere costs a little smoothness and no more.
"""

from typing import Any

from textual.app import App


def backlog(app: App[Any]) -> bool:
    """Whether earlier frames still wait to be written: painting more would only make every key's answer later."""
    queue = getattr(_writer(app), "_queue", None)
    return queue is not None and queue.qsize() > 0


def gone(app: App[Any]) -> bool:
    """Whether the terminal has been closed under us: the thread that writes to it has died."""
    writer = _writer(app)
    alive = getattr(writer, "is_alive", None)
    return alive is not None and not alive()


def _writer(app: App[Any]) -> object | None:
    driver: object = getattr(app, "_driver", None)
    return getattr(driver, "_writer_thread", None)
