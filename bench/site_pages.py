"""`python -m bench.site_pages TIMES`: CPU of making a page of the sites, and its queries, as JSON.

The whole product answers in this process; nothing kept is used, as after each publishing.
"""

import json
import os
import sys
import time

import django

WARM_UP = 3
PAGES = {
    "home": "/",
    "home_en": "/en/",
    "news": "/news/",
    "services": "/services/",
    "service": "/services/verification/",
    "search": "/search/?q=жин",
}


def main(times: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kholboo.website.hosts import main_host

    said: dict[str, dict[str, object]] = {}
    client = Client(headers={"host": main_host()})
    for name, path in PAGES.items():
        spent = []
        for turn in range(WARM_UP + times):
            began = time.process_time()
            answer = client.get(path)
            if turn >= WARM_UP:
                spent.append((time.process_time() - began) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        said[name] = {"cpu": spent, "queries": len(asked)}
    print(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]))
