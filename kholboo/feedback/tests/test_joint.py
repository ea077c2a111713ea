"""Petitions of several people: signing by code, representatives, and who may see the names."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.accounts.hooks import code_requested
from kholboo.accounts.rules import CODES_PER_TARGET
from kholboo.audit.models import Entry
from kholboo.core.errors import NotFound, RuleBroken, TooMany
from kholboo.documents.tests import files as samples
from kholboo.feedback.models import Case, JointPetition, Signature
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.queries import joint as queries
from kholboo.feedback.secret import sign_token
from kholboo.feedback.services import citizen, joint, signatures
from kholboo.feedback.services.messages import tell
from kholboo.feedback.signers import Signer, signer_of
from kholboo.feedback.tests import desk, factories, stories
from kholboo.feedback.tests.intake import BOLD, page, send
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db
TUYA = {"family_name": "Бат", "given_name": "Туяа", "phone": "8811 2233"}


@pytest.fixture
def codes(monkeypatch):
    """The codes that were asked for, as their receivers would read them."""
    asked = []
    monkeypatch.setattr(code_requested, "_listeners", [asked.append])
    return asked


def petition(**more):
    return factories.case(joint=joint.Joint(by=JointBy.CODES), **more)


def sign_path(case):
    return f"/en/feedback/sign/{sign_token(case)}/"


def signs(case, codes, browser=None, **more):
    browser = browser or Client()
    asked = browser.post(sign_path(case), TUYA | more)
    assert asked.status_code == 302, desk.html(asked)
    browser.post(f"{sign_path(case)}code/", {"code": codes[-1].code})
    return browser


def filled(client, **choice):
    """The form of several people, up to the check page."""
    for name, data in (
        ("kind", {"kind": "petition"}),
        ("service", {"service": "verification"}),
        ("place", {"place": "khovd"}),
        ("story", {"text": "Гудамжны жинг шалгаж өгнө үү."}),
        ("files", {}),
        ("who", {"who": "joint"}),
    ):
        client.post(page(name), data)
    return client.post(page("together"), choice)


def test_the_first_sender_lists_nobody_and_gets_a_link_to_pass_on(client):
    answer = filled(client, together="codes")
    client.post(page("you"), BOLD)
    receipt = desk.html(send(client))

    case = Case.objects.get()
    assert answer["Location"] == page("you")
    assert case.joint.by == JointBy.CODES
    assert case.contact.kind == "person"
    assert f"/feedback/sign/{sign_token(case)}/" in receipt
    assert sign_token(case) not in JointPetition.objects.get().sign_hash


def test_a_representative_must_bring_the_proof(client, store):
    refused = filled(client, together="representative")
    paper = SimpleUploadedFile("proof.png", samples.png(), "image/png")
    client.post(page("together"), {"together": "representative", "proof": [paper]})
    client.post(page("you"), BOLD)
    send(client)

    case = Case.objects.get()
    assert refused.status_code == 422
    assert case.joint.by == JointBy.REPRESENTATIVE
    assert case.joint.proof.original_name == "proof.png"
    assert case.files.get().document == case.joint.proof
    with pytest.raises(NotFound):
        queries.case_to_sign(sign_token(case))


def test_a_proof_taken_out_again_stops_the_sending(client, store):
    paper = SimpleUploadedFile("proof.png", samples.png(), "image/png")
    filled(client, together="representative", proof=[paper])
    client.post(page("you"), BOLD)
    files = desk.html(client.get(page("files")))
    client.post(page("files"), {"remove": re.search(r'name="remove" value="([^"]+)"', files)[1]})

    assert page("together") in client.get(page("check"))["Location"]


def test_a_signer_reads_the_words_gives_a_name_and_proves_the_phone(codes):
    case = petition()
    browser = signs(case, codes)
    shown = desk.html(browser.get(sign_path(case)))

    row = Signature.objects.get()
    assert signer_of(row) == Signer("Бат", "Туяа", "88112233")
    assert b"88112233" not in bytes(row.sealed)
    assert codes[0].about.endswith(case.number)
    assert "You have signed" in shown
    assert "1 person has signed" in shown
    assert Entry.objects.filter(action="feedback.petition_signed").count() == 1


def test_no_signer_sees_anything_of_the_others(codes):
    case = petition()
    signs(case, codes)
    shown = desk.html(Client().get(sign_path(case)))

    assert case.text in shown
    for hidden in ("Туяа", "88112233", "Болд", "99112233", "bold@example.mn", "Жаргалант"):
        assert hidden not in shown


def test_a_wrong_code_signs_nothing(codes):
    case = petition()
    browser = Client()
    browser.post(sign_path(case), TUYA)
    wrong = "0" * 6 if codes[0].code != "0" * 6 else "1" * 6
    refused = browser.post(f"{sign_path(case)}code/", {"code": wrong})

    assert refused.status_code == 422
    assert not Signature.objects.exists()


def test_a_code_for_signing_opens_no_account(codes, client):
    case = petition()
    client.post(sign_path(case), TUYA)
    client.post("/account/login/", {"address": "88112233"})
    answer = client.post("/account/login/code/", {"code": codes[0].code})

    assert answer.status_code == 422


def test_one_phone_signs_once_and_finds_its_signature_again(codes):
    case = petition()
    signs(case, codes)
    elsewhere = signs(case, codes)

    assert Signature.objects.count() == 1
    assert "Take my name out" in desk.html(elsewhere.get(sign_path(case)))


def test_the_sender_does_not_sign_twice(codes):
    case = petition()
    browser = Client()
    browser.post(sign_path(case), TUYA | {"phone": "99112233"})
    refused = browser.post(f"{sign_path(case)}code/", {"code": codes[0].code})

    assert "your name stands in it already" in desk.html(refused)
    assert not Signature.objects.exists()


def test_a_name_is_taken_back_while_the_case_is_open(codes):
    case = petition()
    browser = signs(case, codes)
    stranger = Client()
    stranger.post(f"{sign_path(case)}withdrawal/")
    assert Signature.objects.count() == 1

    browser.post(f"{sign_path(case)}withdrawal/")

    assert not Signature.objects.exists()
    assert Entry.objects.filter(action="feedback.signature_withdrawn").count() == 1


def test_nobody_signs_or_takes_back_once_it_is_withdrawn(codes):
    case = petition()
    browser = signs(case, codes)
    citizen.withdraw_case(case, reason="")
    browser.post(f"{sign_path(case)}withdrawal/")

    assert Signature.objects.count() == 1
    assert "No more names are taken" in desk.html(Client().get(sign_path(case)))
    with pytest.raises(RuleBroken):
        joint.ask_code(stories.fresh(case), Signer("А", "Б", "88112244"), language="mn", asker="x")


@pytest.mark.parametrize("phone", ["11323232", "7011 2233"])
def test_a_number_no_code_can_reach_is_refused(phone, codes, client):
    assert client.post(sign_path(petition()), TUYA | {"phone": phone}).status_code == 422
    assert codes == []


def test_a_wrong_link_leads_to_nothing(client):
    case = petition()

    assert client.get(sign_path(case)[:-2] + "x/").status_code == 404
    plain = factories.case()
    assert client.get(sign_path(plain)).status_code == 404


def test_asking_for_codes_has_an_end(codes, client):
    case = petition()
    answers = [client.post(sign_path(case), TUYA).status_code for _each in range(6)]

    assert answers == [302] * 5 + [429]


def test_whoever_only_knocks_uses_up_no_code_of_the_others(codes, monkeypatch):
    case, one, another = petition(), Signer("А", "Б", "88112244"), Signer("В", "Г", "88112255")
    monkeypatch.setattr(joint, "CODES_OF_A_CASE", CODES_PER_TARGET + 1)
    for _time in range(CODES_PER_TARGET):
        joint.ask_code(case, one, language="mn", asker="x")
    for _time in range(3):
        with pytest.raises(TooMany):
            joint.ask_code(case, one, language="mn", asker="x")

    assert joint.ask_code(case, another, language="mn", asker="y")


def test_every_signer_is_told_once_of_the_answer_in_their_language(codes):
    case = petition()
    signs(case, codes)
    signs(case, codes, phone="88112244")
    case, _answer = stories.answered(case)
    event = case.events.get(kind="answered")
    tell(event.pk)
    assert ProcrastinateJob.objects.filter(task_name="feedback.tell_signers").count() == 1

    signatures.tell_signers(event.pk, after=0)
    signatures.tell_signers(event.pk, after=0)

    keys = Delivery.objects.filter(key__contains=":signer:")
    assert keys.count() == 2


def test_the_desk_shows_how_many_and_names_only_to_the_entitled(codes):
    case = desk.orkhon(joint=joint.Joint(by=JointBy.CODES))
    signs(case, codes)
    officer, operator = desk.desk("officer.orkhon"), desk.desk("operator")
    listed = officer.get(f"/en/desk/{case.number}/signatures/")

    assert "1 person has signed" in desk.html(officer.get(f"/en/desk/{case.number}/"))
    assert "Туяа" in desk.html(listed)
    assert Entry.objects.filter(action="feedback.signatures_viewed").count() == 1
    assert operator.get(f"/desk/{case.number}/signatures/").status_code == 403
    assert desk.desk("officer.uvs").get(f"/desk/{case.number}/signatures/").status_code == 404


def test_names_come_in_pages(codes, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 2)
    case = petition()
    for last in range(3):
        signs(case, codes, phone=f"8811224{last}")
    first, more = queries.signers_of(case)
    second, end = queries.signers_of(case, after=more)

    assert ([len(first), len(second)], end) == ([2, 1], None)
