"""`python -m bench.rest`: returns when a product's worker has nothing left to do.

A product that has just begun draws samples, reads links and counts for its first minutes. On a
machine of two cores a page shown meanwhile is measured together with that.
"""

import os
import time

import django

WITHIN = 600.0  # seconds
# So long nothing at all: one job at its end may have asked for the next.
QUIET = 5.0


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from kholboo.core import jobs

    begun = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < QUIET:
        busy = [queue.name for queue in jobs.queues() if queue.waiting or queue.running]
        if busy:
            quiet_since = time.monotonic()
        if time.monotonic() - begun > WITHIN:
            raise SystemExit(f"The worker was still busy after {WITHIN:.0f} s: {', '.join(busy)}")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
