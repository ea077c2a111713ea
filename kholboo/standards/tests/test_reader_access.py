"""What is sold opens for those who hold a right, under its number; the rest is free for all."""

from datetime import timedelta

import pytest
from django.test import Client

from kholboo.accounts.models import Organisation
from kholboo.accounts.services import people
from kholboo.accounts.tests.factories import UserFactory
from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.documents.services import storing
from kholboo.standards import reading
from kholboo.standards.models import Entitlement, Picture, ReadLog
from kholboo.standards.pdf.verdict import MOST_PAGES
from kholboo.standards.services import entitlements, samples
from kholboo.standards.tests.desk import desk, person
from kholboo.standards.tests.reader import (
    FREE,
    SECRET,
    SOLD,
    edition,
    grant,
    page,
    reader,
    today,
)

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]


def test_of_what_is_sold_contents_scope_and_terms_are_free():
    said = page(Client())

    assert "0,1 л-ээс 50 л" in said
    assert "бүтэн багтаамж" in said
    assert "4.2 Тодорхойгүй байдал" in said
    assert SECRET not in said
    assert "/account/login/?next=/standards/jishee-0002-2025/read/" in said


def test_the_search_inside_tells_nothing_of_what_is_sold():
    assert SECRET not in page(Client(), f"{SOLD}find/?q=хэмжилт+дараалал")
    assert "#c3" not in page(Client(), f"{SOLD}find/?q=нэрмэл")


def test_a_person_reads_the_whole_under_a_number():
    user = UserFactory.create(email="buyer@example.mn")
    right = grant("Buyer@example.mn")
    said = page(reader(user))

    assert SECRET in said
    assert said.count(right.number) >= 5
    assert "buyer@" not in said.split("</header>", 1)[1]
    assert SECRET not in page(reader(UserFactory.create()))


def test_everybody_known_to_be_of_an_organisation_reads_while_they_are():
    Organisation.objects.create(register="1234567", name="Туршилт ХХК")
    user = UserFactory.create()
    grant("1234567")
    # Anybody can say it of a register that stands on every invoice.
    member = people.declare_organisation(user, register="1234567", name="Туршилт ХХК")
    browser = reader(user)
    assert SECRET not in page(browser)

    desk_page = desk("catalogue.head")
    assert user.email in page(desk_page, "/standards/desk/readers/")
    address = f"/standards/desk/readers/members/{member.pk}/confirm/"
    assert desk("cataloguer").post(address).status_code == 403
    assert desk_page.post(address).status_code == 302
    assert SECRET in page(browser)
    assert user.email not in page(desk_page, "/standards/desk/readers/")

    people.leave_organisation(member)
    people.declare_organisation(user, register="1234567", name="Туршилт ХХК")
    assert SECRET not in page(browser)
    people.confirm_membership(member)
    assert SECRET in page(browser)

    member.refresh_from_db()
    member.until = today() - timedelta(days=1)
    member.save()
    assert SECRET not in page(reader(user))


def test_a_right_ends_with_its_day_or_when_it_is_taken_back():
    user = UserFactory.create()
    right = grant(user.email)
    Entitlement.objects.update(until=today() - timedelta(days=1))
    assert SECRET not in page(reader(user))

    Entitlement.objects.update(until=today())
    assert SECRET in page(reader(user))
    entitlements.end(right, actor=person("catalogue.head"))
    assert SECRET not in page(reader(user))


def test_who_gave_what_to_whom_is_history():
    user = UserFactory.create()
    right = grant(user.email)
    entitlements.end(right, actor=person("catalogue.head"))
    entitlements.end(right, actor=person("catalogue.head"))

    lines = Entry.objects.filter(target=f"standards.Entitlement:{right.pk}").order_by("pk")
    assert [line.action for line in lines] == [
        "standards.reading_granted",
        "standards.reading_ended",
    ]
    assert user.email not in str([line.facts for line in lines])


