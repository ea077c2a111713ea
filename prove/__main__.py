"""`make prove [NAME=…]`: keep each promise under attack, and show that its protection matters.

Each proof prints JSON lines: its figures, then its negative control, which does the same with the
protection taken away and must break. Exit code 1 when a promise broke or a control did not.
"""

import os
import subprocess
import sys

from bench.place import ROOT, Unfit, database

PROOFS = {
    "web-kill": "prove.web_kill",
    "worker-kill": "prove.worker_kill",
    "race-number": "prove.race_number",
    "race-two-officers": "prove.race_two_officers",
    "clock": "prove.clock",
    "erasure": "prove.erasure",
    "escalation": "prove.escalation",
    "application-steps": "prove.application_steps",
    "hostile-procedures": "prove.hostile_procedures",
    "seal": "prove.seal",
    "first-tables": "prove.first_tables",
    "pay-callback-twice": "prove.pay_callback_twice",
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PROOFS]
    if unknown:
        print(f"No such proof: {', '.join(unknown)}. There are: {', '.join(PROOFS)}")
        return 2
    # Every proof runs, also after one that broke.
    kept = [prove(name) for name in names or PROOFS]
    return 0 if all(kept) else 1


def prove(name: str) -> bool:
    """Run one proof in a process and a database of its own; its lines go to our output."""
    seed = os.environ.get("SEED", "2026")
    try:
        with database(f"kholboo_prove_{name.replace('-', '_')}") as env:
            command = [sys.executable, "-m", PROOFS[name], seed]
            return subprocess.run(command, env=env, cwd=ROOT, check=False).returncode == 0
    except Unfit as reason:
        print(reason, file=sys.stderr)
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
