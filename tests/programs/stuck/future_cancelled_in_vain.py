"""A future that runs cannot be cancelled: whoever asks for its result waits for ever."""

# finding: nobody-left
# workers: MainProcess
# objects: answer

from concurrent.futures import Future

if __name__ == "__main__":
    answer = Future()
    answer.set_running_or_notify_cancel()
    print(answer.cancel(), flush=True)
    answer.result()  # where
