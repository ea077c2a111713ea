"""Starts the real simulator processes for tests and talks with them over real sockets."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

PASSWORD = "of-the-mailbox"
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

    def drop(self, content: bytes, at: datetime | None = None) -> None:
        """Put a letter into the mailbox simulator, as it came at `at`."""
        headers = {"Content-Type": "message/rfc822"} | (
            {"X-Arrived-At": at.isoformat()} if at else {}
        )
        answer = httpx.post(
            f"{self.url}/letters", content=content, headers=headers, timeout=30, trust_env=False
        )
        answer.raise_for_status()

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
            env={**os.environ, "MAILBOX_PASSWORD": PASSWORD},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            ready = json.loads(process.stdout.readline())
            yield Simulator(process, ready)
        finally:
            process.terminate()
            process.wait(60)
            if process.stdout is not None:
                process.stdout.close()
