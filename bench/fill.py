"""`python -m bench.fill --cases N`: N invented cases of three years, added to what is there.
`--standards N`: N invented editions of standards instead; `--certificates N`: N certificates;
`--applications N`: N applications for product certification, with nine steps each.
"""

import argparse
import os
import sys

import django

from bench.figures import Figure, say

SMALLEST_RATE = 5_000  # cases a second, from the first row made to the last one kept
LARGE = 50_000  # a smaller filling is mostly start-up, so the bar is not for it


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--standards", type=int, default=0)
    options.add_argument("--certificates", type=int, default=0)
    options.add_argument("--applications", type=int, default=0)
    options.add_argument("--seed", type=int, default=2026)
    chosen = options.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()

    from bench import catalogue, certificates
    from bench.filling import fill, settle  # read tables, so only now

    if chosen.standards:
        filled = catalogue.fill(chosen.standards, seed=chosen.seed)
        settle()
        return 0 if say([Figure("standards_fill_rate", filled.rate, "editions/s")]) else 1
    if chosen.certificates:
        made = certificates.fill(chosen.certificates, seed=chosen.seed)
        settle()
        return 0 if say([Figure("certificates_fill_rate", made.rate, "certificates/s")]) else 1
    if chosen.applications:
        return _fill_applications(chosen.applications, seed=chosen.seed)
    rate = fill(chosen.cases, seed=chosen.seed)
    settle()
    bar = f"> {SMALLEST_RATE}" if chosen.cases >= LARGE else ""
    return 0 if say([Figure("fill_rate", rate, "cases/s", bar)]) else 1


def _fill_applications(count: int, *, seed: int) -> int:
    from bench.applications import fill
    from bench.filling import settle

    filled = fill.fill(count, seed=seed)
    settle()
    rate = Figure("applications_fill_rate", filled.rate, "applications/s")
    return 0 if say([rate, Figure("applications_steps", filled.steps, "steps")]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
