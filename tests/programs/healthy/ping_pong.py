"""Two locks by which two players tell each other whose turn it is; main waits for both. It ends by itself."""

import time
from multiprocessing import Lock, Process


def play(name, own, other):
    for _ in range(3):
        own.acquire()
        time.sleep(0.05)
        print(name)
        other.release()


if __name__ == "__main__":
    ping, pong = Lock(), Lock()
    pong.acquire()
    players = [Process(target=play, args=("ping", ping, pong)), Process(target=play, args=("pong", pong, ping))]
    for player in players:
        player.start()
    for player in players:
        player.join()
