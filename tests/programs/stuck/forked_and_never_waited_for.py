"""Children that are forked by hand, and nobody waits for them."""

# finding: never-joined suspected
# workers: MainProcess
# methods: fork

import os
import time

for _ in range(2):
    if not os.fork():
        os._exit(0)
time.sleep(20)
