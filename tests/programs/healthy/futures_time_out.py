"""Waits for slow futures end by their timeouts, one after the other; the futures are ready a little later."""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
from contextlib import suppress

if __name__ == "__main__":
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(time.sleep, 2)
        for function in (future.result, future.exception):
            with suppress(Exception):
                function(0.3)
        wait([future], timeout=0.3)
        with suppress(Exception):
            list(as_completed([future], timeout=0.3))
        print(future.done())
        future.result()
