"""Every operation on connections, one after another, between two processes."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import Client, Listener, wait


def answer(far, address):
    request = far.recv()
    far.send_bytes(request.encode())
    far.close()
    with Client(address, authkey=b"secret") as client:
        client.send("knock")
        client.recv()


def talk(near, listener):
    near.send("request")
    print(near.poll(10))
    print(near.recv_bytes())
    accepted = listener.accept()
    print(wait([accepted], timeout=10) == [accepted])
    print(accepted.recv())
    accepted.send("who is there?")
    accepted.close()


def alone():
    reader, writer = Pipe(duplex=False)
    buffer = bytearray(5)
    print(reader.poll(), reader.poll(0.01), wait([reader], 0.01))
    writer.send_bytes(b"-hello-", 1, 5)
    print(reader.recv_bytes_into(buffer), bytes(buffer))
    for operation, content in ((reader.send, 1), (writer.send, lambda: 0)):
        try:
            operation(content)
        except Exception as error:
            print(type(error).__name__)
    writer.close()
    try:
        reader.recv()
    except EOFError:
        print("end of file")


def main():
    near, far = Pipe()
    listener = Listener(authkey=b"secret")
    worker = Process(target=answer, args=(far, listener.address), name="worker")
    worker.start()
    far.close()
    talk(near, listener)
    worker.join()
    listener.close()
    alone()


if __name__ == "__main__":
    main()
