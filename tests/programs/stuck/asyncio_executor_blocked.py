"""asyncio.run waits for a thread of its executor that waits in a queue for ever."""

# finding: nobody-left
# workers: asyncio_0
# objects: typed

import asyncio
import queue

typed = queue.Queue()


async def main():
    loop = asyncio.get_running_loop()
    line = loop.run_in_executor(None, typed.get)  # where
    await asyncio.sleep(0.5)
    print("hung up", flush=True)
    line.cancel()


if __name__ == "__main__":
    asyncio.run(main())
    print("bye", flush=True)
