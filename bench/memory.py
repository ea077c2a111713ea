"""What a web process holds after it has served many pages, as the system counts it."""

import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench import place

ROUNDS = 10
MEGABYTE = 1024
# As a proxy in front of it says: the address of who asks, and that they came encrypted.
HEADERS = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https", "Accept-Encoding": "br"}


def after_serving(env: Mapping[str, str], paths: Sequence[str]) -> float:
    """Megabytes of the largest process of a production web server, at their highest."""
    with place.web(env) as web:
        for _round in range(ROUNDS):
            for path in paths:
                address = f"http://127.0.0.1:{web.port}{path}"
                asked = urllib.request.Request(address, headers=HEADERS)
                with urllib.request.urlopen(asked) as answer:  # noqa: S310
                    answer.read()
        assert web.process is not None
        return max(_highest(process) for process in _family(web.process.pid)) / MEGABYTE


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _highest(process: int) -> int:
    """Kilobytes in memory at the worst moment."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
