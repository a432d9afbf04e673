"""A thread waits for an event that the event loop sets by call_later(); the loop awaits the thread's end."""

import asyncio
import threading


async def main():
    go = threading.Event()
    loop = asyncio.get_running_loop()
    loop.call_later(1.7, go.set)
    print(await loop.run_in_executor(None, go.wait))


if __name__ == "__main__":
    asyncio.run(main())
