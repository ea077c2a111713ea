"""Enquiries as JSON: what is open, what was said and answered, and nothing that is held back."""

from datetime import timedelta

import pytest
from django.test import Client

from kholboo.core import clock
from kholboo.standards.commenting import HeldFor, Verdict
from kholboo.standards.models import Enquiry
from kholboo.standards.queries import enquiry as queries
from kholboo.standards.services import enquiry as services
from kholboo.standards.services import enquiry_samples
from kholboo.standards.tests.desk import person
from kholboo.standards.tests.enquiries import EMAIL, comment, open_one, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    enquiry_samples.load()
    return open_one()


def asked(address, expected=200, **more):
    answer = Client().get(f"/api/v1/{address}", more)
    assert answer.status_code == expected, answer.content
    return answer.json()


def test_what_is_open_is_listed_with_its_days(held):
    [item] = asked("enquiries")

    assert (item["id"], item["code"], item["is_sample"]) == (held.pk, "jishee-0010-2027", True)
    assert (item["opens_on"], item["closes_on"]) == (str(held.opens_on), str(held.closes_on))
    day = clock.local_date(clock.now()) - timedelta(days=1)
    Enquiry.objects.filter(pk=held.pk).update(closes_on=day)
    assert asked("enquiries") == []
    assert asked(f"enquiries/{held.pk}")["phase"] == "closed"


def test_comments_are_told_as_everybody_may_read_them(held):
    answered = services.answer(
        released(name="Хэрэглэгч", text="Нэг"), verdict=Verdict.ACCEPTED, words="За", actor=person()
    )
    waiting = comment(text="Хүлээж байна", name="Нууц")
    bad = services.hold(comment(text="Муу үг"), held_for=HeldFor.ABUSE, actor=person())
    services.answer(bad, verdict=Verdict.NOTED, words="Харсан", actor=person())

    told = asked(f"enquiries/{held.pk}")
    by_number = {one["number"]: one for one in told["comments"]}
    one = by_number[answered.number]
    assert (one["text"], one["name"], one["verdict"], one["answer"]) == (
        "Нэг", "Хэрэглэгч", "accepted", "За",
    )  # fmt: skip
    assert waiting.number not in by_number
    assert by_number[bad.number]["held_for"] == "abuse"
    assert not {"text", "clause", "answer"} & {
        name for name, value in by_number[bad.number].items() if value
    }
    assert told["total"] == len(by_number)
    for secret in ("Хүлээж байна", "Нууц", "Муу үг", "Харсан", EMAIL, str(answered.key)):
        assert secret not in str(told)


def test_comments_come_in_sheets(held, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 2)
    for number in range(4):
        released(text=f"Санал {number}")

    seen, page, has_next = [], 1, True
    while has_next:
        sheet = asked(f"enquiries/{held.pk}", page=page)
        seen += [one["number"] for one in sheet["comments"]]
        page, has_next = page + 1, sheet["has_next"]
    assert len(seen) == len(set(seen)) == sheet["total"] >= 4
    assert asked(f"enquiries/{held.pk}", page=99)["comments"] == []


def test_what_is_not_there_is_a_problem(held):
    assert asked("enquiries/99999999", 404)["code"] == "not_found"
    assert asked("enquiries/0", 422)["errors"]
    assert asked("enquiries/x", 422)["errors"]
    assert asked(f"enquiries/{held.pk}", 422, page=0)["errors"]
