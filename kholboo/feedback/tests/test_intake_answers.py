"""What the fields take, and the sentence for what they do not."""

import pytest
from django.utils.translation import override

from kholboo.feedback.forms.person import OrganisationForm, PersonForm
from kholboo.feedback.tests.intake import BOLD, COMPANY, field_with, fill, page

pytestmark = pytest.mark.django_db


def errors(form_class, language="en", **changes):
    usual = BOLD if form_class is PersonForm else COMPANY
    with override(language):
        form = form_class({**usual, **changes})
        return {name: str(sentences[0]) for name, sentences in form.errors.items()}


@pytest.mark.parametrize(
    "typed",
    ["99112233", "9911 2233", "+976 9911-2233", "976-99112233", "(9911) 22 33", "９９１１２２３３"],
)
def test_phones_are_taken_as_people_write_them(typed):
    form = PersonForm({**BOLD, "phone": typed})

    assert form.is_valid()
    assert form.cleaned_data["phone"] == "99112233"


@pytest.mark.parametrize("typed", ["991122", "991122334", "утас", "9911223a", "+1 415 555 0100"])
def test_other_phones_are_refused_with_an_example(typed):
    said = "Утасны дугаар 8 оронтой байна. Жишээ: 9911 2233"

    assert errors(PersonForm, "mn", phone=typed) == {"phone": said}


@pytest.mark.parametrize("name", ["Болд", "Bold", "Анна-Мария", "О'Нил", "Ү", "ᠪᠣᠯᠳ", "Öz Ұ"])
def test_names_may_have_any_letters(name):
    assert not errors(PersonForm, given_name=name)


@pytest.mark.parametrize("name", ["Болд7", "<b>", "-", "а" * 101, "Болд@"])
def test_what_is_no_name_is_refused(name):
    assert list(errors(PersonForm, given_name=name)) == ["given_name"]


@pytest.mark.parametrize("typed", ["512345", "51234567", "51234Б6"])
def test_a_register_has_seven_digits(typed):
    said = errors(OrganisationForm, register=typed)["register"]

    assert said == "An organisation's register has exactly 7 digits. Example: 5123456"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": "", "email": "", "reply_by": "none"}, "phone"),
        ({"phone": "", "email": "bold@example.mn", "reply_by": "sms"}, "phone"),
        ({"phone": "99112233", "email": "", "reply_by": "email"}, "email"),
        ({"email": "bold@"}, "email"),
        ({"address": " "}, "address"),
        ({"family_name": ""}, "family_name"),
        ({"reply_by": "pigeon"}, "reply_by"),
        ({"reply_by": ""}, "reply_by"),
    ],
)
def test_one_sentence_says_what_is_missing(changes, field):
    assert list(errors(PersonForm, **changes)) == [field]


def test_an_organisation_needs_its_name_and_its_representatives_position():
    assert set(errors(OrganisationForm, organisation="", position="")) == {
        "organisation",
        "position",
    }


def test_errors_stand_in_a_summary_with_focus_and_beside_the_field(client):
    fill(client)
    response = client.post(page("you", "en"), {**BOLD, "phone": "12"})

    html = response.content.decode()
    summary = html.split('class="error-summary"')[1].split("</ul>")[0]
    assert response.status_code == 422
    assert "data-focus" in summary
    assert 'href="#id_phone"' in summary
    assert "A phone number has 8 digits" in field_with(html, 'name="phone"')


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kind", {}),
        ("kind", {"kind": "bribe"}),
        ("service", {"service": "nothing"}),
        ("place", {"place": ""}),
        ("who", {"who": "king"}),
    ],
)
def test_a_choice_that_does_not_exist_is_refused_in_words(client, name, data):
    fill(client)
    response = client.post(page(name, "en"), data)

    assert response.status_code == 422
    assert "Choose" in response.content.decode()


@pytest.mark.parametrize("name", ["kind", "service", "place", "story", "files", "who", "you"])
def test_strange_bytes_break_no_page(client, name):
    fill(client)
    keys = ("kind", "service", "place", "text", "wish", "who", "given_name", "phone", "remove")
    strange = dict.fromkeys(keys, "\x00‮'\";--")
    response = client.post(page(name), strange)

    assert response.status_code in (302, 422)
    assert client.get(page(name)).status_code in (200, 302)
    assert client.get(page("check")).status_code in (200, 302)
