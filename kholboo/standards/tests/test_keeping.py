"""What the server does for a text kept on a phone: its size, its last day, how it stands later."""

from datetime import date, timedelta

import pytest
from django.test import Client

from kholboo.accounts.tests.factories import UserFactory
from kholboo.standards.models import Edition, Entitlement, Manifestation
from kholboo.standards.queries import keeping, texts
from kholboo.standards.reading import TextState
from kholboo.standards.services import entitlements, terms
from kholboo.standards.tests.desk import person
from kholboo.standards.tests.reader import FREE, SOLD, edition, grant, page, reader, today
from kholboo.ui.shell import shell

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]


def told(browser, address, **asked):
    answer = browser.get(f"{address}status/", asked)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.json()


def of(slug, user=None):
    found = Edition.objects.get(slug=slug)
    reading = texts.reading_of(found, user)
    return keeping.keeping_of(reading, texts.amendments_of(found))


def version(slug="jishee-0001-2025"):
    return of(slug).version


def test_the_button_says_how_large_and_until_when():
    said = page(Client(), FREE)
    kept = of("jishee-0001-2025")

    assert kept.until == today() + timedelta(days=30)
    assert f'data-until="{kept.ends_at}"' in said
    assert f"{FREE}status/?v={kept.version}" in said
    assert "data-owned" not in said
    text = texts.text_of(Edition.objects.get(slug="jishee-0001-2025"))
    words = sum(len(part.html.encode()) for part in text.parts.all())
    pictures = sum(one.document.view_size for one in text.pictures.all())
    assert kept.size == words + pictures > 10_000
    assert pictures


def test_a_text_too_large_is_not_offered(monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 1000)
    said = page(Client(), FREE)

    assert "data-lend" not in said
    assert "хэт том" in said


def test_nothing_is_offered_of_a_text_that_is_closed():
    assert "data-lend" not in page(Client(), SOLD)


def test_a_lease_is_never_longer_than_the_right():
    user = UserFactory.create()
    right = grant(user.email, days=5)
    said = page(reader(user))

    assert "data-owned" in said
    assert of(right.edition.slug, user).until == right.until


def test_all_is_as_it_was():
    answer = told(Client(), FREE, v=version())
    assert answer == {"may": True, "said": "", "until": of("jishee-0001-2025").ends_at}


@pytest.mark.parametrize(
    ("change", "word"),
    [({"withdrawn_on": date(2026, 1, 1), "stage": "95.99"}, "хүчингүй"), ({}, "өөрчлөгдсөн")],
)
def test_what_happened_since_is_told(change, word):
    Edition.objects.filter(slug="jishee-0001-2025").update(**change)
    answer = told(Client(), FREE, v="other")
    assert answer["may"]
    assert word in answer["said"]


def test_a_replaced_edition_names_its_successor():
    answer = told(Client(), "/standards/jishee-0001-2020/read/", v=version("jishee-0001-2020"))
    assert "ЖИШЭЭ 0001 : 2025" in answer["said"]


def test_with_the_right_the_copy_goes():
    user = UserFactory.create()
    right = grant(user.email)
    browser = reader(user)
    assert told(browser, SOLD)["may"]
    assert not told(Client(), SOLD)["may"]

    entitlements.end(right, actor=person("catalogue.head"))
    answer = told(browser, SOLD)
    assert not answer["may"]
    assert "эрх тань дууссан" in answer["said"]


def test_new_terms_and_a_text_that_is_gone_take_the_copy_too():
    user = UserFactory.create()
    grant(user.email)
    browser = reader(user)
    terms.write(text_mn="Шинэ", text_en="New", seen=1, actor=person("catalogue.head"))
    assert "нөхцөл" in told(browser, SOLD)["said"]

    Manifestation.objects.filter(edition__slug="jishee-0001-2025").update(state=TextState.REPLACED)
    assert told(Client(), FREE)["may"] is False


def test_the_answer_holds_no_person():
    user = UserFactory.create(email="buyer@example.mn")
    right = grant(user.email)
    answer = reader(user).get(f"{SOLD}status/").content.decode()
    assert right.number not in answer
    assert "buyer" not in answer


def test_asking_is_bounded(monkeypatch):
    monkeypatch.setattr("kholboo.standards.services.checks.LOOKS_IN_AN_HOUR", 1)
    assert [Client().get(f"{FREE}status/").status_code for _turn in range(2)] == [200, 429]


def test_the_page_of_kept_texts_is_in_the_app_from_its_first_day():
    assert "/standards/kept/" in shell.pages
    assert shell.instead["/standards/*/read/"] == "/standards/kept/"
    answer = Client().get("/standards/kept/")
    assert answer.status_code == 200
    assert "no-store" not in answer.get("Cache-Control", "")
    assert not answer.cookies


def test_the_right_of_everybody_else_stays_out_of_it():
    grant(UserFactory.create().email)
    assert Entitlement.objects.count() == 1
    assert not told(reader(UserFactory.create()), SOLD)["may"]
    assert edition().access == "sold"
