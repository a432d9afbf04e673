"""Listener, Client, connection.wait, authentication that fails, and an address nobody listens at."""

# methods: fork spawn forkserver
# compare: sorted-lines
import multiprocessing
import multiprocessing.connection
import sys
import traceback


def call(address, key):
    with multiprocessing.connection.Client(address, authkey=key) as client:
        client.send({"from": "child"})
        print("child got", client.recv())


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    with multiprocessing.connection.Listener(authkey=b"secret") as listener:
        child = multiprocessing.Process(target=call, args=(listener.address, b"secret"))
        child.start()
        with listener.accept() as peer:
            print(multiprocessing.connection.wait([peer], 30) == [peer], peer.recv())
            peer.send("answer")
        child.join()
        child = multiprocessing.Process(target=call, args=(listener.address, b"wrong"))
        child.start()
        try:
            listener.accept()
        except multiprocessing.AuthenticationError:
            traceback.print_exc()
        child.join()
        print(child.exitcode)
    one, other = multiprocessing.Pipe()
    other.send(3)
    print(multiprocessing.connection.wait([one, other], 10) == [one], one.poll())
    print(multiprocessing.connection.wait([child.sentinel], 10) == [child.sentinel])
    multiprocessing.connection.Client("/nowhere/at/all")
