"""Answers that tell who somebody is stand sealed, and are read by those who may read them."""

import json

import pytest
from django.apps import apps

from kholboo.eservices.applicants import Applicant
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.personal import personal_keys
from kholboo.eservices.engine.tests.bakery import files, problems
from kholboo.eservices.models import Completion
from kholboo.eservices.queries.answers import before_and_after, whole_answers
from kholboo.eservices.queries.prefill import known_of
from kholboo.eservices.services import completing
from kholboo.eservices.tests import sample_form, stories
from kholboo.eservices.tests.applying import browser_of
from kholboo.eservices.tests.desk import address, desk, html

NAME, PHONE = "Жишээ Дулмаа", "99112233"


def kept():
    """Every value of every row of this house as bytes, one after another."""
    rows = [
        value
        for model in apps.get_app_config("eservices").get_models()
        for row in model._default_manager.values_list()
        for value in row
    ]
    assert rows
    return b"|".join(
        bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
        for value in rows
    )


def stands_open(words):
    return words.encode() in kept()


@pytest.mark.django_db
def test_no_row_of_the_house_holds_the_contact_in_the_open():
    made = stories.application()

    assert stands_open("Жишээ талх ХХК")
    assert not stands_open(NAME)
    assert not stands_open(PHONE)
    assert made.answers["organisation_name"] == "Жишээ талх ХХК"
    assert whole_answers(made)["contact_phone"] == PHONE
    assert whole_answers(made) == stories.answers()


@pytest.mark.django_db
def test_who_applies_in_their_own_name_is_sealed_whole():
    own = Applicant(user=stories.person("citizen"), name=NAME)

    made = stories.application(
        applicant=own, answers=stories.answers(organisation_name="Дулмаагийн талх")
    )

    assert not stands_open("Дулмаагийн")
    assert whole_answers(made)["organisation_name"] == "Дулмаагийн талх"


@pytest.mark.django_db
def test_what_was_put_right_is_sealed_and_both_sides_read_it():
    made = stories.application()
    stories.declared(made, "officer.orkhon")
    fields = ["contact_name", "production_address"]
    completing.ask(
        stories.step(made, "check"),
        fields=fields,
        documents=[],
        text="Нэр, хаягаа засна уу.",
        actor=stories.person("officer.orkhon"),
    )
    given = {"contact_name": "Нууцлаг Сувд", "production_address": "Шинэ гудамж 2"}
    completing.answer(made, answers=given, documents={}, actor=made.user)

    made, row = stories.fresh(made), Completion.objects.get()
    before, after = before_and_after(made, row)
    assert not stands_open(NAME)
    assert not stands_open("Нууцлаг")
    assert before["contact_name"] == NAME
    assert after == given
    assert whole_answers(made) == stories.answers(**given)
    theirs = html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))
    ours = html(desk("officer.orkhon").get(address(made)))
    assert "Нууцлаг Сувд" in theirs
    assert "Нууцлаг Сувд" in ours


@pytest.mark.django_db
def test_the_next_application_begins_with_what_is_known():
    made = stories.application()

    known = known_of(Form.of(*sample_form.files()), made.user, made.organisation)

    assert known["contact_phone"] == PHONE
    assert known["production_address"] == made.answers["production_address"]


def test_questions_say_themselves_whether_they_are_personal():
    schema, ui = sample_form.files()
    usual = {"contact_name", "contact_phone", "contact_email"}

    assert personal_keys(Form.of(schema, ui), is_person=False) == usual
    assert personal_keys(Form.of(schema, ui), is_person=True) == {
        *usual,
        "organisation_name",
        "organisation_register",
    }
    ui["fields"]["products.brand"]["personal"] = True
    assert "products" in personal_keys(Form.of(schema, ui), is_person=False)


def test_no_drawing_decides_by_what_is_sealed():
    given = files()
    ui = json.loads(given["form.ui.json"])
    ui["fields"]["workers"]["personal"] = True

    assert problems(given) == []
    found = problems({**given, "form.ui.json": json.dumps(ui).encode()})
    assert ("condition_name", "price") in found
