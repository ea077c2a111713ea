"""What a text costs: of today, by its pages, from an order; and who may not be told a price."""

from datetime import timedelta

import pytest
from django.test import Client

from kholboo.core import clock
from kholboo.standards.models import PriceClass, Tariff
from kholboo.standards.queries.committees import price_of
from kholboo.standards.rules import Access, Stage
from kholboo.standards.tests.desk import ADDRESS, day, desk, edition, html

pytestmark = pytest.mark.django_db
TABLE = f"{ADDRESS}prices/"


def today(days=0):
    return clock.local_date(clock.now()) + timedelta(days=days)


def tariff(since, *amounts, **more):
    made = Tariff.objects.create(since=since, basis="А/1", made_at=clock.now(), **more)
    for number, amount in enumerate(amounts):
        PriceClass.objects.create(
            tariff=made, code="ABC"[number], pages_from=1 + 10 * number, amount=amount
        )


def typed(since=None, basis="А/7", **rows):
    return day("since", since or today()) | {"basis": basis} | rows


def test_the_price_is_that_of_today_and_of_the_pages():
    tariff(today(-400), 100, 200)
    tariff(today(-1), 1000, 2000, 3000)
    tariff(today(1), 9)

    assert [price_of(edition(pages=pages)).amount for pages in (1, 10, 11, 21, 300)] == [
        1000, 1000, 2000, 3000, 3000,
    ]  # fmt: skip
    assert price_of(edition(pages=None)).amount is None


def test_what_is_free_or_under_contract_has_no_price_and_says_so():
    tariff(today(-1), 1000)

    assert price_of(edition(pages=3, access=Access.FREE)).amount is None
    assert "1 000" not in html(Client().get("/standards/mns-9001-2024/"))
    assert price_of(edition(pages=3, access=Access.CONTRACT)).amount is None
    assert price_of(edition(pages=3, stage=Stage.ENQUIRY)) is None


def test_readers_and_machines_are_told_the_price_and_no_sample_of_one():
    tariff(today(-1), 1500)
    edition(pages=3)

    assert '<span class="numeric">1,500 ₮</span>' in html(
        Client().get("/en/standards/mns-9001-2024/")
    )
    told = Client().get("/api/v1/standards/mns-9001-2024").json()
    assert told["price"] == {"amount": 1500, "since": today(-1).isoformat()}
    Tariff.objects.update(is_sample=True)
    assert "ЖИШЭЭ" in html(Client().get("/standards/mns-9001-2024/"))
    assert Client().get("/api/v1/standards/mns-9001-2024").json()["price"] is None


def test_the_head_sets_prices_from_a_day_to_come():
    head = desk("catalogue.head")
    sent = typed(pages_0=1, amount_0=5000, pages_1=21, amount_1=9000)

    assert head.post(f"{TABLE}new/", sent).status_code == 302
    assert price_of(edition(pages=21)).amount == 9000
    # Written anew on its first day.
    assert head.post(f"{TABLE}new/", typed(pages_0=1, amount_0=1)).status_code == 302
    assert price_of(edition(pages=21)).amount == 1
    assert "А/7" in html(desk().get(TABLE))


@pytest.mark.parametrize(
    "sent",
    [
        typed(pages_0=2, amount_0=5),
        typed(pages_0=1, amount_0=5, pages_1=1, amount_1=6),
        typed(pages_0=1, amount_0=5, pages_1=7),
        typed(pages_0=1, amount_0=5, amount_1=7),
        typed(pages_0=1, amount_0=-5),
        typed(basis="", pages_0=1, amount_0=5),
        typed(since=clock.local_date(clock.now()) - timedelta(days=1), pages_0=1, amount_0=5),
    ],
)
def test_prices_that_cannot_be_are_refused_and_stay_typed(sent):
    answer = desk("catalogue.head").post(f"{TABLE}new/", sent)

    assert answer.status_code == 422
    assert not Tariff.objects.exists()
    assert desk().post(f"{TABLE}new/", sent).status_code == 403


def test_the_page_says_whom_to_ask():
    page = html(Client().get("/standards/mns-6858-2020/"))

    assert "1800-2525" in page
