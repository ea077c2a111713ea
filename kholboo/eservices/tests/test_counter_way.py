"""A paper application lives its whole life at the counter: asked, answered, paid, decided, taken back."""

import pytest

from kholboo.eservices.applicants import Applicant, opened
from kholboo.eservices.models import Event, Invoiced
from kholboo.eservices.queries.answers import whole_answers
from kholboo.eservices.services import completing, messages
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.applying import paper
from kholboo.eservices.tests.desk import address, desk, html
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened as said_in

pytestmark = pytest.mark.django_db


def brought():
    """Somebody without an account came to the counter of Orkhon."""
    return stories.application(
        applicant=Applicant(
            name="Жишээ Дорж",
            phone="99112233",
            email="dorj@example.mn",
            aimag=stories.bakery().aimag,
        ),
        actor=stories.person("officer.orkhon"),
        via="counter",
    )


def asked(made):
    stories.declared(made, "officer.orkhon")
    completing.ask(
        stories.step(made, "check"),
        fields=["production_address"],
        documents=["label_design"],
        text="Хаяг, шошгоо засна уу.",
        actor=stories.person("officer.orkhon"),
    )
    return stories.fresh(made)


def test_what_the_applicant_brings_is_written_down():
    made = asked(brought())
    officer = desk("officer.orkhon")
    page = f"{address(made)}complete/"

    assert "Write down the answer" in html(officer.get(address(made)))
    assert "Хаяг, шошгоо засна уу." in html(officer.get(page))
    refused = officer.post(page, {"production_address": "Шинэ гудамж 2"})
    assert refused.status_code == 422
    assert "Шинэ гудамж 2" in html(refused)
    answer = officer.post(page, {"production_address": "Шинэ гудамж 2", "label_design": [paper()]})

    assert answer.status_code == 302, html(answer)
    made = stories.fresh(made)
    assert made.state == "in_work"
    assert whole_answers(made)["production_address"] == "Шинэ гудамж 2"


def test_the_invoice_is_handed_over_and_its_address_is_sent():
    made = brought()
    stories.checked(made)
    invoice = Invoiced.objects.get()

    for event in Event.objects.filter(application=made, kind="invoiced"):
        messages.tell(event.pk)
    said = said_in(Delivery.objects.get(key__contains="applicant"))

    assert opened(made.applicant).email == said["to"]
    assert invoice.address in said["text"]
    assert invoice.address in html(desk("officer.orkhon").get(address(made)))


def test_the_decision_is_printed_for_them():
    made = stories.brought_to("decide")
    stories.decided(made)
    officer = desk("officer.orkhon")

    page = html(officer.get(f"{address(made)}letter/"))

    assert "Стандартын шаардлагад нийцсэн." in page
    assert desk("officer.uvs").get(f"{address(made)}letter/").status_code == 404


def test_they_take_it_back_at_the_counter():
    made = brought()
    officer = desk("officer.orkhon")

    assert officer.post(f"{address(made)}withdraw/", {"reason": "Үйлдвэр хаагдсан."}).url

    assert stories.fresh(made).outcome == "withdrawn"


def test_nobody_answers_for_who_applied_online():
    made = asked(stories.application())
    officer = desk("officer.orkhon")

    assert officer.get(f"{address(made)}complete/").status_code == 404
    assert officer.post(f"{address(made)}withdraw/", {"reason": ""}).status_code == 404
    assert stories.fresh(made).state == "waiting"
    assert "Write down the answer" not in html(officer.get(address(made)))


def test_another_office_and_a_laboratory_do_not():
    made = asked(brought())

    for name in ("officer.uvs", "laboratory.orkhon", "auditor"):
        assert desk(name).post(f"{address(made)}withdraw/").status_code in (403, 404)
    assert stories.fresh(made).state == "waiting"
