"""Sending and following a case through the public contract."""

from uuid import uuid4

import pytest
from django.db import OperationalError

from kholboo.api.tests.conftest import PERSON, SENT
from kholboo.api.v1 import limits
from kholboo.core import clock
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case
from kholboo.feedback.petitions import Need
from kholboo.feedback.rules import Channel, PersonKind
from kholboo.feedback.services.fields import NewFieldRule, change_field_rule
from kholboo.feedback.services.tries import TRIES
from kholboo.feedback.tests import desk, stories


def wrong(response):
    return {error["field"]: error["code"] for error in response.json()["errors"]}


def test_a_case_arrives_whole(caller):
    response = caller.send()

    told = response.json()
    case = Case.objects.get(number=told["number"])
    person = person_of(case.contact)
    assert response.status_code == 201
    assert set(told) == {"number", "secret", "due_on", "office", "links"}
    assert (case.channel, case.text, case.wish) == (Channel.API, SENT["text"], SENT["wish"])
    assert (case.service.code, case.aimag.slug) == ("verification", "khovd")
    assert (person.given_name, person.phone, person.reply_by) == ("Болд", "99112233", "sms")
    assert told["due_on"] == case.due_on.isoformat()
    assert told["office"]["code"] == case.office.slug
    assert response["Location"] == told["links"]["self"]
    assert "Idempotent-Replayed" not in response


def test_sending_again_gives_the_first_case(caller):
    key = uuid4()
    first = caller.send(key=key)

    again = caller.send(key=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    assert Case.objects.count() == 1


def test_a_key_cannot_carry_other_words(caller):
    key = uuid4()
    caller.send(key=key)

    response = caller.send({"text": "Өөр үг"}, key=key)

    assert response.status_code == 422
    assert response.json()["code"] == "rule_broken"
    assert Case.objects.count() == 1


def test_an_organisation_and_a_nameless_sender_are_taken(caller):
    organisation = {
        **PERSON,
        "kind": "organisation",
        "organisation": "Ургац ХХК",
        "register_number": "5123456",
        "position": "захирал",
    }
    named = caller.send({"person": organisation})
    nameless = caller.send({"person": {"kind": "unnamed"}, "reply_by": "none"})

    case = Case.objects.get(number=named.json()["number"])
    assert person_of(case.contact).register == "5123456"
    assert nameless.json()["due_on"] is None


def test_every_wrong_field_is_named_at_once(caller):
    person = {**PERSON, "kind": "organisation", "phone": "12", "given_name": "Болд1", "age": 5}
    response = caller.send(
        {
            "kind": "rant",
            "text": " ",
            "wish": "a\x00b",
            "service": "nothing",
            "aimag": 4,
            "certificate": "61-26-9",
            "language": "fr",
            "person": person,
            "colour": "red",
        },
        **{"Idempotency-Key": "one"},
    )

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert wrong(response) == {
        "kind": "enum",
        "text": "string_too_short",
        "wish": "nul",
        "service": "service_unknown",
        "aimag": "aimag_unknown",
        "certificate": "certificate_unknown",
        "language": "enum",
        "person.given_name": "name_letters",
        "person.phone": "phone_digits",
        "person.age": "extra_forbidden",
        "person.organisation": "missing",
        "person.register_number": "missing",
        "person.position": "missing",
        "colour": "extra_forbidden",
        "Idempotency-Key": "uuid_parsing",
    }


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"person": {**PERSON, "phone": ""}, "reply_by": "none"}, "person", "no_way_back"),
        ({"reply_by": "email"}, "reply_by", "reply_needs_email"),
        ({"person": {"kind": "unnamed"}}, "reply_by", "reply_needs_phone"),
        ({"person": {"kind": "ghost"}}, "person.kind", "enum"),
        ({"person": {}}, "person.kind", "missing"),
        ({"person": "Bold"}, "person", "not_object"),
        ({"person": {**PERSON, "email": "bold@"}}, "person.email", "email_shape"),
        ({"text": "a" * 10_001}, "text", "string_too_long"),
        ({"text": 5}, "text", "string_type"),
    ],
)
def test_each_mistake_has_its_code_and_sentence(caller, change, field, code):
    response = caller.send(change)

    assert wrong(response) == {field: code}
    assert response.json()["errors"][0]["message"].endswith((".", "Болд", "@example.mn", "2233"))


