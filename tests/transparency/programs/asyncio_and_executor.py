"""asyncio with run_in_executor, to_thread, a subprocess, a timeout, and an error out of a process pool."""

import asyncio
import concurrent.futures
import threading
import traceback


def work(number):
    return number * 2


def fail():
    threading.Lock().release()


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, work, 3))
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        print(await loop.run_in_executor(executor, work, 4))
        try:
            await loop.run_in_executor(executor, fail)
        except RuntimeError:
            traceback.print_exc()
    lock = asyncio.Lock()
    async with lock:
        print(lock.locked())
    process = await asyncio.create_subprocess_exec("echo", "from a subprocess")
    print(await process.wait())
    try:
        await asyncio.wait_for(asyncio.sleep(30), 0.05)
    except asyncio.TimeoutError:
        print("timeout")
    try:
        await loop.run_in_executor(None, fail)
    except RuntimeError:
        traceback.print_exc()
    raise ValueError("out of the loop")


if __name__ == "__main__":
    asyncio.run(main())
