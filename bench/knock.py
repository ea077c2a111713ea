"""`python -m bench.knock PORT CLIENTS SECONDS HOST PATH`: asks for one page, prints how often.

A process of its own, so that its interpreter lock is not the product's. Like `bench.caller` it
does nothing it need not do: the machine's cores belong to what is measured.
"""

import json
import socket
import sys
import time
from threading import Thread


def main(port: int, clients: int, seconds: float, host: str, path: str) -> None:
    got = [0] * clients
    wrong: list[str] = []
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: br\r\n"
        "X-Forwarded-Proto: https\r\n\r\n"
    ).encode()
    until = time.monotonic() + seconds

    def client(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.monotonic() < until:
                wire.sendall(request)
                head = read_page(wire)
                if not head.startswith(b"HTTP/1.1 200"):
                    wrong.append(head[:40].decode())
                    return
                got[number] += 1

    threads = [Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"pages": sum(got), "wrong": wrong}))


def read_page(wire: socket.socket) -> bytes:
    """Reads one answer to its end; gives its head."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += wire.recv(65_536) or b"\r\n\r\n"
    head, _end, body = got.partition(b"\r\n\r\n")
    left = length_of(head) - len(body)
    while left > 0 and (part := wire.recv(65_536)):
        left -= len(part)
    return head


def length_of(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4], sys.argv[5])