def test_refusals_are_mongolian_unless_english_is_preferred(caller):
    mongolian = caller.send({"text": ""}, **{"Accept-Language": "ru, mn;q=0.5, en;q=0.3"})
    english = caller.send({"text": ""}, **{"Accept-Language": "en-GB, mn;q=0.5"})

    assert mongolian["Content-Language"] == "mn"
    assert english["Content-Language"] == "en"
    assert mongolian.json()["detail"] != english.json()["detail"]


@pytest.mark.parametrize(
    ("raw", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"text": "\xff\xfe"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b" ", "application/json", 400),
        (b"null", "application/json", 422),
        (b'{"text": "\\ud800", "\\udfff": 1}', "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"--x--", "multipart/form-data; boundary=x", 415),
        (b'{"text": "' + b"a" * 3_000_000 + b'"}', "application/json", 413),
    ],
)
def test_broken_bodies_are_told_apart(caller, raw, content_type, status):
    response = caller.send(raw=raw, content_type=content_type)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


def test_following_shows_what_the_sender_may_see(caller):
    told = caller.send().json()
    case, actor = stories.taken(Case.objects.get(number=told["number"]))
    stories.answered(case, actor=actor)

    read = caller.read(told["number"], told["secret"])

    body = read.json()
    assert read.status_code == 200
    assert read["Cache-Control"] == "no-store"
    assert (body["status"], body["outcome"], body["waits_for"]) == ("answered", "partly", "nobody")
    assert [event["kind"] for event in body["events"]] == ["received", "taken", "answered"]
    assert body["events"][0]["sentence"] == "We received your complaint"
    assert body["answer"]["text"] == stories.DECISION.text


def test_a_wrong_number_and_a_wrong_secret_look_the_same(caller):
    told = caller.send().json()

    no_number = caller.read("26-999999-9", told["secret"])
    no_secret = caller.read(told["number"], "000000000000")

    assert no_number.status_code == no_secret.status_code == 404
    assert no_number.content == no_secret.content
    assert sorted(no_number.headers.items()) == sorted(no_secret.headers.items())


def test_without_a_secret_nothing_is_looked_up(caller):
    response = caller.client.get("/api/v1/cases/26-000001-9")

    assert (response.status_code, wrong(response)) == (422, {"X-Case-Secret": "missing"})


def test_too_many_are_told_how_long_to_wait(caller, monkeypatch):
    monkeypatch.setattr(limits, "CREATED_PER_HOUR", 1)
    caller.send()

    response = caller.send()

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert response.json()["code"] == "too_many"


def test_one_number_cannot_be_guessed_from_many_addresses(caller, settings):
    settings.TRUSTED_PROXIES = 1
    answers = [
        caller.read("26-000001-9", str(guess), **{"X-Forwarded-For": f"203.0.113.{guess}"})
        for guess in range(TRIES["secret"][1] + 1)
    ]

    assert [answer.status_code for answer in answers[:-1]] == [404] * TRIES["secret"][1]
    assert answers[-1].status_code == 429


def test_a_lost_database_says_that_trying_again_is_safe(caller, monkeypatch):
    def lost(*_all, **_named):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("kholboo.api.v1.limits.knock_create", lost)

    response = caller.send()

    assert response.status_code == 503
    assert response["Retry-After"]
    assert response.json()["code"] == "away"


def test_our_own_fault_is_told_without_its_insides(caller, monkeypatch):
    def broken(*_all, **_named):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("kholboo.api.v1.limits.knock_create", broken)

    response = caller.send()

    assert response.status_code == 500
    assert b"secret inside" not in response.content


def test_a_rule_of_the_law_may_ask_for_more_and_a_repeat_still_finds_its_case(caller):
    key = uuid4()
    first = caller.send(key=key)
    change_field_rule(
        NewFieldRule(
            kind="",
            person=PersonKind.PERSON,
            channel=Channel.API,
            needs=[Need.EMAIL],
            valid_from=clock.local_date(clock.now()),
            basis_mn="Хууль",
            basis_en="Law",
            is_confirmed=True,
        ),
        actor=desk.person("administrator"),
    )
    refused = caller.send()

    assert refused.status_code == 422
    assert wrong(refused) == {"person.email": "needed_by_law"}
    assert caller.send(key=key).json()["number"] == first.json()["number"]
