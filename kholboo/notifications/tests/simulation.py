"""Starts the real simulator processes for tests and talks with them over real sockets."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

PACKAGE = "kholboo.notifications.simulators"


class Simulator:
    """One running simulator: its ports, what it took, its faults."""

    def __init__(self, process: subprocess.Popen[str], ports: dict[str, int]) -> None:
        self.process = process
        self.ports = ports
        self.url = f"http://127.0.0.1:{ports.get('page_port', ports.get('port'))}"

    def arrived(self) -> list[dict[str, Any]]:
        """Newest first."""
        messages: list[dict[str, Any]] = httpx.get(
            f"{self.url}/messages.json", trust_env=False
        ).json()
        return messages

    def fault(self, kind: str, **more: object) -> None:
        answer = httpx.post(f"{self.url}/faults", json={"kind": kind, **more}, trust_env=False)
        answer.raise_for_status()


@contextlib.contextmanager
def running(name: str, *arguments: str, store: Path | None = None) -> Iterator[Simulator]:
    """The simulator `name` on free ports, until the end of the block."""
    with tempfile.TemporaryDirectory() as folder:
        kept = store or Path(folder) / "sent.jsonl"
        process = subprocess.Popen(
            [sys.executable, "-m", f"{PACKAGE}.{name}", *arguments, "--store", str(kept)],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline())
            yield Simulator(process, ready)
        finally:
            process.terminate()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
