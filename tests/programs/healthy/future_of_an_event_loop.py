"""A coroutine runs in the event loop of another thread, and main waits for its result; a third one sets a future."""

import asyncio
import threading
from concurrent.futures import Future


async def answer():
    await asyncio.sleep(1.6)
    return 42


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="loop")
    thread.start()
    print(asyncio.run_coroutine_threadsafe(answer(), loop).result())
    own = Future()
    threading.Timer(1.5, own.set_exception, [ValueError("late")]).start()
    print(repr(own.exception()))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
