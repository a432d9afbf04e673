"""Threads of asyncio's executor take turns at one lock, 0.7 s each. It ends by itself."""

import asyncio
import threading
import time

lock = threading.Lock()


def work(number):
    with lock:
        time.sleep(0.7)
    return number


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(*(loop.run_in_executor(None, work, number) for number in range(3))))


if __name__ == "__main__":
    asyncio.run(main())
