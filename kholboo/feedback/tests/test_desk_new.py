"""Writing down what came by phone, letter or visit."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.documents.tests import files as samples
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.queries import desk as queries
from kholboo.feedback.rules import CaseStatus, Channel, PersonKind
from kholboo.feedback.secret import grouped, secret_of
from kholboo.feedback.tests import desk

pytestmark = pytest.mark.django_db


def told(**more):
    return {
        "client_key": str(uuid4()),
        "channel": Channel.PHONE,
        "text": "Шатахууны түгээгүүр дутуу хэмжиж байна.",
        "wish": "",
        "kind": "complaint",
        "service": "verification",
        "aimag": "orkhon",
        "who": PersonKind.PERSON,
        "family_name": "Дорж",
        "given_name": "Болд",
        "phone": "9911 2233",
        "email": "",
        "address": "Орхон, Баян-Өндөр",
        "is_signed": "on",
        "reply_by": "sms",
        "language": "mn",
        **more,
    }


@pytest.fixture
def browser():
    return desk.desk("operator")


def test_a_call_becomes_a_registered_case_with_a_secret_to_read_aloud(browser):
    answer = browser.post("/desk/new/", told())

    case = Case.objects.get()
    receipt = desk.html(browser.get(answer["Location"]))
    assert answer["Location"] == f"/desk/{case.number}/receipt/"
    assert (case.channel, case.status) == (Channel.PHONE, CaseStatus.REGISTERED)
    assert (case.taken_by, case.office.slug) == (desk.person("operator"), "orkhon")
    assert person_of(case.contact).phone == "99112233"
    assert all(f"<span>{part}</span>" in receipt for part in grouped(secret_of(case)).split())
    assert CaseEvent.objects.get(case=case).by_citizen is False


@pytest.mark.parametrize("channel", ["phone", "letter", "visit"])
def test_the_channel_is_data(browser, channel):
    browser.post("/desk/new/", told(channel=channel))

    assert Case.objects.get().channel == channel


def test_staff_do_not_write_down_what_came_by_the_web(browser):
    assert browser.post("/desk/new/", told(channel="web")).status_code == 422


def test_the_same_page_sent_twice_is_one_case(browser):
    page = told()

    answers = [browser.post("/desk/new/", page) for _press in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Case.objects.count() == 1


def test_the_same_page_with_its_files_sent_twice_is_one_case(browser):
    page = told(channel="letter")

    for _press in range(2):
        letter = SimpleUploadedFile("өргөдөл.png", samples.png(), "image/png")
        assert browser.post("/desk/new/", {**page, "files": [letter]}).status_code == 302

    assert Case.objects.get().files.count() == 1


def test_a_bad_file_is_named_and_nothing_typed_is_lost(browser):
    page = told(files=[SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 400, "image/png")])

    answer = browser.post("/en/desk/new/", page)

    assert answer.status_code == 422
    assert "x.exe" in desk.html(answer)
    assert page["text"] in desk.html(answer)
    assert page["client_key"] in desk.html(answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"kind": ""}, "kind"),
        ({"family_name": ""}, "family_name"),
        ({"given_name": "12345"}, "given_name"),
        ({"phone": ""}, "phone"),
        ({"phone": "1234"}, "phone"),
        ({"reply_by": "email"}, "email"),
        ({"who": "organisation"}, "register"),
        ({"who": "organisation", "organisation": "ХХК", "register": "12"}, "register"),
        ({"aimag": "nowhere"}, "aimag"),
        ({"client_key": "no"}, "client_key"),
    ],
)
def test_a_mistake_is_shown_beside_its_field(browser, more, field):
    answer = browser.post("/desk/new/", told(**more))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Case.objects.exists()


def test_without_a_name_nothing_of_the_name_is_kept(browser):
    browser.post("/desk/new/", told(who="unnamed", reply_by="none"))

    case = Case.objects.get()
    assert person_of(case.contact).full_name == ""
    assert case.due_on is None


def test_an_organisation_comes_with_its_register(browser):
    browser.post(
        "/desk/new/",
        told(who="organisation", organisation="Хур тариа ХХК", register="5123456"),
    )

    assert person_of(Case.objects.get().contact).register == "5123456"


def test_only_who_wrote_it_down_reads_the_secret_again_and_for_a_day(browser):
    address = browser.post("/desk/new/", told())["Location"]

    own = browser.get(address).status_code
    others = [
        desk.desk(name).get(address).status_code
        for name in ("officer.orkhon", "head.orkhon", "agency.head", "auditor")
    ]

    assert (own, others) == (200, [404, 404, 404, 403])
    with pytest.raises(NotFound):
        queries.receipt_for(
            desk.person("operator"),
            Case.objects.get().number,
            now=clock.now() + timedelta(hours=25),
        )
    assert Entry.objects.filter(action="feedback.secret_shown").count() == 1


def test_an_officer_is_led_to_the_case_only_if_it_is_theirs_to_see():
    browser = desk.desk("officer.uvs")

    page = desk.html(browser.get(browser.post("/en/desk/new/", told())["Location"]))

    assert "Write down another" in page
    assert "Open the case" not in page
