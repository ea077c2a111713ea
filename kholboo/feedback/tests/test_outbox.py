"""Letters written without network, as they arrive: in parts, again, late, broken, by somebody else."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kholboo.accounts.mark import mark_of
from kholboo.accounts.tests.factories import UserFactory
from kholboo.documents.models import Document
from kholboo.documents.tests import files as samples
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case
from kholboo.feedback.secret import secret_of
from kholboo.feedback.tests.desk import BACKEND
from kholboo.feedback.tests.intake import BOLD, COMPANY, TEXT

pytestmark = pytest.mark.django_db

LETTER = {
    "kind": "complaint", "service": "verification", "place": "khovd", "text": TEXT,
    "wish": "Жинг шалгана уу.", "who": "person", **BOLD,
}  # fmt: skip


def bring(client, key=None, name="scale.png", content=None):
    file = SimpleUploadedFile(name, content or samples.png(), "image/png")
    return client.post("/outbox/files/", {"key": str(key or uuid4()), "file": file})


def send(client, letter=LETTER, prefix="", **more):
    body = {"key": str(uuid4()), "files": [], **letter, **more}
    return client.post(f"{prefix}/outbox/letters/", json.dumps(body), "application/json")


def test_a_letter_with_a_photo_becomes_a_case_with_a_number(client, store):
    photo, key = uuid4(), uuid4()
    assert bring(client, photo).status_code == 201

    said = send(client, key=str(key), files=[str(photo)])

    case = Case.objects.get(client_key=key)
    told = said.json()
    assert said.status_code == 201
    assert (told["number"], told["secret"]) == (case.number, secret_of(case))
    assert told["office"] == case.office.name
    assert (case.channel, case.text, case.wish) == ("web", TEXT, "Жинг шалгана уу.")
    assert person_of(case.contact).phone == "99112233"
    assert [row.document.client_key for row in case.files.all()] == [photo]
    assert client.get(told["follow"]).status_code == 302


def test_the_answer_that_was_lost_is_given_again(client, store):
    photo, key = uuid4(), str(uuid4())
    bring(client, photo)
    first = send(client, key=key, files=[str(photo)])
    # Every part comes again, in another order of words than the phone's first try.
    assert bring(client, photo).status_code == 201
    again = send(client, key=key, files=[str(photo)])

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (Case.objects.count(), Document.objects.count()) == (1, 1)


def test_the_same_key_with_other_words_makes_no_second_case(client):
    key = str(uuid4())
    send(client, key=key)

    other = send(client, key=key, text="Өөр үг")

    assert other.status_code == 409
    assert "number" not in other.json()
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "song"}, "kind"),
        ({"service": ""}, "service"),
        ({"place": "atlantis"}, "place"),
        ({"text": ""}, "text"),
        ({"text": "a" * 10_001}, "text"),
        ({"who": "joint"}, "who"),
        ({"phone": "12"}, "phone"),
        ({"phone": "", "email": ""}, "phone"),
        ({"given_name": ""}, "given_name"),
        ({"reply_by": "pigeon"}, "reply_by"),
    ],
)
def test_what_is_wrong_comes_back_as_sentences(client, wrong, field):
    said = send(client, **wrong)

    assert said.status_code == 422
    assert field in {one["field"] for one in said.json()["errors"]}
    assert all(one["message"] for one in said.json()["errors"])
    assert not Case.objects.exists()


def test_a_letter_put_right_goes_under_the_same_key(client):
    key = str(uuid4())
    assert send(client, key=key, phone="12").status_code == 422

    assert send(client, key=key).status_code == 201


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'"x"', b'{"key": "no"}', b"\xff", b'{"key": 1, "files": {"a": 1}}']
)
def test_broken_letters_are_refused_in_words(client, body):
    said = client.post("/outbox/letters/", body, "application/json")

    assert said.status_code == 422
    assert said.json()["detail"]


@pytest.mark.parametrize("files", [{"a": 1}, [["x"]], [None], ["x"], ["00000000"], list(range(20))])
def test_keys_of_files_that_are_none_are_refused(client, files):
    assert send(client, files=files).status_code == 422


def test_files_that_were_swept_away_are_asked_for_again(client, store):
    photo = uuid4()

    said = send(client, files=[str(photo)])
    bring(client, photo)

    assert (said.status_code, said.json()["code"]) == (422, "files_gone")
    assert send(client, files=[str(photo)]).status_code == 201


def test_a_file_of_one_letter_does_not_come_with_another(client, store):
    photo = uuid4()
    bring(client, photo)
    send(client, files=[str(photo)])

    assert send(client, files=[str(photo)]).status_code == 422
    assert Case.objects.count() == 1


def test_a_bad_file_is_refused_with_a_sentence(client, store):
    said = bring(client, name="virus.exe", content=b"MZ" + b"\0" * 200)

    assert said.status_code == 422
    assert "virus.exe" in said.json()["errors"][0]["message"]


def test_a_voice_note_speaks_for_its_sender(client, store):
    voice = uuid4()
    sound = SimpleUploadedFile("voice.wav", samples.wav(), "audio/wav")
    assert client.post("/outbox/files/", {"key": str(voice), "file": sound}).status_code == 201

    assert send(client, text="", files=[str(voice)]).status_code == 201


def test_an_organisation_and_somebody_without_a_name_can_write_too(client):
    assert send(client, who="organisation", **COMPANY).status_code == 201
    assert send(client, who="unnamed").status_code == 201
    kinds = {person_of(case.contact).kind for case in Case.objects.all()}
    assert kinds == {"organisation", "unnamed"}


def test_the_account_that_wrote_it_owns_it_and_no_other(client):
    writer, other = UserFactory.create(), UserFactory.create()
    client.force_login(writer, backend=BACKEND)
    mine, theirs, unnamed = str(uuid4()), str(uuid4()), str(uuid4())

    send(client, key=mine, account=mark_of(writer))
    send(client, key=theirs, account=mark_of(other))
    send(client, key=unnamed, account=mark_of(writer), who="unnamed")

    owners = {str(c.client_key): c.contact.user for c in Case.objects.select_related("contact")}
    assert owners == {mine: writer, theirs: None, unnamed: None}


def test_a_letter_without_the_sign_of_our_pages_is_turned_away():
    strict = Client(enforce_csrf_checks=True)

    assert send(strict).status_code == 403
    sign = strict.get("/outbox/token/").json()["token"]
    body = json.dumps({"key": str(uuid4()), **LETTER})
    said = strict.post("/outbox/letters/", body, "application/json", headers={"X-CSRFToken": sign})
    assert said.status_code == 201


def test_sending_without_end_is_told_to_wait(client):
    answers = [send(client) for _time in range(61)]

    assert [one.status_code for one in answers[:60]] == [201] * 60
    assert answers[60].status_code == 429
    assert int(answers[60]["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/outbox/", "/outbox/new/"])
def test_the_pages_are_the_same_for_everybody(client, path):
    stranger = client.get(path).content
    client.force_login(UserFactory.create(given_name="Сувдмаа"), backend=BACKEND)
    member = client.get(path)

    assert b"csrfmiddlewaretoken" not in stranger
    assert "Сувдмаа" not in member.content.decode()
    assert "private" in member["Cache-Control"]


def test_the_page_asks_what_the_pages_with_network_ask(client):
    page = client.get("/outbox/new/").content.decode()

    for name in LETTER:
        assert f'name="{name}"' in page
    needs = json.loads(page.split('<script id="needs" type="application/json">')[1].split("<")[0])
    assert "address" in needs["complaint person"]
    assert "register" in needs["complaint organisation"]


def test_the_page_costs_the_same_number_of_queries_always(client, django_assert_max_num_queries):
    client.get("/outbox/new/")
    with django_assert_max_num_queries(6):
        client.get("/outbox/new/")
    with django_assert_max_num_queries(1):
        client.get("/outbox/")
