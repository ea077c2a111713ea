"""An erased applicant is in no row any more; what is counted, public or money stays."""

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.test import Client

from kholboo.accounts.tests.factories import MembershipFactory, UserFactory
from kholboo.core.errors import RuleBroken
from kholboo.core.ledger import read
from kholboo.documents.models import Document
from kholboo.documents.rules import Variant
from kholboo.documents.services import uploads
from kholboo.eservices.applicants import Applicant, opened
from kholboo.eservices.models import (
    Application,
    Decision,
    Erasure,
    ErasureRequest,
    Event,
    Invoiced,
)
from kholboo.eservices.queries import tracking
from kholboo.eservices.services import completing, erasing, ledger, messages
from kholboo.eservices.tests import applying, stories
from kholboo.eservices.tests.applying import browser_of
from kholboo.eservices.tests.desk import desk, html
from kholboo.notifications.models import Delivery
from kholboo.payments.models import Invoice
from kholboo.payments.payers import payer_of
from kholboo.registers.models import Certificate

pytestmark = pytest.mark.django_db
HOUSES = ("eservices", "payments", "notifications", "documents")
NAME, PHONE, EMAIL = "Нууцлаг Сувд", "88001122", "suvd.hidden@example.mn"


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "apart" / "erasures.jsonl"
    return tmp_path / "apart" / "erasures-applications.jsonl"


def stands_open(words):
    """Whether any row of the houses below says it."""
    rows = [
        bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
        for house in HOUSES
        for model in apps.get_app_config(house).get_models()
        for row in model._default_manager.values_list()
        for value in row
    ]
    assert rows
    return words.encode() in b"|".join(rows)


def head():
    return stories.person("head.orkhon")


def granted(*, own_name):
    """A certificate, with the person's name in every place where people write words."""
    who = Applicant(user=stories.person("citizen"), name=NAME, phone=PHONE, email=EMAIL)
    more = {} if own_name else {"organisation": stories.bakery().organisation}
    made = stories.application(
        documents={"label_design": [uploads.receive_upload(applying.paper(), actor=None)]},
        applicant=Applicant(**{**vars(who), **more, "aimag": stories.bakery().aimag}),
        answers=stories.answers(
            organisation_name=NAME if own_name else "Жишээ талх ХХК",
            contact_name=NAME,
            contact_phone=PHONE,
            contact_email=EMAIL,
        ),
    )
    stories.declared(made, "officer.orkhon")
    completing.ask(
        stories.step(made, "check"),
        fields=["contact_name"],
        documents=[],
        text="Нэрээ засна уу.",
        actor=stories.person("officer.orkhon"),
    )
    completing.answer(made, answers={"contact_name": NAME}, documents={}, actor=made.user)
    for go in (stories.checked, stories.paid, stories.assigned, stories.sampled):
        go(made)
    stories.measured(made, 0)
    stories.measured(made, 1)
    stories.visited(made, note=f"{NAME} угтаж авав.")
    stories.drafted(made)
    stories.decided(made)
    for event in Event.objects.filter(application=made):
        messages.tell(event.pk)
    return stories.fresh(made)


def erased(made):
    erasing.ask_erasure(made, actor=None)
    erasing.grant_erasure(made, actor=head())
    return stories.fresh(made)


def test_who_applied_in_their_own_name_goes_whole():
    made = granted(own_name=True)
    papers = [row.document_id for row in made.files.all()]
    assert stands_open(NAME)

    gone = erased(made)

    assert not any(map(stands_open, (NAME, PHONE, EMAIL)))
    assert (gone.answers, gone.user, gone.erased_at is not None) == ({}, None, True)
    assert opened(gone.applicant).name == ""
    assert papers
    assert not Document.objects.filter(pk__in=papers).exists()
    assert Decision.objects.get().ground == "—"


def test_what_is_counted_public_or_money_stays():
    made = granted(own_name=True)

    gone = erased(made)

    assert (gone.number, gone.outcome, gone.due_on) == (made.number, "granted", made.due_on)
    certificate = Certificate.objects.get(key=made.key)
    assert certificate.holder_name == NAME
    assert NAME in html(Client().get(f"/en/registers/certificates/{certificate.number}/"))
    invoice = Invoice.objects.get(pk=Invoiced.objects.get().invoice)
    payer = payer_of(invoice)
    assert (payer.name, payer.phone, payer.email) == (NAME, "", "")
    assert invoice.reference == made.number


def test_of_an_organisation_its_representative_goes_and_it_stays():
    made = granted(own_name=False)
    papers = Document.objects.count()

    gone = erased(made)

    who = opened(gone.applicant)
    assert (who.name, who.representative, who.phone) == ("Жишээ талх ХХК", "", "")
    assert gone.answers["organisation_name"] == "Жишээ талх ХХК"
    assert Document.objects.count() == papers
    assert gone.user is None
    assert not any(map(stands_open, (PHONE, EMAIL)))


def test_the_bytes_of_the_papers_go_too(django_capture_on_commit_callbacks):
    made = granted(own_name=True)
    paper = made.files.first().document
    assert default_storage.exists(paper.place(Variant.VIEW))

    with django_capture_on_commit_callbacks(execute=True):
        erased(made)

    assert not default_storage.exists(paper.place(Variant.VIEW))


