"""`python -m bench.load PORT CLIENTS SECONDS START`: sends cases, prints what came back.

A process of its own, so that its interpreter lock is not the product's.
"""

import json
import sys
import time
from itertools import count
from threading import Thread
from uuid import uuid4

from bench.caller import Caller, asker


def main(port: int, clients: int, seconds: float, start: int) -> None:
    numbers = count(start)  # next() of a count is one step under the interpreter lock
    waits: list[float] = []
    refused: list[int] = []
    until = time.monotonic() + seconds

    def client() -> None:
        caller = Caller(port)
        while (began := time.monotonic()) < until:
            reply = caller.send(str(uuid4()), asker(next(numbers)))
            if reply.status == 201:
                waits.append(time.monotonic() - began)
            else:
                refused.append(reply.status)
        caller.close()

    began = time.monotonic()
    threads = [Thread(target=client) for _each in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = {
        "accepted": len(waits),
        "refused": len(refused),
        "seconds": time.monotonic() - began,
        "waits": [round(wait * 1000, 1) for wait in waits],
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
