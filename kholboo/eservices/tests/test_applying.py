import datetime

import pytest

from kholboo.accounts.tests.factories import UserFactory
from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.documents.tests.stores import use_store
from kholboo.eservices.models import Application, ApplicationFile, Draft, ProcedureVersion
from kholboo.eservices.queries.answers import whole_answers
from kholboo.eservices.queries.drafts import typed_in
from kholboo.eservices.services import drafting
from kholboo.eservices.tests import applying
from kholboo.eservices.tests.applying import (
    ORGANISATION,
    PREVIOUS,
    PRODUCTS,
    bakery,
    begun,
    browser_of,
    fill,
    paper,
)
from kholboo.eservices.tests.desk import desk, html

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tmp_path, monkeypatch):
    use_store(monkeypatch, tmp_path)
    return applying.load()


@pytest.fixture
def baker(version):
    return browser_of(bakery()[0])


def address(key, page):
    return f"/services/draft/{key}/{page}/"


def test_a_service_tells_everything_before_one_begins(client, version):
    listed = html(client.get("/services/online/"))
    told = html(client.get(f"/services/online/{applying.KEY}/"))

    assert f"/services/online/{applying.KEY}/" in listed
    for words in ("Хэр удах вэ?", "Ямар төлбөртэй вэ?", "Бэлдэх бичиг баримт", "Шошгоны загвар"):
        assert words in told
    assert client.get("/services/online/no-such/").status_code == 404
    assert "/account/login/" in client.get(f"/services/online/{applying.KEY}/start/")["Location"]


def test_a_bakery_applies_for_itself_without_scripts(version):
    user, organisation = bakery()
    browser = browser_of(user)
    key = begun(browser, str(organisation.pk))

    fill(browser, key)
    check = html(browser.get(address(key, "check")))
    first = browser.post(address(key, "check"))
    again = browser.post(address(key, "check"))

    application = Application.objects.get()
    assert "Цагаан талх" in check
    assert "Атар талх ХХК" in check
    assert first["Location"] == again["Location"] == address(key, "sent")
    assert application.number in html(browser.get(address(key, "sent")))
    assert (application.organisation, application.user) == (organisation, user)
    assert (application.version, application.office.slug) == (version, "orkhon")
    assert whole_answers(application)["contact_phone"] == "99112233"
    assert application.answers["products"][0]["standard"] == "MNS 9999 : 2020"
    assert ApplicationFile.objects.filter(application=application).count() == 3
    assert not Document.objects.filter(claimed_at=None).exists()
    draft = Draft.objects.get()
    assert typed_in(draft) == {}
    assert not draft.files.exists()


def test_what_is_wrong_is_kept_and_told(baker):
    key = begun(baker)
    wrong = {**ORGANISATION, "contact_phone": "12", "organisation_name": ""}

    response = baker.post(address(key, "organisation"), wrong)

    page = html(response)
    assert response.status_code == 422
    assert 'href="#id_contact_phone"' in page
    assert "Утасны дугаар 8 оронтой" in page
    assert 'value="12"' in page
    # Another day, another phone: it stands there as it was left.
    assert 'value="12"' in html(baker.get(address(key, "organisation")))


def test_products_are_added_and_taken_away_by_buttons(baker):
    key = begun(baker)
    at = address(key, "products")

    added = baker.post(at, {**PRODUCTS, "products-0-kind": "", "go": "add:products"})
    two = html(baker.get(at))
    removed = baker.post(
        at,
        {
            **PRODUCTS,
            "products-rows": "2",
            "products-1-name": "Хар талх",
            "go": "remove:products:0",
        },
    )

    assert added["Location"].endswith("#products-2")
    assert 'name="products-1-name"' in two
    assert "Цагаан талх" in two
    assert removed.status_code == 302
    left = typed_in(Draft.objects.get())["products"]
    assert [row["name"] for row in left] == ["Хар талх"]


def test_an_answer_that_brings_a_question_shows_it_before_going_on(baker):
    key = begun(baker)
    yes = {**PREVIOUS, "had_certificate": "yes"}

    shown = baker.post(address(key, "previous"), yes)
    missing = baker.post(
        address(key, "previous"),
        {**yes, "shown": "had_certificate previous_number previous_until", "previous_number": ""},
    )

    assert shown.status_code == 422
    assert "error-summary" not in html(shown)
    assert 'name="previous_number"' in html(shown)
    assert 'href="#id_previous_number"' in html(missing)


def test_a_question_that_may_appear_says_whether_it_must_be_answered(baker):
    page = html(baker.get(address(begun(baker), "previous")))

    number, until = (page.index(f'data-name="previous_{name}"') for name in ("number", "until"))
    assert "(заавал биш)" not in page[number:until]
    assert "(заавал биш)" in page[until:]
    assert 'name="previous_until_year"' in page


def test_meat_asks_for_one_paper_more(baker):
    key = begun(baker)
    baker.post(address(key, "products"), {**PRODUCTS, "products-0-kind": "meat"})

    papers = {name: paper() for name in applying.PAPERS}
    response = baker.post(address(key, "documents"), papers)

    assert response.status_code == 422
    assert 'name="good_practice"' in html(response)
    assert Draft.objects.get().files.count() == 3


