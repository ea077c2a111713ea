import pytest
from django.test import Client

from kholboo.accounts.models import User
from kholboo.accounts.tests.factories import MembershipFactory, UserFactory
from kholboo.audit.models import Entry
from kholboo.documents.models import Document
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case, Draft
from kholboo.feedback.rules import CaseKind, Channel, PersonKind, ReplyBy
from kholboo.feedback.secret import grouped, secret_of
from kholboo.feedback.tests.intake import TEXT, fill, page, send, sent_case

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.parametrize(
    ("language", "said"),
    [("mn", "Бид хүлээн авлаа"), ("en", "We have received it")],
)
def test_a_herder_sends_a_complaint_without_scripts_and_gets_a_receipt(client, language, said):
    html = send(fill(client, language=language), language).content.decode()

    case = Case.objects.get()
    assert said in html
    assert case.number in html
    assert all(part in html for part in grouped(secret_of(case)).split())
    assert "<svg" in html.split("qr")[1]
    assert (case.kind, case.channel, case.text) == (CaseKind.COMPLAINT, Channel.WEB, TEXT)
    assert case.language == language
    assert case.office.slug == "khovd"
    assert case.due_on is not None
    person = person_of(case.contact)
    assert (person.kind, person.phone) == (PersonKind.PERSON, "99112233")
    assert person.full_name == "Дорж Болд"
    assert person.reply_by == ReplyBy.SMS


def test_an_organisation_is_kept_with_its_register_and_representative(client):
    send(fill(client, who="organisation"))

    person = person_of(Case.objects.get().contact)
    assert (person.register, person.organisation) == ("5123456", "Хур тариа ХХК")
    assert (person.position, person.email) == ("захирал", "office@example.mn")


def test_without_a_name_there_is_no_date_and_nothing_about_the_sender(client):
    client.force_login(UserFactory.create(), backend=BACKEND)
    html = send(fill(client, language="en", who="unnamed"), "en").content.decode()

    case = Case.objects.get()
    assert case.due_on is None
    assert case.rule is None
    assert case.contact.user is None
    assert person_of(case.contact).full_name == ""
    assert "The law sets no term for it" in html
    assert "When you get the answer" not in html


def test_a_signed_in_person_need_not_type_their_name_and_owns_the_case(client):
    user = UserFactory.create(email="bold@example.mn", phone="88112233")
    client.force_login(user, backend=BACKEND)
    client.post(page("kind"), {"kind": "request"})
    client.post(page("who"), {"who": "person"})
    html = client.get(page("you")).content.decode()
    send(fill(client))

    assert 'value="88112233"' in html
    assert 'value="bold@example.mn"' in html
    assert Case.objects.get().contact.user == user


def test_a_representative_finds_their_organisation_filled_in(client):
    membership = MembershipFactory.create(position="захирал")
    client.force_login(membership.user, backend=BACKEND)
    client.post(page("who"), {"who": "organisation"})

    assert membership.organisation.register in client.get(page("you")).content.decode()


@pytest.mark.parametrize(
    ("service", "place", "office", "unit"),
    [
        ("verification", "khovd", "khovd", None),
        ("system_certification", "khovd", "head", "certification"),
        ("verification", "ulaanbaatar", "head", "verification"),
        ("unknown", "uvs", "uvs", None),
        ("unknown", "unknown", "head", "administration"),
    ],
)
def test_the_office_follows_from_the_service_and_the_place(client, service, place, office, unit):
    send(fill(client, service=service, place=place))

    case = Case.objects.get()
    assert case.office.slug == office or (office == "head" and case.office.is_head)
    assert (case.unit.slug if case.unit else None) == unit


def test_the_page_after_the_place_names_the_office_that_answers(client):
    client.post(page("kind"), {"kind": "complaint"})
    client.post(page("service"), {"service": "verification"})
    client.post(page("place"), {"place": "khovd"})
    said = "Таны гомдлыг Ховд аймгийн Стандарт, хэмжил зүйн хэлтэс шийдвэрлэнэ."

    assert said in client.get(page("story")).content.decode()
    assert said in client.get(page("place")).content.decode()


def test_the_first_page_explains_kinds_and_marks_terms_to_be_confirmed(client):
    html = client.get(page("start", "en")).content.decode()

    assert html.count("Answered within 30 days") == 3
    assert html.count("Answered within 90 days") == 1
    assert html.split("Suggestion")[-1].count("has not confirmed it yet") == 1


def test_a_kind_chosen_elsewhere_skips_the_first_page_and_is_kept(client):
    response = client.get(page("start") + "?kind=complaint")

    assert response["Location"] == page("service") + "?kind=complaint"
    assert Draft.objects.count() == 0
    client.post(response["Location"], {"kind": "complaint", "service": "assay"})
    assert (
        "Таны гомдлыг" in client.post(page("place"), {"place": "tov"}, follow=True).content.decode()
    )


def test_services_are_found_by_typing(client):
    html = client.get(page("service", "en") + "?kind=complaint&q=jin").content.decode()

    assert "Verification of measuring instruments" in html
    assert "Export and import certificate" not in html
    assert 'value="unknown"' in html
    nothing = client.get(page("service", "en") + "?kind=complaint&q=велосипед").content.decode()
    assert "No service fits" in nothing


def test_every_answer_can_be_changed_from_the_check_page(client):
    fill(client, language="en")
    change = page("place", "en") + "?then=check"
    assert change.replace("&", "&amp;") in client.get(page("check", "en")).content.decode()

    response = client.post(change, {"place": "uvs"})
    assert response["Location"] == page("check", "en")
    assert "Uvs" in client.get(page("check", "en")).content.decode()


def test_a_change_that_needs_more_leads_to_what_is_missing(client):
    fill(client)
    client.post(page("who") + "?then=check", {"who": "organisation"})

    assert client.get(page("check"))["Location"] == page("you") + "?then=check"


def test_the_terms_page_shows_todays_rules_and_an_example(client):
    html = client.get(page("terms", "en")).content.decode()

    assert "Law on resolving petitions" in html
    assert "has not confirmed it yet" in html
    assert "The term is 30 days" in html


def test_the_history_says_a_citizen_sent_it(client):
    send(fill(client))

    assert Entry.objects.get(action="feedback.case_received").actor_label == "citizen"
    assert Document.objects.count() == 0
    assert User.objects.count() == User.objects.filter(is_demo=True).count()


def test_the_receipt_goes_only_to_the_browser_that_sent_it():
    number = Case.objects.get(pk__in=[sent_case() and Case.objects.get().pk]).number
    stranger = Client()

    response = stranger.get(page("sent"))
    assert response["Location"] == page("start")
    assert number not in stranger.get(page("start")).content.decode()