def test_nobody_is_erased_while_we_need_to_reach_them():
    made = stories.application()

    with pytest.raises(RuleBroken):
        erasing.ask_erasure(made, actor=None)
    with pytest.raises(RuleBroken):
        erasing.grant_erasure(made, actor=head())

    assert stories.fresh(made).erased_at is None


def test_a_head_may_refuse_and_the_applicant_reads_why():
    made = granted(own_name=True)
    erasing.ask_erasure(made, actor=None)

    erasing.refuse_erasure(made, reason="Хяналтын хугацаа дуусаагүй.", actor=head())

    assert ErasureRequest.objects.get().state == "refused"
    lines = tracking.progress_of(stories.fresh(made)).lines
    assert "Хяналтын хугацаа дуусаагүй." in [line.text for line in lines]
    with pytest.raises(RuleBroken):
        erasing.grant_erasure(made, actor=head())


def test_erasing_twice_erases_once():
    made = granted(own_name=True)
    erased(made)

    erasing.grant_erasure(made, actor=head())

    assert Erasure.objects.count() == 1
    with pytest.raises(RuleBroken):
        erasing.ask_erasure(made, actor=None)


@pytest.mark.parametrize("model", [Event, Decision])
def test_without_a_row_in_the_ledger_the_database_lets_no_word_be_blanked(model):
    granted(own_name=True)
    words = {"text": ""} if model is Event else {"ground": "—"}

    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**words)
    with pytest.raises(DatabaseError), transaction.atomic():
        Erasure.objects.create(
            application=Application.objects.get(), number="x", at=Event.objects.first().at
        ).delete()


def test_after_a_restore_the_ledger_erases_again(apart):
    made = granted(own_name=True)
    with transaction.atomic():
        erased(made)
        assert ledger.LEDGER.write() == 1
        # The backup knows nothing of it.
        transaction.set_rollback(True)
    assert not stories.fresh(made).erased_at

    again = ledger.LEDGER.apply(read(apart))

    assert again.erased == [made.number]
    assert stories.fresh(made).erased_at
    assert not stands_open(NAME)
    assert ledger.LEDGER.apply(read(apart)).already == 1


def test_the_applicant_asks_and_a_head_decides():
    made = granted(own_name=True)
    citizen, browser = made.user, browser_of(made.user)
    page = f"/en/services/mine/{made.number}/erasure/"

    assert "What is erased" in html(browser.get(page))
    assert browser.post(page, {}).status_code == 422
    assert browser.post(page, {"is_sure": "on"}).status_code == 302
    assert "You asked on" in html(browser.get(page))
    stale, boss = desk("head.orkhon", is_fresh=False), desk("head.orkhon")
    asked = stale.post(
        f"/en/desk/services/{made.number}/erasure/", {"act": "grant", "is_sure": "on"}
    )
    assert asked.url.startswith("/en/account/second-factor/again/")
    assert stories.fresh(made).erased_at is None
    assert made.number in html(boss.get("/en/desk/services/erasures/"))
    answer = boss.post(
        f"/en/desk/services/{made.number}/erasure/", {"act": "grant", "is_sure": "on"}
    )

    assert answer.status_code == 302
    assert made.number not in html(boss.get("/en/desk/services/erasures/"))
    said = html(boss.get(f"/en/desk/services/{made.number}/"))
    assert "The personal data is erased" in said
    assert NAME not in said
    assert browser_of(citizen).get(f"/services/mine/{made.number}/").status_code == 404


def test_only_a_head_decides_and_only_who_sent_it_asks():
    made = granted(own_name=False)
    colleague = UserFactory.create()
    MembershipFactory.create(
        user=colleague, organisation=made.organisation, confirmed_at=made.submitted_at
    )
    page = f"/services/mine/{made.number}/"

    assert browser_of(colleague).get(page).status_code == 200
    assert browser_of(colleague).get(f"{page}erasure/").status_code == 404
    assert desk("officer.orkhon").get(f"/desk/services/{made.number}/erasure/").status_code == 403
    assert Delivery.objects.exists()


def test_who_wrote_the_request_down_does_not_grant_it_and_sees_who_may():
    made = granted(own_name=True)
    page = f"/en/desk/services/{made.number}/erasure/"
    ours, agency = desk("head.orkhon"), desk("agency.head")
    grant = {"act": "grant", "is_sure": "on"}
    ours.post(page, {"act": "ask", "is_sure": "on"})

    said = html(ours.get(page))
    refused = ours.post(page, grant)
    assert stories.person("agency.head").short_name in said
    assert "Erase for good" not in said
    assert refused.status_code == 422
    assert "another head must grant it" in html(refused)
    assert stories.fresh(made).erased_at is None
    with pytest.raises(RuleBroken):
        erasing.grant_erasure(made, actor=head())
    assert ErasureRequest.objects.get().state == "waiting"

    assert agency.post(page, grant).status_code == 302
    assert stories.fresh(made).erased_at