def test_a_page_saved_by_its_script_says_nothing(baker):
    key = begun(baker)

    response = baker.post(address(key, "organisation"), {**ORGANISATION, "go": "keep"})

    assert (response.status_code, response.content) == (204, b"")
    assert typed_in(Draft.objects.get())["contact_phone"] == "9911 2233"


def test_an_unfinished_application_cannot_be_sent(baker):
    key = begun(baker)

    response = baker.post(address(key, "check"))

    assert response.status_code == 422
    assert not Application.objects.exists()
    assert "then=check" in html(response)


def test_what_was_told_before_stands_there_already(version):
    user, organisation = bakery()
    browser = browser_of(user)
    applying.sent(browser, str(organisation.pk))

    begun(browser, str(organisation.pk))

    typed = typed_in(Draft.objects.get(application=None))
    assert typed["organisation_register"] == "5123456"
    assert typed["production_address"] == "Баян-Өндөр сум, 5-р баг"
    assert typed["products"][0]["name"] == "Цагаан талх"
    assert "declaration" not in typed
    assert "had_certificate" not in typed


def test_one_draft_for_an_applicant_and_a_procedure(version):
    user, organisation = bakery()
    browser = browser_of(user)

    keys = [begun(browser, who) for who in ("myself", str(organisation.pk), "myself")]

    assert keys[0] != keys[1]
    assert Draft.objects.count() == 2


def test_only_who_may_speak_for_the_organisation_meets_its_draft(version):
    user, organisation = bakery()
    key = begun(browser_of(user), str(organisation.pk))
    doubtful = browser_of(bakery_of(organisation))

    assert browser_of(UserFactory.create()).get(address(key, "organisation")).status_code == 404
    assert doubtful.get(address(key, "organisation")).status_code == 404
    start = doubtful.post(f"/services/online/{applying.KEY}/start/", {"who": organisation.pk})
    assert start.status_code == 422
    assert desk("officer.orkhon").get(address(key, "organisation")).status_code == 404


def bakery_of(organisation):
    """Somebody who says that they speak for it; nobody has confirmed it."""
    user = UserFactory.create()
    organisation.memberships.create(user=user, since=datetime.date(2020, 1, 1))
    return user


def test_a_newer_form_shows_what_is_different_and_keeps_what_was_typed(baker, version, monkeypatch):
    key = begun(baker)
    baker.post(address(key, "organisation"), ORGANISATION)
    second = ProcedureVersion.objects.get(procedure=version.procedure, number=2)
    later = datetime.datetime.combine(
        second.valid.lower + datetime.timedelta(days=1), datetime.time(4), tzinfo=datetime.UTC
    )
    monkeypatch.setattr(clock, "now", lambda: later)
    browser = browser_of(Draft.objects.get().user)

    away = browser.get(address(key, "organisation"))
    page = html(browser.get(address(key, "moved")))
    browser.post(address(key, "moved"))

    draft = Draft.objects.get()
    assert away["Location"] == address(key, "moved")
    assert "Хадгалах хугацаа (хоногоор)" in page
    assert "Үйлдвэрлэлд ажилладаг" in page
    assert draft.version == second
    assert typed_in(draft)["contact_phone"] == "9911 2233"
    assert "workers" not in typed_in(draft)


def test_drafts_whose_days_are_over_go_with_their_files(baker):
    key = begun(baker)
    baker.post(address(key, "documents"), {"request_letter": paper()})
    Draft.objects.update(kept_until=clock.local_date(clock.now()))
    kept = drafting.sweep()
    Draft.objects.update(kept_until=clock.local_date(clock.now()) - datetime.timedelta(days=1))

    assert (kept, drafting.sweep()) == (0, 1)
    assert not Draft.objects.exists()
    assert not Document.objects.exists()


def test_a_draft_is_put_away_at_once(baker):
    key = begun(baker)
    baker.post(address(key, "documents"), {"request_letter": paper()})

    baker.post(address(key, "delete"))

    assert not Draft.objects.exists()
    assert not Document.objects.exists()


def test_answers_are_sealed_while_they_wait(baker):
    key = begun(baker)
    baker.post(address(key, "organisation"), {**ORGANISATION, "contact_name": "Нууцнэр"})

    assert "Нууцнэр".encode() not in bytes(Draft.objects.get().sealed_answers)


def test_an_officer_writes_a_paper_application_down(version):
    officer = desk("officer.orkhon")
    started = officer.post("/desk/services/counter/", {"key": applying.KEY})
    key = Draft.objects.get().key

    fill(officer, key)
    officer.post(address(key, "check"))

    application = Application.objects.get()
    assert started["Location"] == f"/services/draft/{key}/"
    assert (application.via, application.user) == ("counter", None)
    assert application.taken_by.email == "officer.orkhon@demo.invalid"
    assert application.number in html(officer.get(address(key, "sent")))
    assert desk("officer.uvs").get(address(key, "sent")).status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_questions(baker, django_assert_max_num_queries):
    key = begun(baker)
    fill(baker, key)

    for page in ("organisation", "products", "documents", "check"):
        with django_assert_max_num_queries(9):
            assert baker.get(address(key, page)).status_code == 200
