"""The forms of the desk: what was typed is kept, and what cannot be is said."""

from datetime import date

import pytest

from kholboo.standards.models import Edition, Proposal
from kholboo.standards.services import changes
from kholboo.standards.tests.desk import ADDRESS, day, desk, fields, html, person, proposal

pytestmark = pytest.mark.django_db


def test_a_form_opened_before_somebody_published_keeps_what_was_typed():
    officer = desk()
    form = officer.get(f"{ADDRESS}edition/mns-6858-2020/")
    sent = fields(form, pages="77")
    changes.publish(proposal(title_mn="Нэг"), actor=person("catalogue.head"))

    answer = officer.post(f"{ADDRESS}edition/mns-6858-2020/", sent)

    assert answer.status_code == 422
    assert 'value="77"' in html(answer)
    assert "Нэг" in html(answer)
    again = officer.post(
        f"{ADDRESS}edition/mns-6858-2020/", sent | {"seen": answer.context["seen"]}
    )
    assert again.status_code == 302


def test_a_new_edition_with_its_classes_is_added():
    officer = desk()
    form = officer.get(f"{ADDRESS}new/")
    officer.post(
        f"{ADDRESS}new/",
        fields(form, number="MNS 9100", year="2025", title_mn="Гэр", ics="67.100.10, 01.040.67")
        | day("effective_on", date(2025, 3, 1)),
    )
    found = Proposal.objects.get()
    page = f"{ADDRESS}changes/{found.pk}/"

    assert "MNS 9100 : 2025" in html(officer.get(f"{page}page/"))
    assert not Edition.objects.filter(work__number="MNS 9100").exists()
    changes.publish(found, actor=person("catalogue.head"))

    new = Edition.objects.get(slug="mns-9100-2025")
    assert sorted(new.ics.values_list("pk", flat=True)) == ["01.040.67", "67.100.10"]
    assert [event.kind for event in new.events.all()] == ["added"]
    assert "MNS 9100 : 2025" in html(officer.get(page))


@pytest.mark.parametrize(
    "typed",
    [
        {"title_mn": "", "title_en": ""},
        {"title_mn": "\x00"},
        {"title_mn": "н" * 501},
        {"ics": "99.999"},
        {"ics": "'; drop"},
        {"pages": "-1"},
        {"stage": "17"},
        {"access": "everybody"},
        {"scope_mn": "н" * 5001},
        {"store_id": "99999999999999"},
        {"effective_on_year": "2020", "effective_on_month": "13", "effective_on_day": "1"},
        day("effective_on", date(1999, 1, 1)),
        day("withdrawn_on", date(1999, 1, 1)),
        {},
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(typed):
    officer = desk()
    form = officer.get(f"{ADDRESS}edition/mns-6858-2020/")

    answer = officer.post(f"{ADDRESS}edition/mns-6858-2020/", fields(form, **typed))

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("number", ["сүү", "6858", "MNS 6858:2020", "МНС 6858", "MNS 6858", ""])
def test_a_number_that_cannot_be_added_is_said(number):
    officer = desk()
    form = officer.get(f"{ADDRESS}new/")

    answer = officer.post(
        f"{ADDRESS}new/", fields(form, number=number, year="2020", title_mn="Нэр")
    )

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_only_its_author_writes_a_change_anew():
    found = proposal()
    other = desk("catalogue.head")

    assert other.get(f"{ADDRESS}changes/{found.pk}/anew/").status_code == 422
    assert other.post(f"{ADDRESS}changes/{found.pk}/take-back/").status_code == 422
    assert Proposal.objects.get().is_open