@pytest.mark.parametrize(
    ("who", "days", "field"),
    [("nobody@example.mn", 1, "who"), ("7654321", 1, "who"), ("", 9999, "until")],
)
def test_a_right_for_nobody_or_for_ever_is_refused(who, days, field):
    with pytest.raises(RuleBroken) as refusal:
        grant(who, days)
    assert refusal.value.field == field


def test_readings_are_counted_by_licence_and_never_by_person():
    user = UserFactory.create()
    right = grant(user.email)
    for _each in range(2):
        page(reader(user))
    page(Client(), FREE)

    assert sorted(ReadLog.objects.values_list("edition__slug", "entitlement", "reads")) == [
        ("jishee-0001-2025", None, 1),
        ("jishee-0002-2025", right.pk, 2),
    ]
    assert {field.name for field in ReadLog._meta.fields} == {
        *("id", "edition", "entitlement", "day", "reads"),
    }


def test_nobody_copies_the_shelf(monkeypatch):
    monkeypatch.setattr("kholboo.standards.services.reads.LICENSED_READS_IN_AN_HOUR", 2)
    monkeypatch.setattr("kholboo.standards.services.reads.READS_IN_AN_HOUR", 2)
    user = UserFactory.create()
    grant(user.email)
    for browser, address in ((reader(user), SOLD), (Client(), FREE)):
        assert [browser.get(address).status_code for _each in range(3)] == [200, 200, 429]
    assert reading.LICENSED_READS_IN_AN_HOUR < reading.READS_IN_AN_HOUR


def test_pages_are_counted_by_person_and_the_largest_text_can_be_read_whole(monkeypatch):
    user = UserFactory.create()
    grant(user.email)
    browser = reader(user)
    figure = (samples.DATA / "letter-height.png").read_bytes()
    kept = storing.store(figure, name="a.png", media_type="image/png", actor=None, size=(10, 10))
    Picture.objects.create(text=edition().texts.get(), number=7, name="a.png", document=kept)
    address = f"{SOLD}pictures/7/"
    assert reading.PAGES_IN_AN_HOUR > MOST_PAGES
    monkeypatch.setattr("kholboo.standards.services.reads.PAGES_IN_AN_HOUR", 2)

    answers = [browser.get(address) for _each in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.getvalue() for answer in answers[:2]] == [figure, figure]
    assert "минутын дараа" in answers[2].content.decode()
    assert browser.get(SOLD).status_code == 200


def test_a_search_inside_is_counted_and_kept_by_nobody(monkeypatch):
    monkeypatch.setattr("kholboo.standards.services.reads.LICENSED_SEARCHES_IN_AN_HOUR", 2)
    user = UserFactory.create()
    grant(user.email)
    browser = reader(user)

    answers = [browser.get(f"{SOLD}find/?q=хэмжилт") for _each in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "no-store" in answers[0]["Cache-Control"]
    assert "private" in answers[0]["Cache-Control"]
    assert "Түр хүлээгээд" in answers[2].content.decode()
    assert "no-store" not in Client().get(f"{FREE}find/?q=хэмжилт").get("Cache-Control", "")


def test_staff_gives_and_takes_back_on_a_page():
    user = UserFactory.create()
    browser = desk("catalogue.head")
    until = today() + timedelta(days=10)
    sent = {"edition": "ЖИШЭЭ 0002:2025", "who": user.email}
    sent |= {"until_year": until.year, "until_month": until.month, "until_day": until.day}

    assert browser.post("/standards/desk/readers/", sent).status_code == 302
    right = Entitlement.objects.get()
    assert right.number in page(browser, "/standards/desk/readers/")
    assert browser.post(f"/standards/desk/readers/{right.pk}/end/").status_code == 302
    right.refresh_from_db()
    assert right.ended_at
    refused = browser.post("/standards/desk/readers/", sent | {"edition": "MNS 1"})
    assert refused.status_code == 422
    assert desk("cataloguer").get("/standards/desk/readers/").status_code == 403
