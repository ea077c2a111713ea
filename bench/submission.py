"""How near a submission over HTTP comes to its bare SQL: both durable, in turns, in one run."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import place
from bench.figures import Figure, p95
from launch.binaries import installed, wheel

CLIENTS = 8
SLICES, SECONDS = 5, 3.0  # turns of each side; noise of the machine falls on both
LOWEST_RATIO = 0.25


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_submit") as env, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "submission.sql"
        listener = {**env, **place.PRODUCTION}
        file.write_text(place.run([sys.executable, "-m", "bench.statements"], listener))
        with place.web(env, workers=os.cpu_count() or 1) as server:
            _load(env, server.port, seconds=2.0, start=0)  # connections, caches
            accepted, bare, waits = 0.0, 0.0, list[float]()
            for turn in range(SLICES):
                said = _load(env, server.port, seconds=SECONDS, start=10_000 * (turn + 1))
                accepted += said["accepted"] / said["seconds"] / SLICES
                waits += said["waits"]
                bare += _pgbench(env["DATABASE_URL"], file) / SLICES
    yield Figure("submit_http", round(accepted, 1), "cases/s")
    yield Figure("submit_http_p95", p95(waits), "ms")
    yield Figure("submit_pgbench", round(bare, 1), "transactions/s")
    yield Figure("submit_ratio", round(accepted / bare, 3), "", f">= {LOWEST_RATIO}")


def _load(env: Mapping[str, str], port: int, *, seconds: float, start: int) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(
        place.run([sys.executable, "-m", "bench.load", port, CLIENTS, seconds, start], env)
    )
    if said["refused"]:
        raise place.Unfit(f"{said['refused']} submissions were refused")
    return said


def _pgbench(address: str, file: Path) -> float:
    """Transactions a second of the script: 8 clients, one thread, plain queries as Django's."""
    done = subprocess.run(
        [
            program(), "--no-vacuum", "--client", str(CLIENTS), "--jobs", "1",
            "--protocol", "simple", "--time", str(int(SECONDS)), "--file", str(file), address,
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode or found is None or "ERROR" in done.stderr:
        raise place.Unfit(f"pgbench failed:\n{done.stdout[-500:]}\n{done.stderr[-2000:]}")
    return float(found[1])


def program() -> Path:
    """pgbench of the same source as the server, if it has one, else of the other."""
    kinds = {"system": installed, "wheel": wheel}
    order = ["wheel", "system"] if os.environ.get("POSTGRES") == "wheel" else ["system", "wheel"]
    for source in order:
        for one in kinds[source]():
            if (one.folder / "pgbench").exists():
                return one.folder / "pgbench"
    raise place.Unfit("There is no pgbench: install PostgreSQL's programs.")
