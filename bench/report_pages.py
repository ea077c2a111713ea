"""`python -m bench.report_pages TIMES`: how long reports take in this process, as JSON.

Whole pages as the agency's head, over the last whole quarter and the days around it.
"""

import json
import os
import sys

import django

from bench.pages import PEOPLE, WARM_UP, Visitor


def main(times: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()

    from kholboo.core import clock
    from kholboo.feedback.forms.reports import Asked, last_quarters
    from kholboo.feedback.queries.report_form import By, Column
    from kholboo.feedback.queries.reports import quarterly

    visitor = Visitor(PEOPLE["head"])
    quarter = last_quarters(clock.local_date(clock.now()), 2)[1]
    address = Asked(quarter, By.OFFICE).address()
    waits: dict[str, list[float]] = {
        "cases": [quarterly(visitor.user, quarter).total.counts[Column.RECEIVED]]
    }
    pages = {
        "quarterly": f"/desk/reports/quarterly/?{address}",
        "dashboard": f"/desk/dashboard/?{address}",
    }
    for turn in range(-WARM_UP, times):
        for page, path in pages.items():
            wait = visitor.visit(path)
            if turn >= 0:
                waits.setdefault(page, []).append(wait)
    print(json.dumps(waits))


if __name__ == "__main__":
    main(int(sys.argv[1]))
