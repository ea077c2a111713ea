"""`python -m bench.pages TIMES`: how long pages of the desk take in this process, as JSON.

The whole product answers: middleware, session, second factor, permissions, queries, templates.
Only the network and the web server are left out.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from random import Random

import django

WARM_UP = 3
# A head who sees the country, and an officer of one department: starter people of the demo.
PEOPLE = {"head": "agency.head@demo.invalid", "officer": "officer.orkhon@demo.invalid"}
OPERATOR = "operator@demo.invalid"
LISTS = ("", "queue=unassigned", "queue=overdue", "queue=open&kind=complaint", "queue=all",
         "queue=all&status=closed&page=3")  # fmt: skip
# By words (in Latin letters too), by phone, by a name, by a whole number.
SEARCHES = ("нарантуул жин", "barij ugnu uu", "99112233", "Дорж Болд", "{number}")


def main(times: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    waits: dict[str, list[float]] = {}
    for role, email in PEOPLE.items():
        visitor = Visitor(email)
        for page, address in visitor.addresses(times):
            waits.setdefault(f"{page}_{role}", []).append(visitor.visit(address))
    visitor = Visitor(OPERATOR)
    for turn, address in enumerate(visitor.calls(WARM_UP + times * 4)):
        wait = visitor.visit(address)
        if turn >= WARM_UP:
            waits.setdefault("caller_operator", []).append(wait)
    print(json.dumps(waits))


class Visitor:
    """A signed-in person of the staff."""

    def __init__(self, email: str) -> None:
        from django.conf import settings
        from django.test import Client

        from kholboo.accounts.access import SECOND_FACTOR
        from kholboo.accounts.models import User

        settings.ALLOWED_HOSTS = ["testserver"]
        self.user = User.objects.get(email=email)
        self.client = Client()
        self.client.force_login(self.user)
        session = self.client.session
        session[SECOND_FACTOR] = True
        session.save()

    def addresses(self, times: int) -> Iterator[tuple[str, str]]:
        """What is opened, warm-up first (told apart by an empty name that nobody counts)."""
        from kholboo.feedback.queries.desk import visible_cases

        luck = Random(2026)
        keys = list(visible_cases(self.user).order_by("pk").values_list("number", flat=True))
        numbers = [luck.choice(keys) for _each in range(times * 4)]
        for turn in range(-WARM_UP, times):
            kind = "warm_" if turn < 0 else ""
            for query in LISTS:
                yield f"{kind}inbox", f"/desk/?{query}"
            for words in SEARCHES:
                yield f"{kind}search", f"/desk/?queue=all&q={words.format(number=numbers[turn])}"
            for number in numbers[turn * 4 : turn * 4 + 4]:
                yield f"{kind}case_page", f"/desk/{number}/"

    def calls(self, count: int) -> Iterator[str]:
        """Consoles of calls that just began, each from the phone of somebody who wrote before."""
        from django.urls import reverse

        from kholboo.feedback.contacts import person_of
        from kholboo.feedback.models import Contact
        from kholboo.feedback.services.hotline import begin_call

        luck = Random(2026)
        last = Contact.objects.order_by("-pk").values_list("pk", flat=True)[0]
        reached = Contact.objects.exclude(phone_hash="").order_by("pk")
        for _each in range(count):
            contact = reached.filter(pk__gte=luck.randrange(last)).first() or reached[0]
            call = begin_call(phone=person_of(contact).phone, actor=self.user)
            yield reverse("feedback:call", args=[call.key])

    def visit(self, address: str) -> float:
        """Milliseconds until the whole page is there."""
        began = time.perf_counter()
        answer = self.client.get(address)
        wait = (time.perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        return wait


if __name__ == "__main__":
    main(int(sys.argv[1]))
